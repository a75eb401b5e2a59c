package io.feedkit.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.channel.Channels;
import io.feedkit.export.Export;
import io.feedkit.export.ExportReport;
import io.feedkit.export.FeedReport;
import io.feedkit.export.FeedTarget;
import io.feedkit.export.api.ApiTarget;
import io.feedkit.location.Credentials;
import io.feedkit.location.LocationOptions;
import io.feedkit.location.Patience;
import io.feedkit.location.Secret;
import io.feedkit.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The ledger of a feed that goes to an API says what the channel said. */
class AnsweredLedgerTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    private Path folder;

    private final MerchantServer server = new MerchantServer();

    @AfterEach
    void stop() {
        server.close();
    }

    private static String product(String id, String price) {
        return id + ",Boot,Very good,https://shop.example/a,https://shop.example/a.jpg,in_stock," + price
                + ",Acme,,new\n";
    }

    private ExportReport run(String csv, UnaryOperator<Export> wishes) {
        String header = "id,title,description,link,image_link,availability,price,brand,gtin,condition\n";
        LocationOptions options = LocationOptions.DEFAULTS
                .withCredentials(Credentials.bearer("env:TOKEN"))
                .withStore(reference -> Optional.of(Secret.of("s3cret")))
                .withPatience(Patience.DEFAULTS.withAttempts(1));
        ApiTarget target = ApiTarget.of(server.address() + MerchantServer.QUERY, options)
                .pace(new VirtualPace())
                .connections(1);
        return wishes.apply(Export.of(Feeds.catalogue(folder, header + csv))
                        .at(Feeds.JUNE)
                        .accept()
                        .to(
                                Channels.get("google-product-input").member("FR", "fr"),
                                FeedTarget.at(folder.resolve("google.ndjson")).calling(target)))
                .run();
    }

    /** Each product's line, in the order of the ledger. */
    private Map<String, JsonNode> ledger(String name) throws IOException {
        Map<String, JsonNode> lines = new LinkedHashMap<>();
        try (InputStream file = Files.newInputStream(folder.resolve(name));
                InputStream plain = name.endsWith(".gz") ? new GZIPInputStream(file) : file) {
            JSON.readerFor(JsonNode.class)
                    .<JsonNode>readValues(plain)
                    .forEachRemaining(line -> lines.put(line.path("id").asString(), line));
        }
        return lines;
    }

    private void manifestDescribes(String ledger, FeedReport feed) throws Exception {
        JsonNode manifest = JSON.readTree(Files.readAllBytes(folder.resolve("google.ndjson.manifest.json")));
        byte[] bytes = Files.readAllBytes(folder.resolve(ledger));
        String sum =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        assertThat(manifest.path("ledger").path("sha256").asString()).isEqualTo(sum);
        assertThat(manifest.path("products").path("sent").asLong()).isEqualTo(feed.sent());
        assertThat(manifest.path("products").path("rejected").asLong())
                .isEqualTo(feed.calls().rejected());
    }

    @Test
    void saysWhatTheChannelRefusedAndInWhichWords() throws Exception {
        server.refused.add("B");

        ExportReport report =
                run(product("A", "10 EUR") + product("B", "20 EUR") + product("C", "x"), export -> export);

        Map<String, JsonNode> lines = ledger("google.ndjson.ledger.ndjson");
        assertThat(lines.keySet()).containsExactly("A", "B", "C");
        assertThat(lines.get("A").path("status").asString()).isEqualTo("sent");
        assertThat(lines.get("B").path("status").asString()).isEqualTo("rejected");
        assertThat(lines.get("B").path("change").asString()).isEqualTo("added");
        assertThat(lines.get("B").path("notes")).anySatisfy(note -> {
            assertThat(note.path("kind").asString()).isEqualTo("rejected");
            assertThat(note.path("by").asString()).isEqualTo("api.refused");
            assertThat(note.path("text").asString()).contains("[price] is not plausible");
        });
        assertThat(lines.get("C").path("status").asString()).isEqualTo("invalid");
        FeedReport feed = report.feeds().get(0);
        assertThat(feed.sent()).isEqualTo(1);
        assertThat(feed.calls().rejected()).isEqualTo(1);
        assertThat(feed.accounted()).isEqualTo(3);
        assertThat(report.summary()).contains("1 refused by the channel when it was sent");
        assertThat(report.html(Locale.FRENCH)).contains("refusés par le canal à l’envoi");
        manifestDescribes("google.ndjson.ledger.ndjson", feed);
    }

    @Test
    void saysWhatIsLeftToTheNextRun() throws Exception {
        server.misfortunes.add(exchange -> false);
        server.misfortunes.add(ApiServer.status(502));

        FeedReport feed = run(
                        product("A", "10 EUR") + product("B", "20 EUR") + product("C", "30 EUR"),
                        export -> export.packedLedgers())
                .feeds()
                .get(0);

        assertThat(ledger("google.ndjson.ledger.ndjson.gz").values())
                .extracting(line -> line.path("status").asString())
                .containsExactly("sent", "waiting", "waiting");
        assertThat(feed.sent()).isEqualTo(1);
        assertThat(feed.calls().waiting()).isEqualTo(2);
        manifestDescribes("google.ndjson.ledger.ndjson.gz", feed);
    }

    @Test
    void saysWhatIsLeftWhenSomebodyInterruptsTheCalls() throws Exception {
        Thread run = Thread.currentThread();
        server.misfortunes.add(exchange -> {
            run.interrupt();
            return true;
        });

        FeedReport feed = run(product("A", "10 EUR") + product("B", "20 EUR"), export -> export)
                .feeds()
                .get(0);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(feed.failures()).extracting(failure -> failure.code().id()).containsExactly("api.stopped");
        assertThat(ledger("google.ndjson.ledger.ndjson").values())
                .extracting(line -> line.path("status").asString())
                .containsExactly("waiting", "waiting");
        assertThat(feed.sent()).isZero();
        assertThat(feed.calls().waiting()).isEqualTo(2);
        manifestDescribes("google.ndjson.ledger.ndjson", feed);
    }

    /** Somebody interrupts at any moment from a call on: the run says so, or was through, and never that a file could not be written. */
    @Test
    void everyLineIsTrueWheneverSomebodyInterrupts() throws Exception {
        Random random = new Random(3);
        for (int round = 0; round < 20; round++) {
            Thread run = Thread.currentThread();
            long wait = random.nextLong(4_000_000);
            server.misfortunes.add(exchange -> {
                Thread later = new Thread(() -> {
                    LockSupport.parkNanos(wait);
                    run.interrupt();
                });
                later.start();
                return false;
            });
            String price = round + ".50 EUR";
            server.products.clear();

            List<Problem> failures;
            try {
                failures = run(product("A", price) + product("B", price) + product("C", price), export -> export)
                        .feeds()
                        .get(0)
                        .failures();
            } finally {
                sleepUntilInterrupted();
            }

            assertThat(failures)
                    .allSatisfy(failure -> assertThat(failure.code().id()).isEqualTo("api.stopped"));
            Map<String, JsonNode> lines = ledger("google.ndjson.ledger.ndjson");
            assertThat(lines.keySet()).containsExactly("A", "B", "C");
            lines.forEach((id, line) -> assertThat(line.path("status").asString())
                    .isIn(server.products.containsKey(id) ? List.of("sent", "waiting") : List.of("waiting")));
        }
    }

    /** The interruption comes for sure, and may come when the run is over. */
    private static void sleepUntilInterrupted() {
        try {
            Thread.sleep(10_000);
        } catch (InterruptedException e) {
            return;
        }
        throw new AssertionError("nobody interrupted");
    }

    @Test
    void saysTheStatusAloneOfAChannelWithoutWords() throws Exception {
        server.misfortunes.add(ApiServer.status(400));

        run(product("A", "10 EUR"), export -> export);

        JsonNode notes = ledger("google.ndjson.ledger.ndjson").get("A").path("notes");
        assertThat(notes.path(notes.size() - 1).path("text").asString()).isEqualTo("status 400");
    }

    @Test
    void knowsProductsAgainWhateverTheirIds() throws Exception {
        List<String> ids = List.of("a,b", "\\", "status\":\"sent", "\u007f", "\uD83D\uDC5F", "../x", "é", "e\u0301");
        server.refused.addAll(ids);

        run(
                ids.stream()
                                .map(id -> product('"' + id.replace("\"", "\"\"") + '"', "10 EUR"))
                                .collect(Collectors.joining())
                        + product("A", "10 EUR"),
                export -> export);

        Map<String, JsonNode> lines = ledger("google.ndjson.ledger.ndjson");
        assertThat(lines).hasSize(ids.size() + 1);
        assertThat(lines)
                .allSatisfy((id, line) -> assertThat(line.path("status").asString())
                        .isEqualTo(server.products.containsKey(id) ? "sent" : "rejected"));
    }

    /** Products are refused, left out by the contract, sent again, taken away, or stay as they were; the line of each is held against what the server has. */
    @Test
    void everyLineIsTrueWhateverTheChannelRefuses() throws Exception {
        Random random = new Random(7);
        Map<String, String> held = Map.of();
        for (int round = 0; round < 6; round++) {
            StringBuilder csv = new StringBuilder();
            server.refused.clear();
            for (int i = 0; i < 120; i++) {
                if (random.nextInt(10) > 0) {
                    csv.append(product("P" + i, random.nextInt(8) == 0 ? "none" : random.nextInt(3) + 5 + " EUR"));
                }
                if (random.nextInt(4) == 0) {
                    server.refused.add("P" + i);
                }
            }

            FeedReport feed = run(csv.toString(), export -> export).feeds().get(0);

            long rejected = 0;
            for (JsonNode line : ledger("google.ndjson.ledger.ndjson").values()) {
                String id = line.path("id").asString();
                switch (line.path("status").asString()) {
                    case "sent" -> assertThat(server.refused).doesNotContain(id);
                    case "rejected" -> {
                        rejected++;
                        assertThat(server.refused).contains(id);
                        assertThat(server.products.get(id)).isEqualTo(held.get(id));
                        assertThat(line.path("notes")
                                        .path(line.path("notes").size() - 1)
                                        .path("text")
                                        .asString())
                                .contains("not plausible");
                    }
                    case "unchanged" -> assertThat(server.products.get(id)).isEqualTo(held.get(id));
                    default -> assertThat(line.path("status").asString()).isIn("invalid", "removed");
                }
            }
            assertThat(feed.calls().rejected()).isEqualTo(rejected).isPositive();
            assertThat(feed.accounted()).isEqualTo(csv.toString().lines().count());
            held = Map.copyOf(server.products);
        }
    }
}
