package io.feedkit.channel;

import io.feedkit.problem.Wording;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** What is said about descriptors, in one language: {@code descriptor_en.properties} and its sisters. */
final class DescriptorWords {
    private static final class English {
        static final DescriptorWords LOADED = in(Locale.ENGLISH);
    }

    private final Wording wording;

    private DescriptorWords(Wording wording) {
        this.wording = wording;
    }

    /** A value that has words of its own in each language. */
    record Term(String key) {}

    static DescriptorWords english() {
        return English.LOADED;
    }

    static DescriptorWords in(Locale language) {
        return new DescriptorWords(Wording.load("descriptor", language, DescriptorWords.class::getResourceAsStream));
    }

    Locale locale() {
        return wording.language();
    }

    /** The keys there are words for. */
    Set<String> keys() {
        return wording.texts().keySet();
    }

    /** The words under a key with their values filled in; empty when there are none. */
    String say(String key, Object... values) {
        return wording.say(
                key,
                Arrays.stream(values)
                        .map(value -> value instanceof Term term ? say(term.key()) : value)
                        .toArray());
    }
}
