package io.feedkit.export.change;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.feedkit.batch.TextBuffer;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What became of the products of a feed in its last run, read where it lies on the disk. Any number of {@link Cursor}s may read at a time, each for one thread.
 *
 * <p>Catalogues keep their order, so a product is looked for behind the one before it. Only when one does not stand there, all are put into a table by the fingerprints of
 * their ids; a table for all runs was tried, and looking up a million products in it cost as much as reading them.
 */
final class SentProducts implements AutoCloseable {
    private static final int WINDOW = 1 << 17;
    /** What is read where the row before was elsewhere, and so the next one may be too. */
    private static final int LOOK = 1 << 11;
    /** How many rows are looked at before a product is looked for among all. */
    private static final int AHEAD = 8;
    /** What ends a log: where the rows end, and how many there are. */
    private static final int TAIL = 2 * Long.BYTES;

    private final @Nullable FileChannel file;
    private final String name;
    private final String remark;
    private final SentHeader header;
    private final NoteKinds kinds;
    private final long begin;
    private final long end;
    private final long count;
    private @Nullable OffsetTable places;

    private SentProducts(
            @Nullable FileChannel file, String name, SentHeader header, NoteKinds kinds, long end, long count) {
        this.file = file;
        this.name = name;
        this.header = header;
        this.kinds = kinds;
        begin = header.bytes().length;
        this.end = end;
        this.count = count;
        remark = "";
    }

    private SentProducts(Path log, String remark) {
        file = null;
        name = log.toString();
        header = new SentHeader("", "", 0, List.of());
        kinds = new NoteKinds();
        begin = 0;
        end = 0;
        count = 0;
        this.remark = remark;
    }

    /** Opens the log of a feed; where there is none, or none that is whole and ours, nothing was sent. */
    static SentProducts open(Path log) {
        if (!Files.isRegularFile(log)) {
            return new SentProducts(log, "");
        }
        try {
            FileChannel file = FileChannel.open(log, StandardOpenOption.READ);
            SentProducts sent = open(file, log.toString());
            if (sent == null || !sent.isWhole()) {
                boolean ours = isOfAnotherVersion(file);
                file.close();
                return new SentProducts(log, ours ? "another version of feedkit wrote it" : "it is broken");
            }
            return sent;
        } catch (IOException e) {
            return new SentProducts(log, "it cannot be read: " + e.getMessage());
        }
    }

    private static boolean isOfAnotherVersion(FileChannel file) throws IOException {
        byte[] head = new byte[SentHeader.OURS.length()];
        boolean ours =
                read(file, 0, head, 0, head.length) == head.length && new String(head, UTF_8).equals(SentHeader.OURS);
        byte[] all = new byte[(int) Math.min(SentHeader.MOST, file.size())];
        return ours && SentHeader.parse(all, read(file, 0, all, 0, all.length)) == null;
    }

    private static @Nullable SentProducts open(FileChannel file, String name) throws IOException {
        byte[] head = new byte[(int) Math.min(SentHeader.MOST, file.size())];
        int read = read(file, 0, head, 0, head.length);
        SentHeader header = SentHeader.parse(head, read);
        byte[] tail = new byte[TAIL];
        long tailAt = file.size() - TAIL;
        if (header == null || tailAt < header.bytes().length || read(file, tailAt, tail, 0, TAIL) < TAIL) {
            return null;
        }
        long end = SentRow.getLong(tail, 0);
        long count = SentRow.getLong(tail, Long.BYTES);
        if (end < header.bytes().length || end > tailAt || tailAt - end > SentHeader.MOST || count < 0) {
            return null;
        }
        byte[] said = new byte[(int) (tailAt - end)];
        NoteKinds kinds = read(file, end, said, 0, said.length) < said.length ? null : NoteKinds.parse(said);
        return kinds == null ? null : new SentProducts(file, name, header, kinds, end, count);
    }

    /** The end of a log whose rows end there. */
    static byte[] tail(NoteKinds kinds, long end, long rows) {
        byte[] said = kinds.bytes();
        byte[] tail = java.util.Arrays.copyOf(said, said.length + TAIL);
        SentRow.putLong(tail, said.length, end);
        SentRow.putLong(tail, said.length + Long.BYTES, rows);
        return tail;
    }

