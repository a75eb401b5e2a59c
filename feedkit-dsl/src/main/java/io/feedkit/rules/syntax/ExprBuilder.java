package io.feedkit.rules.syntax;

import io.feedkit.rules.RuleLimits;
import io.feedkit.rules.RuleProblem;
import io.feedkit.rules.Span;
import io.feedkit.rules.syntax.grammar.RulesLexer;
import io.feedkit.rules.syntax.grammar.RulesParser;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/**
 * Makes expressions.
 *
 * <p>Chains of {@code + - * /} and dots lean to the left, so their length is depth for whoever walks the tree; it counts against the nesting limit. Chains of
 * {@code and}, {@code or} and {@code ??} are one node of any length.
 */
final class ExprBuilder {
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    private final RuleLimits limits;
    private final Findings findings;
    private final Literals literals;
    private final int maxDepth;
    private int depth;

    ExprBuilder(RuleLimits limits, Findings findings) {
        this.limits = limits;
        this.findings = findings;
        this.literals = new Literals(findings);
        this.maxDepth = limits.maxNesting() * Parser.NODES_PER_BRACKET;
    }

    Span span(Token token) {
        return findings.span(token);
    }

    Span span(ParserRuleContext context) {
        int start = context.getStart().getStartIndex();
        return findings.span(
                start, context.getStop() == null ? start : context.getStop().getStopIndex() + 1);
    }

    /** Forgets the depth of an item that was given up. */
    void startItem() {
        depth = 0;
    }

    void rise(int levels) {
        depth -= levels;
    }

    // Names

    Name name(RulesParser.NameContext context) {
        return word(context.getStart());
    }

    /** A name, or a raw text that stands for one. */
    Name word(Token token) {
        String text = findings.textOf(token);
        if (token.getType() == RulesLexer.QUOTED_NAME) {
            text = text.substring(1, text.length() - 1);
        } else if (token.getType() == RulesLexer.RAW) {
            text = Literals.raw(text);
        }
        return new Name(Normalizer.normalize(text, Normalizer.Form.NFC), span(token));
    }

    Path path(RulesParser.PathContext context) {
        return new Path(context.name().stream().map(this::name).toList(), span(context));
    }

    List<Argument> arguments(RulesParser.@Nullable ArgsContext context) {
        return context == null
                ? List.of()
                : context.arg().stream()
                        .map(arg ->
                                new Argument(arg.name() == null ? null : name(arg.name()), expr(arg.expr()), span(arg)))
                        .toList();
    }

    List<Expr> all(RulesParser.@Nullable ExprsContext context) {
        return context == null
                ? List.of()
                : context.expr().stream().map(this::expr).toList();
    }

    // One method for each level of precedence, loosest first.

    Expr expr(RulesParser.ExprContext context) {
        if (context.or() != null) {
            return or(context.or());
        }
        deepen(1, context);
        Expr choice = new Expr.If(expr(context.expr(0)), expr(context.expr(1)), expr(context.expr(2)), span(context));
        depth--;
        return choice;
    }

    /** Counts levels of the tree; whoever adds some takes them away again. */
    void deepen(int levels, ParserRuleContext at) {
        if (depth + levels > maxDepth) {
            findings.report(findings.about(RuleProblem.TOO_DEEP, at.getStart())
                    .with("limit", Integer.toString(limits.maxNesting())));
            throw new TreeBuilder.Unusable();
        }
        depth += levels;
    }

    private Expr or(RulesParser.OrContext context) {
        if (context.getChildCount() == 1) {
            return and(context.and(0));
        }
        return new Expr.Or(context.and().stream().map(this::and).toList(), span(context));
    }

    private Expr and(RulesParser.AndContext context) {
        if (context.getChildCount() == 1) {
            return not(context.not(0));
        }
        return new Expr.And(context.not().stream().map(this::not).toList(), span(context));
    }

    private Expr not(RulesParser.NotContext context) {
        if (context.check() != null) {
            return check(context.check());
        }
        deepen(1, context);
        Expr negated = new Expr.Not(not(context.not()), span(context));
        depth--;
        return negated;
    }

    private Expr check(RulesParser.CheckContext context) {
        Expr left = operand(context.operand());
        RulesParser.TailContext tail = context.tail();
        if (tail == null) {
            return left;
        }
        Span at = span(context);
        if (tail.comparison() != null) {
            return new Expr.Compare(comparison(tail.comparison()), left, operand(tail.operand()), at);
        }
        boolean negated = tail.NOT() != null;
        if (tail.IS() != null) {
            boolean missing = (tail.MISSING() != null) != negated;
            return missing ? new Expr.IsMissing(left, at) : new Expr.IsPresent(left, at);
        }
        Expr test = tail.range() != null
                ? new Expr.In(left, range(tail.range()), at)
                : new Expr.Like(likeness(tail.likeness()), left, operand(tail.operand()), at);
        return negated ? new Expr.Not(test, at) : test;
    }

