package io.feedkit.export.call;

import io.feedkit.export.api.Lane;
import io.feedkit.feed.api.ApiCall;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the products of a lane together for their calls, in the order of the queue. Thread-safe. */
final class Batches implements AutoCloseable {
    private final QueueReader queue;
    private final Lane lane;
    private final List<ApiCall> calls;
    private final List<CallFrame> frames;
    private final List<List<Item>> waiting = new ArrayList<>();
    private final long[] bytes;
    private boolean ended;

    Batches(QueueReader queue, Lane lane, List<ApiCall> calls, List<CallFrame> frames) {
        this.queue = queue;
        this.lane = lane;
        this.calls = calls;
        this.frames = frames;
        calls.forEach(call -> waiting.add(new ArrayList<>()));
        bytes = new long[calls.size()];
    }

    /** The next, or null when there is none. */
    synchronized @Nullable Batch next() throws IOException {
        while (!ended) {
            Item item = queue.next(lane);
            if (item == null) {
                ended = true;
                break;
            }
            if (item.call() < 0 || item.call() >= calls.size()) {
                throw new IOException("the queue is broken");
            }
            Batch full = put(item);
            if (full != null) {
                return full;
            }
        }
        for (int call = 0; call < waiting.size(); call++) {
            if (!waiting.get(call).isEmpty()) {
                return taken(call);
            }
        }
        return null;
    }

    /** Adds a product, and gives the batch that it completes or does not go into any more. */
    private @Nullable Batch put(Item item) {
        ApiCall call = calls.get(item.call());
        List<Item> open = waiting.get(item.call());
        CallFrame frame = frames.get(item.call());
        long more = item.body().length + (long) frame.between().length;
        long frameBytes = frame.head().length + (long) frame.tail().length;
        Batch full = null;
        if (!open.isEmpty() && bytes[item.call()] + more + frameBytes > call.bodyBytes()) {
            full = taken(item.call());
        }
        waiting.get(item.call()).add(item);
        bytes[item.call()] += more;
        if (full == null && waiting.get(item.call()).size() >= call.records()) {
            full = taken(item.call());
        }
        return full;
    }

    private Batch taken(int call) {
        Batch batch = new Batch(calls.get(call), frames.get(call), waiting.get(call));
        waiting.get(call).clear();
        bytes[call] = 0;
        return batch;
    }

    @Override
    public void close() throws IOException {
        queue.close();
    }
}
