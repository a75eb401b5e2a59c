package io.feedkit.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.catalog.Catalog;
import io.feedkit.channel.Channels;
import io.feedkit.export.Export;
import io.feedkit.export.ExportReport;
import io.feedkit.export.Extent;
import io.feedkit.export.FeedReport;
import io.feedkit.rules.RuleEnvironment;
import io.feedkit.rules.RuleSet;
import io.feedkit.rules.SourceText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Deltas of channels that take variants in one record, from catalogues as they come: with records that cannot be read, rules that exclude whole groups, and other channels beside them. */
class GroupDeltaTest {
    private static final String HEAD =
            "id,item_group_id,title,description,price,link,image_link,availability,condition,brand\n";
    private static final String GROUPS = "groups.jsonl";
    private static final String PLAIN = "plain.csv";

    @TempDir
    private Path folder;

    private static String line(String id, String group, String price) {
        return String.join(
                        ",",
                        id,
                        group,
                        "Shirt",
                        "Warm",
                        price,
                        "https://shop.example/" + id,
                        "https://shop.example/p.jpg",
                        "in_stock,new,Acme")
                + "\n";
    }

    private ExportReport run(Path into, String csv, String rules, Collection<String> feeds, Extent extent) {
        Catalog catalog = Feeds.catalogue(into, HEAD + csv);
        Export export = Export.of(catalog)
                .rules(RuleSet.compile(RuleEnvironment.of(catalog.schema()), SourceText.of("shop.fk", rules)))
                .at(Feeds.JUNE)
                .accept()
                .extent(extent);
        for (String feed : feeds) {
            String channel = feed.equals(GROUPS) ? "schema-org-groups" : "generic-csv";
            export = export.to(Channels.get(channel).member("FR", "fr"), into.resolve(feed));
        }
        ExportReport report = export.run();
        assertThat(Feeds.failures(report)).isEmpty();
        return report;
    }

    private FeedReport run(String csv, String rules, Extent extent) {
        return run(folder, csv, rules, List.of(GROUPS), extent).feeds().get(0);
    }

    private List<String> ledger() {
        return Feeds.ledger(folder.resolve(GROUPS)).stream()
                .map(line -> line.path("id").asString(line.path("document").asString("?")) + " "
                        + line.path("status").asString(""))
                .toList();
    }

    @Test
    void sendsARecordWithoutTheProductThatCannotBeReadAnyMore() {
        run(line("a", "G", "5 EUR") + line("b", "G", "6 EUR") + line("c", "H", "7 EUR"), "", Extent.BOTH);

        FeedReport feed =
                run(line("a", "G", "5 EUR") + line("b", "G", "6,50 EUR") + line("c", "H", "7 EUR"), "", Extent.DELTA);

        assertThat(Feeds.text(folder.resolve("groups.delta.jsonl")).lines())
                .singleElement()
                .asString()
                .contains("\"a\"")
                .doesNotContain("\"b\"");
        assertThat(ledger()).containsExactly("a sent", "? unreadable", "c unchanged");
        assertThat(feed.accounted()).isEqualTo(3);
    }

    @Test
    void takesAwayARecordOfWhichRulesExcludeAllProductsAndBringsItBack() {
        String csv = line("a", "G", "5 EUR") + line("b", "G", "6 EUR") + line("c", "H", "7 EUR");
        String banned = "exclude when (item_group_id = \"G\") ?? false because \"no more\"";
        run(csv, "", Extent.BOTH);

        assertThat(run(csv, banned, Extent.DELTA).changes().removed()).isEqualTo(1);
        assertThat(ledger()).containsExactly("a excluded", "b excluded", "c unchanged", "G removed");
        assertThat(run(csv, banned, Extent.DELTA).changes().removed()).isZero();
        assertThat(run(csv, "", Extent.DELTA).changes().added()).isEqualTo(1);
        assertThat(ledger()).containsExactly("a sent", "b sent", "c unchanged");
    }

    @Test
    void leavesTheDeltaOfAnotherFeedAsItIsAlone() throws Exception {
        StringBuilder before = new StringBuilder();
        StringBuilder after = new StringBuilder();
        for (int i = 0; i < 900; i++) {
            before.append(line("p" + i, "G" + i % 200, "5 EUR"));
            after.append(line("p" + i, "G" + i % 200, i % 300 == 7 ? "6 EUR" : "5 EUR"));
        }
        Path both = folder.resolve("both");
        Path alone = folder.resolve("alone");
        for (Extent extent : List.of(Extent.BOTH, Extent.DELTA)) {
            String csv = extent == Extent.BOTH ? before.toString() : after.toString();
            run(both, csv, "", List.of(GROUPS, PLAIN), extent);
            run(alone, csv, "", List.of(PLAIN), extent);
        }
        for (String file : List.of("plain.delta.csv", "plain.csv.ledger.ndjson")) {
            assertThat(both.resolve(file)).hasSameBinaryContentAs(alone.resolve(file));
        }
        assertThat(Files.readAllLines(both.resolve("plain.delta.csv"))).hasSize(4);
        assertThat(Files.readAllLines(both.resolve("groups.delta.jsonl"))).hasSize(2);
    }

    @Test
    void namesWhatDiffersAsTheDescriptorDoes() {
        run(line("a", "G", "5 EUR") + line("b", "G", "6 EUR"), "", Extent.BOTH);

        FeedReport feed = run(line("a", "G", "5 EUR") + line("b", "G", "8 EUR"), "", Extent.DELTA);

        assertThat(feed.changes().fields()).isEqualTo(Map.of("price", 1L));
        assertThat(Feeds.ledger(folder.resolve(GROUPS)).get(1).path("fields").toString())
                .isEqualTo("[\"price\"]");
    }

    @Test
    void saysInTheReportThatItCountsRecords() {
        run(line("a", "G", "5 EUR") + line("b", "G", "6 EUR"), "", Extent.BOTH);

        String report = run(
                        folder, line("a", "G", "5 EUR") + line("b", "G", "8 EUR"), "", List.of(GROUPS), Extent.DELTA)
                .summary();

        assertThat(report).contains("0 records added, 1 changed, 0 removed", "1 record of several products");
    }
}
