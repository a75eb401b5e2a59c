package io.feedkit.catalog.json;

import java.util.Arrays;

/** A name as it stands in documents, with the quote behind it. Its first eight bytes lie in a word, which tells nearly all names apart and is all there is of a short one. */
final class QuotedName {
    final int length;
    final long head;
    /** The bytes of a word that belong to it. */
    final long mask;

    private final byte[] bytes;

    QuotedName(byte[] name) {
        length = name.length + 1;
        bytes = Arrays.copyOf(name, length);
        bytes[name.length] = '"';
        long word = 0;
        for (int i = Math.min(length, Long.BYTES) - 1; i >= 0; i--) {
            word = word << Byte.SIZE | bytes[i] & 0xff;
        }
        head = word;
        mask = length < Long.BYTES ? (1L << Byte.SIZE * length) - 1 : -1;
    }

    /** Whether the bytes behind the first eight stand where the name would begin at {@code from}. */
    boolean hasRest(byte[] document, int from, int end) {
        return length <= Long.BYTES
                || length <= end - from
                        && Arrays.equals(document, from + Long.BYTES, from + length, bytes, Long.BYTES, length);
    }
}
