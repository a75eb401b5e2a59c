package io.feedkit.rules.function;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reading UTF-8 in place. All bytes are valid UTF-8 and all offsets stand at the start of a character or at the end of the text, since whoever made the text
 * made it so.
 */
final class Utf8 {
    /** Stands in no text. */
    static final byte NO_BYTE = (byte) 0xFF;

    private static final int REPLACEMENT = 0xFFFD;
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = ONES << 7;
    private static final long SPACES = ONES * ' ';

    private Utf8() {}

    /** How many bytes the character with this first byte has. */
    static int width(byte lead) {
        if (lead >= 0) {
            return 1;
        }
        int bits = lead & 0xFF;
        return bits < 0xE0 ? 2 : bits < 0xF0 ? 3 : 4;
    }

    /** How many bytes a character has. */
    static int size(int codePoint) {
        return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    }

    static int codePoint(byte[] bytes, int at) {
        int lead = bytes[at];
        if (lead >= 0) {
            return lead;
        }
        if (lead < (byte) 0xE0) {
            return (lead & 0x1F) << 6 | bytes[at + 1] & 0x3F;
        }
        if (lead < (byte) 0xF0) {
            return (lead & 0x0F) << 12 | (bytes[at + 1] & 0x3F) << 6 | bytes[at + 2] & 0x3F;
        }
        return (lead & 0x07) << 18 | (bytes[at + 1] & 0x3F) << 12 | (bytes[at + 2] & 0x3F) << 6 | bytes[at + 3] & 0x3F;
    }

    /** Where the character that ends at {@code at} starts. */
    static int before(byte[] bytes, int at) {
        int start = at - 1;
        while (isContinuation(bytes[start])) {
            start--;
        }
        return start;
    }

    static boolean isAscii(byte[] bytes, int from, int to) {
        int at = from;
        for (; at + 8 <= to; at += 8) {
            if (((long) EIGHT.get(bytes, at) & 0x8080808080808080L) != 0) {
                return false;
            }
        }
        for (; at < to; at++) {
            if (bytes[at] < 0) {
                return false;
            }
        }
        return true;
    }

    /** Where the first of two ASCII bytes stands, or {@code to}; looks at eight bytes at a time. */
    static int firstOf(byte[] bytes, int from, int to, char a, char b) {
        long aaa = a * ONES;
        long bbb = b * ONES;
        int at = from;
        for (; at + 8 <= to; at += 8) {
            long eight = (long) EIGHT.get(bytes, at);
            long noA = eight ^ aaa;
            long noB = eight ^ bbb;
            // A zero byte borrows from its highest bit; bytes above it may be marked wrongly, so the exact place is
            // looked for below.
            if ((((noA - ONES) & ~noA | (noB - ONES) & ~noB) & 0x8080808080808080L) != 0) {
                break;
            }
        }
        while (at < to && bytes[at] != a && bytes[at] != b) {
            at++;
        }
        return at;
    }

    static boolean isContinuation(byte b) {
        return b < (byte) 0xC0;
    }

