package io.feedkit.export;

import io.feedkit.batch.Note;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.Selection;
import io.feedkit.feed.FeedBatch;
import io.feedkit.feed.FeedContract;
import io.feedkit.feed.FeedField;
import io.feedkit.feed.FeedLayout;
import io.feedkit.feed.FeedLayout.Documents;
import io.feedkit.feed.FeedLimits;
import io.feedkit.feed.Member;
import io.feedkit.product.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A channel that takes variants of one group in one record, and refuses products without a size. */
record VariantContract(String format, int most, FeedLimits limits) implements FeedContract {
    private static final List<String> ATTRIBUTES = List.of("title", "color", "id", "size");

    static VariantContract of(String format) {
        return new VariantContract(format, Documents.MOST_PRODUCTS, FeedLimits.NONE);
    }

    VariantContract most(int products) {
        return new VariantContract(format, products, limits);
    }

    /** Each product in a record of its own, which looks the same otherwise. */
    VariantContract alone() {
        return most(0);
    }

    VariantContract limits(FeedLimits most) {
        return new VariantContract(format, this.most, most);
    }

    @Override
    public Member member() {
        return new Member("shop", "shop", "marketplace", "FR", "fr", "EUR", "", Map.of());
    }

    @Override
    public Schema extend(Schema schema) {
        return schema;
    }

    @Override
    public Prepared prepare(Schema schema, Set<String> supplied, Instant runAt) {
        String list = format.equals("xml") ? "skus/sku" : "skus[]";
        FeedLayout plain = new FeedLayout(
                format,
                format.equals("xml") ? "xml" : "jsonl",
                List.of(
                        FeedField.of("title"),
                        FeedField.of("color"),
                        FeedField.of(list + "/id"),
                        FeedField.of(list + "/size")),
                format.equals("xml") ? Map.of("root", "products", "record", "product") : Map.of());
        FeedLayout layout = most == 0
                ? plain
                : plain.with(new Documents("item_group_id", format.equals("xml") ? "skus/sku" : "skus", most));
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
                return Set.of("title", "color", "id", "size", "item_group_id");
            }

            @Override
            public Session open() {
                return (layer, out) -> apply(schema, layer, out);
            }
        };
    }

    private static void apply(Schema schema, ProductBatch layer, FeedBatch out) {
        Selection without = new Selection();
        int size = schema.slot("size").orElseThrow();
        for (int i = 0; i < layer.live().size; i++) {
            int row = layer.live().rows[i];
            if (layer.column(size).isMissing(row)) {
                layer.note(new Note(row, Note.Kind.INVALID, "shop/size/required", "size", "There is no size."));
                without.add(row);
            }
        }
        layer.retire(without);
        out.rows().copy(layer.live());
        for (int i = 0; i < ATTRIBUTES.size(); i++) {
            out.set(i, layer.column(schema.slot(ATTRIBUTES.get(i)).orElseThrow()).bits);
        }
        out.setKeys(layer.column(schema.slot("item_group_id").orElseThrow()).bits);
    }
}
