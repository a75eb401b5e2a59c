package io.feedkit.export;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A feed in numbers, as its manifest keeps them. Summaries of two parts of a run add up to that of the whole.
 *
 * @param records records read
 * @param sent products in the feed
 * @param prices how the prices are spread, by currency
 * @param stock how the pieces in stock are spread; empty when no product says
 * @param categories products by the first level of their category; where there are very many, the first thousand in the order of their names
 * @param filled products that have a value in a field of the feed, by the name of the field
 * @param said how often contract and rules refused or warned, by check
 */
public record FeedSummary(
        long records,
        long sent,
        SortedMap<String, Spread> prices,
        Spread stock,
        SortedMap<String, Long> categories,
        SortedMap<String, Long> filled,
        SortedMap<String, Long> said) {
    /** The summary of no run at all. */
    public static final FeedSummary NONE = new FeedSummary(
            0,
            0,
            Collections.emptySortedMap(),
            Spread.NONE,
            Collections.emptySortedMap(),
            Collections.emptySortedMap(),
            Collections.emptySortedMap());

    static final int MOST_CATEGORIES = 1000;

    public FeedSummary {
        prices = Collections.unmodifiableSortedMap(new TreeMap<>(prices));
        TreeMap<String, Long> first = new TreeMap<>(categories);
        while (first.size() > MOST_CATEGORIES) {
            // Dropping by name loses the same categories whatever the order of the products, so that parts add up.
            first.pollLastEntry();
        }
        categories = Collections.unmodifiableSortedMap(first);
        filled = Collections.unmodifiableSortedMap(new TreeMap<>(filled));
        said = Collections.unmodifiableSortedMap(new TreeMap<>(said));
    }

    /** Whether there is anything to compare with. */
    public boolean isEmpty() {
        return records == 0
                && sent == 0
                && prices.isEmpty()
                && stock.isEmpty()
                && categories.isEmpty()
                && filled.isEmpty()
                && said.isEmpty();
    }

    /** Records that did not become products of the feed. */
    public long leftOut() {
        return records - sent;
    }

    /** The middle price of each currency. */
    public SortedMap<String, BigDecimal> medianPrices() {
        TreeMap<String, BigDecimal> medians = new TreeMap<>();
        prices.forEach((currency, spread) -> medians.put(currency, spread.median()));
        return medians;
    }

    /** The summary of this and that part together. */
    public FeedSummary plus(FeedSummary other) {
        TreeMap<String, Spread> allPrices = new TreeMap<>(prices);
        other.prices.forEach((currency, spread) -> allPrices.merge(currency, spread, Spread::plus));
        return new FeedSummary(
                records + other.records,
                sent + other.sent,
                allPrices,
                stock.plus(other.stock),
                sum(categories, other.categories),
                sum(filled, other.filled),
                sum(said, other.said));
    }

    private static SortedMap<String, Long> sum(Map<String, Long> these, Map<String, Long> those) {
        TreeMap<String, Long> all = new TreeMap<>(these);
        those.forEach((name, count) -> all.merge(name, count, Long::sum));
        return all;
    }
}
