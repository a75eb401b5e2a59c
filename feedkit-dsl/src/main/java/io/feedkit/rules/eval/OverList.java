package io.feedkit.rules.eval;

import io.feedkit.batch.Column;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.Selection;
import io.feedkit.batch.TextBuffer;
import io.feedkit.product.AttributeType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A function called for every element of a list.
 *
 * <p>Rows stay rows: the first elements of all products are one round, the second elements the next, so the function runs over columns like everything else, and what it reads
 * beside its argument is that of the product. There are as many rounds as the longest list has elements.
 */
public abstract class OverList extends Node {
    private static final long NOT_STARTED = 0;

    private final Node list;
    final Element element;
    private final int register;
    final Origin origin;

    private OverList(AttributeType type, Node list, Element element, Places places) {
        super(type);
        this.list = list;
        this.element = element;
        register = places.column();
        origin = places.origin();
    }

    /** The results, without those that are missing. */
    public static Node map(AttributeType type, Node list, Element element, Node body, Places places) {
        return new Collecting(type, list, element, body, null, places);
    }

    /** The elements for which the condition is true. */
    public static Node filter(AttributeType type, Node list, Element element, Condition condition, Places places) {
        return new Collecting(type, list, element, null, condition, places);
    }

    /** Whether the condition is true for one element at least; unknown when it is not, but for some element unknown. */
    public static Node any(Node list, Element element, Node condition, Places places) {
        return new Deciding(1, list, element, condition, places);
    }

    /** Whether the condition is true for all elements. */
    public static Node all(Node list, Element element, Node condition, Places places) {
        return new Deciding(0, list, element, condition, places);
    }

    /** A text whose words are replaced by what the function gives for them, where it gives anything. */
    public static Node words(Node text, Element element, Node body, Places places) {
        return new Words(text, element, body, places);
    }

    @Override
    public Column eval(Run run, Selection rows) {
        Column out = run.column(register);
        Selection left = run.lend();
        int taken = 0;
        Column lists = list.eval(run, rows);
        long[] slices = new long[ProductBatch.ROWS];
        long[] next = new long[ProductBatch.ROWS];
        for (int i = 0; i < rows.size; i++) {
            int row = rows.rows[i];
            slices[row] = lists.bits[row];
            next[row] = NOT_STARTED;
            if (lists.bits[row] != Column.MISSING && TextBuffer.length(lists.bits[row]) > 0) {
                left.rows[taken++] = row;
            }
        }
        left.size = taken;
        Work work = start(rows, slices);
        while (left.size > 0) {
            advance(run, left, slices, next);
            if (left.size > 0) {
                work.round(run, left);
            }
        }
        work.finish(run, rows, out);
        run.giveBack(1);
        return out;
    }

    /** Gives each row its next element and drops those that have no more. */
    private void advance(Run run, Selection left, long[] slices, long[] next) {
        byte[] bytes = run.text().bytes();
        Column column = element.column(run);
        int size = 0;
        for (int i = 0; i < left.size; i++) {
            int row = left.rows[i];
            long found = following(bytes, slices[row], next[row]);
            if (found != Column.MISSING) {
                column.bits[row] = found;
                next[row] = TextBuffer.end(found) + 1L;
                left.rows[size++] = row;
            }
        }
        left.size = size;
    }

    /** The element that starts at {@code from} or behind it, {@link #NOT_STARTED} for the first. */
    long following(byte[] bytes, long slice, long from) {
        int start = from == NOT_STARTED ? TextBuffer.start(slice) : (int) from;
        int end = TextBuffer.end(slice);
        if (start > end) {
            return Column.MISSING;
        }
        int at = start;
        while (at < end && bytes[at] != TextBuffer.LIST_SEPARATOR) {
            at++;
        }
        return TextBuffer.slice(start, at);
    }

    abstract Work start(Selection rows, long[] slices);

    /** What becomes of the results of one evaluation. */
    interface Work {
        /** The element column holds an element for each of these rows. */
        void round(Run run, Selection rows);

