package io.feedkit.catalog.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Checks UTF-8 where it lies, eight bytes at a time wherever possible. */
public final class Utf8 {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int GROUP = 4 * Long.BYTES;
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Utf8() {}

    /**
     * Where the first byte stands that does not belong to a character that text may hold, or {@code to}. Besides malformed sequences (overlong forms, surrogates,
     * beyond U+10FFFF) these are the noncharacters U+FFFE and U+FFFF, which XML forbids. ASCII control characters are not looked at.
     */
    public static int firstInvalid(byte[] bytes, int from, int to) {
        return isPlain(bytes, from, to) ? to : firstInvalidOneByOne(bytes, from, to);
    }

    /** The first byte that is not ASCII, or {@code to}. */
    public static int firstHigh(byte[] bytes, int from, int to) {
        int p = from;
        while (p + Long.BYTES <= to && ((long) WORD.get(bytes, p) & HIGH_BITS) == 0) {
            p += Long.BYTES;
        }
        while (p < to && bytes[p] >= 0) {
            p++;
        }
        return p;
    }

    /**
     * Whether everything is valid for sure and without looking at single characters, which is nearly always so for the languages of Europe.
     *
     * <p>Accents come every few words, so a branch for each would be mispredicted all the time. Instead all words of a group are checked at once, without a branch: a
     * lead byte asks for continuation bytes in the next one, two or three places (in the next word, if need be), and those asked for must be exactly those that are
     * there. The few lead bytes after which not every continuation will do are looked for by their value, and leave the answer to the slow way.
     */
    private static boolean isPlain(byte[] bytes, int from, int to) {
        int p = from;
        long asked = 0;
        long wrong = 0;
        while (to - p >= GROUP) {
            long w0 = (long) WORD.get(bytes, p);
            long w1 = (long) WORD.get(bytes, p + 8);
            long w2 = (long) WORD.get(bytes, p + 16);
            long w3 = (long) WORD.get(bytes, p + 24);
            p += GROUP;
            if (((w0 | w1 | w2 | w3) & HIGH_BITS | asked) == 0) {
                continue;
            }
            // Two bits of a lead byte, then three: where none has three, all characters are of two bytes.
            long two0 = w0 & w0 << 1;
            long two1 = w1 & w1 << 1;
            long two2 = w2 & w2 << 1;
            long two3 = w3 & w3 << 1;
            long three0 = two0 & w0 << 2;
            long three1 = two1 & w1 << 2;
            long three2 = two2 & w2 << 2;
            long three3 = two3 & w3 << 2;
            long asked0 = asked | (two0 & HIGH_BITS) << 8;
            long asked1 = (two0 & HIGH_BITS) >>> 56 | (two1 & HIGH_BITS) << 8;
            long asked2 = (two1 & HIGH_BITS) >>> 56 | (two2 & HIGH_BITS) << 8;
            long asked3 = (two2 & HIGH_BITS) >>> 56 | (two3 & HIGH_BITS) << 8;
            asked = (two3 & HIGH_BITS) >>> 56;
            if (((three0 | three1 | three2 | three3) & HIGH_BITS) != 0) {
                asked0 |= (three0 & HIGH_BITS) << 16;
                asked1 |= (three0 & HIGH_BITS) >>> 48 | (three1 & HIGH_BITS) << 16;
                asked2 |= (three1 & HIGH_BITS) >>> 48 | (three2 & HIGH_BITS) << 16;
                asked3 |= (three2 & HIGH_BITS) >>> 48 | (three3 & HIGH_BITS) << 16;
                asked |= (three3 & HIGH_BITS) >>> 48;
                wrong |= particular(w0) | particular(w1) | particular(w2) | particular(w3);
            }
            wrong |= asked0 ^ w0 & ~(w0 << 1) & HIGH_BITS;
            wrong |= asked1 ^ w1 & ~(w1 << 1) & HIGH_BITS;
            wrong |= asked2 ^ w2 & ~(w2 << 1) & HIGH_BITS;
            wrong |= asked3 ^ w3 & ~(w3 << 1) & HIGH_BITS;
            wrong |= overlong(w0) | overlong(w1) | overlong(w2) | overlong(w3);
        }
        // What is left is less than a group, and begins within a character if continuations are still asked for.
        int rest = p;
        if (asked != 0) {
            do {
                rest--;
            } while (rest > from && isContinuation(bytes[rest]));
        }
        return (wrong & HIGH_BITS) == 0 && firstInvalidOneByOne(bytes, rest, to) == to;
    }

