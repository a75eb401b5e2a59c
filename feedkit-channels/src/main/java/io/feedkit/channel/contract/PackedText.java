package io.feedkit.channel.contract;

import io.feedkit.batch.Column;
import io.feedkit.batch.TextBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Takes apart groups that are packed into one text: parts between separators ({@code DE::Express:9.90 EUR}), where a part that holds the separator stands in quotes and
 * a quote inside is doubled.
 */
record PackedText(byte separator) {

    PackedText(String separator) {
        this(separator.getBytes(StandardCharsets.UTF_8)[0]);
    }

    /** Where the element that starts at {@code from} ends. */
    int elementEnd(byte[] bytes, int from, int end) {
        int to = from;
        while (to < end && bytes[to] != TextBuffer.LIST_SEPARATOR) {
            to++;
        }
        return to;
    }

    /**
     * The parts of one element, blank ones missing, and behind them what is left over.
     *
     * @param open whether whatever stands behind the last part belongs to it, as in a text
     */
    long[] split(TextBuffer text, int start, int end, int parts, boolean open) {
        int last = Math.max(parts, 1) - 1;
        long[] found = new long[last + 2];
        Arrays.fill(found, Column.MISSING);
        int from = start;
        for (int part = 0; part <= last && from <= end; part++) {
            int to = open && part == last ? end : partEnd(text.bytes(), from, end);
            found[part] = value(text, from, to);
            from = to + 1;
        }
        found[last + 1] =
                from < end && !isEmpty(text.bytes(), from, end) ? TextBuffer.slice(from, end) : Column.MISSING;
        return found;
    }

    private boolean isEmpty(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && (bytes[at] == separator || bytes[at] == ' ')) {
            at++;
        }
        return at == end;
    }

    private int partEnd(byte[] bytes, int from, int end) {
        boolean quoted = false;
        for (int i = from; i < end; i++) {
            if (bytes[i] == '"') {
                quoted = !quoted;
            } else if (bytes[i] == separator && !quoted) {
                return i;
            }
        }
        return end;
    }

    private static long value(TextBuffer text, int start, int end) {
        byte[] bytes = text.bytes();
        int from = start;
        int to = end;
        while (from < to && bytes[from] == ' ') {
            from++;
        }
        while (from < to && bytes[to - 1] == ' ') {
            to--;
        }
        if (from == to) {
            return Column.MISSING;
        }
        boolean quoted = to - from >= 2 && bytes[from] == '"' && bytes[to - 1] == '"';
        return quoted ? unquoted(text, from + 1, to - 1) : TextBuffer.slice(from, to);
    }

    private static long unquoted(TextBuffer text, int from, int to) {
        byte[] bytes = text.room(to - from);
        int at = text.end();
        for (int i = from; i < to; i++) {
            bytes[at++] = bytes[i];
            if (bytes[i] == '"' && i + 1 < to && bytes[i + 1] == '"') {
                i++;
            }
        }
        return text.advanceTo(at);
    }
}
