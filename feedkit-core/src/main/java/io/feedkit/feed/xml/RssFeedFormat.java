package io.feedkit.feed.xml;

import io.feedkit.feed.FeedEncoder;
import io.feedkit.feed.FeedFormat;
import io.feedkit.feed.FeedLayout;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes RSS 2.0: one {@code <item>} per product, as {@link XmlFeedFormat} does, in the frame of the RSS 2.0 specification, with the channel's title, link and description.
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
        Map<String, String> head = new LinkedHashMap<>();
        head.put("channel/title", "{title}");
        head.put("channel/link", "{link}");
        head.put("channel/description", "{description}");
        head.putAll(layout.head());
        return new XmlEncoder(layout.with(head, layout.options()), "rss[@version=2.0]/channel", "item");
    }
}
