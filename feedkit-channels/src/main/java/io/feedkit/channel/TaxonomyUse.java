package io.feedkit.channel;

/**
 * Which published taxonomy a field refers to.
 *
 * @param name our name of the taxonomy, such as {@code google-product-category}
 * @param write what may be written
 */
public record TaxonomyUse(String name, Spelling write) {

    public static final TaxonomyUse NONE = new TaxonomyUse("", Spelling.EITHER);

    /** How a category is named. */
    public enum Spelling {
        ID,
        PATH,
        EITHER
    }
}
