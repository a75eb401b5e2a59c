package io.feedkit.product;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Fixes which attribute lives in which slot, so that nothing on the way of a product looks a name up.
 *
 * <p>A localized attribute has a slot for the value without a language and one for each language the catalogue has. A schema made from another by
 * {@link #with} or {@link #withLanguage} keeps all its slots and adds new ones behind them. Immutable.
 */
public final class Schema {
    private final List<Attribute> attributes;
    private final List<String> languages;
    private final Map<String, Integer> slots;
    private final boolean inOneLanguage;

    private Schema(List<Attribute> attributes, List<String> languages) {
        this.attributes = Collections.unmodifiableList(attributes);
        this.languages = Collections.unmodifiableList(languages);
        Map<String, Integer> bySlotName = new HashMap<>();
        for (int slot = 0; slot < attributes.size(); slot++) {
            String key = key(attributes.get(slot).name(), languages.get(slot));
            if (bySlotName.put(key, slot) != null) {
                throw new IllegalArgumentException("attribute " + key + " is given twice");
            }
        }
        slots = bySlotName;
        inOneLanguage = languages.stream().allMatch(String::isEmpty);
    }

    public static Schema of(Collection<Attribute> attributes) {
        return new Schema(new ArrayList<>(attributes), new ArrayList<>(Collections.nCopies(attributes.size(), "")));
    }

    public static Schema of(Attribute... attributes) {
        return of(List.of(attributes));
    }

    private static String key(String name, String language) {
        return language.isEmpty() ? name : name + "@" + language;
    }

    /** This schema with further attributes; those whose name is already there are left as they are. */
    public Schema with(Collection<Attribute> more) {
        List<Attribute> all = new ArrayList<>(attributes);
        List<String> tags = new ArrayList<>(languages);
        for (Attribute attribute : more) {
            if (!slots.containsKey(attribute.name())) {
                all.add(attribute);
                tags.add("");
            }
        }
        return new Schema(all, tags);
    }

    /** This schema with another definition of an attribute it has, in the same slots. */
    public Schema redefining(Attribute attribute) {
        List<Attribute> all = new ArrayList<>(attributes);
        all.replaceAll(old -> old.name().equals(attribute.name()) ? attribute : old);
        return new Schema(all, new ArrayList<>(languages));
    }

    /** This schema with a slot for one language of an attribute, which becomes localized. */
    public Schema withLanguage(String name, String language) {
        if (slots.containsKey(key(name, language))) {
            return this;
        }
        Attribute localized = attribute(slot(name).orElseThrow()).perLanguage();
        List<Attribute> all = new ArrayList<>(attributes);
        all.replaceAll(old -> old.name().equals(name) ? localized : old);
        List<String> tags = new ArrayList<>(languages);
        all.add(localized);
        tags.add(language);
        return new Schema(all, tags);
    }

    /** How many slots a product has. */
    public int size() {
        return attributes.size();
    }

    /** The attribute that lives in a slot; the language slots of one attribute give the same. */
    public Attribute attribute(int slot) {
        return attributes.get(slot);
    }

    /** The language of a slot (ISO 639-1), or empty for the value without a language. */
    public String language(int slot) {
        return languages.get(slot);
    }

    public Optional<Attribute> attribute(String name) {
        return Optional.ofNullable(slots.get(name)).map(attributes::get);
    }

    /** Where an attribute lives (its value without a language). */
    public OptionalInt slot(String name) {
        return slotOf(name);
    }

    /** Where the value of an attribute in one language lives. */
    public OptionalInt slot(String name, String language) {
        return slotOf(key(name, language));
    }

    private OptionalInt slotOf(String key) {
        Integer slot = slots.get(key);
        return slot == null ? OptionalInt.empty() : OptionalInt.of(slot);
    }

    /** The languages an attribute has slots for, in the order they were added. */
    public List<String> languages(String name) {
        if (inOneLanguage) {
            return List.of();
        }
        List<String> found = new ArrayList<>();
        for (int slot = 0; slot < attributes.size(); slot++) {
            if (!languages.get(slot).isEmpty() && attributes.get(slot).name().equals(name)) {
                found.add(languages.get(slot));
            }
        }
        return found;
    }

    /** Every attribute once, in the order of its first slot. */
    public List<Attribute> attributes() {
        List<Attribute> found = new ArrayList<>();
        for (int slot = 0; slot < attributes.size(); slot++) {
            if (languages.get(slot).isEmpty()) {
                found.add(attributes.get(slot));
            }
        }
        return found;
    }
}
