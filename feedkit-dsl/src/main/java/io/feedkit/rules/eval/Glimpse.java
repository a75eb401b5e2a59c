package io.feedkit.rules.eval;

import io.feedkit.batch.Selection;
import io.feedkit.rules.Explanation.Seen;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value to be written down beside a statement.
 *
 * @param isRow whether the value is the number of a table's row, counted from 0
 */
public record Glimpse(String name, Node node, boolean isRow) {

    private Seen look(Run run, Selection rows) {
        Object value = value(node, run, rows);
        return new Seen(name, isRow && value instanceof Long number ? Long.valueOf(number + 1) : value, isRow);
    }

    static List<Seen> look(List<Glimpse> glimpses, Run run, Selection rows) {
        return glimpses.stream().map(glimpse -> glimpse.look(run, rows)).toList();
    }

    /** The value of the first row. */
    static @Nullable Object value(Node node, Run run, Selection rows) {
        return Values.read(node.eval(run, rows), rows.rows[0], node.type(), run.text());
    }
}
