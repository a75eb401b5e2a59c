package io.feedkit.rules.syntax;

import io.feedkit.rules.syntax.grammar.RulesLexer;
import io.feedkit.rules.syntax.grammar.RulesParser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.ATN;
import org.antlr.v4.runtime.atn.ATNState;
import org.antlr.v4.runtime.atn.RuleTransition;
import org.antlr.v4.runtime.atn.Transition;

/** Random sentences of the grammar, made by walking its own automaton: every choice it offers is taken some time. */
final class Sentences {
    private static final int MAX_TOKENS = 400;
    private static final int FAR = 1_000_000;

    private final ATN atn = RulesParser._ATN;
    private final Random random;
    private final int[] shortest = new int[atn.states.size()];

    Sentences(long seed) {
        random = new Random(seed);
        Arrays.fill(shortest, FAR);
        atn.states.stream()
                .filter(state -> state.getStateType() == ATNState.RULE_STOP)
                .forEach(state -> shortest[state.stateNumber] = 0);
        boolean changed = true;
        while (changed) {
            changed = false;
            for (ATNState state : atn.states) {
                for (Transition way : state.getTransitions()) {
                    int length = length(way);
                    if (state.getStateType() != ATNState.RULE_STOP && length < shortest[state.stateNumber]) {
                        shortest[state.stateNumber] = length;
                        changed = true;
                    }
                }
            }
        }
    }

    private int length(Transition way) {
        if (way instanceof RuleTransition rule) {
            return Math.min(FAR, shortest[rule.target.stateNumber] + shortest[rule.followState.stateNumber] + 1);
        }
        return Math.min(FAR, shortest[way.target.stateNumber] + (way.isEpsilon() ? 0 : 1));
    }

    /** The token types of one sentence, without its end. */
    List<Integer> next() {
        List<Integer> types = new ArrayList<>();
        walk(RulesParser.RULE_file, types, 0);
        return types;
    }

    private void walk(int rule, List<Integer> types, int depth) {
        ATNState state = atn.ruleToStartState[rule];
        while (state.getStateType() != ATNState.RULE_STOP) {
            Transition way = choose(state, types.size() > MAX_TOKENS || depth > 60);
            if (way instanceof RuleTransition called) {
                walk(called.ruleIndex, types, depth + 1);
                state = called.followState;
            } else {
                if (!way.isEpsilon()) {
                    int[] labels = way.label().toArray();
                    int type = labels[random.nextInt(labels.length)];
                    if (type != Token.EOF) {
                        types.add(type);
                    }
                }
                state = way.target;
            }
        }
    }

    private Transition choose(ATNState state, boolean hurry) {
        Transition[] ways = state.getTransitions();
        if (!hurry) {
            return ways[random.nextInt(ways.length)];
        }
        return Arrays.stream(ways)
                .min((a, b) -> Integer.compare(length(a), length(b)))
                .orElseThrow();
    }

    /** A text that lexes to these types, with {@code ;} for each line end. */
    static String spell(List<Integer> types) {
        StringBuilder text = new StringBuilder();
        boolean inText = false;
        List<Boolean> outer = new ArrayList<>();
        for (int type : types) {
            boolean touches = type == RulesLexer.AT_LPAREN;
            if (!inText && !touches && text.length() > 0 && text.charAt(text.length() - 1) != ' ') {
                text.append(' ');
            }
            text.append(spell(type));
            if (type == RulesLexer.STR_OPEN) {
                outer.add(false);
                inText = true;
            } else if (type == RulesLexer.STR_CLOSE) {
                outer.remove(outer.size() - 1);
                inText = false;
            } else if (type == RulesLexer.LBRACE) {
                outer.add(inText);
                inText = false;
            } else if (type == RulesLexer.RBRACE) {
                inText = outer.remove(outer.size() - 1);
            }
        }
        return text.toString();
    }

    private static String spell(int type) {
        switch (type) {
            case RulesLexer.TERM:
                return ";";
            case RulesLexer.AT_LPAREN:
                return "(";
            case RulesLexer.NAME:
                return "größe_1";
            case RulesLexer.QUOTED_NAME:
                return "`Prix TTC`";
            case RulesLexer.INTEGER:
                return "1_000";
            case RulesLexer.DECIMAL:
                return "12.50";
            case RulesLexer.PERCENT:
                return "5.5%";
            case RulesLexer.DATE:
                return "2026-11-27";
            case RulesLexer.INSTANT:
                return "2026-10-25T02:30+01:00[Europe/Paris]";
            case RulesLexer.REGEX:
                return "r\"a\\\"[b-c]+\"is";
            case RulesLexer.RAW:
                return "'it''s \"{raw}\"'";
            case RulesLexer.STR_OPEN:
            case RulesLexer.STR_CLOSE:
                return "\"";
            case RulesLexer.STR_TEXT:
                return "a b";
            case RulesLexer.STR_ESCAPE:
                return "\\u{1F600}{{}}\\\"\\n";
            case RulesLexer.STR_BAD_ESCAPE:
                return "}}";
            case RulesLexer.ARROW:
                return "→";
            case RulesLexer.LE:
                return "≤";
            case RulesLexer.GE:
                return ">=";
            case RulesLexer.NE:
                return "≠";
            case RulesLexer.EQ:
                return "==";
            default:
                String literal = RulesLexer.VOCABULARY.getLiteralName(type);
                return literal.substring(1, literal.length() - 1);
        }
    }
}
