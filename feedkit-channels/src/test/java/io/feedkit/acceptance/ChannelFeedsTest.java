package io.feedkit.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.catalog.Catalog;
import io.feedkit.channel.Channel;
import io.feedkit.channel.ChannelDescriptor;
import io.feedkit.channel.ChannelMember;
import io.feedkit.channel.Channels;
import io.feedkit.channel.Expression;
import io.feedkit.channel.FieldSpec;
import io.feedkit.export.Export;
import io.feedkit.export.ExportReport;
import io.feedkit.rules.RuleSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every channel beside what it must give: under {@code channels/NAME}, the demonstration catalogue as its feed ({@code feed.EXTENSION}, named in {@code feeds} with the member:
 * {@code FR feed.xml}) with what was noted ({@code feed.notes}), and products that break its rules one by one ({@code rejected.cases}) with what is said about them
 * ({@code rejected.expected}). {@code rules.fk} holds what a merchant would have to add.
 */
@Tag("slow")
class ChannelFeedsTest {
    @TempDir
    private Path folder;

    private static List<String> channels() {
        return Channels.names(ChannelFeedsTest.class.getClassLoader()).stream()
                .filter(name -> !name.equals("generic-csv"))
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> writesTheDemonstrationCatalogueAsItsGoldenFeed() {
        return channels().stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    // The feed of Google is DemonstrationTest's.
                    String feeds = GoldenFile.text("channels/" + name + "/feeds");
                    assertThat(feeds.isBlank() && !name.equals("google-shopping"))
                            .as("channels/" + name + "/feeds says which feeds there are")
                            .isFalse();
                    for (String line : feeds.lines().toList()) {
                        String[] parts = line.split(" ");
                        write(name, parts[0], parts[1]);
                    }
                }));
    }

    private void write(String name, String member, String file) {
        Path place = folder.resolve(name).resolve(file + member.replace(':', '-'));
        Feeds.written(place, "catalogue.csv", GoldenFile.text("demo/catalogue.csv"));
        Feeds.written(place, "rules.fk", GoldenFile.text("channels/" + name + "/rules.fk"));
        Catalog catalog = Catalog.open(place.resolve("catalogue.csv"));
        Path feed = place.resolve(file);
        ChannelMember contract =
                Channels.get(name).member(RejectedCases.country(member), RejectedCases.language(member));
        ExportReport report = Export.of(catalog)
                .rules(RuleSet.compile(place.resolve("rules.fk"), contract.extend(catalog.schema())))
                .shop("Demonstration", "https://shop.example")
                .to(contract, feed)
                .at(Feeds.JUNE)
                .run();
        assertThat(Feeds.failures(report)).isEmpty();
        GoldenFile.named("channels/" + name + "/" + file).mustBe(Feeds.text(feed));
        GoldenFile.named("channels/" + name + "/" + file + ".notes").mustBe(Feeds.notes(feed));
    }

    @TestFactory
    Stream<DynamicTest> saysAboutEveryMistakeWhatTheExpectedFileSays() {
        return channels().stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    String cases = GoldenFile.text("channels/" + name + "/rejected.cases");
                    assertThat(cases).as("channels/" + name + "/rejected.cases").isNotBlank();
                    GoldenFile.named("channels/" + name + "/rejected.expected")
                            .mustBe(RejectedCases.of(name, cases).verdicts(folder.resolve(name)));
                }));
    }

    /** Else a rule of a descriptor could be wrong from the start. */
    @TestFactory
    Stream<DynamicTest> hasACaseForEveryRule() {
        return channels().stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    String said = GoldenFile.text("channels/" + name + "/rejected.expected");
                    List<String> silent = codes(Channels.get(name)).stream()
                            .filter(code -> !said.contains(" " + code + " ")
                                    && !said.contains(" " + code + "\n")
                                    && !said.contains(" " + code + ": "))
                            .toList();
                    assertThat(silent)
                            .as("rules of " + name + " that no case breaks")
                            .isEmpty();
                }));
    }

    /** Products made from the descriptor break each limit, one at a time; where none can be made up, one of the file's must. */
    @TestFactory
    Stream<DynamicTest> saysOfEveryLimitThatItIsBroken() {
        return channels().stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    RejectedCases fine =
                            RejectedCases.of(name, GoldenFile.text("channels/" + name + "/rejected.cases"));
                    String said = GoldenFile.text("channels/" + name + "/rejected.expected");

                    BrokenLimitsRun run = new BrokenLimitsRun(name, fine, folder.resolve(name + "-limits"));

                    assertThat(run.unbroken())
                            .as("limits of " + name + " that no case breaks")
                            .allSatisfy(code -> assertThat(said).contains(" " + code + " "));
                    assertThat(run.wrong(said))
                            .as("cases of " + name + " with what was said")
                            .isEmpty();
                }));
    }

    private static List<String> codes(Channel channel) {
        ChannelDescriptor descriptor = channel.descriptor();
        List<String> codes = new ArrayList<>();
        for (FieldSpec field : descriptor.fields()) {
            // A record without an id is none: reading says so before any channel can.
            String from = field.source().map(Expression::text).orElse(field.name());
            boolean isId = from.equals("id") || from.endsWith("?? id");
            if (!field.needs().required().isNever() && !isId) {
                codes.add(descriptor.name() + "/" + field.name() + "/required");
            }
            if (field.text().pattern() != null) {
                codes.add(descriptor.name() + "/" + field.name() + "/pattern");
            }
        }
        descriptor.rules().forEach(rule -> codes.add(rule.code()));
        return codes;
    }
}
