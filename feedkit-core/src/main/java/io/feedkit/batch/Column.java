package io.feedkit.batch;

import io.feedkit.product.AttributeType;
import java.math.BigDecimal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The values of one attribute for the rows of a batch.
 *
 * <p>One {@code long} per row says it all in the usual case:
 *
 * <table>
 * <caption>What the long holds</caption>
 * <tr><td>text, list of texts</td><td>a slice of the batch's {@link TextBuffer}</td></tr>
 * <tr><td>integer</td><td>the number</td></tr>
 * <tr><td>decimal, percent (8% is 0.08), money, measure</td><td>the amount times 10⁶, or {@link #BOXED}</td></tr>
 * <tr><td>boolean</td><td>0 or 1</td></tr>
 * <tr><td>date</td><td>days since 1970-01-01</td></tr>
 * <tr><td>instant</td><td>milliseconds since 1970-01-01T00:00Z</td></tr>
 * </table>
 *
 * <p>{@link #MISSING} means there is no value (an unknown boolean; the empty list). {@link #BOXED} means that the amount does not fit and stands as a
 * {@link BigDecimal} beside it: exact always, fast nearly always. Money and measures say in {@link #units} which currency and VAT basis, or which unit.
 */
public final class Column {
    /** No value. */
    public static final long MISSING = Long.MIN_VALUE;
    /** The amount is a {@link BigDecimal} in {@link #boxed}. */
    public static final long BOXED = Long.MIN_VALUE + 1;

    private static final Column ALL_MISSING = allMissing();

    /** One value per row. */
    public final long[] bits;

    /** Currency and basis, or unit, per row; empty for types that have none. */
    public final short[] units;

    private Object @Nullable [] boxes;

    private Column(long[] bits, boolean hasUnits) {
        this.bits = bits;
        units = hasUnits ? new short[ProductBatch.ROWS] : new short[0];
    }

    public static Column of(AttributeType type) {
        return new Column(new long[ProductBatch.ROWS], type.hasUnit());
    }

    /** A column of texts over cells that are already there, which are not copied. */
    public static Column over(long[] slices) {
        return new Column(slices, false);
    }

    private static Column allMissing() {
        Column column = new Column(new long[ProductBatch.ROWS], true);
        Arrays.fill(column.bits, MISSING);
        return column;
    }

    /** The column of an attribute that no product of the catalogue has; shared, never to be written. */
    public static Column missing() {
        return ALL_MISSING;
    }

    /** The exact amount of a row whose bits are {@link #BOXED}. */
    public BigDecimal boxed(int row) {
        Object[] all = boxes;
        if (all == null || all[row] == null) {
            throw new IllegalStateException("row " + row + " holds no boxed value");
        }
        return (BigDecimal) all[row];
    }

    public void box(int row, BigDecimal amount) {
        Object[] all = boxes;
        if (all == null) {
            all = new Object[bits.length];
            boxes = all;
        }
        bits[row] = BOXED;
        all[row] = amount;
    }

    /** Takes over one row of another column of the same type. */
    public void copy(Column from, int row) {
        copy(from, row, row);
    }

    public void copy(Column from, int fromRow, int toRow) {
        long value = from.bits[fromRow];
        if (value == BOXED) {
            box(toRow, from.boxed(fromRow));
        } else {
            bits[toRow] = value;
        }
        if (units.length > 0 && from.units.length > 0) {
            units[toRow] = from.units[fromRow];
        }
    }

    /** Takes over the first {@code rows} rows of another column of the same type. */
    public void copyAll(Column from, int rows) {
        System.arraycopy(from.bits, 0, bits, 0, rows);
        if (units.length > 0 && from.units.length > 0) {
            System.arraycopy(from.units, 0, units, 0, rows);
        }
        Object[] theirs = from.boxes;
        if (theirs != null) {
            boxes = theirs.clone();
        }
    }

    public boolean isMissing(int row) {
        return bits[row] == MISSING;
    }
}
