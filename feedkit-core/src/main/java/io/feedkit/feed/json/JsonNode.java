package io.feedkit.feed.json;

import io.feedkit.batch.Column;
import io.feedkit.batch.TextBuffer;
import io.feedkit.feed.FeedField.Form;
import io.feedkit.feed.ValueCursor;
import java.util.Map;

/** What one key of a record holds for one row of texts. Immutable. */
interface JsonNode {

    /** Whether there is anything to write. */
    boolean isPresent(long[][] texts, int row);

    /** Appends the value; only when it is present. */
    void append(byte[] source, long[][] texts, int row, JsonWriter out);

    /** One text. */
    record Leaf(int field, Form form) implements JsonNode {
        @Override
        public boolean isPresent(long[][] texts, int row) {
            return texts[field][row] != Column.MISSING;
        }

        @Override
        public void append(byte[] source, long[][] texts, int row, JsonWriter out) {
            long text = texts[field][row];
            if (form == Form.BARE) {
                out.bare(source, TextBuffer.start(text), TextBuffer.end(text));
            } else if (form == Form.OBJECT) {
                out.object(source, TextBuffer.start(text), TextBuffer.end(text));
            } else if (form == Form.CONSTANT) {
                out.constant(source, TextBuffer.start(text), TextBuffer.end(text));
            } else {
                out.text(source, TextBuffer.start(text), TextBuffer.end(text));
            }
        }
    }

    /** The values of a field that repeats or has parts: a list of what is inside, or one of it. */
    record Each(int field, boolean repeated, int parts, JsonNode one) implements JsonNode {
        @Override
        public boolean isPresent(long[][] texts, int row) {
            long text = texts[field][row];
            return text != Column.MISSING && TextBuffer.length(text) > 0;
        }

        @Override
        public void append(byte[] source, long[][] texts, int row, JsonWriter out) {
            ValueCursor values = new ValueCursor(source, texts[field][row], repeated, parts);
            if (repeated) {
                out.array();
            }
            while (values.next()) {
                one.append(source, values.texts(), 0, out);
            }
            if (repeated) {
                out.endArray();
            }
        }
    }

    /** A list of one. */
    record Only(JsonNode one) implements JsonNode {
        @Override
        public boolean isPresent(long[][] texts, int row) {
            return one.isPresent(texts, row);
        }

        @Override
        public void append(byte[] source, long[][] texts, int row, JsonWriter out) {
            out.array();
            one.append(source, texts, row, out);
            out.endArray();
        }
    }

    /** A list with an object for each product of the record, also where it is empty, unless the product is the only one; {@code next} is the column that leads from one to the next. */
    record Variants(int next, JsonNode one) implements JsonNode {
        @Override
        public boolean isPresent(long[][] texts, int row) {
            return texts[next][row] != Column.MISSING || one.isPresent(texts, row);
        }

        @Override
        public void append(byte[] source, long[][] texts, int row, JsonWriter out) {
            out.array();
            for (long each = row; each != Column.MISSING; each = texts[next][(int) each]) {
                one.append(source, texts, (int) each, out);
            }
            out.endArray();
        }
    }

    /** A key with what stands under it. */
    record Member(byte[] name, JsonNode value) {}

    /**
     * An object.
     *
     * @param fixed texts that stand in it whenever it is written
     * @param listed whether it is the only element of a list
     */
    record Branch(Map<String, String> fixed, Member[] members, boolean listed) implements JsonNode {
        @Override
        public boolean isPresent(long[][] texts, int row) {
            for (Member member : members) {
                if (member.value.isPresent(texts, row)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public void append(byte[] source, long[][] texts, int row, JsonWriter out) {
            if (listed) {
                out.array();
            }
            out.object();
            fixed.forEach(out::field);
            for (Member member : members) {
                if (member.value.isPresent(texts, row)) {
                    out.name(member.name);
                    member.value.append(source, texts, row, out);
                }
            }
            out.endObject();
            if (listed) {
                out.endArray();
            }
        }
    }
}
