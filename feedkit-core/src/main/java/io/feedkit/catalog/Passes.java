package io.feedkit.catalog;

import io.feedkit.location.HeldLocation;
import io.feedkit.location.Location;
import io.feedkit.problem.ProblemSink;
import io.feedkit.product.Schema;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Several passes over one catalogue that belong together, such as those of one export.
 *
 * <p>What comes over a network or from a database, supplements among it, is transferred by the first pass and kept in a temporary file until this is closed. So all passes
 * see the same products, and a merchant's server sends its export once. An archive was transferred when the catalogue was opened; the first passes read that copy. One-shot; passes may follow each other in different threads.
 */
public final class Passes implements AutoCloseable {
    private final Catalog catalog;
    private final boolean several;
    private final Map<Location, HeldLocation> held = new IdentityHashMap<>();
    private final List<References> learned = new ArrayList<>();

    /** @param several whether there will be more than one pass; a single one keeps only what it has to read twice itself */
    Passes(Catalog catalog, boolean several) {
        this.catalog = catalog;
        this.several = several;
    }

    /** Starts a pass, as {@link Catalog#read(Schema, Set, ProblemSink)} does. */
    public ProductReader read(Schema wider, Set<String> wanted, ProblemSink sink) {
        return catalog.read(this, wider, wanted, sink);
    }

    /**
     * Where a pass reads from.
     *
     * @param again whether the pass itself reads more than once
     * @param before what was transferred when the catalogue was opened
     */
    synchronized Location place(Location location, boolean again, Transferred before) {
        HeldLocation kept = held.get(location);
        if (kept == null) {
            kept = before.take(location);
            kept = kept == null && location.isRemote() && (several || again) ? HeldLocation.of(location) : kept;
            if (kept != null) {
                held.put(location, kept);
            }
        }
        return kept == null ? location : kept;
    }

    /** What a reader learns beside its records is needed as long as the records are read. */
    synchronized void keep(References references) {
        if (references != References.NONE) {
            learned.add(references);
        }
    }

    synchronized boolean isHolding() {
        return !held.isEmpty() || !learned.isEmpty();
    }

    @Override
    public synchronized void close() {
        held.values().forEach(HeldLocation::close);
        held.clear();
        learned.forEach(References::close);
        learned.clear();
    }
}
