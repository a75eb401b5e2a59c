package io.feedkit.catalog;

import io.feedkit.batch.Column;
import io.feedkit.batch.RecordBatch;
import io.feedkit.batch.TextBuffer;
import io.feedkit.catalog.MappingSpec.Linked;
import io.feedkit.catalog.spill.KeyedRows;
import io.feedkit.catalog.spill.KeyedRowsWriter;
import io.feedkit.location.AddressName;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.NearMiss;
import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemSink;
import io.feedkit.problem.SourcePosition;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a linked file by the key that records refer to them with, as they stand; in memory within a budget, else on disk. For one thread.
 *
 * <p>Rows of one key stand behind each other, in the order of the file, up to a limit: a key that all rows share is
 * nobody's key.
 */
final class LinkedRows implements AutoCloseable {
    private static final int MOST_KEY_BYTES = 1_000;
    private static final int MOST_BYTES_OF_KEY = 1 << 20;

    private final Linked link;
    private final String source;
    private final List<String> columns;
    private final KeyedRows rows;
    private final long cut;
    private final long nameless;
    private long asked;

    private LinkedRows(Linked link, String source, List<String> columns, KeyedRows rows, Loading loading) {
        this.link = link;
        this.source = source;
        this.columns = columns;
        this.rows = rows;
        cut = loading.cut;
        nameless = loading.nameless;
    }

    /** What is learned while rows are taken in. */
    private static final class Loading {
        private final TextBuffer row = new TextBuffer(1024);
        private long cut;
        private long nameless;

        void fold(ByteBuffer first, ByteBuffer second, TextBuffer into) {
            append(first, into);
            if (first.remaining() + second.remaining() > MOST_BYTES_OF_KEY) {
                cut++;
            } else {
                append(second, into);
            }
        }

        private static void append(ByteBuffer bytes, TextBuffer into) {
            int from = bytes.arrayOffset() + bytes.position();
            into.append(bytes.array(), from, from + bytes.remaining());
        }

        void take(RecordBatch batch, int at, int columns, int keyColumn, KeyedRowsWriter to) {
            byte[] bytes = batch.text().bytes();
            long key = Texts.trim(bytes, batch.cells(keyColumn)[at]);
            if (key == Column.MISSING || TextBuffer.length(key) > MOST_KEY_BYTES) {
                nameless++;
                return;
            }
            row.clear();
            StoredRow.write(batch, at, columns, column -> true, row);
            to.add(bytes, TextBuffer.start(key), TextBuffer.end(key), row.bytes(), 0, row.end());
        }
    }

    /** Reads all rows that the mapping wants; closes the reader. Throws {@link FeedException} when the column of the key is not there. */
    static LinkedRows load(Linked link, String source, RecordReader reader, long budgetBytes) {
        Loading loading = new Loading();
        try (reader;
                KeyedRowsWriter writer = new KeyedRowsWriter(source, loading::fold, budgetBytes)) {
            RecordBatch batch = new RecordBatch(new TextBuffer(64 * 1024));
            RowChoice choice = new RowChoice(link.rows(), List.of());
            int key = -1;
            int known = -1;
            while (reader.read(batch)) {
                List<String> columns = reader.columns();
                if (columns.size() != known) {
                    known = columns.size();
                    key = new Families.Names(columns).of(link.key());
                    choice = new RowChoice(link.rows(), columns);
                }
                for (int row = 0; row < batch.rows() && key >= 0; row++) {
                    if (choice.takes(batch, row)) {
                        loading.take(batch, row, known, key, writer);
                    }
                }
            }
            if (key < 0 && known > 0) {
                throw withoutKey(link, reader.columns());
            }
            return new LinkedRows(link, source, List.copyOf(reader.columns()), writer.rows(), loading);
        }
    }

    private static FeedException withoutKey(Linked link, List<String> columns) {
        String guess = NearMiss.question(link.key(), columns);
        return new FeedException(new Problem(
                SupplementProblem.NO_KEY,
                link.at(),
                Problem.quote(AddressName.of(link.file())) + " has no column " + Problem.quote(link.key())
                        + " to be the key of " + Problem.quote(link.name()) + ".",
                guess.isEmpty() ? "Its columns are " + FewColumns.of(columns) + "." : guess));
    }

    Linked link() {
        return link;
    }

    /** Its own columns, without the name of the file before them. */
    List<String> columns() {
        return columns;
    }

    /** All rows of a key, in the order of the file. */
    List<StoredRow> of(byte[] bytes, int from, int to) {
        asked++;
        ByteBuffer found = rows.find(bytes, from, to);
        List<StoredRow> all = new ArrayList<>();
        while (found != null && found.hasRemaining()) {
            all.add(StoredRow.read(found));
        }
        return all;
    }

    /** Says what only the whole pass shows. */
    void end(ProblemSink problems) {
        if (rows.found() == 0 && asked > 0) {
            report(
                    problems,
                    SupplementProblem.NO_MATCH,
                    "none of its " + rows.keys() + " keys is one that " + Problem.quote(link.of())
                            + " of the catalogue has.",
                    "Check that " + link.key() + " and " + link.of() + " hold the same.");
        } else if (link.variants() && rows.keys() > rows.found()) {
            report(
                    problems,
                    SupplementProblem.UNUSED_KEYS,
                    rows.keys() - rows.found() + " of " + rows.keys() + " keys are those of no record.",
                    "");
        }
        if (cut > 0) {
            report(
                    problems,
                    SupplementProblem.REPEATED_KEY,
                    cut + " rows are left out, since rows of one key take more than " + MOST_BYTES_OF_KEY + " bytes.",
                    "Check that this is the column of the key.");
        }
        if (nameless > 0) {
            report(
                    problems,
                    SupplementProblem.LONG_KEY,
                    nameless + " rows have no key, or one of more than " + MOST_KEY_BYTES
                            + " bytes, so they belong to no record.",
                    "");
        }
    }

    private void report(ProblemSink problems, SupplementProblem code, String message, String fix) {
        problems.report(new Problem(code, SourcePosition.unknown(source).withField(link.key()), message, fix));
    }

    @Override
    public void close() {
        rows.close();
    }

    /** Where a column of this file is, or -1. */
    int place(String column) {
        return new Families.Names(columns).of(column);
    }
}
