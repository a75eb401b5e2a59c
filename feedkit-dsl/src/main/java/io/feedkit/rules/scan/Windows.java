package io.feedkit.rules.scan;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Totals of groups. What a group keeps depends on what is asked: a sum, an extreme, the different values, or how often each value stands. Sums and extremes that are too many for the budget go to
 * {@link TotalRows}; values one by one do not, and end the run when they are too many.
 */
public final class Windows implements AutoCloseable {
    private static final long GROUP_BYTES = 640;
    private static final long ENTRY_BYTES = 200;

    private final Total total;
    private final Budget budget;
    private final Map<String, Group> groups = new HashMap<>();
    /** What went to disk, once something did. */
    private @Nullable TotalRows rows;

    static final class Group {
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

        private void add(Measured value) {
            join(value.unit(), 1);
            sum = sum.add(value.number());
            extremes(value, value);
        }

        /** Puts the products of another group with these, but for their values one by one. */
        void add(Group other) {
            products += other.products;
            mixed |= other.mixed;
            join(other.unit, other.values);
            sum = sum.add(other.sum);
            if (other.least != null && other.greatest != null) {
                extremes(other.least, other.greatest);
            }
        }

        private void join(String other, long more) {
            if (values > 0 && more > 0 && !unit.equals(other)) {
                mixed = true;
            }
            unit = values == 0 || more > 0 && other.compareTo(unit) < 0 ? other : unit;
            values += more;
        }

        private void extremes(Measured low, Measured high) {
            Measured known = least;
            least = known == null || low.compare(known) < 0 ? low : known;
            known = greatest;
            greatest = known == null || high.compare(known) > 0 ? high : known;
        }
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

    private boolean keepsValues() {
        return total == Total.COLLECT || total == Total.RANK || total == Total.CUMULATIVE_SHARE;
    }

    private Group group(String key) {
        Group group = groups.get(key);
        if (group == null) {
            long bytes = GROUP_BYTES + 2L * key.length();
            if (keepsValues()) {
                budget.spend(bytes);
            } else if (budget.hasRoom(bytes)) {
                budget.take(bytes);
            } else {
                spill();
                budget.take(bytes);
            }
            group = new Group();
            groups.put(key, group);
        }
        return group;
    }

    /** Makes room: nothing of what is known so far stays in memory. */
    private TotalRows spill() {
        TotalRows to = rows == null ? new TotalRows() : rows;
        rows = to;
        groups.forEach((key, group) -> {
            to.add(key, group);
            budget.giveBack(GROUP_BYTES + 2L * key.length());
        });
        groups.clear();
        return to;
    }

    /** Takes in a product of a group; {@code value} is null when it has none. */
    void add(String key, @Nullable Measured value, Identity product) {
        Group group = group(key);
        group.products++;
        if (value == null) {
            return;
        }
        group.add(value);
        if (total == Total.COLLECT) {
            collect(group, value.text(), product);
        } else if (total == Total.RANK || total == Total.CUMULATIVE_SHARE) {
            count(group, value.number(), 1);
        }
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
        if (rows != null || other.rows != null) {
            spill().addAll(other.spill());
            return;
        }
        other.groups.forEach((key, theirs) -> {
            other.budget.giveBack(GROUP_BYTES + 2L * key.length());
            Group mine = group(key);
            mine.add(theirs);
            theirs.collected.forEach((text, product) -> collect(mine, text, product));
            theirs.counts.forEach((value, times) -> count(mine, value, times));
        });
    }

    private @Nullable Group found(String key) {
        return rows == null ? groups.get(key) : rows.find(key);
    }

    /** The answer about a group: a number, for {@link Total#COLLECT} a list of texts, null when there is none. {@code own} is the value of the product that asks. */
    public @Nullable Object answer(String key, @Nullable Measured own) {
        Group group = found(key);
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
        Group group = found(key);
        return group == null ? "" : group.unit;
    }

    private static List<String> collected(Group group) {
        List<Map.Entry<String, Identity>> entries = new ArrayList<>(group.collected.entrySet());
        entries.sort(Map.Entry.<String, Identity>comparingByValue().thenComparing(Map.Entry.comparingByKey()));
        return entries.stream().map(Map.Entry::getKey).toList();
    }

    /** Nothing more comes: works out the places once, so that nobody has to look at all values again. */
    void end() {
        if (rows != null) {
            spill().end();
            return;
        }
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
        if (total == Total.COLLECT || total == Total.COUNT) {
            return 0;
        }
        return rows != null
                ? rows.mixedGroups()
                : groups.values().stream().filter(group -> group.mixed).count();
    }

    /** How much did not fit the budget. */
    long bytesOnDisk() {
        return rows == null ? 0 : rows.bytesOnDisk();
    }

    @Override
    public void close() {
        if (rows != null) {
            rows.close();
        }
    }
}
