package io.feedkit.channel;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What becomes of a field's value when a feed is read, where {@code from} does not say it.
 *
 * @param said whether the descriptor says it; otherwise it is worked out from {@code from}
 * @param into the attributes that get the value; none for a value that says nothing about the product
 * @param lossy what a feed does not say any more about the product, or empty when it says all
 */
public record ReadBack(boolean said, List<Into> into, String lossy) {

    public static final ReadBack UNSAID = new ReadBack(false, List.of(), "");

    public ReadBack {
        into = List.copyOf(into);
    }

    /**
     * An attribute that gets the value.
     *
     * @param attribute its name
     * @param values the catalogue's words for the channel's, {@code *} for any other; an empty one for no value
     * @param template a text with {@code {}} where the value goes, or empty
     * @param struck whether this is what was paid before: the attribute gets the higher of the two prices
     */
    public record Into(String attribute, Map<String, String> values, String template, boolean struck) {
        public Into {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }

        /** The attribute as it is. */
        public static Into plain(String attribute) {
            return new Into(attribute, Map.of(), "", false);
        }
    }
}
