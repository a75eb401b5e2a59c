package io.feedkit.product;

/**
 * Reads plain decimals straight from UTF-8 bytes, for the loop that sees every price and quantity of a catalogue.
 *
 * <p><b>Shape:</b> {@code -?digits[separator digits{0,6}]} with at most 12 digits before the separator and nothing around it. Everything else is
 * {@link #NOT_PLAIN} and goes the slow way through {@link ValueReader}, which agrees on every text that is plain here (a property test). <b>Units:</b> results are
 * millionths: {@code 12.5} is 12 500 000. Twelve digits keep every result inside a {@code long}, so the loop needs no overflow check.
 */
public final class DecimalText {
    /** The text is empty: the value is missing. The same number as a batch column's. */
    public static final long EMPTY = Long.MIN_VALUE;

    /** The text is not plain: take the slow way. */
    public static final long NOT_PLAIN = Long.MIN_VALUE + 1;

    private static final int MAX_WHOLE_DIGITS = 12;
    private static final int MAX_DECIMALS = 6;
    private static final long[] SCALE = {1_000_000, 100_000, 10_000, 1_000, 100, 10, 1};

    private DecimalText() {}

    /** Reads point style: {@code 12.5}. */
    public static long parseScaled6(byte[] utf8, int from, int to) {
        return parse(utf8, from, to, '.', '.', false);
    }

    /** Reads comma style: {@code 12,5}. */
    public static long parseCommaScaled6(byte[] utf8, int from, int to) {
        return parse(utf8, from, to, ',', ',', false);
    }

    /** Reads a text that means the same in both styles or decides one by itself: {@code 12}, {@code 12.5}, {@code 12,50}, but not {@code 1.299}. */
    public static long parseUndecidedScaled6(byte[] utf8, int from, int to) {
        return parse(utf8, from, to, '.', ',', true);
    }

    /** Reads in the given style. */
    public static long parseScaled6(byte[] utf8, int from, int to, NumberStyle style) {
        return switch (style) {
            case POINT -> parseScaled6(utf8, from, to);
            case COMMA -> parseCommaScaled6(utf8, from, to);
            case UNDECIDED -> parseUndecidedScaled6(utf8, from, to);
        };
    }

    private static long parse(
            byte[] utf8, int from, int to, char separator, char otherSeparator, boolean refuseGroups) {
        if (from == to) {
            return EMPTY;
        }
        boolean negative = utf8[from] == '-';
        int start = negative ? from + 1 : from;
        long value = 0;
        int i = start;
        for (; i < to; i++) {
            int digit = utf8[i] - '0';
            // One comparison for both ends: what lies below '0' is a huge char.
            if ((char) digit > 9) {
                break;
            }
            value = value * 10 + digit;
        }
        int whole = i - start;
        if (whole == 0 || whole > MAX_WHOLE_DIGITS) {
            return NOT_PLAIN;
        }
        int decimals = 0;
        if (i < to) {
            if (utf8[i] != separator && utf8[i] != otherSeparator) {
                return NOT_PLAIN;
            }
            decimals = to - i - 1;
            if (decimals > MAX_DECIMALS || refuseGroups && decimals == 3 && whole <= 3 && utf8[start] != '0') {
                return NOT_PLAIN;
            }
            for (i++; i < to; i++) {
                int digit = utf8[i] - '0';
                if ((char) digit > 9) {
                    return NOT_PLAIN;
                }
                value = value * 10 + digit;
            }
        }
        long scaled = value * SCALE[decimals];
        return negative ? -scaled : scaled;
    }
}
