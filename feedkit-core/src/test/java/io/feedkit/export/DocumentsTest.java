package io.feedkit.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.batch.TextBuffer;
import io.feedkit.catalog.Catalog;
import io.feedkit.feed.FeedLimits;
import io.feedkit.feed.json.JsonWriter;
import io.feedkit.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several products in one record: from a catalogue in any order to a feed of whole records. */
class DocumentsTest {
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
    private static final String HEAD = "id,title,item_group_id,color,size\n";

    private Path folder = Path.of("");

    /** A line of a catalogue. */
    record Line(String id, String title, String group, String color, String size) {
        String csv() {
            return String.join(",", id, title, quoted(group), color, size) + "\n";
        }

        private static String quoted(String text) {
            return '"' + text.replace("\"", "\"\"") + '"';
        }
    }

    @BeforeEach
    @BeforeProperty
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory("documents");
    }

    @AfterEach
    @AfterProperty
    void removeFolder() throws IOException {
        try (var files = Files.list(folder)) {
            files.forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        Files.delete(folder);
    }

    private Export export(String csv, VariantContract contract) {
        return export(csv, contract, "feed.jsonl");
    }

    private Export export(String csv, VariantContract contract, String feed) {
        try {
            Path catalogue = Files.writeString(folder.resolve("catalogue.csv"), csv);
            return Export.of(Catalog.open(catalogue))
                    .to(contract, folder.resolve(feed))
                    .accept()
                    .at(NOON);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String text(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FeedReport only(ExportReport report) {
        assertThat(report.feeds().get(0).failures()).isEmpty();
        return report.feeds().get(0);
    }

    @Test
    void putsScatteredVariantsIntoTheRecordOfTheFirst() {
        FeedReport feed = only(export(
                        HEAD
                                + "a,Shirt,G,blue,S\nx,Mug,,white,one\nb,Shirt,G,blue,M\ny,Cup,,white,one\nc,Shirt,G,blue,L\n",
                        VariantContract.of("ndjson"))
                .run());
        assertThat(text("feed.jsonl")).isEqualTo("""
                        {"title":"Shirt","color":"blue","skus":[{"id":"a","size":"S"},{"id":"b","size":"M"},{"id":"c","size":"L"}]}
                        {"title":"Mug","color":"white","skus":[{"id":"x","size":"one"}]}
                        {"title":"Cup","color":"white","skus":[{"id":"y","size":"one"}]}
                        """);
        assertThat(feed.sent()).isEqualTo(5);
        assertThat(feed.documents()).isEqualTo(new DocumentCount(3, 0));
        assertThat(text("feed.jsonl.manifest.json")).contains("\"documents\":{\"records\":3,\"diskBytes\":0}");
        assertThat(text("feed.jsonl.ledger.ndjson").lines()).hasSize(5);
    }

    @Test
    void writesAnElementForEachVariantInXml() {
        export(HEAD + "a,Shirt,G,blue,S\nb,Shirt,G,blue,M\n", VariantContract.of("xml"), "feed.xml")
                .run();
        assertThat(text("feed.xml"))
                .contains("<skus><sku><id>a</id><size>S</size></sku><sku><id>b</id><size>M</size></sku></skus>")
                .containsOnlyOnce("<title>Shirt</title>");
    }

    @Test
    void takesWhatStandsOnceFromTheFirstThatIsNotRefusedAndLeavesOutRecordsOfWhichAllAre() {
        FeedReport feed = only(export(
                        HEAD + "a,Shirt,G,blue,\nb,Jersey,G,red,M\nc,Hat,H,black,\nd,Jersey,G,red,L\n",
                        VariantContract.of("ndjson"))
                .run());
        assertThat(text("feed.jsonl")).isEqualTo("""
                        {"title":"Jersey","color":"red","skus":[{"id":"b","size":"M"},{"id":"d","size":"L"}]}
                        """);
        assertThat(feed.invalid()).isEqualTo(2);
    }

    @Test
    void saysOnceForEachFieldThatProductsOfARecordDiffer() {
        ExportReport report = export(
                        HEAD + "a,Shirt,G,blue,S\nb,Shirt,G,red,M\nc,,G,green,L\nd,Mug,,white,one\n",
                        VariantContract.of("ndjson"))
                .run();
        List<Problem> told = report.problems();
        assertThat(told).hasSize(1);
        assertThat(told.get(0).code().id()).isEqualTo("export.products-differ");
        assertThat(told.get(0).at().record()).hasValue(2);
        assertThat(told.get(0).message())
                .contains("color once")
                .contains("2 products say something else")
                .contains("b says \"red\", the record has \"blue\" of a");
        assertThat(told.get(0).fix()).contains("item_group_id");
        assertThat(only(report).published()).isTrue();
    }

    @Test
    void refusesProductsThatComeToAFullRecord() {
        ExportReport report = export(
                        HEAD
                                + "a,Shirt,G,blue,S\nb,Shirt,G,blue,M\nx,Mug,,white,one\nc,Shirt,G,blue,L\nd,Shirt,H,blue,L\n",
                        VariantContract.of("ndjson").most(2))
                .run();
        FeedReport feed = only(report);
        assertThat(feed.sent()).isEqualTo(4);
        assertThat(feed.invalid()).isEqualTo(1);
        assertThat(text("feed.jsonl")).doesNotContain("\"c\"").contains("\"d\"");
        assertThat(text("feed.jsonl.ledger.ndjson").lines().toList().get(3))
                .contains("\"id\":\"c\"")
                .contains("invalid")
                .contains("shop/documents/most")
                .contains("The record of G is full");
    }

    @Test
    void refusesProductsThatWouldMakeARecordLargerThanMemoryAllows() {
        StringBuilder csv = new StringBuilder(HEAD);
        String long1 = "x".repeat(60_000);
        for (int i = 0; i < 100; i++) {
            csv.append("id").append(i).append(',').append(long1).append(",G,blue,S\n");
        }
        FeedReport feed =
                only(export(csv.toString(), VariantContract.of("ndjson")).run());
        assertThat(feed.sent()).isEqualTo(69);
        assertThat(feed.invalid()).isEqualTo(31);
        assertThat(feed.documents().records()).isEqualTo(1);
    }

    @Test
    void neverPartsARecordBetweenFiles() {
        StringBuilder csv = new StringBuilder(HEAD);
        for (int i = 0; i < 30; i++) {
            csv.append(i + ",Shirt,G" + i % 7 + ",blue,S\n");
        }
        VariantContract contract = VariantContract.of("json").limits(FeedLimits.NONE.withProducts(3));
        only(export(csv.toString(), contract, "feed.json").run());
        assertThat(text("feed.json").split("\"title\"", -1)).hasSize(4);
        assertThat(text("feed-2.json").split("\"title\"", -1)).hasSize(4);
        assertThat(text("feed-3.json").split("\"title\"", -1)).hasSize(2);
    }

    @Test
    void keepsAHundredThousandProductsOfOneGroupWithinItsLimits() {
        StringBuilder csv = new StringBuilder(HEAD);
        for (int i = 0; i < 100_000; i++) {
            csv.append("id").append(i).append(",Shirt,G,blue,S\n");
        }
        FeedReport feed = only(
                export(csv.toString(), VariantContract.of("ndjson")).threads(2).run());
        assertThat(feed.sent()).isEqualTo(5000);
        assertThat(feed.invalid()).isEqualTo(95_000);
        assertThat(feed.documents().records()).isEqualTo(1);
    }

    @Property(tries = 60)
    void isWhatAModelThatHoldsEverythingInMemoryWrites(
            @ForAll("catalogues") List<Line> lines,
            @ForAll("threads") int threads,
            @ForAll("budgets") long budget,
            @ForAll("mosts") int most) {
        StringBuilder csv = new StringBuilder(HEAD);
        lines.forEach(line -> csv.append(line.csv()));
        FeedReport feed =
                only(export(csv.toString(), VariantContract.of("ndjson").most(most))
                        .threads(threads)
                        .memoryForDocuments(budget)
                        .run());
        assertThat(text("feed.jsonl")).isEqualTo(model(lines, most));
        assertThat(feed.accounted()).isEqualTo(lines.size());
    }

    private static String model(List<Line> lines, int most) {
        Map<String, List<Line>> records = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            if (!line.size.isEmpty()) {
                List<Line> record = records.computeIfAbsent(
                        line.group.isBlank() ? "alone " + i : line.group.strip(), key -> new ArrayList<>());
                if (record.size() < most) {
                    record.add(line);
                }
            }
        }
        TextBuffer out = new TextBuffer(1024);
        for (List<Line> record : records.values()) {
            JsonWriter json = new JsonWriter(out).object();
            json.field("title", record.get(0).title).field("color", record.get(0).color);
            json.array("skus");
            record.forEach(line ->
                    json.object().field("id", line.id).field("size", line.size).endObject());
            json.endArray().endObject().endLine();
        }
        return new String(out.bytes(), 0, out.end(), StandardCharsets.UTF_8);
    }

    @Provide
    Arbitrary<List<Line>> catalogues() {
        Arbitrary<String> groups = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 40).map(i -> "G" + i),
                Arbitraries.of("", "   ", "a b", "Größe", "a,b", "\"q\"", "x".repeat(3000)));
        Arbitrary<Line> line = Combinators.combine(
                        groups,
                        Arbitraries.of("blue", "red"),
                        Arbitraries.of("S", "M", "L", ""),
                        Arbitraries.of("Shirt", "Mug"))
                .as((group, color, size, title) -> new Line("", title, group, color, size));
        return line.list().ofMinSize(1).ofMaxSize(1200).map(all -> {
            List<Line> numbered = new ArrayList<>();
            for (Line each : all) {
                numbered.add(new Line("p" + numbered.size(), each.title, each.group, each.color, each.size));
            }
            return numbered;
        });
    }

    @Provide
    Arbitrary<Integer> threads() {
        return Arbitraries.of(1, 2, 8);
    }

    @Provide
    Arbitrary<Long> budgets() {
        return Arbitraries.of(0L, 5_000L, 16_000_000L);
    }

    @Provide
    Arbitrary<Integer> mosts() {
        return Arbitraries.of(1, 2, 7, 5_000);
    }
}