        void finish(Run run, Selection rows, Column out);
    }

    private static final class Collecting extends OverList {
        private final @Nullable Node body;
        private final @Nullable Condition condition;

        Collecting(
                AttributeType type,
                Node list,
                Element element,
                @Nullable Node body,
                @Nullable Condition condition,
                Places places) {
            super(type, list, element, places);
            this.body = body;
            this.condition = condition;
        }

        @Override
        Work start(Selection rows, long[] slices) {
            return new Work() {
                private final Slices[] kept = new Slices[ProductBatch.ROWS];

                @Override
                public void round(Run run, Selection round) {
                    if (body != null) {
                        take(body.eval(run, round), round);
                    } else if (condition != null) {
                        Selection yes = run.lend();
                        Selection no = run.lend();
                        condition.split(run, round, true, yes, no);
                        take(element.column(run), yes);
                        run.giveBack(2);
                    }
                }

                private void take(Column values, Selection from) {
                    for (int i = 0; i < from.size; i++) {
                        int row = from.rows[i];
                        if (!values.isMissing(row) && TextBuffer.length(values.bits[row]) > 0) {
                            Slices mine = kept[row];
                            if (mine == null) {
                                mine = new Slices();
                                kept[row] = mine;
                            }
                            mine.add(values.bits[row]);
                        }
                    }
                }

                @Override
                public void finish(Run run, Selection all, Column out) {
                    for (int i = 0; i < all.size; i++) {
                        int row = all.rows[i];
                        Slices mine = kept[row];
                        out.bits[row] = mine == null ? Column.MISSING : mine.joined(run, row, origin);
                    }
                }
            };
        }
    }

    /** The elements of a list being built, which lie apart. */
    private static final class Slices {
        private static final int MOST_BYTES = 256 << 10;

        private long[] all = new long[4];
        private int size;

        void add(long slice) {
            if (size == all.length) {
                all = Arrays.copyOf(all, size * 2);
            }
            all[size++] = slice;
        }

        long joined(Run run, int row, Origin origin) {
            int start = run.text().end();
            try {
                return joined(run, row, run.text(), origin);
            } catch (TextBuffer.Full full) {
                return run.noRoom(row, start, origin);
            }
        }

        private long joined(Run run, int row, TextBuffer text, Origin origin) {
            int start = text.end();
            for (int i = 0; i < size; i++) {
                int length = TextBuffer.length(all[i]);
                if ((long) text.end() - start + length + 1 > MOST_BYTES) {
                    text.truncate(start);
                    run.fault(row, "the list would be longer than 256 KiB", origin);
                    return Column.MISSING;
                }
                byte[] bytes = text.room(length + 1);
                int end = text.end();
                if (i > 0) {
                    bytes[end++] = TextBuffer.LIST_SEPARATOR;
                }
                System.arraycopy(bytes, TextBuffer.start(all[i]), bytes, end, length);
                text.advanceTo(end + length);
            }
            return text.end() == start ? Column.MISSING : TextBuffer.slice(start, text.end());
        }
    }

    private static final class Deciding extends OverList {
        private final long decisive;
        private final Node condition;

        Deciding(long decisive, Node list, Element element, Node condition, Places places) {
            super(AttributeType.BOOLEAN, list, element, places);
            this.decisive = decisive;
            this.condition = condition;
        }

        @Override
        Work start(Selection rows, long[] slices) {
            long[] decided = new long[ProductBatch.ROWS];
            Arrays.fill(decided, 1 - decisive);
            return new Work() {
                @Override
                public void round(Run run, Selection round) {
                    long[] found = condition.eval(run, round).bits;
                    for (int i = 0; i < round.size; i++) {
                        int row = round.rows[i];
                        if (decided[row] != decisive && found[row] != 1 - decisive) {
                            decided[row] = found[row];
                        }
                    }
                }

                @Override
                public void finish(Run run, Selection all, Column out) {
                    for (int i = 0; i < all.size; i++) {
                        out.bits[all.rows[i]] = decided[all.rows[i]];
                    }
                }
            };
        }
    }

