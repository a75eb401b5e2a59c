package io.feedkit.feed.xml;

import io.feedkit.batch.TextBuffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Characters that are written again and again, eight at a time; what the last eight write too much is overwritten by what comes next. */
record Markup(long[] words, int length) {
    static Markup of(String characters) {
        byte[] bytes = characters.getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(bytes, (bytes.length + Long.BYTES - 1) / Long.BYTES * Long.BYTES);
        long[] words = new long[padded.length / Long.BYTES];
        ByteBuffer.wrap(padded).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(words);
        return new Markup(words, bytes.length);
    }

    /** How far {@link #put} may write beyond its start. */
    int room() {
        return words.length * Long.BYTES;
    }

    int put(byte[] target, int at) {
        for (int i = 0; i < words.length; i++) {
            XmlEscape.LONG.set(target, at + i * Long.BYTES, words[i]);
        }
        return at + length;
    }

    void append(TextBuffer out) {
        out.advanceTo(put(out.room(room()), out.end()));
    }
}
