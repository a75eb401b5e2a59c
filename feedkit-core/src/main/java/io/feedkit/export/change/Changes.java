package io.feedkit.export.change;

import io.feedkit.batch.Column;
import io.feedkit.batch.Fingerprint;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.Selection;
import io.feedkit.feed.FeedBatch;
import io.feedkit.feed.FeedContract;
import io.feedkit.location.StagedFile;
import io.feedkit.product.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What is new in one feed: compares what is sent with what the last run sent, and writes the log that the next run compares with.
 *
 * <p>{@link #worker} opens one thread's part; workers finish their batches in the order of the catalogue. The new log takes the place of the old one with the feed only, so a
 * run that came to nothing is as if it had not been.
 */
public final class Changes implements AutoCloseable {
    /** A place in the log by which rows can be told apart: none is shorter than this. */
    private static final int PLACE_BITS = 5;

    private final SentProducts before;
    private final SentHeader header;
    private final boolean comparable;
    private final boolean known;
    private final StagedFile log;
    private final BitSet seen = new BitSet();
    private final long[] counts = new long[Change.values().length];
    private final Map<String, Long> fields = new TreeMap<>();
    private long rows;

    private Changes(SentProducts before, SentHeader header, StagedFile log) {
        this.before = before;
        this.header = header;
        this.log = log;
        comparable = before.header().fields().equals(header.fields());
        known = comparable
                && !header.identity().isEmpty()
                && header.identity().equals(before.header().identity())
                && before.header().marks() == header.marks();
    }

    /**
     * Opens the log of a feed; where there is none yet, or one that is broken, all products are new.
     *
     * @param file the log of the run before
     * @param log where the new one is written; it takes the place of the old one with the feed
     * @param identity what decides the feed beside the products; empty when more than can be named does
     * @param runAt the instant of the run, as ISO 8601
     * @param marks how many numbers stand for a product in comparisons across the catalogue
     * @param fields names of the feed's fields, in order
     */
    public static Changes open(
            Path file, StagedFile log, String identity, String runAt, int marks, List<String> fields) {
        SentProducts before = SentProducts.open(file);
        SentHeader header = new SentHeader(identity, runAt, marks, fields);
        byte[] head = header.bytes();
        log.write(head, 0, head.length);
        return new Changes(before, header, log);
    }

    /** The instant of the run that is compared with, as ISO 8601; empty when there was none. */
    public String since() {
        return before.header().runAt();
    }

    /** Whether products that the catalogue says nothing new of can be passed over: what is made of them would be what it was. */
    public boolean mayPassOver() {
        return known;
    }

    public Worker worker(Schema schema) {
        return new Worker(schema);
    }

    /** How many products there were of a kind, so far. */
    public long count(Change change) {
        return counts[change.ordinal()];
    }

    /** How many of the changed products differ in each field. */
    public Map<String, Long> fields() {
        return Collections.unmodifiableMap(fields);
    }

    /** Counts the products that are not in the catalogue any more, and tells their ids in the order they were sent; once, when all batches are finished. */
    public void gone(Consumer<String> ids) {
        if (seen.cardinality() == before.count()) {
            return;
        }
        SentProducts.Cursor cursor = before.cursor();
        for (boolean any = cursor.next(true); any; any = cursor.next(false)) {
            if (!seen.get(place(cursor.offset()))) {
                counts[Change.REMOVED.ordinal()]++;
                ids.accept(cursor.idString());
            }
        }
    }

    /** Ends the new log; nothing may be finished afterwards. */
    public void finish() {
        byte[] tail = new byte[SentProducts.TAIL];
        SentRow.putLong(tail, Integer.BYTES, rows);
        log.write(tail, 0, tail.length);
        log.finish();
    }

    @Override
    public void close() {
        before.close();
    }

    private static int place(long offset) {
        return (int) (offset >>> PLACE_BITS);
    }

    /** One thread's part: a batch at a time. */
    public final class Worker {
        private static final long NOWHERE = -1;

        private final SentProducts.Cursor sent = before.cursor();
        private final SentRows now;
        private final int idSlot;
        private final int words = (header.fields().size() + Long.SIZE - 1) / Long.SIZE;
        private final Change[] changes = new Change[ProductBatch.ROWS];
        private final long[] ids = new long[ProductBatch.ROWS];
        /** Where the product stood in the log before. */
        private final long[] places = new long[ProductBatch.ROWS];

        private final long[] changedFields = new long[ProductBatch.ROWS * words];
        private final Selection passedOver = new Selection();
        private final long[] marks = new long[header.marks()];
        private int size;

        private Worker(Schema schema) {
            now = new SentRows(schema);
            idSlot = schema.slot("id").orElseThrow();
        }

        /**
         * Begins a batch as it was read. Returns the products that need not be worked on, since nothing was said of them the last time and the catalogue says the same again.
         *
         * @param sources fingerprints of what the catalogue says, by row
         * @param mayPassOver false to work on all products whatever was before
         */
        public Selection start(ProductBatch trunk, long[] sources, boolean mayPassOver) {
            size = trunk.rows();
            passedOver.clear();
            Column texts = trunk.column(idSlot);
            byte[] bytes = trunk.text().bytes();
            for (int row = 0; row < size; row++) {
                long id = texts.bits[row];
                ids[row] = Fingerprint.end(
                        id == Column.MISSING
                                ? Fingerprint.with(Fingerprint.START, id)
                                : Fingerprint.with(Fingerprint.START, bytes, id));
                places[row] = sent.find(ids[row]) ? sent.offset() : NOWHERE;
                if (mayPassOver && known && places[row] != NOWHERE && sent.isQuiet() && sent.source() == sources[row]) {
                    passedOver.add(row);
                }
            }
            return passedOver;
        }

        /** Compares the products that were worked on, and keeps what the log says of all. */
        public void take(ProductBatch layer, FeedBatch texts, long[] sources, FeedContract.Session session) {
            now.start(layer);
            Arrays.fill(changes, 0, size, Change.ABSENT);
            Selection live = texts.rows();
            int nextLive = 0;
            int nextPassed = 0;
            for (int row = 0; row < size; row++) {
                if (nextLive < live.size && live.rows[nextLive] == row) {
                    nextLive++;
                    session.marks(row, marks);
                    compare(row, now.append(row, layer, texts, ids[row], sources[row], marks));
                } else if (nextPassed < passedOver.size && passedOver.rows[nextPassed] == row) {
                    nextPassed++;
                    restore(row, session);
                } else if (places[row] != NOWHERE) {
                    changes[row] = Change.REMOVED;
                }
            }
        }

        private void restore(int row, FeedContract.Session session) {
            moveTo(row);
            for (int i = 0; i < marks.length; i++) {
                marks[i] = sent.mark(i);
            }
            session.restore(row, marks);
            sent.copyTo(now.chunk());
            changes[row] = Change.UNCHANGED;
        }

        private void moveTo(int row) {
            if (!sent.isAt(places[row])) {
                throw new IllegalStateException("the log of what was sent changed while it was read");
            }
        }

        /** Compares a row of the new log with the one of the same product before. */
        private void compare(int row, int start) {
            Arrays.fill(changedFields, row * words, (row + 1) * words, 0);
            if (places[row] == NOWHERE) {
                changes[row] = Change.ADDED;
                return;
            }
            changes[row] = comparable ? Change.UNCHANGED : Change.CHANGED;
            if (!comparable) {
                return;
            }
            moveTo(row);
            int at = start + SentRow.MARKS + marks.length * Long.BYTES;
            for (int field = 0; field < header.fields().size(); field++) {
                if (sent.field(field) != SentRow.getInt(now.chunk().bytes(), at + field * Integer.BYTES)) {
                    changes[row] = Change.CHANGED;
                    changedFields[row * words + field / Long.SIZE] |= 1L << field;
                }
            }
        }

        /** What became of a product. */
        public Change of(int row) {
            return changes[row];
        }

        /** The fields in which a changed product differs, in order; none when the feed's fields are others than before. */
        public List<String> fields(int row) {
            List<String> names = new ArrayList<>();
            for (int field = 0; field < header.fields().size(); field++) {
                if ((changedFields[row * words + field / Long.SIZE] & 1L << field) != 0) {
                    names.add(header.fields().get(field));
                }
            }
            return names;
        }

        /** Of the products that were worked on, those that are new or different. */
        public void news(Selection live, Selection into) {
            into.clear();
            for (int i = 0; i < live.size; i++) {
                if (changes[live.rows[i]] != Change.UNCHANGED) {
                    into.add(live.rows[i]);
                }
            }
        }

        /** Shows the products that were not worked on, one after the other. */
        public void passedOver(Consumer<SentProduct> each) {
            for (int i = 0; i < passedOver.size; i++) {
                moveTo(passedOver.rows[i]);
                each.accept(sent);
            }
        }

        /** In turn: counts the batch and adds it to the log. */
        public void finish() {
            for (int row = 0; row < size; row++) {
                counts[changes[row].ordinal()]++;
                if (places[row] != NOWHERE) {
                    seen.set(place(places[row]));
                }
                if (changes[row] != Change.ABSENT && changes[row] != Change.REMOVED) {
                    rows++;
                }
                if (changes[row] == Change.CHANGED) {
                    fields(row).forEach(field -> fields.merge(field, 1L, Long::sum));
                }
            }
            log.write(now.chunk().bytes(), 0, now.chunk().end());
        }
    }
}
