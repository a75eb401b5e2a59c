package io.feedkit.feed.csv;

import io.feedkit.batch.TextBuffer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Copies UTF-8 text into a cell of delimited text, quoted only when it holds the delimiter, a quote or a line end.
 *
 * <p>Written for speed: the copy starts as if no quotes were needed, eight bytes at a time, and starts again when one turns up.
 */
final class CellWriter {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOW_BITS = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long LINE_FEEDS = '\n' * LOW_BITS;
    private static final long RETURNS = '\r' * LOW_BITS;

    private final byte delimiter;
    private final byte quote;
    private final Quoting quoting;
    private final long delimiters;
    private final long quotes;

    /** Which cells stand in quotes. */
    enum Quoting {
        WHEN_NEEDED,
        ALWAYS,
        /** None: what would need them, a delimiter or a line end, becomes a blank. */
        NEVER
    }

    CellWriter(byte delimiter, byte quote, Quoting quoting) {
        this.delimiter = delimiter;
        this.quote = quote;
        this.quoting = quoting;
        delimiters = delimiter * LOW_BITS;
        quotes = quoting == Quoting.NEVER ? delimiters : quote * LOW_BITS;
    }

    /** How many bytes a cell may take, and how far the last copy may reach beyond its end. */
    static int room(int length) {
        return length * 2 + 2 + Long.BYTES;
    }

    /** Appends {@code source[from..to)} as one cell. */
    void append(byte[] source, int from, int to, TextBuffer out) {
        out.advanceTo(put(source, from, to, out.room(room(to - from)), out.end()));
    }

    /** Writes {@code source[from..to)} as one cell into a target that has {@link #room} for it, and returns the end. */
    int put(byte[] source, int from, int to, byte[] target, int start) {
        if (quoting == Quoting.ALWAYS) {
            return putQuoted(source, from, to, target, start);
        }
        int at = start;
        int i = from;
        for (; i + Long.BYTES <= to; i += Long.BYTES) {
            long eight = (long) LONG.get(source, i);
            if (special(eight) != 0) {
                return putSpecial(source, from, to, target, start);
            }
            LONG.set(target, at, eight);
            at += Long.BYTES;
        }
        int rest = to - i;
        if (rest > 0 && i + Long.BYTES <= source.length) {
            // The last bytes go as one long too: what lies behind them is copied along and overwritten by what comes
            // next.
            long eight = (long) LONG.get(source, i);
            if ((special(eight) & ~(-1L << rest * Byte.SIZE)) == 0) {
                LONG.set(target, at, eight);
                return at + rest;
            }
        }
        for (; i < to; i++) {
            byte b = source[i];
            if (b == delimiter || b == (byte) quotes || b == '\n' || b == '\r') {
                return putSpecial(source, from, to, target, start);
            }
            target[at++] = b;
        }
        return at;
    }

    private long special(long eight) {
        return zeros(eight ^ delimiters) | zeros(eight ^ quotes) | zeros(eight ^ LINE_FEEDS) | zeros(eight ^ RETURNS);
    }

    private int putSpecial(byte[] source, int from, int to, byte[] target, int start) {
        if (quoting != Quoting.NEVER) {
            return putQuoted(source, from, to, target, start);
        }
        int at = start;
        for (int i = from; i < to; i++) {
            byte b = source[i];
            target[at++] = b == delimiter || b == '\n' || b == '\r' ? (byte) ' ' : b;
        }
        return at;
    }

    private int putQuoted(byte[] source, int from, int to, byte[] target, int start) {
        int at = start;
        target[at++] = quote;
        int i = from;
        while (i + Long.BYTES <= to) {
            long eight = (long) LONG.get(source, i);
            LONG.set(target, at, eight);
            long found = zeros(eight ^ quotes);
            if (found == 0) {
                i += Long.BYTES;
                at += Long.BYTES;
            } else {
                // The lowest mark is a true one, those above it may be borrows.
                int clean = Long.numberOfTrailingZeros(found) >>> 3;
                i += clean + 1;
                at += clean + 1;
                target[at++] = quote;
            }
        }
        for (; i < to; i++) {
            byte b = source[i];
            if (b == quote) {
                target[at++] = quote;
            }
            target[at++] = b;
        }
        target[at++] = quote;
        return at;
    }

    /** Marks the highest bit of bytes that are zero; zero when there is none. */
    private static long zeros(long eight) {
        return eight - LOW_BITS & ~eight & HIGH_BITS;
    }
}
