package io.feedkit.rules.syntax;

import io.feedkit.rules.RuleLimits;
import io.feedkit.rules.RuleProblem;
import io.feedkit.rules.syntax.grammar.RulesLexer;
import io.feedkit.rules.syntax.grammar.RulesParser;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.function.Consumer;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.dfa.DFA;

/**
 * ANTLR's parser, held within bounds.
 *
 * <p>Its tree takes a kilobyte for each literal and frames for each level, and a text of strangers may be as hostile as it is long. So the tree of an item is taken over as soon
 * as it is complete and then forgotten; one item may have only so many tokens and the text only so many items; and recursion stops before it could exhaust a
 * small stack (chains of {@code not}, {@code if} and {@code else} need no brackets).
 */
final class BoundedParser extends RulesParser {
    /** Levels of grammar rules for each level of brackets: a call inside a call takes fourteen. */
    private static final int RULES_PER_BRACKET = 16;

    /** So many have room in the smallest list that holds one. */
    private static final int CHILDREN = 2;

    private final RuleLimits limits;
    private final Findings findings;
    private final Consumer<ItemContext> finished;
    private final int maxLevels;
    private final Deque<OpenItem> open = new ArrayDeque<>();
    private int levels;
    private int items;
    private boolean stopped;

    /** An item being read; tokens of items inside it are not its own. */
    private static final class OpenItem {
        private final int start;
        private int inside;

        OpenItem(int start) {
            this.start = start;
        }
    }

    /** Ends reading where the text has too many items. */
    static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stop() {
            super(null, null, false, false);
        }
    }

    /** @param finished takes over each item that was read, those inside others first; its tree is gone afterwards */
    BoundedParser(TokenRow tokens, RuleLimits limits, Findings findings, Consumer<ItemContext> finished) {
        super(tokens);
        this.limits = limits;
        this.findings = findings;
        this.finished = finished;
        this.maxLevels = limits.maxNesting() * RULES_PER_BRACKET;
    }

    @Override
    public void enterRule(ParserRuleContext context, int state, int ruleIndex) {
        if (levels >= maxLevels) {
            throw new LineRecovery.TooDeep(this);
        }
        int at = getInputStream().index();
        OpenItem item = open.peek();
        if (item != null && at - item.start - item.inside > limits.maxStatementTokens()) {
            throw new LineRecovery.TooLong(this);
        }
        levels++;
        // Most have one child, and ANTLR makes lists for ten.
        context.children = new ArrayList<>(CHILDREN);
        super.enterRule(context, state, ruleIndex);
        if (ruleIndex == RULE_item) {
            open.push(new OpenItem(at));
            count(getCurrentToken());
        }
    }

    /** States of all decisions together, some kilobytes each; the thirty examples of the language need a hundred. */
    private static final int MOST_LEARNT = 4_000;

    private static final int ITEMS_BETWEEN = 50;

    /** What ANTLR learns of texts is kept for all parsers and for good; where many authors write, or one means harm, it would grow without end. */
    void forget() {
        int learnt = 0;
        for (DFA dfa : getInterpreter().decisionToDFA) {
            learnt += dfa.states.size();
        }
        if (learnt > MOST_LEARNT) {
            getInterpreter().clearDFA();
        }
    }

    /** Whether the item ends here. Where something follows that does not belong to it, what was read so far is half of what was meant, and nothing else is said of it. */
    private boolean isWhole() {
        int next = getInputStream().LA(1);
        return next == RulesLexer.TERM || next == RulesLexer.RBRACE || next == Token.EOF;
    }

    private void count(Token first) {
        if (items % ITEMS_BETWEEN == 0) {
            forget();
        }
        if (++items > limits.maxStatements()) {
            findings.report(findings.about(RuleProblem.TOO_MANY_STATEMENTS, first)
                    .with("limit", Integer.toString(limits.maxStatements())));
            stopped = true;
            throw new Stop();
        }
    }

    @Override
    public void exitRule() {
        levels--;
        if (_ctx instanceof ItemContext item && !stopped) {
            OpenItem read = open.pop();
            OpenItem around = open.peek();
            if (around != null) {
                around.inside += getInputStream().index() - read.start;
            }
            if (isWhole()) {
                finished.accept(item);
            }
            item.children = null;
            item.exception = null;
        }
        super.exitRule();
    }
}
