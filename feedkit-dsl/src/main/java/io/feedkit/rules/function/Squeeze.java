package io.feedkit.rules.function;

import io.feedkit.batch.TextBuffer;

/** One plain blank where a text has several or other ones, and none at its ends. */
final class Squeeze {
    private Squeeze() {}

    static long of(TextBuffer text, long slice) {
        byte[] bytes = text.bytes();
        int to = TextBuffer.end(slice);
        int from = Utf8.skipBlanks(bytes, TextBuffer.start(slice), to);
        int dirty = firstLooseBlank(bytes, from, to);
        if (dirty == to) {
            return TextBuffer.slice(from, to);
        }
        int end = Utf8.dropBlanks(bytes, dirty, to);
        if (end == dirty) {
            return TextBuffer.slice(from, dirty);
        }
        bytes = text.room(end - from + Long.BYTES);
        int start = text.end();
        System.arraycopy(bytes, from, bytes, start, dirty - from);
        int out = start + dirty - from;
        for (int at = dirty; at < end; ) {
            int clean = Utf8.copyWellSpaced(bytes, at, end, out, Utf8.NO_BYTE);
            at += clean;
            out += clean;
            int width = at < end ? Utf8.blank(bytes, at) : 0;
            if (width > 0) {
                out = blank(bytes, start, out);
                at = Utf8.skipBlanks(bytes, at + width, end);
            } else if (at < end) {
                bytes[out++] = bytes[at++];
            }
        }
        return text.advanceTo(out);
    }

    /** The first blank that is not one plain blank between two words, or {@code to}. */
    private static int firstLooseBlank(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            at += Utf8.wellSpaced(bytes, at, to);
            int width = at < to ? Utf8.blank(bytes, at) : 0;
            if (width > 0 && at > from && bytes[at - 1] == ' ') {
                return at - 1;
            }
            if (width > 0 && (bytes[at] != ' ' || at + 1 == to || Utf8.blank(bytes, at + 1) > 0)) {
                return at;
            }
        }
        return to;
    }

    /** Puts a blank behind what was copied, unless nothing was; the first of several may have been copied as one that stands alone. */
    static int blank(byte[] bytes, int start, int out) {
        if (out == start || bytes[out - 1] == ' ') {
            return out;
        }
        bytes[out] = ' ';
        return out + 1;
    }
}
