package io.feedkit.location.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.Headers;
import io.feedkit.location.Credentials;
import io.feedkit.location.Location;
import io.feedkit.location.LocationOptions;
import io.feedkit.location.LocationProblem;
import io.feedkit.location.Patience;
import io.feedkit.location.Secret;
import io.feedkit.location.Source;
import io.feedkit.location.SourceLimits;
import io.feedkit.problem.FeedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers that name no version but the time of the last change, and limits and credentials across several answers. */
@Timeout(60)
class HttpValidatorsTest {
    private static final String LONG_AGO = "Sat, 03 Jan 2026 10:00:00 GMT";
    private static final LocationOptions QUICK = LocationOptions.DEFAULTS.withPatience(
            Patience.DEFAULTS.withSilence(Duration.ofSeconds(5)).withChance(bound -> 0));
    private static final byte[] FEED = bytes(100_000);

    @TempDir
    private Path folder;

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(11).nextBytes(bytes);
        return bytes;
    }

    private static Source open(FeedServer server, LocationOptions options) {
        return Location.of(server.address("/x"), options).open(SourceLimits.DEFAULTS);
    }

    @Test
    void asksOnlyForWhatChangedSinceTheTimeTheServerNamed() throws IOException {
        try (FeedServer server = new FeedServer(FEED, Map.of("Last-Modified", LONG_AGO))) {
            Location location = Location.of(server.address("/x"), QUICK);
            String seen;
            try (Source source = location.open(SourceLimits.DEFAULTS)) {
                seen = source.version();
            }
            assertThat(location.openIfChanged(seen, SourceLimits.DEFAULTS)).isEmpty();
            assertThat(server.requests.get(1).getFirst("If-Modified-Since")).isEqualTo(LONG_AGO);
            server.headers = Map.of("Last-Modified", "Sun, 04 Jan 2026 10:00:00 GMT");
            try (Source source =
                    location.openIfChanged(seen, SourceLimits.DEFAULTS).orElseThrow()) {
                assertThat(source.bytes().readAllBytes()).isEqualTo(FEED);
            }
        }
    }

    @Test
    void keepsACopyWhileItIsOfTheTimeTheServerNames() throws IOException {
        LocationOptions keeping = QUICK.withCopiesIn(folder);
        try (FeedServer server = new FeedServer(FEED, Map.of("Last-Modified", LONG_AGO))) {
            for (int turn = 0; turn < 2; turn++) {
                try (Source source = open(server, keeping)) {
                    assertThat(source.bytes().readAllBytes()).isEqualTo(FEED);
                }
            }
            assertThat(server.requests.get(1).getFirst("If-Modified-Since")).isEqualTo(LONG_AGO);
            server.content = bytes(20);
            server.headers = Map.of("Last-Modified", "Sun, 04 Jan 2026 10:00:00 GMT");
            try (Source source = open(server, keeping)) {
                assertThat(source.bytes().readAllBytes()).isEqualTo(bytes(20));
            }
        }
    }

    /** A time that lay well behind proves that a range belongs to the same bytes. */
    @Test
    void goesOnBehindACutWhenTheLastChangeWasLongAgo() throws IOException {
        try (FeedServer server = new FeedServer(FEED, Map.of("Last-Modified", LONG_AGO))) {
            server.cuts.addAll(List.of(60_000, 20_000));
            try (Source source = open(server, QUICK)) {
                assertThat(source.bytes().readAllBytes()).isEqualTo(FEED);
            }
            Headers last = server.requests.get(server.requests.size() - 1);
            assertThat(last.getFirst("Range")).matches("bytes=[5-8]\\d{4}-");
            assertThat(last.getFirst("If-Range")).isEqualTo(LONG_AGO);
        }
    }

    /** Within one second a file may change again, and its time would be the same (RFC 9110, section 8.8.2.2). */
    @Test
    void readsAgainFromTheStartWhenTheLastChangeWasJustNow() throws IOException {
        String now = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC));
        try (FeedServer server = new FeedServer(FEED, Map.of("Last-Modified", now))) {
            server.cuts.add(60_000);
            try (Source source = open(server, QUICK)) {
                assertThat(source.bytes().readAllBytes()).isEqualTo(FEED);
            }
            assertThat(server.requests).hasSize(2);
            assertThat(server.requests.get(1)).doesNotContainKey("Range");
        }
    }

    @Test
    void noticesThatTheTimeOfTheLastChangeIsAnotherBehindACut() throws IOException {
        try (FeedServer server = new FeedServer(FEED, Map.of("Last-Modified", LONG_AGO))) {
            server.cutUntilToldOtherwise(60_000);
            try (Source source = open(server, QUICK)) {
                source.bytes().readNBytes(10);
                server.headers = Map.of("Last-Modified", "Sun, 04 Jan 2026 10:00:00 GMT");
                server.cutNoMore();
                FeedException refused = catchThrowableOfType(
                        FeedException.class, () -> source.bytes().readAllBytes());
                assertThat(refused.problem().code()).isEqualTo(LocationProblem.CHANGED);
            }
        }
    }

    @Test
    void presentsCredentialsAgainWhenItGoesOn() throws IOException {
        LocationOptions options = QUICK.withCredentials(Credentials.bearer("vault:x"))
                .withStore(reference -> Optional.of(Secret.of("open-sesame")));
        try (FeedServer server = new FeedServer(FEED, Map.of("ETag", "\"one\""))) {
            server.cuts.addAll(List.of(60_000, 10_000));
            try (Source source = open(server, options)) {
                assertThat(source.bytes().readAllBytes()).isEqualTo(FEED);
            }
            assertThat(server.requests).hasSize(3);
            assertThat(server.requests)
                    .allMatch(request -> "Bearer open-sesame".equals(request.getFirst("Authorization")));
        }
    }

    @Test
    void keepsCredentialsOnTheWayToAnotherPageOfTheSameHost() throws IOException {
        LocationOptions options = QUICK.withCredentials(Credentials.password("anna", "vault:x"))
                .withStore(reference -> Optional.of(Secret.of("open-sesame")));
        try (FeedServer server = new FeedServer(FEED, Map.of())) {
            server.statuses.add(302);
            server.statusHeaders = Map.of("Location", "/moved.csv");
            try (Source source = open(server, options)) {
                assertThat(source.bytes().readAllBytes()).isEqualTo(FEED);
            }
            assertThat(server.paths).containsExactly("/x", "/moved.csv");
            assertThat(server.requests.get(1).getFirst("Authorization")).startsWith("Basic ");
        }
    }

    private static FeedException stopped(FeedServer server, SourceLimits limits) {
        return catchThrowableOfType(FeedException.class, () -> {
            try (Source source = Location.of(server.address("/x"), QUICK).open(limits)) {
                source.bytes().transferTo(OutputStream.nullOutputStream());
            }
        });
    }

    @Test
    void stopsAtTheSizeLimitWhereNoSizeWasAnnounced() throws IOException {
        try (FeedServer server = new FeedServer(FEED, Map.of())) {
            server.lengths = false;
            assertThat(stopped(server, new SourceLimits(50_000, 200)).problem().code())
                    .isEqualTo(LocationProblem.TOO_LARGE);
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void stopsAtTheSizeLimitOfWhatWasCompressed() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            gzip.write(new byte[20_000_000]);
        }
        try (FeedServer server = new FeedServer(bomb.toByteArray(), Map.of("Content-Encoding", "gzip"))) {
            assertThat(stopped(server, new SourceLimits(1_000_000, 100_000))
                            .problem()
                            .code())
                    .isEqualTo(LocationProblem.TOO_LARGE);
            assertThat(stopped(server, SourceLimits.DEFAULTS).problem().code())
                    .isEqualTo(LocationProblem.INFLATES_TOO_MUCH);
        }
    }

    /** Each byte comes before the silence would be too long, and all of them take longer than allowed. */
    @Test
    void endsWhatDripsForLongerThanAllowed() throws IOException {
        LocationOptions bounded = QUICK.withPatience(QUICK.patience().withOverall(Duration.ofMillis(700)));
        try (WordServer server = new WordServer("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")) {
            long start = System.nanoTime();
            FeedException refused = catchThrowableOfType(FeedException.class, () -> {
                try (Source source = Location.of(server.address(), bounded).open(SourceLimits.DEFAULTS)) {
                    source.bytes().transferTo(OutputStream.nullOutputStream());
                }
            });
            assertThat(refused.problem().code()).isEqualTo(LocationProblem.TIMEOUT);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
        }
    }

    /** Its clock may be years behind. */
    @Test
    void waitsUntilTheTimeThatAServerNamesByItsOwnClock() throws IOException {
        String busy = "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\nDate: " + LONG_AGO
                + "\r\nRetry-After: " + LONG_AGO.replace("10:00:00", "10:00:02") + "\r\n\r\n";
        try (WordServer server = new WordServer(busy, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nid")) {
            long start = System.nanoTime();
            try (Source source = Location.of(server.address(), QUICK).open(SourceLimits.DEFAULTS)) {
                assertThat(source.bytes().readAllBytes()).isEqualTo(new byte[] {'i', 'd'});
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(30));
        }
    }
}
