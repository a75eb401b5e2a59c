package io.feedkit.rules.scan;

import io.feedkit.batch.TextBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The different values of a group, in the order of the products that have them.
 *
 * @param items as a column has them, one behind the other with {@link TextBuffer#LIST_SEPARATOR} between them; empty when they are more than a list of a rule may have
 * @param excess of what there is too much
 */
public record Collected(String items, Excess excess) {
    private static final int MOST_ITEMS = 10_000;
    private static final int MOST_BYTES = 256 * 1024;

    /** Why a list cannot be a value of a rule. */
    public enum Excess {
        NONE,
        /** More than 10 000 items. */
        ITEMS,
        /** More than 256 KiB. */
        BYTES
    }

    public Collected {
        Objects.requireNonNull(items, "items");
        Objects.requireNonNull(excess, "excess");
    }

    /** Takes in one value after the other. */
    static final class Gathering {
        private final StringBuilder items = new StringBuilder();
        private int count;
        private long bytes;
        private Excess excess = Excess.NONE;

        void add(String text) {
            if (excess != Excess.NONE) {
                return;
            }
            String item = count == 0 ? text : (char) TextBuffer.LIST_SEPARATOR + text;
            bytes += item.getBytes(StandardCharsets.UTF_8).length;
            if (count == MOST_ITEMS) {
                excess = Excess.ITEMS;
            } else if (bytes > MOST_BYTES) {
                excess = Excess.BYTES;
            } else {
                items.append(item);
                count++;
            }
        }

        Collected collected() {
            return new Collected(excess == Excess.NONE ? items.toString() : "", excess);
        }
    }
}
