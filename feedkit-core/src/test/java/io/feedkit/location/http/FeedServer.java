package io.feedkit.location.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web server on this machine that serves one file, understands ranges and conditions, and can be told to misbehave. */
final class FeedServer implements AutoCloseable {
    /** What was asked, in order. */
    final List<Headers> requests = new CopyOnWriteArrayList<>();

    final List<String> paths = new CopyOnWriteArrayList<>();
    volatile byte[] content;
    /** Headers that go with every answer; an ETag among them makes ranges and conditions work. */
    volatile Map<String, String> headers;

    volatile boolean ranges = true;
    volatile boolean lengths = true;
    /** After how many bytes of the body the next answers are cut; none for those beyond the queue. */
    final Deque<Integer> cuts = new ArrayDeque<>();
    /** Statuses that the next answers have instead of the file. */
    final Deque<Integer> statuses = new ArrayDeque<>();

    volatile Map<String, String> statusHeaders = Map.of();
    /** How long the server is silent in the middle of the body. */
    volatile long silenceMillis;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    FeedServer(byte[] content, Map<String, String> headers) throws IOException {
        this.content = content;
        this.headers = headers;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    HttpServer server() {
        return server;
    }

    /** Cuts also what is asked for again: a connection may break before the first of its bytes was read. */
    void cutUntilToldOtherwise(int bytes) {
        synchronized (cuts) {
            cuts.addAll(Collections.nCopies(100, bytes));
        }
    }

    /** Whole answers from here on. */
    void cutNoMore() {
        synchronized (cuts) {
            cuts.clear();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestHeaders());
        paths.add(exchange.getRequestURI().toString());
        exchange.getRequestBody().readAllBytes();
        Integer status;
        Integer cut;
        synchronized (cuts) {
            status = statuses.poll();
            cut = status == null ? cuts.poll() : null;
        }
        headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        if (status != null) {
            statusHeaders.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
            return;
        }
        String tag = headers.getOrDefault("ETag", "");
        String asked = exchange.getRequestHeaders().getFirst("If-None-Match");
        String since = exchange.getRequestHeaders().getFirst("If-Modified-Since");
        if (asked != null && asked.equals(tag) || since != null && since.equals(headers.get("Last-Modified"))) {
            exchange.sendResponseHeaders(304, -1);
            exchange.close();
            return;
        }
        send(exchange, cut == null ? Integer.MAX_VALUE : cut);
    }

    private void send(HttpExchange exchange, int cut) throws IOException {
        byte[] bytes = content;
        int from = start(exchange.getRequestHeaders());
        if (from > 0) {
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length);
        }
        int length = bytes.length - from;
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, lengths ? (length == 0 ? -1 : length) : 0);
        int sent = Math.min(length, cut);
        OutputStream out = exchange.getResponseBody();
        if (length > 0) {
            out.write(bytes, from, sent / 2);
            out.flush();
            pause();
            out.write(bytes, from + sent / 2, sent - sent / 2);
            out.flush();
        }
        if (sent < length || lengths) {
            exchange.close();
        } else {
            out.close();
        }
    }

    private int start(Headers request) {
        String range = request.getFirst("Range");
        String condition = request.getFirst("If-Range");
        boolean same = condition == null
                || condition.equals(headers.get("ETag"))
                || condition.equals(headers.get("Last-Modified"));
        return range == null || !ranges || !same
                ? 0
                : Integer.parseInt(range.substring("bytes=".length(), range.indexOf('-')));
    }

    private void pause() {
        if (silenceMillis > 0) {
            try {
                Thread.sleep(silenceMillis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