    /** How many characters (code points) there are. */
    static int count(byte[] bytes, int from, int to) {
        int count = to - from;
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            long eight = (long) EIGHT.get(bytes, at);
            // A byte that continues a character has its highest bit set and the next one not.
            count -= Long.bitCount(eight & ~(eight << 1) & HIGH_BITS);
        }
        for (; at < to; at++) {
            count -= isContinuation(bytes[at]) ? 1 : 0;
        }
        return count;
    }

    /** The offset behind the first {@code count} characters, or {@code to} when there are fewer. */
    static int skip(byte[] bytes, int from, int to, long count) {
        if (count >= to - from) {
            return to;
        }
        int at = from;
        for (long left = count; left > 0 && at < to; left--) {
            at += width(bytes[at]);
        }
        return at;
    }

    /** Writes a character and returns the offset behind it; a lone surrogate becomes the replacement character. */
    static int put(byte[] bytes, int at, int codePoint) {
        if (codePoint < 0x80) {
            bytes[at] = (byte) codePoint;
            return at + 1;
        }
        if (codePoint < 0x800) {
            bytes[at] = (byte) (0xC0 | codePoint >> 6);
            bytes[at + 1] = (byte) (0x80 | codePoint & 0x3F);
            return at + 2;
        }
        if (codePoint < 0x10000) {
            int safe = codePoint >= 0xD800 && codePoint < 0xE000 ? REPLACEMENT : codePoint;
            bytes[at] = (byte) (0xE0 | safe >> 12);
            bytes[at + 1] = (byte) (0x80 | safe >> 6 & 0x3F);
            bytes[at + 2] = (byte) (0x80 | safe & 0x3F);
            return at + 3;
        }
        bytes[at] = (byte) (0xF0 | codePoint >> 18);
        bytes[at + 1] = (byte) (0x80 | codePoint >> 12 & 0x3F);
        bytes[at + 2] = (byte) (0x80 | codePoint >> 6 & 0x3F);
        bytes[at + 3] = (byte) (0x80 | codePoint & 0x3F);
        return at + 4;
    }

    /**
     * How many of the next bytes hold no blank but plain ones that stand alone: no control character, no two plain blanks in a row and no byte that a blank beyond
     * ASCII begins with. Says too few rather than too many, and never counts the last seven bytes.
     */
    static int wellSpaced(byte[] bytes, int from, int to) {
        int at = from;
        long carried = 0;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            long eight = (long) EIGHT.get(bytes, at);
            long blanks = blanks(eight);
            long loose = loose(eight, blanks, carried);
            if (loose != 0) {
                return at - from + (Long.numberOfTrailingZeros(loose) >>> 3);
            }
            carried = blanks >>> Long.SIZE - Byte.SIZE;
        }
        // A blank at the end is left to whoever sees what comes next.
        return (carried == 0 ? at : at - 1) - from;
    }

    /** As {@link #wellSpaced} and up to a byte that is sought, and copies these bytes to {@code out}; up to eight more behind them are overwritten. */
    static int copyWellSpaced(byte[] bytes, int from, int to, int out, byte sought) {
        long all = (sought & 0xFF) * ONES;
        int at = from;
        long carried = 0;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            long eight = (long) EIGHT.get(bytes, at);
            EIGHT.set(bytes, out + at - from, eight);
            long blanks = blanks(eight);
            long difference = eight ^ all;
            long loose = loose(eight, blanks, carried) | difference - ONES & ~difference & HIGH_BITS;
            if (loose != 0) {
                return at - from + (Long.numberOfTrailingZeros(loose) >>> 3);
            }
            carried = blanks >>> Long.SIZE - Byte.SIZE;
        }
        return (carried == 0 ? at : at - 1) - from;
    }

    /** The plain blanks among eight bytes. A mark above a true one may be a borrow; then the two stand side by side and are looked at one by one. */
    private static long blanks(long eight) {
        long plain = eight ^ SPACES;
        return plain - ONES & ~plain & HIGH_BITS;
    }

    /** The first mark stands for what is not well spaced. */
    private static long loose(long eight, long blanks, long carried) {
        long controls = eight - SPACES & ~eight & HIGH_BITS;
        long loose = controls | blanks & (blanks << Byte.SIZE | carried);
        return (eight & HIGH_BITS) == 0 ? loose : loose | wideBlanks(eight);
    }

    private static long wideBlanks(long eight) {
        long leadC2 = eight ^ 0xC2C2C2C2C2C2C2C2L;
        long leadE = eight & 0xF0F0F0F0F0F0F0F0L ^ 0xE0E0E0E0E0E0E0E0L;
        return (leadC2 - ONES & ~leadC2 | leadE - ONES & ~leadE) & HIGH_BITS;
    }

    /** How many bytes the blank at {@code at} has, 0 when there is none: white space, no-break spaces, zero-width space and byte-order mark. */
    static int blank(byte[] bytes, int at) {
        int lead = bytes[at];
        if (lead >= 0) {
            return lead == ' ' || lead >= 9 && lead <= 13 ? 1 : 0;
        }
        // All others begin with one of five bytes; everything else is decided by one look.
        if (lead == (byte) 0xC2 || lead >= (byte) 0xE1 && lead <= (byte) 0xE3 || lead == (byte) 0xEF) {
            return isBlank(codePoint(bytes, at)) ? width((byte) lead) : 0;
        }
        return 0;
    }

    static boolean isBlank(int c) {
        return c == ' '
                || c >= 9 && c <= 13
                || c == 0x85
                || c == 0xA0
                || c == 0x1680
                || c >= 0x2000 && c <= 0x200B
                || c == 0x2028
                || c == 0x2029
                || c == 0x202F
                || c == 0x205F
                || c == 0x3000
                || c == 0xFEFF;
    }

    /** Skips blanks forwards. */
    static int skipBlanks(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            int width = blank(bytes, at);
            if (width == 0) {
                return at;
            }
            at += width;
        }
        return to;
    }

    /** Skips blanks backwards: the end of the text without them. */
    static int dropBlanks(byte[] bytes, int from, int to) {
        int end = to;
        while (end > from) {
            int start = before(bytes, end);
            if (blank(bytes, start) == 0) {
                return end;
            }
            end = start;
        }
        return end;
    }

    /** Where {@code needle} first stands at or behind {@code from}, or -1; an empty one stands everywhere. */
    static int find(byte[] bytes, int from, int to, byte[] needle, int needleFrom, int needleTo) {
        int length = needleTo - needleFrom;
        if (length == 0) {
            return from;
        }
        byte first = needle[needleFrom];
        boolean pair = length > 1;
        int window = pair ? Long.BYTES + 1 : Long.BYTES;
        if (to - from >= window) {
            return findByEights(bytes, from, to - window, to - length, needle, needleFrom, length);
        }
        for (int i = from; i <= to - length; i++) {
            if (bytes[i] == first && equal(bytes, i + 1, needle, needleFrom + 1, length - 1)) {
                return i;
            }
        }
        return -1;
    }

    /** Eight places at a time, the last eight perhaps looked at twice: a byte of the difference is 0 where the first and the second byte of the needle stand. */
    private static int findByEights(
            byte[] bytes, int from, int lastWindow, int lastPlace, byte[] needle, int needleFrom, int length) {
        boolean pair = length > 1;
        long firsts = (needle[needleFrom] & 0xFFL) * ONES;
        long seconds = pair ? (needle[needleFrom + 1] & 0xFFL) * ONES : 0;
        for (int at = from; ; at = Math.min(at + Long.BYTES, lastWindow)) {
            long difference = (long) EIGHT.get(bytes, at) ^ firsts;
            if (pair) {
                difference |= (long) EIGHT.get(bytes, at + 1) ^ seconds;
            }
            // The lowest mark is a zero byte; those above it may be a borrow, so every one is looked at.
            for (long zeros = difference - ONES & ~difference & HIGH_BITS; zeros != 0; zeros &= zeros - 1) {
                int place = at + (Long.numberOfTrailingZeros(zeros) >>> 3);
                if (place <= lastPlace && equal(bytes, place, needle, needleFrom, length)) {
                    return place;
                }
            }
            if (at == lastWindow) {
                return -1;
            }
        }
    }

    static boolean equal(byte[] a, int aFrom, byte[] b, int bFrom, int length) {
        for (int i = 0; i < length; i++) {
            if (a[aFrom + i] != b[bFrom + i]) {
                return false;
            }
        }
        return true;
    }

    static boolean isLetterOrDigit(byte[] bytes, int at) {
        byte b = bytes[at];
        if (b >= 0) {
            return b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z';
        }
        return Character.isLetterOrDigit(codePoint(bytes, at));
    }

    /** Whether from..to, a part of start..end, is not cut out of a longer word or number. */
    static boolean isWholeWord(byte[] bytes, int start, int end, int from, int to) {
        boolean opens = from == start || !isLetterOrDigit(bytes, from) || !isLetterOrDigit(bytes, before(bytes, from));
        boolean closes = to == end || !isLetterOrDigit(bytes, to) || !isLetterOrDigit(bytes, before(bytes, to));
        return opens && closes;
    }
}
