package io.feedkit.rules.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.rules.Baseline;
import io.feedkit.rules.Diagnostic;
import io.feedkit.rules.RuleSet;
import io.feedkit.rules.Shop;
import io.feedkit.rules.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each {@code errors/*.fk} is a mistake; the {@code .expected} beside it is what its author reads, see {@link Baseline}.
 */
class MistakesTest {
    private static final Path CORPUS = Path.of("src/test/resources/io/feedkit/rules/errors");

    static List<String> mistakes() throws IOException {
        try (Stream<Path> files = Files.list(CORPUS)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".fk"))
                    .map(name -> name.substring(0, name.length() - ".fk".length()))
                    .sorted()
                    .toList();
        }
    }

    private static List<Diagnostic> check(String mistake, String text) {
        return RuleSet.check(Shop.ENVIRONMENT, SourceText.of(mistake + ".fk", text));
    }

    private static String text(String mistake) throws IOException {
        return Files.readString(CORPUS.resolve(mistake + ".fk"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void saysWhatIsWrongAndWhatToWrite(String mistake) throws IOException {
        Baseline.isAsReviewed(CORPUS, mistake, Baseline.text(check(mistake, text(mistake)), Locale.ENGLISH));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void fixesThatAMachineMayApplyMendTheLine(String mistake) throws IOException {
        String text = text(mistake);
        List<Diagnostic> before = check(mistake, text);
        for (Diagnostic diagnostic : before) {
            if (!diagnostic.edits().isEmpty()) {
                StringBuilder mended = new StringBuilder(text);
                Diagnostic.Edit edit = diagnostic.edits().get(0);
                mended.replace(edit.span().start(), edit.span().end(), edit.replacement());
                assertThat(count(diagnostic, check(mistake, mended.toString())))
                        .as(mended.toString())
                        .isLessThan(count(diagnostic, before));
            }
        }
    }

    private static long count(Diagnostic like, List<Diagnostic> diagnostics) {
        return diagnostics.stream().filter(d -> d.code() == like.code()).count();
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void isSaidInFrenchToo(String mistake) throws IOException {
        List<Diagnostic> french = RuleSet.check(
                Shop.ENVIRONMENT.withLanguage(Locale.FRENCH), SourceText.of(mistake + ".fk", text(mistake)));
        Baseline.isAsReviewed(CORPUS, mistake + ".fr", Baseline.text(french, Locale.FRENCH));
        List<Diagnostic> english = check(mistake, text(mistake));
        assertThat(french).hasSameSizeAs(english);
        for (int i = 0; i < french.size(); i++) {
            assertThat(french.get(i).sentence()).isNotEqualTo(english.get(i).sentence());
        }
    }
}
