package io.feedkit.catalog;

import io.feedkit.catalog.YamlText.Value;
import io.feedkit.location.Credentials;
import io.feedkit.problem.FeedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what a mapping file says of supplements: where they are, by which key, and what is taken of them. */
final class SupplementSection {
    private static final List<String> KEYS = List.of(
            "file",
            "credentials",
            "query",
            "key",
            "fill",
            "replace",
            "sum",
            "min",
            "max",
            "first",
            "last",
            "count",
            "mapping");

    private final YamlText yaml;
    private final MappingWords words;
    private final Function<Value, MappingSpec> mappings;

    /** @param mappings reads the mapping of a supplement */
    SupplementSection(YamlText yaml, MappingWords words, Function<Value, MappingSpec> mappings) {
        this.yaml = yaml;
        this.words = words;
        this.mappings = mappings;
    }

    List<MappingSpec.Joined> read(@Nullable Value value) {
        List<MappingSpec.Joined> found = new ArrayList<>();
        if (value != null) {
            for (Value one : yaml.list(value, MappingFile.MOST_FILES)) {
                MappingSpec.Joined joined = one(one);
                if (joined != null) {
                    found.add(joined);
                }
            }
        }
        return found;
    }

    private MappingSpec.@Nullable Joined one(Value value) {
        Map<String, Value> keys = yaml.map(value, KEYS);
        String file = words.text(keys, "file", "");
        List<Supplement.Taken> taken = taken(keys);
        if (file.isEmpty() || taken.isEmpty()) {
            yaml.wrong(
                    value, file.isEmpty() ? "\"file:\" with a name" : "columns under fill, replace, sum and the like");
            return null;
        }
        Value named = keys.get("key");
        Map<String, String> key = names(named, "id");
        if (named != null && key.size() != 1) {
            yaml.wrong(named, "one column and one attribute, as in \"{Article: id}\"");
            return null;
        }
        Value mapping = keys.get("mapping");
        MappingSpec spec = mapping == null ? MappingSpec.NOTHING : mappings.apply(mapping);
        if (mapping != null && !spec.supplements().isEmpty()) {
            yaml.wrong(mapping, "a mapping without supplements of its own");
        }
        String column = key.isEmpty() ? "id" : key.keySet().iterator().next();
        String attribute = key.isEmpty() ? "id" : key.values().iterator().next();
        FurtherFiles.Wanted wanted =
                new FurtherFiles.Wanted(file, credentials(keys.get("credentials")), words.text(keys, "query", ""));
        return new MappingSpec.Joined(value.at(), wanted, column, attribute, taken, spec, YamlFlow.of(value));
    }

    /** A text that cannot be used is not repeated: it may be the secret itself. */
    private Credentials credentials(@Nullable Value value) {
        try {
            return value == null ? Credentials.NONE : Credentials.parse(yaml.text(value));
        } catch (FeedException e) {
            yaml.report(
                    CatalogProblem.MAPPING_VALUE,
                    value.at(),
                    e.problem().message(),
                    e.problem().fix());
            return Credentials.NONE;
        }
    }

    private List<Supplement.Taken> taken(Map<String, Value> keys) {
        List<Supplement.Taken> taken = new ArrayList<>();
        for (Supplement.Way way : Supplement.Way.values()) {
            Value value = keys.get(way.name().toLowerCase(Locale.ROOT));
            if (way == Supplement.Way.COUNT) {
                if (value != null) {
                    taken.add(new Supplement.Taken("", way, yaml.text(value)));
                }
            } else {
                names(value, "")
                        .forEach((column, attribute) -> taken.add(new Supplement.Taken(column, way, attribute)));
            }
        }
        return taken;
    }

    /** Columns with the attributes they become: a map of both, or only the columns. */
    private Map<String, String> names(@Nullable Value value, String otherwise) {
        Map<String, String> names = new LinkedHashMap<>();
        if (value == null) {
            return names;
        }
        if (yaml.isMap(value)) {
            yaml.map(value, List.of()).forEach((column, attribute) -> names.put(column, yaml.text(attribute)));
        } else {
            yaml.texts(value).forEach(column -> names.put(column, otherwise));
        }
        return names;
    }
}