    /** Goes through all rows once; false when they are not what the tail says. */
    private boolean isWhole() {
        Cursor cursor = new Cursor();
        long rows = 0;
        for (long at = begin; at < end; at += cursor.length()) {
            if (!cursor.isAt(at)) {
                return false;
            }
            rows++;
        }
        return rows == count;
    }

    /** Where all rows are, made when the first is looked for elsewhere. */
    private synchronized OffsetTable table() {
        OffsetTable table = places;
        if (table == null) {
            table = OffsetTable.of(count, name);
            Cursor cursor = new Cursor();
            for (long at = begin; at < end && cursor.isAt(at); at += cursor.length()) {
                table.put(cursor.id(), at);
            }
            places = table;
        }
        return table;
    }

    private static int read(FileChannel file, long at, byte[] into, int from, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(into, from, length);
        while (buffer.hasRemaining() && file.read(buffer, at + buffer.position() - from) >= 0) {
            continue;
        }
        return buffer.position() - from;
    }

    SentHeader header() {
        return header;
    }

    /** Why there is a log that is not used; empty when it is, and when there is none. */
    String remark() {
        return remark;
    }

    /** Whether there is no log, or none that is whole and ours. */
    boolean isNothing() {
        return file == null;
    }

    /** The kinds of what was said about products. */
    NoteKinds kinds() {
        return kinds;
    }

    /** Where the first row is. */
    long begin() {
        return begin;
    }

    /** How many products there were, those that were not sent among them. */
    long count() {
        return count;
    }

    Cursor cursor() {
        return new Cursor();
    }

