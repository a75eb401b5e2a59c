package io.feedkit.rules.eval;

import io.feedkit.batch.TextBuffer;
import java.util.Arrays;

/** Comparing and searching slices of UTF-8, byte by byte. */
final class Bytes {
    private Bytes() {}

    static boolean equal(byte[] bytes, long slice, byte[] other) {
        int start = TextBuffer.start(slice);
        int length = (int) slice - start;
        if (length != other.length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (bytes[start + i] != other[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether a list of texts has an element that is exactly these bytes. */
    static boolean hasElement(byte[] bytes, long list, byte[] all, int from, int to) {
        int start = TextBuffer.start(list);
        int end = TextBuffer.end(list);
        for (int i = start; i <= end; i++) {
            if (i == end || bytes[i] == TextBuffer.LIST_SEPARATOR) {
                if (i - start == to - from && Arrays.equals(bytes, start, i, all, from, to)) {
                    return true;
                }
                start = i + 1;
            }
        }
        return false;
    }
}
