package io.feedkit.location.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.feedkit.batch.ProductBatch;
import io.feedkit.catalog.Catalog;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.catalog.Mapping;
import io.feedkit.catalog.Passes;
import io.feedkit.catalog.ProductReader;
import io.feedkit.catalog.Supplement;
import io.feedkit.location.HeldLocation;
import io.feedkit.location.Location;
import io.feedkit.location.LocationOptions;
import io.feedkit.location.LocationProblem;
import io.feedkit.location.Patience;
import io.feedkit.location.Source;
import io.feedkit.location.SourceLimits;
import io.feedkit.problem.FeedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A remote source that is passed over several times is asked for once. */
@Timeout(300)
class HeldLocationTest {
    private static final Map<String, String> TAGGED = Map.of("ETag", "\"one\"");
    private static final LocationOptions QUICK = LocationOptions.DEFAULTS.withPatience(
            Patience.DEFAULTS.withPauses(Duration.ofMillis(5), Duration.ofMillis(20)));

    private static final String SHOP = "sku,parent,title,price\nP,,Vase,\nP-1,P,,5.00 EUR\nP-2,P,,6.00 EUR\n";
    private static final Mapping FAMILIES = Mapping.load(
            "attributes: {id: sku}\nvariants: {by: parent-key, key: sku, parent: parent, own: [price]}", "shop.yaml");

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static List<String> titles(ProductReader reader) {
        List<String> titles = new ArrayList<>();
        ProductBatch batch = reader.newBatch();
        while (reader.read(batch)) {
            for (int i = 0; i < batch.live().size; i++) {
                titles.add(batch.product(batch.live().rows[i]).value("title").orElse("-") + "");
            }
        }
        return titles;
    }

    @Test
    void aPassThatReadsSeveralTimesTransfersOnce() throws IOException {
        try (FeedServer server = new FeedServer(utf8(SHOP), TAGGED)) {
            Catalog catalog = Catalog.open(
                    Location.of(server.address("/shop.csv"), QUICK), CatalogOptions.DEFAULTS.withMapping(FAMILIES));
            int opened = server.requests.size();
            try (ProductReader reader = catalog.read(catalog.schema(), problem -> {})) {
                assertThat(titles(reader)).contains("Vase", "Vase");
            }
            assertThat(server.requests).hasSize(opened + 1);
        }
    }

    @Test
    void passesThatBelongTogetherSeeTheSameBytes() throws IOException {
        try (FeedServer server = new FeedServer(utf8("id,title\nA,Vase\n"), TAGGED);
                FeedServer prices = new FeedServer(utf8("id,price\nA,1 EUR\n"), Map.of())) {
            Catalog catalog = Catalog.open(Location.of(server.address("/shop.csv"), QUICK), CatalogOptions.DEFAULTS)
                    .with(Supplement.of(Location.of(prices.address("/p.csv"), QUICK))
                            .fill("price"));
            int opened = server.requests.size();
            int priced = prices.requests.size();
            try (Passes passes = catalog.passes()) {
                for (int pass = 0; pass < 3; pass++) {
                    try (ProductReader reader = passes.read(catalog.schema(), catalog.supplied(), problem -> {})) {
                        assertThat(titles(reader)).containsExactly("Vase");
                        assertThat(reader.supplements().get(0).found()).isEqualTo(1);
                    }
                    server.content = utf8("id,title\nA,Jug\n");
                    server.headers = Map.of("ETag", "\"two\"");
                }
            }
            assertThat(server.requests).hasSize(opened + 1);
            assertThat(prices.requests).hasSize(priced + 1);
            try (ProductReader reader = catalog.read(catalog.schema(), problem -> {})) {
                assertThat(titles(reader)).containsExactly("Jug");
            }
        }
    }

