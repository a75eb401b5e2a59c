package io.feedkit.rules;

import io.feedkit.batch.ProductBatch;
import io.feedkit.catalog.Catalog;
import io.feedkit.catalog.ProductReader;
import io.feedkit.product.Schema;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many products of a catalogue have which attributes, so that messages about missing values can say how many products are meant.
 *
 * <p>Numbers of the last run will do: they are only told to the reader, and change nothing about what the rules mean or whether they are right.
 *
 * @param products how many there are; 0 when nothing is known
 * @param present how many of them have a value, by attribute; what is not named is not known
 */
public record CatalogCounts(long products, Map<String, Long> present) {
    /** Nothing is known of the catalogue. */
    public static final CatalogCounts UNKNOWN = new CatalogCounts(0, Map.of());

    public CatalogCounts {
        present = Collections.unmodifiableMap(new TreeMap<>(present));
    }

    /** Counts in one pass over a catalogue. Throws what reading it throws. */
    public static CatalogCounts of(Catalog catalog) {
        Schema schema = catalog.schema();
        long products = 0;
        long[] filled = new long[schema.size()];
        try (ProductReader reader = catalog.read(schema, problem -> {})) {
            ProductBatch batch = reader.newBatch();
            while (reader.read(batch)) {
                products += batch.live().size;
                for (int slot = 0; slot < filled.length; slot++) {
                    filled[slot] += present(batch, slot);
                }
            }
        }
        Map<String, Long> present = new TreeMap<>();
        for (int slot = 0; slot < filled.length; slot++) {
            // In one language or another.
            present.merge(schema.attribute(slot).name(), filled[slot], Math::max);
        }
        return new CatalogCounts(products, present);
    }

    private static long present(ProductBatch batch, int slot) {
        long present = 0;
        for (int i = 0; i < batch.live().size; i++) {
            if (!batch.column(slot).isMissing(batch.live().rows[i])) {
                present++;
            }
        }
        return present;
    }

    /** How many products lack an attribute, or -1 when that is not known. */
    public long missing(String attribute) {
        Long there = present.get(attribute);
        return products == 0 || there == null ? -1 : Math.max(0, products - there);
    }
}
