package io.feedkit.channel.contract;

import io.feedkit.batch.TextBuffer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/** Spells amounts that are scaled by 10⁶, straight into the buffer. */
final class AmountText {
    private static final int SCALE = 6;
    private static final long ONE = 1_000_000;
    private static final int MAX_CHARS = 24;
    private static final long[] POWERS = {1_000_000, 100_000, 10_000, 1_000, 100, 10, 1};

    private AmountText() {}

    /** Whether the amount has more decimals than that. */
    static boolean isFiner(long scaled, int decimals) {
        // Nearly all prices have two; a division by a constant is a multiplication.
        return decimals == 2 ? scaled % 10_000 != 0 : decimals < SCALE && scaled % POWERS[decimals] != 0;
    }

    /** The amount rounded half up to so many decimals, still scaled by 10⁶. */
    static long round(long scaled, int decimals) {
        if (decimals >= SCALE) {
            return scaled;
        }
        long step = POWERS[decimals];
        long rest = decimals == 2 ? scaled % 10_000 : scaled % step;
        long cut = scaled - rest;
        return Math.abs(rest) * 2 >= step ? cut + (scaled < 0 ? -step : step) : cut;
    }

    /** How many decimals the amount needs. */
    static int decimals(long scaled) {
        int decimals = SCALE;
        while (decimals > 0 && scaled % POWERS[decimals - 1] == 0) {
            decimals--;
        }
        return decimals;
    }

    /** Appends an amount that has at most so many decimals, with exactly so many. */
    static void append(long scaled, int decimals, char mark, TextBuffer out) {
        int shown = Math.min(decimals, SCALE);
        byte[] target = out.room(MAX_CHARS + decimals);
        int at = out.end();
        long rest = scaled;
        if (rest < 0) {
            target[at++] = '-';
            rest = -rest;
        }
        long whole = rest / ONE;
        at = appendDigits(whole, 1, target, at);
        if (decimals > 0) {
            target[at++] = (byte) mark;
            at = appendDigits(shown == 2 ? rest % ONE / 10_000 : rest % ONE / POWERS[shown], shown, target, at);
            for (int i = shown; i < decimals; i++) {
                target[at++] = '0';
            }
        }
        out.advanceTo(at);
    }

    /** Appends a whole number. */
    static void append(long whole, TextBuffer out) {
        byte[] target = out.room(MAX_CHARS);
        int at = out.end();
        if (whole < 0) {
            target[at++] = '-';
        }
        out.advanceTo(appendDigits(Math.abs(whole), 1, target, at));
    }

    private static int appendDigits(long number, int least, byte[] target, int start) {
        int digits = least;
        for (long bound = pow10(least); number >= bound && digits < 19; bound *= 10) {
            digits++;
        }
        long rest = number;
        for (int at = start + digits - 1; at >= start; at--) {
            target[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return start + digits;
    }

    private static long pow10(int exponent) {
        return POWERS[SCALE - exponent];
    }

    /** Appends an amount too large or too fine for a long. */
    static void append(BigDecimal amount, int decimals, char mark, TextBuffer out) {
        String plain = amount.setScale(decimals, RoundingMode.HALF_UP).toPlainString();
        out.append(plain.replace('.', mark).getBytes(StandardCharsets.US_ASCII));
    }
}
