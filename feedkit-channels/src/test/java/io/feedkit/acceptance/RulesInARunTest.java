package io.feedkit.acceptance;

import static io.feedkit.acceptance.Feeds.catalogue;
import static io.feedkit.acceptance.Feeds.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.catalog.Catalog;
import io.feedkit.channel.Channels;
import io.feedkit.export.Export;
import io.feedkit.export.ExportReport;
import io.feedkit.export.Extent;
import io.feedkit.export.FaultLimits;
import io.feedkit.export.FeedReport;
import io.feedkit.feed.FeedContract;
import io.feedkit.problem.Problem;
import io.feedkit.rules.RuleEnvironment;
import io.feedkit.rules.RuleSet;
import io.feedkit.rules.SourceText;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What rules and runs owe each other: faults that are too many, experiments that must not change, owners in reports. */
class RulesInARunTest {
    @TempDir
    private Path folder;

    private static String rows(int count) {
        StringBuilder csv = new StringBuilder("id,title,quantity,price\n");
        for (int i = 1; i <= count; i++) {
            csv.append("P" + i + ",Lamp," + i % 10 + "," + i + ".50 EUR\n");
        }
        return csv.toString();
    }

    private ExportReport run(String rules, FaultLimits limits) {
        return run(rules, limits, Extent.FULL);
    }

    private ExportReport run(String rules, FaultLimits limits, Extent extent) {
        Catalog catalog = catalogue(folder, rows(100));
        RuleSet compiled = RuleSet.compile(RuleEnvironment.of(catalog.schema()), SourceText.of("shop.fk", rules));
        FeedContract table = Channels.get("generic-csv")
                .withColumns(List.of("id", "quantity"))
                .member("FR", "en");
        return Export.of(catalog)
                .rules(compiled)
                .to(table, folder.resolve("feed.csv"))
                .faultLimits(limits)
                .extent(extent)
                .at(Feeds.JUNE)
                .run();
    }

    private FeedReport feed(String rules, FaultLimits limits) {
        return run(rules, limits).feeds().get(0);
    }

    /** Ten of a hundred products have a quantity of 0. */
    private static final String FAULTY = "rule share: set quantity = (100 / quantity).round()";

    @Test
    void aFaultKeepsTheValueAndIsCountedByRule() {
        FeedReport feed = feed(FAULTY, FaultLimits.NONE);
        assertThat(feed.published()).isTrue();
        assertThat(feed.sent()).isEqualTo(100);
        assertThat(feed.reasons())
                .singleElement()
                .matches(reason -> reason.by().equals("share") && reason.count() == 10);
        assertThat(text(folder.resolve("feed.csv"))).contains("P10,0\n");
    }

    @Test
    void ledgerAndReportNameThePartOfTheRuleThatFailedAndItsInputs() {
        ExportReport report = run(FAULTY, FaultLimits.NONE);
        String failure = "\"failure\":{\"source\":\"shop.fk\",\"line\":1,\"column\":29,\"endLine\":1,\"endColumn\":43,"
                + "\"expression\":\"100 / quantity\",\"inputs\":[{\"name\":\"quantity\",\"value\":\"0\"}]}";
        assertThat(ledger())
                .contains("{\"id\":\"P10\",\"status\":\"sent\",\"notes\":[{\"kind\":\"fault\",\"by\":\"share\","
                        + "\"text\":\"division by zero\"," + failure + "}]}");
        assertThat(report.json()).contains(failure);
        assertThat(ExportReport.read(report.json().getBytes(UTF_8), "report.json")
                        .json())
                .isEqualTo(report.json());
        assertThat(report.summary())
                .contains("share  (P10: division by zero in `100 / quantity` (shop.fk:1:29-43), quantity = 0)");
        assertThat(report.html(Locale.FRENCH)).contains("100 / quantity", "shop.fk:1:29-43", "Dans ");
    }

    @Test
    void whatIsNotWorkedOnAgainFailedInTheSamePart() {
        run(FAULTY, FaultLimits.NONE, Extent.BOTH);
        List<String> first = ledger();
        run(FAULTY, FaultLimits.NONE, Extent.DELTA);
        List<String> second = ledger();
        assertThat(notes(second)).isEqualTo(notes(first)).hasSize(10).allMatch(note -> note.contains("failure"));
    }

    private List<String> ledger() {
        return text(Feeds.beside(folder.resolve("feed.csv"), ".ledger.ndjson"))
                .lines()
                .toList();
    }

