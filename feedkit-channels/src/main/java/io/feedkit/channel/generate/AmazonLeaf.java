package io.feedkit.channel.generate;

import io.feedkit.channel.generate.ValueSets.Word;
import io.feedkit.channel.generate.json.JsonValue;
import io.feedkit.channel.generate.json.JsonValue.Kind;
import io.feedkit.problem.Problem;
import io.feedkit.product.Attribute;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Schema;
import io.feedkit.rules.RuleEnvironment;
import io.feedkit.rules.RuleException;
import io.feedkit.rules.RuleExpression;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a single value of Amazon's schema is as a field: type, words, lengths, bounds and pattern. */
final class AmazonLeaf {
    private static final int LONGEST_NOTE = 300;
    private static final int WIDEST_CHARACTER = 4;

    /** How units are written in catalogues. */
    private static final Map<String, List<String>> UNITS = Map.ofEntries(
            Map.entry("grams", List.of("g", "gram")),
            Map.entry("kilograms", List.of("kg", "kilogram")),
            Map.entry("milligrams", List.of("mg")),
            Map.entry("pounds", List.of("lb", "lbs")),
            Map.entry("ounces", List.of("oz")),
            Map.entry("millimeters", List.of("mm")),
            Map.entry("centimeters", List.of("cm")),
            Map.entry("meters", List.of("m")),
            Map.entry("inches", List.of("in", "inch")),
            Map.entry("feet", List.of("ft", "foot")),
            Map.entry("milliliters", List.of("ml")),
            Map.entry("liters", List.of("l", "liter", "litre")),
            Map.entry("watts", List.of("W")),
            Map.entry("volts", List.of("V")));

    /** Words of a schema that say nothing about which values are right. */
    static final Set<String> SAYS_NOTHING = Set.of(
            "title",
            "description",
            "examples",
            "default",
            "editable",
            "hidden",
            "enumNames",
            "$comment",
            "$lifecycle",
            "type",
            "selectors",
            "$ref",
            "readOnly",
            "writeOnly",
            "deprecated",
            "replacedBy",
            "replaces",
            "$id",
            "$schema",
            "$defs",
            "definitions",
            "propertyGroups",
            "additionalProperties",
            "$vocabulary",
            "$anchor");

    private static final Set<String> UNDERSTOOD = Set.of(
            "enum",
            "const",
            "anyOf",
            "oneOf",
            "format",
            "pattern",
            "minLength",
            "maxLength",
            "minUtf8ByteLength",
            "maxUtf8ByteLength",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "allOf",
            "if",
            "then",
            "else",
            "not");

    private final ValueSets sets;
    private final Names setIds;
    private final LeftOut leftOut;
    private final AmazonRules rules;

    AmazonLeaf(ValueSets sets, Names setIds, LeftOut leftOut, AmazonRules rules) {
        this.sets = sets;
        this.setIds = setIds;
        this.leftOut = leftOut;
        this.rules = rules;
    }

    FieldText of(AmazonShape leaf, AmazonShape attribute, AmazonSources.Usual usual) {
        FieldText field = new FieldText();
        JsonValue schema = leaf.schema;
        String title = schema.get("title").text();
        field.text("label", title.isEmpty() ? attribute.schema.get("title").text() : title);
        field.text("note", note(schema, attribute));
        type(leaf, field, usual);
        if (!usual.from().isEmpty()) {
            field.text("from", usual.from());
        }
        if (leaf.type.equals("text")) {
            lengths(leaf, field);
            pattern(schema, field);
            if (usual.isProse()) {
                field.cleaned(false);
            }
        }
        sayWhatIsNotUnderstood(schema, leaf.field);
        return field;
    }

    private void type(AmazonShape leaf, FieldText field, AmazonSources.Usual usual) {
        JsonValue schema = leaf.schema;
        String type = type(schema);
        if (type.equals("boolean")) {
            leaf.type = "boolean";
            field.text("type", "boolean");
        } else if (type.equals("integer") || type.equals("number")) {
            number(leaf, type, field, usual);
        } else if (!words(schema).isEmpty()) {
            words(leaf, field);
        } else {
            form(leaf, field);
        }
    }

    /** The first type that is not null, or what the values show. */
    static String type(JsonValue schema) {
        JsonValue said = schema.get("type");
        if (said.is(Kind.ARRAY)) {
            return said.items().stream()
                    .map(JsonValue::text)
                    .filter(each -> !each.equals("null"))
                    .findFirst()
                    .orElse("string");
        }
        if (!said.text().isEmpty()) {
            return said.text();
        }
        for (JsonValue form : alternatives(schema)) {
            if (!form.get("type").text().isEmpty()) {
                return form.get("type").text();
            }
        }
        boolean truth = !schema.get("enum").items().isEmpty()
                && schema.get("enum").items().stream().allMatch(each -> each.is(Kind.BOOLEAN));
        return truth ? "boolean" : "string";
    }

