package io.feedkit.rules.function;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Looks for ASCII text in {@code lower(text)} without putting the text in lower case, eight places at a time.
 *
 * <p>{@code title.lower() contains "refurbished"} is how merchants ignore case. Two characters beyond ASCII have lower case within it, İ (i and a dot) and the
 * Kelvin sign (k); only a text that holds one of them, and only when the sought text has that letter, is really put in lower case.
 */
final class LoweredSearch implements TextMatch {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = ONES << 7;
    private static final byte[] DOTTED_I = "İ".getBytes(StandardCharsets.UTF_8);
    private static final byte[] KELVIN = "\u212a".getBytes(StandardCharsets.UTF_8);

    private final byte[] part;
    private final long firsts;
    private final long seconds;
    /** What takes the case off the first and the second letter. */
    private final long firstFold;

    private final long secondFold;
    private final boolean hasOtherForms;

    private LoweredSearch(byte[] part) {
        this.part = part;
        firsts = part[0] * ONES;
        seconds = part[1] * ONES;
        firstFold = fold(part[0]);
        secondFold = fold(part[1]);
        String text = new String(part, StandardCharsets.US_ASCII);
        hasOtherForms = text.indexOf('i') >= 0 || text.indexOf('k') >= 0;
    }

    /** Null for less than two characters, for capitals, which no lower text has, and for what is not ASCII. */
    static @Nullable LoweredSearch of(byte[] part) {
        for (byte b : part) {
            if (b < 0 || b >= 'A' && b <= 'Z') {
                return null;
            }
        }
        return part.length < 2 ? null : new LoweredSearch(part);
    }

    private static long fold(byte b) {
        return b >= 'a' && b <= 'z' ? 0x20 * ONES : 0;
    }

    @Override
    public boolean test(byte[] bytes, int from, int to) {
        int lastPlace = to - part.length;
        int at = from;
        for (; at + Long.BYTES < to; at += Long.BYTES) {
            long difference = ((long) EIGHT.get(bytes, at) | firstFold) ^ firsts;
            difference |= ((long) EIGHT.get(bytes, at + 1) | secondFold) ^ seconds;
            // The lowest mark is a true one; those above it may be a borrow, so every one is looked at.
            for (long zeros = difference - ONES & ~difference & HIGH_BITS; zeros != 0; zeros &= zeros - 1) {
                int place = at + (Long.numberOfTrailingZeros(zeros) >>> 3);
                if (place <= lastPlace && isAt(bytes, place)) {
                    return true;
                }
            }
        }
        for (; at <= lastPlace; at++) {
            if (isAt(bytes, at)) {
                return true;
            }
        }
        return hasOtherForms && isInOtherForm(bytes, from, to);
    }

    private boolean isAt(byte[] bytes, int place) {
        for (int i = 0; i < part.length; i++) {
            byte b = bytes[place + i];
            if ((b >= 'A' && b <= 'Z' ? b + 0x20 : b) != part[i]) {
                return false;
            }
        }
        return true;
    }

    private boolean isInOtherForm(byte[] bytes, int from, int to) {
        boolean has = Utf8.find(bytes, from, to, DOTTED_I, 0, DOTTED_I.length) >= 0
                || Utf8.find(bytes, from, to, KELVIN, 0, KELVIN.length) >= 0;
        return has
                && new String(bytes, from, to - from, StandardCharsets.UTF_8)
                        .toLowerCase(Locale.ROOT)
                        .contains(new String(part, StandardCharsets.US_ASCII));
    }
}
