package io.feedkit.catalog.xlsx;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Writes the number of a cell as the text it stands for.
 *
 * <p>A workbook stores numbers in binary and writes up to 17 digits, so that 0.1 + 0.2 stands there as 0.30000000000000004; what people see and mean has 15 digits, and
 * so does what we give. Whole numbers that were written out are left alone, however long: a program other than a spreadsheet wrote them, as an identifier. Dates are
 * days since the end of 1899 (a year early, because 1900 is taken for a leap year) or since 1904.
 */
final class NumberText {
    private static final int DIGITS = 15;
    private static final MathContext SHOWN = new MathContext(DIGITS, RoundingMode.HALF_UP);
    /** What a workbook can hold goes to 10^308; more is an attack on whoever writes the digits out. */
    private static final int MOST_PLACES = 400;

    private static final BigDecimal MILLIS_OF_DAY = BigDecimal.valueOf(86_400_000);
    /** The 31st of December 9999. */
    private static final long LAST_DAY = 2_958_465;

    private static final long FALSE_LEAP_DAY = 60;

    private final boolean from1904;

    NumberText(boolean from1904) {
        this.from1904 = from1904;
    }

    /** @param problem what was noticed, or null */
    record Shown(String text, @Nullable XlsxProblem problem) {}

    /** Whether a text is a number that needs no second look: digits, perhaps a sign and a point, no more of them than are shown. */
    static boolean isPlain(CharText text) {
        int digits = 0;
        int points = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
            } else if (c == '.' && digits > 0) {
                points++;
            } else if (c != '-' || i > 0) {
                return false;
            }
        }
        return digits > 0 && digits <= DIGITS && points <= 1 && text.charAt(text.length() - 1) != '.';
    }

    /** The text for a number in a format; with {@link XlsxProblem#BAD_CELL} as it stands when it is no number. */
    Shown of(String written, CellFormat format) {
        BigDecimal number = parsed(written);
        if (number == null) {
            return new Shown(written, XlsxProblem.BAD_CELL);
        }
        return switch (format.kind()) {
            case DATE, DATE_TIME, TIME, ELAPSED -> moment(number, format);
            case PERCENT -> new Shown(plain(shown(number).movePointRight(2)) + "%", null);
            case PADDED -> padded(number, written, format);
            case NUMBER, TEXT -> plain(number, written);
        };
    }

    private static @Nullable BigDecimal parsed(String written) {
        if (written.length() > MOST_PLACES) {
            return null;
        }
        try {
            BigDecimal number = new BigDecimal(written);
            return Math.abs((long) number.scale()) > MOST_PLACES ? null : number;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static BigDecimal shown(BigDecimal number) {
        return number.precision() > DIGITS ? number.round(SHOWN) : number;
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private static Shown plain(BigDecimal number, String written) {
        BigDecimal stripped = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        if (stripped.scale() > 0) {
            return new Shown(plain(shown(number)), null);
        }
        boolean writtenOut = number.scale() == 0 && written.charAt(0) != '+';
        boolean beyond = stripped.precision() - stripped.scale() > DIGITS;
        return new Shown(writtenOut ? written : plain(number), beyond ? XlsxProblem.LONG_NUMBER : null);
    }

    private static Shown padded(BigDecimal number, String written, CellFormat format) {
        BigDecimal whole = shown(number).stripTrailingZeros();
        if (whole.signum() < 0 || whole.scale() > 0) {
            return plain(number, written);
        }
        String digits = whole.toPlainString();
        int places = format.zeros().stream()
                .filter(piece -> piece.charAt(0) == '0')
                .mapToInt(String::length)
                .sum();
        digits = "0".repeat(Math.max(0, places - digits.length())) + digits;
        int more = digits.length() - places;
        StringBuilder text = new StringBuilder();
        int next = 0;
        for (String piece : format.zeros()) {
            if (piece.charAt(0) == '0') {
                int end = next + piece.length() + (next == 0 ? more : 0);
                text.append(digits, next, end);
                next = end;
            } else {
                text.append(piece, 1, piece.length());
            }
        }
        return new Shown(text.toString(), null);
    }

    private Shown moment(BigDecimal number, CellFormat format) {
        BigDecimal days = number.setScale(0, RoundingMode.FLOOR);
        long millis = number.subtract(days)
                .multiply(MILLIS_OF_DAY)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
        if (!format.fraction()) {
            millis = (millis + 500) / 1000 * 1000;
        }
        BigDecimal rounded = days.add(BigDecimal.valueOf(millis / 86_400_000));
        millis %= 86_400_000;
        boolean possible = number.signum() >= 0 && rounded.compareTo(BigDecimal.valueOf(LAST_DAY)) <= 0;
        if (!possible) {
            return new Shown(plain(shown(number)), XlsxProblem.NOT_A_DATE);
        }
        long day = rounded.longValueExact();
        return switch (format.kind()) {
            case TIME -> new Shown(time(millis / 3_600_000, millis), null);
            case ELAPSED -> new Shown(time(day * 24 + millis / 3_600_000, millis), null);
            case DATE -> date(days.longValueExact(), "", number);
            default -> date(day, "T" + time(millis / 3_600_000, millis), number);
        };
    }

    private Shown date(long day, String time, BigDecimal number) {
        if (from1904) {
            return new Shown(LocalDate.of(1904, 1, 1).plusDays(day) + time, null);
        }
        if (day == 0) {
            // An empty date that somebody calculated with; programs show the 0th of January.
            return new Shown(plain(shown(number)), XlsxProblem.NOT_A_DATE);
        }
        if (day == FALSE_LEAP_DAY) {
            return new Shown("1900-02-29" + time, XlsxProblem.NOT_A_DATE);
        }
        LocalDate start = LocalDate.of(1899, 12, day < FALSE_LEAP_DAY ? 31 : 30);
        return new Shown(start.plusDays(day) + time, null);
    }

    private static String time(long hours, long millis) {
        StringBuilder text = new StringBuilder();
        two(text, hours);
        two(text.append(':'), millis / 60_000 % 60);
        two(text.append(':'), millis / 1000 % 60);
        if (millis % 1000 != 0) {
            text.append('.').append(Long.toString(1000 + millis % 1000), 1, 4);
        }
        return text.toString();
    }

    private static void two(StringBuilder text, long value) {
        text.append(value < 10 ? "0" : "").append(value);
    }
}
