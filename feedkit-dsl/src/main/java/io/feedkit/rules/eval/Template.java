package io.feedkit.rules.eval;

import io.feedkit.batch.Column;
import io.feedkit.batch.Selection;
import io.feedkit.batch.TextBuffer;
import io.feedkit.product.AttributeType;
import java.util.Arrays;
import java.util.List;

/**
 * A text with holes. A strict hole without a value makes the whole text missing; an optional one is left out, together with the blanks that would then stand
 * beside each other or at an end.
 */
public final class Template extends Node {
    private static final int PIECEWISE = -1;
    private static final int MOST_BYTES = 256 * 1024;

    private final byte[][] before;
    private final Node[] holes;
    private final boolean[] optional;
    private final byte[] after;
    /** The literal texts with room behind them for a copy by eights. */
    private final byte[][] padded;

    private final int literalBytes;
    private final boolean allTexts;
    private final int register;
    private final Origin origin;

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
        padded = new byte[holes.length + 1][];
        for (int i = 0; i <= holes.length; i++) {
            byte[] literal = i < holes.length ? before[i] : after;
            padded[i] = Arrays.copyOf(literal, literal.length + TextBuffer.BEYOND);
        }
        literalBytes = after.length
                + parts.stream().mapToInt(part -> part.characters().length).sum();
        allTexts = parts.stream().allMatch(part -> part.hole().type().kind() == AttributeType.Kind.TEXT);
        register = places.column();
        origin = places.origin();
    }

    @Override
    public Column eval(Run run, Selection rows) {
        Column out = run.column(register);
        into(run, rows, out);
        return out;
    }

    @Override
    void into(Run run, Selection rows, Column out) {
        Column[] values = new Column[holes.length];
        for (int i = 0; i < holes.length; i++) {
            values[i] = holes[i].eval(run, rows);
        }
        fill(run, values, rows, out);
    }

    private void fill(Run run, Column[] values, Selection rows, Column out) {
        for (int i = 0; i < rows.size; i++) {
            int row = rows.rows[i];
            long length = allTexts ? length(values, row) : PIECEWISE;
            out.bits[row] = length > MOST_BYTES ? tooLong(run, row) : text(run, values, row, (int) length);
        }
    }

    private long text(Run run, Column[] values, int row, int length) {
        TextBuffer text = run.text();
        int mark = text.end();
        try {
            return length < 0 ? write(text, values, row) : join(text, values, row, length);
        } catch (TextBuffer.Full full) {
            text.truncate(mark);
            return tooLong(run, row);
        }
    }

    private long tooLong(Run run, int row) {
        run.fault(row, "the text would be longer than 256 KiB, or the texts of its neighbours leave no room", origin);
        return Column.MISSING;
    }

    /** How long the text will be, or {@link #PIECEWISE} when a hole has no value. */
    private long length(Column[] values, int row) {
        long length = literalBytes;
        for (Column value : values) {
            long slice = value.bits[row];
            if (slice == Column.MISSING) {
                return PIECEWISE;
            }
            length += TextBuffer.length(slice);
        }
        return length;
    }

    /** Texts only and all there: one piece behind the other. */
    private long join(TextBuffer text, Column[] values, int row, int length) {
        byte[] bytes = text.room(length + TextBuffer.BEYOND);
        int at = text.end();
        for (int k = 0; k < values.length; k++) {
            at = TextBuffer.copy(padded[k], 0, before[k].length, bytes, at);
            long slice = values[k].bits[row];
            at = TextBuffer.copy(bytes, TextBuffer.start(slice), TextBuffer.end(slice), bytes, at);
        }
        return text.advanceTo(TextBuffer.copy(padded[values.length], 0, after.length, bytes, at));
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
            if (text.end() - start > MOST_BYTES) {
                throw new TextBuffer.Full(MOST_BYTES);
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
