package io.feedkit.location.remote;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Stands before a server and counts the bytes that go through. At one of them the network fails: every connection is cut, and from then on new ones are let through (a bad
 * moment) or not (a dead client, or a network that is gone) until it is mended.
 */
public final class FaultyProxy implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int target;
    private final AtomicLong passed = new AtomicLong();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private volatile long failAt = Long.MAX_VALUE;
    private volatile boolean staysDown;
    private volatile boolean down;

    public FaultyProxy(int target) throws IOException {
        this.target = target;
        start(this::serve);
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** How many bytes went through since the last mending, in both directions. */
    public long passed() {
        return passed.get();
    }

    /** Fails when that byte comes, counted from now. */
    public void failAt(long offset, boolean andStaysDown) {
        mend();
        staysDown = andStaysDown;
        failAt = offset;
    }

    public void mend() {
        failAt = Long.MAX_VALUE;
        down = false;
        passed.set(0);
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "faulty-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                if (down) {
                    client.close();
                    continue;
                }
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                open.add(client);
                open.add(server);
                start(() -> pass(client, server));
                start(() -> pass(server, client));
            } catch (IOException e) {
                continue; // the test ended
            }
        }
    }

    private void pass(Socket from, Socket to) {
        byte[] buffer = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int got = in.read(buffer); got > 0; got = in.read(buffer)) {
                long before = passed.getAndAdd(got);
                int let = (int) Math.max(0, Math.min(got, failAt - before));
                out.write(buffer, 0, let);
                out.flush();
                if (let < got) {
                    fail();
                    return;
                }
            }
        } catch (IOException e) {
            return; // one side left
        }
    }

    private void fail() throws IOException {
        failAt = Long.MAX_VALUE;
        down = staysDown;
        for (Socket one : open) {
            one.close();
        }
        open.clear();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket one : open) {
            one.close();
        }
    }
}
