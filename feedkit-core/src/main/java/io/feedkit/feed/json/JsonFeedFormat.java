package io.feedkit.feed.json;

import io.feedkit.feed.FeedEncoder;
import io.feedkit.feed.FeedFormat;
import io.feedkit.feed.FeedLayout;

/**
 * Writes JSON (RFC 8259): one list with an object for each product.
 *
 * <p>Options of the layout: {@code under} is the path of the list inside the outermost object ({@code data/products}); without it the list is outermost. The head goes into that object.
 * Names of fields are {@link io.feedkit.feed.FeedPath}s: a step is a key, {@code key[]} a list, {@code @key} a key that starts with that sign. Objects and lists without a text are left out.
 */
public final class JsonFeedFormat implements FeedFormat {

    /** For {@link java.util.ServiceLoader}. */
    public JsonFeedFormat() {}

    @Override
    public String name() {
        return "json";
    }

    @Override
    public FeedEncoder encoder(FeedLayout layout) {
        return new JsonEncoder(layout, false);
    }
}