    /** Finds C0 and C1, which begin overlong forms. A borrow may find more, but only behind one of them. */
    private static long overlong(long word) {
        long x = (word ^ 0xC0C0C0C0C0C0C0C0L) & 0xFEFEFEFEFEFEFEFEL;
        return x - ONES & ~x;
    }

    /** Finds E0, ED, EF and everything from F0, after which not every continuation is a character. */
    private static long particular(long word) {
        long e0 = word ^ 0xE0E0E0E0E0E0E0E0L;
        long ed = word ^ 0xEDEDEDEDEDEDEDEDL;
        long ef = word ^ 0xEFEFEFEFEFEFEFEFL;
        return e0 - ONES & ~e0 | ed - ONES & ~ed | ef - ONES & ~ef | word & word << 1 & word << 2 & word << 3;
    }

    private static int firstInvalidOneByOne(byte[] bytes, int from, int to) {
        int p = from;
        while (p < to) {
            if (to - p >= Long.BYTES) {
                long high = (long) WORD.get(bytes, p) & HIGH_BITS;
                if (high == 0) {
                    p += Long.BYTES;
                    continue;
                }
                p += Long.numberOfTrailingZeros(high) >>> 3;
            } else if (bytes[p] >= 0) {
                p++;
                continue;
            }
            int length = sequence(bytes, p, to);
            if (length == 0) {
                return p;
            }
            p += length;
        }
        return to;
    }

    /** How many places there are that {@link #firstInvalid} refuses, up to {@code enough}. */
    static int countInvalid(byte[] bytes, int from, int to, int enough) {
        int count = 0;
        for (int p = firstInvalidOneByOne(bytes, from, to);
                p < to && count < enough;
                p = firstInvalidOneByOne(bytes, p + 1, to)) {
            count++;
        }
        return count;
    }

    /** The length of the character of several bytes that begins at {@code p}, or 0 if none does. */
    static int sequence(byte[] bytes, int p, int to) {
        int lead = bytes[p] & 0xFF;
        int left = to - p;
        if (lead < 0xE0) {
            return lead >= 0xC2 && left > 1 && isContinuation(bytes[p + 1]) ? 2 : 0;
        }
        if (lead < 0xF0) {
            if (left < 3 || !isContinuation(bytes[p + 1]) || !isContinuation(bytes[p + 2])) {
                return 0;
            }
            int codePoint = (lead & 0xF) << 12 | (bytes[p + 1] & 0x3F) << 6 | bytes[p + 2] & 0x3F;
            return codePoint < 0x800 || codePoint >> 11 == 0x1B || codePoint >= 0xFFFE ? 0 : 3;
        }
        if (lead > 0xF4
                || left < 4
                || !isContinuation(bytes[p + 1])
                || !isContinuation(bytes[p + 2])
                || !isContinuation(bytes[p + 3])) {
            return 0;
        }
        int codePoint = (lead & 0x7) << 18 | (bytes[p + 1] & 0x3F) << 12;
        return codePoint < 0x10000 || codePoint > 0x10FFFF ? 0 : 4;
    }

    private static boolean isContinuation(byte b) {
        return b < (byte) 0xC0;
    }

    /** How many characters begin there, whether the bytes are valid or not; eight bytes at a time. */
    public static int points(byte[] bytes, int from, int to) {
        int continuations = 0;
        int i = from;
        for (; i + Long.BYTES <= to; i += Long.BYTES) {
            long word = (long) WORD.get(bytes, i);
            continuations += Long.bitCount(word & ~(word << 1) & HIGH_BITS);
        }
        for (; i < to; i++) {
            continuations += (bytes[i] & 0xC0) == 0x80 ? 1 : 0;
        }
        return to - from - continuations;
    }

    /** The text with U+FFFD in the place of everything that {@link #firstInvalid} refuses. */
    public static byte[] repaired(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8)
                .replace('\uFFFE', '\uFFFD')
                .replace('\uFFFF', '\uFFFD')
                .getBytes(StandardCharsets.UTF_8);
    }
}
