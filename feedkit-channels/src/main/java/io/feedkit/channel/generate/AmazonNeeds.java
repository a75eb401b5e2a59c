package io.feedkit.channel.generate;

import io.feedkit.problem.SourcePosition;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which fields must be there, and when. An attribute of Amazon's is a list of objects; what is required is the attribute, and in it some of its values. So a value is required where its attribute is, or
 * where another value of the same object is there: a unit needs its number.
 */
final class AmazonNeeds {
    private final AmazonRules rules;
    private final Map<String, Logic> required = new LinkedHashMap<>();

    AmazonNeeds(AmazonRules rules) {
        this.rules = rules;
    }

    /** Something must be there wherever a condition holds. */
    void need(AmazonShape shape, Logic when) {
        if (when.isFalse() || !shape.fixed.isEmpty()) {
            return;
        }
        if (shape.form == AmazonShape.Form.LEAF) {
            if (!shape.field.isEmpty() && !when.implies(Logic.present(shape.field))) {
                required.merge(shape.field, when, Logic::or);
            }
            return;
        }
        boolean any = false;
        for (Map.Entry<String, AmazonShape> child : shape.children.entrySet()) {
            boolean asked = shape.form == AmazonShape.Form.LIST || shape.required.contains(child.getKey());
            if (asked && child.getValue().core().isPresent()) {
                need(child.getValue(), when);
                any = true;
            }
        }
        if (!any && !shape.leaves().isEmpty()) {
            rules.oneOfThem(shape, when);
        }
    }

    /** What the objects ask for whose other values are there. */
    void within(AmazonShape shape) {
        for (Map.Entry<String, AmazonShape> child : shape.children.entrySet()) {
            if (shape.form == AmazonShape.Form.OBJECT && shape.required.contains(child.getKey())) {
                need(child.getValue(), others(shape, child.getKey()));
            }
            within(child.getValue());
        }
    }

    private static Logic others(AmazonShape object, String but) {
        return Logic.any(object.children.entrySet().stream()
                .filter(child -> !child.getKey().equals(but))
                .map(child -> child.getValue().anyLeaf())
                .toList());
    }

    /** Says it in the field. */
    void write(String name, FieldText field) {
        Logic when = required.getOrDefault(name, Logic.FALSE);
        if (when.isTrue()) {
            field.bare("required", true);
        } else if (!when.isFalse()) {
            field.text("required-when", when.text());
        }
    }

    /** An attribute that the schema requires and does not describe. */
    static void sayUnknown(String name, SourcePosition at, LeftOut leftOut) {
        leftOut.add(at, "The schema requires " + name + ", which it does not describe.");
    }
}
