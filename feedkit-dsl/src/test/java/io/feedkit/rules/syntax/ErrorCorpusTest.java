package io.feedkit.rules.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.rules.Baseline;
import io.feedkit.rules.Diagnostic;
import io.feedkit.rules.Messages;
import io.feedkit.rules.RuleLimits;
import io.feedkit.rules.RuleProblem;
import io.feedkit.rules.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each {@code errors/*.rules} is a mistake between two good lines; the {@code .expected} beside it is what the author reads, see {@link Baseline}.
 */
class ErrorCorpusTest {
    private static final Path CORPUS = Path.of("src/test/resources/io/feedkit/rules/syntax/errors");

    static List<String> mistakes() throws IOException {
        try (Stream<Path> files = Files.list(CORPUS)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".rules"))
                    .map(name -> name.substring(0, name.length() - ".rules".length()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void saysWhatIsWrongAndWhatToWrite(String mistake) throws IOException {
        Baseline.isAsReviewed(CORPUS, mistake, Baseline.text(parse(mistake).diagnostics(), Locale.ENGLISH));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void saysItInFrenchToo(String mistake) throws IOException {
        ParseResult french = Parser.parse(source(mistake), RuleLimits.DEFAULTS, Messages.in(Locale.FRENCH));
        Baseline.isAsReviewed(CORPUS, mistake + ".fr", Baseline.text(french.diagnostics(), Locale.FRENCH));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void readsTheLineBeforeAndAfter(String mistake) throws IOException {
        String read = Printer.print(parse(mistake).program());
        assertThat(read).startsWith("clear before\n");
        assertThat(read).contains("clear after\n");
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void fixesThatAMachineMayApplyMendTheLine(String mistake) throws IOException {
        SourceText source = source(mistake);
        for (Diagnostic diagnostic : Parser.parse(source).diagnostics()) {
            if (!diagnostic.edits().isEmpty()) {
                List<RuleProblem> left =
                        Parser.parse(SourceText.of("mended.fk", apply(diagnostic, source))).diagnostics().stream()
                                .map(Diagnostic::code)
                                .toList();
                assertThat(left)
                        .as(diagnostic.toString())
                        .hasSizeLessThan(Parser.parse(source).diagnostics().size());
            }
        }
    }

    @Test
    void hasAMistakeForEveryCodeOfTheLexerAndTheGrammar() throws IOException {
        Set<RuleProblem> seen = EnumSet.noneOf(RuleProblem.class);
        for (String mistake : mistakes()) {
            parse(mistake).diagnostics().forEach(diagnostic -> seen.add(diagnostic.code()));
        }
        Set<RuleProblem> own = Stream.of(RuleProblem.values())
                .filter(code -> code.id().startsWith("FK10") && code.id().compareTo("FK1019") < 0)
                .collect(Collectors.toSet());
        assertThat(seen).containsAll(own).contains(RuleProblem.ARROW_WITHOUT_TARGET);
    }

    private static String apply(Diagnostic diagnostic, SourceText source) {
        StringBuilder mended = new StringBuilder(source.content());
        List<Diagnostic.Edit> edits = diagnostic.edits();
        for (int i = edits.size() - 1; i >= 0; i--) {
            mended.replace(
                    edits.get(i).span().start(),
                    edits.get(i).span().end(),
                    edits.get(i).replacement());
        }
        return mended.toString();
    }

    private static ParseResult parse(String mistake) throws IOException {
        return Parser.parse(source(mistake));
    }

    private static SourceText source(String mistake) throws IOException {
        return SourceText.of(mistake + ".rules", Files.readString(CORPUS.resolve(mistake + ".rules")));
    }
}
