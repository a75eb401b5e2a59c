package io.feedkit.cli;

import static io.feedkit.cli.Shell.feedkit;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.feedkit.cli.Shell.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Catalogues that are not one file of this machine. */
@Timeout(60)
class PlacesTest {
    private static final String SECRET = "hunter2hunter2";
    private static final String CSV = "id,title,price,link\nA1,Vase,5.00 EUR,https://shop.example/a\nA2,Jug,x,\n";

    @TempDir
    Path folder;

    private HttpServer server;
    private final List<String> authorisations = new ArrayList<>();

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String said = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            authorisations.add(said);
            byte[] content = CSV.getBytes(StandardCharsets.UTF_8);
            boolean known = said.equals("Bearer " + SECRET);
            exchange.sendResponseHeaders(known ? 200 : 401, known ? content.length : -1);
            if (known) {
                exchange.getResponseBody().write(content);
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/feeds/shop.csv?token=" + SECRET;
    }

    @Test
    void readsFromTheWebWithASecretThatNobodySees() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), SECRET + "\n");
        Path out = Files.createDirectory(folder.resolve("out"));
        Outcome exported = feedkit(
                "export",
                address(),
                "--credentials",
                "bearer=file:" + token,
                "--to",
                "generic-csv:FR=" + out.resolve("fr.csv"));
        Outcome inspected = feedkit("inspect", address(), "--credentials", "bearer=file:" + token);

        assertThat(exported.out()).contains("/feeds/shop.csv?token=***");
        assertThat(inspected.out()).contains("2 records read");
        StringBuilder all = new StringBuilder(exported.out() + exported.err() + inspected.out() + inspected.err());
        try (Stream<Path> written = Files.list(out)) {
            for (Path file : written.toList()) {
                all.append(Files.readString(file));
            }
        }
        assertThat(all.toString()).contains("Vase").doesNotContain(SECRET);
        assertThat(authorisations).isNotEmpty().containsOnly("Bearer " + SECRET);
    }

    @Test
    void saysWhatIsMissingWithoutShowingSecrets() {
        Outcome outcome = feedkit("inspect", address());
        assertThat(outcome.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(outcome.err())
                .contains("location.access-denied")
                .contains("credentials")
                .doesNotContain(SECRET);
        Outcome typed = feedkit("inspect", address(), "--credentials", SECRET);
        assertThat(typed.out() + typed.err())
                .contains("location.unusable-credentials")
                .doesNotContain(SECRET);
        Outcome inAddress = feedkit("inspect", "ftp://anna:" + SECRET + "@127.0.0.1:1/shop.csv");
        assertThat(inAddress.out() + inAddress.err())
                .contains("location.secret-in-address")
                .doesNotContain(SECRET);
    }

    @Test
    void readsAllFilesOfAPattern() throws IOException {
        Files.writeString(folder.resolve("b.csv"), "price,id,title\n2.00 EUR,B,Jug\n");
        Files.writeString(folder.resolve("a.csv"), "id,title,price\nA,Vase,1.00 EUR\n");
        Outcome outcome = feedkit("inspect", folder + "/*.csv");
        assertThat(outcome.out()).contains("2 records read").contains("a.csv").contains("No problems");
        Outcome over = feedkit("export", folder + "/*.csv", "--to", "generic-csv:FR=" + folder.resolve("a.csv"));
        assertThat(over.err()).contains("written over");
        assertThat(Files.readString(folder.resolve("a.csv"))).startsWith("id,title,price");
    }
}
