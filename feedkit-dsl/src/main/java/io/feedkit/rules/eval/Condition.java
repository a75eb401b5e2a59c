package io.feedkit.rules.eval;

import io.feedkit.batch.Column;
import io.feedkit.batch.Selection;
import io.feedkit.product.AttributeType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is true, false or unknown of a product. Immutable, like a {@link Node}.
 *
 * <p>What decides a branch is only whether a condition <em>is</em> true (or, under {@code not}, is false), so conditions split a selection in two rather than
 * fill a column with three values: {@code a and b} is true where {@code b} is true among the rows where {@code a} is.
 */
public abstract class Condition {

    /**
     * Splits {@code in}: {@code yes} gets the rows where this is {@code wanted}, {@code no} all others, the unknown ones among them. Both stay ascending. The three
     * selections are different objects.
     */
    public abstract void split(Run run, Selection in, boolean wanted, Selection yes, Selection no);

    /** Splits {@code in} in three. The four selections are different objects. */
    final void decide(Run run, Selection in, Selection yes, Selection no, Selection unknown) {
        Selection rest = run.lend();
        split(run, in, true, yes, rest);
        split(run, rest, false, no, unknown);
        run.giveBack(1);
    }

    /** What it compares with constant texts, when it is true exactly for those; null for all other conditions. */
    @Nullable
    TextKeys textKeys() {
        return null;
    }

    /** A value and the texts that it may be. */
    record TextKeys(Node value, List<byte[]> keys) {}

    /** The condition as a value: 0, 1 or missing. */
    public Node asValue(Places places) {
        return new Value(this, places);
    }

    /** Writes 0, 1 or missing into the selected rows. Here by splitting twice; conditions over costly operands do better. */
    void truths(Run run, Selection rows, Column out) {
        Selection yes = run.lend();
        Selection no = run.lend();
        Selection unknown = run.lend();
        decide(run, rows, yes, no, unknown);
        fill(out, yes, 1);
        fill(out, no, 0);
        fill(out, unknown, Column.MISSING);
        run.giveBack(3);
    }

    static void fill(Column out, Selection rows, long value) {
        for (int i = 0; i < rows.size; i++) {
            out.bits[rows.rows[i]] = value;
        }
    }

    private static final class Value extends Node {
        private final Condition condition;
        private final int register;

        Value(Condition condition, Places places) {
            super(AttributeType.BOOLEAN);
            this.condition = condition;
            register = places.column();
        }

        @Override
        public Column eval(Run run, Selection rows) {
            Column out = run.column(register);
            into(run, rows, out);
            return out;
        }

        @Override
        void into(Run run, Selection rows, Column out) {
            condition.truths(run, rows, out);
        }
    }
}
