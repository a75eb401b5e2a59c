package io.feedkit.channel.generate;

import io.feedkit.catalog.yaml.YamlScalar;
import io.feedkit.channel.generate.MiraklAnswers.Attribute;
import io.feedkit.channel.generate.ValueSets.Word;
import io.feedkit.channel.generate.json.JsonValue;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The product file (P41) of one operator on Mirakl.
 *
 * <p>The columns are the operator's attributes. An attribute of a category is asked for in that category and all below it, so the field with the role {@code CATEGORY} takes the operator's codes,
 * with their labels and paths as other spellings, and conditions speak about it. An attribute that PM11 tells for several categories becomes one field that is required where any of them says so.
 */
final class MiraklDescriptor {
    private static final String BASE = "mirakl-products";

    private final GenerateOptions options;
    private final LeftOut leftOut = new LeftOut();
    private final Names names = new Names(Set.of());
    private final Names setIds = new Names(Set.of());
    private final ValueSets sets;
    private final MiraklTree tree;
    private final Map<String, List<Word>> valueLists;
    private final Map<String, List<Attribute>> attributes = new LinkedHashMap<>();
    private final Map<String, String> fieldNames = new LinkedHashMap<>();
    private final Map<String, String> setNames = new LinkedHashMap<>();
    private final Map<String, FieldText> fields = new LinkedHashMap<>();
    private final Map<String, FieldText> rules = new LinkedHashMap<>();
    private String categoryField = "";

    private MiraklDescriptor(GenerateOptions options, JsonValue hierarchies, JsonValue values) {
        this.options = options;
        sets = new ValueSets(options.name() + ".values.tsv", options.limits().maxInlineValues(), leftOut);
        tree = MiraklTree.of(MiraklAnswers.hierarchies(hierarchies), names, sets, leftOut);
        valueLists = MiraklAnswers.valueLists(values);
    }

    static GeneratedDescriptor of(
            Description hierarchies, Description attributes, Description values, GenerateOptions options) {
        MiraklDescriptor made =
                new MiraklDescriptor(options, hierarchies.read(options.limits()), values.read(options.limits()));
        JsonValue answer = attributes.read(options.limits());
        made.group(MiraklAnswers.attributes(answer), answer.at());
        made.fields();
        return made.written();
    }

    private void group(List<Attribute> all, SourcePosition at) {
        for (Attribute attribute : all) {
            if (attribute.level().equals("DISABLED")) {
                leftOut.add(
                        attribute.at(), "The attribute " + attribute.code() + " is disabled" + where(attribute) + ".");
            } else {
                attributes
                        .computeIfAbsent(attribute.code(), code -> new ArrayList<>())
                        .add(attribute);
            }
        }
        if (attributes.size() > options.limits().maxFields()) {
            throw new FeedException(new Problem(
                    GenerateProblem.TOO_LARGE,
                    at,
                    "There are more than " + options.limits().maxFields() + " attributes.",
                    ""));
        }
        attributes.forEach((code, same) -> fieldNames.put(code, names.of(code)));
        categoryField = withRole("CATEGORY");
        if (attributes.isEmpty()) {
            throw new FeedException(new Problem(
                    GenerateProblem.WRONG_SHAPE,
                    at,
                    "PM11 told no attribute.",
                    "Ask for the attributes of all hierarchies."));
        }
    }

    private static String where(Attribute attribute) {
        return attribute.hierarchy().isEmpty() ? "" : " in " + attribute.hierarchy();
    }

    /** The name of the field whose attribute has a role, or empty. */
    private String withRole(String role) {
        for (Map.Entry<String, List<Attribute>> entry : attributes.entrySet()) {
            if (entry.getValue().stream()
                    .anyMatch(attribute -> attribute.roles().containsKey(role))) {
                return fieldNames.getOrDefault(entry.getKey(), "");
            }
        }
        return "";
    }

    private void fields() {
        MiraklField shapes = new MiraklField(leftOut, options.language());
        attributes.forEach((code, same) -> {
            Attribute first = same.get(0);
            String name = fieldNames.getOrDefault(code, "");
            FieldText field = shapes.of(first, name);
            needs(same, field);
            if (name.equals(categoryField) && !tree.isEmpty()) {
                words("categories", tree.words(), field, "the categories");
            } else if (first.type().startsWith("LIST")) {
                valueLists(name, same, field);
            }
            if (!first.defaultValue().isEmpty()) {
                field.text("assumed", first.defaultValue());
            }
            sayWhatDiffers(same);
            fields.put(name, field);
        });
        if (withRole("SHOP_SKU").isEmpty()) {
            leftOut.add(
                    SourcePosition.unknown(options.name()),
                    "No attribute has the role SHOP_SKU: set the column of the seller's article number by a rule.");
        }
    }

