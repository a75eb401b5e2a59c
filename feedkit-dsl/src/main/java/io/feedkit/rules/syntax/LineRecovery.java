package io.feedkit.rules.syntax;

import io.feedkit.rules.Messages;
import io.feedkit.rules.RuleProblem;
import io.feedkit.rules.Span;
import io.feedkit.rules.syntax.grammar.RulesLexer;
import io.feedkit.rules.syntax.grammar.RulesParser;
import java.util.BitSet;
import java.util.Set;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.NoViableAltException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.atn.ATNConfig;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.jspecify.annotations.Nullable;

/**
 * Reports the first mistake of a line and goes on with the next line.
 *
 * <p>ANTLR's own recovery inserts and deletes single tokens, which turns one mistake into several messages. Here a mistake gives up the innermost rule that
 * owns a line: everything up to its line end or closing brace is skipped, whole blocks included. Between lines, what cannot start one is skipped likewise.
 */
final class LineRecovery extends DefaultErrorStrategy {
    private static final BitSet LINES = bits(
            RulesParser.RULE_item,
            RulesParser.RULE_row,
            RulesParser.RULE_arm,
            RulesParser.RULE_share,
            RulesParser.RULE_testLine,
            RulesParser.RULE_file);
    private static final BitSet LISTS = bits(
            RulesParser.RULE_items,
            RulesParser.RULE_rows,
            RulesParser.RULE_experiment,
            RulesParser.RULE_allocate,
            RulesParser.RULE_test);
    private static final BitSet COMPARISONS =
            bits(RulesLexer.EQ, RulesLexer.NE, RulesLexer.LT, RulesLexer.LE, RulesLexer.GT, RulesLexer.GE);

    /** What channels, countries, languages and accounts are named behind. */
    private static final BitSet MEMBERS =
            bits(RulesLexer.CHANNEL, RulesLexer.COUNTRY, RulesLexer.LANGUAGE, RulesLexer.ACCOUNT, RulesLexer.ALLOCATE);

    private final Findings findings;

    LineRecovery(Findings findings) {
        this.findings = findings;
    }

    /** Thrown instead of going one rule deeper than allowed. */
    static final class TooDeep extends RecognitionException {
        private static final long serialVersionUID = 1L;

        TooDeep(Parser parser) {
            super(parser, parser.getInputStream(), parser.getContext());
            setOffendingToken(parser.getCurrentToken());
        }
    }

    /** Thrown where a statement gets longer than allowed. */
    static final class TooLong extends RecognitionException {
        private static final long serialVersionUID = 1L;

        TooLong(Parser parser) {
            super(parser, parser.getInputStream(), parser.getContext());
            setOffendingToken(parser.getCurrentToken());
        }
    }

    private static BitSet bits(int... members) {
        BitSet bits = new BitSet();
        for (int member : members) {
            bits.set(member);
        }
        return bits;
    }

    @Override
    public Token recoverInline(Parser parser) {
        throw new InputMismatchException(parser);
    }

    @Override
    public void sync(Parser parser) {
        if (inErrorRecoveryMode(parser) || !LISTS.get(parser.getContext().getRuleIndex())) {
            return;
        }
        int next = parser.getInputStream().LA(1);
        IntervalSet fitting = parser.getATN().nextTokens(parser.getATN().states.get(parser.getState()));
        if (endsLine(next) || fitting.contains(next)) {
            return;
        }
        beginErrorCondition(parser);
        ParserRuleContext context = parser.getContext();
        boolean afterItem = context instanceof RulesParser.ItemsContext items
                && !items.item().isEmpty();
        tell(parser, parser.getCurrentToken(), wanted(fitting), afterItem);
        skipLine(parser, parser.getCurrentToken().getTokenIndex());
    }

