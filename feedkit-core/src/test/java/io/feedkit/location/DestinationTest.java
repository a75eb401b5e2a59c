package io.feedkit.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.feedkit.location.ftp.CuttingFtpServer;
import io.feedkit.location.http.StoringServer;
import io.feedkit.location.sftp.TestSftpServer;
import io.feedkit.problem.FeedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.ftpserver.ftplet.FtpException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the kind of place, files get there whole. */
@Timeout(120)
class DestinationTest {
    private static final LocationOptions QUICK = LocationOptions.DEFAULTS
            .withPatience(Patience.DEFAULTS.withSilence(Duration.ofSeconds(10)).withChance(bound -> 0))
            .withCredentials(Credentials.password(CuttingFtpServer.USER, "vault:x"))
            .withStore(reference -> Optional.of(Secret.of(CuttingFtpServer.PASSWORD)));

    @TempDir
    private Path home;

    @TempDir
    private Path finished;

    private enum Kind {
        FILE,
        FTP,
        FTP_THAT_RENAMES_OVER,
        SFTP,
        HTTP
    }

    private interface Check {
        void with(Destination destination) throws IOException;
    }

    private void at(Kind kind, String name, Check check) throws IOException, GeneralSecurityException, FtpException {
        switch (kind) {
            case FILE -> check.with(Destination.of(home.resolve(name).toString()));
            case FTP, FTP_THAT_RENAMES_OVER -> {
                try (CuttingFtpServer server = CuttingFtpServer.plain(home, kind == Kind.FTP_THAT_RENAMES_OVER)) {
                    check.with(Destination.of("ftp://127.0.0.1:" + server.port() + "/" + escaped(name), QUICK));
                }
            }
            case SFTP -> {
                try (TestSftpServer server = new TestSftpServer(home)) {
                    check.with(Destination.of(
                            "sftp://127.0.0.1:" + server.port() + "/" + escaped(name), server.options()));
                }
            }
            case HTTP -> {
                try (StoringServer server = new StoringServer(home)) {
                    check.with(Destination.of("http://127.0.0.1:" + server.port() + "/" + escaped(name), QUICK));
                }
            }
        }
    }

    private static String escaped(String name) {
        return name.replace(" ", "%20").replace("ü", "%C3%BC").replace("*", "%2A");
    }

