package io.feedkit.location.s3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.feedkit.location.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** As much of S3 as it takes to put objects together of parts, on this machine and with objects as files. Signatures and checksums are checked. */
public final class TestStore implements AutoCloseable {
    public static final String ACCESS_KEY = "AKIDEXAMPLE";
    public static final String SECRET = "hunter2hunter2";

    /** Among {@link #statuses}: nothing special. */
    public static final int AS_USUAL = 0;

    /** Method and address of what was asked, in order. */
    public final List<String> requests = new CopyOnWriteArrayList<>();
    /** Statuses that the next requests get instead of what they want; below zero what they want and no answer. */
    public final Deque<Integer> statuses = new ConcurrentLinkedDeque<>();

    public volatile boolean failsToPutTogether;

    private final Path home;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Upload> uploads = new ConcurrentHashMap<>();
    private final Map<String, String> checksums = new ConcurrentHashMap<>();
    private final AtomicInteger ids = new AtomicInteger();

    private record Upload(String key, String checksum, Map<Integer, byte[]> parts) {}

    public TestStore(Path home) throws IOException {
        this.home = home;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public int openUploads() {
        return uploads.size();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            URI uri = exchange.getRequestURI();
            requests.add(exchange.getRequestMethod() + " " + uri);
            byte[] body = exchange.getRequestBody().readAllBytes();
            String announced = exchange.getRequestHeaders().getFirst("Content-Length");
            if (announced != null && !announced.equals(String.valueOf(body.length))) {
                return; // the sender is gone
            }
            Integer next = statuses.poll();
            int status = next == null ? AS_USUAL : next;
            if (status > 0) {
                exchange.sendResponseHeaders(status, -1);
                return;
            }
            if (!isSigned(exchange, body)) {
                exchange.sendResponseHeaders(403, -1);
                return;
            }
            byte[] text = done(exchange, query(uri), body).getBytes(StandardCharsets.UTF_8);
            if (status < 0) {
                return;
            }
            if (exchange.getResponseCode() < 0) {
                exchange.sendResponseHeaders(200, text.length == 0 ? -1 : text.length);
                exchange.getResponseBody().write(text);
            }
        }
    }

    private static Map<String, String> query(URI uri) {
        Map<String, String> query = new TreeMap<>();
        if (uri.getQuery() != null) {
            for (String one : uri.getQuery().split("&")) {
                int equals = one.indexOf('=');
                query.put(equals < 0 ? one : one.substring(0, equals), one.substring(equals + 1));
            }
        }
        return query;
    }

    private static boolean isSigned(HttpExchange exchange, byte[] body) {
        String said = exchange.getRequestHeaders().getFirst("Authorization");
        String payload = exchange.getRequestHeaders().getFirst("x-amz-content-sha256");
        if (said == null || !SignatureV4.hex(SignatureV4.sha256(body)).equals(payload)) {
            return false;
        }
        String names = said.replaceFirst(".*SignedHeaders=", "").replaceFirst(",.*", "");
        Map<String, String> headers = new TreeMap<>();
        for (String name : names.split(";")) {
            headers.put(name, exchange.getRequestHeaders().getFirst(name));
        }
        return said.equals(new SignatureV4(ACCESS_KEY, Secret.of(SECRET), "us-east-1", "s3")
                .authorization(exchange.getRequestMethod(), exchange.getRequestURI(), headers, payload));
    }

    private static String key(HttpExchange exchange) {
        return exchange.getRequestURI().getPath().replaceFirst("^/bucket/?", "");
    }

    private String done(HttpExchange exchange, Map<String, String> query, byte[] body) throws IOException {
        String key = key(exchange);
        String id = query.getOrDefault("uploadId", "");
        Upload upload = uploads.get(id);
        if (!id.isEmpty() && upload == null) {
            exchange.sendResponseHeaders(404, -1);
            return "";
        }
        return upload == null ? object(exchange, query, key, body) : part(exchange, query, id, upload, body);
    }

    private String part(HttpExchange exchange, Map<String, String> query, String id, Upload upload, byte[] body)
            throws IOException {
        switch (exchange.getRequestMethod()) {
            case "PUT" -> {
                upload.parts.put(Integer.valueOf(query.get("partNumber")), body);
                exchange.getResponseHeaders().set("ETag", tag(body));
            }
            case "GET" -> {
                StringBuilder text = new StringBuilder("<ListPartsResult>");
                upload.parts.forEach((number, part) -> text.append("<Part><PartNumber>" + number + "</PartNumber><ETag>"
                        + tag(part).replace("\"", "&quot;") + "</ETag><Size>" + part.length + "</Size></Part>"));
                return text + "</ListPartsResult>";
            }
            case "DELETE" -> uploads.remove(id);
            default -> {
                if (failsToPutTogether) {
                    return "<Error><Code>InternalError</Code></Error>";
                }
                byte[] whole = new byte
                        [upload.parts.values().stream()
                                .mapToInt(part -> part.length)
                                .sum()];
                int at = 0;
                for (byte[] part : upload.parts.values()) {
                    System.arraycopy(part, 0, whole, at, part.length);
                    at += part.length;
                }
                store(upload.key, whole, upload.checksum);
                uploads.remove(id);
                return "<CompleteMultipartUploadResult><Key>x</Key></CompleteMultipartUploadResult>";
            }
        }
        return "";
    }

    private String object(HttpExchange exchange, Map<String, String> query, String key, byte[] body)
            throws IOException {
        Path file = home.resolve(key);
        String checksum = exchange.getRequestHeaders().getFirst("x-amz-meta-sha256");
        if (query.containsKey("uploads")) {
            if (exchange.getRequestMethod().equals("GET")) {
                StringBuilder text = new StringBuilder("<ListMultipartUploadsResult>");
                uploads.forEach((id, one) ->
                        text.append("<Upload><Key>" + one.key + "</Key><UploadId>" + id + "</UploadId></Upload>"));
                return text + "</ListMultipartUploadsResult>";
            }
            String id = "id+" + ids.incrementAndGet() + "/=";
            uploads.put(id, new Upload(key, checksum, new TreeMap<>()));
            return "<InitiateMultipartUploadResult><UploadId>" + id + "</UploadId></InitiateMultipartUploadResult>";
        }
        switch (exchange.getRequestMethod()) {
            case "PUT" -> store(key, body, String.valueOf(checksum));
            case "DELETE" -> Files.deleteIfExists(file);
            default -> send(exchange, file, key);
        }
        return "";
    }

    private void store(String key, byte[] bytes, String checksum) throws IOException {
        Path beside = Files.createTempFile(home, "put", ".tmp");
        Files.write(beside, bytes);
        checksums.put(key, checksum);
        Files.move(beside, home.resolve(key), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private void send(HttpExchange exchange, Path file, String key) throws IOException {
        if (!Files.exists(file)) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        byte[] bytes = Files.readAllBytes(file);
        exchange.getResponseHeaders().set("ETag", tag(bytes));
        exchange.getResponseHeaders().set("x-amz-meta-sha256", checksums.getOrDefault(key, ""));
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(bytes.length));
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        String range = exchange.getRequestHeaders().getFirst("Range");
        int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
        byte[] asked = Arrays.copyOfRange(bytes, from, bytes.length);
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, asked.length == 0 ? -1 : asked.length);
        exchange.getResponseBody().write(asked);
    }

    private static String tag(byte[] bytes) {
        return "\"" + SignatureV4.hex(SignatureV4.digest("MD5").digest(bytes)) + "\"";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
