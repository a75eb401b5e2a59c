package io.feedkit.location.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.feedkit.location.Credentials;
import io.feedkit.location.Location;
import io.feedkit.location.LocationOptions;
import io.feedkit.location.LocationProblem;
import io.feedkit.location.Patience;
import io.feedkit.location.Secret;
import io.feedkit.location.Source;
import io.feedkit.location.SourceLimits;
import io.feedkit.location.Trust;
import io.feedkit.location.remote.CuttingProxy;
import io.feedkit.problem.FeedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SftpLocationTest {
    private static final String PASSWORD = "hunter2hunter2";

    @TempDir
    private Path home;

    private KeyPair hostKey;
    private KeyPair userKey;
    private SshServer server;

    @BeforeEach
    void startServer() throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        hostKey = generator.generateKeyPair();
        userKey = generator.generateKeyPair();
        server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setPort(0);
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        server.setPasswordAuthenticator((user, password, session) -> user.equals("anna") && password.equals(PASSWORD));
        server.setPublickeyAuthenticator(
                (user, key, session) -> user.equals("anna") && KeyUtils.compareKeys(key, userKey.getPublic()));
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        server.setFileSystemFactory(new VirtualFileSystemFactory(home));
        server.start();
    }

    @AfterEach
    void stopServer() throws IOException {
        server.stop(true);
    }

    @Test
    void readsFromAKnownHostWithAPassword() throws IOException {
        byte[] content = file(300_000);
        assertThat(read(server.getPort(), "/shop.csv", withPassword(knownHosts(server.getPort(), hostKey))))
                .isEqualTo(content);
        assertThat(read(server.getPort(), "/~/shop.csv", withPassword(pinned())))
                .isEqualTo(content);
    }

    @Test
    void readsWithAPrivateKey() throws IOException, GeneralSecurityException {
        byte[] content = file(1);
        OpenSSHKeyEncryptionContext locked = new OpenSSHKeyEncryptionContext();
        locked.setCipherName("AES");
        locked.setCipherType("256");
        locked.setPassword("open it");
        for (OpenSSHKeyEncryptionContext lock : Arrays.asList(null, locked)) {
            ByteArrayOutputStream key = new ByteArrayOutputStream();
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(userKey, "test", lock, key);
            Path file = Files.write(home.resolve("key"), key.toByteArray());
            Path phrase = Files.writeString(home.resolve("phrase"), "open it\n");
            LocationOptions options = LocationOptions.DEFAULTS
                    .withTrust(pinned())
                    .withCredentials(Credentials.key("anna", "file:" + file, lock == null ? "" : "file:" + phrase));
            assertThat(read(server.getPort(), "/shop.csv", options)).isEqualTo(content);
        }
    }

    @Test
    void goesOnWhereAConnectionWasCut() throws IOException {
        byte[] content = file(500_000);
        try (CuttingProxy proxy = new CuttingProxy(server.getPort())) {
            proxy.cuts.addAll(List.of(0, 100, 60_000, 200_000));
            assertThat(read(proxy.port(), "/shop.csv", withPassword(pinned()))).isEqualTo(content);
        }
    }

    @Test
    void givesUpWithOneProblemWhenConnectionsKeepBreaking() throws IOException {
        file(500_000);
        try (CuttingProxy proxy = new CuttingProxy(server.getPort())) {
            proxy.cuts.addAll(List.of(200_000, 0, 0, 0, 0, 0, 0));
            FeedException refused = failure(proxy.port(), "/shop.csv", withPassword(pinned()));
            assertThat(refused.problem().code()).isEqualTo(LocationProblem.READ_FAILED);
            assertThat(refused.problem().fix()).contains("bytes had come");
        }
    }

    @Test
    void saysThatAFileChangedWhileItWasRead() throws IOException {
        file(500_000);
        try (CuttingProxy proxy = new CuttingProxy(server.getPort())) {
            proxy.cuts.add(200_000);
            FeedException refused = catchThrowableOfType(FeedException.class, () -> {
                try (Source source = open(proxy.port(), "/shop.csv", withPassword(pinned()))) {
                    source.bytes().readNBytes(10);
                    Files.setLastModifiedTime(
                            home.resolve("shop.csv"), FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
                    source.bytes().readAllBytes();
                }
            });
            assertThat(refused.problem().code()).isEqualTo(LocationProblem.CHANGED);
        }
    }

    @Test
    void readsFromNoHostWhoseKeyIsUnknownOrAnother() throws IOException {
        file(10);
        Trust other = knownHosts(server.getPort(), userKey);
        for (Trust trust : List.of(
                other,
                Trust.DEFAULTS.withKnownHosts(home.resolve("none")),
                Trust.DEFAULTS.withKnownHosts(Files.createFile(home.resolve("empty"))),
                Trust.DEFAULTS.withFingerprint("SHA256:abc"))) {
            FeedException refused = failure(server.getPort(), "/shop.csv", withPassword(trust));
            assertThat(refused.problem().code()).isEqualTo(LocationProblem.UNTRUSTED);
        }
    }

    @Test
    void saysWhatTheServerRefuses() throws IOException {
        file(10);
        assertThat(failure(server.getPort(), "/none.csv", withPassword(pinned()))
                        .problem()
                        .code())
                .isEqualTo(LocationProblem.NOT_FOUND);
        LocationOptions wrong =
                withPassword(pinned()).withStore(reference -> Optional.of(Secret.of("hunter2hunter2!")));
        FeedException refused = failure(server.getPort(), "/shop.csv", wrong);
        assertThat(refused.problem().code()).isEqualTo(LocationProblem.ACCESS_DENIED);
        StringWriter all = new StringWriter();
        refused.printStackTrace(new PrintWriter(all));
        assertThat(all.toString()).doesNotContain("hunter2hunter2");
        FeedException nobody =
                failure(server.getPort(), "/shop.csv", withPassword(pinned()).withCredentials(Credentials.NONE));
        assertThat(nobody.problem().code()).isEqualTo(LocationProblem.UNUSABLE_CREDENTIALS);
        LocationOptions noKey = withPassword(pinned()).withCredentials(Credentials.key("anna", "vault:x", ""));
        FeedException key = failure(server.getPort(), "/shop.csv", noKey);
        assertThat(key.problem().code()).isEqualTo(LocationProblem.ACCESS_DENIED);
    }

    private Trust pinned() {
        try {
            return Trust.DEFAULTS.withFingerprint(KeyUtils.getFingerPrint(BuiltinDigests.sha256, hostKey.getPublic()));
        } catch (RuntimeException e) {
            throw new IllegalStateException(e);
        }
    }

    private Trust knownHosts(int port, KeyPair key) throws IOException {
        String line = "[127.0.0.1]:" + port + " " + PublicKeyEntry.toString(key.getPublic()) + "\n";
        return Trust.DEFAULTS.withKnownHosts(Files.writeString(home.resolve("known_hosts"), line));
    }

    private static LocationOptions withPassword(Trust trust) {
        return LocationOptions.DEFAULTS
                .withTrust(trust)
                .withPatience(
                        Patience.DEFAULTS.withSilence(Duration.ofSeconds(10)).withChance(bound -> 0))
                .withCredentials(Credentials.password("anna", "vault:x"))
                .withStore(reference -> Optional.of(Secret.of(PASSWORD)));
    }

    private byte[] file(int size) throws IOException {
        byte[] content = new byte[size];
        new Random(7).nextBytes(content);
        Files.write(home.resolve("shop.csv"), content);
        return content;
    }

    private static byte[] read(int port, String path, LocationOptions options) throws IOException {
        try (Source source = open(port, path, options)) {
            return source.bytes().readAllBytes();
        }
    }

    private static Source open(int port, String path, LocationOptions options) {
        return Location.of("sftp://127.0.0.1:" + port + path, options).open(SourceLimits.DEFAULTS);
    }

    private static FeedException failure(int port, String path, LocationOptions options) {
        return catchThrowableOfType(FeedException.class, () -> {
            try (Source source = open(port, path, options)) {
                source.bytes().readAllBytes();
            }
        });
    }
}
