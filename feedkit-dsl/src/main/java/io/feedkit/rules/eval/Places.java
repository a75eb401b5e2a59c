package io.feedkit.rules.eval;

/**
 * Numbers the columns a plan works with.
 *
 * <p>Every result of a statement has a column of its own, and the next statement uses the same ones again ({@link #nextStatement()}). A formula that several statements
 * read, and everything inside it, keeps its columns ({@link #keep}, {@link #release()}). Selections need no numbers: a {@link Run} lends them.
 */
public final class Places {
    private int columns;
    private int mostColumns;
    private int lasting;
    private int formulas;
    private int texts;
    private int keeping;

    /** Scratch columns may be given out again. */
    public void nextStatement() {
        columns = 0;
    }

    /** Columns given out until {@link #release()} belong to a formula that outlives the statement. */
    public void keep() {
        keeping++;
    }

    public void release() {
        keeping--;
    }

    /** A scratch column from 0 up, or a lasting one from -1 down. */
    int column() {
        return keeping > 0 ? lastingColumn() : scratchColumn();
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
