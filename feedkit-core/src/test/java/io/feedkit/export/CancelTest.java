package io.feedkit.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.feedkit.batch.ProductBatch;
import io.feedkit.catalog.Catalog;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.feed.Member;
import io.feedkit.location.Destination;
import io.feedkit.location.Location;
import io.feedkit.location.Shipment;
import io.feedkit.location.WhenBusy;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemSink;
import io.feedkit.product.Schema;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who interrupts the thread that called a run has it back at once, whatever the run waits for, and nothing is published any more. */
@Timeout(60)
class CancelTest {
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
    private static final String OLD = "id,title\nA1,old vase\n";
    private static final String NEW = "id,title\nA1,new vase\n";
    private static final long SECOND = 1000;

    @TempDir
    private Path folder;

    /** A server that takes connections and says nothing: who reads from it notices no interrupt. */
    private ServerSocket silent = unbound();

    private final List<Socket> connected = new ArrayList<>();
    private final CountDownLatch stuck = new CountDownLatch(1);
    /** What the host was told. */
    private final List<Problem> told = new CopyOnWriteArrayList<>();

    private static ServerSocket unbound() {
        try {
            return new ServerSocket();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void open() throws IOException {
        silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        assertThat(export(NEW.replace("new", "old")).run().feeds()).allMatch(FeedReport::published);
    }

    @AfterEach
    void close() throws IOException {
        for (Socket socket : connected) {
            socket.close();
        }
        silent.close();
    }

    private Export export(String csv) {
        return export(() -> new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), FeedTarget.at(feed()));
    }

    private Export export(CatalogSource source, FeedTarget target) {
        Catalog catalog = Catalog.open(Location.of("shop.csv", source::open), CatalogOptions.DEFAULTS);
        return Export.of(catalog).at(NOON).guards(Guards.NONE).to(PlainContract.csv(), target);
    }

    private interface CatalogSource {
        InputStream open() throws IOException;
    }

    private Path feed() {
        return folder.resolve("feed.csv");
    }

    /** Waits for the server, as a read from any socket does. */
    private void waitForTheServer() {
        try (Socket socket = new Socket(silent.getInetAddress(), silent.getLocalPort())) {
            synchronized (connected) {
                connected.add(socket);
            }
            stuck.countDown();
            socket.getInputStream().read();
        } catch (IOException e) {
            stuck.countDown(); // it was given free
        }
    }

    private Map<String, String> seen() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.toList()) {
                String name = file.getFileName().toString();
                if (!name.startsWith(".") && !name.endsWith(".part")) {
                    files.put(name, Files.readString(file));
                }
            }
        }
        return files;
    }

    /** Interrupts the run when it is stuck, and looks whether it ends at once; then lets go on what was stuck, and looks again. */
    private void assertEndsAtOnce(Export export) throws Exception {
        Map<String, String> before = seen();
        Thread host = new Thread(() -> {
            try {
                export.run();
            } catch (FeedException e) {
                told.add(e.problem());
            }
        });
        host.start();
        assertThat(stuck.await(20, TimeUnit.SECONDS)).as("got there").isTrue();
        host.interrupt();
        host.join(20 * SECOND);

        // The server still says nothing, and nobody waits for it that the host would notice.
        assertThat(host.isAlive()).isFalse();
        assertThat(told).extracting(Problem::code).containsExactly(ExportProblem.INTERRUPTED);
        assertThat(seen()).isEqualTo(before);
        for (Socket socket : List.copyOf(connected)) {
            socket.close();
        }
        // The next run may have the feed as soon as what was left behind has noticed.
        assertThat(export(NEW)
                        .whenBusy(WhenBusy.waitAtMost(Duration.ofSeconds(30)))
                        .run()
                        .feeds())
                .allMatch(FeedReport::published);
        assertThat(Files.readString(feed())).isEqualTo(NEW);
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all.map(Path::toString)).noneMatch(name -> name.endsWith(".part"));
        }
    }

    private CatalogSource stuckAfter(String csv) {
        return () -> new SequenceInputStream(
                new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), new InputStream() {
                    @Override
                    public int read() {
                        waitForTheServer();
                        return -1;
                    }
                });
    }

    /** The first pass over a catalogue finds its columns and comes to its end; the next one is stuck. */
    private CatalogSource stuckLater(String csv) {
        boolean[] looked = new boolean[1];
        CatalogSource later = stuckAfter(csv);
        return () -> {
            if (looked[0]) {
                return later.open();
            }
            looked[0] = true;
            return new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8));
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void whileItWaitsForTheCatalogue(int threads) throws Exception {
        assertEndsAtOnce(export(stuckLater(NEW), FeedTarget.at(feed())).threads(threads));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void whileItWaitsForTheCatalogueOnThreadsOfTheHost(int threads) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            assertEndsAtOnce(export(stuckLater(NEW), FeedTarget.at(feed()))
                    .threads(threads)
                    .executor(pool));
        } finally {
            pool.shutdown();
            assertThat(pool.awaitTermination(20, TimeUnit.SECONDS))
                    .as("threads come back")
                    .isTrue();
        }
    }

    @Test
    void whileAPluginIsBusyWithItself() throws Exception {
        assertEndsAtOnce(export(NEW).rules(new Looking(false, this::waitForTheServer)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void whileItLooksAtTheWholeCatalogueFirst(int threads) throws Exception {
        assertEndsAtOnce(
                export(NEW).rules(new Looking(true, this::waitForTheServer)).threads(threads));
    }

    @Test
    void whileAnotherRunHasTheFeed() throws Exception {
        Thread host = new Thread(() -> {
            stuck.countDown();
            try {
                export(NEW)
                        .whenBusy(WhenBusy.waitAtMost(Duration.ofSeconds(30)))
                        .run();
            } catch (FeedException e) {
                told.add(e.problem());
            }
        });
        try (FeedFiles busy = FeedFiles.open(FeedTarget.at(feed()), WhenBusy.REFUSE)) {
            assertThat(busy.publication()).isNotNull();
            host.start();
            stuck.await();
            host.interrupt();
            host.join(20 * SECOND);
            assertThat(host.isAlive()).isFalse();
            assertThat(told).extracting(Problem::code).containsExactly(ExportProblem.INTERRUPTED);
        }
        assertThat(Files.readString(feed())).isEqualTo(OLD);
    }

    /** It has brought everything there, and nobody has seen it yet. */
    @Test
    void betweenBringingAFeedThereAndShowingIt() throws Exception {
        List<String> shown = new ArrayList<>();
        Destination slow = new Destination() {
            @Override
            public String name() {
                return "slow";
            }

            @Override
            public Staged stage(Shipment shipment) {
                waitForTheServer();
                return new Staged() {
                    @Override
                    public void publish() {
                        shown.add(Thread.currentThread().getName());
                    }

                    @Override
                    public void close() {}
                };
            }
        };
        assertEndsAtOnce(export(
                () -> new ByteArrayInputStream(NEW.getBytes(StandardCharsets.UTF_8)),
                FeedTarget.at(feed()).deliveredTo(slow)));
        assertThat(shown).isEmpty();
    }

    @Test
    void beforeItBegan() throws IOException {
        Map<String, String> before = seen();
        Thread.currentThread().interrupt();
        try {
            FeedException ended =
                    catchThrowableOfType(FeedException.class, () -> export(NEW).run());
            assertThat(ended.problem().code()).isEqualTo(ExportProblem.INTERRUPTED);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
        assertThat(seen()).isEqualTo(before);
    }

    @Test
    void aBusyExecutorMakesItSlowerAndKeepsItFromNothing() throws Exception {
        ExecutorService one = Executors.newSingleThreadExecutor();
        try {
            assertThat(export(NEW).threads(4).executor(one).run().feeds()).allMatch(FeedReport::published);
            assertThat(Files.readString(feed())).isEqualTo(NEW);
        } finally {
            one.shutdown();
            assertThat(one.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void saysThatAnExecutorTakesNothingAnyMore() {
        ExecutorService gone = Executors.newSingleThreadExecutor();
        gone.shutdown();
        FeedException refused = catchThrowableOfType(
                FeedException.class, () -> export(NEW).executor(gone).run());
        assertThat(refused.problem().code()).isEqualTo(ExportProblem.NO_THREAD);
        assertThat(refused.problem().fix()).contains("free thread");
    }

    /** Rules that come to a halt, in the first look at the catalogue or with the products. */
    private record Looking(boolean first, Runnable halt) implements Enrichment {
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
            Enrichment knowing = new Looking(false, () -> {});
            return !first
                    ? Optional.empty()
                    : Optional.of(new FirstPass() {
                        @Override
                        public Set<String> reads() {
                            return Set.of("title");
                        }

                        @Override
                        public Collector collector(ProblemSink problems) {
                            return new Collector() {
                                @Override
                                public void collect(ProductBatch batch) {
                                    halt.run();
                                }

                                @Override
                                public void merge(Collector other) {}

                                @Override
                                public Enrichment finish() {
                                    return knowing;
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
                    halt.run();
                }

                @Override
                public void layer(int member, ProductBatch batch) {}
            };
        }
    }
}
