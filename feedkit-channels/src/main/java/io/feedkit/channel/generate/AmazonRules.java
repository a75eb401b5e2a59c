package io.feedkit.channel.generate;

import io.feedkit.channel.generate.AmazonConditions.Unsayable;
import io.feedkit.channel.generate.AmazonShape.Form;
import io.feedkit.channel.generate.json.JsonValue;
import io.feedkit.channel.generate.json.JsonValue.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The checks across fields: what a schema says in "if" and "then", and what a field alone cannot say. */
final class AmazonRules {
    private static final int SHOWN = 6;
    private static final int LONGEST_TEST = 160;

    private final AmazonConditions conditions;
    private final AmazonNeeds needs = new AmazonNeeds(this);
    private final LeftOut leftOut;
    private final Names names = new Names(Set.of());
    private final Map<String, FieldText> rules = new LinkedHashMap<>();
    private final Set<String> said = new java.util.HashSet<>();

    AmazonRules(AmazonConditions conditions, LeftOut leftOut) {
        this.conditions = conditions;
        this.leftOut = leftOut;
    }

    AmazonNeeds needs() {
        return needs;
    }

    /** All conditions of a schema and of what stands in it. Circles cannot be: only what has a shape is walked. */
    void collect(AmazonShape shape, Logic exists) {
        JsonValue schema = shape.schema;
        if (schema.is(Kind.OBJECT)) {
            for (String keyword : List.of("if", "not", "dependentRequired")) {
                if (schema.has(keyword)) {
                    demand(keyword, schema, shape, exists);
                }
            }
            for (JsonValue part : schema.get("allOf").items()) {
                if (!AmazonSchema.isPlain(part) || part.has("allOf")) {
                    demand(part, shape, exists);
                }
            }
            if (shape.form != Form.LEAF) {
                for (String keyword : List.of("anyOf", "oneOf")) {
                    if (schema.get(keyword).is(Kind.ARRAY)) {
                        demand(keyword, schema, shape, exists);
                    }
                }
            }
        }
        shape.children.values().forEach(child -> {
            if (child.fixed.isEmpty() && !child.leaves().isEmpty()) {
                collect(child, exists.isFalse() ? exists : child.exists());
            }
        });
    }

    /** A part of a schema must hold wherever a condition does. */
    private void demand(JsonValue schema, AmazonShape shape, Logic when) {
        if (!schema.is(Kind.OBJECT)) {
            refuse(schema, shape, when);
            return;
        }
        for (String keyword : schema.members().keySet()) {
            if (!AmazonLeaf.SAYS_NOTHING.contains(keyword) && !keyword.equals("then") && !keyword.equals("else")) {
                demand(keyword, schema, shape, when);
            }
        }
    }

    private void demand(String keyword, JsonValue schema, AmazonShape shape, Logic when) {
        JsonValue value = schema.get(keyword);
        switch (keyword) {
            case "required":
                value.items().forEach(name -> required(name, shape, when));
                break;
            case "properties":
                value.members()
                        .forEach((name, below) -> shape.child(name)
                                .filter(child -> child.fixed.isEmpty())
                                .ifPresent(child -> demand(below, child, when.and(child.exists()))));
                break;
            case "items":
                if (shape.form == Form.LIST && !shape.isOneField) {
                    demand(value, shape.item(), when);
                } else {
                    general(keyword, schema, shape, when);
                }
                break;
            case "allOf":
                value.items().forEach(part -> demand(part, shape, when));
                break;
            case "if":
                branches(schema, shape, when);
                break;
            case "dependentRequired":
                value.members()
                        .forEach((name, others) -> shape.child(name)
                                .ifPresent(child -> others.items()
                                        .forEach(other -> required(other, shape, when.and(child.exists())))));
                break;
            default:
                general(keyword, schema, shape, when);
        }
    }

    private void required(JsonValue name, AmazonShape shape, Logic when) {
        shape.child(name.text())
                .ifPresentOrElse(
                        child -> needs.need(child, when),
                        () -> AmazonNeeds.sayUnknown(name.text(), name.at(), leftOut));
    }

    private void branches(JsonValue schema, AmazonShape shape, Logic when) {
        try {
            Logic condition = conditions.holds(schema.get("if"), shape);
            if (schema.has("then")) {
                demand(schema.get("then"), shape, when.and(condition));
            }
            if (schema.has("else")) {
                demand(schema.get("else"), shape, when.and(condition.not()));
            }
        } catch (Unsayable e) {
            leaveOut(schema, e);
        }
    }

