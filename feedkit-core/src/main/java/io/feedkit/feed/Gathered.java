package io.feedkit.feed;

import io.feedkit.batch.TextBuffer;

/** What the head of a file and what stands behind its last product say of the products in between, for {@linkplain FeedEncoder#gathers encoders that gather it}. For one thread. */
public final class Gathered {
    private final CategoryTree categories = new CategoryTree();
    private final TextBuffer behind = new TextBuffer(0);

    /** Nothing so far. */
    public Gathered() {}

    /** The categories the products are in. */
    public CategoryTree categories() {
        return categories;
    }

    /** What stands behind the last product, encoded. */
    public TextBuffer behind() {
        return behind;
    }

    public void clear() {
        categories.clear();
        behind.clear();
    }
}
