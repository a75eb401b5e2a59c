package io.feedkit.catalog;

import java.util.List;

/**
 * What became of a supplement in one pass over a catalogue.
 *
 * @param source name of what was read
 * @param key its column and the attribute of the catalogue, as in {@code Article = id}
 * @param attributes what it gave to products
 * @param rows rows with a key
 * @param keys different keys
 * @param repeated rows whose key stood in an earlier row
 * @param found products whose key the supplement has
 * @param missing products whose key it does not have, or that have none
 * @param unused keys that no product asked for
 * @param diskBytes how much of it went to disk because its memory was not enough; 0 when it was
 */
public record SupplementReport(
        String source,
        String key,
        List<String> attributes,
        long rows,
        long keys,
        long repeated,
        long found,
        long missing,
        long unused,
        long diskBytes) {

    public SupplementReport {
        attributes = List.copyOf(attributes);
    }

    /** Whether its memory was not enough. */
    public boolean onDisk() {
        return diskBytes > 0;
    }
}
