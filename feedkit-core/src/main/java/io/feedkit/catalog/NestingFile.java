package io.feedkit.catalog;

import io.feedkit.catalog.YamlText.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the part of a mapping that says what the structure of a nested source means. */
final class NestingFile {
    private static final List<String> KEYS = List.of(
            "recognise", "records", "context", "groups", "tables", "lookups", "variants", "variant-key", "signs");
    private static final List<String> GROUP_KEYS =
            List.of("by", "name", "value", "unit", "minor", "parts", "with", "order", "kinds", "once");
    private static final List<String> KIND_KEYS = List.of("parts", "with");
    private static final List<String> TABLE_KEYS = List.of("name", "rows", "key", "value", "parent", "skip", "behind");
    private static final List<String> LOOKUP_KEYS = List.of("of", "in");
    private static final List<String> SIGN_KEYS = List.of("called", "apart", "with");

    private final YamlText yaml;

    NestingFile(YamlText yaml) {
        this.yaml = yaml;
    }

    Nesting nesting(@Nullable Value value, String name) {
        if (value == null) {
            return Nesting.NONE;
        }
        Map<String, Value> keys = yaml.map(value, KEYS);
        return new Nesting(
                name,
                recognise(keys.get("recognise")),
                texts(keys, "records"),
                texts(keys, "context"),
                groups(keys.get("groups")),
                tables(keys.get("tables")),
                lookups(keys.get("lookups")),
                text(keys, "variants"),
                texts(keys, "variant-key"),
                signs(keys.get("signs")),
                References.NONE);
    }

    private String text(Map<String, Value> keys, String key) {
        Value value = keys.get(key);
        return value == null ? "" : yaml.text(value);
    }

    private List<String> texts(Map<String, Value> keys, String key) {
        Value value = keys.get(key);
        return value == null ? List.of() : yaml.texts(value);
    }

    private List<List<String>> recognise(@Nullable Value value) {
        return value == null
                ? List.of()
                : yaml.list(value).stream().map(yaml::texts).toList();
    }

    private List<Nesting.Group> groups(@Nullable Value value) {
        List<Nesting.Group> groups = new ArrayList<>();
        if (value != null) {
            yaml.map(value, List.of()).forEach((path, how) -> groups.add(group(path, how)));
        }
        return groups;
    }

    private Nesting.Group group(String path, Value how) {
        Map<String, Value> keys = yaml.map(how, GROUP_KEYS);
        List<String> parts = parts(keys);
        String with = keys.containsKey("with") ? text(keys, "with") : Nesting.Group.NAME_SEPARATOR;
        Value once = keys.get("once");
        if (parts.isEmpty() && !keys.containsKey("by") && !keys.containsKey("order") && once == null) {
            yaml.wrong(how, "\"name:\" and \"value:\", \"parts:\", \"by:\", \"order:\" or \"once:\"");
        }
        Map<String, Nesting.Group> kinds = new LinkedHashMap<>();
        Value texts = keys.get("kinds");
        if (texts != null) {
            yaml.map(texts, List.of())
                    .forEach((kind, inside) -> kinds.put(kind, kind(path + "[" + kind + "]", inside)));
        }
        Value minor = keys.get("minor");
        return new Nesting.Group(
                path,
                text(keys, "by"),
                parts,
                text(keys, "unit"),
                minor != null && yaml.flag(minor),
                with,
                text(keys, "order"),
                kinds,
                once != null && yaml.flag(once));
    }

    /** A kind whose leaves make one text. */
    private Nesting.Group kind(String path, Value how) {
        Map<String, Value> keys = yaml.map(how, KIND_KEYS);
        if (!keys.containsKey("parts")) {
            yaml.wrong(how, "\"parts:\"");
        }
        String with = keys.containsKey("with") ? text(keys, "with") : Nesting.Group.NAME_SEPARATOR;
        return new Nesting.Group(path, "", texts(keys, "parts"), "", false, with, "", Map.of(), false);
    }

    private List<String> parts(Map<String, Value> keys) {
        List<String> parts = new ArrayList<>(texts(keys, "parts"));
        if (keys.containsKey("name")) {
            parts.add(text(keys, "name"));
        }
        if (keys.containsKey("value")) {
            parts.add(text(keys, "value"));
        }
        return parts;
    }

    private List<Nesting.Table> tables(@Nullable Value value) {
        List<Nesting.Table> tables = new ArrayList<>();
        if (value != null) {
            for (Value one : yaml.list(value)) {
                Map<String, Value> keys = yaml.map(one, TABLE_KEYS);
                if (!keys.containsKey("rows") || !keys.containsKey("key") || !keys.containsKey("value")) {
                    yaml.wrong(one, "\"rows:\", \"key:\" and \"value:\"");
                    continue;
                }
                Value behind = keys.get("behind");
                tables.add(new Nesting.Table(
                        keys.containsKey("name") ? text(keys, "name") : text(keys, "rows"),
                        text(keys, "rows"),
                        text(keys, "key"),
                        text(keys, "value"),
                        text(keys, "parent"),
                        text(keys, "skip"),
                        behind != null && yaml.flag(behind)));
            }
        }
        return tables;
    }

    private List<Nesting.Lookup> lookups(@Nullable Value value) {
        List<Nesting.Lookup> lookups = new ArrayList<>();
        if (value != null) {
            yaml.map(value, List.of()).forEach((column, how) -> {
                Map<String, Value> keys = yaml.map(how, LOOKUP_KEYS);
                lookups.add(new Nesting.Lookup(column, texts(keys, "of"), texts(keys, "in")));
            });
        }
        return lookups;
    }

    private List<Nesting.Sign> signs(@Nullable Value value) {
        List<Nesting.Sign> signs = new ArrayList<>();
        if (value != null) {
            for (Value one : yaml.list(value)) {
                Map<String, Value> keys = yaml.map(one, SIGN_KEYS);
                signs.add(new Nesting.Sign(texts(keys, "called"), texts(keys, "apart"), texts(keys, "with")));
            }
        }
        return signs;
    }
}
