package io.feedkit.export;

import io.feedkit.feed.json.JsonWriter;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A feed in numbers as JSON, for manifests and reports. Decimals are texts, so that no reader makes them doubles. */
final class SummaryJson {
    /** A number of more digits is none that we wrote, and could be as large as memory. */
    private static final int MOST_DIGITS = 60;

    private SummaryJson() {}

    /** Writes the members of an object that is open: medians for people, then spreads and counts. Records and products sent stand elsewhere. */
    static void append(FeedSummary summary, JsonWriter json) {
        json.object("medianPrices");
        summary.medianPrices().forEach((currency, price) -> json.field(currency, price.toPlainString()));
        json.endObject().object("prices");
        summary.prices().forEach((currency, spread) -> append(currency, spread, json));
        json.endObject();
        if (!summary.stock().isEmpty()) {
            append("stock", summary.stock(), json);
        }
        append("categories", summary.categories(), json);
        append("filled", summary.filled(), json);
        append("said", summary.said(), json);
    }

    private static void append(String name, Spread spread, JsonWriter json) {
        json.object(name).field("count", spread.count());
        json.field("sum", spread.sum().toPlainString())
                .field("least", spread.least().toPlainString())
                .field("most", spread.most().toPlainString());
        json.object("steps");
        spread.steps().forEach((from, count) -> json.field(from.toPlainString(), count));
        json.endObject().endObject();
    }

    static void append(String name, Map<String, Long> counts, JsonWriter json) {
        json.object(name);
        counts.forEach(json::field);
        json.endObject();
    }

    /** Reads what a manifest says. */
    static FeedSummary read(Map<String, Object> manifest) {
        Map<String, Object> products = object(manifest.get("products"));
        return read(
                object(manifest.get(PreviousFeed.FIGURES)),
                count(object(manifest.get("catalog")).get("records")),
                count(products.get("sent")) + count(products.get("unchanged")));
    }

    static FeedSummary read(Map<String, Object> figures, long records, long sent) {
        TreeMap<String, Spread> prices = new TreeMap<>();
        object(figures.get("prices")).forEach((currency, spread) -> prices.put(currency, spread(object(spread))));
        return new FeedSummary(
                records,
                sent,
                prices,
                spread(object(figures.get("stock"))),
                counts(figures.get("categories")),
                counts(figures.get("filled")),
                counts(figures.get("said")));
    }

    private static Spread spread(Map<String, Object> json) {
        if (json.isEmpty()) {
            return Spread.NONE;
        }
        TreeMap<BigDecimal, Long> steps = new TreeMap<>();
        object(json.get("steps")).forEach((from, count) -> steps.put(number(from), count(count)));
        return new Spread(
                count(json.get("count")),
                number(json.get("sum")),
                number(json.get("least")),
                number(json.get("most")),
                steps);
    }

    static SortedMap<String, Long> counts(@Nullable Object value) {
        TreeMap<String, Long> counts = new TreeMap<>();
        object(value).forEach((name, count) -> counts.put(name, count(count)));
        return counts;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(@Nullable Object value) {
        return value instanceof Map ? (Map<String, Object>) value : Map.of();
    }

    static List<?> array(@Nullable Object value) {
        return value instanceof List<?> list ? list : Collections.emptyList();
    }

    static String text(@Nullable Object value) {
        return value instanceof String text ? text : "";
    }

    /** A count from 0; 0 when it is none. */
    static long count(@Nullable Object value) {
        BigDecimal number = number(value);
        boolean fits = number.signum() > 0 && number.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
        return fits ? number.longValue() : 0;
    }

    /** A number, also where it stands as a text; else 0. */
    static BigDecimal number(@Nullable Object value) {
        if (value instanceof BigDecimal number) {
            return plain(number);
        }
        try {
            return value instanceof String text && text.length() <= MOST_DIGITS
                    ? plain(new BigDecimal(text))
                    : BigDecimal.ZERO;
        } catch (NumberFormatException e) {
            return BigDecimal.ZERO;
        }
    }

    private static BigDecimal plain(BigDecimal number) {
        boolean small = Math.abs((long) number.scale()) <= MOST_DIGITS && number.precision() <= MOST_DIGITS;
        return small ? number : BigDecimal.ZERO;
    }
}
