package io.feedkit.channel.contract;

import io.feedkit.channel.ChannelDescriptor;
import io.feedkit.channel.ChannelRule;
import io.feedkit.channel.Condition;
import io.feedkit.channel.Expression;
import io.feedkit.channel.FieldSpec;
import io.feedkit.channel.GroupRule;
import io.feedkit.channel.Layout;
import io.feedkit.channel.ValueSet.AllowedValue;
import io.feedkit.problem.SourcePosition;
import io.feedkit.product.Attribute;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Attributes;
import io.feedkit.product.Schema;
import io.feedkit.rules.Diagnostic;
import io.feedkit.rules.RuleEnvironment;
import io.feedkit.rules.RuleException;
import io.feedkit.rules.RuleExpression;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Compiles every expression of a descriptor by itself, against every attribute there could be, so that all mistakes are told at once and before there is a catalogue.
 *
 * <p>A run compiles the same, but ends at the first mistake.
 */
public final class ExpressionCheck {
    private static final int BEFORE = "set x = (".length();
    private static final String ON_VALUE = TextConversions.VALUE + " matches r\"^(?:";

    private final Expressions expressions;
    private final List<Mistake> mistakes = new ArrayList<>();

    /**
     * Something wrong with one expression.
     *
     * @param at the place of the piece that is wrong, as near as the YAML lets us say
     * @param message in the language asked for
     * @param fix what to write instead, or empty
     * @param type of a condition that is none, or empty
     */
    public record Mistake(Expression where, SourcePosition at, String message, String fix, String type) {}

    private ExpressionCheck(ChannelDescriptor descriptor, Locale language) {
        Map<String, Expression> sound = new LinkedHashMap<>();
        descriptor.lets().forEach((name, let) -> {
            if (parses(let)) {
                sound.put(name, let);
            }
        });
        expressions = new Expressions(descriptor.name(), descriptor.lists().values(), sound, "en", language);
    }

    /** What is wrong, in the order of fields, rules and lets. */
    public static List<Mistake> mistakes(ChannelDescriptor descriptor, Locale language) {
        ExpressionCheck check = new ExpressionCheck(descriptor, language);
        check.all(descriptor);
        return List.copyOf(check.mistakes);
    }

    private boolean parses(Expression let) {
        try {
            RuleExpression.Declarations.parse(RuleEnvironment.of(Schema.of()), "let", "let x = (" + let.text() + ")\n");
            return true;
        } catch (RuleException e) {
            tell(let, e, 0);
            return false;
        }
    }

    private void all(ChannelDescriptor descriptor) {
        Schema conditions = conditions(descriptor);
        Schema products = Schema.of(Attributes.standard().all()).with(attributes(descriptor));
        for (FieldSpec field : descriptor.fields()) {
            field.source().ifPresent(from -> compile(from, from.text(), 0, products));
            field.cases().forEach(limits -> condition(Condition.when(limits.when()), products));
            field(field, conditions);
            Schema inside = inside(field);
            for (FieldSpec part : field.parts().fields()) {
                field(part, inside);
                part.source().ifPresent(from -> compile(from, from.text(), 0, products));
            }
            field.parts().rules().forEach(rule -> rule(rule, inside));
        }
        for (Layout layout : descriptor.layouts().values()) {
            if (layout.documents() != null) {
                Expression by = layout.documents().by();
                compile(by, by.text(), 0, products);
            }
        }
        descriptor.rules().forEach(rule -> rule(rule, conditions));
        for (GroupRule rule : descriptor.groupRules()) {
            message(rule.message(), conditions);
            message(rule.fix(), conditions);
        }
        descriptor.lets().values().forEach(let -> let(let, products, conditions));
    }

