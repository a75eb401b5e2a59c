package io.feedkit.rules;

import io.feedkit.batch.Column;
import io.feedkit.batch.Selection;
import io.feedkit.batch.TextBuffer;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Measure;
import io.feedkit.product.Money;
import io.feedkit.product.Percent;
import io.feedkit.rules.eval.Values;
import io.feedkit.rules.function.CallSite;
import io.feedkit.rules.function.Frame;
import io.feedkit.rules.function.Function;
import io.feedkit.rules.function.Kernel;
import io.feedkit.rules.function.Parameter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A function of the host, written with ordinary Java values.
 *
 * <pre>{@code
 * Function points = HostFunction.named("loyalty_points")
 *     .takes(Parameter.of("price", AttributeType.Kind.MONEY))
 *     .gives(AttributeType.INTEGER)
 *     .saying("The points a customer gets for a purchase.")
 *     .example("loyalty_points(25 EUR)", "2")
 *     .by(arguments -> ((Money) arguments.get(0)).amount().longValue() / 10);
 * RuleEnvironment environment = RuleEnvironment.of(schema).withFunctions(Functions.library().with(List.of(points)));
 * }</pre>
 *
 * <p>Arguments are String, Long, {@link BigDecimal}, {@link Percent}, {@link Money}, {@link Measure}, Boolean, {@link LocalDate}, {@link Instant} or a List of
 * texts, in the order of the parameters; a row with a missing argument is not asked for and has a missing result. Null as a result is missing. <b>Errors:</b> {@link
 * Refusal} and every other exception are faults of the product; so are results of another type and texts beyond what a value may hold. <b>Threads:</b> called from
 * several at once. One that needs speed implements {@link Function} itself.
 */
public final class HostFunction implements Function {
    private static final int MOST_TEXT_BYTES = 256 * 1024;
    private static final int MOST_ELEMENTS = 10_000;

    private final Draft draft;
    private final AttributeType result;
    private final Body body;

    /** What it does. */
    @FunctionalInterface
    public interface Body {
        /** The result, or null for a missing one. The annotation is only read by checkers, so nobody needs its module. */
        @SuppressWarnings("exports")
        @Nullable
        Object apply(List<Object> arguments);
    }

    /** Says why there is no result; the reason stands in the report. */
    public static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Refusal(String reason) {
            super(reason, null, false, false);
        }
    }

    private HostFunction(Draft draft, AttributeType result, Body body) {
        this.draft = draft;
        this.result = result;
        this.body = Objects.requireNonNull(body, "body");
    }

    /** Begins to describe a function of this name, which rules write: letters, digits and underscores. */
    public static Draft named(String name) {
        if (!name.matches("\\p{L}[\\p{L}\\p{N}_]*")) {
            throw new IllegalArgumentException("rules could not write the name '" + name + "'");
        }
        return new Draft(name);
    }

    /** A function being described. */
    public static final class Draft {
        private final String name;
        private final List<Parameter> parameters = new ArrayList<>();
        private final List<Example> examples = new ArrayList<>();
        private String summary = "";
        private String version = "1";
        private Purity purity = Purity.PURE;
        private Cost cost = Cost.CHEAP;
        private @Nullable AttributeType result;

        private Draft(String name) {
            this.name = name;
        }

        public Draft takes(Parameter... these) {
            parameters.addAll(List.of(these));
            return this;
        }

        public Draft gives(AttributeType type) {
            result = type;
            return this;
        }

        /** One sentence for a merchant. */
        public Draft saying(String sentence) {
            summary = sentence;
            return this;
        }

        /** A call with its result, both as rules write them; {@link FunctionExamples} runs them. */
        public Draft example(String call, String gives) {
            examples.add(new Example(call, gives));
            return this;
        }

        /** Another version gives other results; it is part of the hash of rules. */
        public Draft version(String other) {
            version = other;
            return this;
        }

        public Draft purity(Purity other) {
            purity = other;
            return this;
        }

        public Draft cost(Cost other) {
            cost = other;
            return this;
        }

        public HostFunction by(Body body) {
            AttributeType type = result;
            if (type == null) {
                throw new IllegalStateException("say what " + name + " gives");
            }
            return new HostFunction(this, type, body);
        }
    }

    @Override
    public String name() {
        return draft.name;
    }

    @Override
    public List<Parameter> parameters() {
        return List.copyOf(draft.parameters);
    }

    @Override
    public String summary() {
        return draft.summary;
    }

    @Override
    public List<Example> examples() {
        return List.copyOf(draft.examples);
    }

    @Override
    public String version() {
        return draft.version;
    }

    @Override
    public Purity purity() {
        return draft.purity;
    }

    @Override
    public Cost cost() {
        return draft.cost;
    }

    @Override
    public AttributeType resultType(List<AttributeType> arguments) {
        return result;
    }

    /** What it does sees its arguments only. */
    @Override
    public boolean asksLanguage() {
        return false;
    }

    @Override
    public Kernel bind(CallSite site) {
        List<AttributeType> types = site.types();
        return (frame, rows, arguments, out) -> run(types, frame, rows, arguments, out);
    }

    private void run(List<AttributeType> types, Frame frame, Selection rows, Column[] arguments, Column out) {
        for (int i = 0; i < rows.size; i++) {
            int row = rows.rows[i];
            int mark = frame.text().end();
            try {
                List<Object> values = new ArrayList<>(arguments.length);
                for (int k = 0; k < arguments.length; k++) {
                    values.add(Objects.requireNonNull(Values.read(arguments[k], row, types.get(k), frame.text())));
                }
                Values.write(out, row, result, frame.text(), checked(body.apply(List.copyOf(values))));
            } catch (RuntimeException | StackOverflowError e) {
                frame.text().truncate(mark);
                out.bits[row] = Column.MISSING;
                frame.fault(row, reason(e));
            }
        }
    }

    private String reason(Throwable e) {
        if (e instanceof Refusal) {
            return String.valueOf(e.getMessage());
        }
        return e instanceof TextBuffer.Full
                ? "the texts of its neighbours leave no room"
                : "the function " + draft.name + " failed: " + e;
    }

    private @Nullable Object checked(@Nullable Object value) {
        Object plain = value instanceof Integer number ? Long.valueOf(number) : value;
        if (plain != null && !fits(plain)) {
            throw new Refusal("the function " + draft.name + " gave a "
                    + plain.getClass().getSimpleName() + " and promised " + result);
        }
        boolean tooLong = plain instanceof String text && text.getBytes(StandardCharsets.UTF_8).length > MOST_TEXT_BYTES
                || plain instanceof List<?> list && list.size() > MOST_ELEMENTS;
        if (tooLong) {
            throw new Refusal("the function " + draft.name + " gave more than a value may hold");
        }
        return plain;
    }

    private boolean fits(Object value) {
        return switch (result.kind()) {
            case TEXT -> value instanceof String;
            case LIST -> value instanceof List;
            case INTEGER -> value instanceof Long;
            case BOOLEAN -> value instanceof Boolean;
            case DATE -> value instanceof LocalDate;
            case INSTANT -> value instanceof Instant;
            case DECIMAL, DURATION -> value instanceof BigDecimal || value instanceof Long;
            case PERCENT -> value instanceof Percent;
            case MONEY -> value instanceof Money;
            case MEASURE -> value instanceof Measure;
        };
    }

    @Override
    public String toString() {
        return draft.name;
    }
}
