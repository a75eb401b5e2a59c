package io.feedkit.catalog.spill;

import io.feedkit.batch.TextBuffer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Takes rows with their keys in the order of a source, and gives them back to be looked up.
 *
 * <p>Rows gather in memory. When they reach half of the budget they are sorted by key, rows of one key are put together, and the run goes to disk; at the end all runs
 * are merged, earlier runs first where keys are equal. With no run on disk the sorted rows stay where they are, behind a table of hashes. For one thread.
 */
public final class KeyedRowsWriter implements AutoCloseable {
    private static final int START_BYTES = 64 * 1024;
    private static final int ENTRY_BYTES = 24;
    /** So many runs of about one size become one at once: each keeps a file open and some of it in memory. */
    private static final int MERGED_RUNS = 16;

    private final String source;
    private final RowFold codec;
    private final long budgetBytes;
    private final List<Run> runs = new ArrayList<>();
    private final TextBuffer folded = new TextBuffer(1024);
    private Entries gathered = new Entries(START_BYTES, 1024);
    private long repeated;
    private long spilledBytes;

    /** @param source what problems name */
    public KeyedRowsWriter(String source, RowFold codec, long budgetBytes) {
        this.source = source;
        this.codec = codec;
        this.budgetBytes = budgetBytes;
    }

    /** Takes in a row. */
    public void add(byte[] key, int keyFrom, int keyTo, byte[] row, int rowFrom, int rowTo) {
        gathered.add(key, keyFrom, keyTo, row, rowFrom, rowTo);
        if (gathered.end() + (long) gathered.count() * ENTRY_BYTES > budgetBytes / 2) {
            spill();
        }
    }

    /** What was written, to be looked up in; nothing can be added then. */
    public KeyedRows rows() {
        if (runs.isEmpty()) {
            return new MemoryRows(unique(), repeated);
        }
        spill();
        gathered = new Entries(0, 0);
        PagedRows rows = new PagedRows(source, Math.max(budgetBytes / 2, 16L * PagedRows.PAGE_BYTES));
        try {
            merge(runs, rows::add);
        } catch (RuntimeException e) {
            rows.close();
            throw e;
        }
        runs.clear();
        rows.end(repeated);
        return rows;
    }

    /** Goes through all rows in the order of their keys, once. Nothing can be added or looked up then; what lay on disk is given back on the way. */
    public void drain(KeyedRows.Taker taker) {
        if (runs.isEmpty()) {
            Entries sorted = unique();
            gathered = new Entries(0, 0);
            for (int entry = 0; entry < sorted.count(); entry++) {
                Entries.give(sorted.bytes(), sorted.start(entry), taker);
            }
            return;
        }
        spill();
        gathered = new Entries(0, 0);
        merge(runs, (bytes, start) -> Entries.give(bytes, start, taker));
        runs.clear();
    }

    /** How many bytes were written to disk so far because they did not fit in memory. */
    public long bytesOnDisk() {
        return spilledBytes;
    }

    private void spill() {
        if (gathered.count() == 0) {
            return;
        }
        Entries sorted = unique();
        Run run = new Run(source, 0);
        runs.add(run);
        for (int entry = 0; entry < sorted.count(); entry++) {
            run.add(sorted.bytes(), sorted.start(entry));
        }
        run.end();
        spilledBytes += sorted.end();
        gathered.clear();
        mergeEqual();
    }

    /** As in a counter, so that no row is merged more than a few times; runs next to each other keep their order. */
    private void mergeEqual() {
        while (runs.size() >= MERGED_RUNS) {
            List<Run> last = runs.subList(runs.size() - MERGED_RUNS, runs.size());
            int level = last.get(0).level();
            if (level != last.get(MERGED_RUNS - 1).level()) {
                return;
            }
            Run merged = new Run(source, level + 1);
            merge(List.copyOf(last), merged::add);
            merged.end();
            last.clear();
            runs.add(merged);
        }
    }

    /** The gathered rows in the order of their keys, each key once. */
    private Entries unique() {
        gathered.sort();
        Entries unique = new Entries(gathered.end(), gathered.count());
        int entry = 0;
        while (entry < gathered.count()) {
            int start = gathered.start(entry);
            byte[] bytes = gathered.bytes();
            int next = entry + 1;
            if (next == gathered.count() || Entries.compare(bytes, start, bytes, gathered.start(next)) != 0) {
                unique.add(bytes, start);
            } else {
                byte[] key = bytes;
                ByteBuffer row = Entries.row(bytes, start);
                while (next < gathered.count() && Entries.compare(bytes, start, bytes, gathered.start(next)) == 0) {
                    row = fold(row, Entries.row(bytes, gathered.start(next++)));
                }
                add(unique, key, start, row);
            }
            entry = next;
        }
        return unique;
    }

    private static void add(Entries to, byte[] bytes, int start, ByteBuffer row) {
        int from = row.arrayOffset() + row.position();
        to.add(bytes, start + 8, start + 8 + Entries.getInt(bytes, start), row.array(), from, from + row.remaining());
    }

    private ByteBuffer fold(ByteBuffer first, ByteBuffer second) {
        repeated++;
        folded.clear();
        codec.fold(first, second, folded);
        byte[] bytes = new byte[folded.end()];
        System.arraycopy(folded.bytes(), 0, bytes, 0, bytes.length);
        return ByteBuffer.wrap(bytes);
    }

    private interface Sink {
        void add(byte[] bytes, int start);
    }

    /** One run while it is merged: a page of it, and the next entry in that. */
    private static final class Cursor implements Comparable<Cursor> {
        private final Run run;
        private final int order;
        private int nextPage;
        private byte[] page = {};
        private int start;

        Cursor(Run run, int order) {
            this.run = run;
            this.order = order;
        }

        boolean advance() {
            start = page.length == 0 ? 0 : start + Entries.size(page, start);
            if (start == page.length) {
                if (nextPage == run.pages()) {
                    return false;
                }
                page = run.page(nextPage++);
                start = 0;
            }
            return true;
        }

        @Override
        public int compareTo(Cursor other) {
            int byKey = Entries.compare(page, start, other.page, other.start);
            return byKey != 0 ? byKey : Integer.compare(order, other.order);
        }
    }

    private void merge(List<Run> sources, Sink into) {
        PriorityQueue<Cursor> next = new PriorityQueue<>();
        for (int i = 0; i < sources.size(); i++) {
            Cursor cursor = new Cursor(sources.get(i), i);
            if (cursor.advance()) {
                next.add(cursor);
            }
        }
        Entries one = new Entries(1024, 1);
        while (!next.isEmpty()) {
            Cursor first = next.poll();
            one.clear();
            one.add(first.page, first.start);
            requeue(next, first);
            while (!next.isEmpty() && isSame(one, next.peek())) {
                Cursor same = next.poll();
                ByteBuffer row = fold(Entries.row(one.bytes(), 0), Entries.row(same.page, same.start));
                one.clear();
                add(one, same.page, same.start, row);
                requeue(next, same);
            }
            into.add(one.bytes(), 0);
        }
        sources.forEach(Run::close);
    }

    private static boolean isSame(Entries one, Cursor cursor) {
        return Entries.compare(one.bytes(), 0, cursor.page, cursor.start) == 0;
    }

    private static void requeue(PriorityQueue<Cursor> queue, Cursor cursor) {
        if (cursor.advance()) {
            queue.add(cursor);
        }
    }

    @Override
    public void close() {
        runs.forEach(Run::close);
        runs.clear();
    }
}
