package io.feedkit.location.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A body as a stream that does not wait for ever.
 *
 * <p>The JDK's own stream has no limit on silence: a server that stops sending would hold its reader until the connection is gone, which may be never. Here a reader
 * waits as long as it was told and then gives the connection up. A few packets are asked for in advance, so memory is bounded.
 */
final class TimedBody extends InputStream implements HttpResponse.BodySubscriber<InputStream> {
    private static final int AHEAD = 4;
    private static final Event END = new Event(List.of(), null, true);

    private final Duration silence;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Deque<ByteBuffer> buffers = new ArrayDeque<>();
    private final byte[] single = new byte[1];
    private volatile Flow.@Nullable Subscription subscription;
    private volatile boolean closed;
    private boolean ended;

    private record Event(List<ByteBuffer> bytes, @Nullable Throwable failure, boolean end) {}

    TimedBody(Duration silence) {
        this.silence = silence;
    }

    @Override
    public CompletionStage<InputStream> getBody() {
        return CompletableFuture.completedStage(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        if (closed) {
            given.cancel();
        } else {
            given.request(AHEAD);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
        events.add(new Event(bytes, null, false));
    }

    @Override
    public void onError(Throwable failure) {
        events.add(new Event(List.of(), failure, false));
    }

    @Override
    public void onComplete() {
        events.add(END);
    }

    @Override
    public int read() throws IOException {
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (true) {
            if (closed) {
                throw new IOException("the stream is closed");
            }
            ByteBuffer next = buffers.peek();
            if (next != null && next.hasRemaining()) {
                int given = Math.min(length, next.remaining());
                next.get(into, from, given);
                return given;
            }
            if (next != null) {
                buffers.remove();
            } else if (ended) {
                return -1;
            } else {
                await();
            }
        }
    }

    private void await() throws IOException {
        Event event;
        try {
            event = events.poll(silence.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new IOException("the thread was interrupted", e);
        }
        if (event == null) {
            close();
            throw new HttpTimeoutException("no byte came for " + silence.toMillis() + " ms");
        }
        if (event.failure() != null) {
            throw new IOException(event.failure().getMessage(), event.failure());
        }
        if (event.end()) {
            ended = true;
            return;
        }
        buffers.addAll(event.bytes());
        Flow.Subscription from = subscription;
        if (from != null) {
            from.request(1);
        }
    }

    @Override
    public void close() {
        closed = true;
        Flow.Subscription from = subscription;
        if (from != null) {
            from.cancel();
        }
        events.clear();
        buffers.clear();
    }
}
