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
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
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

    @Test
    void readsSomeFilesOfAnArchive() throws IOException {
        Path zip = folder.resolve("all.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (String name : List.of("more.txt", "a.csv", "b.csv")) {
                out.putNextEntry(new ZipEntry(name));
                out.write(("id,title\n" + name + ",Vase\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        assertThat(feedkit("inspect", zip + "!*.csv").out()).contains("2 records read", "all.zip!b.csv");
        assertThat(feedkit("inspect", zip).err()).contains("location.mixed-archive", "all.zip!*.csv");
        Outcome over = feedkit("export", zip + "!*.csv", "--to", "generic-csv:FR=" + zip);
        assertThat(over.err()).contains("written over");
    }

    @Test
    void joinsSupplementsThatAreGivenOnTheCommandLine() throws IOException {
        Path shop =
                Files.writeString(folder.resolve("shop.csv"), "id,title,price\nA1,Vase,5.00 EUR\nA2,Jug,2.00 EUR\n");
        Path stock = Files.writeString(folder.resolve("stock.csv"), "Article,Stock\nA1,7\nA9,1\n");
        Path ads = Files.writeString(folder.resolve("ads.csv"), "id,clicks\nA1,3\nA1,4\n");
        Outcome outcome = feedkit(
                "inspect",
                shop,
                "--supplement",
                "file: " + stock + ", key: {Article: id}, replace: {Stock: quantity}",
                "--supplement",
                "{file: " + ads + ", sum: [clicks], count: ad_rows}");
        assertThat(outcome.out())
                .contains("stock.csv (Article = id): 1 product found, 1 missing, 1 of 2 keys unused")
                .contains("ads.csv (id = id): 1 product found, 1 missing, 0 of 1 key unused")
                .matches("(?s).*\\bquantity +7\\b.*")
                .matches("(?s).*\\bclicks_30d +7\\b.*");
        Outcome wrong = feedkit("inspect", shop, "--supplement", "file: " + stock + ", kye: Article, fill: Stock");
        assertThat(wrong.err()).contains("mapping.unknown-key", "Did you mean \"key\"?");
        assertThat(wrong.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
        Outcome over = feedkit(
                "export",
                shop,
                "--supplement",
                "file: " + stock + ", key: Article, fill: Stock",
                "--to",
                "generic-csv:FR=" + stock);
        assertThat(over.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(Files.readString(stock)).startsWith("Article,Stock");
    }

    @Test
    void presentsASupplementsOwnCredentialsToItsServerOnly() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), SECRET + "\n");
        Path shop = Files.writeString(folder.resolve("shop.csv"), "id,title\nA1,Vase\n");
        Outcome outcome = feedkit(
                "inspect",
                shop,
                "--supplement",
                "file: '" + address() + "', credentials: 'bearer=file:" + token + "', fill: [price]");
        assertThat(outcome.out()).contains("1 product found").doesNotContain(SECRET);
        Outcome without = feedkit(
                "inspect",
                shop,
                "--credentials",
                "bearer=file:" + token,
                "--supplement",
                "file: '" + address() + "', fill: [price]");
        assertThat(without.err()).contains("location.access-denied").doesNotContain(SECRET);
    }
}
