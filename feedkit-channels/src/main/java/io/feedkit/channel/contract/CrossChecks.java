package io.feedkit.channel.contract;

import io.feedkit.batch.Column;
import io.feedkit.batch.Fingerprint;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.Selection;
import io.feedkit.batch.TextBuffer;
import io.feedkit.catalog.spill.FirstSeen;
import io.feedkit.channel.GroupRule;
import io.feedkit.channel.contract.AcrossCatalogue.Kind;
import io.feedkit.channel.contract.AcrossCatalogue.Question;
import io.feedkit.feed.CommonWork;
import io.feedkit.product.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One thread's part of the checks across the catalogue.
 *
 * <p>A session first takes fingerprints of a finished batch, alone; then, when it is the batch's turn, they are compared. Where something is found, the batch is worked
 * through once more and the findings are said this time: that is rare, and keeps everything costly out of the turn.
 */
final class CrossChecks {
    private final List<Watch> watches = new ArrayList<>();
    private final Restored restored;
    private final Sharing sharing;
    private boolean pending;
    private boolean restoredFound;

    /** What stands for the products of a batch: for their values, and for their groups. */
    private record Prints(long[] values, long[] groups) {}

    /** Fields whose texts are the same have the same fingerprints, whatever is asked. */
    private record PrintsKey(Kind kind, int by, List<Object> fields) {}

    /** What one question sees of a batch. */
    private static final class Watch {
        private final Question question;
        private final @Nullable Formula message;
        private final @Nullable Formula fix;
        private final Prints own = new Prints(new long[ProductBatch.ROWS], new long[ProductBatch.ROWS]);
        /** The fields it looks at, as they are filled. */
        private final List<FieldWork> fields;

        private final CommonWork.@Nullable Part<Prints> part;
        /** Its own, or those of another session. */
        private Prints prints = own;

        private final Selection found = new Selection();
        private final int[] earlier = new int[ProductBatch.ROWS];

        Watch(Question question, Formulas formulas, Schema schema, List<FieldWork> all, Sharing sharing) {
            this.question = question;
            fields = IntStream.concat(Arrays.stream(question.by()), Arrays.stream(question.fields()))
                    .mapToObj(all::get)
                    .toList();
            List<Object> parts = new ArrayList<>();
            fields.forEach(field -> parts.add(field.part()));
            part = parts.contains(null)
                    ? null
                    : sharing.part(new PrintsKey(question.kind(), question.by().length, parts));
            GroupRule rule = question.rule();
            formulas.watch(question.code());
            message = rule == null ? null : formulas.message(rule.message(), schema);
            fix = rule == null ? null : formulas.message(rule.fix(), schema);
        }

        /** The record such a product clashes with, or {@link FirstSeen#NEW}; changes nothing. */
        int clash(long value, long group) {
            AcrossCatalogue.Memory memory = question.memory();
            return switch (question.kind()) {
                case UNIQUE, DIFFER -> memory.values.find(value);
                case DISTINCT -> memory.values.size() >= question.max() && memory.values.find(value) < 0 ? 0 : -1;
                case SAME -> memory.values.find(value) < 0 ? memory.groups.find(group) : FirstSeen.NEW;
            };
        }

        void remember(long value, long group, int record) {
            AcrossCatalogue.Memory memory = question.memory();
            int put = memory.values.put(value, record);
            if (question.kind() == Kind.SAME && put == FirstSeen.NEW) {
                put = memory.groups.put(group, record);
            }
            if (put == FirstSeen.FULL && memory.fullAt == 0) {
                memory.fullAt = record;
            }
        }

        void note(int row, int record) {
            found.add(row);
            earlier[row] = record;
        }
    }

    /** Products that nobody works on, with what stands for them, in the order of the catalogue. */
    private static final class Restored {
        private final int width;
        /** Of each, the row of the batch it stands before. */
        private int[] rows = new int[ProductBatch.ROWS];

        private int[] records = new int[ProductBatch.ROWS];
        private long[] marks;
        private int size;

        Restored(int width) {
            this.width = width;
            marks = new long[ProductBatch.ROWS * width];
        }

