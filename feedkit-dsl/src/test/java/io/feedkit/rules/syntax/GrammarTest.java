package io.feedkit.rules.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.feedkit.rules.Messages;
import io.feedkit.rules.RuleLimits;
import io.feedkit.rules.SourceText;
import io.feedkit.rules.syntax.grammar.RulesParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.ATNConfigSet;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.dfa.DFA;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The grammar is decided by SLL prediction alone. Parsing in LL mode tells: ANTLR tries the full context exactly where SLL has a conflict, so a grammar
 * without one never does.
 */
@Tag("slow")
class GrammarTest {
    /** {@code -Dfeedkit.sentences=1000000} for the whole of it; the build looks at a portion. */
    private static final long SENTENCES = Long.getLong("feedkit.sentences", 1_500);

    private static final long SEED = 20261127;

    @Test
    void hasNoSllConflictOnTheThirtyExamples() throws IOException {
        SourceText source = SourceText.of(
                "thirty-examples.fk",
                Files.readString(Path.of("src/test/resources/io/feedkit/rules/syntax/thirty-examples.fk")));
        Findings findings = new Findings(source, RuleLimits.DEFAULTS, Messages.english());
        assertThat(conflicts(TokenFilter.of(
                                source,
                                TokenReader.read(source, RuleLimits.DEFAULTS, findings),
                                RuleLimits.DEFAULTS,
                                findings)
                        .tokens()))
                .isEmpty();
    }

    @Test
    void hasNoSllConflictOnRandomSentences() {
        Sentences sentences = new Sentences(SEED);
        for (long i = 0; i < SENTENCES; i++) {
            List<Integer> types = sentences.next();
            List<RuleToken> tokens = new ArrayList<>();
            types.forEach(type -> tokens.add(new RuleToken(type, 0, 0, "")));
            tokens.add(new RuleToken(Token.EOF, 0, 0, ""));
            List<String> conflicts = conflicts(tokens);
            if (!conflicts.isEmpty()) {
                fail("seed %d, sentence %d: %s%n%s", SEED, i, Sentences.spell(types), conflicts);
            }
        }
    }

    private static List<String> conflicts(List<RuleToken> tokens) {
        List<String> conflicts = new ArrayList<>();
        RulesParser parser = new RulesParser(new TokenRow(tokens));
        parser.getInterpreter().setPredictionMode(PredictionMode.LL);
        parser.removeErrorListeners();
        parser.addErrorListener(new BaseErrorListener() {
            @Override
            public void syntaxError(
                    Recognizer<?, ?> recognizer,
                    Object symbol,
                    int line,
                    int column,
                    String message,
                    RecognitionException e) {
                conflicts.add("syntax error: " + message);
            }

            @Override
            public void reportAttemptingFullContext(
                    Parser recognizer, DFA dfa, int start, int stop, BitSet alternatives, ATNConfigSet configs) {
                conflicts.add("conflict in " + recognizer.getRuleNames()[dfa.atnStartState.ruleIndex] + " between "
                        + alternatives + " at tokens " + start + " to " + stop);
            }
        });
        parser.file();
        return conflicts;
    }
}
