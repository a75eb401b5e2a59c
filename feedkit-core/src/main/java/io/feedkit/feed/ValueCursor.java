package io.feedkit.feed;

import io.feedkit.batch.Column;
import io.feedkit.batch.TextBuffer;

/** Goes through the values of one text that is a list, a group of parts, or a list of groups; empty elements of a list are passed over. */
public final class ValueCursor {
    private final byte[] source;
    private final boolean repeated;
    private final boolean grouped;
    private final long[][] texts;
    private final int to;
    private int from;

    /** @param parts how many parts each value has, 0 for a plain one */
    public ValueCursor(byte[] source, long text, boolean repeated, int parts) {
        this.source = source;
        this.repeated = repeated;
        grouped = parts > 0;
        texts = new long[Math.max(1, parts)][1];
        from = TextBuffer.start(text);
        to = TextBuffer.end(text);
    }

    /** Moves to the next value; false when there is none. */
    public boolean next() {
        while (from <= to) {
            int start = from;
            int end = repeated ? TextBuffer.indexOf(TextBuffer.LIST_SEPARATOR, source, from, to) : to;
            from = end + 1;
            if (end > start || !repeated) {
                fill(start, end);
                return true;
            }
        }
        return false;
    }

    private void fill(int start, int end) {
        if (!grouped) {
            texts[0][0] = TextBuffer.slice(start, end);
            return;
        }
        int part = start;
        for (long[] text : texts) {
            int partEnd = part > end ? part : TextBuffer.indexOf(TextBuffer.PART_SEPARATOR, source, part, end);
            text[0] = partEnd > part ? TextBuffer.slice(part, partEnd) : Column.MISSING;
            part = partEnd + 1;
        }
    }

    /** The value the cursor is at, as a row of its parts: {@code texts()[part][0]}. */
    public long[][] texts() {
        return texts;
    }
}