    private static Comparison comparison(RulesParser.ComparisonContext context) {
        switch (context.getStart().getType()) {
            case RulesLexer.EQ:
                return Comparison.EQUAL;
            case RulesLexer.NE:
                return Comparison.NOT_EQUAL;
            case RulesLexer.LT:
                return Comparison.LESS;
            case RulesLexer.LE:
                return Comparison.LESS_OR_EQUAL;
            case RulesLexer.GT:
                return Comparison.GREATER;
            default:
                return Comparison.GREATER_OR_EQUAL;
        }
    }

    private static Likeness likeness(RulesParser.LikenessContext context) {
        switch (context.getStart().getType()) {
            case RulesLexer.MATCHES:
                return Likeness.MATCHES;
            case RulesLexer.CONTAINS:
                return Likeness.CONTAINS;
            case RulesLexer.STARTS:
                return Likeness.STARTS_WITH;
            default:
                return Likeness.ENDS_WITH;
        }
    }

    private Expr range(RulesParser.RangeContext context) {
        Expr low = operand(context.operand(0));
        return context.operand().size() == 1
                ? low
                : new Expr.Range(low, operand(context.operand(1)), context.RANGE() != null, span(context));
    }

    List<CellTest> tests(RulesParser.TestsContext context) {
        return context.cellTest().stream().map(this::cellTest).toList();
    }

    private CellTest cellTest(RulesParser.CellTestContext context) {
        Span at = span(context);
        if (context.NOT() != null) {
            return new CellTest.Not(cellTest(context.cellTest()), at);
        }
        if (context.comparison() != null) {
            return new CellTest.Compare(comparison(context.comparison()), operand(context.operand()), at);
        }
        if (context.IN() != null) {
            return new CellTest.In(operand(context.operand()), at);
        }
        if (context.likeness() != null) {
            return new CellTest.Like(likeness(context.likeness()), operand(context.operand()), at);
        }
        if (context.PRESENT() != null) {
            return new CellTest.Present(at);
        }
        Expr value = range(context.range());
        if (value instanceof Expr.Range range) {
            return new CellTest.Between(range, at);
        }
        return value instanceof Expr.Missing ? new CellTest.Missing(at) : new CellTest.Equals(value, at);
    }

    private Expr operand(RulesParser.OperandContext context) {
        if (context.getChildCount() == 1) {
            return sum(context.sum(0));
        }
        return new Expr.Coalesce(context.sum().stream().map(this::sum).toList(), span(context));
    }

    private Expr sum(RulesParser.SumContext context) {
        if (context.getChildCount() == 1) {
            return product(context.product(0));
        }
        List<RulesParser.ProductContext> products = context.product();
        int operators = products.size() - 1;
        deepen(operators, context);
        Expr left = product(products.get(0));
        for (int i = 1; i <= operators; i++) {
            Token sign = ((TerminalNode) context.getChild(2 * i - 1)).getSymbol();
            Expr.Arithmetic.Operator operator = sign.getType() == RulesLexer.PLUS
                    ? Expr.Arithmetic.Operator.ADD
                    : Expr.Arithmetic.Operator.SUBTRACT;
            Expr right = product(products.get(i));
            left = new Expr.Arithmetic(
                    operator, left, right, span(context.getStart()).to(span(products.get(i))));
        }
        depth -= operators;
        return left;
    }

    private Expr product(RulesParser.ProductContext context) {
        if (context.getChildCount() == 1) {
            return unary(context.unary(0));
        }
        List<RulesParser.UnaryContext> factors = context.unary();
        int operators = factors.size() - 1;
        deepen(operators, context);
        Expr left = unary(factors.get(0));
        for (int i = 1; i <= operators; i++) {
            Token sign = ((TerminalNode) context.getChild(2 * i - 1)).getSymbol();
            Expr.Arithmetic.Operator operator = sign.getType() == RulesLexer.STAR
                    ? Expr.Arithmetic.Operator.MULTIPLY
                    : Expr.Arithmetic.Operator.DIVIDE;
            Expr right = unary(factors.get(i));
            left = new Expr.Arithmetic(
                    operator, left, right, span(context.getStart()).to(span(factors.get(i))));
        }
        depth -= operators;
        return left;
    }

    private Expr unary(RulesParser.UnaryContext context) {
        if (context.postfix() != null) {
            return postfix(context.postfix());
        }
        deepen(1, context);
        Expr negated = new Expr.Negate(unary(context.unary()), span(context));
        depth--;
        return negated;
    }

