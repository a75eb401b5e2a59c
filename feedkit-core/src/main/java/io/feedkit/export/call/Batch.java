package io.feedkit.export.call;

import io.feedkit.feed.api.ApiCall;
import java.io.ByteArrayOutputStream;
import java.util.BitSet;
import java.util.List;

/**
 * Products that go in one call.
 *
 * @param items one at least
 */
record Batch(ApiCall call, CallFrame frame, List<Item> items) {
    Batch {
        items = List.copyOf(items);
    }

    /** The body of the call. */
    byte[] body() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (!call.hasBody()) {
            return new byte[0];
        }
        body.writeBytes(frame.head());
        boolean first = true;
        for (Item item : items) {
            if (!first) {
                body.writeBytes(frame.between());
            }
            first = false;
            body.writeBytes(item.body());
        }
        body.writeBytes(frame.tail());
        return body.toByteArray();
    }

    BitSet ordinals() {
        BitSet ordinals = new BitSet();
        items.forEach(item -> ordinals.set(item.ordinal()));
        return ordinals;
    }

    boolean isSingle() {
        return items.size() == 1;
    }

    /** One half of the products, or the other. */
    Batch half(boolean second) {
        int middle = items.size() / 2;
        return new Batch(call, frame, second ? items.subList(middle, items.size()) : items.subList(0, middle));
    }
}
