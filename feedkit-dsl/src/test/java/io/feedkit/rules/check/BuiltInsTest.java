package io.feedkit.rules.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.rules.RuleSet;
import io.feedkit.rules.RuleTest;
import io.feedkit.rules.Shop;
import io.feedkit.rules.SourceText;
import io.feedkit.rules.scan.Total;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What the checker sees to itself, since it is about functions, languages or the whole catalogue and not about values: the second half of docs/functions.md, whose examples are
 * rule files with tests of their own.
 */
public final class BuiltInsTest {
    private static final Path PAGE = Path.of("src/test/resources/io/feedkit/rules/function/built-ins.md");
    private static final Pattern EXAMPLE = Pattern.compile("```fk\n(.*?)```", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("`([a-z_]+)");

    /** The half page. */
    public static String page() {
        try {
            return Files.readString(PAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyExamplePassesItsTests() {
        List<String> examples = new ArrayList<>();
        Matcher matcher = EXAMPLE.matcher(page());
        while (matcher.find()) {
            examples.add(matcher.group(1));
        }
        assertThat(examples).hasSizeGreaterThan(10);
        for (String example : examples) {
            RuleSet rules = RuleSet.compile(
                    Shop.ENVIRONMENT.withMembers(List.of(Shop.AMAZON_DE)), SourceText.of("shop.fk", example));
            List<RuleTest> tests = rules.test(Shop.NOW);
            assertThat(tests).as(example).isNotEmpty();
            assertThat(tests.stream().flatMap(test -> test.failures().stream()))
                    .as(example)
                    .isEmpty();
        }
    }

    @Test
    void everythingTheCheckerSeesToIsExplained() {
        Set<String> explained = new TreeSet<>();
        page().lines().filter(line -> line.startsWith("### ")).forEach(line -> {
            Matcher name = NAME.matcher(line);
            while (name.find()) {
                explained.add(name.group(1));
            }
        });
        Set<String> promised = new TreeSet<>(Overs.NAMES.keySet());
        promised.addAll(Set.of("lang", "languages", "excluded", "excluded_by", "fired", "warned", "today", "now"));
        promised.addAll(Set.of("country", "language", "currency", "account", "channel", "source", "trunk"));
        for (Total total : Total.values()) {
            promised.add(total.name().toLowerCase(Locale.ROOT));
        }
        assertThat(explained).isEqualTo(promised);
    }
}