    /** Where the attribute is taken, required and recommended. */
    private void needs(List<Attribute> same, FieldText field) {
        String taken = where(same, "OPTIONAL", "RECOMMENDED", "REQUIRED");
        if (!taken.isEmpty()) {
            field.text("only-when", taken);
        }
        need(same, field, "REQUIRED", "required");
        need(same, field, "RECOMMENDED", "recommended");
    }

    private void need(List<Attribute> same, FieldText field, String level, String key) {
        if (same.stream().noneMatch(attribute -> attribute.level().equals(level))) {
            return;
        }
        String condition = where(same, level);
        if (condition.isEmpty()) {
            field.bare(key, true);
        } else if (categoryField.isEmpty()) {
            leftOut.add(
                    same.get(0).at(),
                    same.get(0).code() + " is " + key + " in some categories, but no attribute has the role CATEGORY.");
        } else {
            field.text(key + "-when", condition);
        }
    }

    /** The condition for those of these levels; empty for everywhere. */
    private String where(List<Attribute> same, String... levels) {
        Set<String> codes = new LinkedHashSet<>();
        for (Attribute attribute : same) {
            if (!List.of(levels).contains(attribute.level())) {
                continue;
            }
            if (attribute.hierarchy().isEmpty()) {
                return "";
            }
            if (!tree.knows(attribute.hierarchy())) {
                leftOut.add(
                        attribute.at(),
                        attribute.code() + " belongs to a hierarchy that H11 does not tell: "
                                + Problem.quote(attribute.hierarchy()) + ".");
            }
            codes.add(attribute.hierarchy());
        }
        boolean known =
                !codes.isEmpty() && (!categoryField.isEmpty() || List.of(levels).size() == 1);
        return known ? tree.within(categoryField, codes) : "";
    }

    /** One list for all categories, or the words of all with a rule for each category. */
    private void valueLists(String name, List<Attribute> same, FieldText field) {
        Map<String, List<Word>> lists = new LinkedHashMap<>();
        for (Attribute attribute : same) {
            List<Word> words = attribute.values().isEmpty()
                    ? valueLists.getOrDefault(attribute.valuesList(), List.of())
                    : attribute.values();
            String code = attribute.valuesList().isEmpty() ? attribute.code() : attribute.valuesList();
            lists.putIfAbsent(code, words);
            if (words.isEmpty()) {
                leftOut.add(
                        attribute.at(),
                        "VL11 has no values for the list " + Problem.quote(code) + " of " + attribute.code()
                                + ": any text is taken.");
            }
        }
        List<Word> all = lists.values().stream().flatMap(List::stream).toList();
        if (lists.values().stream().anyMatch(List::isEmpty)) {
            return;
        }
        String list = lists.keySet().iterator().next();
        boolean single = lists.size() == 1;
        words(
                single ? list : same.get(0).code(),
                all,
                field,
                single ? list : same.get(0).code());
        if (!single && !categoryField.isEmpty()) {
            same.forEach(attribute -> rule(name, attribute, lists));
        }
    }

    private void words(String key, List<Word> words, FieldText field, String what) {
        String set = setNames.computeIfAbsent(key, code -> {
            String hyphened = setIds.of(code).replace('_', '-');
            return sets.addSet(hyphened, merged(words), what) ? hyphened : "";
        });
        if (!set.isEmpty()) {
            field.text("type", "enum").text("values", set);
        }
    }

    /** Words of several lists, each once with all its labels. */
    private static List<Word> merged(List<Word> words) {
        Map<String, Word> merged = new LinkedHashMap<>();
        for (Word word : words) {
            merged.merge(word.value(), word, (one, other) -> {
                Set<String> synonyms = new LinkedHashSet<>(one.synonyms());
                synonyms.addAll(other.synonyms());
                return new Word(one.value(), synonyms, one.at());
            });
        }
        return List.copyOf(merged.values());
    }

