package io.feedkit.export.call;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an answer says of the products of a call; of those it says nothing of nobody knows. */
final class Verdicts {
    private final BitSet done = new BitSet();
    private final Map<Item, String> refused = new LinkedHashMap<>();

    void done(Item item) {
        done.set(item.ordinal());
    }

    void refused(Item item, String message) {
        refused.put(item, message);
        done.clear(item.ordinal());
    }

    BitSet done() {
        return done;
    }

    /** With what was said about each. */
    Map<Item, String> refused() {
        return refused;
    }
}
