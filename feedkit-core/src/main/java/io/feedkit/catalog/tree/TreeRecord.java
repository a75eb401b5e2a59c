package io.feedkit.catalog.tree;

import io.feedkit.batch.Column;
import io.feedkit.batch.RecordBatch;
import io.feedkit.batch.TextBuffer;
import io.feedkit.catalog.ReadLimits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the leaves of one record after the other under the names they have in the source.
 *
 * <p><b>Shape:</b> a leaf that stands once is a slice of the batch's text; one that repeats is put together at the record's end, its values parted by
 * {@link TextBuffer#LIST_SEPARATOR}. <b>Errors:</b> what goes over a limit makes the record {@link #objection() unusable}; it costs no memory from then on.
 */
public final class TreeRecord {
    private final ReadLimits limits;
    private final List<String> names = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private long[] values = new long[16];
    private @Nullable Bytes[] lists = new Bytes[16];
    private int[] touched = new int[16];
    private int touchedCount;
    private TextBuffer text = new TextBuffer(16);
    private int textStart;
    private int leafStart;
    private long listBytes;
    private char highSurrogate;
    private String objection = "";
    private String objectionField = "";

    /** A growing array. */
    private static final class Bytes {
        byte[] bytes = new byte[64];
        int length;

        void add(byte[] source, int from, int to) {
            if (bytes.length - length < to - from + 1) {
                bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + to - from + 1));
            }
            if (length > 0) {
                bytes[length++] = TextBuffer.LIST_SEPARATOR;
            }
            System.arraycopy(source, from, bytes, length, to - from);
            length += to - from;
        }
    }

    public TreeRecord(ReadLimits limits) {
        this.limits = limits;
    }

    /** The names seen so far, in the order they were seen. */
    public List<String> columns() {
        return Collections.unmodifiableList(names);
    }

    /** The number of a name; -1 when there are too many different ones, which makes the record unusable. */
    public int column(String name) {
        Integer known = numbers.get(name);
        if (known != null) {
            return known;
        }
        if (names.size() == limits.maxColumns()) {
            object("there are more than " + limits.maxColumns() + " different names", name);
            return -1;
        }
        int number = names.size();
        names.add(name);
        numbers.put(name, number);
        if (number == values.length) {
            values = Arrays.copyOf(values, number * 2);
            lists = Arrays.copyOf(lists, number * 2);
            touched = Arrays.copyOf(touched, number * 2);
        }
        values[number] = Column.MISSING;
        return number;
    }

    /** Begins a record whose text goes to {@code into}. */
    public void start(TextBuffer into) {
        forget();
        text = into;
        textStart = into.end();
        leafStart = textStart;
        listBytes = 0;
        highSurrogate = 0;
        objection = "";
        objectionField = "";
    }

    /** Why the record cannot be used, or empty. */
    public String objection() {
        return objection;
    }

    /** The leaf that is at fault, or empty. */
    public String objectionField() {
        return objectionField;
    }

    /** Makes the record unusable; the first reason counts. Its text is forgotten. */
    public void object(String reason, String field) {
        if (objection.isEmpty()) {
            objection = reason;
            objectionField = field;
            forget();
            text.truncate(textStart);
            leafStart = textStart;
        }
    }

    /** Begins the text of a leaf. */
    public void startLeaf() {
        leafStart = text.end();
        highSurrogate = 0;
    }

    /** Whether the current leaf has anything but blanks so far. */
    public boolean hasText() {
        byte[] bytes = text.bytes();
        for (int i = leafStart; i < text.end(); i++) {
            if ((bytes[i] & 0xff) > ' ') {
                return true;
            }
        }
        return false;
    }

    /** Goes on with an outer leaf; the text of the inner one is its own. */
    public void resumeLeaf() {
        leafStart = text.end();
    }

    /** Adds characters to the current leaf as UTF-8. Control characters become blanks, unpaired surrogates U+FFFD. */
    public void append(char[] chars, int from, int to, String field) {
        if (!objection.isEmpty()) {
            return;
        }
        byte[] bytes = text.room((to - from + 1) * 3);
        int out = text.end();
        for (int i = from; i < to; i++) {
            char c = chars[i];
            if (c < 0x80 && highSurrogate == 0) {
                bytes[out++] = c < ' ' ? blankUnlessWhite(c) : (byte) c;
            } else {
                out = encode(c, bytes, out);
            }
        }
        text.advanceTo(out);
        check(field);
    }

    /** Our own separators and whatever else XML forbids become blanks. */
    private static byte blankUnlessWhite(char c) {
        return c == '\t' || c == '\n' || c == '\r' ? (byte) c : (byte) ' ';
    }

    private int encode(char c, byte[] bytes, int at) {
        int out = at;
        if (highSurrogate != 0) {
            char high = highSurrogate;
            highSurrogate = 0;
            if (Character.isLowSurrogate(c)) {
                int point = Character.toCodePoint(high, c);
                bytes[out++] = (byte) (0xF0 | point >> 18);
                bytes[out++] = (byte) (0x80 | point >> 12 & 0x3F);
                bytes[out++] = (byte) (0x80 | point >> 6 & 0x3F);
                bytes[out++] = (byte) (0x80 | point & 0x3F);
                return out;
            }
            out = three('\uFFFD', bytes, out);
        }
        if (Character.isHighSurrogate(c)) {
            highSurrogate = c;
        } else if (Character.isLowSurrogate(c)) {
            out = three('\uFFFD', bytes, out);
        } else if (c < 0x80) {
            bytes[out++] = c < ' ' ? blankUnlessWhite(c) : (byte) c;
        } else if (c < 0x800) {
            bytes[out++] = (byte) (0xC0 | c >> 6);
            bytes[out++] = (byte) (0x80 | c & 0x3F);
        } else {
            out = three(c < '\uFFFE' ? c : '\uFFFD', bytes, out);
        }
        return out;
    }

    private static int three(char c, byte[] bytes, int at) {
        bytes[at] = (byte) (0xE0 | c >> 12);
        bytes[at + 1] = (byte) (0x80 | c >> 6 & 0x3F);
        bytes[at + 2] = (byte) (0x80 | c & 0x3F);
        return at + 3;
    }

    private void check(String field) {
        if (text.end() - leafStart > limits.maxFieldBytes()) {
            object("a value is longer than " + limits.maxFieldBytes() + " bytes", field);
        } else if (text.end() - textStart + listBytes > limits.maxRecordBytes()) {
            object("the record is longer than " + limits.maxRecordBytes() + " bytes", field);
        }
    }

    /** Ends the current leaf and keeps its text under a column, unless it is blank. */
    public void endLeaf(int column) {
        if (!objection.isEmpty() || column < 0) {
            return;
        }
        byte[] bytes = text.bytes();
        int from = leafStart;
        int to = text.end();
        while (from < to && (bytes[from] & 0xff) <= ' ') {
            from++;
        }
        while (to > from && (bytes[to - 1] & 0xff) <= ' ') {
            to--;
        }
        if (from < to) {
            keep(column, from, to);
        }
        leafStart = text.end();
    }

    private void keep(int column, int from, int to) {
        if (values[column] == Column.MISSING) {
            values[column] = TextBuffer.slice(from, to);
            touched[touchedCount++] = column;
            return;
        }
        Bytes list = lists[column];
        if (list == null) {
            list = new Bytes();
            lists[column] = list;
        }
        if (list.length == 0) {
            list.add(text.bytes(), TextBuffer.start(values[column]), TextBuffer.end(values[column]));
        }
        list.add(text.bytes(), from, to);
        listBytes += to - from + 1L;
        check(names.get(column));
    }

    /** Ends the record as a row of the batch. */
    public void end(RecordBatch batch, long number, long line, long byteOffset) {
        batch.startRecord(number, line, byteOffset, names.size());
        for (int i = 0; i < touchedCount; i++) {
            int column = touched[i];
            Bytes list = lists[column];
            if (list != null && list.length > 0) {
                batch.set(column, text.append(list.bytes, 0, list.length));
            } else {
                batch.set(column, values[column]);
            }
        }
        batch.endRecord();
        forget();
    }

    private void forget() {
        for (int i = 0; i < touchedCount; i++) {
            values[touched[i]] = Column.MISSING;
            Bytes list = lists[touched[i]];
            if (list != null) {
                list.length = 0;
            }
        }
        touchedCount = 0;
    }
}
