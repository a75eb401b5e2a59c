package io.feedkit.rules.eval;

import io.feedkit.batch.Column;
import io.feedkit.batch.Selection;
import io.feedkit.batch.TextBuffer;
import io.feedkit.product.AttributeType;
import java.util.List;

/**
 * A text with holes. A strict hole without a value makes the whole text missing; an optional one is left out, together with the blanks that would then stand
 * beside each other or at an end.
 */
public final class Template extends Node {
    private final byte[][] before;
    private final Node[] holes;
    private final boolean[] optional;
    private final byte[] after;
    private final int register;

    /**
     * Literal text, then a hole.
     *
     * @param characters what stands before the hole, perhaps nothing
     */
    public record Part(byte[] characters, Node hole, boolean optional) {}

    public Template(List<Part> parts, byte[] after, Places places) {
        super(AttributeType.TEXT);
        before = parts.stream().map(Part::characters).toArray(byte[][]::new);
        holes = parts.stream().map(Part::hole).toArray(Node[]::new);
        optional = new boolean[holes.length];
        for (int i = 0; i < optional.length; i++) {
            optional[i] = parts.get(i).optional();
        }
        this.after = after;
        register = places.column();
    }

    @Override
    public Column eval(Run run, Selection rows) {
        Column[] values = new Column[holes.length];
        for (int i = 0; i < holes.length; i++) {
            values[i] = holes[i].eval(run, rows);
        }
        Column out = run.column(register);
        for (int i = 0; i < rows.size; i++) {
            int row = rows.rows[i];
            out.bits[row] = write(run.text(), values, row);
        }
        return out;
    }

    private long write(TextBuffer text, Column[] values, int row) {
        int start = text.end();
        // Whether the last hole was left out, so that a blank must not follow a blank.
        boolean gap = false;
        for (int k = 0; k < holes.length; k++) {
            gap = literal(text, start, before[k], gap);
            Column value = values[k];
            if (value.isMissing(row)) {
                if (!optional[k]) {
                    text.truncate(start);
                    return Column.MISSING;
                }
                gap = true;
            } else {
                gap = !Rendering.append(text, holes[k].type, value, row) && gap;
            }
        }
        gap = literal(text, start, after, gap);
        if (gap) {
            int end = text.end();
            while (end > start && text.bytes()[end - 1] == ' ') {
                end--;
            }
            text.truncate(end);
        }
        return TextBuffer.slice(start, text.end());
    }

    private static boolean literal(TextBuffer text, int start, byte[] characters, boolean gap) {
        int from = 0;
        if (gap && (text.end() == start || text.bytes()[text.end() - 1] == ' ')) {
            while (from < characters.length && characters[from] == ' ') {
                from++;
            }
        }
        if (from < characters.length) {
            text.append(characters, from, characters.length);
            return false;
        }
        return gap;
    }
}
