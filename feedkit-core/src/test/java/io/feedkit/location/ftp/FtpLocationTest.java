package io.feedkit.location.ftp;

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
import io.feedkit.location.remote.TestCertificate;
import io.feedkit.problem.FeedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.net.ssl.SSLContext;
import org.apache.ftpserver.ftplet.FtpException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class FtpLocationTest {
    private static final LocationOptions QUICK = LocationOptions.DEFAULTS
            .withPatience(Patience.DEFAULTS.withSilence(Duration.ofSeconds(10)).withChance(bound -> 0))
            .withCredentials(Credentials.password(CuttingFtpServer.USER, "vault:x"))
            .withStore(reference -> Optional.of(Secret.of(CuttingFtpServer.PASSWORD)));

    @TempDir
    private static Path folder;

    private static TestCertificate certificate;
    private static TestCertificate foreign;
    private static SSLContext trusting;

    @TempDir
    private Path home;

    @BeforeAll
    static void makeCertificates() throws IOException, InterruptedException, GeneralSecurityException {
        certificate = TestCertificate.of(folder, "ip:127.0.0.1");
        foreign = TestCertificate.of(folder, "dns:elsewhere.example");
        trusting = certificate.trusting();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp", "ftpes", "ftps"})
    void readsAndGoesOnWhereATransferBrokeOff(String scheme) throws IOException, FtpException {
        byte[] content = file(300_000);
        try (CuttingFtpServer server = server(scheme)) {
            server.cuts.addAll(List.of(0, 1, 100_000));
            assertThat(read(scheme, server, "shop.csv")).isEqualTo(content);
            assertThat(server.starts).hasSize(4);
            // The server hands on whole blocks only.
            assertThat(server.starts.get(3)).isBetween(1L, 100_001L);
        }
    }

    @Test
    void saysThatAFileChangedWhileItWasRead() throws IOException, FtpException {
        file(300_000);
        try (CuttingFtpServer server = server("ftp")) {
            server.cuts.add(100_000);
            FeedException refused = catchThrowableOfType(FeedException.class, () -> {
                try (Source source = open("ftp", server, "shop.csv", QUICK)) {
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
    void saysWhatTheServerRefuses() throws IOException, FtpException {
        file(10);
        try (CuttingFtpServer server = server("ftp")) {
            assertThat(failure("ftp", server, "none.csv", QUICK).problem().code())
                    .isEqualTo(LocationProblem.NOT_FOUND);
            LocationOptions wrong = QUICK.withStore(reference -> Optional.of(Secret.of("hunter2hunter2!")));
            FeedException refused = failure("ftp", server, "shop.csv", wrong);
            assertThat(refused.problem().code()).isEqualTo(LocationProblem.ACCESS_DENIED);
            StringWriter all = new StringWriter();
            refused.printStackTrace(new PrintWriter(all));
            assertThat(all.toString()).doesNotContain("hunter2hunter2");
            assertThat(failure("ftp", server, "shop.csv", QUICK.withCredentials(Credentials.bearer("env:X")))
                            .problem()
                            .code())
                    .isEqualTo(LocationProblem.UNUSABLE_CREDENTIALS);
            LocationOptions injected = QUICK.withStore(reference -> Optional.of(Secret.of("x\r\nDELE shop.csv")));
            assertThat(failure("ftp", server, "shop.csv", injected).problem().code())
                    .isEqualTo(LocationProblem.UNUSABLE_CREDENTIALS);
        }
        FeedException split = catchThrowableOfType(
                FeedException.class, () -> Location.of("ftp://127.0.0.1/x%0D%0ADELE%20shop.csv", QUICK));
        assertThat(split.problem().code()).isEqualTo(LocationProblem.UNUSABLE_ADDRESS);
    }

    @Test
    void trustsNoCertificateThatIsUnknownOrForAnotherHost() throws IOException, FtpException, GeneralSecurityException {
        file(10);
        try (CuttingFtpServer server = server("ftps")) {
            assertThat(failure("ftps", server, "shop.csv", QUICK).problem().code())
                    .isEqualTo(LocationProblem.UNTRUSTED);
        }
        SSLContext trustsForeign = foreign.trusting();
        try (CuttingFtpServer server = new CuttingFtpServer(home, foreign, true)) {
            LocationOptions options = QUICK.withTrust(Trust.DEFAULTS.withTls(() -> trustsForeign));
            assertThat(failure("ftps", server, "shop.csv", options).problem().code())
                    .isEqualTo(LocationProblem.UNTRUSTED);
        }
    }

    @Test
    void trustsNoCertificateThatHasExpired()
            throws IOException, FtpException, InterruptedException, GeneralSecurityException {
        file(10);
        TestCertificate expired = TestCertificate.expired(folder);
        SSLContext trusts = expired.trusting();
        try (CuttingFtpServer server = new CuttingFtpServer(home, expired, true)) {
            LocationOptions options = QUICK.withTrust(Trust.DEFAULTS.withTls(() -> trusts));
            assertThat(failure("ftps", server, "shop.csv", options).problem().code())
                    .isEqualTo(LocationProblem.UNTRUSTED);
        }
    }

    @Test
    void givesUpWithOneProblemWhenTransfersKeepBreaking() throws IOException, FtpException {
        file(300_000);
        try (CuttingFtpServer server = server("ftp")) {
            server.cuts.addAll(List.of(100_000, 0, 0, 0, 0, 0, 0));
            FeedException refused = failure("ftp", server, "shop.csv", QUICK);
            assertThat(refused.problem().code()).isEqualTo(LocationProblem.READ_FAILED);
            assertThat(refused.problem().fix()).contains("bytes had come");
        }
    }

    @Test
    void readsAnEmptyFileAndNamesWithBlanks() throws IOException, FtpException {
        Files.write(home.resolve("my shop ü.csv"), new byte[0]);
        try (CuttingFtpServer server = server("ftp")) {
            assertThat(read("ftp", server, "my%20shop%20%C3%BC.csv")).isEmpty();
        }
    }

    private CuttingFtpServer server(String scheme) throws FtpException {
        return new CuttingFtpServer(home, scheme.equals("ftp") ? null : certificate, scheme.equals("ftps"));
    }

    private byte[] file(int size) throws IOException {
        byte[] content = new byte[size];
        new Random(7).nextBytes(content);
        Files.write(home.resolve("shop.csv"), content);
        return content;
    }

    private static byte[] read(String scheme, CuttingFtpServer server, String path) throws IOException {
        try (Source source = open(scheme, server, path, QUICK.withTrust(Trust.DEFAULTS.withTls(() -> trusting)))) {
            return source.bytes().readAllBytes();
        }
    }

    private static Source open(String scheme, CuttingFtpServer server, String path, LocationOptions options) {
        return Location.of(scheme + "://127.0.0.1:" + server.port() + "/" + path, options)
                .open(SourceLimits.DEFAULTS);
    }

    private static FeedException failure(String scheme, CuttingFtpServer server, String path, LocationOptions options) {
        return catchThrowableOfType(FeedException.class, () -> {
            try (Source source = open(scheme, server, path, options)) {
                source.bytes().readAllBytes();
            }
        });
    }
}
