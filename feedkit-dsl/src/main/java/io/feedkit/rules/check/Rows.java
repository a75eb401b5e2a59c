package io.feedkit.rules.check;

import io.feedkit.rules.Span;
import org.jspecify.annotations.Nullable;

/** Rows of tables, which have no value themselves. */
final class Rows {
    private Rows() {}

    /** The row an expression stands for, or null when it has a value. */
    static Typed.@Nullable Row of(Typed expression) {
        if (expression instanceof Typed.Row row) {
            return row;
        }
        return expression instanceof Typed.Use use ? of(use.binding().value()) : null;
    }

    /** A column of a row. */
    static Typed column(Typed expression, Typed.Row row, int number, Span span) {
        return new Typed.Field(expression, row.cells().get(number), row.types().get(number), span);
    }
}
