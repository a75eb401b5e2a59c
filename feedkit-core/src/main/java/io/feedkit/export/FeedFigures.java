package io.feedkit.export;

import io.feedkit.batch.Column;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.Selection;
import io.feedkit.batch.TextBuffer;
import io.feedkit.product.AttributeType.Kind;
import io.feedkit.product.Currencies;
import io.feedkit.product.Schema;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What one feed is like as a whole: middle prices, pieces in stock, products by category. Guards compare it with the feed before. Figures of two parts of a run add up to
 * those of the whole.
 */
final class FeedFigures {
    private static final int MOST_CATEGORIES = 1000;

    private final Map<String, PriceSpread> prices = new TreeMap<>();
    private final Map<String, Long> categories = new TreeMap<>();
    private BigDecimal stock = BigDecimal.ZERO;
    private boolean stockKnown;

    /** The middle price by currency. */
    Map<String, BigDecimal> medianPrices() {
        Map<String, BigDecimal> medians = new TreeMap<>();
        prices.forEach((currency, spread) -> medians.put(currency, spread.median()));
        return medians;
    }

    /** Products by the first level of their category. */
    Map<String, Long> categories() {
        return categories;
    }

    /** Pieces of all products, 0 when {@link #stockKnown} is false. */
    BigDecimal stock() {
        return stock;
    }

    boolean stockKnown() {
        return stockKnown;
    }

    void add(Batch batch) {
        for (int i = 0; i < batch.size; i++) {
            if (batch.prices[i] != Column.MISSING) {
                prices.computeIfAbsent(Currencies.laneCode(batch.currencies[i]), code -> new PriceSpread())
                        .add(batch.prices[i]);
            }
            String category = batch.categories[i];
            if (!category.isEmpty() && (categories.size() < MOST_CATEGORIES || categories.containsKey(category))) {
                categories.merge(category, 1L, Long::sum);
            }
        }
        stock = stock.add(batch.stock);
        stockKnown |= batch.stockKnown;
    }

    /** The products of one batch, taken down while they are at hand and added when it is their turn. */
    static final class Batch {
        private static final byte LEVEL = '>';

        private static final int NONE = -1;

        private final int price;
        private final int quantity;
        private final int category;
        private final long[] prices = new long[ProductBatch.ROWS];
        private final short[] currencies = new short[ProductBatch.ROWS];
        private final String[] categories = new String[ProductBatch.ROWS];
        /** Categories come again and again, and are few. */
        private final Map<Long, String> known = new HashMap<>();

        private int size;
        private BigDecimal stock = BigDecimal.ZERO;
        private boolean stockKnown;

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
            stock = BigDecimal.ZERO;
            stockKnown = false;
        }

        /** Takes down the products that are sent. */
        void take(ProductBatch sent) {
            clear();
            Selection rows = sent.live();
            size = rows.size;
            Column money = price == NONE ? Column.missing() : sent.column(price);
            Column texts = category == NONE ? Column.missing() : sent.column(category);
            byte[] text = sent.text().bytes();
            for (int i = 0; i < rows.size; i++) {
                int row = rows.rows[i];
                boolean plain = money.bits[row] != Column.MISSING && money.bits[row] != Column.BOXED;
                prices[i] = plain ? money.bits[row] : Column.MISSING;
                currencies[i] = plain ? money.units[row] : 0;
                categories[i] = texts.isMissing(row) ? "" : firstLevel(text, texts.bits[row]);
            }
            if (quantity != NONE) {
                addStock(sent.column(quantity), rows);
            }
        }

        private void addStock(Column pieces, Selection rows) {
            long sum = 0;
            for (int i = 0; i < rows.size; i++) {
                int row = rows.rows[i];
                long count = pieces.bits[row];
                if (count == Column.BOXED || count > Integer.MAX_VALUE) {
                    stock = stock.add(count == Column.BOXED ? pieces.boxed(row) : BigDecimal.valueOf(count));
                    stockKnown = true;
                } else if (count != Column.MISSING) {
                    sum += count;
                    stockKnown = true;
                }
            }
            stock = stock.add(BigDecimal.valueOf(sum));
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
                if (known.size() < MOST_CATEGORIES) {
                    known.put(hash, name);
                }
            }
            return name;
        }
    }
}
