package io.feedkit.export;

import java.math.BigDecimal;
import java.util.Map;

/**
 * A feed in numbers, as its manifest keeps them.
 *
 * @param records records read
 * @param sent products in the feed
 * @param medianPrices the middle price by currency
 * @param stock pieces of all products together
 * @param categories products by the first level of their category
 * @param said how often contract and rules refused or warned, by check
 */
record FeedSummary(
        long records,
        long sent,
        Map<String, BigDecimal> medianPrices,
        BigDecimal stock,
        Map<String, Long> categories,
        Map<String, Long> said) {

    long leftOut() {
        return records - sent;
    }
}
