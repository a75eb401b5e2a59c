package io.feedkit.channel;

import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Where a fact comes from and how far it can be trusted.
 *
 * @param source the document
 * @param verified false when the fact is only generally believed; a check built on it may warn, never reject
 * @param unverified keys of an otherwise verified field that are only generally believed, such as {@code max-length}
 */
public record Provenance(Source source, boolean verified, Set<String> unverified) {

    /** Checks that no key has the name of, by the keys they come from. */
    private static final Map<String, Set<String>> KEYS_OF_CHECK = Map.of(
            "range", Set.of("min", "above", "max", "below"),
            "required", Set.of("required-when"),
            "required-when", Set.of("required"),
            "min-occurrences", Set.of("repeat"),
            "max-occurrences", Set.of("repeat"),
            "max-total-length", Set.of("repeat"));

    private static final Set<String> CHECKS_OF_CASES = Set.of("min-length", "max-length", "range", "max-occurrences");

    public Provenance {
        unverified = Set.copyOf(unverified);
    }

    /** Whether what stands under {@code key}, or the check of that name, may reject a product. */
    public boolean verified(String key) {
        return verified
                && !unverified.contains(key)
                && Collections.disjoint(unverified, KEYS_OF_CHECK.getOrDefault(key, Set.of()));
    }

    /** The same for limits that hold under conditions: where {@code limits-when} is only believed, each of them is. */
    Provenance ofCases() {
        if (verified("limits-when")) {
            return this;
        }
        Set<String> believed = new HashSet<>(unverified);
        believed.addAll(CHECKS_OF_CASES);
        return new Provenance(source, verified, believed);
    }
}
