package io.feedkit.rules.eval;

import io.feedkit.batch.Column;
import io.feedkit.batch.Selection;
import io.feedkit.product.AttributeType;

/** The number of money or of a measure: the same column, whose units nobody looks at who is told that it is a decimal. */
public final class Amount extends Node {
    private final Node operand;

    public Amount(Node operand) {
        super(AttributeType.DECIMAL);
        this.operand = operand;
    }

    @Override
    boolean isSame(Node other) {
        return other instanceof Amount amount && operand.isSame(amount.operand);
    }

    @Override
    public Column eval(Run run, Selection rows) {
        return operand.eval(run, rows);
    }
}
