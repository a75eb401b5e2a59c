package io.feedkit.rules.eval;

import io.feedkit.batch.Column;
import io.feedkit.batch.Selection;
import io.feedkit.batch.TextBuffer;
import io.feedkit.product.AttributeType;
import java.util.List;

/** {@code [a, b]}: a list of texts; what is missing is not in it. */
public final class Listing extends Node {
    private static final int MOST_BYTES = 256 * 1024;

    private final Node[] elements;
    private final int register;
    private final Origin origin;

    public Listing(List<Node> elements, Places places) {
        super(AttributeType.TEXTS);
        this.elements = elements.toArray(Node[]::new);
        register = places.column();
        origin = places.origin();
    }

    @Override
    public Column eval(Run run, Selection rows) {
        Column[] values = new Column[elements.length];
        for (int i = 0; i < elements.length; i++) {
            values[i] = elements[i].eval(run, rows);
        }
        Column out = run.column(register);
        TextBuffer text = run.text();
        for (int i = 0; i < rows.size; i++) {
            int row = rows.rows[i];
            int start = text.end();
            try {
                out.bits[row] = list(text, start, values, row);
            } catch (TextBuffer.Full full) {
                text.truncate(start);
                out.bits[row] = Column.MISSING;
                run.fault(row, "the list would be longer than a text may be", origin);
            }
        }
        return out;
    }

    private long list(TextBuffer text, int start, Column[] values, int row) {
        boolean any = false;
        for (int k = 0; k < values.length; k++) {
            if (!values[k].isMissing(row)) {
                int before = text.end();
                if (any) {
                    text.room(1)[before] = TextBuffer.LIST_SEPARATOR;
                    text.advanceTo(before + 1);
                }
                if (Rendering.append(text, elements[k].type, values[k], row)) {
                    any = true;
                } else {
                    // An empty text is no item: alone it could not be told from a list without items.
                    text.truncate(before);
                }
                if (text.end() - start > MOST_BYTES) {
                    throw new TextBuffer.Full(MOST_BYTES);
                }
            }
        }
        return any ? TextBuffer.slice(start, text.end()) : Column.MISSING;
    }
}
