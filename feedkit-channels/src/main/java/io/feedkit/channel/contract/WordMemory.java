package io.feedkit.channel.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.feedkit.batch.TextBuffer;
import io.feedkit.channel.ValueSet;
import io.feedkit.channel.ValueSet.AllowedValue;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds the channel's word for spellings of a closed set, remembering those seen lately.
 *
 * <p>A catalogue spells its conditions and genders in a handful of ways, so nearly every look-up is one hash and one comparison of a few bytes. The memory has a
 * fixed size; a newer spelling takes the place of an older one.
 */
final class WordMemory {
    private static final int PLACES = 256;
    private static final byte[] NO_WORD = {};

    private final Function<String, Optional<AllowedValue>> set;
    private final byte[][] spellings = new byte[PLACES][];
    private final byte[][] words = new byte[PLACES][];

    WordMemory(ValueSet set) {
        this.set = set.finder();
    }

    /** The word as the channel writes it, or no bytes when the spelling means none. */
    byte[] find(TextBuffer buffer, long text) {
        int place = hash(buffer.bytes(), TextBuffer.start(text), TextBuffer.end(text)) & PLACES - 1;
        byte[] spelling = spellings[place];
        if (spelling != null && isSame(spelling, buffer, text)) {
            return words[place];
        }
        String looked = buffer.string(text);
        byte[] word =
                set.apply(looked).map(value -> value.value().getBytes(UTF_8)).orElse(NO_WORD);
        spellings[place] = looked.getBytes(UTF_8);
        words[place] = word;
        return word;
    }

    static boolean isSame(byte[] word, TextBuffer buffer, long text) {
        int from = TextBuffer.start(text);
        return Arrays.equals(word, 0, word.length, buffer.bytes(), from, TextBuffer.end(text));
    }

    static int hash(byte[] bytes, int from, int to) {
        int hash = to - from;
        for (int i = from; i < to; i++) {
            hash = hash * 31 + bytes[i];
        }
        return hash ^ hash >>> 15;
    }
}
