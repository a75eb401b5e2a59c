package io.feedkit.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.TextBuffer;
import io.feedkit.catalog.Catalog;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.feed.FeedBatch;
import io.feedkit.feed.FeedEncoder;
import io.feedkit.feed.FeedFormat;
import io.feedkit.feed.FeedFormats;
import io.feedkit.feed.FeedInfo;
import io.feedkit.feed.FeedLayout;
import io.feedkit.feed.FeedLimits;
import io.feedkit.feed.Member;
import io.feedkit.feed.csv.DelimitedFeedFormat;
import io.feedkit.location.Credentials;
import io.feedkit.location.Destination;
import io.feedkit.location.FaultyFiles;
import io.feedkit.location.Location;
import io.feedkit.location.LocationOptions;
import io.feedkit.location.Patience;
import io.feedkit.location.Secret;
import io.feedkit.location.ftp.CuttingFtpServer;
import io.feedkit.location.http.StoringServer;
import io.feedkit.location.remote.FaultyProxy;
import io.feedkit.location.s3.TestStore;
import io.feedkit.location.sftp.TestSftpServer;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.ProblemSink;
import io.feedkit.product.Schema;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever breaks, wherever in a run: afterwards every place holds the old feed or the new one, whole, and the next run finishes.
 *
 * <p>A run without faults is counted first; then it is done once for each of its steps, and that step fails.
 */
