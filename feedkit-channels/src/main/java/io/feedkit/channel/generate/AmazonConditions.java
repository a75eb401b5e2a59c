package io.feedkit.channel.generate;

import io.feedkit.channel.generate.AmazonShape.Form;
import io.feedkit.channel.generate.json.JsonValue;
import io.feedkit.channel.generate.json.JsonValue.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says in the rule language whether what is sent satisfies a schema. What has no words throws {@link Unsayable}. */
final class AmazonConditions {
    private final AmazonSchema schemas;

    AmazonConditions(AmazonSchema schemas) {
        this.schemas = schemas;
    }

    /** A condition that the rule language cannot say. */
    static final class Unsayable extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient JsonValue where;

        Unsayable(JsonValue where, String why) {
            super(why);
            this.where = where;
        }

        JsonValue where() {
            return where;
        }
    }

    /** Whether what stands at a place, being there, satisfies the schema. */
    Logic holds(JsonValue given, AmazonShape shape) throws Unsayable {
        JsonValue schema = given.has("$ref") ? schemas.flat(given) : given;
        if (schema.is(Kind.BOOLEAN)) {
            return schema.isTrue() ? Logic.TRUE : Logic.FALSE;
        }
        if (!schema.is(Kind.OBJECT)) {
            throw new Unsayable(schema, "no schema");
        }
        List<Logic> all = new ArrayList<>();
        for (Map.Entry<String, JsonValue> keyword : schema.members().entrySet()) {
            if (!AmazonLeaf.SAYS_NOTHING.contains(keyword.getKey())) {
                all.add(holds(keyword.getKey(), keyword.getValue(), schema, shape));
            }
        }
        return Logic.all(all);
    }

    private Logic holds(String keyword, JsonValue value, JsonValue schema, AmazonShape shape) throws Unsayable {
        switch (keyword) {
            case "required":
                return required(value, shape);
            case "properties":
                return properties(value, schema, shape);
            case "items", "contains":
                return inList(keyword, value, shape);
            case "allOf":
                return Logic.all(each(value, shape));
            case "anyOf":
                return Logic.any(each(value, shape));
            case "oneOf":
                return exactlyOne(each(value, shape));
            case "not":
                return holds(value, shape).not();
            case "if":
                Logic condition = holds(value, shape);
                Logic then = schema.has("then") ? holds(schema.get("then"), shape) : Logic.TRUE;
                Logic otherwise = schema.has("else") ? holds(schema.get("else"), shape) : Logic.TRUE;
                return condition.not().or(then).and(condition.or(otherwise));
            case "then", "else":
                return Logic.TRUE;
            case "minItems", "maxItems", "minUniqueItems", "maxUniqueItems":
                return items(keyword, value, shape);
            default:
                return leaf(keyword, value, shape);
        }
    }

    private List<Logic> each(JsonValue list, AmazonShape shape) throws Unsayable {
        List<Logic> parts = new ArrayList<>();
        for (JsonValue part : list.items()) {
            parts.add(holds(part, shape));
        }
        return parts;
    }

    private static Logic exactlyOne(List<Logic> parts) {
        List<Logic> ways = new ArrayList<>();
        for (Logic one : parts) {
            List<Logic> way = new ArrayList<>();
            parts.forEach(part -> way.add(part.equals(one) ? part : part.not()));
            ways.add(Logic.all(way));
        }
        return Logic.any(ways);
    }

    private static Logic required(JsonValue names, AmazonShape shape) throws Unsayable {
        List<Logic> all = new ArrayList<>();
        for (JsonValue name : names.items()) {
            Optional<AmazonShape> child = shape.child(name.text());
            if (shape.form != Form.OBJECT) {
                throw new Unsayable(names, "\"required\" of what is no object");
            }
            // What is fixed stands in its object whenever that does; what is not described is never sent.
            all.add(child.map(AmazonConditions::isThere).orElse(Logic.FALSE));
        }
        return Logic.all(all);
    }

    private static Logic isThere(AmazonShape shape) {
        return shape.fixed.isEmpty() ? shape.exists() : Logic.TRUE;
    }

    private Logic properties(JsonValue properties, JsonValue schema, AmazonShape shape) throws Unsayable {
        List<String> required =
                schema.get("required").items().stream().map(JsonValue::text).toList();
        List<Logic> all = new ArrayList<>();
        for (Map.Entry<String, JsonValue> property : properties.members().entrySet()) {
            Optional<AmazonShape> child = shape.child(property.getKey());
            if (child.isPresent()) {
                Logic holds = holds(property.getValue(), child.get());
                all.add(
                        required.contains(property.getKey())
                                ? holds
                                : isThere(child.get()).not().or(holds));
            }
        }
        return Logic.all(all);
    }

    private Logic inList(String keyword, JsonValue schema, AmazonShape shape) throws Unsayable {
        if (shape.form != Form.LIST) {
            throw new Unsayable(schema, "\"" + keyword + "\" of what is no list");
        }
        AmazonShape item = shape.item();
        return shape.isOneField ? inField(keyword, schema, item, item.leaves().get(0)) : holds(schema, item);
    }

    /** Of a field with several values only whether a word is among them can be asked. */
    private Logic inField(String keyword, JsonValue schema, AmazonShape item, AmazonShape leaf) throws Unsayable {
        JsonValue deep = schema;
        AmazonShape at = item;
        while (at != leaf) {
            boolean plain = deep.members().keySet().stream()
                    .allMatch(key -> key.equals("required") || key.equals("properties"));
            JsonValue properties = deep.get("properties");
            if (!plain || at.form != Form.OBJECT) {
                throw new Unsayable(schema, "a condition on each of several values");
            }
            if (properties.isMissing()) {
                return Logic.TRUE;
            }
            String name = properties.members().keySet().stream().findFirst().orElse("");
            Optional<AmazonShape> child = at.child(name);
            if (child.isEmpty() || properties.members().size() > 1) {
                throw new Unsayable(schema, "a condition on each of several values");
            }
            at = child.get();
            deep = properties.get(name);
        }
        return wordsIn(keyword, deep, schema, leaf);
    }

    private static Logic wordsIn(String keyword, JsonValue said, JsonValue where, AmazonShape leaf) throws Unsayable {
        boolean is = keyword.equals("contains");
        JsonValue enumeration = is ? said.get("enum") : said.get("not").get("enum");
        if (!enumeration.is(Kind.ARRAY) || said.members().size() != 1) {
            throw new Unsayable(where, "a condition on each of several values");
        }
        List<Logic> words = enumeration.items().stream()
                .map(word -> Logic.of(Formula.text(word.raw()) + " in " + leaf.field))
                .toList();
        return is ? Logic.any(words) : Logic.all(words.stream().map(Logic::not).toList());
    }

    private static Logic items(String keyword, JsonValue value, AmazonShape shape) throws Unsayable {
        int bound = value.count().orElseThrow(() -> new Unsayable(value, "no count"));
        boolean several = shape.isOneField;
        boolean least = keyword.startsWith("min");
        if (!several || least && bound <= 1) {
            return least ? bound <= 1 ? Logic.TRUE : Logic.FALSE : bound >= 1 ? Logic.TRUE : Logic.FALSE;
        }
        String field = shape.leaves().get(0).field;
        return Logic.of(field + ".count() " + (least ? ">= " : "<= ") + bound);
    }

    private static Logic leaf(String keyword, JsonValue value, AmazonShape leaf) throws Unsayable {
        if (leaf.form != Form.LEAF || leaf.repeated || leaf.fixed.isEmpty() && leaf.field.isEmpty()) {
            throw new Unsayable(value, "\"" + keyword + "\" here");
        }
        if (keyword.equals("enum") || keyword.equals("const")) {
            return oneOf(keyword.equals("enum") ? value.items() : List.of(value), leaf, value);
        }
        if (!leaf.fixed.isEmpty()) {
            throw new Unsayable(value, "\"" + keyword + "\" of what never changes");
        }
        boolean number = leaf.type.equals("integer") || leaf.type.equals("decimal");
        boolean text = leaf.type.equals("text");
        switch (keyword) {
            case "minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum":
                String sign = Map.of("minimum", ">=", "exclusiveMinimum", ">", "maximum", "<=", "exclusiveMaximum", "<")
                        .getOrDefault(keyword, "");
                return test(number, leaf.field + " " + sign + " " + plain(value), value, keyword);
            case "minLength", "maxLength":
                return test(
                        text,
                        leaf.field + ".length() " + (keyword.startsWith("min") ? ">= " : "<= ") + plain(value),
                        value,
                        keyword);
            case "minUtf8ByteLength", "maxUtf8ByteLength":
                return test(
                        text,
                        leaf.field + ".byte_length() " + (keyword.startsWith("min") ? ">= " : "<= ") + plain(value),
                        value,
                        keyword);
            case "pattern":
                String regex = value.raw().replace("\"", "\\x22");
                return test(
                        text && AmazonLeaf.isUnderstood(regex),
                        leaf.field + " matches r\"" + regex + "\"",
                        value,
                        keyword);
            default:
                throw new Unsayable(value, "\"" + keyword + "\"");
        }
    }

    private static Logic test(boolean fits, String test, JsonValue value, String keyword) throws Unsayable {
        if (!fits) {
            throw new Unsayable(value, "\"" + keyword + "\" of such a value");
        }
        return Logic.of(test);
    }

    private static String plain(JsonValue number) throws Unsayable {
        return number.number()
                .map(BigDecimal::toPlainString)
                .orElseThrow(() -> new Unsayable(number, "a bound that is no number"));
    }

    /** Whether a value is one of some. */
    static Logic oneOf(List<JsonValue> values, AmazonShape leaf, JsonValue where) throws Unsayable {
        if (!leaf.fixed.isEmpty()) {
            return values.stream().anyMatch(value -> value.raw().equals(leaf.fixed)) ? Logic.TRUE : Logic.FALSE;
        }
        switch (leaf.type) {
            case "text":
                return values.isEmpty()
                        ? Logic.FALSE
                        : Logic.of(Formula.oneOf(
                                leaf.field, values.stream().map(JsonValue::raw).toList()));
            case "boolean":
                boolean both = values.stream().map(JsonValue::isTrue).distinct().count() > 1;
                return both
                        ? Logic.TRUE
                        : Logic.of(leaf.field + " = " + values.get(0).isTrue());
            case "integer", "decimal":
                boolean numbers =
                        values.stream().allMatch(value -> value.number().isPresent());
                if (!numbers || values.isEmpty()) {
                    throw new Unsayable(where, "words for a number");
                }
                return Logic.of(leaf.field
                        + values.stream()
                                .map(value -> value.number()
                                        .map(BigDecimal::toPlainString)
                                        .orElse("0"))
                                .collect(Collectors.joining(", ", " in [", "]")));
            default:
                throw new Unsayable(where, "words for a " + leaf.type);
        }
    }
}
