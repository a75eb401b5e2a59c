package io.feedkit.location;

import java.nio.file.Path;
import java.util.List;

/**
 * The finished files of one feed, on their way to a {@link Destination}.
 *
 * @param items the parts of the feed in their order, one at least; the first takes the destination's own name, the others are called as {@link PartName} says
 * @param formerParts of how many parts the feed before consisted; those beyond the new ones are removed
 */
public record Shipment(List<Item> items, int formerParts) {

    public Shipment {
        items = List.copyOf(items);
        if (items.isEmpty()) {
            throw new IllegalArgumentException("there is nothing to ship");
        }
    }

    /**
     * One file, which nobody changes while it is shipped.
     *
     * @param sha256 in lower-case hexadecimal
     */
    public record Item(Path file, long bytes, String sha256) {}

    /** Numbers of the parts that only the feed before had, from 2. */
    public List<Integer> superfluousParts() {
        return java.util.stream.IntStream.rangeClosed(items.size() + 1, formerParts)
                .boxed()
                .toList();
    }
}
