package io.feedkit.rules.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Numbers the columns a plan works with.
 *
 * <p>Every result of a statement has a column of its own, and the next statement uses the same ones again ({@link #nextStatement()}). A formula that several statements
 * read keeps the column of its result. What it is worked out with is worked out within a statement, so it has columns beside those of statements, and beside those of
 * formulas it reads ({@link #keep}, {@link #release()}); formulas that do not read each other share them. Selections need no numbers: a {@link Run} lends them.
 */
public final class Places {
    private final List<Integer> insideFormulas = new ArrayList<>();
    private int columns;
    private int mostColumns;
    private int lasting;
    private int formulas;
    private int texts;
    private int keeping;
    private int inside;
    private Supplier<Origin> origin = () -> {
        throw new IllegalStateException("nodes are made from an expression");
    };

    /** From now on nodes are made from the expression that is asked for here, if any of them wants to know. */
    public void from(Supplier<Origin> expression) {
        origin = expression;
    }

    /** What the node that is being made is made from. */
    Origin origin() {
        return origin.get();
    }

    /** Scratch columns may be given out again. */
    public void nextStatement() {
        columns = 0;
    }

    /**
     * Columns given out until {@link #release()} are for working out a formula.
     *
     * @param taken what release said of the formulas it reads, the largest number of them; 0 when it reads none that is there
     */
    public void keep(int taken) {
        inside = keeping++ == 0 ? taken : Math.max(inside, taken);
    }

    /** Ends what {@link #keep} began, and says up to where columns are taken while the formula is worked out. */
    public int release() {
        keeping--;
        return inside;
    }

    /** A scratch column from 0 up, or a lasting one from -1 down. */
    int column() {
        return keeping > 0 ? insideColumn() : scratchColumn();
    }

    private int insideColumn() {
        if (inside == insideFormulas.size()) {
            insideFormulas.add(lastingColumn());
        }
        return insideFormulas.get(inside++);
    }

    private int scratchColumn() {
        int place = columns++;
        mostColumns = Math.max(mostColumns, columns);
        return place;
    }

    int lastingColumn() {
        return ~lasting++;
    }

    int formula() {
        return formulas++;
    }

    int text() {
        return texts++;
    }

    int scratchColumns() {
        return mostColumns;
    }

    int lastingColumns() {
        return lasting;
    }

    int formulas() {
        return formulas;
    }

    int texts() {
        return texts;
    }
}
