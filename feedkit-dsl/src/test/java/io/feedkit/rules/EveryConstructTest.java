package io.feedkit.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.feed.Member;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** {@code constructs/*.fk} use every construct of the language, section by section, with tests beside them that say what it means. */
class EveryConstructTest {
    private static final Path FILES = Path.of("src/test/resources/io/feedkit/rules/constructs");

    private static final RuleEnvironment ENVIRONMENT = Shop.ENVIRONMENT
            .withMembers(List.of(
                    Shop.GOOGLE_FR,
                    Shop.AMAZON_DE,
                    of("google", "ads", "FR", "shop-1"),
                    of("amazon", "marketplace", "DE", "outlet")))
            .withTable("stocks", HostTable.of(Map.of(List.of("z"), List.of("1", "Paris"))))
            .withModules(RuleModules.of(Map.of(
                    "shop.trunk",
                    SourceText.of(
                            "trunk.fk", "module shop.trunk\nlet base_color = \"red\"\nset tier = \"of the trunk\""),
                    "partner.google",
                    SourceText.of(
                            "google.fk",
                            "module partner.google\nfn label(t: text): text = \"<{t}>\"\n"
                                    + "channel where true { rule shout: set title = title.upper() }"))));

    private static Member of(String channel, String kind, String country, String account) {
        return new Member(channel, channel, kind, country, country.toLowerCase(Locale.ROOT), "EUR", account, Map.of());
    }

    @TestFactory
    Stream<DynamicTest> doesWhatTheTestsBesideItSay() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(FILES)) {
            files = all.sorted().toList();
        }
        assertThat(files).isNotEmpty();
        return files.stream().flatMap(EveryConstructTest::tests);
    }

    private static Stream<DynamicTest> tests(Path file) {
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            RuleSet rules = RuleSet.compile(
                    ENVIRONMENT, SourceText.of(file.getFileName().toString(), text));
            return rules.test(Shop.NOW).stream()
                    .map(test -> DynamicTest.dynamicTest(
                            file.getFileName() + " " + test.title(),
                            () -> assertThat(test.failures().stream().map(Diagnostic::render))
                                    .isEmpty()));
        } catch (RuleException e) {
            return Stream.of(DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
                throw e;
            }));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
