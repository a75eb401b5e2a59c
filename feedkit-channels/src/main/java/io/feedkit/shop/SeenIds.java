package io.feedkit.shop;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The ids that came last. Lists only step back a little, so that a bounded number tells what was there before; comparing ids instead would have to know how the shop
 * sorts texts.
 */
final class SeenIds {
    private static final int KEPT = 20_000;

    private final Set<String> ids = new LinkedHashSet<>();

    /** Whether this one is new. */
    boolean add(String id) {
        boolean added = ids.add(id);
        if (ids.size() > KEPT) {
            Iterator<String> oldest = ids.iterator();
            oldest.next();
            oldest.remove();
        }
        return added;
    }
}
