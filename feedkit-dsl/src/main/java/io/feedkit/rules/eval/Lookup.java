package io.feedkit.rules.eval;

import io.feedkit.batch.Column;
import io.feedkit.batch.Selection;
import io.feedkit.batch.TextBuffer;
import io.feedkit.product.AttributeType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The number of a row of the host's data by its key. */
public final class Lookup extends Node {
    private final Node[] key;
    private final SliceIndex index;
    private final int register;
    private final Origin origin;

    /** The numbers of the rows by their keys, for all lookups in one table. */
    public static final class Keys {
        private final SliceIndex index;

        public Keys(List<List<String>> keys) {
            index = new SliceIndex(keys.stream().map(Lookup::joined).toList());
        }
    }

    public Lookup(List<Node> key, Keys keys, Places places) {
        super(AttributeType.INTEGER);
        this.key = key.toArray(Node[]::new);
        index = keys.index;
        register = places.column();
        origin = places.origin();
    }

    private static byte[] joined(List<String> parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < parts.size(); i++) {
            if (i > 0) {
                all.write(TextBuffer.PART_SEPARATOR);
            }
            all.writeBytes(parts.get(i).getBytes(StandardCharsets.UTF_8));
        }
        return all.toByteArray();
    }

    @Override
    public Column eval(Run run, Selection rows) {
        Column[] parts = new Column[key.length];
        for (int i = 0; i < key.length; i++) {
            parts[i] = key[i].eval(run, rows);
        }
        Column out = run.column(register);
        boolean oneText = key.length == 1 && key[0].type.kind() == AttributeType.Kind.TEXT;
        for (int i = 0; i < rows.size; i++) {
            int row = rows.rows[i];
            int number = oneText ? one(run.text(), parts[0].bits[row]) : several(run, parts, row);
            out.bits[row] = number < 0 ? Column.MISSING : number;
        }
        return out;
    }

    private int one(TextBuffer text, long slice) {
        return slice == Column.MISSING ? -1 : index.find(text.bytes(), TextBuffer.start(slice), TextBuffer.end(slice));
    }

    private int several(Run run, Column[] parts, int row) {
        int start = run.text().end();
        try {
            return several(run.text(), parts, row);
        } catch (TextBuffer.Full full) {
            run.noRoom(row, start, origin);
            return -1;
        }
    }

    private int several(TextBuffer text, Column[] parts, int row) {
        int start = text.end();
        for (int k = 0; k < parts.length; k++) {
            if (parts[k].isMissing(row)) {
                text.truncate(start);
                return -1;
            }
            if (k > 0) {
                text.room(1)[text.end()] = TextBuffer.PART_SEPARATOR;
                text.advanceTo(text.end() + 1);
            }
            Rendering.append(text, key[k].type, parts[k], row);
        }
        int number = index.find(text.bytes(), start, text.end());
        text.truncate(start);
        return number;
    }
}
