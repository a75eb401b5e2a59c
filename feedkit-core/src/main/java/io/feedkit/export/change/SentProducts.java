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
import org.jspecify.annotations.Nullable;

/**
 * What a feed held after its last run, read where it lies on the disk. Rows are found by the fingerprint of their id; any number of {@link Cursor}s may read at a time, each for one
 * thread.
 */
final class SentProducts implements AutoCloseable {
    private static final int WINDOW = 1 << 16;
    /** What ends a log: no row, and how many there were. */
    static final int TAIL = Integer.BYTES + Long.BYTES;

    private final @Nullable FileChannel file;
    private final String name;
    private final SentHeader header;
    private final long begin;
    private final long end;
    private final long count;
    private @Nullable OffsetTable places;

    private SentProducts(@Nullable FileChannel file, String name, SentHeader header, long begin, long end, long count) {
        this.file = file;
        this.name = name;
        this.header = header;
        this.begin = begin;
        this.end = end;
        this.count = count;
    }

    /** Opens the log of a feed; where there is none, or none that is whole and ours, nothing was sent. */
    static SentProducts open(Path log) {
        SentProducts nothing = new SentProducts(null, log.toString(), new SentHeader("", "", 0, List.of()), 0, 0, 0);
        if (!Files.isRegularFile(log)) {
            return nothing;
        }
        try {
            FileChannel file = FileChannel.open(log, StandardOpenOption.READ);
            SentProducts sent = open(file, log.toString());
            if (sent == null || !sent.index()) {
                file.close();
                return nothing;
            }
            return sent;
        } catch (IOException e) {
            return nothing;
        }
    }

    private static @Nullable SentProducts open(FileChannel file, String name) throws IOException {
        byte[] head = new byte[(int) Math.min(SentHeader.MOST, file.size())];
        int read = read(file, 0, head, 0, head.length);
        SentHeader header = SentHeader.parse(head, read);
        byte[] tail = new byte[TAIL];
        long end = file.size() - TAIL;
        if (header == null || end < header.bytes().length || read(file, end, tail, 0, TAIL) < TAIL) {
            return null;
        }
        long count = SentRow.getLong(tail, Integer.BYTES);
        boolean whole = SentRow.getInt(tail, 0) == 0 && count >= 0 && count <= end / SentRow.LEAST;
        return whole ? new SentProducts(file, name, header, header.bytes().length, end, count) : null;
    }

    /** Goes through all rows once; false when they are not what the tail says. */
    private boolean index() {
        OffsetTable table = OffsetTable.of(count, name);
        Cursor cursor = new Cursor();
        long rows = 0;
        for (long at = begin; at < end; at += cursor.length()) {
            if (!cursor.isAt(at) || rows == count) {
                table.close();
                return false;
            }
            table.put(cursor.id(), at);
            rows++;
        }
        places = table;
        return rows == count;
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

    /** How many products there were. */
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
        private byte[] window = new byte[WINDOW];
        private long from;
        private int filled;
        private int row;

        /** Moves to the first row with this fingerprint of its id; false when there is none. */
        boolean find(long id) {
            OffsetTable table = places;
            if (table == null) {
                return false;
            }
            for (long slot = table.first(id); slot != OffsetTable.NONE; slot = table.next(id, slot)) {
                if (isAt(table.offset(slot)) && id() == id) {
                    return true;
                }
            }
            return false;
        }

        /** Moves to the first row of all, or to the one behind the row it is at; false behind the last. */
        boolean next(boolean first) {
            long at = first ? begin : offset() + length();
            return at < end && isAt(at);
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
            int fixed = SentRow.MARKS
                    + header.marks() * Long.BYTES
                    + header.fields().size() * Integer.BYTES
                    + Integer.BYTES;
            if (length < fixed) {
                return false;
            }
            int idBytes = SentRow.getInt(window, row + fixed - Integer.BYTES);
            return idBytes >= 0 && idBytes <= length - fixed;
        }

        private boolean holds(long offset, int length) {
            return offset >= from && offset + length <= from + filled;
        }

        private void fill(long offset, int length) {
            if (window.length < length) {
                window = new byte[length];
            }
            FileChannel open = file;
            from = offset;
            try {
                filled = open == null ? 0 : read(open, offset, window, 0, window.length);
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

        long id() {
            return SentRow.getLong(window, row + SentRow.ID);
        }

        long source() {
            return SentRow.getLong(window, row + SentRow.SOURCE);
        }

        boolean isQuiet() {
            return (SentRow.getShort(window, row + SentRow.FLAGS) & SentRow.QUIET) != 0;
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
            int at = row + SentRow.MARKS + header.marks() * Long.BYTES + number * Integer.BYTES;
            return SentRow.getInt(window, at);
        }

        /** The id as it was sent. */
        String idString() {
            long slice = SentRow.id(window, row, header.marks(), header.fields().size());
            return new String(window, TextBuffer.start(slice), TextBuffer.length(slice), UTF_8);
        }

        @Override
        public boolean isFilled(int number) {
            return field(number) != 0;
        }

        @Override
        public byte[] bytes() {
            return window;
        }

        @Override
        public long category() {
            return SentRow.category(window, row, header.marks(), header.fields().size());
        }

        /** Appends the row as it is. */
        void copyTo(TextBuffer out) {
            out.append(window, row, row + length());
        }
    }
}
