package io.feedkit.channel.contract;

import io.feedkit.batch.TextBuffer;
import java.util.Arrays;

/**
 * Texts that a check had nothing to say about lately.
 *
 * <p>Brands, colours and materials come again and again, and a check that makes a string of each costs ten times a look at its bytes. The memory has a fixed size; a newer text takes the place of an
 * older one, and long ones are not remembered.
 */
final class FineTexts {
    private static final int PLACES = 128;
    private static final int MOST_BYTES = 48;

    private final byte[][] texts = new byte[PLACES][];

    boolean has(TextBuffer buffer, long text) {
        if (TextBuffer.length(text) > MOST_BYTES) {
            return false;
        }
        byte[] known = texts[place(buffer.bytes(), text)];
        return known != null && WordMemory.isSame(known, buffer, text);
    }

    void add(TextBuffer buffer, long text) {
        if (TextBuffer.length(text) <= MOST_BYTES) {
            byte[] bytes = buffer.bytes();
            texts[place(bytes, text)] = Arrays.copyOfRange(bytes, TextBuffer.start(text), TextBuffer.end(text));
        }
    }

    private static int place(byte[] bytes, long text) {
        return WordMemory.hash(bytes, TextBuffer.start(text), TextBuffer.end(text)) & PLACES - 1;
    }
}
