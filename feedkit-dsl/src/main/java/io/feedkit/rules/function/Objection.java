package io.feedkit.rules.function;

import java.util.List;
import java.util.stream.Stream;

/**
 * Why a call cannot be, as a sentence for the author of a rule. The message is English; other languages find their own sentence under {@link #key()} and fill {@link #values()} into {@code {0}},
 * {@code {1}} …
 */
public final class Objection extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String key;
    private final transient List<String> values;

    private Objection(String key, String sentence, List<String> values) {
        super(filled(sentence, values));
        this.key = key;
        this.values = values;
    }

    /** @param sentence in English, with {@code {0}} for the first value */
    public static Objection of(String key, String sentence, Object... values) {
        return new Objection(
                key, sentence, Stream.of(values).map(String::valueOf).toList());
    }

    /** What tells it from other objections: {@code zone}. */
    public String key() {
        return key;
    }

    /** What is different from case to case. */
    public List<String> values() {
        return values;
    }

    /** A sentence with the values in their places. */
    public String in(String sentence) {
        return filled(sentence, values);
    }

    private static String filled(String sentence, List<String> values) {
        String filled = sentence;
        for (int i = 0; i < values.size(); i++) {
            filled = filled.replace("{" + i + "}", values.get(i));
        }
        return filled;
    }
}
