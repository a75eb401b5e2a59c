package io.feedkit.export;

import io.feedkit.batch.ProductBatch;
import io.feedkit.feed.FeedBatch;
import io.feedkit.feed.FeedContract;
import io.feedkit.feed.FeedField;
import io.feedkit.feed.FeedLayout;
import io.feedkit.feed.FeedLimits;
import io.feedkit.feed.Member;
import io.feedkit.product.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** A channel that takes everything: id and title of each product, as CSV. */
record PlainContract(String format, FeedLimits limits, Consumer<ProductBatch> meanwhile) implements FeedContract {
    static PlainContract csv() {
        return new PlainContract("delimited", FeedLimits.NONE, batch -> {});
    }

    PlainContract limits(FeedLimits most) {
        return new PlainContract(format, most, meanwhile);
    }

    PlainContract meanwhile(Consumer<ProductBatch> action) {
        return new PlainContract(format, limits, action);
    }

    @Override
    public Member member() {
        return new Member("plain", "plain", "ads", "FR", "fr", "EUR", "", Map.of());
    }

    @Override
    public Schema extend(Schema schema) {
        return schema;
    }

    @Override
    public Prepared prepare(Schema schema, Set<String> supplied, Instant runAt) {
        int id = schema.slot("id").orElseThrow();
        int title = schema.slot("title").orElseThrow();
        FeedLayout layout = new FeedLayout(
                format, "csv", List.of(FeedField.of("id"), FeedField.of("title")), Map.of("delimiter", ","));
        return new Prepared() {
            @Override
            public FeedLayout layout() {
                return layout;
            }

            @Override
            public FeedLimits limits() {
                return limits;
            }

            @Override
            public Set<String> reads() {
                return Set.of("id", "title");
            }

            @Override
            public Session open() {
                return (layer, out) -> apply(layer, out, id, title);
            }
        };
    }

    private void apply(ProductBatch layer, FeedBatch out, int id, int title) {
        meanwhile.accept(layer);
        out.rows().copy(layer.live());
        out.set(0, layer.column(id).bits);
        out.set(1, layer.column(title).bits);
    }
}
