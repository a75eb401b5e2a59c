package io.feedkit.channel;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A closed set of words with the other spellings that mean the same. An empty set means that every value is allowed.
 *
 * <p>Spellings are compared without regard to case, and with blank, hyphen and underscore as one: {@code In Stock} is {@code in_stock}.
 */
public record ValueSet(List<AllowedValue> values) {

    public static final ValueSet ANY = new ValueSet(List.of());

    public ValueSet {
        values = List.copyOf(values);
    }

    public boolean isAny() {
        return values.isEmpty();
    }

    /** The value as the channel writes it, for this spelling or synonym. */
    public Optional<AllowedValue> find(String spelling) {
        String wanted = folded(spelling);
        for (AllowedValue value : values) {
            if (folded(value.value()).equals(wanted)) {
                return Optional.of(value);
            }
        }
        return values.stream()
                .filter(value -> value.synonyms().stream()
                        .anyMatch(synonym -> folded(synonym).equals(wanted)))
                .findFirst();
    }

    /** What {@link #find} answers, for many questions to a set of thousands: each costs one look-up. */
    public Function<String, Optional<AllowedValue>> finder() {
        Map<String, AllowedValue> bySpelling = new HashMap<>();
        values.forEach(value -> bySpelling.putIfAbsent(folded(value.value()), value));
        for (AllowedValue value : values) {
            value.synonyms().forEach(synonym -> bySpelling.putIfAbsent(folded(synonym), value));
        }
        return spelling -> Optional.ofNullable(bySpelling.get(folded(spelling)));
    }

    /** The words themselves, in the order of the descriptor. */
    public List<String> words() {
        return values.stream().map(AllowedValue::value).toList();
    }

    static String folded(String spelling) {
        return spelling.strip().toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
    }

    /**
     * One word of the set.
     *
     * @param value as it is written into the feed
     * @param synonyms other spellings that are converted to it
     * @param when where the word is allowed
     * @param verified false when the word is only generally believed to be allowed
     * @param note one line for people, or empty
     */
    public record AllowedValue(String value, List<String> synonyms, Condition when, boolean verified, String note) {
        public AllowedValue {
            synonyms = List.copyOf(synonyms);
        }
    }
}