    /** A keyword as a check that refuses the product. */
    private void general(String keyword, JsonValue schema, AmazonShape shape, Logic when) {
        JsonValue value = schema.get(keyword);
        try {
            Map<String, JsonValue> single = new LinkedHashMap<>();
            single.put(keyword, value);
            refuse(value, conditions.holds(schema.withMembers(single), shape), shape, when);
        } catch (Unsayable e) {
            leaveOut(value, e);
        }
    }

    private void refuse(JsonValue schema, AmazonShape shape, Logic when) {
        try {
            refuse(schema, conditions.holds(schema, shape), shape, when);
        } catch (Unsayable e) {
            leaveOut(schema, e);
        }
    }

    private void refuse(JsonValue at, Logic holds, AmazonShape shape, Logic when) {
        if (holds.isTrue() || when.isFalse()) {
            return;
        }
        add(
                shape.name.isEmpty() ? "condition" : shape.name,
                when,
                holds,
                shape,
                asks(holds, shape) + " (line " + at.at().line().orElse(0) + " of the schema).",
                "");
    }

    /** What is wanted in words, as long as these are few. */
    private static String asks(Logic holds, AmazonShape shape) {
        String test = Names.words(holds.text());
        if (holds.isFalse() || test.length() > LONGEST_TEST) {
            return (shape.name.isEmpty() ? "The product" : shape.name) + " is not as Amazon asks for such a product";
        }
        return "Amazon asks of such a product: " + test;
    }

    private void leaveOut(JsonValue at, Unsayable why) {
        leftOut.add(
                at.at(),
                "The condition is not checked: the rule language cannot say " + why.getMessage() + " (line "
                        + why.where().at().line().orElse(0) + ").");
    }

    /** One of the values of something must be there. */
    void oneOfThem(AmazonShape shape, Logic when) {
        List<String> fields = shape.leaves().stream()
                .map(leaf -> leaf.field)
                .filter(field -> !field.isEmpty())
                .toList();
        if (!fields.isEmpty()) {
            String shown = fields.stream().limit(SHOWN).collect(Collectors.joining(", "));
            add(
                    shape.name.isEmpty() ? "one of them" : shape.name + " needed",
                    when,
                    shape.anyLeaf(),
                    shape,
                    "Amazon asks for " + shape.name + " here, and there is none.",
                    "Set one of " + shown + (fields.size() > SHOWN ? " …" : "") + ".");
        }
    }

    void length(AmazonShape leaf, String allowed, String test) {
        add(
                leaf.field + " length",
                Logic.present(leaf.field),
                Logic.of(test),
                leaf,
                leaf.field + " has {" + leaf.field + ".length()} characters, " + allowed + " are taken.",
                "Shorten or lengthen it.");
    }

    /** A number that is one of some. */
    void oneOf(AmazonShape leaf, JsonValue schema) {
        try {
            Logic holds = AmazonConditions.oneOf(schema.get("enum").items(), leaf, schema);
            add(
                    leaf.field + " values",
                    Logic.present(leaf.field),
                    holds,
                    leaf,
                    "{" + leaf.field + "} is no value of " + leaf.field + ".",
                    "");
        } catch (Unsayable e) {
            leaveOut(schema, e);
        }
    }

    /** A text in one of several forms. */
    void alternatives(AmazonShape leaf) {
        for (String keyword : List.of("anyOf", "oneOf")) {
            if (leaf.schema.get(keyword).is(Kind.ARRAY)) {
                general(keyword, leaf.schema, leaf, Logic.present(leaf.field));
            }
        }
    }

    private void add(String name, Logic when, Logic holds, AmazonShape shape, String message, String fix) {
        if (when.isFalse() || !said.add(when.text() + " / " + holds.text())) {
            return;
        }
        FieldText rule = new FieldText();
        if (!when.isTrue()) {
            rule.text("when", when.text());
        }
        if (!holds.isFalse()) {
            rule.text("unless", holds.text());
        } else if (when.isTrue()) {
            rule.text("when", "true");
        }
        List<AmazonShape> leaves = shape.form == Form.LEAF ? List.of(shape) : shape.leaves();
        if (!leaves.isEmpty() && !shape.name.isEmpty()) {
            rule.text("field", leaves.get(0).field);
        }
        rule.text("message", message).text("fix", fix.isEmpty() ? change(when.and(holds)) : fix);
        rules.put(names.of(name).replace('_', '-'), rule);
    }

    private static String change(Logic logic) {
        String fields = logic.fields().stream().limit(SHOWN).collect(Collectors.joining(" or "));
        return fields.isEmpty() ? "" : "Change " + fields + ".";
    }

    void write(YamlText yaml) {
        if (!rules.isEmpty()) {
            yaml.blank();
            yaml.entry(0, "rules", "");
            rules.forEach((name, rule) -> rule.write(yaml, 1, name));
        }
    }
}
