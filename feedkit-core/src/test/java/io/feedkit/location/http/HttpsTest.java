package io.feedkit.location.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.feedkit.location.Location;
import io.feedkit.location.LocationOptions;
import io.feedkit.location.LocationProblem;
import io.feedkit.location.Patience;
import io.feedkit.location.Source;
import io.feedkit.location.SourceLimits;
import io.feedkit.location.Trust;
import io.feedkit.location.remote.TestCertificate;
import io.feedkit.problem.FeedException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HttpsTest {
    private static final byte[] FEED = "id\n1\n".getBytes(StandardCharsets.UTF_8);
    private static final LocationOptions QUICK =
            LocationOptions.DEFAULTS.withPatience(Patience.DEFAULTS.withChance(bound -> 0));

    @TempDir
    private Path folder;

    @Test
    void trustsTheCertificatesItIsGivenAndNoOthers() throws Exception {
        TestCertificate certificate = TestCertificate.of(folder, "ip:127.0.0.1");
        TestCertificate foreign = TestCertificate.of(folder, "dns:elsewhere.example");
        SSLContext trusting = certificate.trusting();
        SSLContext trustingForeign = foreign.trusting();
        AtomicInteger asked = new AtomicInteger();
        HttpsServer server = server(certificate, asked);
        HttpsServer mistaken = server(foreign, asked);
        try {
            LocationOptions options = QUICK.withTrust(Trust.DEFAULTS.withTls(() -> trusting));
            try (Source source = Location.of(address(server, "/x"), options).open(SourceLimits.DEFAULTS)) {
                assertThat(source.bytes().readAllBytes()).isEqualTo(FEED);
            }
            assertThat(code(address(server, "/x"), QUICK)).isEqualTo(LocationProblem.UNTRUSTED);
            LocationOptions foreigner = QUICK.withTrust(Trust.DEFAULTS.withTls(() -> trustingForeign));
            assertThat(code(address(mistaken, "/x"), foreigner)).isEqualTo(LocationProblem.UNTRUSTED);
            assertThat(code(address(server, "/down"), options)).isEqualTo(LocationProblem.BAD_REDIRECT);
            assertThat(asked).hasValue(2);
        } finally {
            server.stop(0);
            mistaken.stop(0);
        }
    }

    @Test
    void trustsNoCertificateThatHasExpired() throws Exception {
        TestCertificate expired = TestCertificate.expired(folder);
        SSLContext trusting = expired.trusting();
        AtomicInteger asked = new AtomicInteger();
        HttpsServer server = server(expired, asked);
        try {
            FeedException refused = catchThrowableOfType(
                    FeedException.class,
                    () -> Location.of(address(server, "/x"), QUICK.withTrust(Trust.DEFAULTS.withTls(() -> trusting)))
                            .open(SourceLimits.DEFAULTS));
            assertThat(refused.problem().code()).isEqualTo(LocationProblem.UNTRUSTED);
            assertThat(asked).hasValue(0);
        } finally {
            server.stop(0);
        }
    }

    private static Object code(String address, LocationOptions options) {
        return catchThrowableOfType(
                        FeedException.class, () -> Location.of(address, options).open(SourceLimits.DEFAULTS))
                .problem()
                .code();
    }

    private static String address(HttpsServer server, String path) {
        return "https://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private static HttpsServer server(TestCertificate certificate, AtomicInteger asked)
            throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(certificate.store())) {
            keys.load(in, TestCertificate.PASSWORD.toCharArray());
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, TestCertificate.PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            boolean down = exchange.getRequestURI().getPath().equals("/down");
            if (down) {
                exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/x");
            }
            exchange.sendResponseHeaders(down ? 302 : 200, down ? -1 : FEED.length);
            if (!down) {
                exchange.getResponseBody().write(FEED);
            }
            exchange.close();
        });
        server.start();
        return server;
    }
}
