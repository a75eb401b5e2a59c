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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Answers one connection after the other with what it was told, to the letter; with the last word it goes on as a trickle of bytes that never ends. */
final class WordServer implements AutoCloseable {
    private static final long PAUSE_MILLIS = 100;

    private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final Deque<String> words;

    WordServer(String... words) throws IOException {
        this.words = new ArrayDeque<>(List.of(words));
        Thread thread = new Thread(this::serve, "word-server");
        thread.setDaemon(true);
        thread.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/x");
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
                String line = in.readLine();
                while (line != null && !line.isEmpty()) {
                    line = in.readLine();
                }
                OutputStream out = client.getOutputStream();
                boolean isLast = words.size() == 1;
                out.write((isLast ? words.element() : words.remove()).getBytes(StandardCharsets.US_ASCII));
                out.flush();
                while (isLast && !socket.isClosed()) {
                    out.write('x');
                    out.flush();
                    Thread.sleep(PAUSE_MILLIS);
                }
            } catch (IOException e) {
                continue; // the client left, or the test ended
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
