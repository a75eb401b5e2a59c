package io.feedkit.rules.eval;

import io.feedkit.batch.Column;
import io.feedkit.batch.Selection;
import io.feedkit.product.AttributeType;

/** The value of an attribute: the batch's own column, not a copy. */
public final class Slot extends Node {
    private final int slot;
    private final View view;

    /** Which value of an attribute is meant. */
    public enum View {
        /** What earlier rules made of it. */
        CURRENT,
        /** What the catalogue said. */
        SOURCE,
        /** What the trunk made of it. */
        TRUNK
    }

    public Slot(AttributeType type, int slot, View view) {
        super(type);
        this.slot = slot;
        this.view = view;
    }

    public int slot() {
        return slot;
    }

    @Override
    boolean isSame(Node other) {
        return other instanceof Slot same && slot == same.slot && view == same.view;
    }

    @Override
    public Column eval(Run run, Selection rows) {
        return column(run);
    }

    Column column(Run run) {
        return switch (view) {
            case CURRENT -> run.batch().column(slot);
            case SOURCE -> run.source(slot);
            case TRUNK -> run.trunk(slot);
        };
    }
}
