package io.feedkit.rules.function;

import io.feedkit.batch.Column;
import io.feedkit.batch.TextBuffer;

/**
 * Lists of texts where they lie: one slice, the elements parted by a separator byte.
 *
 * <p>The empty list is the missing list; an empty slice is read as it too. Walk a list so: {@code for (int at = from; at <= to; at = next + 1)} with
 * {@code next = TextList.elementEnd(bytes, at, to)}.
 */
final class TextList {
    private TextList() {}

    public static boolean isEmpty(long list) {
        return list == Column.MISSING || TextBuffer.length(list) == 0;
    }

    /** Where the element that starts at {@code at} ends. */
    public static int elementEnd(byte[] bytes, int at, int to) {
        return TextBuffer.indexOf(TextBuffer.LIST_SEPARATOR, bytes, at, to);
    }

    public static int count(byte[] bytes, long list) {
        if (isEmpty(list)) {
            return 0;
        }
        int count = 1;
        int to = TextBuffer.end(list);
        for (int i = TextBuffer.start(list); i < to; i++) {
            count += bytes[i] == TextBuffer.LIST_SEPARATOR ? 1 : 0;
        }
        return count;
    }

    /** The element at a position, counted from 1 (from the end when negative), or {@link Column#MISSING}. */
    public static long element(byte[] bytes, long list, long position) {
        if (isEmpty(list) || position == 0) {
            return Column.MISSING;
        }
        long wanted = position > 0 ? position : count(bytes, list) + 1 + position;
        int to = TextBuffer.end(list);
        int at = TextBuffer.start(list);
        for (long i = 1; at <= to; i++) {
            int end = elementEnd(bytes, at, to);
            if (i == wanted) {
                return TextBuffer.slice(at, end);
            }
            at = end + 1;
        }
        return Column.MISSING;
    }

    /** Whether a text is one of the elements, exactly. */
    public static boolean contains(byte[] bytes, long list, byte[] other, int otherFrom, int otherTo) {
        if (isEmpty(list)) {
            return false;
        }
        int length = otherTo - otherFrom;
        int to = TextBuffer.end(list);
        for (int at = TextBuffer.start(list); at <= to; ) {
            int end = elementEnd(bytes, at, to);
            if (end - at == length && Utf8.equal(bytes, at, other, otherFrom, length)) {
                return true;
            }
            at = end + 1;
        }
        return false;
    }

    /** Whether a text in the same buffer is one of the elements, exactly. */
    public static boolean contains(byte[] bytes, long list, long text) {
        return contains(bytes, list, bytes, TextBuffer.start(text), TextBuffer.end(text));
    }

    /** Builds a list at the end of a buffer, element by element. */
    static final class Builder {
        private final TextBuffer text;
        private final int start;
        private int count;

        Builder(TextBuffer text) {
            this.text = text;
            start = text.end();
        }

        void add(int from, int to) {
            Limits.listItems(++count);
            Limits.textBytes((long) text.end() - start + to - from);
            byte[] bytes = text.room(to - from + 1);
            int end = text.end();
            if (count > 1) {
                bytes[end++] = TextBuffer.LIST_SEPARATOR;
            }
            System.arraycopy(bytes, from, bytes, end, to - from);
            text.advanceTo(end + to - from);
        }

        void add(long element) {
            add(TextBuffer.start(element), TextBuffer.end(element));
        }

        /** The list; a list whose only element is empty is empty too. */
        long list() {
            return text.end() == start ? Column.MISSING : TextBuffer.slice(start, text.end());
        }
    }
}
