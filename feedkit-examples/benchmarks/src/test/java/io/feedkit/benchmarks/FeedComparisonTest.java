package io.feedkit.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedComparisonTest {
    @TempDir
    private Path folder;

    @Test
    void doesNotMindQuotesAndEscapes() throws IOException {
        assertThat(csv("id,title\n1,\"Oak\"\n", "id,title\n\"1\",Oak\n")).isEmpty();
        assertThat(rss(
                        "<item><title>a &amp; b</title></item>",
                        "<title>Shop</title><item><title>a &#38; b</title></item>"))
                .isEmpty();
    }

    @Test
    void namesTheProductTheFieldAndBothTexts() throws IOException {
        assertThat(csv("id,title\n1,Oak\n2,Elm\n", "id,title\n1,Oak\n2,Ash\n"))
                .isEqualTo("product 2: {title=<Elm> by hand, <Ash> by feedkit}");
    }

    @Test
    void findsAProductTooFew() throws IOException {
        assertThat(csv("id\n1\n2\n", "id\n1\n")).isEqualTo("one feed ends after 1 products");
    }

    @Test
    void looksIntoGroupsAndRepeatedElements() throws IOException {
        assertThat(rss(
                        "<item><shipping><price>1</price></shipping></item>",
                        "<item><shipping><price>2</price></shipping></item>"))
                .contains("shipping/price");
        assertThat(rss("<item><image>a</image><image>b</image></item>", "<item><image>a</image></item>"))
                .contains("image");
    }

    private String csv(String byHand, String byFeedkit) throws IOException {
        return FeedComparison.ofCsv(file("hand", byHand), file("feedkit", byFeedkit))
                .orElse("");
    }

    private String rss(String byHand, String byFeedkit) throws IOException {
        return FeedComparison.ofRss(file("hand", channel(byHand)), file("feedkit", channel(byFeedkit)))
                .orElse("");
    }

    private static String channel(String content) {
        return "<rss><channel>" + content + "</channel></rss>";
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }
}
