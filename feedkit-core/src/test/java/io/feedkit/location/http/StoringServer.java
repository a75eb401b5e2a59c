package io.feedkit.location.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web server on this machine that stores what is put, whole or not at all, as servers of that kind do. */
public final class StoringServer implements AutoCloseable {
    /** Method and path of what was asked, in order. */
    public final List<String> requests = new CopyOnWriteArrayList<>();
    /** Statuses that the next requests get instead of what they want. */
    public final Deque<Integer> statuses = new ConcurrentLinkedDeque<>();
    /** How many bytes of what is sent it loses. */
    public volatile int loses;

    private final Path home;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    public StoringServer(Path home) throws IOException {
        this.home = home;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            byte[] body = exchange.getRequestBody().readAllBytes();
            String announced = exchange.getRequestHeaders().getFirst("Content-Length");
            if (announced != null && !announced.equals(String.valueOf(body.length))) {
                return; // the sender is gone
            }
            Integer status = statuses.poll();
            exchange.sendResponseHeaders(status == null ? done(exchange, body) : status, -1);
        }
    }

    private int done(HttpExchange exchange, byte[] body) throws IOException {
        Path file = home.resolve(exchange.getRequestURI().getPath().substring(1));
        switch (exchange.getRequestMethod()) {
            case "PUT", "POST" -> {
                Path beside = Files.createTempFile(home, "put", ".tmp");
                Files.write(beside, java.util.Arrays.copyOf(body, Math.max(0, body.length - loses)));
                Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
                return 204;
            }
            case "DELETE" -> {
                return Files.deleteIfExists(file) ? 204 : 404;
            }
            default -> {
                if (!Files.exists(file)) {
                    return 404;
                }
                exchange.getResponseHeaders().set("Content-Length", String.valueOf(Files.size(file)));
                return 200;
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