    private static List<JsonValue> alternatives(JsonValue schema) {
        List<JsonValue> all = new ArrayList<>(schema.get("anyOf").items());
        all.addAll(schema.get("oneOf").items());
        return all;
    }

    private void number(AmazonShape leaf, String type, FieldText field, AmazonSources.Usual usual) {
        JsonValue schema = leaf.schema;
        BigDecimal step = schema.get("multipleOf").number().orElse(BigDecimal.ZERO);
        boolean whole = type.equals("integer") || step.compareTo(BigDecimal.ONE) == 0;
        boolean isAmount = usual.type().equals("price") || leaf.beside.equals("currency");
        leaf.type = isAmount && !whole ? "price" : whole ? "integer" : "decimal";
        field.text("type", leaf.type);
        bound(schema, "minimum", "min", field);
        bound(schema, "maximum", "max", field);
        bound(schema, "exclusiveMinimum", "above", field);
        bound(schema, "exclusiveMaximum", "below", field);
        List<String> convert = new ArrayList<>();
        if (leaf.beside.equals("unit")) {
            convert.add("take-number");
        }
        if (!whole && step.signum() > 0 && isPowerOfTen(step)) {
            field.bare("max-decimals", step.stripTrailingZeros().scale());
            convert.add("round");
        } else if (step.signum() > 0 && step.compareTo(BigDecimal.ONE) != 0) {
            leftOut.add(schema.at(), "Of " + leaf.field + " only multiples of " + step.toPlainString() + " are taken.");
        }
        field.list("convert", convert);
        if (schema.has("enum")) {
            rules.oneOf(leaf, schema);
        }
    }

    /** A tenth, a hundredth and so on, as far as decimals are kept. */
    private static boolean isPowerOfTen(BigDecimal step) {
        BigDecimal plain = step.stripTrailingZeros();
        return plain.unscaledValue().equals(BigInteger.ONE) && plain.scale() > 0 && plain.scale() <= 6;
    }

    private static void bound(JsonValue schema, String keyword, String key, FieldText field) {
        schema.get(keyword).number().ifPresent(number -> {
            String other = Map.of("min", "above", "above", "min", "max", "below", "below", "max")
                    .getOrDefault(key, "");
            if (!field.has(other)) {
                field.bare(key, number.toPlainString());
            }
        });
    }

    /** The words a value may be, or that are proposed for it. */
    private static List<JsonValue> words(JsonValue schema) {
        if (schema.has("const")) {
            return List.of(schema.get("const"));
        }
        if (schema.get("enum").is(Kind.ARRAY)) {
            return schema.get("enum").items();
        }
        for (JsonValue form : alternatives(schema)) {
            if (form.get("enum").is(Kind.ARRAY)) {
                return form.get("enum").items();
            }
        }
        return List.of();
    }

