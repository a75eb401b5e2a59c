package io.feedkit.rules.eval;

import io.feedkit.product.AttributeType;
import io.feedkit.product.AttributeType.Kind;

/** Says why two amounts do not go together. */
final class Mismatch {
    private Mismatch() {}

    static String of(AttributeType type, short a, short b) {
        return type.kind() == Kind.MONEY ? Units.moneyMismatch(a, b) : Units.measureMismatch(a, b);
    }
}
