package io.feedkit.rules.eval;

import io.feedkit.batch.Column;
import io.feedkit.product.AttributeType;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values that stand side by side, to be taken by number: the cells of one column of a table, the arms of a choice. Immutable. */
public final class Cells {
    private final long[] bits;
    private final short[] units;
    private final @Nullable BigDecimal[] exact;
    private final byte[][] texts;
    private final int[] places;
    private final boolean hasUnit;

    /** @param values as {@link Literal} takes them */
    public Cells(AttributeType type, List<? extends @Nullable Object> values, Places places) {
        int size = values.size();
        bits = new long[size];
        units = new short[size];
        exact = new BigDecimal[size];
        texts = new byte[size][];
        this.places = new int[size];
        hasUnit = type.hasUnit();
        for (int i = 0; i < size; i++) {
            Object value = values.get(i);
            boolean text = value instanceof String || value instanceof List;
            bits[i] = text ? 0 : Values.bits(type, value);
            units[i] = Values.unit(value);
            exact[i] = Values.number(value);
            texts[i] = Values.utf8(value);
            this.places[i] = text ? places.text() : -1;
        }
    }

    void take(Run run, int number, Column out, int row) {
        int place = places[number];
        long lane = place < 0 ? bits[number] : run.constant(place, texts[number]);
        out.bits[row] = lane;
        if (hasUnit) {
            out.units[row] = units[number];
        }
        if (lane == Column.BOXED) {
            box(out, row, exact[number]);
        }
    }

    private static void box(Column out, int row, @Nullable BigDecimal amount) {
        if (amount != null) {
            out.box(row, amount);
        }
    }
}
