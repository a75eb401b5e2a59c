package io.feedkit.catalog;

import io.feedkit.batch.Column;
import io.feedkit.batch.TextBuffer;
import io.feedkit.product.AttributeType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Spells keys so that both sides of a join spell them alike: without blanks around, whole numbers as their digits, GTINs with all fourteen of theirs, since every
 * second system drops leading zeros.
 */
final class JoinKey {
    private static final int GTIN_DIGITS = 14;
    /** A longer text identifies nothing, and the first keys of all pages on disk are held in memory. */
    private static final int MOST_BYTES = 1_000;

    private final boolean gtin;
    private final boolean whole;
    private byte[] bytes = new byte[64];
    private int from;
    private int to;

    /** @param attribute the attribute of the catalogue that is the key */
    JoinKey(String attribute, AttributeType type) {
        gtin = attribute.equals("gtin");
        whole = type.kind() == AttributeType.Kind.INTEGER;
    }

    byte[] bytes() {
        return bytes;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    /** Takes the key of a row; false when it has none. */
    boolean take(Column column, int row, TextBuffer text) {
        long bits = column.bits[row];
        if (bits == Column.MISSING) {
            return false;
        }
        if (whole) {
            return take(Long.toString(bits).getBytes(StandardCharsets.US_ASCII));
        }
        long slice = Texts.trim(text.bytes(), bits);
        return slice != Column.MISSING && take(text.bytes(), TextBuffer.start(slice), TextBuffer.end(slice));
    }

    private boolean take(byte[] digits) {
        return take(digits, 0, digits.length);
    }

    private boolean take(byte[] source, int start, int end) {
        if (end - start > MOST_BYTES) {
            return false;
        }
        if (gtin && end - start < GTIN_DIGITS && isDigits(source, start, end)) {
            Arrays.fill(bytes, 0, GTIN_DIGITS, (byte) '0');
            System.arraycopy(source, start, bytes, GTIN_DIGITS - end + start, end - start);
            from = 0;
            to = GTIN_DIGITS;
        } else {
            if (bytes.length < end - start) {
                bytes = new byte[end - start];
            }
            System.arraycopy(source, start, bytes, 0, end - start);
            from = 0;
            to = end - start;
        }
        return to > 0;
    }

    private static boolean isDigits(byte[] source, int start, int end) {
        for (int i = start; i < end; i++) {
            if (source[i] < '0' || source[i] > '9') {
                return false;
            }
        }
        return true;
    }
}
