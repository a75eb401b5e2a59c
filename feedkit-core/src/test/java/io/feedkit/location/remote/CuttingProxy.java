package io.feedkit.location.remote;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Stands before a server and drops connections after so many bytes of its answers, as a bad network does. */
public final class CuttingProxy implements AutoCloseable {
    public final Deque<Integer> cuts = new ConcurrentLinkedDeque<>();

    private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final int target;

    public CuttingProxy(int target) throws IOException {
        this.target = target;
        start(this::serve);
    }

    public int port() {
        return socket.getLocalPort();
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "cutting-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                Integer cut = cuts.poll();
                start(() -> pass(client, server, Integer.MAX_VALUE));
                start(() -> pass(server, client, cut == null ? Integer.MAX_VALUE : cut));
            } catch (IOException e) {
                continue; // the test ended
            }
        }
    }

    private static void pass(Socket from, Socket to, int most) {
        byte[] buffer = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            int left = most;
            for (int got = in.read(buffer, 0, Math.min(buffer.length, left));
                    got > 0;
                    got = in.read(buffer, 0, Math.min(buffer.length, left))) {
                out.write(buffer, 0, got);
                out.flush();
                left -= most == Integer.MAX_VALUE ? 0 : got;
            }
        } catch (IOException e) {
            return; // one side left
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
