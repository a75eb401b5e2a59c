package io.feedkit.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedkit.product.Attribute;
import io.feedkit.product.AttributeType;
import io.feedkit.rules.function.Functions;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A checked program travels as text and becomes the same program elsewhere, or is refused with the reason. */
class RuleArchiveTest {
    private static final RuleEnvironment BARE =
            Shop.ENVIRONMENT.withTable("rates", HostTable.ofPairs(Map.of("EUR", "1", "CHF", "0.95")));

    private static final RuleEnvironment HERE = BARE.withModules(RuleModules.of(Map.of(
            "shop.base", SourceText.of("base.fk", "module shop.base\nimport shop.deep\nquantity < 3 -> 0"),
            "shop.deep", SourceText.of("deep.fk", "module shop.deep\nfn twice(x: integer): integer = x + x"))));

    private static RuleSet rules() {
        return RuleSet.compile(
                HERE,
                SourceText.of(
                        "a.fk",
                        "import shop.base\nimport shop.deep\nset score = rates(\"CHF\")"
                                + "\ntable rates(c: text) -> (rate: decimal) from 'rates'"),
                SourceText.of("b é.fk", "set tier = \"{quantity} → {twice(quantity)}\""));
    }

    @Test
    void becomesTheSameProgramElsewhere() {
        RuleSet rules = rules();
        String sent = RuleArchive.of(rules).text();
        // The other side has no modules of its own, and other words for messages.
        RuleSet there = RuleArchive.parse(sent).open(BARE.withLanguage(Locale.FRENCH));
        assertThat(there.hash()).isEqualTo(rules.hash());
        assertThat(RuleArchive.of(there).text()).isEqualTo(sent);
        Map<String, Object> product = Map.of("quantity", 5);
        assertThat(there.tryOn(product, Shop.NOW)).isEqualTo(rules.tryOn(product, Shop.NOW));
        assertThat(there.tryOn(product, Shop.NOW).text("tier")).isEqualTo("5 → 10");
    }

    private static String refused(RuleEnvironment environment) {
        RuleArchive archive = RuleArchive.parse(RuleArchive.of(rules()).text());
        assertThat(archive.differences(environment)).hasSize(1);
        try {
            archive.open(environment);
        } catch (RuleException e) {
            return e.diagnostics().get(0).toString();
        }
        throw new AssertionError("opened although something differs");
    }

    @Test
    void aHostThatDiffersIsRefusedAndTheDifferenceNamed() {
        assertThat(refused(BARE.withTable("rates", HostTable.ofPairs(Map.of("EUR", "1", "CHF", "0.96")))))
                .startsWith("error[FK1913]")
                .contains("`table rates` is different here (`2 rows");
        assertThat(refused(BARE.withTable("more", HostTable.ofPairs(Map.of())))).contains("`table more` is only here");
        assertThat(refused(Shop.ENVIRONMENT)).contains("`table rates` is missing here");
        assertThat(refused(BARE.withSchema(Shop.SCHEMA.redefining(Attribute.of("score", AttributeType.INTEGER)))))
                .contains("`attribute score` is different here (`decimal` → `integer`)");
        assertThat(refused(BARE.withZone(ZoneId.of("Europe/Paris"))))
                .contains("`zone` is different here (`Z` → `Europe/Paris`)");
        assertThat(refused(BARE.withFunctions(Functions.library()
                        .with(List.of(HostFunction.named("odd")
                                .gives(AttributeType.TEXT)
                                .by(arguments -> ""))))))
                .contains("`function odd` is only here");
        assertThat(refused(BARE.withLimits(RuleLimits.DEFAULTS.withMaxNesting(10))))
                .contains("`limits` is different here");
        assertThat(refused(Shop.ENVIRONMENT.withLanguage(Locale.FRENCH))).contains("`table rates` manque ici");
    }

    @Test
    void theVersionOfAFunctionCounts() {
        RuleEnvironment first = BARE.withFunctions(Functions.library()
                .with(List.of(
                        HostFunction.named("odd").gives(AttributeType.TEXT).by(a -> "a"))));
        RuleEnvironment second = BARE.withFunctions(Functions.library()
                .with(List.of(HostFunction.named("odd")
                        .gives(AttributeType.TEXT)
                        .version("2")
                        .by(a -> "b"))));
        RuleArchive archive = RuleArchive.of(RuleSet.compile(first, SourceText.of("a.fk", "set tier = odd()")));
        assertThat(archive.differences(second))
                .singleElement()
                .asString()
                .startsWith("`function odd` is different here (`version 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "feedkit-rules 2\n",
                "feedkit-rules 1",
                "feedkit-rules 1\nfile",
                "feedkit-rules 1\nfile =! =",
                "<html>"
            })
    void whatIsNoArchiveIsRefused(String text) {
        assertThatThrownBy(() -> RuleArchive.parse(text))
                .isInstanceOf(RuleException.class)
                .hasMessageContaining("FK1913");
    }

    @Test
    void aTextThatWasChangedOnTheWayIsRefused() {
        String sent = RuleArchive.of(rules()).text();
        RuleArchive other = RuleArchive.of(RuleSet.compile(HERE, SourceText.of("a.fk", "quantity < 4 -> 0")));
        String changed = other.text()
                .lines()
                .filter(line -> line.startsWith("file"))
                .findFirst()
                .orElseThrow();
        String mixed = sent.lines()
                .map(line -> line.startsWith("file") ? changed : line)
                .reduce("", (all, line) -> all + line + "\n");
        assertThatThrownBy(() -> RuleArchive.parse(mixed).open(BARE)).hasMessageContaining("FK1913");
        assertThatThrownBy(() -> RuleArchive.parse(sent.substring(0, sent.length() / 2)))
                .isInstanceOf(RuleException.class);
    }
}
