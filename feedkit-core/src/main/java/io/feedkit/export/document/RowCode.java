package io.feedkit.export.document;

import io.feedkit.batch.Column;
import io.feedkit.batch.TextBuffer;

/** One product as bytes: the number of its record, then its id, its key and its texts, each as its length and one, 0 where there is none, and its bytes. */
final class RowCode {
    private static final int MOST_LENGTH_BYTES = 10;

    private final byte[] bytes;
    private int at;

    /** Reads a row that starts there. */
    RowCode(byte[] bytes, int from) {
        this.bytes = bytes;
        at = from;
    }

    static void append(long record, byte[] source, long id, long key, long[][] texts, int row, TextBuffer out) {
        number(record, out);
        text(source, id, out);
        text(source, key, out);
        for (long[] field : texts) {
            text(source, field[row], out);
        }
    }

    private static void text(byte[] source, long slice, TextBuffer out) {
        if (slice == Column.MISSING) {
            number(0, out);
            return;
        }
        number(TextBuffer.length(slice) + 1L, out);
        out.append(source, TextBuffer.start(slice), TextBuffer.end(slice));
    }

    private static void number(long number, TextBuffer out) {
        byte[] target = out.room(MOST_LENGTH_BYTES);
        int end = out.end();
        long left = number;
        while (left >= 0x80) {
            target[end++] = (byte) (left | 0x80);
            left >>>= 7;
        }
        target[end++] = (byte) left;
        out.advanceTo(end);
    }

    /** The next number. */
    long number() {
        long number = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = bytes[at++];
            number |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return number;
            }
        }
    }

    /** The next text as a slice of the bytes, or missing. */
    long text() {
        int length = (int) number() - 1;
        if (length < 0) {
            return Column.MISSING;
        }
        at += length;
        return TextBuffer.slice(at - length, at);
    }
}
