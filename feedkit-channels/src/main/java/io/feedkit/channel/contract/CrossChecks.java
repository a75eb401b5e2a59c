package io.feedkit.channel.contract;

import io.feedkit.batch.Column;
import io.feedkit.batch.Fingerprint;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.Selection;
import io.feedkit.batch.TextBuffer;
import io.feedkit.channel.GroupRule;
import io.feedkit.channel.contract.AcrossCatalogue.Kind;
import io.feedkit.channel.contract.AcrossCatalogue.Question;
import io.feedkit.product.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thread's part of the checks across the catalogue.
 *
 * <p>A session first takes fingerprints of a finished batch, alone; then, when it is the batch's turn, they are compared. Where something is found, the batch is worked
 * through once more and the findings are said this time: that is rare, and keeps everything costly out of the turn.
 */
final class CrossChecks {
    private final List<Watch> watches = new ArrayList<>();
    private final Selection restored = new Selection();
    private boolean pending;
    private boolean restoredFound;

    /** What one question sees of a batch. */
    private static final class Watch {
        private final Question question;
        private final @Nullable Formula message;
        private final @Nullable Formula fix;
        private final long[] values = new long[ProductBatch.ROWS];
        private final long[] groups = new long[ProductBatch.ROWS];
        private final Selection found = new Selection();
        private final int[] earlier = new int[ProductBatch.ROWS];

        Watch(Question question, Formulas formulas, Schema schema) {
            this.question = question;
            GroupRule rule = question.rule();
            message = rule == null ? null : formulas.message(rule.message(), schema);
            fix = rule == null ? null : formulas.message(rule.fix(), schema);
        }

        /** The record this row clashes with, or {@link Fingerprints#NEW}; changes nothing. */
        int clash(int row) {
            AcrossCatalogue.Memory memory = question.memory();
            return switch (question.kind()) {
                case UNIQUE, DIFFER -> memory.values.find(values[row]);
                case DISTINCT -> memory.values.size() >= question.max() && memory.values.find(values[row]) < 0 ? 0 : -1;
                case SAME -> memory.values.find(values[row]) < 0 ? memory.groups.find(groups[row]) : Fingerprints.NEW;
            };
        }

        void remember(int row, int record) {
            AcrossCatalogue.Memory memory = question.memory();
            int put = memory.values.put(values[row], record);
            if (question.kind() == Kind.SAME && put == Fingerprints.NEW) {
                put = memory.groups.put(groups[row], record);
            }
            if (put == Fingerprints.FULL && memory.fullAt == 0) {
                memory.fullAt = record;
            }
        }

        void note(int row, int record) {
            found.add(row);
            earlier[row] = record;
        }
    }

    CrossChecks(AcrossCatalogue across, Formulas formulas, Schema conditions) {
        across.questions().forEach(question -> watches.add(new Watch(question, formulas, conditions)));
    }

    /** Takes fingerprints of the rows that are to be sent; {@code texts} has a slice or {@link Column#MISSING} for each field and row. */
    void take(long[][] texts, TextBuffer buffer, Selection rows) {
        byte[] bytes = buffer.bytes();
        restored.clear();
        for (Watch watch : watches) {
            Question question = watch.question;
            boolean group = question.kind() == Kind.SAME || question.kind() == Kind.DIFFER;
            for (int i = 0; i < rows.size; i++) {
                int row = rows.rows[i];
                long by = texts[question.by()[0]][row];
                watch.values[row] = 0;
                watch.groups[row] = 0;
                if (by != Column.MISSING) {
                    long hash = Fingerprint.with(Fingerprint.START, bytes, by);
                    watch.groups[row] = Fingerprint.end(hash);
                    for (int field = 0; group && field < question.fields().length; field++) {
                        long slice = texts[question.fields()[field]][row];
                        hash = slice == Column.MISSING
                                ? Fingerprint.with(hash, slice)
                                : Fingerprint.with(hash, bytes, slice);
                    }
                    watch.values[row] = Fingerprint.end(hash);
                }
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
            into[2 * i] = watches.get(i).values[row];
            into[2 * i + 1] = watches.get(i).groups[row];
        }
    }

    /** Takes a row from such numbers. */
    void restore(int row, long[] marks) {
        restored.add(row);
        for (int i = 0; i < watches.size(); i++) {
            watches.get(i).values[row] = marks[2 * i];
            watches.get(i).groups[row] = marks[2 * i + 1];
        }
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
        int nextRestored = 0;
        int nextWorked = 0;
        while (nextWorked < worked.size || nextRestored < restored.size) {
            boolean isRestored = nextWorked == worked.size
                    || nextRestored < restored.size && restored.rows[nextRestored] < worked.rows[nextWorked];
            int row = isRestored ? restored.rows[nextRestored++] : worked.rows[nextWorked++];
            boolean found = compareRow(batch, row);
            pending |= found;
            restoredFound |= found && isRestored;
        }
        return pending;
    }

    private boolean compareRow(ProductBatch batch, int row) {
        boolean found = false;
        int record = (int) Math.min(batch.records().recordNumber(row), Integer.MAX_VALUE);
        boolean refused = false;
        for (Watch watch : watches) {
            int clash = watch.values[row] == 0 ? Fingerprints.NEW : watch.clash(row);
            if (clash != Fingerprints.NEW) {
                watch.note(row, clash);
                found = true;
                refused |= watch.question.outcome() == Verdict.Outcome.REFUSE_PRODUCT;
            }
        }
        for (Watch watch : watches) {
            // What is not sent takes nothing away from others, and a value that is left out is not sent.
            if (!refused && watch.values[row] != 0 && !isFoundLast(watch, row)) {
                watch.remember(row, record);
            }
        }
        return found;
    }

    private static boolean isFoundLast(Watch watch, int row) {
        return watch.found.size > 0 && watch.found.rows[watch.found.size - 1] == row;
    }

    /** Tells what the last comparison found, while the same batch is worked through again. */
    void say(long[][] texts, ProductBatch conditions, TextBuffer buffer, Findings findings) {
        if (!pending) {
            return;
        }
        pending = false;
        for (Watch watch : watches) {
            for (int i = 0; i < watch.found.size; i++) {
                int row = watch.found.rows[i];
                act(watch.question, row, text(watch, row, texts, conditions, buffer), texts, findings);
            }
        }
    }

    private static void act(Question question, int row, String text, long[][] texts, Findings findings) {
        findings.compared(row);
        switch (question.outcome()) {
            case REFUSE_PRODUCT -> findings.refuse(row, question.code(), question.field(), text);
            case LEAVE_OUT -> {
                findings.warn(row, question.code(), question.field(), text + " It was left out.");
                texts[question.by()[0]][row] = Column.MISSING;
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
