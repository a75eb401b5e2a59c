package io.feedkit.rules;

import io.feedkit.batch.Column;
import io.feedkit.batch.Note;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.Selection;
import io.feedkit.feed.FeedBatch;
import io.feedkit.feed.FeedContract;
import io.feedkit.feed.FeedField;
import io.feedkit.feed.FeedLayout;
import io.feedkit.feed.Member;
import io.feedkit.product.Schema;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A channel that takes titles, and wants them in capitals. */
record ToyFeed(Member member) implements FeedContract {
    @Override
    public Schema extend(Schema schema) {
        return schema;
    }

    @Override
    public Prepared prepare(Schema schema, Set<String> supplied, Instant runAt) {
        return new Prepared() {
            @Override
            public FeedLayout layout() {
                return new FeedLayout("delimited", "csv", List.of(FeedField.of("title")), Map.of());
            }

            @Override
            public Set<String> reads() {
                return Set.of("title");
            }

            @Override
            public Session open() {
                return ToyFeed::capitals;
            }
        };
    }

    private static void capitals(ProductBatch layer, FeedBatch out) {
        Column titles = layer.column(layer.schema().slot("title").orElseThrow());
        Selection refused = new Selection();
        long[] texts = new long[ProductBatch.ROWS];
        for (int i = 0; i < layer.live().size; i++) {
            int row = layer.live().rows[i];
            if (titles.isMissing(row)) {
                layer.note(new Note(row, Note.Kind.INVALID, "required", "title", "there is no title"));
                refused.add(row);
            } else {
                String title = layer.text().string(titles.bits[row]).toUpperCase(Locale.ROOT);
                texts[row] = layer.text().append(title.getBytes(StandardCharsets.UTF_8));
                layer.note(new Note(row, Note.Kind.CONVERTED, "capitals", "title", "in capitals"));
            }
        }
        layer.retire(refused);
        out.set(0, texts);
        for (int i = 0; i < layer.live().size; i++) {
            out.rows().add(layer.live().rows[i]);
        }
    }
}
