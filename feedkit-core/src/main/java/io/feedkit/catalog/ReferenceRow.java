package io.feedkit.catalog;

import io.feedkit.batch.TextBuffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a table says of a key: nearly always one value, with the key it stands below. Bounded, since a key that thousands of rows share costs its square. */
final class ReferenceRow {
    private static final int MOST_VALUES = 1_000;
    private static final int MOST_CHARS = 32 * 1024;

    final String parent;
    final List<String> values = new ArrayList<>(1);
    private int chars;

    ReferenceRow(String parent) {
        this.parent = parent;
    }

    /** Takes a value that is not there yet; false when there is no room for it. */
    boolean add(String value) {
        if (values.contains(value)) {
            return true;
        }
        if (values.size() == MOST_VALUES || chars + value.length() > MOST_CHARS) {
            return false;
        }
        chars += value.length();
        values.add(value);
        return true;
    }

    /** Takes all values of a row that came later; false when there was no room for some. */
    boolean addAll(ReferenceRow later) {
        boolean all = true;
        for (String value : later.values) {
            all &= add(value);
        }
        return all;
    }

    void write(TextBuffer into) {
        text(parent, into);
        values.forEach(value -> text(value, into));
    }

    private static void text(String text, TextBuffer into) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        into.append(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        into.append(bytes);
    }

    static ReferenceRow read(ByteBuffer from) {
        ReferenceRow row = new ReferenceRow(text(from));
        while (from.hasRemaining()) {
            row.add(text(from));
        }
        return row;
    }

    private static String text(ByteBuffer from) {
        byte[] bytes = new byte[from.getInt()];
        from.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
