package io.feedkit.rules.scan;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Totals of groups. What a group keeps depends on what is asked: a sum, an extreme, the different values, or how often each value stands. What becomes too much for the budget goes to {@link GroupRows}.
 */
public final class Windows implements AutoCloseable {
    private static final long GROUP_BYTES = 640;
    private static final long VALUE_BYTES = 200;

    private final Total total;
    private final Budget budget;
    private final Map<String, Group> groups = new HashMap<>();
    /** What went to disk, of all threads. */
    private final GroupRows rows;

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
        /** How often each value stands; the highest is first. */
        final TreeMap<BigDecimal, Long> counts = new TreeMap<>(Comparator.reverseOrder());
        /** What each value is answered; filled at the end from {@link #counts}. */
        final TreeMap<BigDecimal, BigDecimal> answers = new TreeMap<>();
        /** Filled at the end from {@link #collected}. */
        @Nullable
        Collected list;

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

    Windows(Total total, Budget budget) {
        this(total, budget, GroupRows.of(total));
    }

    private Windows(Total total, Budget budget, GroupRows rows) {
        this.total = total;
        this.budget = budget;
        this.rows = rows;
    }

    /** The same question on another thread, to be {@linkplain #merge merged} with this one. */
    Windows beside() {
        return new Windows(total, budget, rows);
    }

    /** Takes in a product of a group; {@code value} is null when it has none. */
    void add(String key, @Nullable Measured value, Identity product) {
        Group group = groups.get(key);
        long more = (group == null ? bytes(key) : 0) + (value == null ? 0 : more(group, value, product));
        if (more > 0 && !budget.hasRoom(more)) {
            spill();
        }
        group = group(key);
        group.products++;
        if (value != null) {
            group.add(value);
            keep(group, value, product);
        }
    }

    private Group group(String key) {
        Group group = groups.get(key);
        if (group == null) {
            budget.take(bytes(key));
            group = new Group();
            groups.put(key, group);
        }
        return group;
    }

    /** How much more a value would take. */
    private long more(@Nullable Group group, Measured value, Identity product) {
        if (total == Total.COLLECT) {
            return group != null && group.collected.containsKey(value.text()) ? 0 : bytes(value.text(), product);
        }
        boolean counts = total == Total.RANK || total == Total.CUMULATIVE_SHARE;
        return !counts || group != null && group.counts.containsKey(value.number()) ? 0 : VALUE_BYTES;
    }

    private void keep(Group group, Measured value, Identity product) {
        if (total == Total.COLLECT) {
            collect(group, value.text(), product);
        } else if (total == Total.RANK || total == Total.CUMULATIVE_SHARE) {
            // 1.0 and 1.00 are one value.
            count(group, value.number().stripTrailingZeros(), 1);
        }
    }

    private void collect(Group group, String text, Identity product) {
        Identity known = group.collected.get(text);
        // An empty text is no item of a list.
        if (!text.isEmpty() && (known == null || product.compareTo(known) < 0)) {
            group.collected.put(text, product);
            budget.take(bytes(text, product) - (known == null ? 0 : bytes(text, known)));
        }
    }

    private void count(Group group, BigDecimal value, long products) {
        if (group.counts.merge(value, products, Long::sum) == products) {
            budget.take(VALUE_BYTES);
        }
    }

    private static long bytes(String key) {
        return GROUP_BYTES + 2L * key.length();
    }

    private static long bytes(String text, Identity product) {
        return VALUE_BYTES + 2L * (text.length() + product.id().length());
    }

    private static long bytes(String key, Group group) {
        long bytes = bytes(key) + VALUE_BYTES * group.counts.size();
        for (Map.Entry<String, Identity> entry : group.collected.entrySet()) {
            bytes += bytes(entry.getKey(), entry.getValue());
        }
        return bytes;
    }

    /** Makes room: nothing of what is known so far stays in memory. */
    private void spill() {
        groups.forEach((key, group) -> {
            rows.add(key, group);
            budget.giveBack(bytes(key, group));
        });
        groups.clear();
    }

    /** Takes over what was found {@linkplain #beside beside} this. */
    void merge(Windows other) {
        if (rows.isUsed()) {
            other.spill();
            return;
        }
        other.groups.forEach((key, theirs) -> {
            budget.giveBack(bytes(key, theirs));
            Group mine = group(key);
            mine.add(theirs);
            theirs.collected.forEach((text, product) -> collect(mine, text, product));
            theirs.counts.forEach((value, products) -> count(mine, value, products));
        });
    }

    /** Nothing more comes: works out lists and places once, so that nobody has to look at all values again. */
    void end() {
        if (rows.isUsed()) {
            spill();
            rows.end();
            return;
        }
        groups.values().forEach(this::end);
    }

    private void end(Group group) {
        if (!group.collected.isEmpty()) {
            Collected.Gathering list = new Collected.Gathering();
            group.collected.entrySet().stream()
                    .sorted(Map.Entry.<String, Identity>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                    .forEach(entry -> list.add(entry.getKey()));
            group.list = list.collected();
            group.collected.clear();
        }
        Standings standings = new Standings(total, group.sum);
        group.counts.forEach((value, products) -> {
            BigDecimal answer = standings.next(value, products);
            if (answer != null) {
                group.answers.put(value, answer);
            }
        });
        group.counts.clear();
    }

    private @Nullable Group found(String key, @Nullable Measured own) {
        return rows.isUsed() ? rows.find(key, own) : groups.get(key);
    }

    /** The answer about a group: a number, for {@link Total#COLLECT} a {@link Collected}, null when there is none. {@code own} is the value of the product that asks. */
    public @Nullable Object answer(String key, @Nullable Measured own) {
        Group group = found(key, own);
        if (group == null) {
            return total == Total.COUNT || total == Total.SUM ? BigDecimal.ZERO : null;
        }
        if (group.mixed && total != Total.COLLECT && total != Total.COUNT) {
            return null;
        }
        return switch (total) {
            case COUNT -> BigDecimal.valueOf(group.products);
            case SUM -> group.sum;
            case AVG ->
                group.values == 0 ? null : group.sum.divide(BigDecimal.valueOf(group.values), MathContext.DECIMAL128);
            case MIN -> group.least;
            case MAX -> group.greatest;
            case COLLECT -> group.list;
            case RANK, CUMULATIVE_SHARE -> own == null ? null : group.answers.get(own.number());
            case SHARE -> own == null ? null : share(group.sum, own.number());
        };
    }

    /** The unit the amounts of a group share, empty when they have none: that of sums and extremes. */
    public String unit(String key) {
        Group group = found(key, null);
        return group == null ? "" : group.unit;
    }

    static @Nullable BigDecimal share(BigDecimal whole, BigDecimal part) {
        return whole.signum() == 0 ? null : part.divide(whole, MathContext.DECIMAL128);
    }

    long mixedGroups() {
        if (total == Total.COLLECT || total == Total.COUNT) {
            return 0;
        }
        return rows.isUsed()
                ? rows.mixedGroups()
                : groups.values().stream().filter(group -> group.mixed).count();
    }

    /** How much did not fit the budget. */
    long bytesOnDisk() {
        return rows.bytesOnDisk();
    }

    @Override
    public void close() {
        rows.close();
    }
}
