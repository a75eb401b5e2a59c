package io.feedkit.rules;

import io.feedkit.batch.Column;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.Selection;
import io.feedkit.feed.Member;
import io.feedkit.problem.ProblemSink;
import io.feedkit.problem.SourcePosition;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Schema;
import io.feedkit.rules.check.Checker;
import io.feedkit.rules.check.ClockUse;
import io.feedkit.rules.check.Presence;
import io.feedkit.rules.check.Typed;
import io.feedkit.rules.check.Walk;
import io.feedkit.rules.eval.Condition;
import io.feedkit.rules.eval.Run;
import io.feedkit.rules.plan.Planner;
import io.feedkit.rules.plan.Situation;
import io.feedkit.rules.syntax.Item;
import io.feedkit.rules.syntax.ParseResult;
import io.feedkit.rules.syntax.Parser;
import io.feedkit.rules.syntax.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One condition or value in the rule language, without a rule around it: when a field is required, what it is filled with.
 *
 * <p>Compiled against attributes, it is opened for a member and a run, and then evaluated over batches, at the speed of rules. Immutable and thread-safe; an {@link
 * Evaluation} is neither.
 */
public final class RuleExpression {
    // An expression is read as the value of a statement, so that there is one grammar.
    private static final String BEFORE = "set x = (";

    private static final String AFTER = ")";

    private final RuleEnvironment environment;
    private final String text;
    private final Typed typed;

    private RuleExpression(RuleEnvironment environment, String text, Typed typed) {
        this.environment = environment;
        this.text = text;
        this.typed = typed;
    }

    /**
     * Compiles an expression that may name the member ({@code country}, {@code channel.kind}).
     *
     * @param name what diagnostics call the place the text is from
     * @throws RuleException with all mistakes
     */
    public static RuleExpression compile(RuleEnvironment environment, String name, String text) {
        return compile(environment, Declarations.NONE, name, text);
    }

    /** As {@link #compile(RuleEnvironment, String, String)}; the expression may use what was declared. */
    public static RuleExpression compile(
            RuleEnvironment environment, Declarations declarations, String name, String text) {
        SourceText source = SourceText.of(name, BEFORE + text + AFTER);
        ParseResult parsed = Parser.parse(source, environment.limits(), Messages.in(environment.language()));
        List<Diagnostic> diagnostics = new ArrayList<>(parsed.diagnostics());
        List<Item> items = parsed.program().items();
        if (!parsed.hasErrors() && items.size() == 1 && items.get(0).element() instanceof Statement.Set set) {
            Typed typed = Checker.expression(environment, declarations.items, set.value(), true, diagnostics);
            if (diagnostics.stream().noneMatch(Diagnostic::isError)) {
                return new RuleExpression(environment, text, typed);
            }
        }
        if (diagnostics.stream().noneMatch(Diagnostic::isError)) {
            diagnostics.add(Messages.in(environment.language())
                    .about(
                            RuleProblem.NOT_UNDERSTOOD,
                            source.span(0, source.content().length()))
                    .with("found", text)
                    .variant("unknown")
                    .build());
        }
        throw new RuleException(diagnostics);
    }

    /** Compiles an expression that must be a condition. */
    public static RuleExpression condition(RuleEnvironment environment, String name, String text) {
        RuleExpression compiled = compile(environment, name, text);
        if (compiled.type().kind() == AttributeType.Kind.BOOLEAN) {
            return compiled;
        }
        throw new RuleException(List.of(Messages.in(environment.language())
                .about(RuleProblem.NOT_A_CONDITION, compiled.typed.span())
                .with("expression", text)
                .with("type", compiled.type().toString())
                .build()));
    }

    /** Declarations ({@code let} lines and the like) that expressions may use; read once, checked where they are used. Immutable. */
    public static final class Declarations {
        static final Declarations NONE = new Declarations(List.of());

        private final List<Item> items;

        private Declarations(List<Item> items) {
            this.items = List.copyOf(items);
        }

