package io.feedkit.rules.function;

import io.feedkit.batch.Column;
import io.feedkit.product.Unit;
import java.math.BigDecimal;
import java.util.Optional;

/** Finds an amount with its unit in a text that people wrote: {@code Net 1,5 kg}, {@code 250ml}, {@code 12 fl. oz.}. */
final class MeasureText {
    private static final int MOST_DIGITS = 30;
    private static final int MOST_UNIT_CHARS = 24;

    private MeasureText() {}

    static Kernel parsing(Unit.Dimension dimension) {
        return Kernels.rows((text, row, in, out) -> {
            if (!parse(text.string(in[0].bits[row]), dimension, out, row)) {
                out.bits[row] = Column.MISSING;
            }
        });
    }

    private static boolean parse(String text, Unit.Dimension dimension, Column out, int row) {
        int at = 0;
        while (at < text.length()) {
            if (!isDigit(text.charAt(at))) {
                at++;
                continue;
            }
            int end = endOfNumber(text, at);
            Optional<Unit> unit = unitAfter(text, end);
            if (unit.isPresent() && unit.get().dimension() == dimension && end - at <= MOST_DIGITS) {
                Amounts.put(out, row, new BigDecimal(text.substring(at, end).replace(',', '.')));
                out.units[row] = unit.get().index();
                return true;
            }
            at = end;
        }
        return false;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Digits, and one point or comma between digits. */
    private static int endOfNumber(String text, int start) {
        int at = start;
        boolean point = false;
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean fraction =
                    !point && (c == '.' || c == ',') && at + 1 < text.length() && isDigit(text.charAt(at + 1));
            if (!isDigit(c) && !fraction) {
                break;
            }
            point |= fraction;
            at++;
        }
        return at;
    }

    /** The unit whose name is longest, since {@code fl. oz.} starts like nothing but {@code m} like {@code ml}. */
    private static Optional<Unit> unitAfter(String text, int start) {
        int at = start;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\u00a0')) {
            at++;
        }
        int last = Math.min(text.length(), at + MOST_UNIT_CHARS);
        for (int end = last; end > at; end--) {
            boolean whole = end == text.length() || !Character.isLetterOrDigit(text.charAt(end));
            Optional<Unit> unit = whole ? Unit.named(text.substring(at, end)) : Optional.empty();
            if (unit.isPresent()) {
                return unit;
            }
        }
        return Optional.empty();
    }
}
