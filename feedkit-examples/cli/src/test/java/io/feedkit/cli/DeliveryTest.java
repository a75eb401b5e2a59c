package io.feedkit.cli;

import static io.feedkit.cli.Shell.feedkit;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.feedkit.cli.Shell.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Feeds that go to servers, in several files, and back to what they were. */
@Timeout(60)
class DeliveryTest {
    private static final String SECRET = "hunter2hunter2";

    @TempDir
    Path folder;

    private final Map<String, String> stored = new ConcurrentHashMap<>();
    private final List<String> called = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            String said = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            String path = exchange.getRequestURI().getPath();
            boolean known = said.equals("Bearer " + SECRET);
            if (known && exchange.getRequestMethod().equals("PUT")) {
                stored.put(path, body);
            }
            if (known && exchange.getRequestMethod().equals("POST")) {
                called.add(path);
            }
            if (known && exchange.getRequestMethod().equals("DELETE")) {
                stored.remove(path);
            }
            exchange.sendResponseHeaders(known ? 204 : 401, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    private String target() {
        return "generic-csv:FR=http://127.0.0.1:" + server.getAddress().getPort() + "/in/fr.csv";
    }

    private Path catalogue(String title) throws IOException {
        return Files.writeString(
                folder.resolve("shop.csv"), "id,title,price\nA1," + title + ",5.00 EUR\nA2," + title + ",6.00 EUR\n");
    }

    private Outcome export(String title, String... more) throws IOException {
        Path token = Files.writeString(folder.resolve("token"), SECRET);
        List<String> arguments = new java.util.ArrayList<>(List.of(
                "export",
                catalogue(title).toString(),
                "--home",
                folder.resolve("home").toString(),
                "--to",
                target(),
                "--to-credentials",
                "generic-csv:FR/bearer=file:" + token));
        arguments.addAll(List.of(more));
        return feedkit(arguments.toArray());
    }

    @Test
    void sendsAFeedAndPutsTheOneBeforeBack() throws IOException {
        Outcome first = export("Vase", "--keep", "2", "--split", "1");
        assertThat(first.err()).isEmpty();
        assertThat(first.out()).contains("delivered to http://127.0.0.1").doesNotContain(SECRET);
        assertThat(stored.keySet()).containsExactlyInAnyOrder("/in/fr.csv", "/in/fr-2.csv");
        export("Jug", "--keep", "2");
        assertThat(stored.keySet()).containsExactly("/in/fr.csv");
        assertThat(stored.get("/in/fr.csv")).contains("Jug");
        String home = folder.resolve("home").toString();
        Outcome list = feedkit("rollback", target(), "--home", home, "--list");
        assertThat(list.out()).contains("version 1 of").contains("2 products in 2 files");
        Outcome back = feedkit(
                "rollback", target(), "--home", home, "--to-credentials", "bearer=file:" + folder.resolve("token"));
        assertThat(back.err()).isEmpty();
        assertThat(stored.get("/in/fr.csv") + stored.get("/in/fr-2.csv"))
                .contains("Vase")
                .doesNotContain("Jug");
    }

    private Outcome call(String query, String... more) throws IOException {
        Path csv = Files.writeString(
                folder.resolve("calls.csv"),
                "id,title,description,link,image_link,availability,price,condition\n"
                        + "A1,Vase,Blue,https://shop.example/a1,https://shop.example/a1.jpg,in_stock,5.00 EUR,new\n"
                        + "A2,Jug,Red,https://shop.example/a2,https://shop.example/a2.jpg,in_stock,6.00 EUR,new\n");
        List<String> arguments = new java.util.ArrayList<>(List.of(
                "export",
                csv.toString(),
                "--home",
                folder.resolve("home").toString(),
                "--to",
                "google-product-input:FR=http://127.0.0.1:"
                        + server.getAddress().getPort() + query,
                "--to-credentials",
                "bearer=file:" + Files.writeString(folder.resolve("token"), SECRET)));
        arguments.addAll(List.of(more));
        return feedkit(arguments.toArray());
    }

    @Test
    void callsAChannelThatTakesProductsOneByOne() throws IOException {
        Outcome first = call("?account=7&data_source=8");
        assertThat(first.out())
                .contains("2 calls: the channel took 2, refused 0, 0 are left")
                .doesNotContain(SECRET);
        assertThat(first.exitCode()).isZero();
        assertThat(called).hasSize(2).allMatch("/products/v1/accounts/7/productInputs:insert"::equals);

        assertThat(call("?account=7&data_source=8").out()).contains("0 calls");
        assertThat(called).hasSize(2);

        Outcome incomplete = call("?account=7");
        assertThat(incomplete.out()).contains("NOT PUBLISHED").contains("data_source");
        assertThat(incomplete.exitCode()).isNotZero();
        assertThat(call("?account=7&data_source=8", "--call-time", "0").err())
                .contains("--call-time needs at least 1.");
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        Outcome none = feedkit("rollback", "generic-csv:FR=" + folder.resolve("fr.csv"));
        assertThat(none.err()).contains("No earlier version").contains("--keep");
        Outcome refused = export("Vase", "--to-credentials", "generic-csv:FR/bearer=env:NO_SUCH_VARIABLE");
        assertThat(refused.out()).contains("NOT PUBLISHED").contains("env:NO_SUCH_VARIABLE");
        assertThat(stored).isEmpty();
    }
}