        void add(int row, int record, long[] of) {
            if (size == rows.length) {
                rows = Arrays.copyOf(rows, size * 2);
                records = Arrays.copyOf(records, size * 2);
                marks = Arrays.copyOf(marks, size * 2 * width);
            }
            rows[size] = row;
            records[size] = record;
            System.arraycopy(of, 0, marks, size * width, width);
            size++;
        }
    }

    CrossChecks(AcrossCatalogue across, Formulas formulas, Schema conditions, List<FieldWork> fields, Sharing sharing) {
        this.sharing = sharing;
        across.questions().forEach(question -> watches.add(new Watch(question, formulas, conditions, fields, sharing)));
        restored = new Restored(marks(across));
    }

    /** Takes fingerprints of the rows that are to be sent; {@code texts} has a slice or {@link Column#MISSING} for each field and row. */
    void take(long[][] texts, TextBuffer buffer, Selection rows) {
        for (Watch watch : watches) {
            Prints common = common(watch, texts, buffer);
            watch.prints = common == null ? watch.own : common;
            if (common == null) {
                take(watch.question, texts, buffer, rows, watch.own);
            }
        }
    }

    private @Nullable Prints common(Watch watch, long[][] texts, TextBuffer buffer) {
        CommonWork.Part<Prints> part = watch.part;
        // What was found in the catalogue may have cleared texts of this feed.
        if (part == null
                || !part.isCommon()
                || pending
                || !watch.fields.stream().allMatch(FieldWork::isSentAsTaken)) {
            return null;
        }
        Prints known = part.outcome().orElse(null);
        if (known == null && sharing.makes()) {
            // Not its own: others ask for these when it is their turn, and it may have taken others by then.
            known = new Prints(new long[ProductBatch.ROWS], new long[ProductBatch.ROWS]);
            take(watch.question, texts, buffer, sharing.rows(), known);
            part.keep(known, false);
        }
        return known;
    }

    private static void take(Question question, long[][] texts, TextBuffer buffer, Selection rows, Prints into) {
        byte[] bytes = buffer.bytes();
        boolean group = question.kind() == Kind.SAME || question.kind() == Kind.DIFFER;
        for (int i = 0; i < rows.size; i++) {
            int row = rows.rows[i];
            long by = texts[question.by()[0]][row];
            into.values[row] = 0;
            into.groups[row] = 0;
            if (by != Column.MISSING) {
                long hash = Fingerprint.with(Fingerprint.START, bytes, by);
                into.groups[row] = Fingerprint.end(hash);
                for (int field = 0; group && field < question.fields().length; field++) {
                    long slice = texts[question.fields()[field]][row];
                    hash = slice == Column.MISSING
                            ? Fingerprint.with(hash, slice)
                            : Fingerprint.with(hash, bytes, slice);
                }
                into.values[row] = Fingerprint.end(hash);
            }
        }
    }

    /** How many numbers stand for a row. */
    static int marks(AcrossCatalogue across) {
        return across.questions().size() * 2;
    }

    /** What was taken of a row, as numbers. */
    void marks(int row, long[] into) {
        for (int i = 0; i < watches.size(); i++) {
            into[2 * i] = watches.get(i).prints.values[row];
            into[2 * i + 1] = watches.get(i).prints.groups[row];
        }
    }

    /** Takes a product from such numbers that stands before a row of the batch. */
    void restore(int row, long record, long[] marks) {
        restored.add(row, number(record), marks);
    }

    private static int number(long record) {
        return (int) Math.min(record, Integer.MAX_VALUE);
    }

    /** Whether something was found about a restored row, which nobody can tell it. */
    boolean isRestoredFound() {
        return restoredFound;
    }

    /** In the batch's turn: compares it with all before it and remembers it. True when something was found, which {@link #say} then tells. */
    boolean compare(ProductBatch batch, Selection worked) {
        pending = false;
        restoredFound = false;
        watches.forEach(watch -> watch.found.clear());
        int next = 0;
        for (int i = 0; i < worked.size; i++) {
            int row = worked.rows[i];
            for (; next < restored.size && restored.rows[next] <= row; next++) {
                compareRestored(next);
            }
            pending |= compareRow(batch, row);
        }
        for (; next < restored.size; next++) {
            compareRestored(next);
        }
        restored.size = 0;
        return pending;
    }