        /** Reads declarations; throws {@link RuleException} with all mistakes of form. */
        public static Declarations parse(RuleEnvironment environment, String name, String text) {
            ParseResult parsed =
                    Parser.parse(SourceText.of(name, text), environment.limits(), Messages.in(environment.language()));
            if (parsed.hasErrors()) {
                throw new RuleException(parsed.diagnostics());
            }
            return new Declarations(parsed.program().items());
        }
    }

    /** What its values are; {@link AttributeType#BOOLEAN} for a condition. */
    public AttributeType type() {
        return typed.type();
    }

    /** The names of the attributes it reads, in alphabetical order. */
    public Set<String> attributes() {
        return new TreeSet<>(Walk.read(typed));
    }

    /** Whether it has a value for every product, whatever attributes that has. */
    public boolean isNeverMissing() {
        return Presence.blamed(typed).isEmpty();
    }

    /** Whether it looks at the clock or at anything else outside, so that equal products may give different results in another run. */
    public boolean asksClock() {
        return Walk.looksOutside(typed);
    }

    /**
     * What it asks of a member, by the names of the rule language, with this member's answers: for members that answer alike, equal products give equal results. What was declared where it was
     * compiled is not in it.
     */
    public Map<String, String> asked(Member member) {
        Map<String, String> answers = new TreeMap<>();
        Schema schema = environment.schema();
        for (String name :
                Walk.askedOfMember(typed, read -> !schema.languages(read).isEmpty())) {
            answers.put(name, Situation.ofMember(member, name));
        }
        return answers;
    }

    /**
     * What it compares with the clock: until the clock passes one of those values, equal products give equal results. Empty when it looks at the clock in another way, or at something
     * else outside.
     */
    public Optional<List<Deadline>> deadlines() {
        return ClockUse.deadlines(typed)
                .map(found -> found.stream()
                        .map(deadline -> new Deadline(
                                new RuleExpression(environment, text, deadline.value()),
                                new RuleExpression(environment, text, deadline.clock())))
                        .toList());
    }

    /**
     * A comparison with the clock.
     *
     * @param value of the product, whatever the time
     * @param clock the moment it is compared with: the same for all products, and later in later runs
     */
    public record Deadline(RuleExpression value, RuleExpression clock) {}

    /**
     * Prepares evaluation for one member and run, over products of {@code schema}.
     *
     * @param name what it cannot calculate is told under this name, as the faults of a rule are under its own
     * @param problems hears what is wrong with constants of the member; such a value is missing then
     */
    public Evaluation open(String name, Schema schema, Member member, Instant runAt, ProblemSink problems) {
        Situation situation = Situation.of(schema, member, runAt, environment.zone());
        Messages messages = Messages.in(environment.language());
        Planner.Single single = Planner.single(
                typed,
                situation,
                complaint -> problems.report(messages.problem(
                        RuleProblem.BAD_CONSTANT,
                        SourcePosition.unknown(member.toString()),
                        Map.of("reason", complaint.about() + ": " + messages.reason(complaint.why())))));
        return new Evaluation(name, single);
    }

    /** The expression at work, for one thread. */
    public static final class Evaluation {
        private final String name;
        private final Planner.Single single;
        private @Nullable Run run;

        private Evaluation(String name, Planner.Single single) {
            this.name = name;
            this.single = single;
        }

        /** The slots whose values the expression reads. */
        public Set<Integer> slots() {
            return single.slots();
        }

        /** The values of the selected rows. The column may be one of the batch and is void at the next evaluation: read it, do not write it. */
        public Column evaluate(ProductBatch batch, Selection rows) {
            return single.node().eval(start(batch, rows), rows);
        }

        /** Splits rows: those for which the condition is true, and all others (false or unknown). */
        public void split(ProductBatch batch, Selection rows, Selection yes, Selection no) {
            Condition condition = single.condition();
            if (condition == null) {
                throw new IllegalStateException("the expression is no condition");
            }
            condition.split(start(batch, rows), rows, true, yes, no);
        }

        private Run start(ProductBatch batch, Selection rows) {
            Run started = run;
            if (started == null) {
                started = new Run(batch);
                run = started;
            }
            single.plan().open(started, batch, name, rows.size);
            return started;
        }
    }

    /** The expression as it was written. */
    @Override
    public String toString() {
        return text;
    }
}