    /** What starts a line of this list, or, after a line, its end. */
    private static IntervalSet wanted(IntervalSet fitting) {
        IntervalSet wanted = new IntervalSet(fitting);
        wanted.remove(Token.EPSILON);
        if (wanted.size() > 1) {
            wanted.remove(RulesLexer.TERM);
            wanted.remove(RulesLexer.RBRACE);
        }
        return wanted;
    }

    @Override
    public void reportError(Parser parser, RecognitionException mistake) {
        if (inErrorRecoveryMode(parser)) {
            return;
        }
        beginErrorCondition(parser);
        Token at = mistake.getOffendingToken();
        if (mistake instanceof TooDeep) {
            findings.report(
                    findings.about(RuleProblem.TOO_DEEP, at).with("limit", Integer.toString(findings.maxNesting())));
            return;
        }
        if (mistake instanceof TooLong) {
            findings.report(findings.about(RuleProblem.STATEMENT_TOO_LONG, at)
                    .with("limit", Integer.toString(findings.maxStatementTokens())));
            return;
        }
        tell(parser, at, expected(parser, mistake), false);
    }

    @Override
    public void recover(Parser parser, RecognitionException mistake) {
        ParserRuleContext context = parser.getContext();
        // What is too long is given up whole: its next line would be too long as well.
        boolean givenUp = mistake instanceof TooLong && context.getRuleIndex() != RulesParser.RULE_item;
        if (givenUp || !LINES.get(context.getRuleIndex())) {
            throw mistake;
        }
        skipLine(parser, context.getStart().getTokenIndex());
    }

    /** Skips to the end of the line that began at a token: a line end or closing brace outside the braces opened since. */
    private static void skipLine(Parser parser, int firstToken) {
        TokenStream tokens = parser.getInputStream();
        int depth = 0;
        for (int i = firstToken; i < tokens.index(); i++) {
            depth += braces(tokens.get(i).getType());
        }
        while (tokens.LA(1) != Token.EOF && !(depth <= 0 && endsLine(tokens.LA(1)))) {
            depth += braces(tokens.LA(1));
            parser.consume();
        }
    }

    private static int braces(int type) {
        return type == RulesLexer.LBRACE ? 1 : type == RulesLexer.RBRACE ? -1 : 0;
    }

    private static boolean endsLine(int type) {
        return type == RulesLexer.TERM || type == RulesLexer.RBRACE || type == Token.EOF;
    }

    private static IntervalSet expected(Parser parser, RecognitionException mistake) {
        IntervalSet expected = new IntervalSet();
        if (mistake instanceof NoViableAltException dead && dead.getDeadEndConfigs() != null) {
            // The alternatives died some tokens later than the decision: what they wanted there is what to tell.
            for (ATNConfig config : dead.getDeadEndConfigs()) {
                expected.addAll(parser.getATN().nextTokens(config.state));
            }
            expected.remove(Token.EPSILON);
        }
        if (expected.isNil() && mistake.getExpectedTokens() != null) {
            expected.addAll(mistake.getExpectedTokens());
        }
        return expected;
    }

    private void tell(Parser parser, Token at, IntervalSet expected, boolean afterItem) {
        TokenStream tokens = parser.getInputStream();
        Token first = firstOfLine(tokens, at);
        if (findings.hasErrorBetween(first.getStartIndex(), at.getStartIndex())) {
            return;
        }
        Messages.Draft draft = special(tokens, first, at, expected);
        if (draft == null) {
            Wording wording = new Wording(findings.messages());
            boolean unfinished = at.getType() == RulesLexer.TERM || at.getType() == Token.EOF;
            String wanted = wording.expected(expected, afterItem);
            draft = findings.about(
                            unfinished ? RuleProblem.UNFINISHED : RuleProblem.NOT_UNDERSTOOD,
                            unfinished ? afterPrevious(tokens, at) : findings.span(at))
                    .with("found", wording.found(at, findings))
                    .with("expected", wanted);
            if (wanted.isEmpty()) {
                draft.variant("unknown");
            }
        }
        findings.report(draft);
    }

