package io.feedkit.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.catalog.Catalog;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.catalog.Mapping;
import io.feedkit.channel.Channels;
import io.feedkit.export.Export;
import io.feedkit.export.ExportReport;
import io.feedkit.export.Extent;
import io.feedkit.export.FeedReport;
import io.feedkit.rules.RuleEnvironment;
import io.feedkit.rules.RuleSet;
import io.feedkit.rules.SourceText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import tools.jackson.databind.JsonNode;

/** What a delta says and sends is what a run says and sends that works on every product and compares all of them. */
@Tag("slow")
class DeltaPropertyTest {
    private static final String HEADER =
            "id,title,description,price,quantity,brand,link,image_link,availability,gtin,availability_date,expiration_date,unread\n";
    private static final List<String> FEEDS = List.of("shop.csv", "google.tsv", "one.csv");

    private static final String MAPPING = "attributes: {title: brand}\nskip: {brand: Hooli}";

    private static final List<String> RULES = List.of(
            "exclude when (brand = \"Acme\") ?? false because \"banned\"\nwhen quantity < 3 { warn \"only {quantity} left\" }\nset title = \"{brand} {title}\"",
            "@from(2026-06-12)\nrule sale: set title = \"{title} (sale)\"\nexclude when (quantity ?? 0) = 0 because \"gone\"",
            "when quantity > 40 then set title = \"{title} on {today}\"\nexclude when (brand = \"Acme\") ?? false",
            "segment stars = top 10 by price per brand\nwhen stars { set custom_label_0 = \"star\" }\nexclude when (brand = \"Acme\") ?? false",
            "table owner(brand: text) -> (name: text) {\n| \"Acme\" | \"Ann\" |\n| \"Globex\" | \"Bob\" |\n}\nset custom_label_1 = owner(brand)\nwhen (brand = \"Globex\") ?? false { warn \"look at {id}\" }",
            "set custom_label_2 = \"{10 / quantity}\"");

    /** What else is different in the second run. */
    private enum Turn {
        NOTHING,
        /** Other rules. */
        RULES,
        /** The columns stand in another order. */
        COLUMNS,
        /** A column has another name, which means another attribute. */
        HEADER,
        /** Cells are quoted that need not be: other bytes of the same meaning. */
        QUOTES,
        /** Another column is what a product is called. */
        MAPPING
    }

    /** A catalogue, what became of it, and what is run over both. */
    record Case(long seed, int rows, int edits, int rules, int hoursLater, int threads, Turn turn) {
        Case(long seed, int rows, int edits, int rules, int hoursLater, int threads) {
            this(seed, rows, edits, rules, hoursLater, threads, Turn.NOTHING);
        }

        Case unturned() {
            return new Case(seed, rows, edits, rules, hoursLater, threads);
        }

        Case turned() {
            return turn == Turn.RULES
                    ? new Case(seed, rows, edits, (rules + 1) % RULES.size(), hoursLater, threads, turn)
                    : this;
        }
    }

    @Provide
    Arbitrary<Case> cases() {
        return Arbitraries.longs()
                .flatMap(seed -> Arbitraries.frequencyOf(
                                Tuple.of(4, Arbitraries.integers().between(0, 700)),
                                Tuple.of(1, Arbitraries.integers().between(3000, 5000)))
                        .flatMap(rows -> Arbitraries.integers()
                                .between(0, 30)
                                .flatMap(edits -> Arbitraries.integers()
                                        .between(0, RULES.size() - 1)
                                        .flatMap(rules -> Arbitraries.of(0, 1, 30, 24 * 12, 24 * 400, -24)
                                                .flatMap(hours -> Arbitraries.of(1, 3)
                                                        .flatMap(threads -> turns().map(turn -> new Case(
                                                                seed, rows, edits, rules, hours, threads, turn))))))));
    }