    /** A let may serve fields, which read products, or conditions, which read fields: it has to be right for one of them. */
    private void let(Expression let, Schema products, Schema conditions) {
        int before = mistakes.size();
        compile(let, let.text(), 0, products);
        if (mistakes.size() > before) {
            List<Mistake> first = List.copyOf(mistakes.subList(before, mistakes.size()));
            mistakes.subList(before, mistakes.size()).clear();
            compile(let, let.text(), 0, conditions);
            if (mistakes.size() > before) {
                mistakes.subList(before, mistakes.size()).clear();
                mistakes.addAll(first);
            }
        }
    }

    private void field(FieldSpec field, Schema schema) {
        condition(field.needs().required(), schema);
        condition(field.needs().recommended(), schema);
        condition(field.needs().onlyWhen(), schema);
        for (AllowedValue value : field.values().values()) {
            condition(value.when(), schema);
        }
        if (field.text().pattern() != null) {
            Expression regex = field.text().pattern().regex();
            Schema value = Schema.of(Attribute.of(TextConversions.VALUE, AttributeType.TEXT));
            compile(regex, ON_VALUE + regex.text() + ")$\"", ON_VALUE.length(), value);
        }
    }

    private void rule(ChannelRule rule, Schema schema) {
        condition(rule.when(), schema);
        condition(rule.unless(), schema);
        message(rule.message(), schema);
        message(rule.fix(), schema);
    }

    private void message(Expression message, Schema schema) {
        compile(message, Formulas.quoted(message.text()), 1, schema);
    }

    private void condition(Condition condition, Schema schema) {
        if (!(condition instanceof Condition.When when)) {
            return;
        }
        Expression written = when.expression();
        AttributeType type = compile(written, written.text(), 0, schema);
        if (type.kind() != AttributeType.Kind.BOOLEAN) {
            mistakes.add(new Mistake(written, written.at(), "", "", type.toString()));
        }
    }

    /** The type, {@link AttributeType#BOOLEAN} when there is none because of a mistake. */
    private AttributeType compile(Expression written, String text, int shift, Schema schema) {
        try {
            return expressions.compile(written.at().source(), text, schema).type();
        } catch (RuleException e) {
            tell(written, e, shift);
            return AttributeType.BOOLEAN;
        }
    }

    private void tell(Expression written, RuleException e, int shift) {
        for (Diagnostic diagnostic : e.diagnostics()) {
            if (diagnostic.isError()) {
                int into = diagnostic.span().start() - BEFORE - shift;
                mistakes.add(new Mistake(written, place(written, into), diagnostic.sentence(), diagnostic.fix(), ""));
            }
        }
    }

    /** On one line the mistake itself; in a block of several the block. */
    private static SourcePosition place(Expression written, int into) {
        SourcePosition at = written.at();
        boolean countable = at.column().isPresent()
                && into > 0
                && into < written.text().length()
                && written.text().indexOf('\n') < 0;
        return countable ? at.withColumn(at.column().getAsInt() + written.text().codePointCount(0, into)) : at;
    }

    /** What conditions outside of groups may name. */
    private Schema conditions(ChannelDescriptor descriptor) {
        Map<String, Attribute> names = new LinkedHashMap<>();
        for (FieldSpec field : descriptor.fields()) {
            FieldKind.names(field).forEach((name, type) -> names.put(name, Attribute.of(name, type)));
        }
        Attributes.standard().all().forEach(attribute -> names.putIfAbsent(attribute.name(), attribute));
        return Schema.of(names.values());
    }

    private static Schema inside(FieldSpec field) {
        Map<String, Attribute> names = new LinkedHashMap<>();
        for (FieldSpec part : field.parts().fields()) {
            FieldKind.names(part).forEach((name, type) -> names.put(name, Attribute.of(name, type)));
        }
        return Schema.of(names.values());
    }

    private static List<Attribute> attributes(ChannelDescriptor descriptor) {
        List<Attribute> attributes = new ArrayList<>();
        for (FieldSpec field : descriptor.fields()) {
            if (Attributes.standard().named(field.name()).isEmpty()) {
                attributes.add(Attribute.of(field.name(), FieldKind.attributeType(field)));
            }
        }
        return attributes;
    }
}
