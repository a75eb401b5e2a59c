package io.feedkit.export.change;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.feedkit.batch.Note;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.TextBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was said about each product of a batch, for the log. For one thread. */
final class RowNotes {
    /** Rules that say more about a batch do not say everything, and what they leave out depends on its other products. */
    private static final int MOST_NOTES = 40 * ProductBatch.ROWS - 1;

    private final NoteKinds.Known kinds;
    private final int[] first = new int[ProductBatch.ROWS];
    private final int[] last = new int[ProductBatch.ROWS];
    private final boolean[] isLost = new boolean[ProductBatch.ROWS];
    private int[] next = new int[ProductBatch.ROWS];
    private int[] numbers = new int[ProductBatch.ROWS];
    private byte[][] texts = new byte[ProductBatch.ROWS][];
    private int size;

    private static final byte[] NO_TEXT = {};
    private String lastText = "";
    private byte[] lastBytes = NO_TEXT;

    RowNotes(NoteKinds.Known kinds) {
        this.kinds = kinds;
    }

    /** Listens to what was said about a batch. */
    void start(ProductBatch batch) {
        size = 0;
        Arrays.fill(first, 0, batch.rows(), -1);
        List<Note> notes = batch.notes();
        Arrays.fill(isLost, 0, batch.rows(), notes.size() >= MOST_NOTES);
        for (Note note : notes) {
            int[] rows = batch.addressed(note);
            if (rows.length == 0) {
                Arrays.fill(isLost, 0, batch.rows(), true);
            }
            Integer number = rows.length == 0 ? null : kinds.number(NoteKind.of(note));
            // Advice is said once for all, and in no ledger: that it was given is all there is to know.
            byte[] text = note.kind() == Note.Kind.ADVICE ? NO_TEXT : bytes(NoteText.of(note));
            for (int row : rows) {
                add(row, number, text);
            }
        }
    }

    private byte[] bytes(String text) {
        if (!text.equals(lastText)) {
            lastText = text;
            lastBytes = text.getBytes(UTF_8);
        }
        return lastBytes;
    }

    private void add(int row, @Nullable Integer number, byte[] text) {
        if (number == null) {
            isLost[row] = true;
            return;
        }
        if (size == numbers.length) {
            next = Arrays.copyOf(next, size * 2);
            numbers = Arrays.copyOf(numbers, size * 2);
            texts = Arrays.copyOf(texts, size * 2);
        }
        next[size] = -1;
        numbers[size] = number;
        texts[size] = text;
        if (first[row] < 0) {
            first[row] = size;
        } else {
            next[last[row]] = size;
        }
        last[row] = size++;
    }

    /** Whether not all that was said about a row can be kept. */
    boolean isLost(int row) {
        return isLost[row];
    }

    /** Appends what was said about a row, in the order it was said. */
    void append(int row, TextBuffer out) {
        for (int note = first[row]; note >= 0; note = next[note]) {
            int at = out.end();
            byte[] bytes = out.room(SentRow.NOTE);
            SentRow.putInt(bytes, at, numbers[note]);
            SentRow.putInt(bytes, at + Integer.BYTES, texts[note].length);
            out.advanceTo(at + SentRow.NOTE);
            out.append(texts[note]);
        }
    }
}
