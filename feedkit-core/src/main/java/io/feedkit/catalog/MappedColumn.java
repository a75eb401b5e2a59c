package io.feedkit.catalog;

/**
 * What became of one column of a source.
 *
 * @param column its name as it stands in the source
 * @param attribute the attribute it gives values to, with {@code @fr} behind it for one language; empty when it is not read
 * @param type the type its texts are read as, or empty
 * @param reason why, in a few words: "Shopify", "synonym of brand", "mapping.yaml", "no attribute of that name"
 */
public record MappedColumn(String column, String attribute, String type, String reason) {
    /** Whether it gives values to an attribute. */
    public boolean isRead() {
        return !attribute.isEmpty();
    }
}
