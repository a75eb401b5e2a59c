package io.feedkit.rules.scan;

import java.util.Objects;

/**
 * What tells products apart where their values do not: the id, and for products that share one the place in the catalogue.
 *
 * @param id as the catalogue says it, empty without one
 * @param record the number of the record, from 1
 */
public record Identity(String id, long record) implements Comparable<Identity> {
    public Identity {
        Objects.requireNonNull(id, "id");
    }

    @Override
    public int compareTo(Identity other) {
        int byId = id.compareTo(other.id);
        return byId != 0 ? byId : Long.compare(record, other.record);
    }
}
