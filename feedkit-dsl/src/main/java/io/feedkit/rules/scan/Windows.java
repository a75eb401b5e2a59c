package io.feedkit.rules.scan;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Totals of groups. What a group keeps depends on what is asked: a sum, an extreme, the different values, or how often each value stands. */
public final class Windows {
    private static final long GROUP_BYTES = 160;
    private static final long ENTRY_BYTES = 104;

    private final Total total;
    private final Budget budget;
    private final Map<String, Group> groups = new HashMap<>();

    private static final class Group {
        long products;
        long values;
        BigDecimal sum = BigDecimal.ZERO;

        @Nullable
        Measured least;

        @Nullable
        Measured greatest;

        String unit = "";
        boolean mixed;
        /** Values with the first product that has them. */
        final Map<String, Identity> collected = new HashMap<>();
        /** How often each value stands. */
        final TreeMap<BigDecimal, Long> counts = new TreeMap<>();
        /** Filled at the end from {@link #counts}. */
        final TreeMap<BigDecimal, Place> places = new TreeMap<>();
    }

    /**
     * Where a value stands in its group.
     *
     * @param rank from 1
     * @param sum of all values as high or higher
     */
    private record Place(long rank, BigDecimal sum) {}

    Windows(Total total, Budget budget) {
        this.total = total;
        this.budget = budget;
    }

    private Group group(String key) {
        Group group = groups.get(key);
        if (group == null) {
            budget.spend(GROUP_BYTES + 2L * key.length());
            group = new Group();
            groups.put(key, group);
        }
        return group;
    }

    /** Takes in a product of a group; {@code value} is null when it has none. */
    void add(String key, @Nullable Measured value, Identity product) {
        Group group = group(key);
        group.products++;
        if (value == null) {
            return;
        }
        join(group, value.unit(), 1);
        group.sum = group.sum.add(value.number());
        extremes(group, value, value);
        if (total == Total.COLLECT) {
            collect(group, value.text(), product);
        } else if (total == Total.RANK || total == Total.CUMULATIVE_SHARE) {
            count(group, value.number(), 1);
        }
    }

    private static void join(Group group, String unit, long values) {
        if (group.values > 0 && values > 0 && !group.unit.equals(unit)) {
            group.mixed = true;
        }
        group.unit = group.values == 0 || values > 0 && unit.compareTo(group.unit) < 0 ? unit : group.unit;
        group.values += values;
    }

    private static void extremes(Group group, Measured low, Measured high) {
        Measured least = group.least;
        Measured greatest = group.greatest;
        group.least = least == null || low.compare(least) < 0 ? low : least;
        group.greatest = greatest == null || high.compare(greatest) > 0 ? high : greatest;
    }

    private void collect(Group group, String text, Identity product) {
        if (text.isEmpty()) {
            // An empty text is no item of a list.
            return;
        }
        Identity known = group.collected.get(text);
        if (known == null) {
            budget.spend(ENTRY_BYTES + 2L * (text.length() + product.id().length()));
        }
        if (known == null || product.compareTo(known) < 0) {
            group.collected.put(text, product);
        }
    }

    private void count(Group group, BigDecimal value, long times) {
        // 1.0 and 1.00 are one value.
        BigDecimal plain = value.stripTrailingZeros();
        if (group.counts.merge(plain, times, Long::sum) == times) {
            budget.spend(ENTRY_BYTES);
        }
    }

    void merge(Windows other) {
        other.groups.forEach((key, theirs) -> {
            Group mine = group(key);
            mine.products += theirs.products;
            mine.mixed |= theirs.mixed;
            join(mine, theirs.unit, theirs.values);
            mine.sum = mine.sum.add(theirs.sum);
            if (theirs.least != null && theirs.greatest != null) {
                extremes(mine, theirs.least, theirs.greatest);
            }
            theirs.collected.forEach((text, product) -> collect(mine, text, product));
            theirs.counts.forEach((value, times) -> count(mine, value, times));
        });
    }

    /** The answer about a group: a number, for {@link Total#COLLECT} a list of texts, null when there is none. {@code own} is the value of the product that asks. */
    public @Nullable Object answer(String key, @Nullable Measured own) {
        Group group = groups.get(key);
        if (group == null) {
            return total == Total.COUNT || total == Total.SUM ? BigDecimal.ZERO : null;
        }
        if (total == Total.COUNT) {
            return BigDecimal.valueOf(group.products);
        }
        if (group.mixed && total != Total.COLLECT) {
            return null;
        }
        return switch (total) {
            case COUNT -> BigDecimal.valueOf(group.products);
            case SUM -> group.sum;
            case AVG ->
                group.values == 0 ? null : group.sum.divide(BigDecimal.valueOf(group.values), MathContext.DECIMAL128);
            case MIN -> group.least;
            case MAX -> group.greatest;
            case COLLECT -> collected(group);
            case RANK -> own == null ? null : rank(group, own.number());
            case SHARE -> own == null ? null : share(group, own.number());
            case CUMULATIVE_SHARE -> own == null ? null : cumulated(group, own.number());
        };
    }

    /** The unit the amounts of a group share, empty when they have none. */
    public String unit(String key) {
        Group group = groups.get(key);
        return group == null ? "" : group.unit;
    }

    private static List<String> collected(Group group) {
        List<Map.Entry<String, Identity>> entries = new ArrayList<>(group.collected.entrySet());
        entries.sort(Map.Entry.<String, Identity>comparingByValue().thenComparing(Map.Entry.comparingByKey()));
        return entries.stream().map(Map.Entry::getKey).toList();
    }

    /** Works out the places once, so that nobody has to look at all values again. */
    void close() {
        for (Group group : groups.values()) {
            long before = 0;
            BigDecimal sum = BigDecimal.ZERO;
            for (Map.Entry<BigDecimal, Long> entry :
                    group.counts.descendingMap().entrySet()) {
                sum = sum.add(entry.getKey().multiply(BigDecimal.valueOf(entry.getValue())));
                group.places.put(entry.getKey(), new Place(before + 1, sum));
                before += entry.getValue();
            }
            group.counts.clear();
        }
    }

    private static @Nullable BigDecimal rank(Group group, BigDecimal own) {
        Place place = group.places.get(own);
        return place == null ? null : BigDecimal.valueOf(place.rank());
    }

    private static @Nullable BigDecimal share(Group group, BigDecimal part) {
        return group.sum.signum() == 0 ? null : part.divide(group.sum, MathContext.DECIMAL128);
    }

    private static @Nullable BigDecimal cumulated(Group group, BigDecimal own) {
        Place place = group.places.get(own);
        return place == null ? null : share(group, place.sum());
    }

    long mixedGroups() {
        return total == Total.COLLECT || total == Total.COUNT
                ? 0
                : groups.values().stream().filter(group -> group.mixed).count();
    }
}
