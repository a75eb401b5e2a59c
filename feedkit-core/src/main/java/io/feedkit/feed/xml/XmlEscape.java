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
    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
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

    private static final byte[] QUOT = "&quot;".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LINE = "&#10;".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TAB = "&#9;".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] RETURN = "&#13;".getBytes(StandardCharsets.US_ASCII);

    private XmlEscape() {}

    /** How much longer a text may become, and how far the last copy may reach beyond its end. */
    static int room(int length) {
        return length * AMP.length + Long.BYTES;
    }

    /** Appends {@code source[from..to)} to {@code out}. */
    static void append(byte[] source, int from, int to, TextBuffer out) {
        out.advanceTo(put(source, from, to, out.room(room(to - from)), out.end()));
    }

    /** Writes {@code source[from..to)} into a target that has {@link #room} for it, and returns the end. */
    static int put(byte[] source, int from, int to, byte[] target, int start) {
        int at = start;
        int i = from;
        while (i + Long.BYTES <= to) {
            long eight = (long) LONG.get(source, i);
            LONG.set(target, at, eight);
            long care = care(eight);
            if (care == 0) {
                i += Long.BYTES;
                at += Long.BYTES;
            } else {
                // The lowest mark is a true one, those above it may be borrows.
                int clean = Long.numberOfTrailingZeros(care) >>> 3;
                i += clean;
                at = putByte(source[i++], target, at + clean);
            }
        }
        int rest = to - i;
        if (rest > 0 && i + Long.BYTES <= source.length) {
            // The last bytes go as one long too: what lies behind them is copied along and overwritten by what
            // comes next.
            long eight = (long) LONG.get(source, i);
            long beyond = -1L << rest * Byte.SIZE;
            if (care(eight & ~beyond | SPACES & beyond) == 0) {
                LONG.set(target, at, eight);
                return at + rest;
            }
        }
        for (; i < to; i++) {
            at = putByte(source[i], target, at);
        }
        return at;
    }

    /** Marks the highest bit of bytes that cannot be copied as they are; zero when there is none. */
    private static long care(long eight) {
        long ampersand = eight ^ AMPERSANDS;
        long angle = (eight & WITHOUT_ANGLE_BIT) ^ ANGLES;
        long found = ampersand - LOW_BITS & ~ampersand | angle - LOW_BITS & ~angle | eight - SPACES & ~eight;
        return found & HIGH_BITS;
    }

    private static int putByte(byte b, byte[] target, int at) {
        switch (b) {
            case '&':
                return putAll(AMP, target, at);
            case '<':
                return putAll(LT, target, at);
            case '>':
                return putAll(GT, target, at);
            default:
                if (b >= 0 && b < ' ' && b != '\n' && b != '\t' && b != '\r') {
                    return at;
                }
                target[at] = b;
                return at + 1;
        }
    }

    /** Appends a text that stands between double quotes: a quote and line ends are written as references, or a parser would lose them. */
    static void attribute(byte[] source, int from, int to, TextBuffer out) {
        byte[] target = out.room((to - from) * QUOT.length);
        int at = out.end();
        for (int i = from; i < to; i++) {
            byte b = source[i];
            if (b == '"') {
                at = putAll(QUOT, target, at);
            } else if (b == '\n' || b == '\t' || b == '\r') {
                at = putAll(b == '\n' ? LINE : b == '\t' ? TAB : RETURN, target, at);
            } else {
                at = putByte(b, target, at);
            }
        }
        out.advanceTo(at);
    }

    /** A text that is safe between quotes and between tags. */
    static String escaped(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        TextBuffer out = new TextBuffer(0);
        attribute(bytes, 0, bytes.length, out);
        return new String(out.bytes(), 0, out.end(), StandardCharsets.UTF_8);
    }

    private static int putAll(byte[] entity, byte[] target, int at) {
        System.arraycopy(entity, 0, target, at, entity.length);
        return at + entity.length;
    }
}