    private void compareRestored(int place) {
        int first = place * restored.width;
        for (int i = 0; i < watches.size(); i++) {
            long value = restored.marks[first + 2 * i];
            restoredFound |=
                    value != 0 && watches.get(i).clash(value, restored.marks[first + 2 * i + 1]) != FirstSeen.NEW;
        }
        for (int i = 0; i < watches.size() && !restoredFound; i++) {
            long value = restored.marks[first + 2 * i];
            if (value != 0) {
                watches.get(i).remember(value, restored.marks[first + 2 * i + 1], restored.records[place]);
            }
        }
    }

    private boolean compareRow(ProductBatch batch, int row) {
        boolean found = false;
        int record = number(batch.records().recordNumber(row));
        boolean refused = false;
        for (Watch watch : watches) {
            long value = watch.prints.values[row];
            int clash = value == 0 ? FirstSeen.NEW : watch.clash(value, watch.prints.groups[row]);
            if (clash != FirstSeen.NEW) {
                watch.note(row, clash);
                found = true;
                refused |= watch.question.outcome() == Verdict.Outcome.REFUSE_PRODUCT;
            }
        }
        for (Watch watch : watches) {
            // What is not sent takes nothing away from others, and a value that is left out is not sent.
            if (!refused && watch.prints.values[row] != 0 && !isFoundLast(watch, row)) {
                watch.remember(watch.prints.values[row], watch.prints.groups[row], record);
            }
        }
        return found;
    }

    private static boolean isFoundLast(Watch watch, int row) {
        return watch.found.size > 0 && watch.found.rows[watch.found.size - 1] == row;
    }

    /** Begins a batch, about which nothing was found so far. */
    void start() {
        pending = false;
    }

    /** Tells what the last comparison found, whenever the same batch is worked through again: once more when it is cut into several files. */
    void say(long[][] texts, ProductBatch conditions, TextBuffer buffer, BatchFindings findings) {
        if (!pending) {
            return;
        }
        for (Watch watch : watches) {
            for (int i = 0; i < watch.found.size; i++) {
                int row = watch.found.rows[i];
                act(watch.question, row, text(watch, row, texts, conditions, buffer), texts, findings);
            }
        }
    }

    private static void act(Question question, int row, String text, long[][] texts, BatchFindings findings) {
        findings.compared(row);
        switch (question.outcome()) {
            case REFUSE_PRODUCT -> findings.refuse(row, question.code(), question.field(), text);
            case LEAVE_OUT -> {
                findings.warn(row, question.code(), question.field(), text + " It was left out.");
                // Other feeds may send the same texts.
                int field = question.by()[0];
                texts[field] = texts[field].clone();
                texts[field][row] = Column.MISSING;
            }
            case WARN -> findings.warn(row, question.code(), question.field(), text);
        }
    }

    private static String text(Watch watch, int row, long[][] texts, ProductBatch conditions, TextBuffer buffer) {
        Question question = watch.question;
        String value = buffer.string(texts[question.by()[0]][row]);
        switch (question.kind()) {
            case UNIQUE:
                return "The " + question.field() + " " + cut(value) + " is that of record " + watch.earlier[row]
                        + " already, which stays. Give each product its own.";
            case DISTINCT:
                return "The feed has " + question.max() + " different values of " + question.field()
                        + " already, and may not have more.";
            default:
                Selection one = new Selection();
                one.add(row);
                String said = words(watch.message, conditions, one, question.code());
                return said + " (Record " + watch.earlier[row] + " is of the same group.) "
                        + words(watch.fix, conditions, one, "");
        }
    }

    private static String words(@Nullable Formula formula, ProductBatch conditions, Selection one, String otherwise) {
        Column texts = formula == null ? Column.missing() : formula.evaluate(conditions, one);
        int row = one.rows[0];
        return texts.isMissing(row) ? otherwise : conditions.text().string(texts.bits[row]);
    }

    private static String cut(String value) {
        return value.length() <= 60 ? value : value.substring(0, 60) + "…";
    }
}
