package io.feedkit.rules.syntax;

import io.feedkit.rules.RuleLimits;
import io.feedkit.rules.SourceText;
import io.feedkit.rules.syntax.grammar.RulesLexer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.antlr.v4.runtime.Token;

/**
 * Stands between lexer and parser: decides which line ends count, and that brackets pair up.
 *
 * <p>A line end counts unless it stands inside parentheses or square brackets, after something that needs a right side, or before something that needs a left
 * side. Brackets are paired first: one that is never closed does not swallow line ends, so that a forgotten parenthesis spoils its own line only. What has no
 * partner is reported here and made up or dropped, and the parser sees balanced braces always.
 */
final class TokenFilter {
    private static final BitSet CONTINUES_AFTER = bits(
            RulesLexer.AND,
            RulesLexer.OR,
            RulesLexer.COALESCE,
            RulesLexer.PLUS,
            RulesLexer.MINUS,
            RulesLexer.STAR,
            RulesLexer.SLASH,
            RulesLexer.EQ,
            RulesLexer.NE,
            RulesLexer.LT,
            RulesLexer.LE,
            RulesLexer.GT,
            RulesLexer.GE,
            RulesLexer.IN,
            RulesLexer.MATCHES,
            RulesLexer.CONTAINS,
            RulesLexer.DOT,
            RulesLexer.RANGE,
            RulesLexer.HALF_OPEN,
            RulesLexer.COMMA,
            RulesLexer.COLON,
            RulesLexer.ARROW,
            RulesLexer.THEN,
            RulesLexer.ELSE,
            RulesLexer.LBRACE);
    private static final BitSet CONTINUES_BEFORE = bits(
            RulesLexer.AND,
            RulesLexer.OR,
            RulesLexer.COALESCE,
            RulesLexer.DOT,
            RulesLexer.PLUS,
            RulesLexer.STAR,
            RulesLexer.SLASH,
            RulesLexer.THEN,
            RulesLexer.ELSE,
            RulesLexer.BECAUSE,
            RulesLexer.WHERE,
            RulesLexer.PER,
            RulesLexer.ARROW,
            RulesLexer.LBRACE,
            RulesLexer.RBRACE);

    /** Words that only start a statement, so that what misses its right side before them does not swallow the next line. */
    static final BitSet STARTS_STATEMENT = bits(
            RulesLexer.WHEN,
            RulesLexer.SET,
            RulesLexer.CLEAR,
            RulesLexer.ADD,
            RulesLexer.REMOVE,
            RulesLexer.EXCLUDE,
            RulesLexer.KEEP,
            RulesLexer.WARN,
            RulesLexer.LET,
            RulesLexer.FN);

    private static final BitSet BEFORE_STATEMENT =
            bits(RulesLexer.THEN, RulesLexer.ELSE, RulesLexer.ARROW, RulesLexer.COLON, RulesLexer.LBRACE);

    private final List<RuleToken> tokens = new ArrayList<>();

    private TokenFilter() {}

    static TokenFilter of(SourceText source, TokenReader reader, RuleLimits limits, Findings findings) {
        Brackets brackets = Brackets.pair(reader.tokens(), limits.maxNesting(), findings);
        TokenFilter filter = new TokenFilter();
        filter.keepLineEndsThatCount(brackets.tokens(), brackets);
        filter.addEnd(brackets.openBraces(), source.content().length());
        return filter;
    }

    static BitSet bits(int... members) {
        BitSet bits = new BitSet();
        for (int member : members) {
            bits.set(member);
        }
        return bits;
    }

    /** The tokens for the parser, in the order of the text, with an end. */
    List<RuleToken> tokens() {
        return tokens;
    }

    private void keepLineEndsThatCount(List<RuleToken> all, Brackets brackets) {
        Deque<Integer> open = new ArrayDeque<>();
        RuleToken lineEnd = null;
        for (RuleToken token : all) {
            int type = token.getType();
            if (type == RulesLexer.NL || type == RulesLexer.SEMICOLON) {
                boolean swallowed = !open.isEmpty() && open.peek() != RulesLexer.LBRACE && type == RulesLexer.NL;
                boolean strongest = lineEnd == null || type == RulesLexer.SEMICOLON;
                if (!swallowed && strongest) {
                    lineEnd = token;
                }
                continue;
            }
            if (lineEnd != null) {
                addLineEnd(lineEnd, type);
                lineEnd = null;
            }
            if (brackets.isPaired(token)) {
                if (type == RulesLexer.LPAREN || type == RulesLexer.LBRACK || type == RulesLexer.LBRACE) {
                    open.push(type);
                } else {
                    open.pop();
                }
            }
            tokens.add(
                    opensArguments(token)
                            ? new RuleToken(RulesLexer.AT_LPAREN, token.getStartIndex(), token.end())
                            : token);
        }
    }

    /** Whether this is {@code (} of {@code @tags("stock")}. In {@code @final (price < cost) -> cost} it begins the statement. */
    private boolean opensArguments(RuleToken token) {
        int before = tokens.size();
        return token.getType() == RulesLexer.LPAREN
                && before > 1
                && tokens.get(before - 2).getType() == RulesLexer.AT_SIGN
                && tokens.get(before - 1).getStopIndex() + 1 == token.getStartIndex();
    }

    private void addLineEnd(RuleToken lineEnd, int next) {
        if (tokens.isEmpty()) {
            return;
        }
        RuleToken last = tokens.get(tokens.size() - 1);
        boolean counts = lineEnd.getType() == RulesLexer.SEMICOLON
                || !continuesAfter(last.getType(), next) && !CONTINUES_BEFORE.get(next);
        if (counts && last.getType() != RulesLexer.TERM) {
            tokens.add(new RuleToken(RulesLexer.TERM, lineEnd.getStartIndex(), lineEnd.end()));
        }
    }

    private boolean continuesAfter(int type, int next) {
        if (STARTS_STATEMENT.get(next) && !BEFORE_STATEMENT.get(type)) {
            return false;
        }
        if (type == RulesLexer.WITH && tokens.size() > 1) {
            int before = tokens.get(tokens.size() - 2).getType();
            return before == RulesLexer.STARTS || before == RulesLexer.ENDS;
        }
        return CONTINUES_AFTER.get(type);
    }

    private void addEnd(int openBraces, int end) {
        for (int i = 0; i < openBraces; i++) {
            tokens.add(new RuleToken(RulesLexer.RBRACE, end, end, ""));
        }
        tokens.add(new RuleToken(Token.EOF, end, end, ""));
    }
}