    private static List<String> notes(List<String> ledger) {
        return ledger.stream()
                .filter(line -> line.contains("\"notes\""))
                .map(line -> line.replaceAll("\"(status|change)\":\"\\w+\",", ""))
                .toList();
    }

    @Test
    void tooManyFaultsOfARuleLeaveTheLastGoodFeed() {
        feed("quantity < 3 -> 0", FaultLimits.NONE);
        String good = text(folder.resolve("feed.csv"));
        FaultLimits nine = FaultLimits.NONE.withOfOneRule(FaultLimits.Limit.of(9));
        FeedReport held = feed(FAULTY, nine);
        assertThat(held.heldBack()).isTrue();
        assertThat(held.failures())
                .singleElement()
                .extracting(Problem::toString)
                .asString()
                .contains("export.too-many-faults", "The rule share failed 10 times among 100 records");
        assertThat(text(folder.resolve("feed.csv"))).isEqualTo(good);
        assertThat(feed(FAULTY, FaultLimits.NONE.withOfOneRule(FaultLimits.Limit.of(10)))
                        .published())
                .isTrue();
    }

    @Test
    void limitsMayBeSharesAndCountAllRulesTogether() {
        String two = FAULTY + "\nrule again: set title = \"{100 / quantity}\"";
        FaultLimits ten = FaultLimits.NONE.withOfAllRules(FaultLimits.Limit.ofPercent(new BigDecimal("10")));
        assertThat(feed(FAULTY, ten).published()).isTrue();
        assertThat(feed(two, ten).failures())
                .singleElement()
                .extracting(Problem::message)
                .asString()
                .contains("Rules failed 20 times");
    }

    private static String experiment(String arms) {
        return "experiment words on id { " + arms + " }\nset title = words";
    }

    @Test
    void aRunningExperimentDealsAsItDid() {
        assertThat(feed(experiment("arm a 50%; arm b 50%"), FaultLimits.NONE).published())
                .isTrue();
        assertThat(feed(experiment("arm a 50%; arm b 50%"), FaultLimits.NONE).published())
                .isTrue();
        FeedReport changed = feed(experiment("arm a 80%; arm b 20%"), FaultLimits.NONE);
        assertThat(changed.published()).isFalse();
        assertThat(changed.failures())
                .singleElement()
                .extracting(Problem::toString)
                .asString()
                .startsWith("ERROR FK1806 shop.fk:1:1: The running experiment `words` deals its arms differently")
                .contains("@version(2)");
        assertThat(feed("@version(2) " + experiment("arm a 80%; arm b 20%"), FaultLimits.NONE)
                        .published())
                .isTrue();
    }

    @Test
    void anExperimentThatIsOverMayChange() {
        feed("@until(2030-01-01) " + experiment("arm a 50%; arm b 50%"), FaultLimits.NONE);
        assertThat(feed("@until(2020-01-01) " + experiment("arm a 80%; arm b 20%"), FaultLimits.NONE)
                        .published())
                .isTrue();
    }

    @Test
    void aManifestThatIsNotOursIsNotBelieved() throws Exception {
        for (String strange :
                List.of("", "[", "{\"remembered\": 3}", "{\"remembered\":{\"experiment words/1\":[{}]}}")) {
            Files.writeString(folder.resolve("feed.csv.manifest.json"), strange);
            assertThat(feed(experiment("arm a 50%; arm b 50%"), FaultLimits.NONE)
                            .published())
                    .as(strange)
                    .isTrue();
        }
    }

    @Test
    void aChannelWithoutAPartOfTheStockIsSaid() {
        ExportReport report = run("allocate quantity { amazon 40% }", FaultLimits.NONE);
        assertThat(report.problems())
                .singleElement()
                .extracting(Problem::toString)
                .asString()
                .startsWith("WARNING FK1812 shop.fk:1:1")
                .contains("`generic-csv` is not in the allocation of `quantity`");
        assertThat(report.problemCounts()).containsEntry("FK1812", 1L);
    }

    @Test
    void ownersAndTagsStandInReportAndLedger() {
        ExportReport report = run(
                "@owner(\"logistics\") @tags(\"stock\") rule few: exclude when (quantity < 2) ?? false because \"few\"",
                FaultLimits.NONE);
        assertThat(report.summary()).contains("few [logistics: stock]");
        assertThat(text(folder.resolve("feed.csv.ledger.ndjson")))
                .contains(
                        "{\"id\":\"P1\",\"status\":\"excluded\",\"notes\":[{\"kind\":\"excluded\",\"by\":\"few\",\"text\":\"few\",\"owner\":\"logistics\",\"tags\":[\"stock\"]}]}");
    }
}
