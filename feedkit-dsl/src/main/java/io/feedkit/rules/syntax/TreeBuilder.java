package io.feedkit.rules.syntax;

import io.feedkit.rules.RuleLimits;
import io.feedkit.rules.RuleProblem;
import io.feedkit.rules.SourceText;
import io.feedkit.rules.Span;
import io.feedkit.rules.syntax.grammar.RulesLexer;
import io.feedkit.rules.syntax.grammar.RulesParser;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** Makes our tree from ANTLR's: items, statements and declarations, with sugar written out. Expressions are {@link ExprBuilder}'s. */
final class TreeBuilder {
    private final SourceText source;
    private final Findings findings;
    private final Map<Integer, String> documentation;
    private final ExprBuilder exprs;
    private final List<Item> items = new ArrayList<>();
    private final Map<RulesParser.ItemsContext, List<Item>> inside = new IdentityHashMap<>();
    private @Nullable Path module;

    TreeBuilder(SourceText source, RuleLimits limits, Findings findings, Map<Integer, String> documentation) {
        this.source = source;
        this.findings = findings;
        this.documentation = documentation;
        this.exprs = new ExprBuilder(limits, findings);
    }

    /** Thrown to give up an item for which a diagnostic was reported. */
    static final class Unusable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unusable() {
            super(null, null, false, false);
        }
    }

    /** What was taken over. */
    Program program() {
        return new Program(
                source, module, items, source.span(0, source.content().length()));
    }

    /** Takes over an item that was just read; those inside it came before. */
    void take(RulesParser.ItemContext context) {
        if (isBroken(context)) {
            return;
        }
        boolean outermost =
                context.getParent() == null || context.getParent().getParent() instanceof RulesParser.FileContext;
        RulesParser.ModuleHeadContext head = outermost ? moduleHead(context) : null;
        if (head == null) {
            add(outermost ? items : listOf(context), context);
        } else if (items.isEmpty() && module == null) {
            module = exprs.path(head.qname().path());
        } else {
            tellLateModule(head);
        }
    }

    private List<Item> listOf(RulesParser.ItemContext context) {
        return inside.computeIfAbsent((RulesParser.ItemsContext) context.getParent(), block -> new ArrayList<>());
    }

    private static RulesParser.@Nullable ModuleHeadContext moduleHead(RulesParser.ItemContext item) {
        return item.declaration() == null ? null : item.declaration().moduleHead();
    }

    private void tellLateModule(RulesParser.ModuleHeadContext head) {
        findings.report(findings.about(RuleProblem.NOT_UNDERSTOOD, span(head)).variant("module"));
    }

    private static boolean isBroken(ParserRuleContext context) {
        return context.exception != null;
    }

    private Span span(ParserRuleContext context) {
        return exprs.span(context);
    }

    private void add(List<Item> list, RulesParser.ItemContext context) {
        exprs.startItem();
        try {
            list.add(item(context));
        } catch (Unusable reported) {
            // The diagnostic is there; the rest of the text is still wanted.
        }
    }

    private Item item(RulesParser.ItemContext context) {
        List<Annotation> annotations =
                context.annotation().stream().map(this::annotation).toList();
        Item.Element element =
                context.declaration() == null ? statement(context.statement()) : declaration(context.declaration());
        // The item is still being read, so its context has no end yet; it ends with what it says.
        return new Item(
                annotations, documentationOf(context), element, span(context).to(element.span()));
    }

    /** The {@code ##} lines just above an item. */
    private String documentationOf(RulesParser.ItemContext context) {
        int start = context.getStart().getStartIndex();
        int line = source.lineAt(start) - 1;
        if (!findings.textOf(source.startOfLine(line + 1), start).isBlank()) {
            return "";
        }
        List<String> lines = new ArrayList<>();
        while (documentation.containsKey(line)
                && source.line(line).stripLeading().startsWith("##")) {
            lines.add(0, documentation.getOrDefault(line, ""));
            line--;
        }
        return String.join("\n", lines);
    }

    private Annotation annotation(RulesParser.AnnotationContext context) {
        return new Annotation(exprs.name(context.name()), exprs.arguments(context.args()), span(context));
    }

    private Block block(RulesParser.BlockContext context) {
        List<Item> read = inside.remove(context.items());
        return new Block(read == null ? List.of() : read, span(context));
    }

    // Statements

    private Statement statement(RulesParser.StatementContext context) {
        if (context.when() != null) {
            return when(context.when());
        }
        if (context.keep() != null) {
            return keep(context.keep());
        }
        if (context.drop() != null) {
            return drop(context.drop());
        }
        return context.action() != null ? action(context.action()) : guard(context.guard());
    }

    private Statement when(RulesParser.WhenContext context) {
        Expr condition = exprs.expr(context.expr());
        if (context.THEN() != null) {
            Block otherwise = context.action().size() < 2 ? null : Block.of(action(context.action(1)));
            return new Statement.When(
                    condition,
                    condition,
                    Block.of(action(context.action(0))),
                    otherwise,
                    Statement.When.Form.THEN,
                    span(context));
        }
        Block otherwise = context.block().size() < 2 ? null : block(context.block(1));
        if (context.when() != null) {
            exprs.deepen(1, context.when());
            otherwise = Block.of(when(context.when()));
            exprs.rise(1);
        }
        return new Statement.When(
                condition, condition, block(context.block(0)), otherwise, Statement.When.Form.BLOCK, span(context));
    }

    /** Whatever is not known to fulfil the condition is dropped: exclude when not (C ?? false). */
    private Statement keep(RulesParser.KeepContext context) {
        Expr written = exprs.expr(context.expr());
        Span at = written.span();
        Expr decided = new Expr.Coalesce(List.of(written, new Expr.Bool(false, at)), at);
        return new Statement.When(
                new Expr.Not(decided, at),
                written,
                Block.of(new Statement.Exclude(reason(context.reason()), span(context))),
                null,
                Statement.When.Form.KEEP_WHEN,
                span(context));
    }

    private Statement drop(RulesParser.DropContext context) {
        Expr condition = exprs.expr(context.expr());
        return new Statement.When(
                condition,
                condition,
                Block.of(new Statement.Exclude(reason(context.reason()), span(context))),
                null,
                Statement.When.Form.EXCLUDE_WHEN,
                span(context));
    }

    private @Nullable Expr reason(RulesParser.@Nullable ReasonContext context) {
        return context == null ? null : exprs.expr(context.expr());
    }

    private Statement guard(RulesParser.GuardContext context) {
        Expr condition = exprs.expr(context.expr(0));
        Statement then = context.action() != null
                ? action(context.action())
                : new ArrowTarget(findings).write(condition, exprs.expr(context.expr(1)), span(context));
        return new Statement.When(condition, condition, Block.of(then), null, Statement.When.Form.ARROW, span(context));
    }

    private Statement action(RulesParser.ActionContext context) {
        Span at = span(context);
        switch (context.getStart().getType()) {
            case RulesLexer.SET:
                return new Statement.Set(
                        exprs.path(context.path()), exprs.expr(context.expr()), Statement.Set.Form.SET, at);
            case RulesLexer.CLEAR:
                return new Statement.Clear(exprs.path(context.path()), at);
            case RulesLexer.ADD:
                return changeList(context, "with", Statement.Set.Form.ADD);
            case RulesLexer.REMOVE:
                return changeList(context, "without", Statement.Set.Form.REMOVE);
            case RulesLexer.EXCLUDE:
                return new Statement.Exclude(reason(context.reason()), at);
            default:
                return new Statement.Warn(exprs.text(context.text()), at);
        }
    }

    /** {@code add x to p} is {@code set p = p.with(x)}. */
    private Statement changeList(RulesParser.ActionContext context, String function, Statement.Set.Form form) {
        Path list = exprs.path(context.path());
        Expr changed = exprs.expr(context.expr());
        Name name = new Name(function, exprs.span(context.getStart()));
        List<Argument> arguments = List.of(Argument.of(new Expr.Reference(list, list.span())), Argument.of(changed));
        return new Statement.Set(list, new Expr.Call(name, arguments, true, span(context)), form, span(context));
    }

    // Declarations

    private Declaration declaration(RulesParser.DeclarationContext context) {
        if (context.let() != null) {
            return let(context.let());
        }
        if (context.namedRule() != null) {
            return rule(context.namedRule());
        }
        if (context.scope() != null) {
            return new Declaration.Scope(
                    head(context.scope().head()), block(context.scope().block()), span(context));
        }
        if (context.fn() != null) {
            return fn(context.fn());
        }
        if (context.table() != null) {
            return table(context.table());
        }
        if (context.segment() != null) {
            return segment(context.segment());
        }
        if (context.experiment() != null) {
            return experiment(context.experiment());
        }
        if (context.allocate() != null) {
            return allocate(context.allocate());
        }
        if (context.disable() != null) {
            return new Declaration.Disable(exprs.path(context.disable().qname().path()), span(context));
        }
        if (context.importing() != null) {
            return importing(context.importing());
        }
        if (context.test() != null) {
            return test(context.test());
        }
        tellLateModule(context.moduleHead());
        throw new Unusable();
    }

    private Declaration importing(RulesParser.ImportingContext context) {
        Name alias = context.name() == null ? null : exprs.name(context.name());
        return new Declaration.Import(exprs.path(context.qname().path()), alias, span(context));
    }

    private Declaration let(RulesParser.LetContext context) {
        return new Declaration.Let(
                exprs.name(context.name()),
                type(context.type()),
                exprs.expr(context.expr(0)),
                exprs.all(context.exprs()),
                context.WHERE() == null ? null : exprs.expr(context.expr(1)),
                span(context));
    }

    private Declaration fn(RulesParser.FnContext context) {
        return new Declaration.Fn(
                exprs.name(context.name()),
                parameters(context.params()),
                type(context.type()),
                exprs.expr(context.expr()),
                span(context));
    }

    private List<Declaration.Parameter> parameters(RulesParser.@Nullable ParamsContext context) {
        return context == null
                ? List.of()
                : context.param().stream().map(this::parameter).toList();
    }

    private Declaration.Parameter parameter(RulesParser.ParamContext context) {
        return new Declaration.Parameter(exprs.name(context.name()), type(context.type()), span(context));
    }

    private @Nullable TypeName type(RulesParser.@Nullable TypeContext context) {
        return context == null
                ? null
                : new TypeName(
                        exprs.name(context.name()), type(context.type()), context.QUESTION() != null, span(context));
    }

    private Declaration table(RulesParser.TableContext context) {
        Declaration.Table.HitPolicy policy = context.FIRST() != null
                ? Declaration.Table.HitPolicy.FIRST
                : context.COLLECT() != null ? Declaration.Table.HitPolicy.COLLECT : Declaration.Table.HitPolicy.UNIQUE;
        return new Declaration.Table(
                exprs.name(context.name()),
                parameters(context.params(0)),
                parameters(context.params(1)),
                policy,
                context.text() == null ? null : exprs.text(context.text()),
                rows(context.rows()),
                span(context));
    }

    private List<Declaration.Table.Row> rows(RulesParser.@Nullable RowsContext context) {
        List<Declaration.Table.Row> rows = new ArrayList<>();
        if (context != null) {
            for (RulesParser.RowContext row : context.row()) {
                if (!isBroken(row)) {
                    rows.add(new Declaration.Table.Row(
                            row.cell().stream().map(this::cell).toList(), span(row)));
                }
            }
        }
        return rows;
    }

    private Declaration.Table.Cell cell(RulesParser.CellContext context) {
        List<CellTest> tests = context.tests() == null ? List.of() : exprs.tests(context.tests());
        return new Declaration.Table.Cell(tests, span(context));
    }

    private Declaration segment(RulesParser.SegmentContext context) {
        Name name = exprs.name(context.name());
        RulesParser.RankingContext ranking = context.ranking();
        if (ranking == null) {
            return new Declaration.Segment(name, exprs.expr(context.expr()), span(context));
        }
        TerminalNode amount = ranking.INTEGER() != null ? ranking.INTEGER() : ranking.PERCENT();
        return new Declaration.RankedSegment(
                name,
                ranking.TOP() != null
                        ? Declaration.RankedSegment.Direction.TOP
                        : Declaration.RankedSegment.Direction.BOTTOM,
                exprs.number(amount.getSymbol()),
                exprs.expr(ranking.expr(0)),
                exprs.all(ranking.exprs()),
                ranking.WHERE() == null ? null : exprs.expr(ranking.expr(1)),
                span(context));
    }

    private Declaration experiment(RulesParser.ExperimentContext context) {
        List<Declaration.Experiment.Arm> arms = new ArrayList<>();
        for (RulesParser.ArmContext arm : context.arm()) {
            if (!isBroken(arm)) {
                arms.add(new Declaration.Experiment.Arm(
                        exprs.name(arm.name()), exprs.percent(arm.PERCENT().getSymbol()), span(arm)));
            }
        }
        return new Declaration.Experiment(
                exprs.name(context.name()),
                exprs.expr(context.expr(0)),
                context.WHERE() == null ? null : exprs.expr(context.expr(1)),
                arms,
                span(context));
    }

    private Declaration allocate(RulesParser.AllocateContext context) {
        List<Declaration.Allocate.Share> shares = new ArrayList<>();
        for (RulesParser.ShareContext share : context.share()) {
            if (!isBroken(share)) {
                shares.add(share(share));
            }
        }
        return new Declaration.Allocate(exprs.path(context.path()), shares, span(context));
    }

    private Declaration.Allocate.Share share(RulesParser.ShareContext context) {
        if (context.RESERVE() != null) {
            return new Declaration.Allocate.Reserve(exprs.expr(context.expr()), span(context));
        }
        Name channel = exprs.word(context.target().getStart());
        if (context.REST() != null) {
            return new Declaration.Allocate.Rest(channel, span(context));
        }
        return new Declaration.Allocate.Portion(
                channel,
                exprs.percent(context.PERCENT().getSymbol()),
                context.expr() == null ? null : exprs.expr(context.expr()),
                span(context));
    }

    private Declaration rule(RulesParser.NamedRuleContext context) {
        Block body = context.block() != null ? block(context.block()) : Block.of(statement(context.statement()));
        return new Declaration.Rule(
                exprs.name(context.name()),
                context.text() == null ? null : exprs.text(context.text()),
                body,
                span(context));
    }

    private Declaration.Scope.Head head(RulesParser.HeadContext context) {
        List<Name> values = context.value().stream()
                .map(value -> value.name() != null
                        ? exprs.name(value.name())
                        : exprs.word(value.RAW().getSymbol()))
                .toList();
        return new Declaration.Scope.Head(
                dimension(context.getStart()),
                values,
                context.WHERE() == null ? null : exprs.expr(context.expr()),
                span(context));
    }

    private static Declaration.Scope.Dimension dimension(Token word) {
        switch (word.getType()) {
            case RulesLexer.CHANNEL:
                return Declaration.Scope.Dimension.CHANNEL;
            case RulesLexer.COUNTRY:
                return Declaration.Scope.Dimension.COUNTRY;
            case RulesLexer.LANGUAGE:
                return Declaration.Scope.Dimension.LANGUAGE;
            default:
                return Declaration.Scope.Dimension.ACCOUNT;
        }
    }

    private Declaration test(RulesParser.TestContext context) {
        List<Declaration.Test.Line> lines = new ArrayList<>();
        for (RulesParser.TestLineContext line : context.testLine()) {
            if (!isBroken(line)) {
                lines.add(testLine(line));
            }
        }
        return new Declaration.Test(exprs.text(context.text()), lines, span(context));
    }

    private Declaration.Test.Line testLine(RulesParser.TestLineContext context) {
        if (context.record() != null) {
            List<Declaration.Test.Field> fields = context.record().field().stream()
                    .map(field ->
                            new Declaration.Test.Field(exprs.path(field.path()), exprs.expr(field.expr()), span(field)))
                    .toList();
            return new Declaration.Test.Given(fields, span(context));
        }
        if (context.TABLE() != null) {
            return new Declaration.Test.GivenTable(exprs.name(context.name()), rows(context.rows()), span(context));
        }
        if (context.ON() != null) {
            return new Declaration.Test.On(
                    context.head().stream().map(this::head).toList(), span(context));
        }
        if (context.AT() != null) {
            TerminalNode date = context.DATE() != null ? context.DATE() : context.INSTANT();
            return new Declaration.Test.At(exprs.moment(date.getSymbol()), span(context));
        }
        return new Declaration.Test.Expect(exprs.expr(context.expr()), span(context));
    }
}
