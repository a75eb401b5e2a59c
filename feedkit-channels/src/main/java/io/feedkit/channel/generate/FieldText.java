package io.feedkit.channel.generate;

import io.feedkit.catalog.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One field of a descriptor while it is written: keys in the order they were given, values already YAML. */
final class FieldText {
    private final Map<String, String> keys = new LinkedHashMap<>();
    private final Map<String, FieldText> parts = new LinkedHashMap<>();

    /** The order in which people ask: what is it, must it be there, where does it come from, what may it be, where does it go. */
    private static final List<String> ORDER = List.of(
            "label",
            "note",
            "type",
            "required",
            "required-when",
            "recommended",
            "recommended-when",
            "only-when",
            "from",
            "assumed",
            "values",
            "unique",
            "min-length",
            "max-length",
            "length-unit",
            "pattern",
            "pattern-hint",
            "min",
            "above",
            "max",
            "below",
            "max-decimals",
            "repeat",
            "convert",
            "format",
            "unverified");

    private static int place(String key) {
        int place = ORDER.indexOf(key);
        return place < 0 ? ORDER.size() : place;
    }

    FieldText text(String key, String value) {
        if (!value.isEmpty()) {
            keys.put(key, YamlScalar.block(value));
        }
        return this;
    }

    /** A number, a truth value, or YAML of another kind. */
    FieldText bare(String key, Object value) {
        keys.put(key, value.toString());
        return this;
    }

    /** What makes a text out of whatever a catalogue has for it: markup out, cut at a word where there is a length to cut at. Said after the lengths. */
    FieldText cleaned(boolean keepsLines) {
        List<String> conversions = new ArrayList<>(List.of("html-to-text"));
        if (!keepsLines) {
            conversions.add("squeeze");
        }
        if (has("max-length")) {
            conversions.add("truncate-words");
        }
        return list("convert", conversions);
    }

    FieldText list(String key, List<String> values) {
        if (!values.isEmpty()) {
            keys.put(key, YamlScalar.list(values));
        }
        return this;
    }

    FieldText part(String name, FieldText part) {
        parts.put(name, part);
        return this;
    }

    /** Whether it was given that type. */
    boolean isType(String type) {
        return type.equals(keys.get("type"));
    }

    boolean has(String key) {
        return keys.containsKey(key);
    }

    void write(YamlText yaml, int indent, String name) {
        yaml.entry(indent, name, "");
        keys.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> place(entry.getKey())))
                .forEach(entry -> yaml.entry(indent + 1, entry.getKey(), entry.getValue()));
        if (!parts.isEmpty()) {
            yaml.entry(indent + 1, "parts", "");
            parts.forEach((part, text) -> text.write(yaml, indent + 2, part));
        }
    }
}
