package io.feedkit.rules.eval;

import io.feedkit.batch.Column;
import io.feedkit.batch.Selection;
import io.feedkit.product.AttributeType;
import io.feedkit.rules.scan.Ranking;

/** Whether a product is among the first of its group; never unknown. */
public final class Membership extends Node {
    private final GroupKeys keys;
    private final Ranking ranking;
    private final int register;

    public Membership(GroupKeys keys, Ranking ranking, Places places) {
        super(AttributeType.BOOLEAN);
        this.keys = keys;
        this.ranking = ranking;
        register = places.column();
    }

    @Override
    public Column eval(Run run, Selection rows) {
        Column out = run.column(register);
        keys.each(run, rows, (row, key, counts, value, product) -> {
            boolean in = key != null && counts && value != null && ranking.holds(key, value, product);
            out.bits[row] = in ? 1 : 0;
        });
        return out;
    }
}
