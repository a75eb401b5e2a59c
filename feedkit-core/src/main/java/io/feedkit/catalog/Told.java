package io.feedkit.catalog;

import io.feedkit.catalog.YamlText.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What somebody said of a source beyond its columns, line by line as a mapping file says it again; and what he may still want to say. */
final class Told {
    /** What a proposal says in its own words. */
    private static final Set<String> OTHERWISE =
            Set.of("name", "base", "sheet", "charset", "dialect", "attributes", "supplements", "recognise", "also");

    private final Map<String, Value> said;
    private final Map<String, Value> attributes;
    private final MappingSpec user;
    private final MappingSpec preset;
    private final List<Supplement> supplements;

    Told(MappingSpec user, MappingSpec preset, List<Supplement> supplements) {
        this.user = user;
        this.preset = preset;
        this.supplements = supplements;
        said = entries(user.document());
        attributes = entries(said.get("attributes"));
    }

    private static Map<String, Value> entries(@Nullable Value map) {
        YamlText yaml = new YamlText("", problem -> {});
        return map == null || !yaml.isMap(map) ? Map.of() : yaml.words(map);
    }

    /** What the mapping says under other keys than those, {@code except} left out too. */
    List<String> lines(Set<String> except) {
        List<String> lines = new ArrayList<>();
        said.forEach((key, value) -> {
            if (!OTHERWISE.contains(key) && !except.contains(key)) {
                lines.addAll(section(key, value));
            }
        });
        if (!supplements.isEmpty()) {
            lines.add("supplements:");
            supplements.forEach(one -> lines.add("  - " + one.written()));
        }
        return lines;
    }

    /** A map with an entry in each line, everything else in one. */
    private static List<String> section(String key, Value value) {
        Map<String, Value> entries = entries(value);
        if (entries.isEmpty()) {
            return List.of(line("", key, value));
        }
        List<String> lines = new ArrayList<>(List.of(key + ":"));
        entries.forEach((name, one) -> lines.add(line("  ", name, one)));
        return lines;
    }

    private static String line(String indent, String key, Value value) {
        String flow = YamlFlow.of(value);
        String line = indent + YamlFlow.text(key) + ": ";
        return flow.isEmpty() ? "# " + line + "too much to be repeated" : line + flow;
    }

    /** The attributes it says, as {@code title@fr}, with the line of each. */
    Map<String, String> attributes() {
        Map<String, String> lines = new LinkedHashMap<>();
        attributes.forEach((key, value) -> lines.put(key, line("  ", key, value)));
        return lines;
    }

    /** Further files that the system has and nobody has named, as comments to fill in. */
    List<String> further() {
        List<String> lines = new ArrayList<>();
        further(lines, "linked", preset.linked().keySet(), user.linked().keySet());
        further(lines, "tables", preset.tables().keySet(), user.tables().keySet());
        if (!lines.isEmpty()) {
            lines.add(
                    0,
                    "# " + preset.name()
                            + " exports these as files of their own; say where they are, if you have them:");
        }
        return lines;
    }

    private static void further(List<String> lines, String section, Set<String> known, Set<String> named) {
        List<String> open = known.stream().filter(one -> !named.contains(one)).toList();
        if (!open.isEmpty()) {
            lines.add("# " + section + ":");
            open.forEach(one -> lines.add("#   " + YamlFlow.text(one) + ": …"));
        }
    }
}
