package io.feedkit.rules.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.feedkit.rules.Diagnostic;
import io.feedkit.rules.RuleProblem;
import io.feedkit.rules.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class PrinterTest {
    private static final Pattern SPAN = Pattern.compile("span=[^:\\[\\]]*:\\d+:\\d+");
    /** {@code -Dfeedkit.sentences=1000000} for the whole of it; the build looks at a portion. */
    private static final long SENTENCES = Long.getLong("feedkit.sentences", 500);

    private static final long SEED = 20261127;

    @Test
    void printsTheThirtyExamplesSoThatTheyReadTheSame() throws IOException {
        thenReadsTheSame(
                parsed(Files.readString(Path.of("src/test/resources/io/feedkit/rules/syntax/thirty-examples.fk"))));
    }

    @Test
    void printsRandomSentencesSoThatTheyReadTheSame() {
        Sentences sentences = new Sentences(SEED);
        // Well formed, yet without meaning: an arrow without target, a module that is not first.
        Set<RuleProblem> allowed = Set.of(RuleProblem.ARROW_WITHOUT_TARGET, RuleProblem.NOT_UNDERSTOOD);
        for (long i = 0; i < SENTENCES; i++) {
            String text = Sentences.spell(sentences.next());
            ParseResult result = Parser.parse(SourceText.of("random " + i, text));
            if (!allowed.containsAll(
                    result.diagnostics().stream().map(Diagnostic::code).toList())) {
                fail(text + "\n" + result.diagnostics());
            }
            thenReadsTheSame(result.program());
        }
    }

    @Test
    void putsParenthesesOnlyWhereTheyAreNeeded() {
        for (String text : List.of(
                "set a = (b + c) * d - (e - f)",
                "set a = b * c ?? 0 EUR",
                "when (a and b or c) and not (d or e) then clear f",
                "set a = (if b then c else d).f() + -g",
                "set a = (b ?? c).d",
                "a not in 1..<2 -> 3",
                "set a = \"{{{b?}}} \\\"{c.f(\"x\")}\\\" \\u{7}\"",
                "set `in` = `per`.`a b`")) {
            assertThat(Printer.print(parsed(text))).isEqualTo(text + "\n");
        }
    }

    private static Program parsed(String text) {
        ParseResult result = Parser.parse(SourceText.of("test.fk", text));
        assertThat(result.diagnostics()).extracting(Diagnostic::render).isEmpty();
        return result.program();
    }

    private static void thenReadsTheSame(Program program) {
        String printed = Printer.print(program);
        ParseResult again = Parser.parse(SourceText.of("printed.fk", printed));
        if (!again.diagnostics().isEmpty() || !withoutSpans(again.program()).equals(withoutSpans(program))) {
            assertThat(again.diagnostics())
                    .extracting(Diagnostic::render)
                    .as(printed)
                    .isEmpty();
            assertThat(withoutSpans(again.program())).as(printed).isEqualTo(withoutSpans(program));
        }
    }

    /** Records tell all their parts in their text form; positions are cut out of it. */
    private static String withoutSpans(Program program) {
        return program.module() + "\n"
                + SPAN.matcher(program.items().toString()).replaceAll("");
    }
}
