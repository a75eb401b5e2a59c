package io.feedkit.feed.xml;

import io.feedkit.feed.FeedEncoder;
import io.feedkit.feed.FeedFormat;
import io.feedkit.feed.FeedLayout;

/**
 * Writes RSS 2.0: one {@code <item>} per product.
 *
 * <p>Options of the layout: {@code namespace.P} binds the prefix {@code P} ({@code namespace.g: http://base.google.com/ns/1.0}). A repeated field repeats its
 * element; the parts of a group are nested elements named by {@link io.feedkit.feed.FeedField#parts}.
 *
 * <p>Follows the RSS 2.0 specification for the channel's head; fields without a text are left out.
 */
public final class RssFeedFormat implements FeedFormat {

    /** For {@link java.util.ServiceLoader}. */
    public RssFeedFormat() {}

    @Override
    public String name() {
        return "rss";
    }

    @Override
    public FeedEncoder encoder(FeedLayout layout) {
        return new RssEncoder(layout);
    }
}
