package io.feedkit.channel.generate;

import io.feedkit.channel.generate.ValueSets.Word;
import io.feedkit.channel.generate.json.JsonValue;
import io.feedkit.channel.generate.json.JsonValue.Kind;
import io.feedkit.problem.SourcePosition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What an operator's Mirakl answered, as records: hierarchies (H11), attributes (PM11) and value lists (VL11). Whatever else the answers hold is not looked at. */
final class MiraklAnswers {
    private MiraklAnswers() {}

    /** A category. */
    record Hierarchy(String code, Set<String> labels, String parent, SourcePosition at) {}

    /**
     * An attribute in one category, or in all when the hierarchy is empty; an attribute with requirements that differ by category is several of these.
     *
     * @param parameters of its type, by name in capitals
     * @param roles what it stands for, each with its parameters in one text
     */
    record Attribute(
            String code,
            String label,
            String description,
            String example,
            String hierarchy,
            String level,
            String type,
            Map<String, String> parameters,
            String valuesList,
            List<Word> values,
            boolean variant,
            Map<String, String> roles,
            String validations,
            String transformations,
            String defaultValue,
            String uniqueCode,
            String locale,
            List<String> channels,
            SourcePosition at) {}

    static List<Hierarchy> hierarchies(JsonValue answer) {
        List<Hierarchy> hierarchies = new ArrayList<>();
        for (JsonValue item : items(answer, "hierarchies", "H11")) {
            hierarchies.add(new Hierarchy(
                    code(item, "A hierarchy"),
                    labels(item),
                    item.get("parent_code").text(),
                    item.at()));
        }
        return hierarchies;
    }

    /** The words of each value list, by its code. */
    static Map<String, List<Word>> valueLists(JsonValue answer) {
        Map<String, List<Word>> lists = new LinkedHashMap<>();
        for (JsonValue item : items(answer, "values_lists", "VL11")) {
            // A list may come in pages, or once more for another language.
            lists.computeIfAbsent(code(item, "A value list"), code -> new ArrayList<>())
                    .addAll(words(item.get("values")));
        }
        return lists;
    }

    static List<Attribute> attributes(JsonValue answer) {
        List<Attribute> attributes = new ArrayList<>();
        for (JsonValue item : items(answer, "attributes", "PM11")) {
            attributes.add(attribute(item));
        }
        return attributes;
    }

    private static Attribute attribute(JsonValue item) {
        String level = item.get("requirement_level").text().toUpperCase(Locale.ROOT);
        Map<String, String> parameters = pairs(item.get("type_parameters"));
        String type = item.get("type").text().toUpperCase(Locale.ROOT);
        String single = item.get("type_parameter").text();
        if (!single.isEmpty()) {
            parameters.putIfAbsent("", single);
        }
        boolean isList = type.startsWith("LIST");
        String list = item.get("values_list").text();
        return new Attribute(
                code(item, "An attribute"),
                item.get("label").text(),
                item.get("description").text(),
                item.get("example").text(),
                item.get("hierarchy_code").text(),
                level.isEmpty() ? item.get("required").isTrue() ? "REQUIRED" : "OPTIONAL" : level,
                type,
                parameters,
                list.isEmpty() && isList ? parameters.getOrDefault("LIST_CODE", single) : list,
                words(item.get("values")),
                item.get("variant").isTrue(),
                roles(item.get("roles")),
                item.get("validations").text(),
                item.get("transformations").text(),
                item.get("default_value").text(),
                item.get("unique_code").text(),
                item.get("locale").text(),
                item.get("channels").items().stream()
                        .map(channel -> channel.get("code").text())
                        .filter(code -> !code.isEmpty())
                        .toList(),
                item.at());
    }

    private static List<JsonValue> items(JsonValue answer, String key, String call) {
        JsonValue list = answer.is(Kind.ARRAY)
                ? answer
                : answer.must(Kind.OBJECT, "The answer of " + call).get(key);
        list.must(Kind.ARRAY, "\"" + key + "\" in the answer of " + call);
        list.items().forEach(item -> item.must(Kind.OBJECT, "An entry of \"" + key + "\""));
        return list.items();
    }

    private static String code(JsonValue item, String what) {
        String code = item.get("code").text();
        if (code.isEmpty() || code.codePoints().anyMatch(Character::isISOControl)) {
            throw item.get("code").wrong(what + " has no code.");
        }
        return code;
    }

    private static List<Word> words(JsonValue values) {
        List<Word> words = new ArrayList<>();
        for (JsonValue value : values.items()) {
            words.add(new Word(code(value.must(Kind.OBJECT, "A value"), "A value"), labels(value), value.at()));
        }
        return words;
    }

    /** The label in every language it is told in. */
    private static Set<String> labels(JsonValue item) {
        Set<String> labels = new LinkedHashSet<>();
        labels.add(item.get("label").text());
        item.get("label_translations")
                .items()
                .forEach(each -> labels.add(each.get("value").text()));
        labels.remove("");
        return labels;
    }

    private static Map<String, String> pairs(JsonValue list) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (JsonValue pair : list.items()) {
            pairs.put(
                    pair.get("name").text().toUpperCase(Locale.ROOT),
                    pair.get("value").text());
        }
        return pairs;
    }

    private static Map<String, String> roles(JsonValue list) {
        Map<String, String> roles = new LinkedHashMap<>();
        for (JsonValue role : list.items()) {
            String type = role.get("type").text().toUpperCase(Locale.ROOT);
            if (!type.isEmpty()) {
                roles.put(type, String.join(" ", pairs(role.get("parameters")).values()));
            }
        }
        return roles;
    }
}