@Tag("slow")
@Timeout(1800)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsTest {
    private static final int PRODUCTS = 600;
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
    private static final Set<String> LEDGER_AND_MANIFEST = Set.of("feed.csv.ledger.ndjson", "feed.csv.manifest.json");

    @TempDir
    private Path root;

    private final Set<String> injected = new TreeSet<>();

    /** The process ended. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static String csv(String title) {
        StringBuilder csv = new StringBuilder("id,title\n");
        for (int i = 0; i < PRODUCTS; i++) {
            csv.append("A")
                    .append(i)
                    .append(',')
                    .append(title)
                    .append(" vase no. ")
                    .append(i)
                    .append('\n');
        }
        return csv.toString();
    }

    private static Catalog catalog(String title) {
        byte[] bytes = csv(title).getBytes(StandardCharsets.UTF_8);
        return Catalog.open(Location.of("shop.csv", () -> new ByteArrayInputStream(bytes)), CatalogOptions.DEFAULTS);
    }

    private static Export export(Catalog catalog) {
        return Export.of(catalog).at(NOON).threads(1).guards(Guards.NONE);
    }

    /** Whether it came to its end as if nothing had happened. */
    private static boolean run(Export export) {
        try {
            return export.run().feeds().stream().allMatch(FeedReport::published);
        } catch (FeedException | Killed e) {
            return false;
        }
    }

    private static Path quick(Path folder) {
        return folder.getFileSystem().equals(FileSystems.getDefault()) ? FaultyFiles.quick(folder) : folder;
    }

    private static Export target(Export export, Path folder, FeedLimits limits, Destination... destinations) {
        FeedTarget target = FeedTarget.at(quick(folder).resolve("feed.csv")).keep(1);
        for (Destination destination : destinations) {
            target = target.deliveredTo(destination);
        }
        return export.to(PlainContract.csv().limits(limits), target);
    }

    /** What anybody sees in a folder: files by name. */
    private static Map<String, String> seen(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.toList()) {
                String name = file.getFileName().toString();
                if (!name.startsWith(".") && !name.endsWith(".part")) {
                    // How many came before depends on whether the one before could be looked at.
                    files.put(name, Files.readString(file).replaceFirst("\"version\":\\d+,", ""));
                }
            }
        }
        return files;
    }

    private static void clear(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                if (!file.equals(folder)) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Each file is, to the byte, one of the old run or of the new one; none is missing that both have. */
    private static void assertWhole(Path folder, Map<String, String> old, Map<String, String> renewed, String fault)
            throws IOException {
        Map<String, String> found = seen(folder);
        found.forEach((name, text) -> assertThat(text.equals(old.get(name)) || text.equals(renewed.get(name)))
                .as(name + " is whole after " + fault)
                .isTrue());
        Set<String> both = new TreeSet<>(old.keySet());
        both.retainAll(renewed.keySet());
        assertThat(found.keySet()).as(fault).containsAll(both);
    }

    private void count(String fault) {
        assertThat(injected.add(fault)).as(fault).isTrue();
    }

    /** A disk that fails at one step. */
    private static final class Failing implements FaultyFiles.Disk {
        private final int at;
        private final String way;
        private int steps;
        private boolean failed;
        private String step = "";

        Failing(int at, String way) {
            this.at = at;
            this.way = way;
        }

        @Override
        public void before(String name) throws IOException {
            boolean grows = Set.of("open", "write", "mkdir", "link").contains(name);
            boolean now = steps++ == at;
            if (now) {
                step = name;
            }
            switch (way) {
                case "killed" -> {
                    failed |= now;
                    if (failed) {
                        throw new Killed();
                    }
                }
                case "full" -> {
                    failed |= now;
                    if (failed && grows) {
                        throw new FileSystemException("feed.csv", null, "No space left on device");
                    }
                }
                default -> {
                    failed |= now;
                    if (now) {
                        throw new FileSystemException("feed.csv", null, "Input/output error");
                    }
                }
            }
        }

        @Override
        public int room(int bytes) {
            return steps == at ? bytes / 2 : bytes;
        }
    }

    private void onTheDisk(FeedLimits oldLimits, FeedLimits newLimits, String what) throws IOException {
        Path folder = root.resolve("disk");
        clear(folder);
        assertThat(run(target(export(catalog("old")), folder, oldLimits))).isTrue();
        Map<String, String> old = seen(folder);
        Failing none = new Failing(-1, "");
        assertThat(run(target(export(catalog("new")), FaultyFiles.on(none, folder), newLimits)))
                .isTrue();
        Map<String, String> renewed = seen(folder);
        for (String way : List.of("killed", "full", "error")) {
            for (int at = 0; at < none.steps; at++) {
                clear(folder);
                assertThat(run(target(export(catalog("old")), folder, oldLimits)))
                        .isTrue();
                Failing disk = new Failing(at, way);
                boolean through = run(target(export(catalog("new")), FaultyFiles.on(disk, folder), newLimits));
                String fault = what + ", " + way + " at step " + at + " (" + disk.step + ")";
                count(fault);
                assertWhole(folder, old, renewed, fault);
                if (through) {
                    assertThat(seen(folder)).as(fault).isEqualTo(renewed);
                }
                assertThat(run(target(export(catalog("new")), folder, newLimits)))
                        .as(fault)
                        .isTrue();
                Map<String, String> now = seen(folder);
                // The manifest knows how many versions there were.
                now.keySet().removeAll(LEDGER_AND_MANIFEST);
                Map<String, String> expected = new TreeMap<>(renewed);
                expected.keySet().removeAll(LEDGER_AND_MANIFEST);
                assertThat(now).as(fault).isEqualTo(expected);
                try (Stream<Path> files = Files.list(folder)) {
                    assertThat(files.map(Path::toString))
                            .as(fault)
                            .noneMatch(name -> name.endsWith(".part") || name.endsWith(".journal"));
                }
            }
        }
    }

    @Test
    void onTheDiskOfThisMachine() throws IOException {
        onTheDisk(FeedLimits.NONE, FeedLimits.NONE, "one file");
        onTheDisk(FeedLimits.NONE.withProducts(200), FeedLimits.NONE.withProducts(300), "several files");
    }

    /** Fails in the middle of its bytes, each time it is read. */
    private static InputStream breaking(byte[] bytes, int after) {
        return new FilterInputStream(new ByteArrayInputStream(bytes)) {
            private int left = after;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                if (left <= 0) {
                    throw new IOException("cut");
                }
                int got = super.read(into, from, Math.min(length, left));
                left -= Math.max(got, 0);
                return got;
            }
        };
    }

    /** Ends the run at a batch. */
    private static final class AtBatch {
        private int left;

        AtBatch(int batches) {
            left = batches;
        }

        void pass() {
            if (left-- == 0) {
                throw new Killed();
            }
        }
    }

    private record Rules(AtBatch trunk, AtBatch layer, AtBatch scan) implements Enrichment {
        @Override
        public String hash() {
            return "rules";
        }

        @Override
        public Set<String> reads() {
            return Set.of("title");
        }

        @Override
        public Set<String> writes() {
            return Set.of();
        }

        @Override
        public Optional<FirstPass> firstPass(Schema schema, Instant runAt) {
            return Optional.of(new FirstPass() {
                @Override
                public Set<String> reads() {
                    return Set.of("title");
                }

                @Override
                public Collector collector(ProblemSink problems) {
                    return new Collector() {
                        @Override
                        public void collect(ProductBatch batch) {
                            scan.pass();
                        }

                        @Override
                        public void merge(Collector other) {
                            // One thread.
                        }

                        @Override
                        public Enrichment finish() {
                            return new Rules(trunk, layer, scan);
                        }
                    };
                }
            });
        }

        @Override
        public Session open(Schema schema, List<Member> members, Instant runAt, ProblemSink problems) {
            return new Session() {
                @Override
                public void trunk(ProductBatch batch) {
                    trunk.pass();
                }

                @Override
                public void layer(int member, ProductBatch batch) {
                    layer.pass();
                }
            };
        }
    }

    private record BreakingFormat(AtBatch encode) implements FeedFormat {
        @Override
        public String name() {
            return "breaking";
        }

        @Override
        public FeedEncoder encoder(FeedLayout layout) {
            FeedEncoder real = new DelimitedFeedFormat().encoder(layout);
            return new FeedEncoder() {
                @Override
                public void head(FeedInfo info, TextBuffer out) {
                    real.head(info, out);
                }

                @Override
                public void encode(FeedBatch batch, TextBuffer out) {
                    encode.pass();
                    real.encode(batch, out);
                }

                @Override
                public void tail(FeedInfo info, long products, TextBuffer out) {
                    real.tail(info, products, out);
                }
            };
        }
    }

    private void inTheRun(String fault, Path folder, Map<String, String> old, Runnable broken) throws IOException {
        count(fault);
        try {
            broken.run();
        } catch (FeedException | Killed e) {
            assertThat(e).isNotNull();
        }
        assertThat(seen(folder)).as(fault).isEqualTo(old);
    }

    @Test
    void whileReadingScanningRulingCheckingAndEncoding() throws IOException {
        Path folder = root.resolve("steps");
        clear(folder);
        assertThat(run(target(export(catalog("old")), folder, FeedLimits.NONE))).isTrue();
        Map<String, String> old = seen(folder);
        byte[] bytes = csv("new").getBytes(StandardCharsets.UTF_8);
        for (int after = 0; after < bytes.length; after += bytes.length / 20) {
            int cut = after;
            inTheRun("reading cut after " + cut, folder, old, () -> {
                AtomicInteger opened = new AtomicInteger();
                // Its columns are found out before the run.
                Catalog cutting = Catalog.open(
                        Location.of(
                                "shop.csv",
                                () -> breaking(bytes, opened.getAndIncrement() == 0 ? Integer.MAX_VALUE : cut)),
                        CatalogOptions.DEFAULTS);
                assertThat(run(target(export(cutting), folder, FeedLimits.NONE)))
                        .isFalse();
            });
        }
        int never = Integer.MAX_VALUE;
        for (int batch = 0; batch < 3; batch++) {
            int at = batch;
            for (Rules rules : List.of(
                    new Rules(new AtBatch(at), new AtBatch(never), new AtBatch(never)),
                    new Rules(new AtBatch(never), new AtBatch(at), new AtBatch(never)),
                    new Rules(new AtBatch(never), new AtBatch(never), new AtBatch(at)))) {
                String where = rules.scan.left == at ? "scan" : rules.trunk.left == at ? "trunk" : "layer";
                inTheRun(
                        where + " broken at batch " + at,
                        folder,
                        old,
                        () -> assertThat(run(target(export(catalog("new")).rules(rules), folder, FeedLimits.NONE)))
                                .isFalse());
            }
            AtBatch check = new AtBatch(at);
            inTheRun(
                    "check broken at batch " + at,
                    folder,
                    old,
                    () -> assertThat(run(export(catalog("new"))
                                    .to(
                                            PlainContract.csv().meanwhile(products -> check.pass()),
                                            folder.resolve("feed.csv"))))
                            .isFalse());
            inTheRun("encoding broken at batch " + at, folder, old, () -> encodeBroken(folder, at));
        }
        assertThat(run(target(export(catalog("new")), folder, FeedLimits.NONE))).isTrue();
        assertThat(seen(folder).get("feed.csv")).contains("new vase no. 599");
    }

    private static void encodeBroken(Path folder, int batch) {
        PlainContract contract = new PlainContract("breaking", FeedLimits.NONE, products -> {});
        Export.Settings settings = new Export.Settings(Clock.systemUTC(), "shop");
        settings.guards = Guards.NONE;
        settings.threads = 1;
        ExportReport report = new ExportRun(
                        catalog("new"),
                        Enrichment.none(),
                        List.of(new Export.Target(contract, FeedTarget.at(folder.resolve("feed.csv")))),
                        settings,
                        NOON,
                        FeedFormats.of(new BreakingFormat(new AtBatch(batch))),
                        new Crew("shop", null))
                .run();
        assertThat(report.feeds().get(0).published()).isFalse();
    }

    private static final LocationOptions QUICK = LocationOptions.DEFAULTS
            .withPatience(Patience.DEFAULTS
                    .withSilence(Duration.ofSeconds(20))
                    .withConnect(Duration.ofSeconds(20))
                    .withAttempts(3)
                    .withChance(bound -> 0))
            .withCredentials(Credentials.password(CuttingFtpServer.USER, "vault:x"))
            .withStore(reference -> Optional.of(Secret.of(CuttingFtpServer.PASSWORD)));

    private interface Server extends AutoCloseable {
        int port();

        Destination at(int port);

        @Override
        void close() throws IOException;
    }

    /** Cuts the connection at so many places of a delivery, once so that another comes about and once so that none does. */
    private void onTheWay(String kind, Server server, Path there, int places) throws IOException {
        Path here = root.resolve("here-" + kind);
        clear(here);
        try (server;
                FaultyProxy network = new FaultyProxy(server.port())) {
            Destination destination = server.at(network.port());
            assertThat(run(target(export(catalog("old")), here, FeedLimits.NONE, destination)))
                    .isTrue();
            Map<String, String> old = seen(there);
            network.mend();
            assertThat(run(target(export(catalog("new")), here, FeedLimits.NONE, destination)))
                    .isTrue();
            long bytes = network.passed();
            Map<String, String> renewed = seen(there);
            assertThat(renewed).isNotEqualTo(old);
            for (boolean staysDown : new boolean[] {false, true}) {
                for (int place = 0; place < places; place++) {
                    assertThat(run(target(export(catalog("old")), here, FeedLimits.NONE, destination)))
                            .isTrue();
                    assertThat(seen(there)).isEqualTo(old);
                    long offset = bytes * place / places;
                    String fault = kind + (staysDown ? ", gone" : ", cut") + " at byte " + offset;
                    count(fault);
                    network.failAt(offset, staysDown);
                    boolean through = run(target(export(catalog("new")), here, FeedLimits.NONE, destination));
                    network.mend();
                    Map<String, String> found = seen(there);
                    assertOldOrNew(found, old, renewed, fault);
                    if (through) {
                        assertThat(found).as(fault).isEqualTo(renewed);
                    }
                    assertThat(run(target(export(catalog("new")), here, FeedLimits.NONE, destination)))
                            .as(fault)
                            .isTrue();
                    assertThat(seen(there)).as(fault).isEqualTo(renewed);
                    try (Stream<Path> files = Files.list(there)) {
                        assertThat(files.map(Path::toString)).as(fault).noneMatch(name -> name.endsWith(".part"));
                    }
                }
            }
        }
    }

    /** Where a server does not rename over a file, the old one may stand aside, whole. */
    private static void assertOldOrNew(
            Map<String, String> found, Map<String, String> old, Map<String, String> renewed, String fault) {
        Map<String, String> there = new TreeMap<>(found);
        String aside = there.remove("feed.csv.replaced");
        if (!there.containsKey("feed.csv") && aside != null) {
            there.put("feed.csv", aside);
        }
        assertThat(there.equals(old) || there.equals(renewed)).as(fault).isTrue();
    }

    private Path there(String kind) throws IOException {
        return Files.createDirectories(root.resolve("there-" + kind));
    }

    private Server ftp(Path there, boolean renamesOver) throws Exception {
        CuttingFtpServer real = CuttingFtpServer.plain(there, renamesOver);
        return new Server() {
            @Override
            public int port() {
                return real.port();
            }

            @Override
            public Destination at(int port) {
                return Destination.of("ftp://127.0.0.1:" + port + "/feed.csv", QUICK);
            }

            @Override
            public void close() {
                real.close();
            }
        };
    }

    private static int places() {
        return Integer.getInteger("feedkit.faults", 5);
    }

    @Test
    void onTheWayToAnFtpServer() throws Exception {
        Path there = there("ftp");
        onTheWay("ftp", ftp(there, true), there, places());
        Path other = there("ftp-aside");
        onTheWay("ftp-aside", ftp(other, false), other, places());
    }

    @Test
    void onTheWayToAnSftpServer() throws Exception {
        Path there = there("sftp");
        TestSftpServer real = new TestSftpServer(there);
        onTheWay(
                "sftp",
                new Server() {
                    @Override
                    public int port() {
                        return real.port();
                    }

                    @Override
                    public Destination at(int port) {
                        LocationOptions options = real.options().withPatience(QUICK.patience());
                        return Destination.of("sftp://127.0.0.1:" + port + "/feed.csv", options);
                    }

                    @Override
                    public void close() throws IOException {
                        real.close();
                    }
                },
                there,
                places());
    }

    @Test
    void onTheWayToAWebServer() throws Exception {
        Path there = there("http");
        StoringServer real = new StoringServer(there);
        onTheWay(
                "http",
                new Server() {
                    @Override
                    public int port() {
                        return real.port();
                    }

                    @Override
                    public Destination at(int port) {
                        return Destination.of("http://127.0.0.1:" + port + "/feed.csv", QUICK);
                    }

                    @Override
                    public void close() {
                        real.close();
                    }
                },
                there,
                places());
    }

    @Test
    void onTheWayToAnObjectStore() throws Exception {
        Path there = there("s3");
        TestStore real = new TestStore(there);
        onTheWay(
                "s3",
                new Server() {
                    @Override
                    public int port() {
                        return real.port();
                    }

                    @Override
                    public Destination at(int port) {
                        LocationOptions options =
                                QUICK.withCredentials(Credentials.password(TestStore.ACCESS_KEY, "vault:x"));
                        return Destination.of("s3://bucket/feed.csv?endpoint=http://127.0.0.1:" + port, options);
                    }

                    @Override
                    public void close() {
                        real.close();
                    }
                },
                there,
                places());
    }

    @AfterAll
    void atLeastTwoHundred() {
        // Unless somebody asked for one of the tests only.
        if (injected.stream().anyMatch(fault -> fault.startsWith("one file"))) {
            assertThat(injected).hasSizeGreaterThan(200);
        }
    }
}