    private static final class Words extends OverList {
        private final Node body;

        Words(Node text, Element element, Node body, Places places) {
            super(AttributeType.TEXT, text, element, places);
            this.body = body;
        }

        /** Letters, digits and marks that follow each other; everything beyond ASCII counts unless it is punctuation or a blank. */
        @Override
        long following(byte[] bytes, long slice, long from) {
            int at = from == NOT_STARTED ? TextBuffer.start(slice) : (int) from - 1;
            int end = TextBuffer.end(slice);
            while (at < end && !isWord(bytes, at, end)) {
                at += width(bytes[at]);
            }
            int start = Math.min(at, end);
            while (at < end && isWord(bytes, at, end)) {
                at += width(bytes[at]);
            }
            return start == end ? Column.MISSING : TextBuffer.slice(start, Math.min(at, end));
        }

        private static int width(byte first) {
            return first >= 0 ? 1 : first < (byte) 0xE0 ? 2 : first < (byte) 0xF0 ? 3 : 4;
        }

        private static boolean isWord(byte[] bytes, int at, int end) {
            byte first = bytes[at];
            if (first >= 0) {
                return Character.isLetterOrDigit(first) || first == '_';
            }
            int width = Math.min(width(first), end - at);
            int c = new String(bytes, at, width, StandardCharsets.UTF_8).codePointAt(0);
            int type = Character.getType(c);
            return Character.isLetterOrDigit(c)
                    || type == Character.NON_SPACING_MARK
                    || type == Character.COMBINING_SPACING_MARK;
        }

        @Override
        Work start(Selection rows, long[] slices) {
            return new Work() {
                private final Slices[] found = new Slices[ProductBatch.ROWS];
                private final Slices[] instead = new Slices[ProductBatch.ROWS];

                @Override
                public void round(Run run, Selection round) {
                    long[] words = element.column(run).bits.clone();
                    Column results = body.eval(run, round);
                    for (int i = 0; i < round.size; i++) {
                        int row = round.rows[i];
                        if (!results.isMissing(row)) {
                            add(found, row, words[row]);
                            add(instead, row, results.bits[row]);
                        }
                    }
                }

                private void add(Slices[] all, int row, long slice) {
                    Slices mine = all[row];
                    if (mine == null) {
                        mine = new Slices();
                        all[row] = mine;
                    }
                    mine.add(slice);
                }

                @Override
                public void finish(Run run, Selection all, Column out) {
                    for (int i = 0; i < all.size; i++) {
                        int row = all.rows[i];
                        Slices mine = found[row];
                        Slices theirs = instead[row];
                        out.bits[row] = mine == null || theirs == null
                                ? slices[row]
                                : replaced(run, row, slices[row], mine, theirs);
                    }
                }
            };
        }

        private long replaced(Run run, int row, long whole, Slices words, Slices instead) {
            int start = run.text().end();
            try {
                return replaced(run, run.text(), row, whole, words, instead);
            } catch (TextBuffer.Full full) {
                return run.noRoom(row, start, origin);
            }
        }

        private long replaced(Run run, TextBuffer text, int row, long whole, Slices words, Slices instead) {
            int start = text.end();
            int at = TextBuffer.start(whole);
            for (int i = 0; i < words.size; i++) {
                append(text, at, TextBuffer.start(words.all[i]));
                append(text, TextBuffer.start(instead.all[i]), TextBuffer.end(instead.all[i]));
                at = TextBuffer.end(words.all[i]);
                if (text.end() - start > Slices.MOST_BYTES) {
                    text.truncate(start);
                    run.fault(row, "the text would be longer than 256 KiB", origin);
                    return Column.MISSING;
                }
            }
            append(text, at, TextBuffer.end(whole));
            return TextBuffer.slice(start, text.end());
        }

        private static void append(TextBuffer text, int from, int to) {
            byte[] bytes = text.room(to - from);
            System.arraycopy(bytes, from, bytes, text.end(), to - from);
            text.advanceTo(text.end() + to - from);
        }
    }
}
