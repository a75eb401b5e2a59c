package io.feedkit.feed.xml;

import io.feedkit.batch.TextBuffer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Copies UTF-8 text into XML character data.
 *
 * <p>This is the hottest loop of a run, so it looks at eight bytes at a time and copies them as one long when none needs care. Written for speed; compare
 * {@code benchmarks}, job {@code bytes}.
 */
final class XmlEscape {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOW_BITS = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long AMPERSANDS = '&' * LOW_BITS;
    /** {@code <} and {@code >} differ in one bit, so one comparison without that bit finds both. */
    private static final long ANGLES = '<' * LOW_BITS;

    private static final long WITHOUT_ANGLE_BIT = ~(('<' ^ '>') * LOW_BITS);
    private static final long SPACES = ' ' * LOW_BITS;

    private static final byte[] AMP = "&amp;".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LT = "&lt;".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] GT = "&gt;".getBytes(StandardCharsets.US_ASCII);

    private XmlEscape() {}

    /** Appends {@code source[from..to)} to {@code out}. */
    static void append(byte[] source, int from, int to, TextBuffer out) {
        byte[] target = out.room((to - from) * AMP.length + Long.BYTES);
        int at = out.end();
        int i = from;
        while (i < to) {
            while (i + Long.BYTES <= to) {
                long eight = (long) LONG.get(source, i);
                if (needsCare(eight)) {
                    break;
                }
                LONG.set(target, at, eight);
                i += Long.BYTES;
                at += Long.BYTES;
            }
            int rest = to - i;
            if (rest < Long.BYTES && i + Long.BYTES <= source.length) {
                // The last bytes go as one long too: what lies behind them is copied along and overwritten by what
                // comes next.
                long eight = (long) LONG.get(source, i);
                long beyond = -1L << rest * Byte.SIZE;
                if (!needsCare(eight & ~beyond | SPACES & beyond)) {
                    LONG.set(target, at, eight);
                    at += rest;
                    break;
                }
            }
            int stop = Math.min(to, i + Long.BYTES);
            for (; i < stop; i++) {
                at = appendByte(source[i], target, at);
            }
        }
        out.advanceTo(at);
    }

    private static boolean needsCare(long eight) {
        long ampersand = eight ^ AMPERSANDS;
        long angle = (eight & WITHOUT_ANGLE_BIT) ^ ANGLES;
        long found = ampersand - LOW_BITS & ~ampersand | angle - LOW_BITS & ~angle | eight - SPACES & ~eight;
        return (found & HIGH_BITS) != 0;
    }

    private static int appendByte(byte b, byte[] target, int at) {
        switch (b) {
            case '&':
                return appendAll(AMP, target, at);
            case '<':
                return appendAll(LT, target, at);
            case '>':
                return appendAll(GT, target, at);
            default:
                if (b >= 0 && b < ' ' && b != '\n' && b != '\t' && b != '\r') {
                    return at;
                }
                target[at] = b;
                return at + 1;
        }
    }

    private static int appendAll(byte[] entity, byte[] target, int at) {
        System.arraycopy(entity, 0, target, at, entity.length);
        return at + entity.length;
    }
}
