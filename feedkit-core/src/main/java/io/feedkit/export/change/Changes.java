package io.feedkit.export.change;

import io.feedkit.batch.Column;
import io.feedkit.batch.Fingerprint;
import io.feedkit.batch.Note;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.RecordBatch;
import io.feedkit.batch.Selection;
import io.feedkit.batch.TextBuffer;
import io.feedkit.feed.FeedBatch;
import io.feedkit.feed.FeedContract;
import io.feedkit.feed.FeedField;
import io.feedkit.feed.FeedLayout;
import io.feedkit.location.StagedFile;
import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemSink;
import io.feedkit.problem.SourcePosition;
import io.feedkit.product.Schema;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What is new in one feed: compares what is sent with what the last run sent, and writes the log that the next run compares with.
 *
 * <p>{@link #worker} opens one thread's part; workers begin and finish their batches in the order of the catalogue. The new log takes the place of the old one with the feed only,
 * so a run that came to nothing is as if it had not been.
 */
public final class Changes implements AutoCloseable {
    /** A place in the log by which rows can be told apart: none is shorter than this. */
    private static final int PLACE_BITS = 5;

    private final SentProducts before;
    private final SentHeader header;
    /** What the fields are called where merchants read of them. */
    private final List<String> called;

    private final boolean comparable;
    private final boolean known;
    private final long hour;
    private final StagedFile log;
    private final NoteKinds kinds = new NoteKinds();
    private final BitSet seen = new BitSet();
    private final long[] counts = new long[Change.values().length];
    /** How many of the changed products differ in each field. */
    private final long[] differing;

    /** Where the product is expected that is looked for next. */
    private long next;

    private long rows;

    private Changes(SentProducts before, SentHeader header, List<FeedField> fields, Instant runAt, StagedFile log) {
        this.before = before;
        this.header = header;
        called = fields.stream().map(FeedField::called).toList();
        this.log = log;
        hour = TimeUnit.SECONDS.toHours(runAt.getEpochSecond());
        differing = new long[header.fields().size()];
        next = before.begin();
        comparable = before.header().isLike(header);
        known = comparable
                && !header.identity().isEmpty()
                && header.identity().equals(before.header().identity())
                && before.header().marks() == header.marks()
                && !isBefore(runAt, before.header().runAt());
    }

    /** What holds until an hour was worked out at its own: for a run that goes back in time it says nothing. */
    private static boolean isBefore(Instant runAt, String logged) {
        try {
            return runAt.isBefore(Instant.parse(logged));
        } catch (DateTimeException notOurs) {
            return true;
        }
    }

    /**
     * Opens the log of a feed whose records hold several products; it has a row for each record, and what is counted is records. {@link #records} compares them.
     *
     * @param variants where in a record its products stand
     */
    public static Changes ofRecords(
            Path file, StagedFile log, String variants, Instant runAt, List<FeedField> fields, ProblemSink problems) {
        return open(
                file, log, SentHeader.ofRecords(variants, runAt.toString(), places(fields)), fields, runAt, problems);
    }

    /**
     * Opens the log of a feed; where there is none yet, or one that is broken, all products are new.
     *
     * @param file the log of the run before
     * @param log where the new one is written; it takes the place of the old one with the feed
     * @param identity what decides the feed beside the products; empty when more than can be named does
     * @param marks how many numbers stand for a product in comparisons across the catalogue
     * @param fields the feed's fields, in order
     * @param problems hears why a log that is there is not used
     */
    public static Changes open(
            Path file,
            StagedFile log,
            String identity,
            Instant runAt,
            int marks,
            List<FeedField> fields,
            ProblemSink problems) {
        SentHeader header = new SentHeader(identity, runAt.toString(), marks, places(fields));
        return open(file, log, header, fields, runAt, problems);
    }

    /** Rows of two logs can be compared when their fields stand in the same places. */
    private static List<String> places(List<FeedField> fields) {
        return fields.stream().map(FeedField::name).toList();
    }

    private static Changes open(
            Path file, StagedFile log, SentHeader header, List<FeedField> fields, Instant runAt, ProblemSink problems) {
        SentProducts before = SentProducts.open(file);
        if (!before.remark().isEmpty()) {
            problems.report(new Problem(
                    ChangeProblem.LOG_NOT_USED,
                    SourcePosition.unknown(file.toString()),
                    "What the last run sent is not known, since " + before.remark() + ": all products count as new.",
                    "Nothing has to be done; the next run compares with this one."));
        }
        byte[] head = header.bytes();
        log.write(head, 0, head.length);
        return new Changes(before, header, fields, runAt, log);
    }

    /** The instant of the run that is compared with, as ISO 8601; empty when there was none. */
    public String since() {
        return before.header().runAt();
    }

    /** Whether products that the catalogue says nothing new of can be passed over: what is made of them would be what it was. */
    public boolean mayPassOver() {
        return known;
    }

    /** @param told whether the report has all its examples of what a rule or check says */
    public Worker worker(Schema schema, BiPredicate<Note.Kind, String> told) {
        return new Worker(schema, told);
    }

    /** Compares records of several products, in the order of the feed. */
    public ChangedRecords records(FeedLayout layout) {
        return new ChangedRecords(this, header, layout);
    }

    /** What a field is called where merchants read of it. */
    String called(int field) {
        return called.get(field);
    }

    SentProducts before() {
        return before;
    }

    /** Whether what was sent before can be compared field by field. */
    boolean isComparable() {
        return comparable;
    }

    /** Whether no product or record was found yet to be that of a row of the log before. */
    boolean isFree(long offset) {
        return !seen.get(place(offset));
    }

    /**
     * Counts a record and adds its row to the log.
     *
     * @param offset where it stood in the log before, or {@link ReadProducts#NOWHERE}
     * @param changed the fields in which it differs
     */
    void add(Change change, long offset, BitSet changed, TextBuffer row) {
        counts[change.ordinal()]++;
        changed.stream().forEach(field -> differing[field]++);
        if (offset != ReadProducts.NOWHERE) {
            seen.set(place(offset));
        }
        log.write(row.bytes(), 0, row.end());
        rows++;
    }

    /** How many products there were of a kind, so far. */
    public long count(Change change) {
        return counts[change.ordinal()];
    }

    /** How many of the changed products differ in each field. */
    public Map<String, Long> fields() {
        Map<String, Long> fields = new TreeMap<>();
        for (int field = 0; field < differing.length; field++) {
            if (differing[field] > 0) {
                fields.merge(called.get(field), differing[field], Long::sum);
            }
        }
        return Collections.unmodifiableMap(fields);
    }

    /** Hears of products that are not in the catalogue any more, and of records that are not in the feed any more. */
    @FunctionalInterface
    public interface Gone {
        /** @param isOnly whether no other of the same id was found, which whoever takes this one away by its id would take away too; looks for it when it is asked */
        void take(String id, BooleanSupplier isOnly);
    }

    /** Counts the products that are not in the catalogue any more, and tells of them in the order they were sent; once, when all batches are finished. */
    public void gone(Gone to) {
        if (seen.cardinality() == before.count()) {
            return;
        }
        SentProducts.Cursor cursor = before.cursor();
        SentProducts.Cursor others = before.cursor();
        for (boolean any = cursor.next(true); any; any = cursor.next(false)) {
            if (cursor.isSent() && !seen.get(place(cursor.offset()))) {
                counts[Change.REMOVED.ordinal()]++;
                long id = cursor.id();
                to.take(cursor.idString(), () -> !others.isAny(id, offset -> !isFree(offset)));
            }
        }
    }

    /** Ends the new log; nothing may be finished afterwards. */
    public void finish() {
        byte[] tail = SentProducts.tail(kinds, log.bytes(), rows);
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

    /** Hears which products go into a batch, in the order of the catalogue. */
    public interface Choice {
        /** The next one goes into it. */
        void kept();

        /**
         * The next one is not worked on and goes nowhere.
         *
         * @param sent what the last run sent of it, if it is in the feed, and its id
         * @param said what was said of it
         */
        void passedOver(SentProduct sent, Said said);
    }

    /** One thread's part: a batch at a time. */
    public final class Worker {
        private final SentProducts.Cursor sent = before.cursor();
        private final SentRows now;
        private final OldNotes notes;
        private final int words = (header.fields().size() + Long.SIZE - 1) / Long.SIZE;
        /** The products that were read last. */
        private final ReadProducts read = new ReadProducts();
        /** The products of the batch. */
        private final ReadProducts batch = new ReadProducts();

        /** Of those, the ones that are not worked on. */
        private final Selection left = new Selection();

        private int size;
        private final Change[] changes = new Change[ProductBatch.ROWS];
        /** Whether the log has a row for it now. */
        private final boolean[] isLogged = new boolean[ProductBatch.ROWS];

        private final long[] changedFields = new long[ProductBatch.ROWS * words];
        private final Selection passedOver = new Selection();
        private final Selection remarked = new Selection();
        private final long[] marks = new long[header.marks()];
        /** Where the products stood that are in no batch, and how many of them are in the feed. */
        private int[] passedPlaces = new int[ProductBatch.ROWS];

        private int passed;
        private int unchanged;
        /** Where the first product stands that was recognised last. */
        private long recognisedFrom;

        private Worker(Schema schema, BiPredicate<Note.Kind, String> told) {
            NoteKinds.Known own = new NoteKinds.Known(kinds);
            now = new SentRows(schema, header.marks(), own);
            notes = new OldNotes(before.kinds(), own, told);
        }

        /** Begins a batch, which has no products yet. */
        public void start() {
            size = 0;
            left.clear();
            passed = 0;
            unchanged = 0;
            now.all().clear();
        }

        /**
         * Looks at products as they were read, in turn. Returns those that need not be worked on, since the catalogue says the same of them as the last time.
         *
         * @param records what was read
         * @param idTexts the ids, by row
         * @param sources fingerprints of what the catalogue says, by row; 0 for rows that are no products
         * @param mayPassOver false to work on all products whatever was before
         */
        public Selection look(
                RecordBatch records, long[] idTexts, long[] sources, int from, int to, boolean mayPassOver) {
            passedOver.clear();
            remarked.clear();
            byte[] texts = records.text().bytes();
            for (int row = from; row < to; row++) {
                find(row, id(texts, idTexts[row]), sources[row]);
                long stamp = records.stamp(row);
                read.stamp(
                        row,
                        stamp,
                        stamp == 0 ? 0 : records.stampedBytes(row),
                        stamp == 0 ? 0 : records.stampedLines(row));
                if (mayPassOver && known && read.places[row] != ReadProducts.NOWHERE && isAsItWas(sources[row])) {
                    read.isKnown[row] = true;
                    passedOver.add(row);
                    if (sent.isRemarked()) {
                        remarked.add(row);
                    }
                }
            }
            return passedOver;
        }

        private static long id(byte[] texts, long slice) {
            return Fingerprint.end(
                    slice == Column.MISSING
                            ? Fingerprint.with(Fingerprint.START, slice)
                            : Fingerprint.with(Fingerprint.START, texts, slice));
        }

        private void find(int row, long id, long source) {
            boolean found = sent.find(next, id, source);
            read.ids[row] = id;
            read.sources[row] = source;
            read.isKnown[row] = false;
            read.places[row] = found ? sent.offset() : ReadProducts.NOWHERE;
            read.wasSent[row] = found && sent.isSent();
            next = found ? sent.offset() + sent.length() : next;
        }

        private boolean isAsItWas(long source) {
            return source != 0 && sent.source() == source && hour < sent.holdsUntil() && notes.canSay(sent);
        }

        /**
         * Finds out how many records of a run are products of which the log knows all; {@link #pass} may follow at once.
         *
         * @return how many, from the first one on
         */
        public int recognised(KnownRun run) {
            boolean any = known && sent.find(next, run);
            recognisedFrom = sent.offset();
            int count = 0;
            while (any && !sent.isRemarked() && isAsItWas(sent.source())) {
                count++;
                any = sent.nextAtHand() && run.is(count, sent);
            }
            return count;
        }

        /**
         * Passes over the first products that were recognised, one or more.
         *
         * @param record the number of the first one
         */
        public void pass(long record, int count, FeedContract.Session session, Choice choice) {
            moveTo(recognisedFrom);
            for (int i = 0; i < count; i++) {
                if (i > 0) {
                    moveTo(sent.offset() + sent.length());
                }
                if (sent.isSent()) {
                    restore(record + i, session);
                }
                passOver(choice);
            }
            sent.copyTo(now.all().between(), recognisedFrom);
            now.all().pieces(count);
            next = sent.offset() + sent.length();
        }

        /** Of the products that need not be worked on, those whose records have to be read all the same, because of what is to be said about them. */
        public Selection remarked() {
            return remarked;
        }

        /**
         * Takes the products that were looked at into the batch, or passes them over for good.
         *
         * @param kept those that go into the batch
         * @param choice hears of all
         */
        public void take(
                Selection kept, int from, int to, RecordBatch records, FeedContract.Session session, Choice choice) {
            int next = 0;
            for (int row = from; row < to; row++) {
                boolean isKept = next < kept.size && kept.rows[next] == row;
                next += isKept ? 1 : 0;
                if (read.isKnown[row] && read.wasSent[row]) {
                    moveTo(read.places[row]);
                    restore(records.recordNumber(row), session);
                }
                if (isKept) {
                    if (read.isKnown[row]) {
                        left.add(size);
                    }
                    batch.take(read, row, size++);
                    now.all().row();
                    choice.kept();
                } else {
                    moveTo(read.places[row]);
                    passOver(choice);
                    int at = now.all().between().end();
                    sent.copyTo(now.all().between());
                    read.writeStampTo(now.all().between().bytes(), at, row);
                    now.all().piece();
                }
            }
        }

        /** Lets a product that is not worked on take part in comparisons across the catalogue. */
        private void restore(long record, FeedContract.Session session) {
            if (marks.length > 0) {
                for (int i = 0; i < marks.length; i++) {
                    marks[i] = sent.mark(i);
                }
                session.restore(size, record, marks);
            }
        }

        /** Counts the product whose row was found as one that is in no batch; its row goes into the new log. */
        private void passOver(Choice choice) {
            if (passed == passedPlaces.length) {
                passedPlaces = Arrays.copyOf(passedPlaces, passed * 2);
            }
            passedPlaces[passed++] = place(sent.offset());
            unchanged += sent.isSent() ? 1 : 0;
            choice.passedOver(sent, notes.said(sent));
        }

        /** The rows of the batch that need not be worked on. */
        public Selection left() {
            return left;
        }

        /** How many bytes have to be remembered of products that are in no batch. */
        public int passedBytes() {
            return now.all().between().end();
        }

        /**
         * Compares the products of the batch that were worked on, and keeps what the log says of all.
         *
         * @param passed shown the products of the batch that were not worked on and are in the feed, one after the other
         */
        public void compare(
                ProductBatch layer, FeedBatch texts, FeedContract.Session session, Consumer<SentProduct> passed) {
            now.start(layer);
            Arrays.fill(changes, 0, size, Change.ABSENT);
            Selection live = texts.rows();
            int nextLive = 0;
            for (int row = 0; row < size; row++) {
                isLogged[row] = true;
                if (nextLive < live.size && live.rows[nextLive] == row) {
                    nextLive++;
                    compare(row, now.append(row, layer, texts, batch, session));
                } else if (batch.isKnown[row]) {
                    sayAgain(row, layer, passed);
                } else {
                    changes[row] = batch.wasSent[row] ? Change.REMOVED : Change.ABSENT;
                    isLogged[row] = batch.sources[row] != 0;
                    if (isLogged[row]) {
                        now.appendLeftOut(row, layer, batch, session);
                    }
                }
                now.all().endRow();
            }
            notes.advise(layer);
        }

        private void sayAgain(int row, ProductBatch layer, Consumer<SentProduct> passed) {
            moveTo(batch.places[row]);
            if (batch.wasSent[row]) {
                changes[row] = Change.UNCHANGED;
                passed.accept(sent);
            }
            notes.say(sent, row, layer);
            int at = now.chunk().end();
            sent.copyTo(now.chunk());
            batch.writeStampTo(now.chunk().bytes(), at, row);
        }

        private void moveTo(long place) {
            if (!sent.isAt(place)) {
                throw new IllegalStateException("the log of what was sent changed while it was read");
            }
        }

        /** Compares a row of the new log with the one of the same product before. */
        private void compare(int row, int start) {
            Arrays.fill(changedFields, row * words, (row + 1) * words, 0);
            if (!batch.wasSent[row]) {
                changes[row] = Change.ADDED;
                return;
            }
            changes[row] = comparable ? Change.UNCHANGED : Change.CHANGED;
            if (!comparable) {
                return;
            }
            moveTo(batch.places[row]);
            if (sent.isDoubtful()) {
                changes[row] = Change.CHANGED;
                return;
            }
            int at = SentRow.field(start, marks.length, 0);
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

        /** The id under which a product was sent the last time that is in the feed no more. */
        public String removedId(int row) {
            moveTo(batch.places[row]);
            return sent.idString();
        }

        /** The fingerprint of a product's id. */
        public long id(int row) {
            return batch.ids[row];
        }

        /** Whether a changed product differs in a field. */
        public boolean isChanged(int row, int field) {
            return (changedFields[row * words + field / Long.SIZE] & 1L << field) != 0;
        }

        /** Whether anything is known of what a changed product was before; otherwise it may differ in all fields. */
        public boolean isKnown(int row) {
            for (int word = row * words; word < (row + 1) * words; word++) {
                if (changedFields[word] != 0) {
                    return true;
                }
            }
            return false;
        }

        /** The fields in which a changed product differs, in order; none when the feed's fields are others than before, or nobody knows what the channel holds. */
        public List<String> fields(int row) {
            List<String> names = new ArrayList<>();
            for (int field = 0; field < header.fields().size(); field++) {
                if (isChanged(row, field)) {
                    names.add(called.get(field));
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

        /** In turn: counts the batch and adds it to the log. */
        public void finish() {
            for (int row = 0; row < size; row++) {
                counts[changes[row].ordinal()]++;
                if (batch.places[row] != ReadProducts.NOWHERE) {
                    seen.set(place(batch.places[row]));
                }
                if (isLogged[row]) {
                    rows++;
                }
                if (changes[row] == Change.CHANGED) {
                    countFields(row);
                }
            }
            for (int i = 0; i < passed; i++) {
                seen.set(passedPlaces[i]);
            }
            counts[Change.UNCHANGED.ordinal()] += unchanged;
            counts[Change.ABSENT.ordinal()] += passed - unchanged;
            rows += passed;
            now.all().writeTo(log::write);
        }

        private void countFields(int row) {
            for (int field = 0; field < differing.length; field++) {
                differing[field] += isChanged(row, field) ? 1 : 0;
            }
        }
    }
}
