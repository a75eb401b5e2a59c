package io.feedkit.rules.eval;

import io.feedkit.batch.Column;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.Selection;
import io.feedkit.batch.TextBuffer;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Currencies;
import io.feedkit.product.Unit;
import io.feedkit.rules.scan.Identity;
import io.feedkit.rules.scan.Measured;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The group of each product, its value and who it is: the same question in the pass over the catalogue and afterwards.
 *
 * <p>A product belongs to no group when a part of its key is missing.
 */
public final class GroupKeys {
    private final Node[] per;
    private final @Nullable Condition where;
    private final @Nullable Node value;
    private final @Nullable Node id;

    /**
     * @param where which products count, or null for all
     * @param value what is ranked or added up, or null
     * @param id what products of equal values are told apart by, or null without one
     */
    public GroupKeys(List<Node> per, @Nullable Condition where, @Nullable Node value, @Nullable Node id) {
        this.per = per.toArray(Node[]::new);
        this.where = where;
        this.value = value;
        this.id = id;
    }

    @Nullable
    Node value() {
        return value;
    }

    /** Hears about the products of a selection, in its order. */
    public interface Listener {
        /**
         * @param key the group, or null when the product belongs to none
         * @param counts whether it passes the condition
         * @param value null when it is missing
         */
        void product(int row, @Nullable String key, boolean counts, @Nullable Measured value, Identity product);
    }

    /** Tells about every selected row. */
    public void each(Run run, Selection rows, Listener listener) {
        boolean[] counts = counting(run, rows);
        @Nullable String[] keys = keys(run, rows);
        Column values = value == null ? null : value.eval(run, rows);
        Column ids = id == null ? null : id.eval(run, rows);
        for (int i = 0; i < rows.size; i++) {
            int row = rows.rows[i];
            Measured measured = value == null || values == null ? null : measured(run, value.type(), values, row);
            String name = ids == null || id == null || ids.isMissing(row) ? "" : written(run, id.type(), ids, row);
            Identity product = new Identity(name, run.batch().records().recordNumber(row));
            listener.product(row, keys[row], counts[row], measured, product);
        }
    }

    private boolean[] counting(Run run, Selection rows) {
        boolean[] counts = new boolean[ProductBatch.ROWS];
        Selection yes = rows;
        if (where != null) {
            yes = run.lend();
            Selection no = run.lend();
            where.split(run, rows, true, yes, no);
        }
        for (int i = 0; i < yes.size; i++) {
            counts[yes.rows[i]] = true;
        }
        if (where != null) {
            run.giveBack(2);
        }
        return counts;
    }

    private @Nullable String[] keys(Run run, Selection rows) {
        Column[] parts = new Column[per.length];
        for (int k = 0; k < parts.length; k++) {
            parts[k] = per[k].eval(run, rows);
        }
        @Nullable String[] keys = new String[ProductBatch.ROWS];
        for (int i = 0; i < rows.size; i++) {
            int row = rows.rows[i];
            StringBuilder key = new StringBuilder();
            boolean complete = true;
            for (int k = 0; k < parts.length && complete; k++) {
                complete = !parts[k].isMissing(row);
                if (complete) {
                    key.append(written(run, per[k].type(), parts[k], row)).append((char) TextBuffer.PART_SEPARATOR);
                }
            }
            keys[row] = complete ? key.toString() : null;
        }
        return keys;
    }

    /** As rules write it; nothing stays in the buffer of the batch. */
    private static String written(Run run, AttributeType type, Column column, int row) {
        TextBuffer text = run.text();
        if (type.kind() == AttributeType.Kind.TEXT) {
            return text.string(column.bits[row]);
        }
        int mark = text.end();
        Rendering.append(text, type, column, row);
        String written = text.string(TextBuffer.slice(mark, text.end()));
        text.truncate(mark);
        return written;
    }

    private static @Nullable Measured measured(Run run, AttributeType type, Column column, int row) {
        if (column.isMissing(row)) {
            return null;
        }
        BigDecimal number = BigDecimal.ZERO;
        String unit = "";
        switch (type.kind()) {
            case INTEGER, DATE, INSTANT, BOOLEAN -> number = BigDecimal.valueOf(column.bits[row]);
            case DECIMAL, PERCENT, DURATION -> number = Scaled.get(column, row);
            case MONEY -> {
                number = Scaled.get(column, row);
                unit = Currencies.laneCode(column.units[row]);
            }
            case MEASURE -> {
                boolean stated = column.units[row] != 0;
                unit = stated ? "" : "?";
                number = stated
                        ? Scaled.get(column, row)
                                .multiply(Unit.ofIndex(column.units[row]).factor())
                        : Scaled.get(column, row);
            }
            case TEXT, LIST -> {}
        }
        return new Measured(number, unit, written(run, type, column, row));
    }
}
