package io.feedkit.catalog;

import io.feedkit.batch.Column;
import io.feedkit.batch.TextBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

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

    /** Cells of entries whose fields say name and value: {@code Colour:Blue:1}. */
    record Fields(int column, MappingSpec.Packed how) {
        /** What parts the entries of this cell. */
        String entries(String cell) {
            boolean auto = how.entries().equals(MappingSpec.Shape.AUTO);
            return !auto ? how.entries() : cell.indexOf(';') >= 0 ? ";" : ",";
        }
    }

    /** A column that names what stands in another; several of both in one cell when {@code split} is not empty. */
    record Pair(int name, int value, String split, List<byte[]> blanks) {}

    private final List<Packed> packed;
    private final List<Fields> fields;
    private final List<Pair> pairs;
    private final int maxNames;
    private final List<String> names = new ArrayList<>();
    private final List<byte[]> utf8 = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private boolean learning = true;
    private int lastNumber = -1;

    Unpacker(List<Packed> packed, List<Fields> fields, List<Pair> pairs, int maxNames) {
        this.packed = packed;
        this.fields = fields;
        this.pairs = pairs;
        this.maxNames = maxNames;
    }

    boolean isIdle() {
        return packed.isEmpty() && fields.isEmpty() && pairs.isEmpty();
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
        for (int row = 0; row < work.rows(); row++) {
            for (Packed cell : packed) {
                long slice = work.written(cell.column)[row];
                if (slice != Column.MISSING) {
                    unpack(cell, slice, row, work, late);
                }
            }
            for (Fields cell : fields) {
                long slice = work.written(cell.column)[row];
                if (slice != Column.MISSING) {
                    unpack(cell, work.text().string(slice), row, work, late);
                }
            }
            for (Pair pair : pairs) {
                pair(pair, row, work, late);
            }
        }
    }

    private void pair(Pair pair, int row, Work work, Late late) {
        byte[] bytes = work.text().bytes();
        long name = unquoted(bytes, Texts.trim(bytes, work.cells(pair.name)[row]));
        long value = unquoted(bytes, Texts.trim(bytes, work.cells(pair.value)[row]));
        if (name == Column.MISSING || value == Column.MISSING || isBlank(pair, bytes, value)) {
            return;
        }
        if (pair.split.isEmpty()) {
            set("", bytes, TextBuffer.start(name), TextBuffer.end(name), value, row, work, late);
            return;
        }
        String[] named = work.text().string(name).split(Pattern.quote(pair.split), -1);
        String[] values = work.text().string(value).split(Pattern.quote(pair.split), -1);
        for (int i = 0; i < Math.min(named.length, values.length); i++) {
            set(named[i], values[i], row, work, late);
        }
    }

    private void unpack(Fields fields, String cell, int row, Work work, Late late) {
        MappingSpec.Packed how = fields.how;
        if (!how.mark().isEmpty()) {
            List<MarkedEntries.Entry> marked = MarkedEntries.of(how).of(cell);
            marked.forEach(entry -> set(how.prefix() + entry.name(), entry.value(), row, work, late));
            if (!marked.isEmpty() || how.fields().isEmpty()) {
                return;
            }
        }
        for (String entry : cell.split(Pattern.quote(fields.entries(cell)))) {
            String[] parts = entry.split(Pattern.quote(how.fields()), -1);
            set(
                    how.prefix() + field(parts, how.name(), how.pair()),
                    field(parts, how.value(), how.pair()),
                    row,
                    work,
                    late);
        }
    }

    /** A field by its number, or by the name that stands before the pair sign in it. */
    private static String field(String[] parts, String wanted, String pair) {
        if (wanted.matches("\\d{1,3}")) {
            int number = Integer.parseInt(wanted);
            return number >= 1 && number <= parts.length ? parts[number - 1] : "";
        }
        for (String part : parts) {
            int sign = part.indexOf(pair);
            if (sign > 0 && part.substring(0, sign).strip().equalsIgnoreCase(wanted)) {
                return part.substring(sign + pair.length());
            }
        }
        return "";
    }

    private void set(String name, String value, int row, Work work, Late late) {
        byte[] named = Texts.utf8(name.strip());
        if (named.length > 0 && !value.isBlank()) {
            set("", named, 0, named.length, work.text().append(value.strip()), row, work, late);
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
    private void unpack(Packed cell, long slice, int row, Work work, Late late) {
        byte[] bytes = work.text().bytes();
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
            long value = unquoted(bytes, Texts.trim(bytes, TextBuffer.slice(valueStart, valueEnd)));
            if (name != Column.MISSING && value != Column.MISSING) {
                set(cell.prefix, bytes, TextBuffer.start(name), TextBuffer.end(name), value, row, work, late);
                // A value that joins others of its name may have moved the text.
                bytes = work.text().bytes();
            }
            at = next;
        }
    }

    /** Systems may be told to put values in double quotes. */
    private static long unquoted(byte[] bytes, long slice) {
        boolean quoted = slice != Column.MISSING
                && TextBuffer.length(slice) > 2
                && bytes[TextBuffer.start(slice)] == '"'
                && bytes[TextBuffer.end(slice) - 1] == '"';
        return quoted ? TextBuffer.slice(TextBuffer.start(slice) + 1, TextBuffer.end(slice) - 1) : slice;
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
        long[] made = work.made(number);
        made[row] = made[row] == Column.MISSING ? value : joined(made[row], value, work.text());
    }

    /** A name that comes again has several values; the same one again is still one. */
    private static long joined(long first, long more, TextBuffer text) {
        byte[] bytes = text.bytes();
        int from = TextBuffer.start(more);
        int to = TextBuffer.end(more);
        for (int at = TextBuffer.start(first); at < TextBuffer.end(first); at++) {
            int end = at;
            while (end < TextBuffer.end(first) && bytes[end] != TextBuffer.LIST_SEPARATOR) {
                end++;
            }
            if (Arrays.equals(bytes, at, end, bytes, from, to)) {
                return first;
            }
            at = end;
        }
        int start = text.end();
        Texts.copy(text, first);
        text.room(1)[text.end()] = TextBuffer.LIST_SEPARATOR;
        text.advanceTo(text.end() + 1);
        Texts.copy(text, more);
        return TextBuffer.slice(start, text.end());
    }
}
