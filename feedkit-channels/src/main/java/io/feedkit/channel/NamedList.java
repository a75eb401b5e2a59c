package io.feedkit.channel;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A list that conditions use by name: {@code country in apparel_countries}.
 *
 * @param name as conditions write it
 * @param byLanguage the values for each language; the key {@code any} holds those for every language
 */
public record NamedList(String name, Map<String, List<String>> byLanguage) {

    static final String ANY_LANGUAGE = "any";

    public NamedList {
        byLanguage = Map.copyOf(byLanguage);
    }

    /** Whether the values are others in other languages. */
    public boolean isByLanguage() {
        return byLanguage.keySet().stream().anyMatch(language -> !language.equals(ANY_LANGUAGE));
    }

    /** The values for one language: those of every language first, then its own. */
    public List<String> values(String language) {
        List<String> always = byLanguage.getOrDefault(ANY_LANGUAGE, List.of());
        List<String> own = byLanguage.getOrDefault(language, List.of());
        if (own.isEmpty() || language.equals(ANY_LANGUAGE)) {
            return always;
        }
        return Stream.concat(always.stream(), own.stream()).toList();
    }
}
