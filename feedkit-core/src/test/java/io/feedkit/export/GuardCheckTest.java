package io.feedkit.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class GuardCheckTest {
    private static final FeedSummary BEFORE = summary(
            1000,
            900,
            Map.of("EUR", new BigDecimal("20"), "CHF", new BigDecimal("25")),
            new BigDecimal("5000"),
            Map.of("Shoes", 600L, "Hats", 100L, "Bags", 200L),
            Map.of("google/gtin", 30L));

    private static FeedSummary summary(
            long records,
            long sent,
            Map<String, BigDecimal> medians,
            BigDecimal stock,
            Map<String, Long> categories,
            Map<String, Long> said) {
        TreeMap<String, Spread> prices = new TreeMap<>();
        medians.forEach((currency, median) -> prices.put(currency, spread(median)));
        return new FeedSummary(
                records,
                sent,
                prices,
                stock.signum() < 0 ? Spread.NONE : spread(stock),
                new TreeMap<>(categories),
                new TreeMap<>(),
                new TreeMap<>(said));
    }

    private static Spread spread(BigDecimal only) {
        return new Spread(1, only, only, only, new TreeMap<>(Map.of(only, 1L)));
    }

    private static List<String> tripped(Guards guards, FeedSummary before, FeedSummary now) {
        return GuardCheck.tripped(GuardCheck.readings(guards, before, now));
    }

    private static FeedSummary now(long records, long sent) {
        return summary(records, sent, BEFORE.medianPrices(), BEFORE.stock().sum(), BEFORE.categories(), BEFORE.said());
    }

    private static List<String> tripped(FeedSummary now) {
        return tripped(Guards.DEFAULTS, BEFORE, now);
    }

    @Test
    void letsAnUnchangedFeedPass() {
        assertThat(tripped(BEFORE)).isEmpty();
    }

    @Test
    void stopsAFeedThatLostMoreProductsThanTheBound() {
        assertThat(tripped(now(820, 720))).isEmpty();
        assertThat(tripped(now(811, 711)))
                .containsExactly("711 products instead of 900, 21.0 % fewer (fewer-products: at most 20 %)");
    }

    @Test
    void stopsAFeedThatLeavesOutManyMoreRecords() {
        assertThat(tripped(now(1200, 830))).singleElement().asString().startsWith("30.8 % of the records left out");
        assertThat(tripped(now(1200, 850))).isEmpty();
    }

    @Test
    void stopsAFeedWhoseMiddlePriceMovedUpOrDown() {
        FeedSummary net = summary(
                1000,
                900,
                Map.of("EUR", new BigDecimal("0.20"), "CHF", new BigDecimal("25")),
                BEFORE.stock().sum(),
                BEFORE.categories(),
                Map.of());
        assertThat(tripped(net))
                .containsExactly(
                        "a middle price of 0.20 EUR instead of 20.00 EUR, -99.0 % (price-median: at most 30 %)");
        FeedSummary dear = summary(
                1000, 900, Map.of("EUR", new BigDecimal("27")), BEFORE.stock().sum(), BEFORE.categories(), Map.of());
        assertThat(tripped(dear)).singleElement().asString().contains("+35.0 %");
    }

    @Test
    void stopsAFeedWhoseStockIsGone() {
        FeedSummary sold =
                summary(1000, 900, BEFORE.medianPrices(), new BigDecimal("12"), BEFORE.categories(), Map.of());
        assertThat(tripped(sold)).singleElement().asString().startsWith("12 pieces in stock instead of 5000");
    }

    @Test
    void stopsAFeedThatLostWholeCategories() {
        FeedSummary bare =
                summary(1000, 900, BEFORE.medianPrices(), BEFORE.stock().sum(), Map.of("Shoes", 900L), Map.of());
        assertThat(tripped(bare))
                .containsExactly(
                        "no product left in Bags, Hats, which held 300 of 900, 33.3 % (emptied-category: at most 5 %)");
    }

    @Test
    void stopsAFeedWithAProblemThatNoProductHadBefore() {
        FeedSummary odd = summary(
                1000,
                900,
                BEFORE.medianPrices(),
                BEFORE.stock().sum(),
                BEFORE.categories(),
                Map.of("google/title", 700L));
        assertThat(tripped(odd)).singleElement().asString().startsWith("google/title for 700 of 1000 products, 70.0 %");
    }

    @Test
    void doesNotStopForAHandfulOfProducts() {
        FeedSummary small = summary(4, 4, Map.of(), BigDecimal.ONE.negate(), Map.of("A", 4L), Map.of());
        FeedSummary smaller = summary(4, 1, Map.of(), BigDecimal.ONE.negate(), Map.of("B", 1L), Map.of("x", 1L));
        assertThat(tripped(Guards.DEFAULTS, small, smaller)).isEmpty();
    }

    @Test
    void asksOnlyTheGuardsThatAreOnAndAtTheirBounds() {
        FeedSummary fewer = now(811, 711);
        assertThat(tripped(Guards.NONE, BEFORE, fewer)).isEmpty();
        assertThat(tripped(Guards.DEFAULTS.without(Guard.FEWER_PRODUCTS), BEFORE, fewer))
                .isEmpty();
        assertThat(tripped(Guards.DEFAULTS.with(Guard.FEWER_PRODUCTS, new BigDecimal("25")), BEFORE, fewer))
                .isEmpty();
    }
}
