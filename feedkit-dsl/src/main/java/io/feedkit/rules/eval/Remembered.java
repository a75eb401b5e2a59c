package io.feedkit.rules.eval;

import io.feedkit.batch.Column;
import io.feedkit.batch.Selection;
import io.feedkit.product.AttributeType;
import io.feedkit.rules.function.Frame;
import io.feedkit.rules.function.Kernel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Asks a costly function once for equal arguments of a batch. What it faults for is asked again, so that every product has its own fault. */
final class Remembered implements Kernel {
    private final Kernel costly;
    private final List<AttributeType> types;

    Remembered(Kernel costly, List<AttributeType> types) {
        this.costly = costly;
        this.types = List.copyOf(types);
    }

    @Override
    public void run(Frame frame, Selection rows, Column[] arguments, Column result) {
        Map<List<Object>, Integer> known = new HashMap<>();
        Selection one = new Selection();
        one.size = 1;
        for (int i = 0; i < rows.size; i++) {
            int row = rows.rows[i];
            List<Object> key = key(frame, arguments, row);
            Integer first = known.get(key);
            if (first == null) {
                one.rows[0] = row;
                costly.run(frame, one, arguments, result);
                if (!result.isMissing(row)) {
                    known.put(key, row);
                }
            } else {
                copy(result, first, row);
            }
        }
    }

    private List<Object> key(Frame frame, Column[] arguments, int row) {
        List<Object> key = new ArrayList<>(arguments.length);
        for (int k = 0; k < arguments.length; k++) {
            Object value = Values.read(arguments[k], row, types.get(k), frame.text());
            key.add(value == null ? "" : value);
        }
        return key;
    }

    private static void copy(Column result, int from, int to) {
        if (result.bits[from] == Column.BOXED) {
            result.box(to, result.boxed(from));
        } else {
            result.bits[to] = result.bits[from];
        }
        if (result.units.length > 0) {
            result.units[to] = result.units[from];
        }
    }
}
