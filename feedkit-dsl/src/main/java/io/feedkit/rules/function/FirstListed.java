package io.feedkit.rules.function;

import io.feedkit.batch.Column;
import io.feedkit.batch.TextBuffer;
import java.util.Arrays;

/**
 * Finds which of some listed values stands in a text as whole words, the first in the list of those that do.
 *
 * <p>The list is nearly always the same for all products, so its values are put in order of their first byte once, and a text is gone through once for all of them. For one thread.
 */
final class FirstListed {
    private static final int NONE = -1;

    private byte[] list = new byte[0];
    /** Where each value begins and ends in the list. */
    private int[] starts = new int[0];

    private int[] ends = new int[0];
    /** By first byte, the first value that begins with it. */
    private final int[] firsts = new int[256];
    /** By value, the next one that begins with the same byte. */
    private int[] nexts = new int[0];

    FirstListed() {
        learn(list);
    }

    /** A slice of the list, or {@link Column#MISSING}. */
    long in(TextBuffer text, long slice, long values) {
        byte[] bytes = text.bytes();
        int listStart = TextBuffer.start(values);
        int listEnd = TextBuffer.end(values);
        if (!Arrays.equals(bytes, listStart, listEnd, list, 0, list.length)) {
            learn(Arrays.copyOfRange(bytes, listStart, listEnd));
        }
        int found = find(bytes, TextBuffer.start(slice), TextBuffer.end(slice));
        return found == NONE ? Column.MISSING : TextBuffer.slice(listStart + starts[found], listStart + ends[found]);
    }

    private int find(byte[] bytes, int from, int to) {
        int best = NONE;
        for (int at = from; at < to; at++) {
            // Those with the same first byte stand in the order of the list.
            for (int i = firsts[bytes[at] & 0xFF]; i != NONE && (best == NONE || i < best); i = nexts[i]) {
                int end = at + ends[i] - starts[i];
                if (end <= to
                        && Arrays.equals(bytes, at, end, list, starts[i], ends[i])
                        && Utf8.isWholeWord(bytes, from, to, at, end)) {
                    best = i;
                }
            }
        }
        return best;
    }

    private void learn(byte[] values) {
        list = values;
        int most = 1;
        for (byte b : values) {
            most += b == TextBuffer.LIST_SEPARATOR ? 1 : 0;
        }
        starts = new int[most];
        ends = new int[most];
        nexts = new int[most];
        int[] lasts = new int[firsts.length];
        Arrays.fill(firsts, NONE);
        Arrays.fill(lasts, NONE);
        int count = 0;
        for (int at = 0; at <= values.length; ) {
            int end = TextList.elementEnd(values, at, values.length);
            if (end > at) {
                starts[count] = at;
                ends[count] = end;
                nexts[count] = NONE;
                int first = values[at] & 0xFF;
                if (lasts[first] == NONE) {
                    firsts[first] = count;
                } else {
                    nexts[lasts[first]] = count;
                }
                lasts[first] = count++;
            }
            at = end + 1;
        }
    }
}
