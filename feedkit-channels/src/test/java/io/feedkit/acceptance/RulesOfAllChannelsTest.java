package io.feedkit.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.catalog.Catalog;
import io.feedkit.channel.ChannelMember;
import io.feedkit.channel.Channels;
import io.feedkit.product.Schema;
import io.feedkit.rules.Diagnostic;
import io.feedkit.rules.RuleEnvironment;
import io.feedkit.rules.RuleProblem;
import io.feedkit.rules.RuleSet;
import io.feedkit.rules.SourceText;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Rules that are right are not complained about, for any channel; and what a channel does not take is said while the rules are written. */
@Tag("slow")
class RulesOfAllChannelsTest {
    @TempDir
    private Path folder;

    private Schema schema() {
        Feeds.written(folder, "catalogue.csv", GoldenFile.text("demo/catalogue.csv"));
        return Catalog.open(folder.resolve("catalogue.csv")).schema();
    }

    private List<Diagnostic> check(ChannelMember contract, String rules) {
        RuleEnvironment environment =
                RuleEnvironment.of(contract.extend(schema())).withContracts(List.of(contract));
        return RuleSet.check(environment, SourceText.of("rules.fk", rules));
    }

    @TestFactory
    Stream<DynamicTest> nothingIsWrongWithTheRulesOfTheirFeeds() {
        return Channels.names(RulesOfAllChannelsTest.class.getClassLoader()).stream()
                .filter(name -> !GoldenFile.text("channels/" + name + "/feeds").isBlank())
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    String member = GoldenFile.text("channels/" + name + "/feeds")
                            .lines()
                            .findFirst()
                            .orElseThrow()
                            .split(" ")[0];
                    ChannelMember contract =
                            Channels.get(name).member(RejectedCases.country(member), RejectedCases.language(member));
                    String rules = GoldenFile.text("channels/" + name + "/rules.fk");
                    assertThat(wrong(contract, rules)).isEmpty();
                    String scope = "channel " + name.replace('-', '_') + " {\n" + rules + "\n}";
                    assertThat(wrong(contract, scope)).isEmpty();
                }));
    }

    /** That a table of the demonstration's numbers has none for other products is true, and meant. */
    private List<Diagnostic> wrong(ChannelMember contract, String rules) {
        return check(contract, rules).stream()
                .filter(said -> said.code() != RuleProblem.ROWS_GAP)
                .toList();
    }

    private List<Diagnostic> onGoogle(String rules) {
        return check(Channels.get("google-shopping").member("FR", "fr"), "channel google {\n" + rules + "\n}");
    }

    private Diagnostic only(String rules) {
        List<Diagnostic> said = onGoogle(rules);
        assertThat(said).as(rules).hasSize(1);
        return said.get(0);
    }

    @Test
    void aWordTheChannelDoesNotKnowIsSaidWithTheOneThatIsMeant() {
        Diagnostic said = only("set condition = \"nwe\"");
        assertThat(said.code()).isEqualTo(RuleProblem.NOT_IN_CLOSED_SET);
        assertThat(said.sentence()).isEqualTo("Google-shopping does not take \"nwe\" as `condition`.");
        assertThat(said.applied()).contains("set condition = \"new\"");
        assertThat(only("when condition = \"usedd\" { set custom_label_0 = \"old\" }")
                        .code())
                .isEqualTo(RuleProblem.NOT_IN_CLOSED_SET);
        assertThat(onGoogle("set condition = \"New\"\nset availability = \"in stock\""))
                .isEmpty();
        assertThat(onGoogle("condition = \"neuf\" -> \"new\"")).isEmpty();
    }

    @Test
    void aTextThatIsTooLongIsSaid() {
        assertThat(only("set custom_label_0 = \"" + "x".repeat(101) + "\"").code())
                .isEqualTo(RuleProblem.TOO_LONG_FOR_CHANNEL);
        assertThat(onGoogle("set custom_label_0 = \"" + "x".repeat(100) + "\"")).isEmpty();
        assertThat(only("set custom_label_0 = \"" + "x".repeat(101) + "{brand}\"")
                        .code())
                .isEqualTo(RuleProblem.TOO_LONG_FOR_CHANNEL);
        assertThat(onGoogle("set custom_label_0 = \"" + "x".repeat(99) + "{brand?}\""))
                .isEmpty();
    }

    @Test
    void aConstantOfTheWrongFormIsSaid() {
        assertThat(only("set link = \"shop/kettle\"").code()).isEqualTo(RuleProblem.WRONG_FORM_FOR_CHANNEL);
        assertThat(only("set gtin = \"4006381333932\"").code()).isEqualTo(RuleProblem.WRONG_FORM_FOR_CHANNEL);
        assertThat(onGoogle("set link = \"https://shop.example/kettle\"\nset gtin = \"4006381333931\""))
                .isEmpty();
    }

    @Test
    void whatNobodyLooksAtIsSaid() {
        Diagnostic said = only("set cost = 3 EUR");
        assertThat(said.code()).isEqualTo(RuleProblem.UNKNOWN_TO_CHANNEL);
        assertThat(onGoogle("set cost = 3 EUR\nset custom_label_0 = \"{cost}\""))
                .isEmpty();
        assertThat(onGoogle("set cost = 3 EUR\nset price = cost * 2"))
                .extracting(Diagnostic::code)
                .containsExactly(RuleProblem.OTHER_BASIS);
    }

    @Test
    void anotherChannelIsNotAsked() {
        assertThat(check(
                        Channels.get("google-shopping").member("FR", "fr"),
                        "channel meta { set condition = \"nwe\" }\nset condition = \"nwe\"\n"
                                + "country DE { channel google { set condition = \"nwe\" } }"))
                .isEmpty();
    }
}