    /** A word of another category's list. */
    private void rule(String name, Attribute attribute, Map<String, List<Word>> lists) {
        if (attribute.hierarchy().isEmpty() || attribute.type().equals("LIST_MULTIPLE_VALUES")) {
            leftOut.add(
                    attribute.at(),
                    attribute.code() + " has a value list of its own" + where(attribute) + ", which is not checked.");
            return;
        }
        String list = names.of(attribute.valuesList() + " values");
        sets.addList(
                list,
                lists.getOrDefault(attribute.valuesList(), List.of()).stream()
                        .map(Word::value)
                        .distinct()
                        .toList());
        String where = tree.within(categoryField, List.of(attribute.hierarchy()));
        rules.put(
                names.of(name + " in " + attribute.hierarchy()).replace('_', '-'),
                new FieldText()
                        .text("when", name + " is present and (" + where + ")")
                        .text("unless", name + " in " + list)
                        .text("field", name)
                        .text(
                                "message",
                                "{" + name + "} is no value of " + Names.words(attribute.code()) + " in this category.")
                        .text("fix", "Use a value of the operator's list for the category."));
    }

    private void sayWhatDiffers(List<Attribute> same) {
        Attribute first = same.get(0);
        for (Attribute other : same.subList(1, same.size())) {
            if (!other.type().equals(first.type())
                    || !other.validations().equals(first.validations())
                    || !other.parameters().equals(first.parameters())
                            && !first.type().startsWith("LIST")) {
                leftOut.add(
                        other.at(),
                        other.code() + " is another kind of value" + where(other) + ": "
                                + (other.type() + " " + other.validations()).strip() + ".");
            }
        }
    }

    private GeneratedDescriptor written() {
        YamlText yaml = new YamlText();
        String label = options.label().isEmpty() ? options.name() : options.label();
        yaml.comment("yaml-language-server: $schema=channel.schema.json");
        yaml.comment(
                "Made from what the operator says about products on Mirakl (H11, PM11, VL11), read " + options.read()
                        + ". Made anew it loses what was changed here: say that in a descriptor that extends this one.");
        leftOut.comment(yaml);
        yaml.entry(0, "channel", YamlScalar.block(options.name()));
        yaml.entry(0, "extends", BASE);
        yaml.entry(0, "label", YamlScalar.block(label));
        yaml.entry(0, "version", "1");
        yaml.entry(
                0,
                "summary",
                YamlScalar.block("Products of " + label + ", on Mirakl: the columns are the operator's own. "
                        + fields.size() + " attributes."));
        yaml.blank();
        yaml.entry(0, "sources", "");
        yaml.entry(
                1,
                "operator",
                "{ document: " + YamlScalar.inside("Attributes, hierarchies and value lists of " + label) + ", read: "
                        + options.read() + " }");
        yaml.entry(0, "default-source", "operator");
        yaml.blank();
        members(yaml);
        sets.write(yaml);
        yaml.entry(0, "fields", "");
        fields.forEach((name, field) -> field.write(yaml, 1, name));
        if (!rules.isEmpty()) {
            yaml.blank();
            yaml.entry(0, "rules", "");
            rules.forEach((name, rule) -> rule.write(yaml, 1, name));
        }
        variants(yaml);
        return new GeneratedDescriptor(options.name(), yaml.done(), sets.tables(), leftOut.all());
    }

    private void members(YamlText yaml) {
        if (!options.countries().isEmpty() || !options.language().isEmpty()) {
            yaml.entry(0, "members", "");
            if (!options.countries().isEmpty()) {
                yaml.entry(1, "countries", YamlScalar.list(options.countries()));
            }
            if (!options.language().isEmpty()) {
                yaml.entry(1, "languages", YamlScalar.list(List.of(options.language())));
            }
            yaml.blank();
        }
    }

    /** Variants of a group differ in one of the axes at least. */
    private void variants(YamlText yaml) {
        String group = withRole("VARIANT_GROUP_CODE");
        List<String> axes = new ArrayList<>();
        attributes.forEach((code, same) -> {
            if (same.stream().anyMatch(Attribute::variant)) {
                axes.add(fieldNames.getOrDefault(code, ""));
            }
        });
        if (group.isEmpty() || axes.isEmpty()) {
            return;
        }
        yaml.blank();
        yaml.entry(0, "group-rules", "");
        new FieldText()
                .text("by", group)
                .list("differ", axes)
                .text("severity", "warning")
                .text(
                        "message",
                        "Another variant of this group has the same values in everything that tells variants apart.")
                .text("fix", "Give each variant a value of its own, or send one of them.")
                .write(yaml, 1, "variants-differ");
    }
}
