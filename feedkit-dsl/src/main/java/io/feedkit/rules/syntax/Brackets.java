package io.feedkit.rules.syntax;

import io.feedkit.rules.Messages;
import io.feedkit.rules.RuleProblem;
import io.feedkit.rules.syntax.grammar.RulesLexer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Finds the partner of every bracket, reports those without one, and caps how deep they nest. */
final class Brackets {
    /** What may begin a line at the top of a file or in a scope, and nowhere else when a name or a text follows. */
    private static final BitSet DECLARES = TokenFilter.bits(
            RulesLexer.RULE,
            RulesLexer.TABLE,
            RulesLexer.TEST,
            RulesLexer.SEGMENT,
            RulesLexer.EXPERIMENT,
            RulesLexer.ALLOCATE,
            RulesLexer.FN,
            RulesLexer.CHANNEL,
            RulesLexer.COUNTRY);

    private static final BitSet NAMES =
            TokenFilter.bits(RulesLexer.NAME, RulesLexer.QUOTED_NAME, RulesLexer.STR_OPEN, RulesLexer.RAW);
    /** What begins the line of a brace in which none of those can stand. */
    private static final BitSet HOLDS_NONE = TokenFilter.bits(
            RulesLexer.RULE,
            RulesLexer.TABLE,
            RulesLexer.TEST,
            RulesLexer.EXPERIMENT,
            RulesLexer.ALLOCATE,
            RulesLexer.WHEN,
            RulesLexer.GIVEN);

    private final int maxNesting;
    private final Findings findings;
    private final List<RuleToken> tokens = new ArrayList<>();
    private final Deque<RuleToken> open = new ArrayDeque<>();
    private final Set<RuleToken> paired = Collections.newSetFromMap(new IdentityHashMap<>());
    /** Braces that open on lines in which no declaration can stand. */
    private final Set<RuleToken> holdingNone = Collections.newSetFromMap(new IdentityHashMap<>());
    /** How many more braces open than close in the whole text. */
    private int unclosed;

    private int openBraces;

    private Brackets(int maxNesting, Findings findings) {
        this.maxNesting = maxNesting;
        this.findings = findings;
    }

    static Brackets pair(List<RuleToken> all, int maxNesting, Findings findings) {
        Brackets brackets = new Brackets(maxNesting, findings);
        for (RuleToken token : all) {
            brackets.unclosed += token.getType() == RulesLexer.LBRACE ? 1 : 0;
            brackets.unclosed -= token.getType() == RulesLexer.RBRACE ? 1 : 0;
        }
        int first = 0;
        for (int i = 0; i < all.size(); i++) {
            RuleToken token = all.get(i);
            if (i > 0 && all.get(i - 1).getType() == RulesLexer.NL) {
                first = i;
                boolean named = i + 1 < all.size() && NAMES.get(all.get(i + 1).getType());
                if (named && DECLARES.get(token.getType())) {
                    brackets.closeBefore();
                }
            }
            if (token.getType() == RulesLexer.LBRACE
                    && HOLDS_NONE.get(all.get(first).getType())) {
                brackets.holdingNone.add(token);
            }
            if (i > 0
                    && all.get(i - 1).getType() == RulesLexer.NL
                    && TokenFilter.STARTS_STATEMENT.get(token.getType())) {
                brackets.giveUpParentheses();
            }
            if (opens(token.getType())) {
                if (brackets.open.size() == maxNesting) {
                    brackets.tellTooDeep(token);
                    i = skipBracket(all, i);
                    continue;
                }
                brackets.open.push(token);
                brackets.tokens.add(token);
            } else if (closes(token.getType())) {
                brackets.close(token);
            } else {
                brackets.tokens.add(token);
            }
        }
        brackets.closeRest();
        return brackets;
    }

    /** What is left: stray closing brackets are gone. */
    List<RuleToken> tokens() {
        return tokens;
    }

    /** How many braces are still open at the end of the text. */
    int openBraces() {
        return openBraces;
    }

    boolean isPaired(RuleToken token) {
        return paired.contains(token);
    }

    private static boolean opens(int type) {
        return type == RulesLexer.LPAREN || type == RulesLexer.LBRACK || type == RulesLexer.LBRACE;
    }

    private static boolean closes(int type) {
        return type == RulesLexer.RPAREN || type == RulesLexer.RBRACK || type == RulesLexer.RBRACE;
    }

