package io.feedkit.channel.reading;

import io.feedkit.channel.FieldSpec;
import io.feedkit.channel.ValueSet.AllowedValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The catalogue's own words for those of a channel: what a word and its synonyms have in common with the words that all channels know. */
final class Words {
    private static final Map<String, List<String>> OWN = Map.of(
            "availability", List.of("in_stock", "out_of_stock", "preorder", "backorder"),
            "condition", List.of("new", "refurbished", "used"),
            "gender", List.of("male", "female", "unisex"),
            "age_group", List.of("newborn", "infant", "toddler", "kids", "adult"));

    private Words() {}

    /** Our words by the channel's; a word that is ours already is left out, and so is all but the first of those that mean the same. */
    static Map<String, String> of(FieldSpec field, String attribute) {
        List<String> own = OWN.getOrDefault(attribute, List.of());
        Map<String, String> words = new LinkedHashMap<>();
        for (AllowedValue value : field.values().values()) {
            String meant = meant(value, own);
            if (!meant.isEmpty() && !words.containsValue(meant)) {
                words.put(value.value(), meant);
            }
        }
        Map<String, String> spellings = new LinkedHashMap<>(words);
        // Whoever wrote the feed may have used another spelling that the channel takes.
        for (AllowedValue value : field.values().values()) {
            String meant = words.getOrDefault(value.value(), "");
            if (!meant.isEmpty()) {
                spellings.putIfAbsent(meant.replace('_', ' '), meant);
                value.synonyms().forEach(synonym -> spellings.putIfAbsent(synonym, meant));
            }
        }
        spellings.entrySet().removeIf(entry -> entry.getKey().equals(entry.getValue()));
        return spellings;
    }

    private static String meant(AllowedValue value, List<String> own) {
        if (own.contains(folded(value.value()))) {
            return folded(value.value());
        }
        return value.synonyms().stream()
                .map(Words::folded)
                .filter(own::contains)
                .findFirst()
                .orElse("");
    }

    private static String folded(String word) {
        return word.strip().toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
    }
}
