package io.feedkit.rules.eval;

import io.feedkit.batch.Column;
import io.feedkit.batch.Selection;
import io.feedkit.product.AttributeType;

/** The element of a list that a function is being called with; {@link OverList} puts it there. */
public final class Element extends Node {
    private final int register;

    public Element(Places places) {
        super(AttributeType.TEXT);
        register = places.column();
    }

    Column column(Run run) {
        return run.column(register);
    }

    @Override
    public Column eval(Run run, Selection rows) {
        return column(run);
    }
}
