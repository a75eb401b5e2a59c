package io.feedkit.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.feedkit.location.CredentialStore;
import io.feedkit.location.LocationOptions;
import io.feedkit.location.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Reads a Vendure shop that really runs, from npm, on SQLite. Installing it takes minutes, so it belongs to the profile {@code real-shops}, which wants Node.js 20 and
 * what it takes to compile SQLite for it.
 */
class RealVendureTest {
    private static final Path SHOP = Path.of("target", "real-shops", "vendure");
    private static final String PASSWORD = "open-sesame";

    private static Process server;
    private static URI address;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(
                Boolean.getBoolean("feedkit.real-shops"),
                "a real shop is only started with the profile real-shops: mvn -Preal-shops -pl feedkit-channels -am test");
        Files.createDirectories(SHOP.resolve("data"));
        for (String file : new String[] {"package.json", "shop.js", "products.csv"}) {
            Files.copy(
                    Path.of("src/test/shops/vendure", file), SHOP.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.isDirectory(SHOP.resolve("node_modules"))) {
            run("npm", "install", "--no-audit", "--no-fund", "--no-package-lock");
        }
        Files.deleteIfExists(SHOP.resolve("data/shop.sqlite"));
        int port = freePort();
        address = URI.create("http://127.0.0.1:" + port + "/");
        ProcessBuilder node = new ProcessBuilder("node", "shop.js", Integer.toString(port), "data");
        node.environment().put("SHOP_PASSWORD", PASSWORD);
        server = node.directory(SHOP.toFile()).redirectErrorStream(true).start();
        untilReady();
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(SHOP.toFile())
                .redirectErrorStream(true)
                .redirectOutput(SHOP.resolve("install.log").toFile())
                .start();
        boolean ended = process.waitFor(20, TimeUnit.MINUTES);
        process.destroy();
        assertThat(ended && process.exitValue() == 0)
                .as("npm install, see install.log in " + SHOP)
                .isTrue();
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static void untilReady() throws IOException {
        BufferedReader out = new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        String line = out.readLine();
        while (line != null && !line.startsWith("ready")) {
            said.append(line).append('\n');
            line = out.readLine();
        }
        assertThat(line).as(said.toString()).isNotNull();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (server != null) {
            server.destroy();
            server.waitFor(30, TimeUnit.SECONDS);
        }
    }

    private static Shop vendure(Map<String, String> vault) {
        CredentialStore store =
                reference -> Optional.ofNullable(vault.get(reference)).map(Secret::of);
        return Shop.of("vendure", address)
                .options(LocationOptions.DEFAULTS.withStore(store))
                .user("keeper")
                .secret("password", "vault:keeper")
                .setting("storefront", "https://shop.example");
    }

    @Test
    void readsAShopThatReallyRuns() {
        Shelf shelf = Shelf.of(vendure(Map.of("vault:keeper", PASSWORD)));

        assertThat(shelf.show(
                        "id",
                        "item_group_id",
                        "title",
                        "color",
                        "brand",
                        "material",
                        "price",
                        "quantity",
                        "availability",
                        "link"))
                .isEqualTo("""
                        MUG-BLUE | vendure-1 | Clay mug | Blue | Kiln | Clay | 15.48 USD | 7 | in_stock | https://shop.example/products/clay-mug
                        MUG-RED | vendure-1 | Clay mug | Red | Kiln | Clay | 16.20 USD | 0 | out_of_stock | https://shop.example/products/clay-mug
                        BOWL |  | Bowl |  | Kiln |  | 6.00 USD |  | in_stock | https://shop.example/products/bowl""");
        assertThat(shelf.problems()).isEmpty();
    }

    @Test
    void isToldInOneSentenceThatThePasswordIsWrong() {
        assertThatThrownBy(() -> MockShop.lines(vendure(Map.of("vault:keeper", "closed"))))
                .hasMessageContaining("shop.not-allowed")
                .hasMessageNotContaining("closed");
    }
}
