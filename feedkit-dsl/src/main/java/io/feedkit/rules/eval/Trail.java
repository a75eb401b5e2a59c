package io.feedkit.rules.eval;

import io.feedkit.rules.Explanation.Event;
import java.util.ArrayList;
import java.util.List;

/** What traced steps wrote down of one product, in the order in which they ran. For one thread. */
public final class Trail {
    /** More than that nobody reads; rule sets of ten thousand statements stay below. */
    private static final int MOST_EVENTS = 50_000;

    private final List<Event> events = new ArrayList<>();
    private int depth;

    void add(Event event) {
        if (events.size() < MOST_EVENTS) {
            events.add(event);
        }
    }

    int depth() {
        return depth;
    }

    void enter() {
        depth++;
    }

    void leave() {
        depth--;
    }

    /** What was written down since this was asked last. */
    public List<Event> take() {
        List<Event> taken = List.copyOf(events);
        events.clear();
        return taken;
    }
}
