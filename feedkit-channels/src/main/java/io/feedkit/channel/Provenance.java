package io.feedkit.channel;

import java.util.Set;

/**
 * Where a fact comes from and how far it can be trusted.
 *
 * @param source the document
 * @param verified false when the fact is only generally believed; a check built on it may warn, never reject
 * @param unverified keys of an otherwise verified field that are only generally believed, such as {@code max-length}
 */
public record Provenance(Source source, boolean verified, Set<String> unverified) {

    public Provenance {
        unverified = Set.copyOf(unverified);
    }

    /** Whether what stands under {@code key} may reject a product. */
    public boolean verified(String key) {
        return verified && !unverified.contains(key);
    }
}