    /** The first token of the statement that holds {@code at}. */
    private static Token firstOfLine(TokenStream tokens, Token at) {
        int i = at.getTokenIndex();
        int depth = 0;
        while (i > 0) {
            int before = tokens.get(i - 1).getType();
            depth -= braces(before);
            if (depth == 0 && before == RulesLexer.TERM || depth < 0) {
                break;
            }
            i--;
        }
        return tokens.get(i);
    }

    private Span afterPrevious(TokenStream tokens, Token at) {
        int end = at.getTokenIndex() == 0
                ? at.getStartIndex()
                : tokens.get(at.getTokenIndex() - 1).getStopIndex() + 1;
        return findings.span(end, end);
    }

    /** Mistakes that have a message of their own; null when this is none of them. */
    private Messages.@Nullable Draft special(TokenStream tokens, Token first, Token at, IntervalSet expected) {
        int index = at.getTokenIndex();
        Token before = index > 0 ? tokens.get(index - 1) : at;
        Token after = at.getType() == Token.EOF ? at : tokens.get(index + 1);
        if (at.getType() == RulesLexer.COMMA
                && before.getType() == RulesLexer.INTEGER
                && (after.getType() == RulesLexer.INTEGER || after.getType() == RulesLexer.PERCENT)
                && touch(before, at)
                && touch(at, after)) {
            String fix = findings.textOf(before) + "." + findings.textOf(after);
            return findings.about(RuleProblem.DECIMAL_COMMA, before.getStartIndex(), after.getStopIndex() + 1)
                    .with("fix", fix)
                    .edit(findings.span(at), ".");
        }
        if (at.getType() == RulesLexer.DOT && after.getType() == RulesLexer.INTEGER && touch(at, after)) {
            return findings.about(RuleProblem.BAD_LITERAL, at.getStartIndex(), after.getStopIndex() + 1)
                    .variant("leading")
                    .with("fix", "0." + findings.textOf(after))
                    .edit(findings.span(at.getStartIndex(), at.getStartIndex()), "0");
        }
        if (at.getType() == RulesLexer.MINUS && isNameLike(before) && touch(before, at) && touch(at, after)) {
            Messages.Draft hyphened = hyphened(tokens, first.getTokenIndex(), index);
            if (hyphened != null) {
                return hyphened;
            }
        }
        if (isComparison(at.getType()) && comparedBefore(tokens, first.getTokenIndex(), index)) {
            return findings.about(RuleProblem.CHAINED_COMPARISON, at);
        }
        boolean range = at.getType() == RulesLexer.RANGE || at.getType() == RulesLexer.HALF_OPEN;
        if (range && !expected.contains(at.getType())) {
            return findings.about(RuleProblem.RANGE_ALONE, at);
        }
        if (isReserved(at.getType())
                && expected.contains(RulesLexer.NAME)
                && !expected.contains(RulesLexer.INTEGER)
                && !expected.contains(at.getType())) {
            String found = findings.textOf(at);
            return findings.about(RuleProblem.RESERVED_WORD, at)
                    .with("found", found)
                    .edit(findings.span(at), "`" + found + "`");
        }
        if (first.getType() == RulesLexer.NAME && index == first.getTokenIndex() + 1) {
            String found = findings.textOf(first);
            String near = Spelling.nearest(found, STARTERS);
            if (!near.isEmpty()) {
                return findings.about(RuleProblem.MISSPELT_KEYWORD, first)
                        .with("found", found)
                        .with("near", near)
                        .edit(findings.span(first), near);
            }
        }
        if (isValueWithoutSet(tokens, first)) {
            Span start = findings.span(first.getStartIndex(), first.getStartIndex());
            return findings.about(RuleProblem.MISSING_SET, first)
                    .with("found", findings.textOf(first))
                    .edit(start, "set ");
        }
        return null;
    }

