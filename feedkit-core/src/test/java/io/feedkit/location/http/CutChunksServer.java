package io.feedkit.location.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Sends chunks without saying how many, and drops the connection in the middle of one as often as told; the JDK's server always ends its chunks politely. */
final class CutChunksServer implements AutoCloseable {
    final Deque<Integer> cuts = new ConcurrentLinkedDeque<>();

    private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final byte[] content;
    private final String headers;

    CutChunksServer(byte[] content, String headers) throws IOException {
        this.content = content;
        this.headers = headers;
        Thread thread = new Thread(this::serve, "cut-chunks");
        thread.setDaemon(true);
        thread.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/chunks");
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                answer(client);
            } catch (IOException e) {
                continue; // the client left, or the test ended
            }
        }
    }

    private void answer(Socket client) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
        int from = 0;
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            if (line.startsWith("Range: bytes=")) {
                from = Integer.parseInt(line.substring("Range: bytes=".length(), line.length() - 1));
            }
        }
        Integer cut = cuts.poll();
        int end = cut == null ? content.length : Math.min(content.length, from + cut);
        OutputStream out = client.getOutputStream();
        String range = from == 0 ? "" : "Content-Range: bytes " + from + "-" + (content.length - 1) + "/*\r\n";
        print(
                out,
                "HTTP/1.1 " + (from == 0 ? "200 OK" : "206 Partial") + "\r\nTransfer-Encoding: chunked\r\n" + range
                        + headers + "\r\n");
        for (int at = from; at < end; at += 1000) {
            int length = Math.min(1000, content.length - at);
            print(out, Integer.toHexString(length) + "\r\n");
            out.write(content, at, Math.min(length, end - at));
            if (at + length <= end) {
                print(out, "\r\n");
            }
        }
        if (cut == null) {
            print(out, "0\r\n\r\n");
        }
        out.flush();
    }

    private static void print(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
