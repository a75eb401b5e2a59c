package io.feedkit.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.batch.TextBuffer;
import io.feedkit.catalog.Catalog;
import io.feedkit.feed.json.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is new in a feed whose records hold several products: asked of records, and said of each of their products. */
class DocumentDeltaTest {
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
    private static final String HEAD = "id,title,item_group_id,color,size\n";
    private static final VariantContract SHOP = VariantContract.of("ndjson");

    private Path folder = Path.of("");

    /** A line of a catalogue. */
    record Line(String id, String title, String group, String color, String size) {
        String csv() {
            return String.join(",", id, title, group, color, size) + "\n";
        }

        String record() {
            return group.isEmpty() ? id : group;
        }
    }

    @BeforeEach
    @BeforeProperty
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory("records");
    }

    @AfterEach
    @AfterProperty
    void removeFolder() {
        delete(folder);
    }

    private static void delete(Path what) {
        try (Stream<Path> all = Files.walk(what)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Export export(Path into, String csv, VariantContract contract) {
        try {
            Files.createDirectories(into);
            Path catalogue = Files.writeString(into.resolve("catalogue.csv"), csv);
            return Export.of(Catalog.open(catalogue))
                    .to(contract, into.resolve("feed.jsonl"))
                    .accept()
                    .at(NOON);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private FeedReport run(String csv, Extent extent) {
        return only(export(folder, HEAD + csv, SHOP).extent(extent).run());
    }

    private static FeedReport only(ExportReport report) {
        assertThat(report.feeds().get(0).failures()).isEmpty();
        return report.feeds().get(0);
    }

    private String text(String file) {
        return text(folder, file);
    }

    private static String text(Path in, String file) {
        try {
            return Files.readString(in.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void sendsTheWholeRecordOfAProductThatChanged() {
        run("a,Shirt,G,blue,S\nx,Mug,,white,one\nb,Shirt,G,blue,M\n", Extent.BOTH);

        FeedReport feed = run("a,Shirt,G,blue,S\nx,Mug,,white,one\nb,Shirt,G,blue,XL\n", Extent.DELTA);

        assertThat(text("feed.delta.jsonl")).isEqualTo("""
                        {"title":"Shirt","color":"blue","skus":[{"id":"a","size":"S"},{"id":"b","size":"XL"}]}
                        """);
        assertThat(text("feed.jsonl")).contains("\"M\"");
        assertThat(text("feed.jsonl.ledger.ndjson")).isEqualTo("""
                        {"id":"a","status":"sent","change":"changed","fields":["skus[]/size"]}
                        {"id":"x","status":"unchanged"}
                        {"id":"b","status":"sent","change":"changed","fields":["skus[]/size"]}
                        """);
        assertThat(feed.changes()).isEqualTo(new FeedChanges(NOON.toString(), 0, 1, 1, 0, Map.of("skus[]/size", 1L)));
        assertThat(feed.sent()).isEqualTo(2);
        assertThat(feed.unchanged()).isEqualTo(1);
        assertThat(feed.documents().records()).isEqualTo(2);
    }

    @Test
    void sendsBothRecordsWhenAProductMovesBetweenThem() {
        run("a,Shirt,G,blue,S\nb,Shirt,G,blue,M\nc,Coat,H,red,M\n", Extent.BOTH);

        FeedReport feed = run("a,Shirt,G,blue,S\nb,Shirt,H,blue,M\nc,Coat,H,red,M\n", Extent.BOTH);

        assertThat(text("feed.delta.jsonl")).isEqualTo("""
                        {"title":"Shirt","color":"blue","skus":[{"id":"a","size":"S"}]}
                        {"title":"Shirt","color":"blue","skus":[{"id":"b","size":"M"},{"id":"c","size":"M"}]}
                        """).isEqualTo(text("feed.jsonl"));
        assertThat(feed.changes().changed()).isEqualTo(2);
        assertThat(feed.sent()).isEqualTo(3);
        assertThat(feed.unchanged()).isZero();
    }

    @Test
    void tellsOfRecordsThatAreGoneByTheirNames() {
        run("a,Shirt,G,blue,S\nx,Mug,,white,one\ny,Cup,,white,one\n", Extent.BOTH);

        FeedReport feed = run("a,Shirt,G,blue,\ny,Cup,,white,one\n", Extent.DELTA);

        assertThat(text("feed.delta.jsonl")).isEmpty();
        assertThat(text("feed.jsonl.ledger.ndjson").lines())
                .satisfiesExactly(
                        line -> assertThat(line).contains("\"id\":\"a\"", "invalid"),
                        line -> assertThat(line).isEqualTo("{\"id\":\"y\",\"status\":\"unchanged\"}"),
                        line -> assertThat(line).isEqualTo("{\"document\":\"G\",\"status\":\"removed\"}"),
                        line -> assertThat(line).isEqualTo("{\"document\":\"x\",\"status\":\"removed\"}"));
        assertThat(feed.changes().removed()).isEqualTo(2);
        assertThat(text("feed.jsonl.manifest.json")).contains("\"removed\":2");
    }

    @Test
    void saysUnchangedOfProductsThatAFullFeedSendsAgain() {
        run("a,Shirt,G,blue,S\n", Extent.BOTH);

        run("a,Shirt,G,blue,S\n", Extent.BOTH);

        assertThat(text("feed.jsonl.ledger.ndjson"))
                .isEqualTo("{\"id\":\"a\",\"status\":\"sent\",\"change\":\"unchanged\"}\n");
    }

    @Test
    void keepsTheNotesOfLinesWhoseEndComesLater() {
        export(folder, HEAD + "a,Shirt,G,blue,S\nb,Shirt,G,blue,\nc,Shirt,G,blue,L\n", SHOP)
                .extent(Extent.DELTA)
                .run();
        assertThat(text("feed.jsonl.ledger.ndjson").lines())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("{\"id\":\"a\",\"status\":\"sent\",\"change\":\"added\"}"),
                        line -> assertThat(line).contains("\"id\":\"b\",\"status\":\"invalid\",\"notes\":[{"),
                        line -> assertThat(line).isEqualTo("{\"id\":\"c\",\"status\":\"sent\",\"change\":\"added\"}"));
    }

    @Test
    void takesRecordsOfOneNameForWhatTheyAreWhateverTheirOrder() {
        run("x,Shirt,,blue,S\nx,Mug,,white,one\na,Coat,x,red,L\n", Extent.BOTH);

        FeedReport same = run("a,Coat,x,red,L\nx,Mug,,white,one\nx,Shirt,,blue,S\n", Extent.DELTA);

        assertThat(same.changes().unchanged()).isEqualTo(3);
        assertThat(same.changes().removed()).isZero();

        FeedReport fewer = run("x,Mug,,white,one\na,Coat,x,red,L\n", Extent.DELTA);

        assertThat(fewer.changes().unchanged()).isEqualTo(2);
        assertThat(fewer.changes().removed()).isEqualTo(1);
    }

    @Test
    void doesNotTakeProductsThatWereSentAloneForRecords() {
        VariantContract alone = SHOP.alone();
        export(folder, HEAD + "a,Shirt,,blue,S\n", alone).extent(Extent.BOTH).run();

        FeedReport feed = run("a,Shirt,,blue,S\n", Extent.DELTA);

        assertThat(feed.changes().changed()).isEqualTo(1);
        FeedReport back = only(export(folder, HEAD + "a,Shirt,,blue,S\n", alone)
                .extent(Extent.DELTA)
                .run());
        assertThat(back.changes().changed()).isEqualTo(1);
    }

    @Property(tries = 20)
    @Tag("slow")
    void isWhatAComparisonOfAllRecordsFinds(
            @ForAll("cases") Case one, @ForAll("threads") int threads, @ForAll("budgets") long budget) {
        Path delta = folder.resolve("delta");
        Path both = folder.resolve("both");
        Path other = folder.resolve("other");
        VariantContract contract = SHOP.most(one.most);
        for (Path each : List.of(delta, both, other)) {
            export(each, csv(one.before), contract).extent(Extent.BOTH).run();
        }
        FeedReport found = only(export(delta, csv(one.after), contract)
                .threads(threads)
                .memoryForDocuments(budget)
                .extent(Extent.DELTA)
                .run());
        FeedReport whole =
                only(export(both, csv(one.after), contract).extent(Extent.BOTH).run());
        export(other, csv(one.after), contract)
                .threads(9 - threads)
                .memoryForDocuments(budget)
                .extent(Extent.DELTA)
                .run();

        isWhatTheModelSays(one, found, delta);
        assertThat(text(both, "feed.jsonl"))
                .isEqualTo(text(model(one.after, one.most).values()));
        assertThat(text(both, "feed.delta.jsonl")).isEqualTo(text(delta, "feed.delta.jsonl"));
        assertThat(found.changes()).isEqualTo(whole.changes());
        assertThat(found.sent() + found.unchanged()).isEqualTo(whole.sent());
        assertThat(found.figures()).isEqualTo(whole.figures());
        for (String file : List.of(
                "feed.delta.jsonl", "feed.jsonl.sent", "feed.jsonl.ledger.ndjson", "feed.jsonl.manifest.json")) {
            assertThat(delta.resolve(file)).hasSameBinaryContentAs(other.resolve(file));
        }
        assertThat(delta.resolve("feed.jsonl.sent")).hasSameBinaryContentAs(both.resolve("feed.jsonl.sent"));

        FeedReport again = only(
                export(delta, csv(one.after), contract).extent(Extent.DELTA).run());
        assertThat(again.changes().added()
                        + again.changes().changed()
                        + again.changes().removed())
                .isZero();
        assertThat(again.sent()).isZero();
        delete(delta);
        delete(both);
        delete(other);
    }

    private static void isWhatTheModelSays(Case one, FeedReport found, Path in) {
        Map<String, String> before = model(one.before, one.most);
        Map<String, String> after = model(one.after, one.most);
        Map<String, String> news = new LinkedHashMap<>(after);
        news.entrySet().removeIf(record -> record.getValue().equals(before.get(record.getKey())));
        assertThat(text(in, "feed.delta.jsonl")).isEqualTo(text(news.values()));

        long added =
                news.keySet().stream().filter(name -> !before.containsKey(name)).count();
        long removed = before.keySet().stream()
                .filter(name -> !after.containsKey(name))
                .count();
        assertThat(found.changes().added()).isEqualTo(added);
        assertThat(found.changes().changed()).isEqualTo(news.size() - added);
        assertThat(found.changes().unchanged()).isEqualTo(after.size() - news.size());
        assertThat(found.changes().removed()).isEqualTo(removed);
        assertThat(found.accounted()).isEqualTo(one.after.size());

        List<String> lines = text(in, "feed.jsonl.ledger.ndjson").lines().toList();
        assertThat(lines).hasSize((int) (one.after.size() + removed));
        for (int i = 0; i < one.after.size(); i++) {
            Line line = one.after.get(i);
            assertThat(lines.get(i)).startsWith("{\"id\":\"" + line.id + "\",");
            if (!lines.get(i).contains("\"invalid\"")) {
                assertThat(lines.get(i).contains("\"unchanged\"")).isEqualTo(!news.containsKey(line.record()));
            }
        }
    }

    /** A catalogue, and what became of it. */
    record Case(List<Line> before, List<Line> after, int most) {}

    private static String csv(List<Line> lines) {
        StringBuilder csv = new StringBuilder(HEAD);
        lines.forEach(line -> csv.append(line.csv()));
        return csv.toString();
    }

    private static String text(Iterable<String> records) {
        return String.join("", records);
    }

    /** The records of a catalogue by their names. */
    private static Map<String, String> model(List<Line> lines, int most) {
        Map<String, List<Line>> records = new LinkedHashMap<>();
        for (Line line : lines) {
            List<Line> record = records.computeIfAbsent(line.record(), name -> new ArrayList<>());
            if (!line.size.isEmpty() && record.size() < most) {
                record.add(line);
            }
        }
        records.values().removeIf(List::isEmpty);
        // The order is that of the first product that is sent.
        Map<String, String> texts = new LinkedHashMap<>();
        lines.stream()
                .filter(line -> !line.size.isEmpty())
                .forEach(line -> texts.computeIfAbsent(line.record(), name -> text(records.get(name))));
        return texts;
    }

    private static String text(List<Line> record) {
        TextBuffer out = new TextBuffer(256);
        JsonWriter json = new JsonWriter(out).object();
        json.field("title", record.get(0).title).field("color", record.get(0).color);
        json.array("skus");
        record.forEach(line ->
                json.object().field("id", line.id).field("size", line.size).endObject());
        json.endArray().endObject().endLine();
        return new String(out.bytes(), 0, out.end(), StandardCharsets.UTF_8);
    }

    @Provide
    Arbitrary<Case> cases() {
        return Combinators.combine(
                        Arbitraries.longs(),
                        Arbitraries.integers().between(0, 900),
                        Arbitraries.of(2, 15, 400),
                        Arbitraries.integers().between(0, 25),
                        Arbitraries.of(1, 3, 5_000))
                .as(DocumentDeltaTest::madeUp);
    }

    private static Case madeUp(long seed, int rows, int groups, int edits, int most) {
        Random random = new Random(seed);
        List<Line> before = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            before.add(line("p" + i, groups, random));
        }
        List<Line> after = new ArrayList<>(before);
        for (int i = 0; i < edits && !after.isEmpty(); i++) {
            edit(after, "n" + i, groups, random);
        }
        return new Case(before, after, most);
    }

    private static Line line(String id, int groups, Random random) {
        return new Line(
                id,
                random.nextBoolean() ? "Shirt" : "Mug",
                random.nextInt(4) == 0 ? "" : "G" + random.nextInt(groups),
                random.nextBoolean() ? "blue" : "red",
                List.of("S", "M", "L", "").get(random.nextInt(4)));
    }

    private static void edit(List<Line> lines, String id, int groups, Random random) {
        int at = random.nextInt(lines.size());
        Line line = lines.get(at);
        switch (random.nextInt(6)) {
            case 0 -> lines.add(at, line(id, groups, random));
            case 1 -> lines.remove(at);
            case 2 -> Collections.swap(lines, at, random.nextInt(lines.size()));
            case 3 -> lines.set(at, new Line(line.id, line.title, "G" + random.nextInt(groups), line.color, line.size));
            case 4 -> lines.set(at, new Line(line.id, line.title + "!", line.group, line.color, line.size));
            default ->
                lines.set(at, new Line(line.id, line.title, line.group, line.color, line.size.isEmpty() ? "S" : ""));
        }
    }

    @Provide
    Arbitrary<Integer> threads() {
        return Arbitraries.of(1, 2, 8);
    }

    @Provide
    Arbitrary<Long> budgets() {
        return Arbitraries.of(0L, 5_000L, 16_000_000L);
    }
}
