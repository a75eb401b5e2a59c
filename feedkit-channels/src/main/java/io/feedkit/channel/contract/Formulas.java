package io.feedkit.channel.contract;

import io.feedkit.batch.Column;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.RecordBatch;
import io.feedkit.batch.Selection;
import io.feedkit.batch.TextBuffer;
import io.feedkit.channel.ChannelProblem;
import io.feedkit.channel.Expression;
import io.feedkit.feed.Member;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.product.Attribute;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Schema;
import io.feedkit.rules.RuleException;
import io.feedkit.rules.RuleExpression;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** The expressions of a descriptor at work in one session. */
final class Formulas {
    private static final Schema VALUE = Schema.of(Attribute.of(TextConversions.VALUE, AttributeType.TEXT));

    private final Expressions expressions;
    private final Member member;
    private final Instant runAt;
    private final ProductBatch beside = batchOf(VALUE);
    private final Set<String> read = new TreeSet<>();
    private Uses uses = new Uses();
    private String by;
    private final Uses all = new Uses();
    private ProductBatch layer = beside;
    private boolean isForeseeable = true;
    private final Deadlines deadlines;

    Formulas(Expressions expressions, Member member, Instant runAt) {
        this.expressions = expressions;
        this.member = member;
        this.runAt = runAt;
        by = member.channel();
        deadlines = new Deadlines(member, runAt);
    }

    /** Names the batch that is being worked on. */
    void start(ProductBatch next) {
        layer = next;
    }

    /**
     * Begins to write down what is looked at by what is compiled from here on.
     *
     * @param piece what that is a part of: what cannot be calculated is told under this name
     */
    Uses watch(String piece) {
        by = piece;
        uses = new Uses();
        return uses;
    }

    /** The slots of a schema that anything compiled so far looks at. */
    int[] slots(Schema schema) {
        return all.slots(schema);
    }

    /** Whether it is known of all expressions compiled so far when the clock makes them give other results: at the {@link #deadlines}. */
    boolean isForeseeable() {
        return isForeseeable;
    }

    /** The moments that expressions compiled so far compare with the clock. */
    Deadlines deadlines() {
        return deadlines;
    }

    ProductBatch batchOf(Schema schema) {
        return new ProductBatch(schema, new RecordBatch(new TextBuffer(0)));
    }

    /** A batch whose attribute {@code value} is the texts of a field. */
    ProductBatch besideWithValue(Values values) {
        beside.startBeside(layer, ProductBatch.ROWS);
        beside.supply(0, Column.over(values.texts));
        return beside;
    }

    /** The attribute of that name; a missing text when there is none. */
    Formula attribute(String name, Schema schema) {
        OptionalInt slot = schema.slot(name);
        looksAt(name, schema);
        if (slot.isEmpty()) {
            return new Slot(-1, AttributeType.TEXT);
        }
        boolean inLanguage = !schema.languages(name).isEmpty();
        return inLanguage
                ? compiled(name, "`" + name + "`", schema)
                : new Slot(slot.getAsInt(), schema.attribute(slot.getAsInt()).type());
    }

    /** A column of the batch as it is. */
    private record Slot(int slot, AttributeType type) implements Formula {
        @Override
        public Column evaluate(ProductBatch batch, Selection rows) {
            return slot < 0 ? Column.missing() : batch.column(slot);
        }
    }

    /** A call on the attribute {@code value} of {@link #besideWithValue}. */
    Formula onValue(String text) {
        return compiled("conversion", text, VALUE);
    }

    Formula compile(Expression expression, Schema schema) {
        return compiled(expression, expression.text(), schema);
    }

    /** A message with holes, which stands in a descriptor without quotes around it. */
    Formula message(Expression text, Schema schema) {
        return compiled(text, quoted(text.text()), schema);
    }

    /** A message as a text of the rule language. */
    static String quoted(String message) {
        StringBuilder quoted = new StringBuilder("\"");
        int depth = 0;
        for (int i = 0; i < message.length(); i++) {
            char c = message.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth == 0 && (c == '"' || c == '\\')) {
                quoted.append('\\');
            }
            quoted.append(c == '\n' && depth == 0 ? ' ' : c);
        }
        return quoted.append('"').toString();
    }

    private Formula compiled(Expression written, String text, Schema schema) {
        try {
            return compiled(written.at().source(), text, schema);
        } catch (RuleException e) {
            throw new FeedException(
                    new Problem(
                            ChannelProblem.BAD_EXPRESSION,
                            written.at(),
                            Problem.quote(written.text()) + " does not compile: "
                                    + e.diagnostics().get(0).sentence(),
                            "Correct the descriptor."),
                    e);
        }
    }

    private Formula compiled(String name, String text, Schema schema) {
        RuleExpression expression = expressions.compile(name, text, schema);
        read.addAll(expression.attributes());
        uses.add(schema, expression.attributes());
        all.add(schema, expression.attributes());
        uses.addAsked(expression.asked(member));
        if (expressions.isByLanguage(text)) {
            uses.addAsked(Map.of("language", member.language()));
        }
        if (expression.asksClock()) {
            List<RuleExpression.Deadline> found = expression.deadlines().orElse(List.of());
            isForeseeable &= !found.isEmpty();
            found.forEach(deadline -> deadlines.add(schema, deadline));
        }
        RuleExpression.Evaluation evaluation = expression.open(by, schema, member, runAt, problem -> {
            // A descriptor that cannot be run as it is written must not pass for one that asks for nothing.
            throw new FeedException(problem);
        });
        return new Compiled(expression.type(), evaluation);
    }

    private record Compiled(AttributeType type, RuleExpression.Evaluation evaluation) implements Formula {
        @Override
        public Column evaluate(ProductBatch batch, Selection rows) {
            return evaluation.evaluate(batch, rows);
        }
    }

    /** Says that an attribute is looked at without a formula. */
    void looksAt(String attribute, Schema schema) {
        read.add(attribute);
        uses.add(schema, Set.of(attribute));
        all.add(schema, Set.of(attribute));
    }

    /** The attributes that what was compiled so far looks at. */
    Set<String> read() {
        return Set.copyOf(read);
    }

    /** What an expression gives. */
    AttributeType type(Expression expression, Schema schema) {
        return known(expression, schema).type();
    }

    /** The attributes an expression reads. */
    Set<String> attributesRead(Expression expression, Schema schema) {
        return known(expression, schema).attributes();
    }

    /** Whether an expression has a value for products without any attribute, too. */
    boolean isNeverMissing(Expression expression, Schema schema) {
        return known(expression, schema).isNeverMissing();
    }

    private RuleExpression known(Expression expression, Schema schema) {
        return expressions.compile(expression.at().source(), expression.text(), schema);
    }
}