    private static byte[] zip(Map<String, String> files) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(utf8(file.getValue()));
            }
        }
        return out.toByteArray();
    }

    /** Its directory is at its end, so all of it was needed to look into it. */
    @Test
    void anArchiveIsTransferredOnceForOpeningAndTheFirstPass() throws IOException {
        byte[] archive = zip(new TreeMap<>(Map.of("a.csv", SHOP, "b.csv", SHOP.replace("P", "Q"), "read.me", "x")));
        try (FeedServer server = new FeedServer(zip(Map.of("shop.csv", SHOP)), TAGGED)) {
            for (Mapping mapping : List.of(Mapping.AUTOMATIC, FAMILIES)) {
                for (String part : List.of("", "!*.csv")) {
                    server.content = part.isEmpty() ? zip(Map.of("shop.csv", SHOP)) : archive;
                    server.requests.clear();
                    Location place = Location.of(server.address("/shop.zip"), QUICK);
                    Catalog catalog = Catalog.open(
                            part.isEmpty() ? place : Location.within(place, "*.csv"),
                            CatalogOptions.DEFAULTS.withMapping(mapping));
                    try (ProductReader reader = catalog.read(catalog.schema(), problem -> {})) {
                        assertThat(titles(reader)).contains("Vase");
                    }
                    assertThat(server.requests).as(part).hasSize(1);
                    // Whoever reads later reads what is there then.
                    server.content = part.isEmpty()
                            ? zip(Map.of("shop.csv", SHOP.replace("Vase", "Jug")))
                            : zip(new TreeMap<>(Map.of("a.csv", SHOP.replace("Vase", "Jug"), "b.csv", SHOP)));
                    try (Passes passes = catalog.passes()) {
                        for (int pass = 0; pass < 2; pass++) {
                            try (ProductReader reader =
                                    passes.read(catalog.schema(), catalog.supplied(), problem -> {})) {
                                assertThat(titles(reader)).contains("Jug");
                            }
                        }
                    }
                    assertThat(server.requests).as(part).hasSize(2);
                }
            }
        }
    }

    @Test
    void anArchiveWithASupplementIsTransferredOnce() throws IOException {
        try (FeedServer server = new FeedServer(utf8("id,title\nA,Vase\n"), TAGGED);
                FeedServer prices = new FeedServer(zip(Map.of("p.csv", "id,price\nA,1 EUR\n")), Map.of())) {
            Catalog catalog = Catalog.open(Location.of(server.address("/shop.csv"), QUICK), CatalogOptions.DEFAULTS)
                    .with(Supplement.of(Location.of(prices.address("/p.zip"), QUICK))
                            .fill("price"));
            try (ProductReader reader = catalog.read(catalog.schema(), problem -> {})) {
                assertThat(titles(reader)).containsExactly("Vase");
                assertThat(reader.supplements().get(0).found()).isEqualTo(1);
            }
            assertThat(prices.requests).hasSize(1);
        }
    }

    @Test
    void aLinkedFileIsTransferredOnce() throws IOException {
        try (FeedServer server = new FeedServer(utf8("id,maker\nA,7\n"), TAGGED);
                FeedServer makers = new FeedServer(utf8("no,name\n7,Kiln\n"), Map.of())) {
            Mapping mapping =
                    Mapping.load("""
                            linked: {maker: {file: makers, key: "no", of: maker}}
                            attributes: {title: maker.name}
                            """, "shop.yaml").with(wanted -> Location.of(makers.address("/m.csv"), QUICK));
            Catalog catalog = Catalog.open(
                    Location.of(server.address("/shop.csv"), QUICK), CatalogOptions.DEFAULTS.withMapping(mapping));
            try (ProductReader reader = catalog.read(catalog.schema(), problem -> {})) {
                assertThat(titles(reader)).containsExactly("Kiln");
            }
            assertThat(makers.requests).hasSize(1);
        }
    }

    @Test
    void keepsTheBytesAsTheyAreStored() throws IOException {
        byte[] plain = new byte[300_000];
        new Random(3).nextBytes(plain);
        for (byte[] sent :
                List.of(plain, gzip(plain), gzip(gzip(plain)), new byte[0], new byte[] {1}, gzip(new byte[0]))) {
            try (FeedServer server = new FeedServer(sent, TAGGED);
                    HeldLocation held = HeldLocation.of(Location.of(server.address("/x"), QUICK))) {
                byte[] expected;
                try (Source source = Location.of(server.address("/x"), QUICK).open(SourceLimits.DEFAULTS)) {
                    expected = source.bytes().readAllBytes();
                }
                int before = server.requests.size();
                TreeSet<String> seen = new TreeSet<>();
                for (int pass = 0; pass < 3; pass++) {
                    try (Source source = held.open(SourceLimits.DEFAULTS)) {
                        assertThat(source.head(10)).hasSizeLessThanOrEqualTo(10);
                        assertThat(source.bytes().readAllBytes()).isEqualTo(expected);
                        assertThat(source.storedBytesRead()).isEqualTo(sent.length);
                        assertThat(source.storedBytes()).hasValue(sent.length);
                        seen.add(source.compression() + source.version());
                    }
                }
                assertThat(seen).hasSize(1);
                assertThat(server.requests).hasSize(before + 1);
            }
        }
    }

    @Test
    void doesNotKeepWhatIsLargerThanAllowed() throws IOException {
        try (FeedServer server = new FeedServer(gzip(new byte[5_000_000]), TAGGED);
                HeldLocation held = HeldLocation.of(Location.of(server.address("/x"), QUICK))) {
            FeedException refused = catchThrowableOfType(FeedException.class, () -> {
                try (Source source = held.open(new SourceLimits(1_000, 200))) {
                    source.bytes().readAllBytes();
                }
            });
            assertThat(refused.problem().code()).isEqualTo(LocationProblem.TOO_LARGE);
        }
    }

    @Test
    void aTransferThatBreaksIsOneProblem() throws IOException {
        try (FeedServer server = new FeedServer(new byte[100_000], TAGGED);
                HeldLocation held = HeldLocation.of(Location.of(server.address("/x"), QUICK))) {
            server.cuts.add(50_000);
            server.cuts.addAll(Collections.nCopies(100, 0));
            FeedException refused = catchThrowableOfType(
                    FeedException.class, () -> held.open(SourceLimits.DEFAULTS).close());
            // The last try ended before its answer began or after, which is the network's to decide.
            assertThat(refused.problem().code()).isIn(LocationProblem.READ_FAILED, LocationProblem.UNREACHABLE);
            server.cuts.clear();
            try (Source source = held.open(SourceLimits.DEFAULTS)) {
                assertThat(source.bytes().readAllBytes()).hasSize(100_000);
            }
        }
    }
}
