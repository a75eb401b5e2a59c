package io.feedkit.rules.eval;

import io.feedkit.batch.Column;
import io.feedkit.batch.Selection;
import io.feedkit.product.AttributeType;
import org.jspecify.annotations.Nullable;

/** The elements of lists are held as texts; this reads one as the number, amount or date it is. */
public final class Parsed extends Node {
    private final Node text;
    private final int register;
    private final Origin origin;

    public Parsed(AttributeType type, Node text, Places places) {
        super(type);
        this.text = text;
        register = places.column();
        origin = places.origin();
    }

    @Override
    public Column eval(Run run, Selection rows) {
        Column in = text.eval(run, rows);
        Column out = run.column(register);
        for (int i = 0; i < rows.size; i++) {
            int row = rows.rows[i];
            Object value =
                    in.isMissing(row) ? null : parsed(run, row, run.text().string(in.bits[row]));
            Values.write(out, row, type, run.text(), value);
        }
        return out;
    }

    private @Nullable Object parsed(Run run, int row, String element) {
        try {
            return Values.parse(type, element);
        } catch (IllegalArgumentException e) {
            run.fault(row, String.valueOf(e.getMessage()), origin);
            return null;
        }
    }
}
