package io.feedkit.location.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.feedkit.location.Location;
import io.feedkit.location.LocationOptions;
import io.feedkit.location.LocationProblem;
import io.feedkit.location.Patience;
import io.feedkit.location.Source;
import io.feedkit.location.SourceLimits;
import io.feedkit.problem.FeedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HttpLocationTest {
    private static final byte[] FEED = "id,title\n1,Lamp\n2,Chair\n".getBytes(StandardCharsets.UTF_8);
    private static final Map<String, String> TAGGED = Map.of("ETag", "\"one\"");

    /** Without pauses, because chance always says none. */
    private static final LocationOptions QUICK = LocationOptions.DEFAULTS.withPatience(
            Patience.DEFAULTS.withSilence(Duration.ofSeconds(5)).withChance(bound -> 0));

    @TempDir
    private Path folder;

    @Test
    void readsAFileOfTheWeb() throws IOException {
        try (FeedServer server = new FeedServer(FEED, Map.of("Content-Type", "text/csv; charset=ISO-8859-2"));
                Source source = open(server.address("/shop.csv"), QUICK)) {
            assertThat(source.bytes().readAllBytes()).isEqualTo(FEED);
            assertThat(source.storedBytes()).hasValue(FEED.length);
            assertThat(source.statedCharset()).isEqualTo("ISO-8859-2");
            assertThat(source.name()).endsWith("/shop.csv");
        }
    }

    @Test
    void inflatesWhatTheServerCompressedAndFilesThatWereCompressedBefore() throws IOException {
        for (byte[] sent : List.of(gzip(FEED), gzip(gzip(FEED)))) {
            try (FeedServer server = new FeedServer(sent, Map.of("Content-Encoding", "gzip"));
                    Source source = open(server.address("/shop.csv"), QUICK)) {
                assertThat(source.bytes().readAllBytes()).isEqualTo(FEED);
                assertThat(server.requests.get(0).getFirst("Accept-Encoding")).isEqualTo("gzip");
            }
        }
    }

    @Test
    void goesOnWhereAConnectionWasCut() throws IOException {
        byte[] big = bytes(300_000);
        try (FeedServer server = new FeedServer(big, TAGGED)) {
            server.cuts.addAll(List.of(0, 1, 70_000, 100_000));
            try (Source source = open(server.address("/big"), QUICK)) {
                assertThat(source.bytes().readAllBytes()).isEqualTo(big);
            }
            assertThat(server.requests).hasSize(5);
            assertThat(server.requests.get(4).getFirst("Range")).matches("bytes=1[67]\\d{4}-");
            assertThat(server.requests.get(4).getFirst("If-Range")).isEqualTo("\"one\"");
        }
    }

    @Test
    void readsAgainAndComparesWhereTheServerHasNoRangesOrNamesNoVersion() throws IOException {
        byte[] big = bytes(100_000);
        for (Map<String, String> headers : List.of(TAGGED, Map.of("ETag", "W/\"weak\""), Map.<String, String>of())) {
            try (FeedServer server = new FeedServer(big, headers)) {
                server.ranges = false;
                server.cuts.addAll(List.of(50_000, 60_000));
                try (Source source = open(server.address("/big"), QUICK)) {
                    assertThat(source.bytes().readAllBytes()).as("%s", headers).isEqualTo(big);
                }
            }
        }
    }

    @Test
    void goesOnInsideACompressedTransferOfUnknownLength() throws IOException {
        byte[] big = bytes(200_000);
        try (CutChunksServer server = new CutChunksServer(gzip(big), "ETag: \"z\"\r\nContent-Encoding: gzip\r\n")) {
            server.cuts.addAll(List.of(10_000, 90_000, 1, 0));
            try (Source source = open(server.address(), QUICK)) {
                assertThat(source.bytes().readAllBytes()).isEqualTo(big);
            }
        }
    }

    @Test
    void saysThatAFileChangedWhileItWasRead() throws IOException {
        for (Map<String, String> headers : List.of(TAGGED, Map.<String, String>of())) {
            try (FeedServer server = new FeedServer(bytes(100_000), headers)) {
                server.cutUntilToldOtherwise(50_000);
                try (Source source = open(server.address("/big"), QUICK)) {
                    assertThat(source.bytes().readNBytes(10)).hasSize(10);
                    byte[] other = bytes(100_000);
                    other[5]++;
                    server.content = other;
                    server.headers = headers.isEmpty() ? headers : Map.of("ETag", "\"two\"");
                    server.cutNoMore();
                    FeedException refused = catchThrowableOfType(
                            FeedException.class, () -> source.bytes().readAllBytes());
                    assertThat(refused.problem().code()).isEqualTo(LocationProblem.CHANGED);
                }
            }
        }
    }

    @Test
    void givesUpWithOneProblemWhenConnectionsKeepBreaking() throws IOException {
        try (FeedServer server = new FeedServer(bytes(100_000), TAGGED)) {
            server.cuts.addAll(List.of(50_000, 0, 0, 0, 0, 0, 0, 0));
            server.silenceMillis = 100; // time to read the first bytes before the connection breaks
            FeedException refused = failure(server.address("/big"), QUICK);
            assertThat(refused.problem().code()).isEqualTo(LocationProblem.READ_FAILED);
            assertThat(refused.problem().fix()).contains(" bytes had come");
        }
    }

    @Test
    void doesNotWaitForEverForASilentServer() throws IOException {
        LocationOptions hasty = QUICK.withPatience(
                QUICK.patience().withSilence(Duration.ofMillis(300)).withAttempts(2));
        try (FeedServer server = new FeedServer(bytes(100_000), TAGGED)) {
            server.silenceMillis = 2_000;
            FeedException refused = failure(server.address("/slow"), hasty);
            assertThat(refused.problem().code()).isEqualTo(LocationProblem.READ_FAILED);
            assertThat(refused.getMessage()).contains("silent");
        }
        LocationOptions bounded = QUICK.withPatience(QUICK.patience().withOverall(Duration.ofMillis(300)));
        try (FeedServer server = new FeedServer(bytes(100_000), TAGGED)) {
            server.silenceMillis = 600;
            assertThat(failure(server.address("/slow"), bounded).problem().code())
                    .isEqualTo(LocationProblem.TIMEOUT);
        }
    }

    @Test
    void triesAgainWhatMayPassAndWaitsAsLongAsItIsAsked() throws IOException {
        try (FeedServer server = new FeedServer(FEED, TAGGED)) {
            server.statuses.addAll(List.of(503, 429, 500));
            server.statusHeaders = Map.of("Retry-After", "1");
            long start = System.nanoTime();
            try (Source source = open(server.address("/busy"), QUICK)) {
                assertThat(source.bytes().readAllBytes()).isEqualTo(FEED);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(3));
        }
    }

    @Test
    void saysWhatAStatusMeans() throws IOException {
        Map<Integer, LocationProblem> meanings = new HashMap<>(Map.of(
                401, LocationProblem.ACCESS_DENIED,
                403, LocationProblem.ACCESS_DENIED,
                404, LocationProblem.NOT_FOUND,
                410, LocationProblem.NOT_FOUND,
                429, LocationProblem.RATE_LIMITED,
                418, LocationProblem.CANNOT_OPEN,
                501, LocationProblem.SERVER_FAILED,
                503, LocationProblem.SERVER_FAILED));
        for (Map.Entry<Integer, LocationProblem> meaning : meanings.entrySet()) {
            try (FeedServer server = new FeedServer(FEED, TAGGED)) {
                server.statuses.addAll(java.util.Collections.nCopies(5, meaning.getKey()));
                FeedException refused = failure(server.address("/x"), QUICK);
                assertThat(refused.problem().code()).as("%s", meaning).isEqualTo(meaning.getValue());
                assertThat(refused.problem().fix()).isNotEmpty();
            }
        }
    }

    @Test
    void doesNotWaitLongerThanAllowedWhateverTheServerAsks() throws IOException {
        try (FeedServer server = new FeedServer(FEED, TAGGED)) {
            server.statuses.add(429);
            server.statusHeaders = Map.of("Retry-After", "86400");
            assertThat(failure(server.address("/busy"), QUICK).problem().code())
                    .isEqualTo(LocationProblem.RATE_LIMITED);
        }
    }

    @Test
    void saysThatNobodyAnswers() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        FeedException refused = failure(URI.create("http://127.0.0.1:" + free + "/x"), QUICK);
        assertThat(refused.problem().code()).isEqualTo(LocationProblem.UNREACHABLE);
        assertThat(refused.getMessage()).contains("refused");
    }

    @Test
    void stopsAtTheSizeLimitBeforeTheFirstByte() throws IOException {
        try (FeedServer server = new FeedServer(FEED, TAGGED)) {
            FeedException refused = catchThrowableOfType(
                    FeedException.class,
                    () -> Location.of(server.address("/x"), QUICK).open(new SourceLimits(10, 100)));
            assertThat(refused.problem().code()).isEqualTo(LocationProblem.TOO_LARGE);
        }
    }

    @Test
    void followsRedirectionsAsLongAsTheyLeadSomewhere() throws IOException {
        try (FeedServer server = new FeedServer(FEED, Map.of())) {
            server.statuses.addAll(List.of(301, 302, 303, 307, 308));
            server.statusHeaders = Map.of("Location", "../else/where.csv?x=1");
            try (Source source = open(server.address("/a/b"), QUICK)) {
                assertThat(source.bytes().readAllBytes()).isEqualTo(FEED);
                assertThat(server.paths.get(5)).isEqualTo("/else/where.csv?x=1");
            }
            server.statuses.addAll(java.util.Collections.nCopies(20, 302));
            assertThat(failure(server.address("/a/b"), QUICK).problem().code()).isEqualTo(LocationProblem.BAD_REDIRECT);
        }
    }

    @Test
    void doesNotFollowToOtherKindsOfPlaces() throws IOException {
        for (String target : List.of("file:///etc/passwd", "ftp://host/x", "http:///x", "h ttp://x", "jar:x!/y")) {
            try (FeedServer server = new FeedServer(FEED, Map.of())) {
                server.statuses.add(302);
                server.statusHeaders = Map.of("Location", target);
                assertThat(failure(server.address("/x"), QUICK).problem().code())
                        .as(target)
                        .isEqualTo(LocationProblem.BAD_REDIRECT);
            }
        }
    }

    @Test
    void asksOnlyForWhatIsNew() throws IOException {
        try (FeedServer server = new FeedServer(FEED, TAGGED)) {
            Location location = Location.of(server.address("/x"), QUICK);
            String seen;
            try (Source source =
                    location.openIfChanged("", SourceLimits.DEFAULTS).orElseThrow()) {
                seen = source.version();
            }
            assertThat(location.openIfChanged(seen, SourceLimits.DEFAULTS)).isEmpty();
            server.headers = Map.of("ETag", "\"two\"");
            try (Source source =
                    location.openIfChanged(seen, SourceLimits.DEFAULTS).orElseThrow()) {
                assertThat(source.bytes().readAllBytes()).isEqualTo(FEED);
            }
        }
    }

    @Test
    void usesTheKeptCopyWhileTheServerSaysThatItIsRight() throws IOException {
        LocationOptions keeping = QUICK.withCopiesIn(folder.resolve("copies"));
        try (FeedServer server = new FeedServer(gzip(FEED), TAGGED)) {
            for (int turn = 0; turn < 3; turn++) {
                try (Source source = open(server.address("/x"), keeping)) {
                    assertThat(source.bytes().readAllBytes()).isEqualTo(FEED);
                    assertThat(source.compression()).isEqualTo("gzip");
                }
            }
            assertThat(server.requests.get(2).getFirst("If-None-Match")).isEqualTo("\"one\"");
            server.content = bytes(20);
            server.headers = Map.of("ETag", "\"two\"");
            try (Source source = open(server.address("/x"), keeping)) {
                assertThat(source.bytes().readAllBytes()).isEqualTo(bytes(20));
            }
        }
        try (Stream<Path> kept = Files.list(folder.resolve("copies"))) {
            assertThat(kept).hasSize(1);
        }
    }

    @Test
    void fetchesAgainWhatIsDamagedOnDisk() throws IOException {
        Path copies = folder.resolve("copies");
        LocationOptions keeping = QUICK.withCopiesIn(copies);
        try (FeedServer server = new FeedServer(FEED, TAGGED)) {
            open(server.address("/x"), keeping).close();
            Path copy;
            try (Stream<Path> kept = Files.list(copies)) {
                copy = kept.findFirst().orElseThrow();
            }
            byte[] whole = Files.readAllBytes(copy);
            for (int length : new int[] {0, 1, 20, whole.length - 1}) {
                Files.write(copy, Arrays.copyOf(whole, length));
                try (Source source = open(server.address("/x"), keeping)) {
                    assertThat(source.bytes().readAllBytes()).isEqualTo(FEED);
                }
            }
        }
    }

    @Test
    void readsAnEmptyFileAndOneByte() throws IOException {
        for (int size = 0; size < 2; size++) {
            try (FeedServer server = new FeedServer(bytes(size), TAGGED);
                    Source source = open(server.address("/x"), QUICK)) {
                assertThat(source.bytes().readAllBytes()).isEqualTo(bytes(size));
            }
        }
    }

    private static Source open(URI address, LocationOptions options) {
        return Location.of(address, options).open(SourceLimits.DEFAULTS);
    }

    private static FeedException failure(URI address, LocationOptions options) {
        return catchThrowableOfType(FeedException.class, () -> {
            try (Source source = open(address, options)) {
                source.bytes().transferTo(OutputStream.nullOutputStream());
            }
        });
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