    /** {@code channel google-shopping}: a name with hyphens needs quotes; null when something else than names stands around the hyphen. */
    private Messages.@Nullable Draft hyphened(TokenStream tokens, int line, int hyphen) {
        int last = hyphen - 1;
        while (tokens.get(last + 1).getType() == RulesLexer.MINUS
                && isNameLike(tokens.get(last + 2))
                && touch(tokens.get(last), tokens.get(last + 1))
                && touch(tokens.get(last + 1), tokens.get(last + 2))) {
            last += 2;
        }
        if (last < hyphen) {
            return null;
        }
        int start = tokens.get(hyphen - 1).getStartIndex();
        int end = tokens.get(last).getStopIndex() + 1;
        boolean member = false;
        for (int i = line; i < hyphen; i++) {
            int type = tokens.get(i).getType();
            member |= MEMBERS.get(type);
        }
        String quote = member ? "'" : "`";
        String fix = quote + findings.textOf(start, end) + quote;
        return findings.about(RuleProblem.NOT_UNDERSTOOD, start, end)
                .variant("hyphen")
                .with("found", findings.textOf(start, end))
                .withAll("fix", fix)
                .edit(findings.span(start, end), fix);
    }

    private static boolean isNameLike(Token token) {
        int type = token.getType();
        return type == RulesLexer.NAME
                || type == RulesLexer.INTEGER
                || isReserved(type)
                || type >= RulesLexer.MODULE && type <= RulesLexer.WITH;
    }

    /** {@code title = "x"}: nothing in the line says what would follow from a comparison. */
    private static boolean isValueWithoutSet(TokenStream tokens, Token first) {
        int i = first.getTokenIndex();
        if (first.getType() != RulesLexer.NAME || tokens.get(i + 1).getType() != RulesLexer.EQ) {
            return false;
        }
        int depth = 0;
        while (depth > 0 || !endsLine(tokens.get(i).getType())) {
            int type = tokens.get(i++).getType();
            if (type == RulesLexer.ARROW && depth == 0 || type == Token.EOF) {
                return false;
            }
            depth += braces(type);
        }
        return true;
    }

    private static final Set<String> STARTERS = Set.of(
            "when",
            "set",
            "clear",
            "add",
            "remove",
            "exclude",
            "keep",
            "warn",
            "let",
            "fn",
            "table",
            "segment",
            "experiment",
            "allocate",
            "rule",
            "disable",
            "channel",
            "country",
            "language",
            "account",
            "test",
            "given",
            "expect",
            "reserve",
            "rest",
            "import",
            "module",
            "arm",
            "on",
            "at");

    private static boolean touch(Token left, Token right) {
        return left.getStopIndex() + 1 == right.getStartIndex();
    }

    private static boolean isComparison(int type) {
        return type != Token.EOF && COMPARISONS.get(type);
    }

    private static boolean isReserved(int type) {
        return type >= RulesLexer.AND && type <= RulesLexer.ENDS;
    }

    /** Whether a comparison stands before {@code index} with only operands between. */
    private static boolean comparedBefore(TokenStream tokens, int from, int index) {
        int depth = 0;
        for (int i = index - 1; i >= from; i--) {
            int type = tokens.get(i).getType();
            if (type == RulesLexer.RPAREN || type == RulesLexer.RBRACK) {
                depth++;
            } else if (type == RulesLexer.LPAREN || type == RulesLexer.AT_LPAREN || type == RulesLexer.LBRACK) {
                if (depth-- == 0) {
                    return false;
                }
            } else if (depth == 0) {
                if (isComparison(type)) {
                    return tokens.get(from).getType() != RulesLexer.SET
                                    && tokens.get(from).getType() != RulesLexer.LET
                            || i > from + 2;
                }
                if (type == RulesLexer.AND
                        || type == RulesLexer.OR
                        || type == RulesLexer.WHEN
                        || type == RulesLexer.ARROW
                        || type == RulesLexer.COMMA
                        || type == RulesLexer.THEN) {
                    return false;
                }
            }
        }
        return false;
    }
}
