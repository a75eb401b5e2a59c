package io.feedkit.rules.syntax;

import io.feedkit.problem.Problem;
import io.feedkit.rules.Messages;
import io.feedkit.rules.syntax.grammar.RulesLexer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;

/** Says in a reader's words what was found and what would have fitted. */
final class Wording {
    private static final int SHOWN = 5;
    private static final Set<Integer> AFTER_OPERAND = Set.of(
            RulesLexer.DOT,
            RulesLexer.LPAREN,
            RulesLexer.STAR,
            RulesLexer.SLASH,
            RulesLexer.PLUS,
            RulesLexer.MINUS,
            RulesLexer.COALESCE,
            RulesLexer.EQ,
            RulesLexer.NE,
            RulesLexer.LT,
            RulesLexer.LE,
            RulesLexer.GT,
            RulesLexer.GE,
            RulesLexer.IN,
            RulesLexer.IS,
            RulesLexer.NOT,
            RulesLexer.MATCHES,
            RulesLexer.CONTAINS,
            RulesLexer.STARTS,
            RulesLexer.ENDS,
            RulesLexer.AND,
            RulesLexer.OR,
            RulesLexer.RANGE,
            RulesLexer.HALF_OPEN,
            RulesLexer.NAME);

    private final Messages messages;

    Wording(Messages messages) {
        this.messages = messages;
    }

    String found(Token token, Findings findings) {
        if (token.getType() == Token.EOF || token.getType() == RulesLexer.TERM) {
            return messages.word("line-end");
        }
        if (token.getType() == RulesLexer.STR_OPEN) {
            return messages.word("text");
        }
        String text = findings.textOf(token);
        return text.isEmpty() ? messages.word("this") : "`" + shortened(text) + "`";
    }

    private static String shortened(String text) {
        String quoted = Problem.quote(text);
        return text.length() > 40 ? quoted.substring(1, quoted.length() - 1) : text;
    }

    /** A list such as "`=` or a name"; empty when nothing sensible can be said. */
    String expected(IntervalSet tokens, boolean afterItem) {
        Set<String> words = new LinkedHashSet<>();
        if (afterItem) {
            words.add(messages.word("operator"));
            words.add(messages.word("line-end"));
        } else if (tokens.contains(RulesLexer.WHEN) && tokens.contains(RulesLexer.INTEGER)) {
            words.add(messages.word("statement"));
        } else if (tokens.contains(RulesLexer.INTEGER) && tokens.contains(RulesLexer.LPAREN)) {
            words.add(messages.word("value"));
            if (tokens.contains(RulesLexer.SET)) {
                words.add(messages.word("action"));
            }
        } else if (tokens.contains(RulesLexer.SET)) {
            words.add(messages.word("action"));
            words.addAll(tokens.contains(RulesLexer.LBRACE) ? List.of("`{`") : List.of());
        } else if (tokens.contains(RulesLexer.STAR)) {
            addAll(words, tokens, true);
            if (words.isEmpty()) {
                words.add(messages.word("operator"));
            }
        } else {
            addAll(words, tokens, false);
        }
        return joined(new ArrayList<>(words));
    }

    private void addAll(Set<String> words, IntervalSet tokens, boolean afterOperand) {
        for (int type : tokens.toArray()) {
            boolean isSoftKeyword = type >= RulesLexer.MODULE && type <= RulesLexer.WITH;
            boolean takesName = tokens.contains(RulesLexer.NAME) || tokens.contains(RulesLexer.STR_OPEN);
            // A word such as `rule` may be an attribute that is tested, but hardly where it is followed by nothing.
            boolean afterAttribute = type == RulesLexer.ARROW && takesName;
            if (afterOperand && AFTER_OPERAND.contains(type)
                    || isSoftKeyword && tokens.contains(RulesLexer.NAME)
                    || afterAttribute) {
                continue;
            }
            words.add(word(type));
        }
        words.remove("");
    }

    private String word(int type) {
        switch (type) {
            case RulesLexer.TERM:
            case Token.EOF:
                return messages.word("line-end");
            case RulesLexer.NAME:
            case RulesLexer.QUOTED_NAME:
                return messages.word("name");
            case RulesLexer.STR_OPEN:
            case RulesLexer.RAW:
                return messages.word("text");
            case RulesLexer.INTEGER:
            case RulesLexer.DECIMAL:
                return messages.word("number");
            case RulesLexer.PERCENT:
                return messages.word("percentage");
            case RulesLexer.DATE:
            case RulesLexer.INSTANT:
                return messages.word("date");
            case RulesLexer.EQ:
                return "`=`";
            case RulesLexer.ARROW:
                return "`->`";
            case RulesLexer.AT_LPAREN:
                return "`(`";
            default:
                String literal = RulesLexer.VOCABULARY.getLiteralName(type);
                return literal == null ? "" : "`" + literal.substring(1, literal.length() - 1) + "`";
        }
    }

    private String joined(List<String> words) {
        if (words.isEmpty() || words.size() > SHOWN) {
            return "";
        }
        String last = words.get(words.size() - 1);
        return words.size() == 1
                ? last
                : String.join(", ", words.subList(0, words.size() - 1)) + " " + messages.word("or") + " " + last;
    }
}