    @Override
    public void close() {
        if (places != null) {
            places.close();
        }
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private FeedException failure(IOException e) {
        return new FeedException(
                new Problem(
                        ChangeProblem.UNREADABLE_LOG,
                        SourcePosition.unknown(name),
                        "What the feed held before cannot be read any more: " + e.getMessage() + ".",
                        "Look at the disk, or delete the file: then all products count as new."),
                e);
    }

    /** One row at a time, through a window that moves along; rows asked for in their order are read in large pieces. */
    final class Cursor implements SentProduct {
        private byte[] window = new byte[LOOK];
        private long from;
        private int filled;
        private int row;
        /** Where the parts of unequal length begin. */
        private int texts;
        /** Behind the row that was found last. */
        private long expected = begin;

        /**
         * Moves to the row of a product: to the first of the few from {@code next} on when it is among them, else to one that says the same of its source if there is one; false when there is no row with
         * this fingerprint of its id.
         */
        boolean find(long next, long id, long source) {
            if (count == 0) {
                return false;
            }
            long at = next;
            for (int looked = 0; looked < AHEAD && at < end && isAt(at); looked++) {
                if (id() == id) {
                    return true;
                }
                at += length();
            }
            OffsetTable table = table();
            long found = OffsetTable.NONE;
            for (long slot = table.first(id); slot != OffsetTable.NONE; slot = table.next(id, slot)) {
                if (isAt(table.offset(slot)) && id() == id) {
                    if (source() == source) {
                        return true;
                    }
                    found = found == OffsetTable.NONE ? offset() : Math.min(found, offset());
                }
            }
            return found != OffsetTable.NONE && isAt(found);
        }

        /**
         * Moves to the row with this fingerprint of its id and, if there are several, rather to one that says the same of its source; false when there is none.
         *
         * @param next where it is expected
         * @param isFree whether a row that begins there may be taken
         */
        boolean find(long next, long id, long source, LongPredicate isFree) {
            if (count == 0) {
                return false;
            }
            if (next < end && isAt(next) && id() == id && source() == source && isFree.test(next)) {
                return true;
            }
            OffsetTable table = table();
            long found = OffsetTable.NONE;
            for (long slot = table.first(id); slot != OffsetTable.NONE; slot = table.next(id, slot)) {
                long at = table.offset(slot);
                if (isFree.test(at) && isAt(at) && id() == id) {
                    if (source() == source) {
                        return true;
                    }
                    found = found == OffsetTable.NONE ? at : Math.min(found, at);
                }
            }
            return found != OffsetTable.NONE && isAt(found);
        }

        /**
         * Moves to the row of the first record, if it is one of the few from {@code next} on. It is the row that {@link #find(long, long, long)} would move to, which knows ids only: where one of the same
         * id stands before it, nothing is found.
         */
        boolean find(long next, KnownRun records) {
            long at = next;
            for (int looked = 0; looked < AHEAD && at < end && isAt(at); looked++) {
                if (records.is(0, this)) {
                    return !isAmong(id(), next, at) && isAt(at);
                }
                at += length();
            }
            return false;
        }

        private boolean isAmong(long id, long first, long last) {
            for (long at = first; at < last && isAt(at); at += length()) {
                if (id() == id) {
                    return true;
                }
            }
            return false;
        }

        /** Whether any row with this fingerprint of its id begins at a place that is asked for. */
        boolean isAny(long id, LongPredicate places) {
            OffsetTable table = table();
            for (long slot = table.first(id); slot != OffsetTable.NONE; slot = table.next(id, slot)) {
                if (places.test(table.offset(slot)) && isAt(table.offset(slot)) && id() == id) {
                    return true;
                }
            }
            return false;
        }

        /** How many rows of products that were in the feed have this fingerprint of their id. */
        int countSent(long id) {
            int[] found = new int[1];
            isAny(id, offset -> {
                found[0] += isAt(offset) && id() == id && isSent() ? 1 : 0;
                return false;
            });
            return found[0];
        }

        /** Moves to a row of a product that was in the feed, by the fingerprint of its id; false when there is none. */
        boolean findSent(long id) {
            if (count == 0) {
                return false;
            }
            boolean found = expected < end && isAt(expected) && id() == id && isSent();
            OffsetTable table = found ? null : table();
            long slot = table == null ? OffsetTable.NONE : table.first(id);
            while (table != null && !found && slot != OffsetTable.NONE) {
                found = isAt(table.offset(slot)) && id() == id && isSent();
                slot = table.next(id, slot);
            }
            expected = found ? offset() + length() : expected;
            return found;
        }

        /** Moves to the first row of all, or to the one behind the row it is at; false behind the last. */
        boolean next(boolean first) {
            long at = first ? begin : offset() + length();
            return at < end && isAt(at);
        }

        /** Moves to the next row if nothing has to be read for that, so that there is a way back. */
        boolean nextAtHand() {
            long next = offset() + length();
            boolean atHand = holds(next, SentRow.LEAST) && holds(next, SentRow.getInt(window, (int) (next - from)));
            return atHand && next < end && isAt(next);
        }

        /** Moves to the row at a place; false when no whole row is there. */
        boolean isAt(long offset) {
            if (!holds(offset, SentRow.LEAST)) {
                fill(offset, SentRow.LEAST);
            }
            row = (int) (offset - from);
            int length = filled - row < SentRow.LEAST ? 0 : SentRow.getInt(window, row);
            if (length < SentRow.LEAST || length > SentRow.MOST || offset + length > end) {
                return false;
            }
            if (!holds(offset, length)) {
                fill(offset, length);
                row = 0;
            }
            return filled - row >= length && fits(length);
        }

        /** Whether what the row says of its own lengths goes together. */
        private boolean fits(int length) {
            int sizes = row + SentRow.MARKS;
            if (isSent()) {
                sizes += header.marks() * Long.BYTES + header.fields().size() * Integer.BYTES;
            }
            texts = sizes + 2 * Integer.BYTES;
            if (texts > row + length) {
                return false;
            }
            int idBytes = SentRow.getInt(window, sizes);
            int categoryBytes = SentRow.getInt(window, sizes + Integer.BYTES);
            return idBytes >= 0
                    && categoryBytes >= 0
                    && idBytes <= row + length - texts
                    && categoryBytes <= row + length - texts - idBytes;
        }

        private boolean holds(long offset, int length) {
            return offset >= from && offset + length <= from + filled;
        }

        private void fill(long offset, int length) {
            boolean goesOn = offset >= from && offset <= from + filled;
            int wanted = Math.max(length, goesOn ? WINDOW : LOOK);
            if (window.length < wanted) {
                window = new byte[wanted];
            }
            FileChannel open = file;
            from = offset;
            try {
                filled = open == null ? 0 : read(open, offset, window, 0, wanted);
            } catch (IOException e) {
                throw failure(e);
            }
        }

        long offset() {
            return from + row;
        }

        int length() {
            return SentRow.getInt(window, row);
        }

        /** The fingerprint of its id. */
        long id() {
            return SentRow.getLong(window, row + SentRow.ID);
        }

        /** The fingerprint of its record's bytes; 0 when it cannot be found again by them. */
        long stamp() {
            return SentRow.getLong(window, row + SentRow.STAMP);
        }

        int stampedBytes() {
            return SentRow.getInt(window, row + SentRow.STAMPED_BYTES);
        }

        int stampedLines() {
            return SentRow.getInt(window, row + SentRow.STAMPED_LINES);
        }

        long source() {
            return SentRow.getLong(window, row + SentRow.SOURCE);
        }

        /** Whether the product was in the feed. */
        boolean isSent() {
            return (SentRow.getShort(window, row + SentRow.FLAGS) & SentRow.SENT) != 0;
        }

        /** Whether something was said about how its record is read. */
        boolean isRemarked() {
            return (SentRow.getShort(window, row + SentRow.FLAGS) & SentRow.REMARKED) != 0;
        }

        /** The hour since 1970 until which the row holds. */
        int holdsUntil() {
            return SentRow.getInt(window, row + SentRow.HOLDS);
        }

        /** Whether nobody knows what the channel holds of the product. */
        boolean isDoubtful() {
            return (SentRow.getShort(window, row + SentRow.FLAGS) & SentRow.DOUBTFUL) != 0;
        }

        @Override
        public long price() {
            return SentRow.getLong(window, row + SentRow.PRICE);
        }

        @Override
        public short currency() {
            return SentRow.getShort(window, row + SentRow.CURRENCY);
        }

        @Override
        public long pieces() {
            return SentRow.getLong(window, row + SentRow.STOCK);
        }

        long mark(int number) {
            return SentRow.getLong(window, row + SentRow.MARKS + number * Long.BYTES);
        }

        int field(int number) {
            return SentRow.getInt(window, SentRow.field(row, header.marks(), number));
        }

        private int idBytes() {
            return SentRow.getInt(window, texts - 2 * Integer.BYTES);
        }

        /** The id as it was sent. */
        String idString() {
            return new String(window, texts, idBytes(), UTF_8);
        }

        @Override
        public void countFilled(int[] counts) {
            byte[] bytes = window;
            int at = SentRow.field(row, header.marks(), 0);
            for (int field = 0; field < counts.length; field++) {
                boolean isFilled = (bytes[at] | bytes[at + 1] | bytes[at + 2] | bytes[at + 3]) != 0;
                counts[field] += isFilled ? 1 : 0;
                at += Integer.BYTES;
            }
        }

        @Override
        public byte[] bytes() {
            return window;
        }

        @Override
        public long idText() {
            return TextBuffer.slice(texts, texts + idBytes());
        }

        @Override
        public long category() {
            int at = texts + idBytes();
            return TextBuffer.slice(at, at + SentRow.getInt(window, texts - Integer.BYTES));
        }

        /** Where notes begin in {@link #bytes}, if there are any. */
        int notesStart() {
            return TextBuffer.end(category());
        }

        /** Where notes end in {@link #bytes}. */
        int notesEnd() {
            return row + length();
        }

        /** Where the first note stands in {@link #bytes}; -1 when there is none. */
        int firstNote() {
            return note(notesStart());
        }

        /** Where the note behind another stands; -1 when there is none. */
        int nextNote(int note) {
            return note(TextBuffer.end(text(note)));
        }

        private int note(int at) {
            int left = row + length() - at - SentRow.NOTE;
            boolean any = left >= 0;
            int text = any ? SentRow.getInt(window, at + Integer.BYTES) : 0;
            return any && text >= 0 && text <= left ? at : -1;
        }

        /** The number of the kind of a note. */
        int kind(int note) {
            return SentRow.getInt(window, note);
        }

        /** What a note says. */
        long text(int note) {
            int at = note + SentRow.NOTE;
            return TextBuffer.slice(at, at + SentRow.getInt(window, note + Integer.BYTES));
        }

        /** Appends the rows from one place on, which is at hand, to this one as they are. */
        void copyTo(TextBuffer out, long first) {
            out.append(window, (int) (first - from), row + length());
        }

        /** Appends the row as it is. */
        void copyTo(TextBuffer out) {
            out.append(window, row, row + length());
        }
    }
}
