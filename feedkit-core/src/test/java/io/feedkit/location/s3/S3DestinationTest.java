package io.feedkit.location.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedkit.location.Credentials;
import io.feedkit.location.Destination;
import io.feedkit.location.Location;
import io.feedkit.location.LocationOptions;
import io.feedkit.location.Patience;
import io.feedkit.location.Secret;
import io.feedkit.location.Shipment;
import io.feedkit.location.Source;
import io.feedkit.location.SourceLimits;
import io.feedkit.location.http.HttpCall;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class S3DestinationTest {
    private static final LocationOptions OPTIONS = LocationOptions.DEFAULTS
            .withPatience(Patience.DEFAULTS.withSilence(Duration.ofSeconds(20)).withChance(bound -> 0))
            .withCredentials(Credentials.password(TestStore.ACCESS_KEY, "vault:x"))
            .withStore(reference -> Optional.of(Secret.of(TestStore.SECRET)));

    @TempDir
    private Path home;

    @TempDir
    private Path finished;

    private Shipment.Item item(int seed, int size) throws IOException {
        byte[] content = new byte[size];
        new Random(seed).nextBytes(content);
        Path file = Files.write(finished.resolve("finished-" + seed), content);
        return new Shipment.Item(file, size, SignatureV4.hex(SignatureV4.sha256(content)));
    }

    private static String address(int port, String key) {
        return "s3://bucket/" + key + "?endpoint=http://127.0.0.1:" + port;
    }

    private static void deliver(Destination destination, int formerParts, Shipment.Item... items) {
        try (Destination.Staged staged = destination.stage(new Shipment(List.of(items), formerParts))) {
            staged.publish();
        }
    }

    private static byte[] read(String address) throws IOException {
        try (Source source = Location.of(address, OPTIONS).open(SourceLimits.DEFAULTS)) {
            return source.bytes().readAllBytes();
        }
    }

    private void works(int port) throws IOException {
        String address = address(port, "my%20feed%C3%BC.csv");
        Destination destination = Destination.of(address, OPTIONS);
        for (Shipment.Item item : List.of(item(1, 10), item(2, 17_000_000), item(3, 0), item(4, 70_000))) {
            deliver(destination, 1, item);
            assertThat(read(address)).isEqualTo(Files.readAllBytes(item.file()));
        }
        deliver(destination, 1, item(5, 50), item(6, 60));
        String second = address(port, "my%20feed%C3%BC-2.csv");
        assertThat(read(second)).hasSize(60);
        deliver(destination, 2, item(7, 70));
        assertThat(read(address)).hasSize(70);
        assertThatThrownBy(() -> read(second)).hasMessageContaining("location.not-found");

        Destination.Staged givenUp = destination.stage(new Shipment(List.of(item(8, 80)), 1));
        assertThat(read(address)).hasSize(70);
        givenUp.close();
        assertThat(read(address)).hasSize(70);
        LocationOptions wrong = OPTIONS.withStore(reference -> Optional.of(Secret.of("hunter3hunter3")));
        assertThatThrownBy(() -> deliver(Destination.of(address, wrong), 1, item(9, 9)))
                .hasMessageContaining("location.access-denied")
                .hasMessageNotContaining("hunter");
    }

    @Test
    void putsObjectsThereAndReadsThemBack() throws IOException {
        try (TestStore store = new TestStore(home)) {
            works(store.port());
            assertThat(store.openUploads()).isZero();
        }
    }

    @Test
    void usesThePartsOfAKilledRunAgain() throws IOException {
        Shipment.Item item = item(1, 17_000_000);
        try (TestStore store = new TestStore(home)) {
            Destination destination = Destination.of(address(store.port(), "feed.csv"), OPTIONS);
            destination.stage(new Shipment(List.of(item), 1)); // and never closed, as by a killed process
            assertThat(store.openUploads()).isEqualTo(1);
            store.requests.clear();
            deliver(destination, 1, item);
            assertThat(store.requests).noneMatch(request -> request.startsWith("PUT"));
            assertThat(store.openUploads()).isZero();
            destination.stage(new Shipment(List.of(item(2, 100)), 1));
            deliver(destination, 1, item(3, 101));
            assertThat(Files.size(home.resolve("feed.csv"))).isEqualTo(101);
            assertThat(store.openUploads()).isZero();
        }
    }

    @Test
    void asksAgainAndIsNotMisledByLostAnswers() throws IOException {
        try (TestStore store = new TestStore(home)) {
            Destination destination = Destination.of(address(store.port(), "feed.csv"), OPTIONS);
            Shipment.Item item = item(1, 100);
            for (int request = 0; request < 6; request++) {
                for (int status : new int[] {500, 503, -1}) {
                    for (int i = 0; i < request; i++) {
                        store.statuses.add(TestStore.AS_USUAL);
                    }
                    store.statuses.add(status);
                    deliver(destination, 1, item);
                    assertThat(home.resolve("feed.csv")).hasSameBinaryContentAs(item.file());
                    store.statuses.clear();
                }
            }
            store.failsToPutTogether = true;
            assertThatThrownBy(() -> deliver(destination, 1, item(2, 200)))
                    .hasMessageContaining("publish.refused")
                    .hasMessageContaining("InternalError");
            assertThat(Files.size(home.resolve("feed.csv"))).isEqualTo(100);
        }
    }

    @Test
    void refusesAddressesThatNameNoObject() {
        for (String address : List.of(
                "s3://bucket",
                "s3://bucket/",
                "s3://bucket/a/",
                "s3://bucket/x?key=1",
                "s3://bucket/x?region=EU/x",
                "s3://bucket/x?endpoint=ftp://x",
                "s3://bucket/x?endpoint=http://a:b@x")) {
            assertThatThrownBy(() -> Destination.of(address, OPTIONS))
                    .as(address)
                    .hasMessageContaining("location.");
        }
        S3Place place = S3Place.of(URI.create("s3://my-bucket/a b.csv?region=eu-west-3".replace(" ", "%20")), OPTIONS);
        assertThat(place.address(place.key(), ""))
                .hasToString("https://my-bucket.s3.eu-west-3.amazonaws.com/a%20b.csv");
        assertThat(S3Place.of(URI.create("s3://my.bucket/a.csv"), OPTIONS).address("a.csv", ""))
                .hasToString("https://s3.us-east-1.amazonaws.com/my.bucket/a.csv");
    }

    /** A store nobody here wrote: S3Proxy, in a process of its own , when its jars are there. */
    @Test
    void worksWithAStoreNobodyHereWrote() throws IOException, InterruptedException {
        String jars = System.getProperty("feedkit.s3proxy", "");
        Assumptions.assumeTrue(!jars.isEmpty(), "the jars of S3Proxy are not there (see CONTRIBUTING.md)");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path settings = Files.writeString(
                finished.resolve("s3proxy.conf"),
                String.join(
                        "\n",
                        "s3proxy.endpoint=http://127.0.0.1:" + port,
                        "s3proxy.authorization=aws-v2-or-v4",
                        "s3proxy.identity=" + TestStore.ACCESS_KEY,
                        "s3proxy.credential=" + TestStore.SECRET,
                        "jclouds.provider=filesystem",
                        "jclouds.filesystem.basedir=" + home,
                        ""));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-DLOG_LEVEL=warn",
                        "-cp",
                        jars + File.separator + "*",
                        "org.gaul.s3proxy.Main",
                        "--properties",
                        settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(finished.resolve("s3proxy.log").toFile())
                .start();
        try {
            awaitPort(port);
            S3Place place = S3Place.of(URI.create(address(port, "x")), OPTIONS);
            new S3Calls(place).send(HttpCall.of("PUT", place.bucket(""))).close();
            works(port);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static void awaitPort(int port) throws IOException, InterruptedException {
        for (int attempt = 0; ; attempt++) {
            try (Socket open = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertThat(open.isConnected()).isTrue();
                return;
            } catch (IOException e) {
                if (attempt == 600) {
                    throw e;
                }
                Thread.sleep(100);
            }
        }
    }
}
