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
    private static final long QUOTES = '"' * LOW_BITS;
    private static final long LINE_FEEDS = '\n' * LOW_BITS;
    private static final long RETURNS = '\r' * LOW_BITS;

    private final byte delimiter;
    private final long delimiters;

    CellWriter(byte delimiter) {
        this.delimiter = delimiter;
        delimiters = delimiter * LOW_BITS;
    }

    /** Appends {@code source[from..to)} as one cell. */
    void append(byte[] source, int from, int to, TextBuffer out) {
        byte[] target = out.room((to - from) * 2 + 2 + Long.BYTES);
        int at = out.end();
        int i = from;
        while (i + Long.BYTES <= to) {
            long eight = (long) LONG.get(source, i);
            if ((zeros(eight ^ delimiters) | zeros(eight ^ QUOTES) | zeros(eight ^ LINE_FEEDS) | zeros(eight ^ RETURNS))
                    != 0) {
                appendQuoted(source, from, to, out);
                return;
            }
            LONG.set(target, at, eight);
            i += Long.BYTES;
            at += Long.BYTES;
        }
        int rest = to - i;
        if (rest > 0 && i + Long.BYTES <= source.length) {
            // The last bytes go as one long too: what lies behind them is copied along and overwritten by what comes
            // next.
            long eight = (long) LONG.get(source, i);
            long within = ~(-1L << rest * Byte.SIZE) & HIGH_BITS;
            long special = zeros(eight ^ delimiters)
                    | zeros(eight ^ QUOTES)
                    | zeros(eight ^ LINE_FEEDS)
                    | zeros(eight ^ RETURNS);
            if ((special & within) == 0) {
                LONG.set(target, at, eight);
                out.advanceTo(at + rest);
                return;
            }
        }
        for (; i < to; i++) {
            byte b = source[i];
            if (b == delimiter || b == '"' || b == '\n' || b == '\r') {
                appendQuoted(source, from, to, out);
                return;
            }
            target[at++] = b;
        }
        out.advanceTo(at);
    }

    /** Appends the cell in quotes; the room was made by {@link #append}. */
    private static void appendQuoted(byte[] source, int from, int to, TextBuffer out) {
        byte[] target = out.bytes();
        int at = out.end();
        target[at++] = '"';
        int i = from;
        while (i < to) {
            while (i + Long.BYTES <= to) {
                long eight = (long) LONG.get(source, i);
                if (zeros(eight ^ QUOTES) != 0) {
                    break;
                }
                LONG.set(target, at, eight);
                i += Long.BYTES;
                at += Long.BYTES;
            }
            int stop = Math.min(to, i + Long.BYTES);
            for (; i < stop; i++) {
                byte b = source[i];
                if (b == '"') {
                    target[at++] = '"';
                }
                target[at++] = b;
            }
        }
        target[at++] = '"';
        out.advanceTo(at);
    }

    /** Not zero when one of the eight bytes is zero. */
    private static long zeros(long eight) {
        return eight - LOW_BITS & ~eight & HIGH_BITS;
    }
}
