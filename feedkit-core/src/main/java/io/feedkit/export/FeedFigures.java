package io.feedkit.export;

import io.feedkit.batch.Column;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.Selection;
import io.feedkit.batch.TextBuffer;
import io.feedkit.feed.FeedBatch;
import io.feedkit.feed.FeedField;
import io.feedkit.product.AttributeType.Kind;
import io.feedkit.product.Currencies;
import io.feedkit.product.Schema;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one feed is like as a whole: prices, pieces in stock, products by category, fields that are filled. Guards compare it with the feed before, the report shows it. Figures of two parts
 * of a run add up to those of the whole.
 */
final class FeedFigures {
    private static final int MONEY_SCALE = 6;

    private final @Nullable SpreadTally[] prices = new @Nullable SpreadTally[Currencies.count()];
    private final SpreadTally stock = new SpreadTally(0);
    private final TreeMap<String, long[]> categories = new TreeMap<>();
    private final List<FeedField> fields;
    private final long[] filled;

    /** @param fields of the feed, in its order */
    FeedFigures(List<FeedField> fields) {
        this.fields = fields;
        filled = new long[fields.size()];
    }

    /** The figures with what only the run and the tally of the feed know. */
    FeedSummary summary(long records, FeedTally tally) {
        TreeMap<String, Spread> spreads = new TreeMap<>();
        for (int i = 0; i < prices.length; i++) {
            SpreadTally tallied = prices[i];
            if (tallied != null) {
                spreads.put(Currencies.code(i), tallied.spread());
            }
        }
        TreeMap<String, Long> byCategory = new TreeMap<>();
        categories.forEach((name, count) -> byCategory.put(name, count[0]));
        TreeMap<String, Long> byField = new TreeMap<>();
        for (int i = 0; i < filled.length; i++) {
            byField.merge(fields.get(i).name(), filled[i], Math::max);
        }
        return new FeedSummary(
                records,
                tally.products(ProductStatus.SENT),
                spreads,
                stock.spread(),
                byCategory,
                byField,
                new TreeMap<>(tally.said()));
    }

    void add(Batch batch) {
        for (int i = 0; i < batch.size; i++) {
            if (batch.prices[i] != Column.MISSING) {
                prices(Currencies.laneIndex(batch.currencies[i])).add(batch.prices[i]);
            }
            if (batch.pieces[i] != Column.MISSING) {
                stock.add(batch.pieces[i]);
            }
            count(batch.categories[i]);
        }
        for (int i = 0; i < filled.length; i++) {
            filled[i] += batch.filled[i];
        }
    }

    private SpreadTally prices(int currency) {
        SpreadTally tally = prices[currency];
        if (tally == null) {
            tally = new SpreadTally(MONEY_SCALE);
            prices[currency] = tally;
        }
        return tally;
    }

    private void count(String category) {
        if (category.isEmpty()) {
            return;
        }
        long[] count = categories.get(category);
        if (count == null) {
            count = new long[1];
            categories.put(category, count);
            if (categories.size() > FeedSummary.MOST_CATEGORIES) {
                categories.pollLastEntry();
            }
        }
        count[0]++;
    }

    /** The products of one batch, taken down while they are at hand and added when it is their turn. */
    static final class Batch {
        private static final byte LEVEL = '>';

        private static final int NONE = -1;
        private static final int MOST_KNOWN = 1000;

        private final int price;
        private final int quantity;
        private final int category;
        private final long[] prices = new long[ProductBatch.ROWS];
        private final short[] currencies = new short[ProductBatch.ROWS];
        private final long[] pieces = new long[ProductBatch.ROWS];
        private final String[] categories = new String[ProductBatch.ROWS];
        private int[] filled = {};
        /** Categories come again and again, and are few. */
        private final Map<Long, String> known = new HashMap<>();

        private int size;

        Batch(Schema schema) {
            price = slot(schema, "price", Kind.MONEY);
            quantity = slot(schema, "quantity", Kind.INTEGER);
            int own = slot(schema, "category", Kind.TEXT);
            category = own == NONE ? slot(schema, "product_type", Kind.TEXT) : own;
        }

        private static int slot(Schema schema, String name, Kind kind) {
            OptionalInt slot = schema.slot(name);
            boolean fits =
                    slot.isPresent() && schema.attribute(slot.getAsInt()).type().kind() == kind;
            return fits ? slot.getAsInt() : NONE;
        }

        void clear() {
            size = 0;
            Arrays.fill(filled, 0);
        }

        /** Takes down the products that are sent, and what of them stands in the feed. */
        void take(ProductBatch sent, FeedBatch feed) {
            Selection rows = sent.live();
            size = rows.size;
            Column money = price == NONE ? Column.missing() : sent.column(price);
            Column counts = quantity == NONE ? Column.missing() : sent.column(quantity);
            Column texts = category == NONE ? Column.missing() : sent.column(category);
            byte[] text = sent.text().bytes();
            for (int i = 0; i < rows.size; i++) {
                int row = rows.rows[i];
                prices[i] = plain(money.bits[row]);
                currencies[i] = prices[i] == Column.MISSING ? 0 : money.units[row];
                pieces[i] = plain(counts.bits[row]);
                categories[i] = texts.isMissing(row) ? "" : firstLevel(text, texts.bits[row]);
            }
            fill(feed);
        }

        private static long plain(long bits) {
            return bits == Column.BOXED ? Column.MISSING : bits;
        }

        private void fill(FeedBatch feed) {
            long[][] texts = feed.texts();
            if (filled.length != texts.length) {
                filled = new int[texts.length];
            }
            Selection rows = feed.rows();
            for (int field = 0; field < texts.length; field++) {
                filled[field] = texts[field] == Column.missing().bits ? 0 : filled(texts[field], rows);
            }
        }

        private static int filled(long[] slices, Selection rows) {
            int count = 0;
            for (int i = 0; i < rows.size; i++) {
                long slice = slices[rows.rows[i]];
                count += slice != Column.MISSING && TextBuffer.end(slice) > TextBuffer.start(slice) ? 1 : 0;
            }
            return count;
        }

        private String firstLevel(byte[] text, long slice) {
            int from = TextBuffer.start(slice);
            int to = TextBuffer.indexOf(LEVEL, text, from, TextBuffer.end(slice));
            while (to > from && text[to - 1] == ' ') {
                to--;
            }
            long hash = (long) to - from;
            for (int i = from; i < to; i++) {
                hash = (hash ^ text[i]) * 0x9E3779B97F4A7C15L;
                hash ^= hash >>> 32;
            }
            String name = known.get(hash);
            if (name == null) {
                name = new String(text, from, to - from, StandardCharsets.UTF_8);
                if (known.size() < MOST_KNOWN) {
                    known.put(hash, name);
                }
            }
            return name;
        }
    }
}
