package io.feedkit.catalog;

import io.feedkit.batch.Column;
import io.feedkit.batch.TextBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes cells that bring their own names apart, so that what is in them is mapped like columns of the source.
 *
 * <p>The names are found in the sample; those that show up later are told to {@code late}. Values are slices of the packed cell: nothing is copied.
 */
final class Unpacker {

    /** Takes note of a name that was not in the sample. */
    interface Late {
        void found(String name, int row);
    }

    /** Cells of names and values: {@code size=XS,color=Black}. */
    record Packed(int column, byte[] entries, byte[] pair, String prefix) {}

    /** A column that names what stands in another. */
    record Pair(int name, int value, List<byte[]> blanks) {}

    private final List<Packed> packed;
    private final List<Pair> pairs;
    private final int maxNames;
    private final List<String> names = new ArrayList<>();
    private final List<byte[]> utf8 = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private boolean learning = true;
    private int lastNumber = -1;

    Unpacker(List<Packed> packed, List<Pair> pairs, int maxNames) {
        this.packed = packed;
        this.pairs = pairs;
        this.maxNames = maxNames;
    }

    boolean isIdle() {
        return packed.isEmpty() && pairs.isEmpty();
    }

    /** What was found, in the order it was found; the column of a name is {@link Work#MADE} plus its place here. */
    List<String> names() {
        return names;
    }

    /** These are the names the sample had: from now on others are late. */
    void learned(List<String> known) {
        known.forEach(this::add);
        learning = false;
    }

    private int add(String name) {
        int number = names.size();
        names.add(name);
        utf8.add(Texts.utf8(name));
        numbers.put(name, number);
        return number;
    }

    void unpack(Work work, Late late) {
        work.clearMade(names.size());
        byte[] bytes = work.text().bytes();
        for (int row = 0; row < work.rows(); row++) {
            for (Packed cell : packed) {
                long slice = work.cells(cell.column)[row];
                if (slice != Column.MISSING) {
                    unpack(cell, bytes, slice, row, work, late);
                }
            }
            for (Pair pair : pairs) {
                long name = Texts.trim(bytes, work.cells(pair.name)[row]);
                long value = Texts.trim(bytes, work.cells(pair.value)[row]);
                if (name != Column.MISSING && value != Column.MISSING && !isBlank(pair, bytes, value)) {
                    set("", bytes, TextBuffer.start(name), TextBuffer.end(name), value, row, work, late);
                }
            }
        }
    }

    private static boolean isBlank(Pair pair, byte[] bytes, long value) {
        for (byte[] blank : pair.blanks) {
            if (Arrays.equals(bytes, TextBuffer.start(value), TextBuffer.end(value), blank, 0, blank.length)) {
                return true;
            }
        }
        return false;
    }

    /** An entry without a pair sign is the rest of a value that holds the separator. */
    private void unpack(Packed cell, byte[] bytes, long slice, int row, Work work, Late late) {
        int to = TextBuffer.end(slice);
        int at = TextBuffer.start(slice);
        while (at < to) {
            int sign = find(bytes, cell.pair, at, to);
            if (sign < 0) {
                return;
            }
            int valueStart = sign + cell.pair.length;
            int nextSign = find(bytes, cell.pair, valueStart, to);
            int valueEnd = to;
            int next = to;
            if (nextSign >= 0) {
                int cut = findLast(bytes, cell.entries, valueStart, nextSign);
                if (cut >= 0) {
                    valueEnd = cut;
                    next = cut + cell.entries.length;
                }
            }
            long name = Texts.trim(bytes, TextBuffer.slice(at, sign));
            long value = Texts.trim(bytes, TextBuffer.slice(valueStart, valueEnd));
            if (name != Column.MISSING && value != Column.MISSING) {
                set(cell.prefix, bytes, TextBuffer.start(name), TextBuffer.end(name), value, row, work, late);
            }
            at = next;
        }
    }

    private static int find(byte[] bytes, byte[] wanted, int from, int to) {
        for (int i = from; i + wanted.length <= to; i++) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }

    private static int findLast(byte[] bytes, byte[] wanted, int from, int to) {
        for (int i = to - wanted.length; i >= from; i--) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        return -1;
    }

    private void set(String prefix, byte[] bytes, int from, int to, long value, int row, Work work, Late late) {
        // Cells name the same things in the same order, so the next one is nearly always the one after the last.
        int number = lastNumber + 1 < names.size() ? lastNumber + 1 : 0;
        if (names.isEmpty()
                || !prefix.isEmpty()
                || !Arrays.equals(bytes, from, to, utf8.get(number), 0, utf8.get(number).length)) {
            String name = prefix + new String(bytes, from, to - from, StandardCharsets.UTF_8);
            Integer known = numbers.get(name);
            if (known == null) {
                if (!learning || names.size() >= maxNames) {
                    late.found(name, row);
                    return;
                }
                known = add(name);
                Arrays.fill(work.made(known), Column.MISSING);
            }
            number = known;
        }
        lastNumber = number;
        work.made(number)[row] = value;
    }
}
