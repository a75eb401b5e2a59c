package io.feedkit.location;

import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Several places one after another; an archive among them gives its own parts. What the limits say holds for all together. */
final class ManyParts extends Parts {
    private final List<Location> places;
    private final SourceLimits limits;
    private int next;
    private long bytes;
    private volatile long finished;
    private volatile @Nullable Parts current;
    private @Nullable Source source;

    ManyParts(List<Location> places, SourceLimits limits) {
        this.places = places;
        this.limits = limits;
    }

    @Override
    public Optional<Source> next() {
        while (true) {
            count();
            Parts at = current;
            Optional<Source> part = at == null ? Optional.empty() : at.next();
            if (part.isPresent()) {
                source = part.get();
                return part;
            }
            if (at != null) {
                // One thread reads; others only look.
                long before = finished;
                finished = before + at.storedBytesRead();
                current = null;
                at.close();
            }
            if (next == places.size()) {
                return Optional.empty();
            }
            Location place = places.get(next++);
            current = place.parts(left(place));
        }
    }

    private void count() {
        Source done = source;
        if (done != null) {
            bytes += done.plainBytesRead();
            source = null;
        }
    }

    private SourceLimits left(Location place) {
        if (bytes >= limits.maxBytes()) {
            throw new FeedException(new Problem(
                    LocationProblem.TOO_LARGE,
                    SourcePosition.unknown(place.name()),
                    "The files before this one have " + limits.maxBytes() + " bytes already.",
                    "If that is meant, raise maxSourceBytes of ReadLimits."));
        }
        return new SourceLimits(limits.maxBytes() - bytes, limits.maxInflation());
    }

    @Override
    public boolean isSingle() {
        return false;
    }

    @Override
    public String archive() {
        return "";
    }

    @Override
    public OptionalLong storedBytes() {
        long sum = 0;
        for (Location place : places) {
            OptionalLong size = place.storedBytes();
            if (size.isEmpty()) {
                return OptionalLong.empty();
            }
            sum += size.getAsLong();
        }
        return OptionalLong.of(sum);
    }

    @Override
    public long storedBytesRead() {
        Parts at = current;
        return finished + (at == null ? 0 : at.storedBytesRead());
    }

    @Override
    public void close() {
        Parts at = current;
        if (at != null) {
            at.close();
        }
    }
}
