package io.feedkit.feed.xml;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.feedkit.batch.TextBuffer;
import io.feedkit.feed.FeedBatch;
import io.feedkit.feed.FeedEncoder;
import io.feedkit.feed.FeedFormat;
import io.feedkit.feed.FeedInfo;
import io.feedkit.feed.FeedLayout;
import java.time.format.DateTimeFormatter;

/**
 * Writes Atom 1.0 (RFC 4287): one {@code <entry>} per product, with the options and elements of {@link RssFeedFormat}.
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
        return new Encoder(layout);
    }

    private static final class Encoder implements FeedEncoder {
        private final FeedLayout layout;
        private final RssEncoder entries;

        Encoder(FeedLayout layout) {
            this.layout = layout;
            entries = new RssEncoder(layout, "entry");
        }

        @Override
        public void head(FeedInfo info, TextBuffer out) {
            out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\""
                    + RssEncoder.namespaces(layout) + ">\n<title>");
            escaped(info.title(), out);
            out.append("</title>\n");
            if (!info.link().isEmpty()) {
                out.append("<link rel=\"self\" href=\"");
                escaped(info.link().replace("\"", "%22"), out);
                out.append("\"/>\n");
            }
            out.append("<updated>" + DateTimeFormatter.ISO_INSTANT.format(info.runAt()) + "</updated>\n");
        }

        private static void escaped(String value, TextBuffer out) {
            byte[] text = value.getBytes(UTF_8);
            XmlEscape.append(text, 0, text.length, out);
        }

        @Override
        public void encode(FeedBatch batch, TextBuffer out) {
            entries.encode(batch, out);
        }

        @Override
        public void tail(FeedInfo info, TextBuffer out) {
            out.append("</feed>\n");
        }
    }
}