    private static Arbitrary<Turn> turns() {
        return Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.of(Turn.NOTHING)), Tuple.of(2, Arbitraries.of(Turn.values())));
    }

    /** Values that were read slowly and well left a mark, which depended on what had been read before. */
    @Example
    void knowsTheSameOfProductsHoweverTheyWereRead() {
        Path folder = temporary();
        try {
            check(new Case(-2228486064L, 3000, 14, 0, 0, 1), folder);
        } finally {
            delete(folder);
        }
    }

    @Property(tries = 20)
    void saysAndSendsWhatAComparisonOfAllProductsFinds(@ForAll("cases") Case one) {
        Path folder = temporary();
        try {
            check(one, folder);
        } finally {
            delete(folder);
        }
    }

    private void check(Case one, Path folder) {
        Random random = new Random(one.seed);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < one.rows; i++) {
            lines.add(line(i, random));
        }
        Path delta = folder.resolve("delta");
        run(delta, text(HEADER, lines), one.unturned(), Feeds.JUNE, Extent.BOTH, one.threads);
        for (int i = 0; i < one.edits; i++) {
            edit(lines, random, one.rows + i);
        }
        String after = turned(lines, one.turn);
        compare(one.turned(), after, folder, delta);
    }

    private static void compare(Case one, String after, Path folder, Path delta) {
        Path full = copied(delta, folder.resolve("full"));
        Path alone = copied(delta, folder.resolve("alone"));
        Instant later = Feeds.JUNE.plus(Duration.ofHours(one.hoursLater));

        ExportReport found = run(delta, after, one, later, Extent.DELTA, one.threads);
        ExportReport expected = run(full, after, one, later, Extent.BOTH, one.threads);
        run(alone, after, one, later, Extent.DELTA, 4 - one.threads);

        assertThat(found.problemCounts()).isEqualTo(expected.problemCounts());
        for (int i = 0; i < FEEDS.size(); i++) {
            isSame(found.feeds().get(i), expected.feeds().get(i));
            String name = FEEDS.get(i);
            String part = name.replace(".", ".delta.");
            assertThat(delta.resolve(part)).hasSameTextualContentAs(full.resolve(part));
            assertThat(delta.resolve(part)).hasSameBinaryContentAs(alone.resolve(part));
            for (String beside : List.of(".ledger.ndjson", ".manifest.json", ".sent")) {
                assertThat(delta.resolve(name + beside)).hasSameBinaryContentAs(alone.resolve(name + beside));
            }
            assertThat(ledger(delta.resolve(name))).isEqualTo(ledger(full.resolve(name)));
        }
        // Nothing is new now, and whoever passes over everything says so.
        ExportReport again = run(delta, after, one, later, Extent.DELTA, one.threads);
        for (int i = 0; i < FEEDS.size(); i++) {
            isSame(again.feeds().get(i), found.feeds().get(i), false);
        }
    }

    private static void isSame(FeedReport delta, FeedReport full) {
        assertThat(delta.changes()).isEqualTo(full.changes());
        isSame(delta, full, true);
        assertThat(delta.sent() + delta.unchanged()).isEqualTo(full.sent());
    }

    private static void isSame(FeedReport one, FeedReport other, boolean withLines) {
        assertThat(one.excluded()).isEqualTo(other.excluded());
        assertThat(one.invalid()).isEqualTo(other.invalid());
        assertThat(one.unreadable()).isEqualTo(other.unreadable());
        assertThat(one.figures()).isEqualTo(other.figures());
        assertThat(one.reasons()).isEqualTo(other.reasons());
    }

    /** The lines of a ledger, with the one word that the extent of a run decides about made the same. */
    private static List<String> ledger(Path feed) {
        List<String> lines = new ArrayList<>();
        for (JsonNode line : Feeds.ledger(feed)) {
            lines.add(line.toString()
                    .replace("\"status\":\"sent\",\"change\":\"unchanged\"", "\"status\":\"unchanged\"")
                    .replace("\"status\":\"unchanged\",\"change\":\"unchanged\"", "\"status\":\"unchanged\""));
        }
        return lines;
    }

    private static String line(int id, Random random) {
        String brand = List.of("Acme", "Globex", "Hooli", "").get(random.nextInt(4));
        String price = random.nextInt(20) == 0
                ? List.of("", "free", "12.50 GBP", "0").get(random.nextInt(4))
                : (1 + random.nextInt(300)) + "." + (10 + random.nextInt(90)) + " EUR";
        String title = random.nextInt(30) == 0 ? "" : "Boot number " + random.nextInt(1000);
        String gtin = random.nextInt(3) == 0 ? "4006381333931" : random.nextInt(5) == 0 ? "12" : "";
        String number = "P-" + (random.nextInt(40) == 0 ? random.nextInt(id + 1) : id);
        return String.join(
                        ",",
                        random.nextInt(60) == 0 ? "" : number,
                        title,
                        "Warm <b>boots</b> of kind " + random.nextInt(50),
                        price,
                        random.nextInt(15) == 0 ? "many" : String.valueOf(random.nextInt(50)),
                        brand,
                        "https://shop.example/p/" + id,
                        "https://shop.example/p/" + id + ".jpg",
                        random.nextInt(3) == 0 ? "preorder" : "in_stock",
                        gtin,
                        date(random),
                        date(random),
                        String.valueOf(random.nextInt()))
                + "\n";
    }

    private static String text(String header, List<String> lines) {
        return header + String.join("", lines);
    }

    private static String turned(List<String> lines, Turn turn) {
        return switch (turn) {
            case NOTHING, RULES, MAPPING -> text(HEADER, lines);
            case HEADER -> text(HEADER.replace("description,", "brand_name,"), lines);
            case COLUMNS ->
                text(
                        turnedAround(HEADER),
                        lines.stream().map(DeltaPropertyTest::turnedAround).toList());
            case QUOTES ->
                text(
                        HEADER,
                        lines.stream()
                                .map(line -> line.startsWith("P-") && line.contains("Boot")
                                        ? '"' + line.replaceFirst(",", "\",")
                                        : line)
                                .toList());
        };
    }

    private static String turnedAround(String line) {
        List<String> cells = new ArrayList<>(List.of(line.strip().split(",", -1)));
        Collections.reverse(cells);
        return String.join(",", cells) + "\n";
    }

    private static String date(Random random) {
        return random.nextInt(3) > 0
                ? ""
                : Feeds.JUNE.plus(Duration.ofDays(random.nextInt(500) - 50)).toString();
    }

    private static void edit(List<String> lines, Random random, int id) {
        int at = lines.isEmpty() ? 0 : random.nextInt(lines.size());
        switch (lines.isEmpty() ? 0 : random.nextInt(7)) {
            case 0 -> lines.add(at, line(id, random));
            case 1 -> lines.remove(at);
            case 2 -> Collections.swap(lines, at, random.nextInt(lines.size()));
            case 3 -> lines.set(at, lines.get(at).replace("EUR", "GBP"));
            case 4 -> lines.set(at, lines.get(at).replace("Boot", "Shoe"));
            case 5 ->
                lines.set(
                        at,
                        lines.get(at)
                                .replaceFirst("Warm <b>boots</b> of kind (\\d+)", "\"Warm,\nvery \"\"warm\"\" $1\""));
            default -> {
                String[] cells = lines.get(at).split(",", -1);
                String[] other = line(id, random).split(",", -1);
                // A cell that was quoted before may have left more pieces than there are columns.
                int cell = 1 + random.nextInt(other.length - 1);
                cells[cell] = other[cell];
                lines.set(at, String.join(",", cells));
            }
        }
    }

    private static ExportReport run(Path folder, String csv, Case one, Instant at, Extent extent, int threads) {
        CatalogOptions options = CatalogOptions.DEFAULTS
                .withCurrency("EUR")
                .withMapping(Mapping.load(one.turn == Turn.MAPPING ? MAPPING : "attributes: {}", "mapping.yaml"));
        Catalog catalog = Catalog.open(Feeds.written(folder, "catalogue.csv", csv), options);
        RuleSet rules =
                RuleSet.compile(RuleEnvironment.of(catalog.schema()), SourceText.of("shop.fk", RULES.get(one.rules)));
        ExportReport report = Export.of(catalog)
                .rules(rules)
                .at(at)
                .accept()
                .threads(threads)
                .extent(extent)
                .to(Channels.get("generic-csv").member("FR", "fr"), folder.resolve(FEEDS.get(0)))
                .to(Channels.get("google-shopping").member("FR", "fr"), folder.resolve(FEEDS.get(1)))
                .to(Channels.get("idealo").member("FR", "fr"), folder.resolve(FEEDS.get(2)))
                .run();
        assertThat(Feeds.failures(report)).isEmpty();
        return report;
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("delta");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path copied(Path from, Path to) {
        try (Stream<Path> files = Files.list(from)) {
            Files.createDirectories(to);
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
            return to;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
