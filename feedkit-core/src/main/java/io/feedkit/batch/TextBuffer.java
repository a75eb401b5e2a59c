package io.feedkit.batch;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The text of one batch: a growing array of UTF-8 in which every text value is a slice.
 *
 * <p>A slice is a {@code long}: start in the upper half, end (exclusive) in the lower. Slices are never negative, so {@link Column#MISSING} is none. A list of
 * texts is one slice whose elements are parted by {@link #LIST_SEPARATOR}; the parts of a group (such as a shipping entry) by {@link #PART_SEPARATOR}. Both are
 * control characters that XML and every channel forbid, and reading removes them from the catalogue's own text.
 */
public final class TextBuffer {
    /** Parts the elements of a list of texts (ASCII record separator). */
    public static final byte LIST_SEPARATOR = 0x1E;
    /** Parts the sub-values of one element of a group (ASCII unit separator). */
    public static final byte PART_SEPARATOR = 0x1F;

    public static final long EMPTY_SLICE = 0;

    /** By how much a buffer may outgrow its limit at a time. */
    private static final int MOST_BEYOND = 256 * 1024;

    /** How much more than a piece {@link #copy} may touch in both arrays. */
    public static final int BEYOND = Long.BYTES;

    private static final int LONG_PIECE = 64;

    /** An array has no room for more. */
    public static final int MOST_BYTES = Integer.MAX_VALUE - 8;

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = ONES << 7;

    private byte[] bytes;
    private int end;
    private int most = MOST_BYTES;

    /** Thrown when a buffer would outgrow its limit; what it holds is still good. */
    public static final class Full extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Full(int most) {
            super("a text buffer holds at most " + most + " bytes", null, false, false);
        }
    }

    public TextBuffer(int initialBytes) {
        bytes = new byte[initialBytes];
    }

    public static long slice(int start, int end) {
        return (long) start << 32 | end;
    }

    public static int start(long slice) {
        return (int) (slice >>> 32);
    }

    public static int end(long slice) {
        return (int) slice;
    }

    public static int length(long slice) {
        return (int) slice - (int) (slice >>> 32);
    }

    /** Where a byte of ASCII first stands in {@code bytes[from..to)}, or {@code to}; looks at eight bytes at a time. */
    public static int indexOf(byte sought, byte[] bytes, int from, int to) {
        long all = sought * ONES;
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            long difference = (long) EIGHT.get(bytes, at) ^ all;
            long zeros = difference - ONES & ~difference & HIGH_BITS;
            if (zeros != 0) {
                // The lowest mark is a true one, those above it may be borrows.
                return at + (Long.numberOfTrailingZeros(zeros) >>> 3);
            }
        }
        while (at < to && bytes[at] != sought) {
            at++;
        }
        return at;
    }

    /**
     * Copies a piece of text and returns the end of the copy; by eights, which for the short pieces that texts are made of is over before a copy routine has started. Up
     * to {@link #BEYOND} bytes behind the piece are read and as many behind the copy overwritten.
     */
    public static int copy(byte[] from, int start, int end, byte[] to, int at) {
        int length = end - start;
        if (length > LONG_PIECE) {
            System.arraycopy(from, start, to, at, length);
        } else {
            for (int i = 0; i < length; i += Long.BYTES) {
                EIGHT.set(to, at + i, (long) EIGHT.get(from, start + i));
            }
        }
        return at + length;
    }

    /** The array behind all slices; ask again after anything was appended. */
    public byte[] bytes() {
        return bytes;
    }

    public int end() {
        return end;
    }

    /** Forgets everything; all slices become void. */
    public void clear() {
        end = 0;
    }

    /** Forgets what was appended after {@code mark}, an earlier {@link #end()}. */
    public void truncate(int mark) {
        end = mark;
    }

    /**
     * Makes room for {@code more} bytes behind {@link #end()} and returns the array to write them into; {@link #advanceTo} then takes them in. Throws {@link Full} when there
     * is none.
     */
    public byte[] room(int more) {
        if (bytes.length - end < more) {
            grow((long) end + more);
        }
        return bytes;
    }

    private void grow(long wanted) {
        if (wanted > most) {
            throw new Full(most);
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(most, Math.max(bytes.length * 2L, wanted)));
    }

    /**
     * Sets how many bytes it may grow to; {@link Full} is thrown beyond. What was read into it is not refused afterwards: a limit below {@link #end()} only keeps it from
     * growing.
     */
    public void limitTo(int bytesAtMost) {
        most = bytesAtMost;
    }

    /** As {@link #append(byte[])} whatever the limit: for the few bytes without which nothing else can be said. */
    public long appendAnyway(byte[] source) {
        int limit = most;
        // Not doubled: a full buffer is as large as memory allows already.
        most = (int) Math.max(limit, Math.min(MOST_BYTES, (long) end + source.length + MOST_BEYOND));
        try {
            return append(source);
        } finally {
            most = limit;
        }
    }

    /** Takes in what was written behind the old end, and returns it as a slice. */
    public long advanceTo(int newEnd) {
        long slice = slice(end, newEnd);
        end = newEnd;
        return slice;
    }

    public long append(byte[] source, int from, int to) {
        int length = to - from;
        System.arraycopy(source, from, room(length), end, length);
        return advanceTo(end + length);
    }

    public long append(byte[] source) {
        return append(source, 0, source.length);
    }

    /** Appends a text as UTF-8; unpaired surrogates become {@code ?}. */
    public long append(String text) {
        return append(text.getBytes(StandardCharsets.UTF_8));
    }

    public String string(long slice) {
        return new String(bytes, start(slice), length(slice), StandardCharsets.UTF_8);
    }
}
