package io.feedkit.catalog;

import io.feedkit.batch.Column;
import io.feedkit.batch.TextBuffer;
import io.feedkit.product.DecimalText;
import io.feedkit.product.Money;
import io.feedkit.product.NumberStyle;
import io.feedkit.product.Reading;
import io.feedkit.product.ValueReader;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes the texts of one attribute for a whole batch: slices, trimmed, {@link Column#MISSING} where there is nothing.
 *
 * <p>A column that becomes an attribute as it stands costs one look at both ends of each cell. Everything else is paid by those who use it. The array that is
 * returned belongs to the batch and holds until it is read into again.
 */
interface Texts {

    long[] of(Work work);

    /** Takes white space and control characters off both ends; nothing left is {@link Column#MISSING}. */
    static long trim(byte[] bytes, long slice) {
        if (slice == Column.MISSING) {
            return slice;
        }
        int from = TextBuffer.start(slice);
        int to = TextBuffer.end(slice);
        while (from < to && (bytes[from] & 0xff) <= ' ') {
            from++;
        }
        while (to > from && (bytes[to - 1] & 0xff) <= ' ') {
            to--;
        }
        return from == to ? Column.MISSING : TextBuffer.slice(from, to);
    }

    /** A column as it stands. Its cells are trimmed in place, so that everybody who reads them finds them trimmed. */
    record Cell(int column) implements Texts {
        @Override
        public long[] of(Work work) {
            long[] cells = work.cells(column);
            if (Work.isSame(cells, Column.missing().bits)) {
                return cells;
            }
            byte[] bytes = work.text().bytes();
            int rows = work.rows();
            for (int row = 0; row < rows; row++) {
                long slice = cells[row];
                if (slice != Column.MISSING) {
                    int from = TextBuffer.start(slice);
                    int to = TextBuffer.end(slice);
                    // Nearly always there is nothing to trim, and then nothing is written.
                    if (from == to || (bytes[from] & 0xff) <= ' ' || (bytes[to - 1] & 0xff) <= ' ') {
                        cells[row] = trim(bytes, slice);
                    }
                }
            }
            return cells;
        }
    }

    /** Leaves out texts that mean "no value". */
    record Without(Texts from, int node, List<byte[]> blanks) implements Texts {
        @Override
        public long[] of(Work work) {
            long[] in = from.of(work);
            long[] out = work.slices(node);
            byte[] bytes = work.text().bytes();
            for (int row = 0; row < work.rows(); row++) {
                out[row] = in[row] != Column.MISSING && isBlank(bytes, in[row], blanks) ? Column.MISSING : in[row];
            }
            return out;
        }

        static boolean isBlank(byte[] bytes, long slice, List<byte[]> blanks) {
            for (byte[] blank : blanks) {
                if (Arrays.equals(bytes, TextBuffer.start(slice), TextBuffer.end(slice), blank, 0, blank.length)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** The first that has a value. */
    record First(List<Texts> from, int node) implements Texts {
        @Override
        public long[] of(Work work) {
            long[] out = work.slices(node);
            int rows = work.rows();
            System.arraycopy(from.get(0).of(work), 0, out, 0, rows);
            for (Texts next : from.subList(1, from.size())) {
                if (missing(out, rows) == 0) {
                    break;
                }
                long[] in = next.of(work);
                for (int row = 0; row < rows; row++) {
                    if (out[row] == Column.MISSING) {
                        out[row] = in[row];
                    }
                }
            }
            return out;
        }

        private static int missing(long[] slices, int rows) {
            int missing = 0;
            for (int row = 0; row < rows; row++) {
                missing += slices[row] == Column.MISSING ? 1 : 0;
            }
            return missing;
        }
    }

    /** An amount and, from another column, what it is counted in; missing when the amount is. */
    record Counted(Texts amount, Texts unit, int node) implements Texts {
        private static final byte[] BLANK = {' '};

        @Override
        public long[] of(Work work) {
            long[] amounts = amount.of(work);
            long[] units = unit.of(work);
            long[] out = work.slices(node);
            TextBuffer text = work.text();
            for (int row = 0; row < work.rows(); row++) {
                out[row] = amounts[row];
                if (amounts[row] != Column.MISSING && units[row] != Column.MISSING && isBare(text, amounts[row])) {
                    int start = text.end();
                    copy(text, amounts[row]);
                    text.append(BLANK);
                    copy(text, units[row]);
                    out[row] = TextBuffer.slice(start, text.end());
                }
            }
            return out;
        }
    }

    /** Whether an amount does not say itself what it is counted in. */
    static boolean isBare(TextBuffer text, long slice) {
        byte first = text.bytes()[TextBuffer.start(slice)];
        byte last = text.bytes()[TextBuffer.end(slice) - 1];
        return last >= '0'
                && last <= '9'
                && (first >= '0' && first <= '9' || first == '-' || first == '.' || first == '\'');
    }

    /** Texts that several attributes are made of, made once per batch. */
    record Once(Texts from, int node) implements Texts {
        @Override
        public long[] of(Work work) {
            return work.once(node, from);
        }
    }

    /** Several texts with something between them; those without a value are left out. */
    record Joined(List<Texts> from, byte[] with, int node) implements Texts {
        @Override
        public long[] of(Work work) {
            List<long[]> parts = new ArrayList<>();
            from.forEach(part -> parts.add(part.of(work)));
            long[] out = work.slices(node);
            for (int row = 0; row < work.rows(); row++) {
                out[row] = joined(work.text(), parts, row);
            }
            return out;
        }

        private long joined(TextBuffer text, List<long[]> parts, int row) {
            long only = Column.MISSING;
            int count = 0;
            for (long[] part : parts) {
                if (part[row] != Column.MISSING) {
                    only = part[row];
                    count++;
                }
            }
            if (count < 2) {
                return only;
            }
            int start = text.end();
            for (long[] part : parts) {
                if (part[row] != Column.MISSING) {
                    if (text.end() > start) {
                        text.append(with);
                    }
                    copy(text, part[row]);
                }
            }
            return TextBuffer.slice(start, text.end());
        }
    }

    /** The elements of several lists as one, each text once. */
    record Concatenated(List<Texts> from, int node) implements Texts {
        @Override
        public long[] of(Work work) {
            List<long[]> parts = new ArrayList<>();
            from.forEach(part -> parts.add(part.of(work)));
            long[] out = work.slices(node);
            for (int row = 0; row < work.rows(); row++) {
                out[row] = concatenated(work.text(), parts, row);
            }
            return out;
        }

        private static long concatenated(TextBuffer text, List<long[]> parts, int row) {
            long first = Column.MISSING;
            long last = Column.MISSING;
            int count = 0;
            for (long[] part : parts) {
                if (part[row] != Column.MISSING) {
                    first = count == 0 ? part[row] : first;
                    last = part[row];
                    count++;
                }
            }
            if (count < 2) {
                return first;
            }
            if (count == 2 && areNeighbours(text.bytes(), first, last)) {
                // One byte lies between them, the source's own separator, which nobody's text holds: it becomes ours,
                // and nothing is copied.
                text.bytes()[TextBuffer.end(first)] = TextBuffer.LIST_SEPARATOR;
                return TextBuffer.slice(TextBuffer.start(first), TextBuffer.end(last));
            }
            int start = text.end();
            for (long[] part : parts) {
                if (part[row] != Column.MISSING) {
                    appendNew(text, start, part[row]);
                }
            }
            return TextBuffer.slice(start, text.end());
        }

        private static boolean areNeighbours(byte[] bytes, long first, long last) {
            int from = TextBuffer.start(first);
            int to = TextBuffer.end(first);
            return TextBuffer.start(last) == to + 1
                    && elementEnd(bytes, from, to) == to
                    && !holds(bytes, TextBuffer.start(last), TextBuffer.end(last), from, to);
        }

        private static void appendNew(TextBuffer text, int start, long list) {
            int from = TextBuffer.start(list);
            int to = TextBuffer.end(list);
            while (from < to) {
                int cut = elementEnd(text.bytes(), from, to);
                if (cut > from && !holds(text.bytes(), start, text.end(), from, cut)) {
                    if (text.end() > start) {
                        text.room(1)[text.end()] = TextBuffer.LIST_SEPARATOR;
                        text.advanceTo(text.end() + 1);
                    }
                    copy(text, TextBuffer.slice(from, cut));
                }
                from = cut + 1;
            }
        }

        private static boolean holds(byte[] bytes, int from, int to, int elementFrom, int elementTo) {
            for (int at = from; at < to; ) {
                int cut = elementEnd(bytes, at, to);
                if (Arrays.equals(bytes, at, cut, bytes, elementFrom, elementTo)) {
                    return true;
                }
                at = cut + 1;
            }
            return false;
        }
    }

    private static int elementEnd(byte[] bytes, int from, int to) {
        int cut = from;
        while (cut < to && bytes[cut] != TextBuffer.LIST_SEPARATOR) {
            cut++;
        }
        return cut;
    }

    /** The group that the variants step found for each row. */
    record Groups() implements Texts {
        @Override
        public long[] of(Work work) {
            return work.groups;
        }
    }

    /** Ids, but none for rows that only add to another product. */
    record Ids(Texts from, int node) implements Texts {
        @Override
        public long[] of(Work work) {
            long[] in = from.of(work);
            long[] out = work.slices(node);
            for (int row = 0; row < work.rows(); row++) {
                Work.Exclusion exclusion = work.exclusions[row];
                out[row] = exclusion != null && exclusion.part() ? Column.MISSING : in[row];
            }
            return out;
        }
    }

    /** Whole numbers with their last digits behind a point; what is no whole number stays. */
    record Divided(Texts from, int digits, int node) implements Texts {
        private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");

        @Override
        public long[] of(Work work) {
            long[] in = from.of(work);
            long[] out = work.slices(node);
            TextBuffer text = work.text();
            for (int row = 0; row < work.rows(); row++) {
                out[row] = in[row] == Column.MISSING ? in[row] : divided(text, in[row]);
            }
            return out;
        }

        private long divided(TextBuffer text, long slice) {
            String number = text.string(slice);
            return WHOLE.matcher(number).matches()
                    ? text.append(new BigDecimal(number).movePointLeft(digits).toPlainString())
                    : slice;
        }
    }

    /** Text with columns in it; missing when one of them is. Of a column with several values there is a text for each. */
    record Template(List<byte[]> between, List<Texts> holes, int node) implements Texts {
        @Override
        public long[] of(Work work) {
            List<long[]> parts = new ArrayList<>();
            holes.forEach(hole -> parts.add(hole.of(work)));
            long[] out = work.slices(node);
            for (int row = 0; row < work.rows(); row++) {
                out[row] = filled(work.text(), parts, row);
            }
            return out;
        }

        private long filled(TextBuffer text, List<long[]> parts, int row) {
            for (long[] part : parts) {
                if (part[row] == Column.MISSING) {
                    return Column.MISSING;
                }
            }
            int start = text.end();
            int[] at = new int[parts.size()];
            int longest = 0;
            for (int i = 0; i < at.length; i++) {
                long list = parts.get(i)[row];
                at[i] = TextBuffer.start(list);
                boolean more = elements(text.bytes(), list) > elements(text.bytes(), parts.get(longest)[row]);
                longest = more ? i : longest;
            }
            boolean first = true;
            while (at.length == 0 ? first : at[longest] < TextBuffer.end(parts.get(longest)[row])) {
                if (!first) {
                    text.room(1)[text.end()] = TextBuffer.LIST_SEPARATOR;
                    text.advanceTo(text.end() + 1);
                }
                first = false;
                for (int i = 0; i < at.length; i++) {
                    text.append(between.get(i));
                    at[i] = element(text, parts.get(i)[row], at[i]);
                }
                text.append(between.get(at.length));
            }
            return TextBuffer.slice(start, text.end());
        }

        private static int elements(byte[] bytes, long list) {
            int count = 1;
            for (int i = TextBuffer.start(list); i < TextBuffer.end(list); i++) {
                count += bytes[i] == TextBuffer.LIST_SEPARATOR ? 1 : 0;
            }
            return count;
        }

        /** Appends the element at a place, or the first behind the end; gives the place of the next. */
        private static int element(TextBuffer text, long list, int at) {
            int from = at < TextBuffer.end(list) ? at : TextBuffer.start(list);
            int cut = elementEnd(text.bytes(), from, TextBuffer.end(list));
            copy(text, TextBuffer.slice(from, cut));
            return Math.max(at, cut + 1);
        }
    }

    /** The same for every row. */
    record Constant(byte[] utf8, int node) implements Texts {
        @Override
        public long[] of(Work work) {
            long[] out = work.slices(node);
            Arrays.fill(out, 0, work.rows(), work.text().append(utf8));
            return out;
        }
    }

    /** Replaces some texts as a whole: as they stand, else whatever their case; {@code *} stands for all others. */
    record Replaced(Texts from, Map<String, String> values, int node) implements Texts {
        static Replaced of(Texts from, Map<String, String> values, int node) {
            Map<String, String> all = new HashMap<>();
            values.forEach((text, other) -> all.putIfAbsent(text.toLowerCase(Locale.ROOT), other));
            all.putAll(values);
            return new Replaced(from, all, node);
        }

        private @Nullable String other(String text) {
            String other = values.get(text);
            return other == null ? values.getOrDefault(text.toLowerCase(Locale.ROOT), values.get("*")) : other;
        }

        @Override
        public long[] of(Work work) {
            long[] in = from.of(work);
            long[] out = work.slices(node);
            TextBuffer text = work.text();
            Map<String, Long> made = new HashMap<>();
            for (int row = 0; row < work.rows(); row++) {
                long slice = in[row];
                if (slice != Column.MISSING) {
                    String other = other(text.string(slice));
                    if (other != null) {
                        slice = other.isEmpty() ? Column.MISSING : made.computeIfAbsent(other, text::append);
                    }
                }
                out[row] = slice;
            }
            return out;
        }
    }

    /**
     * Parts a cell into the elements of a list, without blanks around them and without empty ones. A backslash keeps a separator in its element, double quotes
     * around an element are taken off. Works in place when the cell belongs to nobody else, since a list is never longer than its text.
     */
    record Split(Texts from, byte[] separator, boolean inPlace, int node) implements Texts {
        private static final VarHandle EIGHT =
                MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
        private static final long ONES = 0x0101010101010101L;
        private static final byte PART = ':';

        @Override
        public long[] of(Work work) {
            long[] in = from.of(work);
            long[] out = work.slices(node);
            TextBuffer text = work.text();
            for (int row = 0; row < work.rows(); row++) {
                out[row] = in[row] == Column.MISSING ? in[row] : split(text, in[row]);
            }
            return out;
        }

        private long split(TextBuffer text, long slice) {
            int from = TextBuffer.start(slice);
            int to = TextBuffer.end(slice);
            if (inPlace && separator.length == 1 && isPlain(text.bytes(), from, to)) {
                putSeparators(text.bytes(), from, to);
                return slice;
            }
            if (indexOf(text.bytes(), from, to) < 0 && text.bytes()[from] != '"') {
                return slice;
            }
            int target = inPlace ? from : text.end();
            byte[] bytes = inPlace ? text.bytes() : text.room(to - from);
            int end = write(bytes, from, to, target);
            if (!inPlace) {
                text.advanceTo(end);
            }
            return end == target ? Column.MISSING : TextBuffer.slice(target, end);
        }

        /** Whether the separators only have to be exchanged: no quotes, no escapes, no empty elements, no blanks beside a separator. */
        private boolean isPlain(byte[] bytes, int from, int to) {
            boolean afterSeparator = true;
            boolean afterBlank = false;
            for (int i = from; i < to; i++) {
                int clean = withoutSigns(bytes, i, to);
                if (clean > 0) {
                    afterSeparator = false;
                    afterBlank = false;
                    i += clean - 1;
                    continue;
                }
                byte b = bytes[i];
                boolean blank = b >= 0 && b <= ' ';
                boolean cut = b == separator[0];
                if (b == '"' || b == '\\' || afterSeparator && (blank || cut) || cut && afterBlank) {
                    return false;
                }
                afterSeparator = cut;
                afterBlank = blank;
            }
            return !afterSeparator && !afterBlank;
        }

        /** How many of the next bytes are none that {@link #isPlain} looks at: eight, or none. */
        private int withoutSigns(byte[] bytes, int at, int to) {
            if (at + Long.BYTES > to) {
                return 0;
            }
            long eight = (long) EIGHT.get(bytes, at);
            long signs = zeros(eight ^ separator[0] * ONES)
                    | zeros(eight ^ '"' * ONES)
                    | zeros(eight ^ '\\' * ONES)
                    | eight - (' ' + 1) * ONES & ~eight;
            return (signs & ONES << 7) == 0 ? Long.BYTES : 0;
        }

        private static long zeros(long eight) {
            return eight - ONES & ~eight;
        }

        private void putSeparators(byte[] bytes, int from, int to) {
            int at = TextBuffer.indexOf(separator[0], bytes, from, to);
            while (at < to) {
                bytes[at] = TextBuffer.LIST_SEPARATOR;
                at = TextBuffer.indexOf(separator[0], bytes, at + 1, to);
            }
        }

        private int write(byte[] bytes, int from, int to, int target) {
            int out = target;
            int at = from;
            while (at < to) {
                while (at < to && (bytes[at] & 0xff) <= ' ') {
                    at++;
                }
                if (at == to) {
                    break;
                }
                int elementStart = out;
                int elementFrom = at;
                boolean quoted = bytes[at] == '"' && closingQuote(bytes, at + 1, to) > 0;
                int quoteEnd = quoted ? closingQuote(bytes, at + 1, to) : -1;
                if (quoted) {
                    at++;
                }
                while (at < to) {
                    int partEnd = quoted ? -1 : quotedPartEnd(bytes, elementFrom, at, to);
                    if (quoted && at == quoteEnd) {
                        quoted = false;
                        at++;
                    } else if (partEnd > 0) {
                        System.arraycopy(bytes, at, bytes, out, partEnd - at);
                        out += partEnd - at;
                        at = partEnd;
                    } else if (!quoted && startsWith(bytes, at, to)) {
                        break;
                    } else {
                        if (quoted && bytes[at] == '"' && at + 1 < quoteEnd && bytes[at + 1] == '"') {
                            at++;
                        }
                        if (!quoted && bytes[at] == '\\' && startsWith(bytes, at + 1, to)) {
                            at++;
                        }
                        bytes[out++] = bytes[at++];
                    }
                }
                at += separator.length;
                while (out > elementStart && (bytes[out - 1] & 0xff) <= ' ') {
                    out--;
                }
                if (out > elementStart) {
                    bytes[out++] = TextBuffer.LIST_SEPARATOR;
                }
            }
            return out > target ? out - 1 : out;
        }

        /** Where a part of a packed element ends that stands in quotes, {@code FR:"a,b":4.90 EUR}; -1 when none begins here. */
        private int quotedPartEnd(byte[] bytes, int element, int at, int to) {
            boolean begins = bytes[at] == '"' && at > element && bytes[at - 1] == PART;
            for (int i = at + 1; begins && i < to; i++) {
                if (bytes[i] == '"' && i + 1 < to && bytes[i + 1] == '"') {
                    i++;
                } else if (bytes[i] == '"') {
                    boolean ends = i + 1 == to || bytes[i + 1] == PART || startsWith(bytes, i + 1, to);
                    return ends ? i + 1 : -1;
                }
            }
            return -1;
        }

        /** Where the quote closes, directly before a separator or the end; -1 when it does not. Quotes inside are doubled, or left as they are by those who do not know better. */
        private int closingQuote(byte[] bytes, int from, int to) {
            for (int i = from; i < to; i++) {
                boolean twice = bytes[i] == '"' && i + 1 < to && bytes[i + 1] == '"';
                if (!twice && bytes[i] == '"' && (i + 1 == to || startsWith(bytes, i + 1, to))) {
                    return i;
                }
                i += twice ? 1 : 0;
            }
            return anyClosingQuote(bytes, from, to);
        }

        private int anyClosingQuote(byte[] bytes, int from, int to) {
            for (int i = from; i < to; i++) {
                if (bytes[i] == '"' && (i + 1 == to || startsWith(bytes, i + 1, to))) {
                    return i;
                }
            }
            return -1;
        }

        private int indexOf(byte[] bytes, int from, int to) {
            if (separator.length == 1) {
                byte wanted = separator[0];
                for (int i = from; i < to; i++) {
                    if (bytes[i] == wanted) {
                        return i;
                    }
                }
                return -1;
            }
            for (int i = from; i < to; i++) {
                if (startsWith(bytes, i, to)) {
                    return i;
                }
            }
            return -1;
        }

        private boolean startsWith(byte[] bytes, int at, int to) {
            return at + separator.length <= to
                    && Arrays.equals(bytes, at, at + separator.length, separator, 0, separator.length);
        }
    }

    /** Leaves out what came before in the same list: one picture often serves several purposes. */
    record Distinct(Texts from, int node) implements Texts {
        private static final int FEW = 32;
        private static final String LIST = String.valueOf((char) TextBuffer.LIST_SEPARATOR);

        @Override
        public long[] of(Work work) {
            long[] in = from.of(work);
            long[] out = work.slices(node);
            TextBuffer text = work.text();
            for (int row = 0; row < work.rows(); row++) {
                boolean differ = in[row] == Column.MISSING || allDiffer(text.bytes(), in[row]);
                out[row] = differ ? in[row] : distinct(text, in[row]);
            }
            return out;
        }

        /** Whether nothing has to be left out, which is so for nearly every list; of long ones it is not said. */
        private static boolean allDiffer(byte[] bytes, long slice) {
            int to = TextBuffer.end(slice);
            int count = 0;
            for (int from = TextBuffer.start(slice); from <= to; ) {
                int end = TextBuffer.indexOf(TextBuffer.LIST_SEPARATOR, bytes, from, to);
                if (++count > FEW || from > TextBuffer.start(slice) && isAmong(bytes, slice, from, end)) {
                    return false;
                }
                from = end + 1;
            }
            return true;
        }

        /** Whether an element stands before itself in its list. */
        private static boolean isAmong(byte[] bytes, long slice, int element, int elementEnd) {
            for (int from = TextBuffer.start(slice); from < element; ) {
                int end = TextBuffer.indexOf(TextBuffer.LIST_SEPARATOR, bytes, from, element - 1);
                if (Arrays.equals(bytes, from, end, bytes, element, elementEnd)) {
                    return true;
                }
                from = end + 1;
            }
            return false;
        }

        private static long distinct(TextBuffer text, long slice) {
            String[] parts = text.string(slice).split(LIST);
            Set<String> different = new LinkedHashSet<>(Arrays.asList(parts));
            return different.size() == parts.length ? slice : text.append(String.join(LIST, different));
        }
    }

    /**
     * Puts the addresses together that a separator stands in, as in {@code https://img.example/w_400,h_300/mug.jpg}: a part that begins like no address, behind one
     * that is no whole picture yet or itself none.
     */
    record WholeAddresses(Texts from, String separator, int node) implements Texts {
        private static final String LIST = String.valueOf((char) TextBuffer.LIST_SEPARATOR);
        private static final Pattern PICTURE =
                Pattern.compile(".*\\.(jpe?g|png|gif|webp|avif|svg|bmp|tiff?)([?#].*)?", Pattern.CASE_INSENSITIVE);

        @Override
        public long[] of(Work work) {
            long[] in = from.of(work);
            long[] out = work.slices(node);
            TextBuffer text = work.text();
            for (int row = 0; row < work.rows(); row++) {
                out[row] =
                        in[row] == Column.MISSING || allBegin(text.bytes(), in[row]) ? in[row] : whole(text, in[row]);
            }
            return out;
        }

        /** Whether every part but the first begins like an address, so that none goes on with the one before. */
        private static boolean allBegin(byte[] bytes, long slice) {
            int to = TextBuffer.end(slice);
            int at = TextBuffer.indexOf(TextBuffer.LIST_SEPARATOR, bytes, TextBuffer.start(slice), to);
            while (at < to) {
                int end = TextBuffer.indexOf(TextBuffer.LIST_SEPARATOR, bytes, at + 1, to);
                if (!begins(bytes, at + 1, end)) {
                    return false;
                }
                at = end;
            }
            return true;
        }

        private static boolean begins(byte[] bytes, int from, int to) {
            if (from < to && bytes[from] == '/') {
                return true;
            }
            int colon = TextBuffer.indexOf((byte) ':', bytes, from, to);
            return colon + 2 < to && bytes[colon + 1] == '/' && bytes[colon + 2] == '/';
        }

        private long whole(TextBuffer text, long slice) {
            String[] parts = text.string(slice).split(LIST);
            List<String> whole = new ArrayList<>();
            for (String part : parts) {
                String before = whole.isEmpty() ? "" : whole.get(whole.size() - 1);
                boolean goesOn = before.contains("://")
                        && !begins(part)
                        && !(PICTURE.matcher(before).matches()
                                && PICTURE.matcher(part).matches());
                if (goesOn) {
                    whole.set(whole.size() - 1, before + separator + part);
                } else {
                    whole.add(part);
                }
            }
            return whole.size() == parts.length ? slice : text.append(String.join(LIST, whole));
        }

        private static boolean begins(String part) {
            return part.startsWith("/") || part.contains("://");
        }
    }

    /** Writes category paths with {@code " > "} between their segments; of several the deepest, the first among equals. */
    record Deepest(Texts from, String separator, List<String> drop, int node) implements Texts {
        private static final String LIST = String.valueOf((char) TextBuffer.LIST_SEPARATOR);

        @Override
        public long[] of(Work work) {
            long[] in = from.of(work);
            long[] out = work.slices(node);
            TextBuffer text = work.text();
            Map<String, Long> made = new HashMap<>();
            for (int row = 0; row < work.rows(); row++) {
                out[row] = in[row] == Column.MISSING
                        ? Column.MISSING
                        : made.computeIfAbsent(text.string(in[row]), cell -> append(text, path(cell)));
            }
            return out;
        }

        private static long append(TextBuffer text, String path) {
            return path.isEmpty() ? Column.MISSING : text.append(path);
        }

        private String path(String cell) {
            List<String> deepest = List.of();
            for (String path : cell.split(LIST)) {
                List<String> segments = new ArrayList<>();
                int from = 0;
                while (from <= path.length()) {
                    int at = path.indexOf(separator, from);
                    int to = at < 0 ? path.length() : at;
                    String segment = path.substring(from, to).strip();
                    if (!segment.isEmpty() && !(segments.isEmpty() && drop.contains(segment))) {
                        segments.add(segment);
                    }
                    from = at < 0 ? path.length() + 1 : at + separator.length();
                }
                if (segments.size() > deepest.size()) {
                    deepest = segments;
                }
            }
            return String.join(" > ", deepest);
        }
    }

    /**
     * One of two prices of which the higher is struck out when they differ: the higher one, or the lower one where there really is a reduction.
     *
     * @param higher whether the regular price is wanted, or the reduced one
     */
    record Struck(Texts price, Texts struck, boolean higher, NumberStyle numbers, int node) implements Texts {
        @Override
        public long[] of(Work work) {
            long[] prices = price.of(work);
            long[] others = struck.of(work);
            long[] out = work.slices(node);
            byte[] bytes = work.text().bytes();
            for (int row = 0; row < work.rows(); row++) {
                boolean reduced = others[row] != Column.MISSING
                        && prices[row] != Column.MISSING
                        && isLess(work.text(), bytes, prices[row], others[row]);
                long regular = reduced || prices[row] == Column.MISSING ? others[row] : prices[row];
                out[row] = higher ? regular : reduced ? prices[row] : Column.MISSING;
            }
            return out;
        }

        private boolean isLess(TextBuffer text, byte[] bytes, long price, long struck) {
            int end = amountEnd(bytes, price);
            int otherEnd = amountEnd(bytes, struck);
            long one = DecimalText.parseScaled6(bytes, TextBuffer.start(price), end, numbers);
            long other = DecimalText.parseScaled6(bytes, TextBuffer.start(struck), otherEnd, numbers);
            boolean alike = Arrays.equals(bytes, end, TextBuffer.end(price), bytes, otherEnd, TextBuffer.end(struck));
            return alike && one > DecimalText.NOT_PLAIN && other > DecimalText.NOT_PLAIN
                    ? one < other
                    : isLess(text.string(price), text.string(struck));
        }

        /** Where the blank before a currency stands, or the end. */
        private static int amountEnd(byte[] bytes, long amount) {
            int to = TextBuffer.end(amount);
            return TextBuffer.indexOf((byte) ' ', bytes, TextBuffer.start(amount), to);
        }

        /** Amounts with groups of digits, or a currency in another place; of those that cannot be compared none counts as reduced. */
        private boolean isLess(String price, String struck) {
            ValueReader reader = ValueReader.DEFAULTS.withNumbers(numbers);
            return reader.money(price) instanceof Reading.Parsed<Money> one
                    && reader.money(struck) instanceof Reading.Parsed<Money> other
                    && one.value().currency().equals(other.value().currency())
                    && one.value().amount().compareTo(other.value().amount()) < 0;
        }
    }

    /** Turns codes into the words of another file; in a list each of them. */
    record Labelled(Texts from, CodeTable table, String scope, String language, int node) implements Texts {
        private static final String LIST = String.valueOf((char) TextBuffer.LIST_SEPARATOR);

        @Override
        public long[] of(Work work) {
            long[] in = from.of(work);
            long[] out = work.slices(node);
            TextBuffer text = work.text();
            Map<String, Long> made = new HashMap<>();
            for (int row = 0; row < work.rows(); row++) {
                out[row] = in[row] == Column.MISSING
                        ? in[row]
                        : made.computeIfAbsent(text.string(in[row]), cell -> append(text, labelled(cell)));
            }
            return out;
        }

        private static long append(TextBuffer text, String words) {
            return words.isEmpty() ? Column.MISSING : text.append(words);
        }

        private String labelled(String cell) {
            List<String> words = new ArrayList<>();
            for (String code : cell.split(LIST)) {
                String word = table.words(scope, code.strip(), language);
                if (!word.isEmpty()) {
                    words.add(word);
                }
            }
            return String.join(LIST, words);
        }
    }

    /** Takes off what spreadsheets put around digits to keep them texts: {@code '0012}, {@code ="0012"}. */
    record Unquoted(Texts from, int node) implements Texts {
        @Override
        public long[] of(Work work) {
            long[] in = from.of(work);
            long[] out = work.slices(node);
            byte[] bytes = work.text().bytes();
            for (int row = 0; row < work.rows(); row++) {
                out[row] = in[row] == Column.MISSING ? in[row] : unquoted(bytes, in[row]);
            }
            return out;
        }

        private static long unquoted(byte[] bytes, long slice) {
            int from = TextBuffer.start(slice);
            int to = TextBuffer.end(slice);
            if (bytes[from] == '\'') {
                from++;
            } else if (to - from > 3 && bytes[from] == '=' && bytes[from + 1] == '"' && bytes[to - 1] == '"') {
                from += 2;
                to--;
            }
            return from == to ? Column.MISSING : TextBuffer.slice(from, to);
        }
    }

    /** Completes relative addresses; in a list each of them. */
    record Absolute(Texts from, String base, int node) implements Texts {
        private static final String LIST = String.valueOf((char) TextBuffer.LIST_SEPARATOR);

        @Override
        public long[] of(Work work) {
            long[] in = from.of(work);
            long[] out = work.slices(node);
            TextBuffer text = work.text();
            Map<String, Long> made = new HashMap<>();
            for (int row = 0; row < work.rows(); row++) {
                out[row] = in[row] == Column.MISSING
                        ? in[row]
                        : made.computeIfAbsent(text.string(in[row]), cell -> text.append(completed(cell)));
            }
            return out;
        }

        private String completed(String cell) {
            List<String> addresses = new ArrayList<>();
            for (String address : cell.split(LIST)) {
                addresses.add(absolute(address));
            }
            return String.join(LIST, addresses);
        }

        private String absolute(String address) {
            if (address.startsWith("//")) {
                return base.substring(0, base.indexOf(':') + 1) + address;
            }
            int colon = address.indexOf(':');
            int slash = address.indexOf('/');
            boolean hasScheme = colon > 0 && (slash < 0 || colon < slash);
            if (hasScheme) {
                return address;
            }
            String start = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
            return start + (address.startsWith("/") ? "" : "/") + address;
        }
    }

    /** The first element of a list. */
    record FirstElement(Texts from, int node) implements Texts {
        @Override
        public long[] of(Work work) {
            return elements(from.of(work), work, node, true);
        }
    }

    /** All elements of a list but the first. */
    record OtherElements(Texts from, int node) implements Texts {
        @Override
        public long[] of(Work work) {
            return elements(from.of(work), work, node, false);
        }
    }

    private static long[] elements(long[] lists, Work work, int node, boolean first) {
        long[] out = work.slices(node);
        byte[] bytes = work.text().bytes();
        for (int row = 0; row < work.rows(); row++) {
            long list = lists[row];
            if (list != Column.MISSING) {
                int from = TextBuffer.start(list);
                int to = TextBuffer.end(list);
                int cut = elementEnd(bytes, from, to);
                list = first ? TextBuffer.slice(from, cut) : cut == to ? Column.MISSING : TextBuffer.slice(cut + 1, to);
            }
            out[row] = list;
        }
        return out;
    }

    /** Appends a copy of a slice of the same buffer. */
    static void copy(TextBuffer text, long slice) {
        int length = TextBuffer.length(slice);
        byte[] bytes = text.room(length);
        System.arraycopy(bytes, TextBuffer.start(slice), bytes, text.end(), length);
        text.advanceTo(text.end() + length);
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
