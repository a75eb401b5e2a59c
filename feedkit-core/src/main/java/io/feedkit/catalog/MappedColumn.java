package io.feedkit.catalog;

/**
 * What became of one column of a source.
 *
 * @param column its name as it stands in the source
 * @param attribute the attribute it gives values to, with {@code @fr} behind it for one language; empty when it is not read
 * @param type the type its texts are read as, or empty
 * @param reason why, in a few words: "Shopify", "known as brand", "mapping.yaml", "no attribute of that name"
 * @param confidence that this is what the column means, of 100; what was told is 100, a column kept under its own name 0 because nothing was understood
 */
public record MappedColumn(String column, String attribute, String type, String reason, int confidence) {
    static final String TAKEN_APART = "taken apart";
    static final String NAMES_ANOTHER = "names an attribute";
    static final String NAMED_BY_ANOTHER = "an attribute named by another column";
    static final String UNIT_OF = "the unit of ";

    private static final int SURE = 70;

    static MappedColumn unread(String column, String reason) {
        return new MappedColumn(column, "", "", reason, 100);
    }

    /** Whether it gives values to an attribute. */
    public boolean isRead() {
        return !attribute.isEmpty();
    }

    /** Whether its values reach products although it is no attribute: it is taken apart, or says what another column means. */
    public boolean isUsed() {
        return isRead()
                || reason.equals(TAKEN_APART)
                || reason.equals(NAMES_ANOTHER)
                || reason.equals(NAMED_BY_ANOTHER)
                || reason.startsWith(UNIT_OF);
    }

    /** Whether somebody should have a look because what it means was guessed from weak signs. */
    public boolean isDoubtful() {
        return isRead() && confidence > 0 && confidence < SURE;
    }
}
