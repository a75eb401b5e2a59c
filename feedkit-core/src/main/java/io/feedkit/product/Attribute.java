package io.feedkit.product;

import java.util.List;
import java.util.Objects;

/**
 * One attribute of a product, as merchants, rules and channels name it.
 *
 * @param name how rules write it: {@code price}, {@code offer.price}; any other name stands in backquotes
 * @param type what its values are
 * @param label one short phrase for people, such as "Stock on hand"
 * @param synonyms other names it goes by in exports and in people's mouths
 * @param values the closed set of texts it may hold, or empty when any is allowed
 * @param localized whether it may have one value per language
 * @param readOnly whether rules may write it
 */
public record Attribute(
        String name,
        AttributeType type,
        String label,
        List<String> synonyms,
        List<String> values,
        boolean localized,
        boolean readOnly) {

    public Attribute {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(label, "label");
        if (name.isBlank()) {
            throw new IllegalArgumentException("an attribute needs a name");
        }
        synonyms = List.copyOf(synonyms);
        values = List.copyOf(values);
    }

    /** An ordinary attribute that rules may write. */
    public static Attribute of(String name, AttributeType type) {
        return new Attribute(name, type, "", List.of(), List.of(), false, false);
    }

    public Attribute withType(AttributeType other) {
        return new Attribute(name, other, label, synonyms, values, localized, readOnly);
    }

    public Attribute withLabel(String other) {
        return new Attribute(name, type, other, synonyms, values, localized, readOnly);
    }

    public Attribute withValues(List<String> closed) {
        return new Attribute(name, type, label, synonyms, closed, localized, readOnly);
    }

    /** The same attribute with one value per language. */
    public Attribute perLanguage() {
        return new Attribute(name, type, label, synonyms, values, true, readOnly);
    }
}
