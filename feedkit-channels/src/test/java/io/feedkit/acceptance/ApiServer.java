package io.feedkit.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A channel on this machine that is called: remembers every call, can be made to fail, and keeps what it took. */
abstract class ApiServer implements AutoCloseable {
    /** What the server does instead of its work. */
    interface Misfortune {
        /** True when there is nothing more to answer. */
        boolean befalls(HttpExchange exchange) throws IOException;
    }

    /**
     * A call that arrived.
     *
     * @param line method and path with the query
     */
    record Call(String line, String body, Map<String, String> headers) {}

    /** An answer. */
    record Answer(int status, String contentType, String body) {
        static Answer json(int status, String body) {
            return new Answer(status, "application/json", body);
        }
    }

    final List<Call> calls = new CopyOnWriteArrayList<>();
    final Deque<Misfortune> misfortunes = new ConcurrentLinkedDeque<>();
    /** What the channel holds, by the product's id. */
    final Map<String, String> products = new ConcurrentSkipListMap<>();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    ApiServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    static Misfortune status(int status) {
        return exchange -> {
            exchange.sendResponseHeaders(status, -1);
            return true;
        };
    }

    static Misfortune retryAfter(int status, int seconds) {
        return exchange -> {
            exchange.getResponseHeaders().set("Retry-After", String.valueOf(seconds));
            exchange.sendResponseHeaders(status, -1);
            return true;
        };
    }

    /** Does what was asked, and breaks the connection before it says so. */
    Misfortune cutAfterwards() {
        return exchange -> true;
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Does the work of the channel. */
    abstract Answer answer(Call call);

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
            Call call = new Call(exchange.getRequestMethod() + " " + exchange.getRequestURI(), body, headers);
            calls.add(call);
            Misfortune misfortune = misfortunes.poll();
            boolean cut = false;
            if (misfortune != null) {
                int before = exchange.getResponseCode();
                cut = misfortune.befalls(exchange);
                if (exchange.getResponseCode() != before) {
                    return;
                }
            }
            Answer answer = answer(call);
            if (cut) {
                return;
            }
            byte[] text = answer.body().getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            exchange.sendResponseHeaders(answer.status(), text.length == 0 ? -1 : text.length);
            if (text.length > 0) {
                exchange.getResponseBody().write(text);
            }
        }
    }

    List<String> lines() {
        return calls.stream().map(Call::line).toList();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
