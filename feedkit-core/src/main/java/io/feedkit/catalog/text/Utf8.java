package io.feedkit.catalog.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Checks UTF-8 where it lies, eight bytes at a time as long as they are ASCII. */
public final class Utf8 {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Utf8() {}

    /**
     * Where the first byte stands that does not belong to a character that text may hold, or {@code to}. Besides malformed sequences (overlong forms, surrogates,
     * beyond U+10FFFF) these are the noncharacters U+FFFE and U+FFFF, which XML forbids. ASCII control characters are not looked at.
     */
    public static int firstInvalid(byte[] bytes, int from, int to) {
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
        for (int p = firstInvalid(bytes, from, to); p < to && count < enough; p = firstInvalid(bytes, p + 1, to)) {
            count++;
        }
        return count;
    }

    /** The length of the character of several bytes that begins at {@code p}, or 0 if none does. */
    private static int sequence(byte[] bytes, int p, int to) {
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

    /** The text with U+FFFD in the place of everything that {@link #firstInvalid} refuses. */
    public static byte[] repaired(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8)
                .replace('\uFFFE', '\uFFFD')
                .replace('\uFFFF', '\uFFFD')
                .getBytes(StandardCharsets.UTF_8);
    }
}
