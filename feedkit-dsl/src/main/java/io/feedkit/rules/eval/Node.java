package io.feedkit.rules.eval;

import io.feedkit.batch.Column;
import io.feedkit.batch.Selection;
import io.feedkit.product.AttributeType;

/** One expression over a batch. Immutable; everything that changes is in the {@link Run}. */
public abstract class Node {
    final AttributeType type;

    Node(AttributeType type) {
        this.type = type;
    }

    public AttributeType type() {
        return type;
    }

    /**
     * The values of the selected rows; the other rows of the column mean nothing. The column may be one of the batch: read it before anything is written, never
     * write it.
     */
    public abstract Column eval(Run run, Selection rows);

    /** Whether this is certain to have the values of another node at the same time. */
    boolean isSame(Node other) {
        return this == other;
    }

    /** Writes the values of the selected rows into a column of the same type. */
    void into(Run run, Selection rows, Column out) {
        copy(eval(run, rows), rows, out);
    }

    static void copy(Column from, Selection rows, Column out) {
        long[] source = from.bits;
        long[] target = out.bits;
        int[] chosen = rows.rows;
        boolean units = out.units.length > 0 && from.units.length > 0;
        for (int i = 0; i < rows.size; i++) {
            int row = chosen[i];
            long value = source[row];
            target[row] = value;
            if (value == Column.BOXED) {
                out.box(row, from.boxed(row));
            }
        }
        if (units) {
            for (int i = 0; i < rows.size; i++) {
                out.units[chosen[i]] = from.units[chosen[i]];
            }
        }
    }
}
