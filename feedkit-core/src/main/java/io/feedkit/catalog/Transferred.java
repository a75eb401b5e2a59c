package io.feedkit.catalog;

import io.feedkit.location.HeldLocation;
import io.feedkit.location.Location;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What had to be transferred as a whole when a catalogue was opened (archives, whose directory is at their end, and linked files), for the first pass: it need not be transferred again.
 *
 * <p>Later passes transfer anew, since a catalogue may be read for years. A copy that no pass takes goes with its catalogue. Thread-safe.
 */
final class Transferred {
    private final Map<Location, HeldLocation> held = new IdentityHashMap<>();

    /** A place to look into: kept when it is an archive. */
    synchronized Location looked(Location place) {
        return place.isRemote() ? held.computeIfAbsent(place, HeldLocation::ofArchive) : place;
    }

    /** A place that is read to its end. */
    synchronized Location read(Location place) {
        return place.isRemote() ? held.computeIfAbsent(place, HeldLocation::of) : place;
    }

    /** Forgets places of which nothing was kept. */
    synchronized void end() {
        held.values().removeIf(one -> !one.isHolding());
    }

    /** The copy of a place, once; whoever takes it closes it. */
    synchronized @Nullable HeldLocation take(Location place) {
        return held.remove(place);
    }

    synchronized void close() {
        held.values().forEach(HeldLocation::close);
        held.clear();
    }
}