    /** Words that are only proposed are as good as believed: others go through with a warning. */
    private void words(AmazonShape leaf, FieldText field) {
        JsonValue schema = leaf.schema;
        List<JsonValue> values = words(schema);
        JsonValue names = schema.get("enumNames");
        for (JsonValue form : alternatives(schema)) {
            names = names.isMissing() ? form.get("enumNames") : names;
        }
        List<Word> words = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            List<String> synonyms =
                    new ArrayList<>(UNITS.getOrDefault(values.get(i).raw(), List.of()));
            if (i < names.items().size()) {
                synonyms.add(names.items().get(i).text());
            }
            words.add(new Word(values.get(i).raw(), synonyms, values.get(i).at()));
        }
        String set = setIds.of(leaf.field).replace('_', '-');
        if (!sets.addSet(set, words, leaf.field)) {
            return;
        }
        field.text("type", "enum").text("values", set);
        if (!schema.has("enum") && !schema.has("const")) {
            field.list("unverified", List.of("values"));
        }
    }

    /** How a text is written. */
    private void form(AmazonShape leaf, FieldText field) {
        List<String> formats = new ArrayList<>();
        formats.add(leaf.schema.get("format").text());
        alternatives(leaf.schema).forEach(each -> formats.add(each.get("format").text()));
        formats.removeIf(String::isEmpty);
        if (formats.contains("date")) {
            leaf.type = "date";
            field.text("type", "date");
        } else if (formats.contains("date-time")) {
            leaf.type = "datetime";
            field.text("type", "datetime");
        } else if (formats.contains("uri") || formats.contains("url")) {
            field.text("type", "url");
        } else if (!formats.isEmpty()) {
            leftOut.add(
                    leaf.schema.at(),
                    "The form " + Problem.quote(formats.get(0)) + " of " + leaf.field + " is not checked.");
        } else if (!alternatives(leaf.schema).isEmpty()) {
            rules.alternatives(leaf);
        }
    }

    /** JSON Schema counts characters, Amazon also bytes; a field counts one of the two, and a rule the other where that can tell more. */
    private void lengths(AmazonShape leaf, FieldText field) {
        JsonValue schema = leaf.schema;
        int characters = schema.get("maxLength").count().orElse(0);
        int bytes = schema.get("maxUtf8ByteLength").count().orElse(0);
        boolean countBytes = bytes > 0 && (characters == 0 || bytes < (long) characters * WIDEST_CHARACTER);
        int most = countBytes ? bytes : characters;
        boolean both = countBytes && characters > 0 && bytes > characters;
        if (both && leaf.repeated) {
            leftOut.add(
                    schema.at(),
                    "Of the values of " + leaf.field + " the bytes are counted, not the characters (at most "
                            + characters + "), so that some that are right are left out.");
            most = characters;
        } else if (both) {
            rules.length(leaf, "at most " + characters + " characters", leaf.field + ".length() <= " + characters);
        }
        if (most > 0) {
            field.bare("max-length", most);
        }
        if (countBytes) {
            field.text("length-unit", "bytes");
        }
        shortest(leaf, field, countBytes);
    }

    private void shortest(AmazonShape leaf, FieldText field, boolean countBytes) {
        int characters = leaf.schema.get("minLength").count().orElse(0);
        int bytes = leaf.schema.get("minUtf8ByteLength").count().orElse(0);
        // An empty text is no value.
        if (characters > 1 && countBytes && !leaf.repeated) {
            rules.length(leaf, "at least " + characters + " characters", leaf.field + ".length() >= " + characters);
        } else if (characters > 1 && !countBytes) {
            field.bare("min-length", Math.max(characters, bytes));
        } else if (bytes > 1) {
            field.bare("min-length", bytes);
        } else if (characters > 1) {
            leftOut.add(
                    leaf.schema.at(),
                    "Of the values of " + leaf.field + " at least " + characters + " characters are asked.");
        }
    }

    /** JSON Schema looks for a pattern anywhere in a text, a descriptor wants it to be the whole. */
    private void pattern(JsonValue schema, FieldText field) {
        String pattern = schema.get("pattern").raw();
        if (pattern.isEmpty()) {
            return;
        }
        boolean whole =
                pattern.startsWith("^") && pattern.endsWith("$") && !pattern.contains("|") && !pattern.endsWith("\\$");
        String text = whole ? pattern.substring(1, pattern.length() - 1) : "[\\s\\S]*(?:" + pattern + ")[\\s\\S]*";
        String regex = text.replace("\"", "\\x22");
        if (isUnderstood(regex)) {
            field.text("pattern", regex);
            String example = schema.get("examples").items().stream()
                    .map(JsonValue::text)
                    .filter(words -> !words.isEmpty())
                    .findFirst()
                    .map(words -> "a text such as " + words)
                    .orElse("a text that the pattern " + pattern + " describes");
            field.text("pattern-hint", example);
        } else {
            leftOut.add(
                    schema.get("pattern").at(),
                    "The pattern " + Problem.quote(pattern) + " cannot be looked for in linear time.");
        }
    }

    static boolean isUnderstood(String regex) {
        try {
            Schema schema = Schema.of(List.of(Attribute.of("x", AttributeType.TEXT)));
            RuleExpression.compile(RuleEnvironment.of(schema), "pattern", "x matches r\"^(?:" + regex + ")$\"");
            return true;
        } catch (RuleException e) {
            return false;
        }
    }

    private static String note(JsonValue schema, AmazonShape attribute) {
        String description = schema.get("description").text();
        String words = (description.isEmpty()
                        ? attribute.schema.get("description").text()
                        : description)
                .replaceAll("[\\p{C}\\p{Z}]+", " ")
                .strip();
        int end = words.length() > LONGEST_NOTE ? words.lastIndexOf(' ', LONGEST_NOTE) : -1;
        StringBuilder note = new StringBuilder(
                words.length() <= LONGEST_NOTE ? words : words.substring(0, end < 1 ? LONGEST_NOTE : end) + " …");
        note.append(!words.isEmpty() && !words.matches("(?s).*[.!?…。]") && words.length() <= LONGEST_NOTE ? "." : "");
        if (schema.get("editable").is(Kind.BOOLEAN) && !schema.get("editable").isTrue()) {
            note.append(" Cannot be changed once it is listed.");
        }
        List<String> old = schema.get("$lifecycle").get("enumDeprecated").items().stream()
                .map(JsonValue::text)
                .limit(20)
                .toList();
        note.append(old.isEmpty() ? "" : " Going out of use: " + String.join(", ", old) + ".");
        for (String key : List.of("replacedBy", "replaced-by")) {
            String heir = schema.get(key).text() + attribute.schema.get(key).text();
            note.append(heir.isEmpty() ? "" : " Replaced by " + heir + ".");
        }
        return note.toString().strip();
    }

    private void sayWhatIsNotUnderstood(JsonValue schema, String name) {
        schema.members().forEach((keyword, value) -> {
            if (!UNDERSTOOD.contains(keyword) && !SAYS_NOTHING.contains(keyword) && !keyword.equals("replaced-by")) {
                leftOut.add(value.at(), "The keyword " + Problem.quote(keyword) + " of " + name + " is not known.");
            }
        });
    }
}
