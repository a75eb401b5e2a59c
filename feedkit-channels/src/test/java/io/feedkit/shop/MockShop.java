package io.feedkit.shop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.feedkit.catalog.Catalog;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.location.CredentialStore;
import io.feedkit.location.LocationOptions;
import io.feedkit.location.Patience;
import io.feedkit.location.Secret;
import io.feedkit.location.Source;
import io.feedkit.location.SourceLimits;
import io.feedkit.problem.ProblemSink;
import io.feedkit.product.Product;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** A server on this machine that answers as a shop does, and remembers what it was asked. */
final class MockShop implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "mock shop");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, Handler> handlers = new LinkedHashMap<>();
    private final List<Asked> asked = new ArrayList<>();
    private BiFunction<Asked, Said, Said> twist = (one, said) -> said;
    private Predicate<Asked> cut = one -> false;

    /** What came in. */
    record Asked(String method, String path, Map<String, String> query, Map<String, String> headers, String body) {
        String parameter(String name) {
            return query.getOrDefault(name, "");
        }

        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    /** What goes out. */
    record Said(int status, String body, Map<String, String> headers) {
        static Said json(String body) {
            return new Said(200, body, Map.of());
        }

        static Said refusal(int status, String body) {
            return new Said(status, body, Map.of());
        }

        Said with(String header, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(header, value);
            return new Said(status, body, more);
        }
    }

    interface Handler {
        Said answer(Asked asked);
    }

    MockShop() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /** {@code GET /products}: the path as it is encoded. */
    MockShop on(String methodAndPath, Handler handler) {
        handlers.put(methodAndPath, handler);
        return this;
    }

    MockShop on(String methodAndPath, String json) {
        return on(methodAndPath, any -> Said.json(json.replace('\'', '"')));
    }

    /** Changes every answer on its way out. */
    MockShop twisted(BiFunction<Asked, Said, Said> by) {
        twist = by;
        return this;
    }

    /** Breaks the connection in the middle of the answers to such calls. */
    MockShop cutting(Predicate<Asked> which) {
        cut = which;
        return this;
    }

    List<Asked> asked(String methodAndPath) {
        synchronized (asked) {
            return asked.stream()
                    .filter(one -> (one.method + " " + one.path).equals(methodAndPath))
                    .toList();
        }
    }

    List<Asked> asked() {
        synchronized (asked) {
            return List.copyOf(asked);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Asked one = asked(exchange);
            synchronized (asked) {
                asked.add(one);
            }
            Handler handler = handlers.get(one.method + " " + one.path);
            Said said = handler == null ? Said.refusal(404, "{\"message\":\"nothing here\"}") : handler.answer(one);
            said = twist.apply(one, said);
            said.headers.forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
            byte[] body = said.body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(said.status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body, 0, cut.test(one) ? body.length / 2 : body.length);
            exchange.getResponseBody().flush();
        }
    }

    private static Asked asked(HttpExchange exchange) throws IOException {
        Map<String, String> query = new LinkedHashMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        for (String parameter : raw == null ? new String[0] : raw.split("&")) {
            int equals = parameter.indexOf('=');
            query.put(decoded(parameter.substring(0, equals)), decoded(parameter.substring(equals + 1)));
        }
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values.get(0)));
        try (InputStream in = exchange.getRequestBody()) {
            String body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new Asked(
                    exchange.getRequestMethod(), exchange.getRequestURI().getRawPath(), query, headers, body);
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** This shop to a connector, with secrets that say their own names: {@code the-password}. */
    Shop as(String system) {
        return Shop.of(system, address()).options(options());
    }

    static LocationOptions options() {
        CredentialStore store =
                reference -> reference.startsWith("the-") ? Optional.of(Secret.of(reference)) : Optional.empty();
        Patience hasty = new Patience(
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                3,
                Duration.ofMillis(1),
                Duration.ofSeconds(5),
                bound -> 0);
        return LocationOptions.DEFAULTS.withStore(store).withPatience(hasty);
    }

    /** The lines a connector hands over. */
    static String lines(Shop shop) {
        return lines(shop, problem -> {});
    }

    /** The lines a connector hands over, and what it remarks. */
    static String lines(Shop shop, ProblemSink remarks) {
        try (Source source = shop.catalogue().open(SourceLimits.DEFAULTS);
                InputStream in = source.bytes()) {
            String lines = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            source.remarks().forEach(remarks::report);
            return lines;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The products that a catalogue makes of them. */
    static List<Product> products(Shop shop, ProblemSink problems) {
        return Catalog.open(shop.catalogue(), CatalogOptions.DEFAULTS).first(1000, problems);
    }
}
