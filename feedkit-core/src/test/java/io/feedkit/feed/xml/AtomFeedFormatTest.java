package io.feedkit.feed.xml;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.feed.FeedLayout;
import io.feedkit.feed.FeedTexts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AtomFeedFormatTest {
    @Test
    void writesOneEntryPerProduct() {
        FeedLayout layout =
                FeedTexts.layout("atom", Map.of("namespace.g", "http://base.google.com/ns/1.0"), "g:id", "g:title");
        String feed = FeedTexts.encode(
                new AtomFeedFormat(), layout, List.of(new String[] {"A1", "Tea & <Coffee>"}, new String[] {"A2", null
                }));
        assertThat(feed.replaceAll("<updated>[0-9TZ:.-]+</updated>", "<updated/>"))
                .isEqualTo("""
                        <?xml version="1.0" encoding="UTF-8"?>
                        <feed xmlns="http://www.w3.org/2005/Atom" xmlns:g="http://base.google.com/ns/1.0">
                        <title>Shop &amp; Co</title>
                        <link rel="self" href="https://shop.example/"/>
                        <updated/>
                        <entry>
                        <g:id>A1</g:id>
                        <g:title>Tea &amp; &lt;Coffee&gt;</g:title>
                        </entry>
                        <entry>
                        <g:id>A2</g:id>
                        </entry>
                        </feed>
                        """);
    }
}
