package io.feedkit.channel.generate;

import io.feedkit.channel.generate.json.JsonValue;
import io.feedkit.channel.generate.json.JsonValue.Kind;
import io.feedkit.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a schema says an attribute is made of: objects, lists and single values; once it is placed, in which fields these are. */
final class AmazonShape {
    private static final int DEEPEST = 12;

    enum Form {
        LEAF,
        OBJECT,
        LIST
    }

    final Form form;
    final String name;
    /** The schema, references followed. */
    final JsonValue schema;

    final Map<String, AmazonShape> children = new LinkedHashMap<>();
    final Set<String> required = new LinkedHashSet<>();
    /** The text that always stands here, or empty. */
    String fixed = "";
    /** The field that holds the value, or empty. */
    String field = "";
    /** Of a leaf in a list: how many values the list takes. */
    int most = 1;
    /** Of the unit of a measure and of the currency of an amount: the number that it belongs to. */
    @Nullable
    AmazonShape number;
    /** Of such a number: what stands beside it, {@code unit} or {@code currency}; empty for any other value. */
    String beside = "";
    /** Whether it says all of the object that it stands in, but for its unit. */
    boolean isWhole;
    /** Where the field stands. */
    String path = "";
    /** Of a leaf in a list: whether the field holds all values of it. */
    boolean repeated;
    /** Of a list: whether one field holds all values of it; of any other list one object is sent. */
    boolean isOneField;
    /** Whether the field is a number, a truth value or an amount, for conditions. */
    String type = "text";

    private AmazonShape(Form form, String name, JsonValue schema) {
        this.form = form;
        this.name = name;
        this.schema = schema;
    }

    static AmazonShape of(String name, JsonValue given, AmazonSchema schemas, LeftOut leftOut) {
        return of(name, given, schemas, leftOut, 0);
    }

    private static AmazonShape of(String name, JsonValue given, AmazonSchema schemas, LeftOut leftOut, int depth) {
        JsonValue schema = schemas.flat(given);
        if (depth > DEEPEST) {
            leftOut.add(given.at(), "The property " + Problem.quote(name) + " is nested too deep to be sent.");
            return new AmazonShape(Form.OBJECT, name, schema.withMembers(Map.of()));
        }
        if (schema.get("items").is(Kind.OBJECT)) {
            AmazonShape list = new AmazonShape(Form.LIST, name, schema);
            list.children.put("", of(name, schema.get("items"), schemas, leftOut, depth + 1));
            return list;
        }
        if (!schema.get("properties").is(Kind.OBJECT)) {
            if (List.of("array", "object").contains(schema.get("type").text())) {
                leftOut.add(given.at(), "What stands in the property " + Problem.quote(name) + " is not said.");
                return new AmazonShape(Form.OBJECT, name, schema);
            }
            return new AmazonShape(Form.LEAF, name, schema);
        }
        AmazonShape object = new AmazonShape(Form.OBJECT, name, schema);
        schema.get("properties").members().forEach((key, value) -> {
            if (key.matches("[A-Za-z_][A-Za-z0-9_#.-]*")) {
                object.children.put(key, of(key, value, schemas, leftOut, depth + 1));
            } else {
                leftOut.add(value.at(), "The name of the property " + Problem.quote(key) + " is no place in a feed.");
            }
        });
        schema.get("required").items().forEach(each -> object.required.add(each.text()));
        return object;
    }

    AmazonShape item() {
        return children.values().iterator().next();
    }

    Optional<AmazonShape> child(String key) {
        return Optional.ofNullable(children.get(key));
    }

    /** The most items of a list that one member sends. */
    int maxItems() {
        int items = schema.get("maxItems").count().orElse(Integer.MAX_VALUE);
        return Math.min(items, schema.get("maxUniqueItems").count().orElse(Integer.MAX_VALUE));
    }

    /** Everything in it that is filled from a product. */
    List<AmazonShape> leaves() {
        List<AmazonShape> leaves = new ArrayList<>();
        if (form == Form.LEAF) {
            if (fixed.isEmpty()) {
                leaves.add(this);
            }
            return leaves;
        }
        children.values().forEach(child -> leaves.addAll(child.leaves()));
        return leaves;
    }

    /** Tells a number and its unit or currency that they belong together. */
    void pair() {
        for (String mate : List.of("unit", "currency")) {
            for (String name : List.of("value", "value_with_tax")) {
                AmazonShape number = children.get(name);
                AmazonShape word = children.get(mate);
                if (number != null && word != null && number.isNumber() && word.form == Form.LEAF) {
                    number.beside = mate;
                    word.number = number;
                    return;
                }
            }
        }
    }

    private boolean isNumber() {
        return form == Form.LEAF && List.of("number", "integer").contains(AmazonLeaf.type(schema));
    }

    /** Whether a list stands in it. */
    boolean hasList() {
        return form == Form.LIST || children.values().stream().anyMatch(AmazonShape::hasList);
    }

    /** The value that is there whenever this is, if there is one. */
    Optional<AmazonShape> core() {
        if (form == Form.LEAF) {
            return fixed.isEmpty() && !field.isEmpty() ? Optional.of(this) : Optional.empty();
        }
        return children.entrySet().stream()
                .filter(child -> form == Form.LIST || required.contains(child.getKey()))
                .flatMap(child -> child.getValue().core().stream())
                .findFirst();
    }

    /** Whether this stands in what is sent. */
    Logic exists() {
        return core().map(leaf -> Logic.present(leaf.field)).orElseGet(this::anyLeaf);
    }

    Logic anyLeaf() {
        return Logic.any(leaves().stream()
                .filter(leaf -> !leaf.field.isEmpty())
                .map(leaf -> Logic.present(leaf.field))
                .toList());
    }
}
