package io.feedkit.rules.scan;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Finds the first of each group.
 *
 * <p>Who is among the first needs not be remembered product by product: the last of them is enough, since a product is in exactly when it does not come after that one. For a fixed
 * number a group keeps a heap of that many; for a percentage it keeps all, because how many that is turns out at the end. What becomes too much for the budget goes to {@link RankedRows}.
 */
public final class Ranking implements AutoCloseable {
    /** An entry with its value and its product, as objects. */
    private static final long ENTRY_BYTES = 250;

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final boolean highest;
    private final boolean percent;
    private final BigDecimal amount;
    private final Comparator<Entry> firstToLast;
    private final Budget budget;
    private final Map<String, Group> groups = new HashMap<>();
    /** What went to disk, once something did. */
    private @Nullable RankedRows rows;

    private record Entry(Measured value, Identity product) {}

    private static final class Group {
        /** The one that comes last on top. */
        final PriorityQueue<Entry> first;

        long ranked;
        String unit = "";
        boolean mixed;

        @Nullable
        Entry last;

        Group(Comparator<Entry> lastToFirst) {
            first = new PriorityQueue<>(1, lastToFirst);
        }
    }

    /** @param amount how many, or how many in a hundred when {@code percent} */
    Ranking(boolean highest, BigDecimal amount, boolean percent, Budget budget) {
        this.highest = highest;
        this.percent = percent;
        this.amount = amount;
        this.budget = budget;
        Comparator<Entry> byValue = (a, b) -> a.value().compare(b.value());
        firstToLast = (highest ? byValue.reversed() : byValue).thenComparing(Entry::product);
    }

    /** The same question on another thread. */
    Ranking beside() {
        return new Ranking(highest, amount, percent, budget);
    }

    void add(String key, Measured value, Identity product) {
        Entry entry = new Entry(value, product);
        if (!budget.hasRoom(bytes(entry) + bytes(key))) {
            spill();
        }
        Group group = group(key);
        if (group.ranked > 0 && !group.unit.equals(value.unit())) {
            group.mixed = true;
        }
        group.unit = group.ranked == 0 || value.unit().compareTo(group.unit) < 0 ? value.unit() : group.unit;
        group.ranked++;
        keep(group, entry);
    }

    /** Makes room: nothing of what is known so far stays in memory. */
    private RankedRows spill() {
        RankedRows to = rows == null ? new RankedRows(highest) : rows;
        rows = to;
        groups.forEach((key, group) -> {
            to.addGroup(key, group.ranked, group.unit, group.mixed);
            budget.giveBack(bytes(key));
            for (Entry entry : group.first) {
                to.addProduct(key, entry.value(), entry.product());
                budget.giveBack(bytes(entry));
            }
        });
        groups.clear();
        return to;
    }

    private Group group(String key) {
        Group group = groups.get(key);
        if (group == null) {
            budget.take(bytes(key));
            group = new Group(firstToLast.reversed());
            groups.put(key, group);
        }
        return group;
    }

    private void keep(Group group, Entry entry) {
        long most = percent ? Long.MAX_VALUE : amount.longValue();
        Entry worst = group.first.peek();
        if (group.first.size() < most) {
            budget.take(bytes(entry));
            group.first.add(entry);
        } else if (worst != null && firstToLast.compare(entry, worst) < 0) {
            budget.giveBack(bytes(group.first.remove()));
            budget.take(bytes(entry));
            group.first.add(entry);
        }
    }

    private static long bytes(String key) {
        return ENTRY_BYTES + 2L * key.length();
    }

    private static long bytes(Entry entry) {
        return ENTRY_BYTES + 2L * entry.product().id().length();
    }

    void merge(Ranking other) {
        if (rows != null || other.rows != null) {
            spill().addAll(other.spill());
            return;
        }
        other.groups.forEach((key, theirs) -> {
            Group mine = group(key);
            mine.mixed |= theirs.mixed || mine.ranked > 0 && theirs.ranked > 0 && !mine.unit.equals(theirs.unit);
            mine.unit = mine.ranked == 0 || theirs.ranked > 0 && theirs.unit.compareTo(mine.unit) < 0
                    ? theirs.unit
                    : mine.unit;
            mine.ranked += theirs.ranked;
            theirs.first.forEach(entry -> {
                budget.giveBack(bytes(entry));
                keep(mine, entry);
            });
        });
    }

    /** How many are among the first of so many. */
    static long most(long ranked, BigDecimal amount, boolean percent) {
        return percent
                ? BigDecimal.valueOf(ranked)
                        .multiply(amount)
                        .divide(HUNDRED, 0, RoundingMode.CEILING)
                        .longValueExact()
                : amount.longValue();
    }

    /** Nothing more comes: keeps of each group only the last of the first. */
    void end() {
        if (rows != null) {
            spill().end(amount, percent);
            return;
        }
        for (Group group : groups.values()) {
            long most = most(group.ranked, amount, percent);
            while (group.first.size() > most) {
                group.first.remove();
            }
            group.last = group.mixed ? null : group.first.peek();
            group.first.clear();
        }
    }

    /** Whether a product of this value is among the first of its group. */
    public boolean holds(String key, Measured value, Identity product) {
        if (rows != null) {
            return rows.holds(key, value, product);
        }
        Group group = groups.get(key);
        Entry last = group == null ? null : group.last;
        return last != null && firstToLast.compare(new Entry(value, product), last) <= 0;
    }

    /** How many groups have amounts of several currencies, in which nobody can be first. */
    long mixedGroups() {
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
