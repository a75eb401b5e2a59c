package io.feedkit.catalog.tree;

import io.feedkit.batch.Column;
import io.feedkit.batch.RecordBatch;
import io.feedkit.batch.TextBuffer;
import io.feedkit.catalog.Nesting;
import io.feedkit.catalog.ReadLimits;
import io.feedkit.catalog.References;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gathers the leaves of one record after the other under the names they have in the source.
 *
 * <p><b>Shape:</b> a leaf that stands once is a slice of the batch's text; one that repeats is put together at the record's end, its values parted by
 * {@link TextBuffer#LIST_SEPARATOR}. A record with variants becomes a row for each of them; those wait in {@link #hasRows} until a batch has room.
 * <b>Errors:</b> what goes over a limit makes the record {@link #objection() unusable}; it costs no memory from then on.
 */
public final class TreeRecord {
    /** Places that hold nothing cost memory too: so many for each column there may be. */
    private static final int BRANCHES_PER_COLUMN = 4;

    private final ReadLimits limits;
    private final Nesting nesting;
    private final References references;
    private final List<String> names = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Utf8Writer writer = new Utf8Writer();
    private final Groups groups = new Groups(this);
    private final Row main = new Row();
    private final Row variant = new Row();
    private final TextBuffer kept = new TextBuffer(16);
    private final List<Ready> variants = new ArrayList<>();
    private final Deque<Ready> ready = new ArrayDeque<>();
    private final Map<Integer, byte[]> context = new HashMap<>();
    private final int[] lookups;
    private final int groupColumn;

    private int branches;
    private Row row = main;
    private TextBuffer text = new TextBuffer(16);
    private int textStart;
    private int leafStart;
    private long listBytes;
    private int variantMark;
    private long variantLine;
    private long variantOffset;
    private boolean inVariant;
    private boolean refused;
    private String objection = "";
    private String objectionField = "";

    /** A row that waits for room, as pairs of a column and a slice of {@link #kept}. */
    private record Ready(long number, long line, long byteOffset, long[] cells) {}

    /** @param references tables that lookups follow; they may grow while the source is read */
    public TreeRecord(ReadLimits limits, Nesting nesting, References references) {
        this.limits = limits;
        this.nesting = nesting;
        this.references = references;
        lookups = nesting.lookups().stream()
                .mapToInt(lookup -> column(lookup.column()))
                .toArray();
        groupColumn = nesting.variants().isEmpty() ? -1 : column(nesting.variants() + ".group");
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
        return number;
    }

    /** The column of a place, made once it has something to hold. */
    int columnOf(Branch branch) {
        if (branch.column < 0) {
            branch.column = column(branch.path.isEmpty() ? "text()" : branch.path);
        }
        return branch.column;
    }

    /** Takes note of a new place; false when there are too many, which makes the record unusable. */
    public boolean countBranch(String path) {
        if (branches++ <= BRANCHES_PER_COLUMN * limits.maxColumns()) {
            return true;
        }
        object("there are more than " + BRANCHES_PER_COLUMN * limits.maxColumns() + " different places", path);
        return false;
    }

    public Nesting nesting() {
        return nesting;
    }

    /** Where the text of the current record goes. */
    public TextBuffer text() {
        return text;
    }

    /** From now on every record has this text. */
    public void setContext(String column, String value) {
        int number = column(column);
        if (number >= 0) {
            context.put(number, value.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Begins a record whose text goes to {@code into}. */
    public void start(TextBuffer into) {
        forget();
        if (!nesting.variants().isEmpty()) {
            kept.clear();
        }
        text = nesting.variants().isEmpty() ? into : kept;
        textStart = text.end();
        leafStart = textStart;
        listBytes = 0;
        refused = false;
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
        if (!refused) {
            refused = true;
            objection = reason;
            objectionField = field;
            forget();
            text.truncate(textStart);
            leafStart = textStart;
        }
    }

    /** Begins a group or a variant, which {@link Branch#isMarked} told. */
    public void enter(Branch branch, long line, long byteOffset) {
        if (refused) {
            return;
        }
        if (branch.variant && !inVariant) {
            inVariant = true;
            row = variant;
            variantMark = groups.mark();
            variantLine = line;
            variantOffset = byteOffset;
        }
        if (branch.group != null) {
            groups.enter(branch);
        }
    }

    /** Ends what {@link #enter} began. */
    public void leave(Branch branch) {
        if (refused) {
            return;
        }
        if (branch.group != null) {
            groups.leave(branch);
        }
        if (branch.variant && inVariant) {
            groups.settle(variantMark);
            variants.add(new Ready(0, variantLine, variantOffset, variant.cells(text)));
            variant.clear();
            inVariant = false;
            row = main;
            leafStart = text.end();
        }
    }

    /** Begins the text of a leaf. */
    public void startLeaf() {
        leafStart = text.end();
        writer.start();
    }

    /** Goes on with an outer leaf; the text of the inner one is its own. */
    public void resumeLeaf() {
        leafStart = text.end();
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

    /** Adds characters to the current leaf as UTF-8. Control characters become blanks, unpaired surrogates U+FFFD. */
    public void append(char[] chars, int from, int to, Branch leaf) {
        if (!refused) {
            byte[] bytes = text.room((to - from + 1) * 3);
            text.advanceTo(writer.write(chars, from, to, bytes, text.end()));
            check(leaf.path);
        }
    }

    /** Adds one character to the current leaf. */
    public void append(char c, Branch leaf) {
        append(new char[] {c}, 0, 1, leaf);
    }

    /** Adds one character of any plane to the current leaf. */
    public void appendPoint(int codePoint, Branch leaf) {
        char[] chars = Character.toChars(codePoint);
        append(chars, 0, chars.length, leaf);
    }

    /** Adds bytes that are UTF-8 without control characters. */
    public void append(byte[] utf8, int from, int to, Branch leaf) {
        if (!refused) {
            if (writer.isWaiting()) {
                text.advanceTo(writer.end(text.room(3), text.end()));
            }
            int length = to - from;
            System.arraycopy(utf8, from, text.room(length), text.end(), length);
            text.advanceTo(text.end() + length);
            check(leaf.path);
        }
    }

    /** Replaces what is no valid UTF-8 in the current leaf; true when there was something to replace. */
    public boolean repairLeaf() {
        if (refused || io.feedkit.catalog.text.Utf8.firstInvalid(text.bytes(), leafStart, text.end()) == text.end()) {
            return false;
        }
        byte[] repaired = io.feedkit.catalog.text.Utf8.repaired(text.bytes(), leafStart, text.end());
        text.truncate(leafStart);
        text.append(repaired);
        return true;
    }

    private void check(String field) {
        if (text.end() - leafStart > limits.maxFieldBytes()) {
            object("a value is longer than " + limits.maxFieldBytes() + " bytes", field);
        } else if (text.end() - textStart + listBytes > limits.maxRecordBytes()) {
            object("the record is longer than " + limits.maxRecordBytes() + " bytes", field);
        }
    }

    /** Ends the current leaf and keeps its text, unless it is blank; true when it was kept. */
    public boolean endLeaf(Branch leaf) {
        return endLeaf(leaf, TextBuffer.LIST_SEPARATOR);
    }

    /** As {@link #endLeaf(Branch)}; a second text goes behind the first with this between them. */
    public boolean endLeaf(Branch leaf, byte separator) {
        if (refused) {
            return false;
        }
        if (writer.isWaiting()) {
            text.advanceTo(writer.end(text.room(3), text.end()));
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
        leafStart = text.end();
        if (from == to) {
            return false;
        }
        if (groups.isOpen()) {
            groups.add(leaf, from, to);
        } else {
            int column = leaf.column < 0 ? columnOf(leaf) : leaf.column;
            put(column, from, to, separator, leaf.path);
        }
        return true;
    }

    void put(int column, int from, int to) {
        put(column, from, to, TextBuffer.LIST_SEPARATOR, "");
    }

    private void put(int column, int from, int to, byte separator, String field) {
        if (column >= 0 && !refused) {
            int grown = row.put(column, text, from, to, separator);
            if (grown > 0) {
                listBytes += grown;
                check(field);
            }
        }
    }

    /** Forgets what the record has for a place so far. */
    public void remove(Branch leaf) {
        if (leaf.column >= 0) {
            row.remove(leaf.column);
        }
    }

    /** The text of a column in the record that is being gathered; empty when it has none. */
    public String text(String column) {
        Integer number = numbers.get(column);
        long slice = number == null ? Column.MISSING : row.slice(number, text);
        return slice == Column.MISSING ? "" : text.string(slice);
    }

    private void complete() {
        groups.settle(0);
        context.forEach((column, value) -> {
            if (!main.has(column)) {
                long slice = text.append(value);
                main.put(column, text, TextBuffer.start(slice), TextBuffer.end(slice), TextBuffer.LIST_SEPARATOR);
            }
        });
        for (int i = 0; i < lookups.length; i++) {
            lookUp(nesting.lookups().get(i), lookups[i]);
        }
    }

    private void lookUp(Nesting.Lookup lookup, int column) {
        for (String of : lookup.of()) {
            String keys = text(of);
            if (!keys.isEmpty()) {
                for (String key : keys.split(String.valueOf((char) TextBuffer.LIST_SEPARATOR))) {
                    for (byte[] found : references.find(key, lookup.in())) {
                        long slice = text.append(found);
                        put(column, TextBuffer.start(slice), TextBuffer.end(slice));
                    }
                }
                return;
            }
        }
    }

    /** Ends the record: as a row of the batch, or as rows that wait for it. How many rows it became. */
    public int end(RecordBatch batch, long number, long line, long byteOffset) {
        complete();
        if (refused) {
            return 0;
        }
        if (nesting.variants().isEmpty()) {
            main.addTo(batch, number, line, byteOffset, text);
            forget();
            return 1;
        }
        int rows = Math.max(1, variants.size());
        String group = variants.size() > 1 ? group() : "";
        if (!group.isEmpty() && groupColumn >= 0) {
            long slice = text.append(group);
            main.put(groupColumn, text, TextBuffer.start(slice), TextBuffer.end(slice), TextBuffer.LIST_SEPARATOR);
        }
        long[] shared = main.cells(text);
        if (variants.isEmpty()) {
            ready.add(new Ready(number, line, byteOffset, shared));
        }
        for (int i = 0; i < variants.size(); i++) {
            Ready one = variants.get(i);
            long[] cells = Arrays.copyOf(shared, shared.length + one.cells.length);
            System.arraycopy(one.cells, 0, cells, shared.length, one.cells.length);
            ready.add(new Ready(number + i, one.line, one.byteOffset, cells));
        }
        forget();
        return rows;
    }

    private String group() {
        return nesting.variantKeys().stream()
                .map(key -> text(key).isEmpty() ? ofFirstVariant(key) : text(key))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** Where a record says nothing of all its variants, what the first of them says can name it. */
    private String ofFirstVariant(String key) {
        int column = numbers.getOrDefault(key, -1);
        long[] cells = variants.get(0).cells;
        for (int i = 0; i < cells.length; i += 2) {
            if (cells[i] == column) {
                return text.string(cells[i + 1]);
            }
        }
        return "";
    }

    /** Whether rows of the last record wait for a batch. */
    public boolean hasRows() {
        return !ready.isEmpty();
    }

    /** Makes the next waiting row a row of the batch. */
    public void emit(RecordBatch batch) {
        Ready next = ready.remove();
        batch.startRecord(next.number, next.line, next.byteOffset, names.size());
        for (int i = 0; i < next.cells.length; i += 2) {
            long slice = next.cells[i + 1];
            batch.set(
                    (int) next.cells[i],
                    batch.text().append(kept.bytes(), TextBuffer.start(slice), TextBuffer.end(slice)));
        }
        batch.endRecord();
    }

    private void forget() {
        main.clear();
        variant.clear();
        row = main;
        inVariant = false;
        variants.clear();
        groups.clear();
        writer.start();
    }
}
