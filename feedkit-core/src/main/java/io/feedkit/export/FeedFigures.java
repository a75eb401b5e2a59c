package io.feedkit.export;

import io.feedkit.batch.Column;
import io.feedkit.batch.Fingerprint;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.Selection;
import io.feedkit.batch.TextBuffer;
import io.feedkit.export.change.ProductFigures;
import io.feedkit.export.change.SentProduct;
import io.feedkit.feed.FeedBatch;
import io.feedkit.feed.FeedField;
import io.feedkit.product.Currencies;
import io.feedkit.product.Schema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /** The figures with what only the run knows. */
    FeedSummary summary(long records, long held, Map<String, Long> said) {
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
        return new FeedSummary(records, held, spreads, stock.spread(), byCategory, byField, new TreeMap<>(said));
    }

    void add(Batch batch) {
        for (int i = 0; i < batch.size; i++) {
            if (batch.prices[i] != Column.MISSING) {
                prices(Currencies.laneIndex(batch.currencies[i])).add(batch.prices[i]);
            }
            if (batch.pieces[i] != Column.MISSING) {
                stock.add(batch.pieces[i]);
            }
        }
        for (Category category : batch.categories) {
            count(category);
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

    private void count(Category category) {
        long[] count = categories.get(category.name);
        if (count == null) {
            count = new long[1];
            categories.put(category.name, count);
            if (categories.size() > FeedSummary.MOST_CATEGORIES) {
                categories.pollLastEntry();
            }
        }
        count[0] += category.products;
    }

    /** A category, and how many of a batch are in it. */
    private static final class Category {
        private final String name;
        private int products;

        Category(String name) {
            this.name = name;
        }
    }

    /** Some products, taken down while they are at hand and added when it is their turn. */
    static final class Batch {
        private static final int MOST_KNOWN = 1000;

        private final ProductFigures attributes;
        private long[] prices = new long[ProductBatch.ROWS];
        private short[] currencies = new short[ProductBatch.ROWS];
        private long[] pieces = new long[ProductBatch.ROWS];
        /** Those that products of the batch are in. */
        private final List<Category> categories = new ArrayList<>();

        private final int[] filled;
        /** Categories come again and again, and are few. */
        private final Map<Long, Category> known = new HashMap<>();

        private int size;

        Batch(Schema schema, int fields) {
            attributes = new ProductFigures(schema);
            filled = new int[fields];
        }

        void clear() {
            size = 0;
            categories.forEach(category -> category.products = 0);
            categories.clear();
            Arrays.fill(filled, 0);
        }

        /** Takes down the products that are sent, and what of them stands in the feed. */
        void take(ProductBatch sent, FeedBatch feed) {
            Selection rows = sent.live();
            size = rows.size;
            Column money = attributes.prices(sent);
            Column counts = attributes.pieces(sent);
            Column texts = attributes.categories(sent);
            byte[] text = sent.text().bytes();
            for (int i = 0; i < rows.size; i++) {
                int row = rows.rows[i];
                prices[i] = plain(money.bits[row]);
                currencies[i] = prices[i] == Column.MISSING ? 0 : money.units[row];
                pieces[i] = plain(counts.bits[row]);
                count(text, ProductFigures.firstLevel(text, texts.bits[row]));
            }
            fill(feed);
        }

        /** Takes down a product that is in the feed as the last run sent it. */
        void add(SentProduct product) {
            if (size == prices.length) {
                prices = Arrays.copyOf(prices, size * 2);
                currencies = Arrays.copyOf(currencies, size * 2);
                pieces = Arrays.copyOf(pieces, size * 2);
            }
            prices[size] = product.price();
            currencies[size] = product.currency();
            pieces[size] = product.pieces();
            count(product.bytes(), product.category());
            size++;
            product.countFilled(filled);
        }

        private static long plain(long bits) {
            return bits == Column.BOXED ? Column.MISSING : bits;
        }

        private void fill(FeedBatch feed) {
            long[][] texts = feed.texts();
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

        private void count(byte[] text, long slice) {
            if (TextBuffer.length(slice) == 0) {
                return;
            }
            long fingerprint = Fingerprint.with(Fingerprint.START, text, slice);
            Category category = known.get(fingerprint);
            if (category == null) {
                int from = TextBuffer.start(slice);
                category = new Category(new String(text, from, TextBuffer.length(slice), StandardCharsets.UTF_8));
                if (known.size() < MOST_KNOWN) {
                    known.put(fingerprint, category);
                }
            }
            if (category.products++ == 0) {
                categories.add(category);
            }
        }
    }
}
