package io.feedkit.rules.eval;

import io.feedkit.batch.Column;
import io.feedkit.batch.TextBuffer;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Currencies;
import io.feedkit.product.Unit;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;

/** How values look inside a text: {@code 12.50 EUR}, {@code 5.5%}, {@code 2026-11-27}, the elements of a list with commas. */
final class Rendering {
    private static final int MOST_DIGITS = 24;
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

    private static final byte PERCENT = '%';
    // The space and the name behind an amount, by the number of the currency or unit.
    private static final byte[][] CURRENCIES = new byte[Currencies.count()][];
    private static final byte[][] UNITS = new byte[Unit.values().length + 1][];

    static {
        for (int i = 0; i < CURRENCIES.length; i++) {
            CURRENCIES[i] = (" " + Currencies.code(i)).getBytes(StandardCharsets.US_ASCII);
        }
        UNITS[0] = new byte[0];
        for (Unit unit : Unit.values()) {
            UNITS[unit.index()] = (" " + unit.symbol()).getBytes(StandardCharsets.UTF_8);
        }
    }

    private Rendering() {}

    /** Appends a value that is not missing; says whether it had any characters. */
    static boolean append(TextBuffer text, AttributeType type, Column column, int row) {
        long bits = column.bits[row];
        switch (type.kind()) {
            case TEXT -> {
                int start = TextBuffer.start(bits);
                int length = TextBuffer.length(bits);
                byte[] bytes = text.room(length);
                System.arraycopy(bytes, start, bytes, text.end(), length);
                text.advanceTo(text.end() + length);
                return length > 0;
            }
            case LIST -> text.append(String.join(", ", Values.list(text.bytes(), bits)));
            case INTEGER -> whole(text, bits);
            case BOOLEAN -> text.append(bits == 1 ? TRUE : FALSE);
            case DATE -> text.append(LocalDate.ofEpochDay(bits).toString());
            case INSTANT -> text.append(Instant.ofEpochMilli(bits).toString());
            case DECIMAL, DURATION -> decimal(text, column, row, 0);
            case PERCENT -> percent(text, column, row);
            case MONEY -> {
                int currency = Currencies.laneIndex(column.units[row]);
                decimal(text, column, row, Math.max(0, Currencies.minorDigits(currency)));
                text.append(CURRENCIES[currency]);
            }
            case MEASURE -> {
                decimal(text, column, row, 0);
                text.append(UNITS[column.units[row]]);
            }
        }
        return true;
    }

    private static void percent(TextBuffer text, Column column, int row) {
        long lane = column.bits[row];
        if (Math.abs(lane) < Long.MAX_VALUE / 100) {
            decimal(text, lane * 100, 0);
        } else {
            text.append(
                    Values.canonical(Scaled.get(column, row).movePointRight(2)).toPlainString());
        }
        text.room(1)[text.end()] = PERCENT;
        text.advanceTo(text.end() + 1);
    }

    private static void whole(TextBuffer text, long number) {
        byte[] bytes = text.room(MOST_DIGITS);
        text.advanceTo(digits(bytes, text.end(), number));
    }

    /** Writes the digits of a number and returns the end. */
    private static int digits(byte[] bytes, int at, long number) {
        int end = at;
        // Negative numbers reach further than positive ones, so digits are taken from those.
        long left = number < 0 ? number : -number;
        if (number < 0) {
            bytes[end++] = '-';
        }
        int first = end;
        do {
            bytes[end++] = (byte) ('0' - left % 10);
            left /= 10;
        } while (left != 0);
        for (int i = first, j = end - 1; i < j; i++, j--) {
            byte swapped = bytes[i];
            bytes[i] = bytes[j];
            bytes[j] = swapped;
        }
        return end;
    }

    /** The number with all its decimals, and at least so many. */
    private static void decimal(TextBuffer text, Column column, int row, int leastDecimals) {
        long lane = column.bits[row];
        if (lane == Column.BOXED) {
            BigDecimal number = Values.canonical(column.boxed(row));
            text.append((number.scale() < leastDecimals ? number.setScale(leastDecimals) : number).toPlainString());
        } else {
            decimal(text, lane, leastDecimals);
        }
    }

    private static void decimal(TextBuffer text, long lane, int leastDecimals) {
        byte[] bytes = text.room(MOST_DIGITS);
        int end = text.end();
        long whole = lane / Scaled.ONE;
        long fraction = Math.abs(lane % Scaled.ONE);
        if (lane < 0 && whole == 0) {
            bytes[end++] = '-';
        }
        end = digits(bytes, end, whole);
        int decimals = Scaled.SCALE;
        while (decimals > leastDecimals && fraction % 10 == 0) {
            fraction /= 10;
            decimals--;
        }
        if (decimals > 0) {
            bytes[end] = '.';
            for (int i = decimals; i > 0; i--) {
                bytes[end + i] = (byte) ('0' + fraction % 10);
                fraction /= 10;
            }
            end += decimals + 1;
        }
        text.advanceTo(end);
    }
}