    private static int partnerOf(int closing) {
        return closing == RulesLexer.RPAREN
                ? RulesLexer.LPAREN
                : closing == RulesLexer.RBRACK ? RulesLexer.LBRACK : RulesLexer.LBRACE;
    }

    private static String closerOf(int opening) {
        return opening == RulesLexer.LPAREN ? ")" : opening == RulesLexer.LBRACK ? "]" : "}";
    }

    private void tellTooDeep(RuleToken token) {
        findings.report(findings.about(RuleProblem.TOO_DEEP, token).with("limit", Integer.toString(maxNesting)));
    }

    private static int skipBracket(List<RuleToken> all, int from) {
        int depth = 0;
        for (int i = from; i < all.size(); i++) {
            int type = all.get(i).getType();
            depth += opens(type) ? 1 : closes(type) ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return all.size();
    }

    /** A declaration begins: where a brace is missing, those before it in which none can stand end on the line before. */
    private void closeBefore() {
        int ends = tokens.size();
        while (ends > 0 && tokens.get(ends - 1).getType() == RulesLexer.NL) {
            ends--;
        }
        while (unclosed > 0 && !open.isEmpty() && (openIsNoBrace() || holdingNone.contains(open.peek()))) {
            RuleToken opening = open.pop();
            tellUnclosed(opening);
            if (opening.getType() == RulesLexer.LBRACE) {
                unclosed--;
                int at = tokens.get(ends - 1).end();
                RuleToken made = new RuleToken(RulesLexer.RBRACE, at, at, "");
                paired.add(opening);
                paired.add(made);
                tokens.add(ends++, made);
            }
        }
    }

    private boolean openIsNoBrace() {
        return open.peek().getType() != RulesLexer.LBRACE;
    }

    /** A line that starts a statement cannot stand inside parentheses, so what is open before it was forgotten. */
    private void giveUpParentheses() {
        while (!open.isEmpty() && open.peek().getType() != RulesLexer.LBRACE) {
            tellUnclosed(open.pop());
        }
    }

    private void close(RuleToken closing) {
        int wanted = partnerOf(closing.getType());
        if (!isOpen(wanted)) {
            if (wanted != RulesLexer.LBRACE && !open.isEmpty() && open.peek().getType() != RulesLexer.LBRACE) {
                closeWrongly(closing);
            } else {
                String found = findings.textOf(closing);
                findings.report(findings.about(RuleProblem.STRAY_BRACKET, closing)
                        .with("found", found)
                        .edit(findings.span(closing), ""));
            }
            return;
        }
        while (open.peek() != null && open.peek().getType() != wanted) {
            tellUnclosed(open.pop());
        }
        pair(open.pop(), closing);
    }

    /** Whether a bracket of this kind is open with no brace between: a parenthesis never closes across a brace. */
    private boolean isOpen(int wanted) {
        for (RuleToken candidate : open) {
            if (candidate.getType() == wanted) {
                return true;
            }
            if (candidate.getType() == RulesLexer.LBRACE) {
                return false;
            }
        }
        return false;
    }

    private void closeWrongly(RuleToken closing) {
        RuleToken opening = open.pop();
        String right = closerOf(opening.getType());
        findings.report(findings.about(RuleProblem.UNCLOSED_BRACKET, opening)
                .variant("mismatch")
                .with("found", findings.textOf(opening))
                .with("closer", findings.textOf(closing))
                .with("fix", right)
                .label(findings.span(closing), "closed")
                .edit(findings.span(closing), right));
        RuleToken corrected = new RuleToken(
                opening.getType() == RulesLexer.LPAREN ? RulesLexer.RPAREN : RulesLexer.RBRACK,
                closing.getStartIndex(),
                closing.end(),
                right);
        pair(opening, corrected);
    }

    private void pair(RuleToken opening, RuleToken closing) {
        paired.add(opening);
        paired.add(closing);
        tokens.add(closing);
    }

    private void tellUnclosed(RuleToken opening) {
        Messages.Draft draft = findings.about(RuleProblem.UNCLOSED_BRACKET, opening)
                .with("found", findings.textOf(opening))
                .with("fix", closerOf(opening.getType()));
        findings.report(draft);
    }

    private void closeRest() {
        while (!open.isEmpty()) {
            RuleToken opening = open.pop();
            if (opening.getType() == RulesLexer.LBRACE) {
                openBraces++;
                paired.add(opening);
            }
            tellUnclosed(opening);
        }
    }
}
