package io.feedkit.rules.eval;

import io.feedkit.batch.Column;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.Selection;
import io.feedkit.batch.TextBuffer;
import io.feedkit.product.AttributeType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A choice whose conditions all ask about one value: what text it is, or between which bounds it lies. The arm of a row is found in one look, instead of passing the rows from
 * one condition to the next; that makes a table of hundreds of rows as fast as one of five, and price bands as fast as an {@code if} by hand.
 */
abstract class ChoiceByArm extends Node {
    /** No condition is true. */
    private static final int NO_ARM = -1;
    /** This row has to be asked the usual way: its amount is no plain number, or in another unit. */
    private static final int UNSURE = -2;

    private static final int DONE = -1;

    private final Node[] values;
    /** The values, when all are literals: side by side, where a table has hundreds of them. */
    private final @Nullable Cells literals;

    private final @Nullable Node otherwise;
    private final Node oneByOne;
    private final int register;

    private ChoiceByArm(AttributeType type, List<Node> values, @Nullable Node otherwise, Node oneByOne, Places places) {
        super(type);
        this.values = values.toArray(Node[]::new);
        this.otherwise = otherwise;
        this.oneByOne = oneByOne;
        register = places.column();
        literals = values.stream().allMatch(Literal.class::isInstance) ? cells(type, values, places) : null;
    }

    private static Cells cells(AttributeType type, List<Node> literals, Places places) {
        List<@Nullable Object> values = new ArrayList<>();
        for (Node literal : literals) {
            values.add(((Literal) literal).value());
        }
        return new Cells(type, values, places);
    }

    /** @param oneByOne the same choice, asked one condition after the other; also the answer when the conditions have no value in common */
    static Node of(
            AttributeType type,
            List<Condition> conditions,
            List<Node> values,
            @Nullable Node otherwise,
            Node oneByOne,
            Places places) {
        List<Condition.TextKeys> texts = new ArrayList<>();
        List<Comparing.Bounds> bounds = new ArrayList<>();
        List<Comparing.QuotientBound> quotients = new ArrayList<>();
        for (Condition condition : conditions) {
            add(condition.textKeys(), texts);
            add(Comparing.bounds(condition), bounds);
            add(Comparing.quotientBound(condition), quotients);
        }
        int arms = conditions.size();
        if (texts.size() == arms
                && texts.stream().allMatch(t -> t.value().isSame(texts.get(0).value()))) {
            return new ByText(type, texts, values, otherwise, oneByOne, places);
        }
        if (bounds.size() == arms && bounds.stream().allMatch(b -> b.goesWith(bounds.get(0)))) {
            return new ByBounds(type, bounds, values, otherwise, oneByOne, places);
        }
        if (quotients.size() == arms && quotients.stream().allMatch(q -> q.goesWith(quotients.get(0)))) {
            return new ByQuotient(type, quotients, values, otherwise, oneByOne, places);
        }
        return oneByOne;
    }

    private static <T> void add(@Nullable T found, List<T> all) {
        if (found != null) {
            all.add(found);
        }
    }

    /** Writes the arm of each selected row, {@link #NO_ARM} or {@link #UNSURE}. */
    abstract void find(Run run, Selection rows, int[] armOfRow);

    @Override
    public Column eval(Run run, Selection rows) {
        Column out = run.column(register);
        into(run, rows, out);
        return out;
    }

    @Override
    void into(Run run, Selection rows, Column out) {
        // A selection is rows; here it lends its array.
        int[] armOfRow = run.lend().rows;
        Selection none = run.lend();
        Selection unsure = run.lend();
        find(run, rows, armOfRow);
        if (literals != null) {
            put(run, literals, rows, armOfRow, out);
        }
        part(rows, armOfRow, none, unsure);
        if (literals == null) {
            arms(run, rows, armOfRow, out);
        }
        if (!none.isEmpty() && otherwise == null) {
            Condition.fill(out, none, Column.MISSING);
        } else if (!none.isEmpty() && otherwise != null) {
            otherwise.into(run, none, out);
        }
        if (!unsure.isEmpty()) {
            oneByOne.into(run, unsure, out);
        }
        run.giveBack(3);
    }

    private static void put(Run run, Cells literals, Selection rows, int[] armOfRow, Column out) {
        for (int i = 0; i < rows.size; i++) {
            int row = rows.rows[i];
            int arm = armOfRow[row];
            if (arm >= 0) {
                literals.take(run, arm, out, row);
            }
        }
    }

    private static void part(Selection rows, int[] armOfRow, Selection none, Selection unsure) {
        int left = 0;
        int open = 0;
        for (int i = 0; i < rows.size; i++) {
            int row = rows.rows[i];
            int arm = armOfRow[row];
            if (arm == NO_ARM) {
                none.rows[left++] = row;
            } else if (arm == UNSURE) {
                unsure.rows[open++] = row;
            }
        }
        none.size = left;
        unsure.size = open;
    }

    /** Each arm that is meant for any row, once for all of its rows. */
    private void arms(Run run, Selection rows, int[] armOfRow, Column out) {
        int[] last = new int[values.length];
        int[] previous = new int[ProductBatch.ROWS];
        Arrays.fill(last, DONE);
        for (int i = 0; i < rows.size; i++) {
            int row = rows.rows[i];
            int arm = armOfRow[row];
            if (arm >= 0) {
                previous[row] = last[arm];
                last[arm] = row;
            }
        }
        Selection chosen = run.lend();
        for (int i = 0; i < rows.size; i++) {
            int arm = armOfRow[rows.rows[i]];
            if (arm >= 0 && last[arm] != DONE) {
                collect(last[arm], previous, chosen);
                last[arm] = DONE;
                values[arm].into(run, chosen, out);
            }
        }
        run.giveBack(1);
    }