    /** Dotted names without parentheses are one reference; {@code x.f(a)} is {@code f(x, a)}. */
    private Expr postfix(RulesParser.PostfixContext context) {
        List<RulesParser.MemberContext> members = context.member();
        deepen(members.size() + 1, context);
        Span start = span(context.primary());
        int next = 0;
        Expr value;
        if (context.primary().name() != null && context.primary().call() == null) {
            List<Name> names = new ArrayList<>();
            names.add(name(context.primary().name()));
            while (next < members.size() && members.get(next).call() == null) {
                names.add(name(members.get(next++).name()));
            }
            Span at = start.to(names.get(names.size() - 1).span());
            value = new Expr.Reference(new Path(names, at), at);
        } else {
            value = primary(context.primary());
        }
        for (; next < members.size(); next++) {
            RulesParser.MemberContext member = members.get(next);
            Name name = name(member.name());
            Span at = start.to(span(member));
            if (member.call() == null) {
                value = new Expr.Member(value, name, at);
            } else {
                List<Argument> arguments = new ArrayList<>();
                arguments.add(Argument.of(value));
                arguments.addAll(arguments(member.call().args()));
                value = new Expr.Call(name, arguments, true, at);
            }
        }
        depth -= members.size() + 1;
        return value;
    }

    private Expr primary(RulesParser.PrimaryContext context) {
        if (context.literal() != null) {
            return literal(context.literal());
        }
        if (context.name() != null) {
            return new Expr.Call(name(context.name()), arguments(context.call().args()), false, span(context));
        }
        if (context.expr() != null) {
            return expr(context.expr());
        }
        if (context.LBRACK() != null) {
            return new Expr.ListOf(all(context.exprs()), span(context));
        }
        return context.conditions() != null ? cases(context) : matches(context);
    }

    private Expr cases(RulesParser.PrimaryContext context) {
        List<Expr.Case.Arm> arms = context.conditions().condition().stream()
                .map(arm -> new Expr.Case.Arm(expr(arm.expr(0)), expr(arm.expr(1)), span(arm)))
                .toList();
        return new Expr.Case(arms, otherwise(context.conditions().otherwise()), span(context));
    }

    private Expr matches(RulesParser.PrimaryContext context) {
        RulesParser.MatchOfContext match = context.matchOf();
        List<Expr.Match.Arm> arms = match.matching().stream()
                .map(arm -> new Expr.Match.Arm(tests(arm.tests()), expr(arm.expr()), span(arm)))
                .toList();
        return new Expr.Match(operand(match.operand()), arms, otherwise(match.otherwise()), span(context));
    }

    private @Nullable Expr otherwise(RulesParser.@Nullable OtherwiseContext context) {
        return context == null ? null : expr(context.expr());
    }

    // Literals

    private Expr literal(RulesParser.LiteralContext context) {
        Span at = span(context);
        Token token = context.getStart();
        switch (token.getType()) {
            case RulesLexer.INTEGER:
            case RulesLexer.DECIMAL:
                return context.NAME() == null
                        ? number(token)
                        : quantity(token, word(context.NAME().getSymbol()), at);
            case RulesLexer.PERCENT:
                return percent(token);
            case RulesLexer.DATE:
            case RulesLexer.INSTANT:
                return moment(token);
            case RulesLexer.TRUE:
            case RulesLexer.FALSE:
                return new Expr.Bool(token.getType() == RulesLexer.TRUE, at);
            case RulesLexer.MISSING:
                return new Expr.Missing(at);
            case RulesLexer.REGEX:
                return literals.regex(token, limits.maxRegexChars());
            default:
                return text(context.text());
        }
    }

    /** A {@link Expr.Number} or an {@link Expr.Percent}. */
    Expr number(Token token) {
        return token.getType() == RulesLexer.PERCENT
                ? percent(token)
                : new Expr.Number(decimal(findings.textOf(token)), span(token));
    }

    Expr.Percent percent(Token token) {
        return new Expr.Percent(decimal(findings.textOf(token).replace("%", "")), span(token));
    }

    private static BigDecimal decimal(String digits) {
        return new BigDecimal(digits.replace("_", "").strip());
    }

    private Expr quantity(Token number, Name unit, Span at) {
        BigDecimal amount = decimal(findings.textOf(number));
        return CURRENCY.matcher(unit.text()).matches()
                ? new Expr.Money(amount, unit.text(), at)
                : new Expr.Measure(amount, unit, at);
    }

    /** An {@link Expr.Date} or an {@link Expr.Instant}. */
    Expr moment(Token token) {
        return token.getType() == RulesLexer.DATE ? literals.date(token) : literals.instant(token);
    }

    Expr.Text text(RulesParser.TextContext context) {
        if (context.RAW() != null) {
            String raw = Literals.raw(findings.textOf(context.RAW().getSymbol()));
            return new Expr.Text(raw.isEmpty() ? List.of() : List.of(new Expr.Text.Characters(raw)), span(context));
        }
        List<Expr.Text.Part> parts = new ArrayList<>();
        StringBuilder characters = new StringBuilder();
        for (RulesParser.PartContext part : context.part()) {
            if (part.expr() == null) {
                literals.append(characters, part.getStart());
            } else {
                flush(parts, characters);
                parts.add(new Expr.Text.Hole(expr(part.expr()), part.QUESTION() != null));
            }
        }
        flush(parts, characters);
        return new Expr.Text(parts, span(context));
    }

    private static void flush(List<Expr.Text.Part> parts, StringBuilder characters) {
        if (characters.length() > 0) {
            parts.add(new Expr.Text.Characters(characters.toString()));
            characters.setLength(0);
        }
    }
}