    private Shipment.Item item(int seed, int size) throws IOException {
        byte[] content = new byte[size];
        new Random(seed).nextBytes(content);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            Path file = Files.write(finished.resolve("finished-" + seed), content);
            return new Shipment.Item(file, size, HexFormat.of().formatHex(hash));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void deliver(Destination destination, int formerParts, Shipment.Item... items) {
        try (Destination.Staged staged = destination.stage(new Shipment(List.of(items), formerParts))) {
            staged.publish();
        }
    }

    private List<String> there() throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".lock"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesANewFileAndAnotherInItsPlace(Kind kind) throws Exception {
        Shipment.Item first = item(1, 300_000);
        Shipment.Item second = item(2, 70_000);
        at(kind, "my feed ü.xml", destination -> {
            deliver(destination, 0, first);
            assertThat(home.resolve("my feed ü.xml")).hasSameBinaryContentAs(first.file());
            deliver(destination, 1, second);
            assertThat(home.resolve("my feed ü.xml")).hasSameBinaryContentAs(second.file());
            deliver(destination, 1, item(3, 0));
            assertThat(home.resolve("my feed ü.xml")).isEmptyFile();
        });
        assertThat(there()).containsExactly("my feed ü.xml");
    }

    @ParameterizedTest
    @EnumSource
    void takesPartsAndRemovesThoseThatAreNoneAnyMore(Kind kind) throws Exception {
        at(kind, "feed.csv.gz", destination -> {
            deliver(destination, 0, item(1, 10), item(2, 20), item(3, 30));
            assertThat(there()).containsExactly("feed-2.csv.gz", "feed-3.csv.gz", "feed.csv.gz");
            assertThat(home.resolve("feed-3.csv.gz")).hasSize(30);
            deliver(destination, 3, item(4, 40));
            assertThat(there()).containsExactly("feed.csv.gz");
            assertThat(home.resolve("feed.csv.gz")).hasSize(40);
        });
    }

    @ParameterizedTest
    @EnumSource
    void showsNothingOfWhatIsGivenUp(Kind kind) throws Exception {
        at(kind, "feed.xml", destination -> {
            deliver(destination, 0, item(1, 10));
            destination.stage(new Shipment(List.of(item(2, 20)), 1)).close();
            assertThat(home.resolve("feed.xml")).hasSize(10);
        });
        assertThat(there()).containsExactly("feed.xml");
    }

    @ParameterizedTest
    @EnumSource(names = {"FTP", "FTP_THAT_RENAMES_OVER", "SFTP"})
    void removesWhatKilledRunsLeftAndNothingElse(Kind kind) throws Exception {
        Files.writeString(home.resolve("feed.xml.0123456789ab.part"), "left behind");
        Files.writeString(home.resolve("feed.xml.part"), "not ours");
        Files.writeString(home.resolve("other.xml.0123456789ab.part"), "not ours");
        at(kind, "feed.xml", destination -> deliver(destination, 0, item(1, 10)));
        assertThat(there()).containsExactly("feed.xml", "feed.xml.part", "other.xml.0123456789ab.part");
    }

    @ParameterizedTest
    @EnumSource(names = {"FTP", "FTP_THAT_RENAMES_OVER", "SFTP"})
    void goesOnWithWhatAKilledRunOfTheSameFeedHadSent(Kind kind) throws Exception {
        Shipment.Item item = item(1, 300_000);
        String staged = "feed.xml." + item.sha256().substring(0, 12) + ".part";
        Files.write(home.resolve(staged), Arrays.copyOf(Files.readAllBytes(item.file()), 100_000));
        at(kind, "feed.xml", destination -> deliver(destination, 0, item));
        assertThat(home.resolve("feed.xml")).hasSameBinaryContentAs(item.file());
        assertThat(there()).containsExactly("feed.xml");
    }

    @ParameterizedTest
    @EnumSource(names = {"FTP", "SFTP"})
    void movesTheOldFileBackThatAKilledRunHadMovedAside(Kind kind) throws Exception {
        Files.writeString(home.resolve("feed.xml.replaced"), "the last good one");
        at(kind, "feed.xml", destination -> {
            Destination.Staged staged = destination.stage(new Shipment(List.of(item(1, 10)), 1));
            assertThat(home.resolve("feed.xml")).hasContent("the last good one");
            staged.close();
        });
    }

    @Test
    void anFtpTransferGoesOnWhereItBrokeOff() throws Exception {
        Shipment.Item item = item(1, 500_000);
        try (CuttingFtpServer server = CuttingFtpServer.plain(home, true)) {
            server.writeCuts.addAll(List.of(0, 100_000, 1));
            deliver(Destination.of("ftp://127.0.0.1:" + server.port() + "/feed.xml", QUICK), 0, item);
            assertThat(server.writes).hasSize(4);
            assertThat(server.writes.get(2)).isPositive();
        }
        assertThat(home.resolve("feed.xml")).hasSameBinaryContentAs(item.file());
    }

    @ParameterizedTest
    @EnumSource(names = {"FTP", "SFTP"})
    void saysWhereThereIsNoFolder(Kind kind) throws Exception {
        at(kind, "none/feed.xml", destination -> {
            FeedException refused =
                    catchThrowableOfType(FeedException.class, () -> deliver(destination, 0, item(1, 10)));
            assertThat(refused.problem().code()).isEqualTo(PublishProblem.REFUSED);
        });
    }

    @Test
    void aWebServerIsAskedAgainAndComparedWith() throws Exception {
        try (StoringServer server = new StoringServer(home)) {
            Destination destination = Destination.of("http://127.0.0.1:" + server.port() + "/feed.xml?v=2", QUICK);
            server.statuses.addAll(List.of(503, 500));
            deliver(destination, 0, item(1, 200_000));
            assertThat(server.requests)
                    .containsExactly(
                            "PUT /feed.xml?v=2", "PUT /feed.xml?v=2", "PUT /feed.xml?v=2", "HEAD /feed.xml?v=2");
            server.loses = 1;
            assertThatThrownBy(() -> deliver(destination, 0, item(2, 10))).hasMessageContaining("publish.not-whole");
            server.statuses.add(403);
            assertThatThrownBy(() -> deliver(destination, 0, item(2, 10)))
                    .hasMessageContaining("location.access-denied");
        }
    }

    @Test
    void postsWhereThatIsAskedFor() throws Exception {
        try (StoringServer server = new StoringServer(home)) {
            Destination destination =
                    Destination.of("http://127.0.0.1:" + server.port() + "/in", QUICK.withMethod("POST"));
            deliver(destination, 0, item(1, 5));
            assertThat(server.requests).containsExactly("POST /in");
            assertThat(home.resolve("in")).hasSize(5);
        }
    }

    @Test
    void refusesPlacesThatCanOnlyBeRead() {
        for (String typed : List.of("jdbc:h2:mem:x", "classpath:feed.xml")) {
            assertThatThrownBy(() -> Destination.of(typed)).hasMessageContaining("publish.read-only");
        }
        assertThatThrownBy(() -> Destination.of("ftp://anna:hunter2@host/x"))
                .hasMessageContaining("location.secret-in-address")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> Destination.of("nothing://host/x")).hasMessageContaining("location.unknown-scheme");
        assertThatThrownBy(() -> Destination.of("x.xml", QUICK.withSchemes(java.util.Set.of("sftp"))))
                .hasMessageContaining("location.not-allowed");
    }
}