    /** The rows of one arm, from the last one back to the first, put in order. */
    private static void collect(int lastRow, int[] previous, Selection chosen) {
        int size = 0;
        for (int row = lastRow; row != DONE; row = previous[row]) {
            size++;
        }
        chosen.size = size;
        for (int row = lastRow; row != DONE; row = previous[row]) {
            chosen.rows[--size] = row;
        }
    }

    private static final class ByText extends ChoiceByArm {
        private final Node subject;
        private final SliceIndex index;
        /** The arm of each key. */
        private final int[] arms;

        ByText(
                AttributeType type,
                List<Condition.TextKeys> conditions,
                List<Node> values,
                @Nullable Node otherwise,
                Node oneByOne,
                Places places) {
            super(type, values, otherwise, oneByOne, places);
            subject = conditions.get(0).value();
            List<byte[]> keys = new ArrayList<>();
            List<Integer> armOfKey = new ArrayList<>();
            for (int arm = 0; arm < conditions.size(); arm++) {
                for (byte[] key : conditions.get(arm).keys()) {
                    keys.add(key);
                    armOfKey.add(arm);
                }
            }
            index = new SliceIndex(keys);
            arms = armOfKey.stream().mapToInt(Integer::intValue).toArray();
        }

        @Override
        void find(Run run, Selection rows, int[] armOfRow) {
            long[] subjects = subject.eval(run, rows).bits;
            lookUp(subjects, run.text().bytes(), rows, armOfRow);
        }

        private void lookUp(long[] subjects, byte[] bytes, Selection rows, int[] armOfRow) {
            for (int i = 0; i < rows.size; i++) {
                int row = rows.rows[i];
                long text = subjects[row];
                int key = text == Column.MISSING ? -1 : index.find(bytes, TextBuffer.start(text), TextBuffer.end(text));
                armOfRow[row] = key < 0 ? NO_ARM : arms[key];
            }
        }
    }

    private static final class ByBounds extends ChoiceByArm {
        private final Node subject;
        private final boolean units;
        private final short unit;
        private final long[] lows;
        private final long[] highs;

        ByBounds(
                AttributeType type,
                List<Comparing.Bounds> bounds,
                List<Node> values,
                @Nullable Node otherwise,
                Node oneByOne,
                Places places) {
            super(type, values, otherwise, oneByOne, places);
            subject = bounds.get(0).value();
            units = subject.type.hasUnit();
            unit = bounds.get(0).unit();
            lows = bounds.stream().mapToLong(Comparing.Bounds::low).toArray();
            highs = bounds.stream().mapToLong(Comparing.Bounds::high).toArray();
        }

        @Override
        void find(Run run, Selection rows, int[] armOfRow) {
            compare(subject.eval(run, rows), rows, armOfRow);
        }

        private void compare(Column subjects, Selection rows, int[] armOfRow) {
            long[] bits = subjects.bits;
            for (int i = 0; i < rows.size; i++) {
                int row = rows.rows[i];
                long lane = bits[row];
                boolean sure = lane != Column.BOXED && (!units || subjects.units[row] == unit);
                armOfRow[row] = sure || lane == Column.MISSING ? arm(lane) : UNSURE;
            }
        }

        /** No bound reaches down to the lane of a missing amount. */
        private int arm(long lane) {
            for (int arm = 0; arm < lows.length; arm++) {
                if (lane >= lows[arm] && lane <= highs[arm]) {
                    return arm;
                }
            }
            return NO_ARM;
        }
    }

    private static final class ByQuotient extends ChoiceByArm {
        private final Node numerator;
        private final Node denominator;
        private final boolean units;
        private final long[] bounds;
        private final boolean[] less;
        private final boolean[] equal;
        private final boolean[] greater;

        ByQuotient(
                AttributeType type,
                List<Comparing.QuotientBound> quotients,
                List<Node> values,
                @Nullable Node otherwise,
                Node oneByOne,
                Places places) {
            super(type, values, otherwise, oneByOne, places);
            numerator = quotients.get(0).numerator();
            denominator = quotients.get(0).denominator();
            units = numerator.type.hasUnit();
            int arms = quotients.size();
            bounds = new long[arms];
            less = new boolean[arms];
            equal = new boolean[arms];
            greater = new boolean[arms];
            for (int arm = 0; arm < arms; arm++) {
                bounds[arm] = quotients.get(arm).bound();
                less[arm] = Comparing.holds(quotients.get(arm).comparison(), -1);
                equal[arm] = Comparing.holds(quotients.get(arm).comparison(), 0);
                greater[arm] = Comparing.holds(quotients.get(arm).comparison(), 1);
            }
        }

        @Override
        void find(Run run, Selection rows, int[] armOfRow) {
            Column a = numerator.eval(run, rows);
            Column b = denominator.eval(run, rows);
            compare(a, b, rows, armOfRow);
        }

        private void compare(Column a, Column b, Selection rows, int[] armOfRow) {
            for (int i = 0; i < rows.size; i++) {
                int row = rows.rows[i];
                long x = a.bits[row];
                long y = b.bits[row];
                if (x == Column.MISSING || y == Column.MISSING) {
                    armOfRow[row] = NO_ARM;
                } else {
                    boolean plain = x > Column.BOXED && y > Column.BOXED && y != 0;
                    armOfRow[row] = plain && !(units && a.units[row] != b.units[row]) ? arm(x, y) : UNSURE;
                }
            }
        }

        private int arm(long x, long y) {
            for (int arm = 0; arm < bounds.length; arm++) {
                int order = Scaled.compareQuotient(x, y, bounds[arm]);
                if (order < 0 ? less[arm] : order > 0 ? greater[arm] : equal[arm]) {
                    return arm;
                }
            }
            return NO_ARM;
        }
    }
}
