package io.feedkit.feed.xml;

import io.feedkit.feed.FeedEncoder;
import io.feedkit.feed.FeedFormat;
import io.feedkit.feed.FeedLayout;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes Atom 1.0 (RFC 4287): one {@code <entry>} per product, as {@link XmlFeedFormat} does.
 *
 * <p>The head has the title, the shop's address and the run instant as {@code updated}. Entries hold the channel's own elements only, as channels document it; the {@code id} and
 * {@code updated} that RFC 4287 asks of entries are not made up.
 */
public final class AtomFeedFormat implements FeedFormat {

    /** For {@link java.util.ServiceLoader}. */
    public AtomFeedFormat() {}

    @Override
    public String name() {
        return "atom";
    }

    @Override
    public FeedEncoder encoder(FeedLayout layout) {
        Map<String, String> head = new LinkedHashMap<>();
        head.put("title", "{title}");
        head.put("link[@rel=self]/@href", "{link}");
        head.put("updated", "{run_at}");
        head.putAll(layout.head());
        Map<String, String> options = new LinkedHashMap<>(layout.options());
        options.put("namespace", "http://www.w3.org/2005/Atom");
        return new XmlEncoder(layout.with(head, options), "feed", "entry");
    }
}
