package io.feedkit.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.batch.TextBuffer;
import io.feedkit.feed.FeedBatch;
import io.feedkit.feed.FeedCharset;
import io.feedkit.feed.FeedEncoder;
import io.feedkit.feed.FeedInfo;
import io.feedkit.feed.FeedLayout;
import io.feedkit.feed.Gathered;
import io.feedkit.feed.Member;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LateHeadTest {
    private static final int BATCHES = 200;
    private static final int NEW_IN_EACH = 50;

    private int listed;

    /** A line for each category, and nothing else. */
    private final FeedEncoder encoder = new FeedEncoder() {
        @Override
        public void head(FeedInfo info, TextBuffer out) {
            out.append("head\n".getBytes(UTF_8));
        }

        @Override
        public void head(FeedInfo info, Gathered products, TextBuffer out) {
            head(info, out);
            products.categories().forEach(category -> {
                listed++;
                out.append((category.name() + "\n").getBytes(UTF_8));
            });
        }

        @Override
        public void encode(FeedBatch batch, TextBuffer out) {}

        @Override
        public void tail(FeedInfo info, long products, TextBuffer out) {}
    };

    private final LateHead late = new LateHead(
            encoder,
            FeedCharset.of(new FeedLayout("lines", "product", List.of(), Map.of())),
            new FeedInfo(
                    "", "", "", new Member("corner", "corner", "ads", "FR", "fr", "EUR", "", Map.of()), Instant.EPOCH));
    private final TextBuffer records = new TextBuffer(16);

    private static Gathered categories(int batch) {
        Gathered gathered = new Gathered();
        for (int i = 0; i < NEW_IN_EACH; i++) {
            byte[] path = ("Top > Shelf > " + batch + "-" + i).getBytes(UTF_8);
            gathered.categories().add(path, TextBuffer.slice(0, path.length));
        }
        return gathered;
    }

    private int bytes() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        late.writeTo(out);
        return out.size();
    }

    /** Each head holds the two above in each batch, so that a count which only adds up says too much. */
    @Test
    void takesWhatFitsAndNothingElse() throws IOException {
        records.append("some records\n".getBytes(UTF_8));
        int most = 20_000;
        int batch = 0;
        while (late.fits(categories(batch), most - records.end())) {
            late.add(records, categories(batch++));
            assertThat(bytes()).isLessThanOrEqualTo(most);
        }

        late.add(records, categories(batch));
        assertThat(bytes()).isGreaterThan(most - "head\nTop\nShelf\n".length());
        late.close();
    }

    @Test
    void listsCategoriesNotOnceMoreForEveryBatch() {
        for (int batch = 0; batch < BATCHES; batch++) {
            assertThat(late.fits(categories(batch), Long.MAX_VALUE)).isTrue();
            late.add(records, categories(batch));
        }

        assertThat(listed).isLessThan(3 * BATCHES * NEW_IN_EACH);
        late.close();
    }
}
