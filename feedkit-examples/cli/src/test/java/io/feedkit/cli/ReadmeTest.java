package io.feedkit.cli;

import static io.feedkit.cli.Shell.feedkit;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents show is what the programs do. */
class ReadmeTest {
    private static final Path PROJECT = projectRoot();
    private static final Path DEMO = PROJECT.resolve("feedkit-examples/cli/src/main/resources/io/feedkit/cli/demo");

    @Test
    void itsJavaIsTheQuickstart() throws IOException {
        String source = Files.readString(
                PROJECT.resolve("feedkit-examples/quickstart/src/main/java/io/feedkit/quickstart/Quickstart.java"));
        String region = between(source, "        // README: from here\n", "\n        // README: to here")
                        .stripIndent()
                + "\n";

        assertThat(block("README.md", "java")).isEqualTo(region);
    }

    @Test
    void itsRulesAreTheDemos() throws IOException {
        Path rules = DEMO.resolve("shop.fk");

        assertThat(Files.readString(rules)).contains(block("README.md", "fk"));
        assertThat(Files.readAllLines(rules)).hasSizeLessThanOrEqualTo(15);
    }

    /** When this fails because the report has changed, copy the text that the message shows into the README. */
    @Test
    void itsReportIsWhatTheDemoPrints(@TempDir Path folder) throws IOException {
        String printed = feedkit("demo", folder)
                .out()
                .replace(folder.toString(), "feedkit-demo")
                // Of a catalogue that stands at an absolute path, as here, reports show the name only.
                .replace("\ncatalogue.csv: ", "\nfeedkit-demo/catalogue.csv: ");

        assertThat(printed).contains(block("README.md", "text"));
    }

    static Stream<Path> documents() throws IOException {
        try (Stream<Path> files = Stream.concat(Files.list(PROJECT), Files.walk(PROJECT.resolve("docs")))) {
            return files.filter(file -> file.toString().endsWith(".md")).sorted().toList().stream();
        }
    }

    /** The documents whose rules are meant to be copied; others show mistakes. */
    static Stream<Path> documentsToCopyFrom() throws IOException {
        return documents()
                .filter(file -> file.endsWith("README.md") || file.getParent().endsWith(Path.of("docs", "help")));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void linksLeadSomewhere(Path document) throws IOException {
        Matcher links = Pattern.compile("]\\(([^)#:]+)(#[^)]*)?\\)").matcher(Files.readString(document));

        assertThat(links.results().map(link -> link.group(1)))
                .allSatisfy(link -> assertThat(document.resolveSibling(link)).exists());
    }

    @ParameterizedTest
    @MethodSource("documentsToCopyFrom")
    void rulesInDocumentsCompile(Path document, @TempDir Path folder) throws IOException {
        Path catalogue = folder.resolve("catalogue.csv");
        Files.copy(DEMO.resolve("catalogue.csv"), catalogue);
        for (String rules : blocks(Files.readString(document), "fk")) {
            Path file = Files.writeString(folder.resolve("shown.fk"), rules);

            assertThat(feedkit("check", file, "--catalog", catalogue))
                    .as(rules)
                    .extracting(Shell.Outcome::exitCode)
                    .isEqualTo(0);
        }
    }

    @Test
    void mappingInTheHelpReadsTheCatalogueBesideIt(@TempDir Path folder) throws IOException {
        Path catalogue = Files.writeString(folder.resolve("stock.csv"), block("docs/help/mapping.md", "csv"));
        Path mapping = Files.writeString(folder.resolve("stock.yaml"), block("docs/help/mapping.md", "yaml"));

        Shell.Outcome outcome = feedkit("inspect", catalogue, "--mapping", mapping);

        assertThat(outcome.out()).contains("12.50 EUR", "1.2 kg", "https://shop.example/p/0815", "No problems");
        assertThat(outcome.exitCode()).isZero();
    }

    private static String block(String document, String language) throws IOException {
        return blocks(Files.readString(PROJECT.resolve(document)), language).get(0);
    }

    private static List<String> blocks(String text, String language) {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static String between(String text, String start, String end) {
        int from = text.indexOf(start) + start.length();
        return text.substring(from, text.indexOf(end, from));
    }

    /** The folder that holds the module folders: tests start in one of them, some editors start them in the root. */
    private static Path projectRoot() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("feedkit-core")) && Files.isDirectory(folder.resolve("docs"))) {
                return folder;
            }
        }
        throw new IllegalStateException("no project around " + Path.of("").toAbsolutePath());
    }
}
