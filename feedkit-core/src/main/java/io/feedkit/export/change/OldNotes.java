package io.feedkit.export.change;

import io.feedkit.batch.Fingerprint;
import io.feedkit.batch.Note;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.TextBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** What was said about products the last time, said again about those that are not worked on. For one thread. */
final class OldNotes {
    private static final Said SENT = new Said(true, List.of(), 0);
    private static final Said LEFT_OUT = new Said(false, List.of(), 1);
    private static final int FIRST_PLACE = 2;

    private final @Nullable Said[] said = new @Nullable Said[Said.MOST];
    /** The notes of each as the log has them. */
    private final byte[][] saidBytes = new byte[Said.MOST][];

    private final int[] numbers;
    private final NoteKind[] kinds;
    private final NoteKinds.Known now;
    private final BiPredicate<Note.Kind, String> told;
    /** Kinds of which the report has its examples, which only products that are worked on can give. */
    private final boolean[] isTold;

    private final boolean[] isKept;
    private final String[] lastText;
    /** How many products of the batch are given each kind of advice, and the first of them. */
    private final int[] advised;

    private final int[] firstAdvised;

    /**
     * @param old the kinds of the log before
     * @param now those of the new log
     * @param told whether there are enough examples of what a rule or check says
     */
    OldNotes(NoteKinds old, NoteKinds.Known now, BiPredicate<Note.Kind, String> told) {
        List<NoteKind> all = new ArrayList<>(old.all());
        kinds = all.toArray(NoteKind[]::new);
        numbers = all.stream().mapToInt(NoteKind::number).toArray();
        this.now = now;
        this.told = told;
        isTold = new boolean[kinds.length];
        isKept = new boolean[kinds.length];
        lastText = new String[kinds.length];
        Arrays.fill(lastText, "");
        advised = new int[kinds.length];
        firstAdvised = new int[kinds.length];
    }

    /** Whether all that was said about a product can be said again without it. */
    boolean canSay(SentProducts.Cursor sent) {
        for (int note = sent.firstNote(); note >= 0; note = sent.nextNote(note)) {
            int kind = Arrays.binarySearch(numbers, sent.kind(note));
            if (kind < 0 || !isTold(kind) || !isKept(kind)) {
                return false;
            }
        }
        return true;
    }

    private boolean isTold(int kind) {
        isTold[kind] |= told.test(kinds[kind].decided(), kinds[kind].by());
        return isTold[kind];
    }

    private boolean isKept(int kind) {
        isKept[kind] = isKept[kind] || now.number(kinds[kind]) != null;
        return isKept[kind];
    }

    /** Says about a row what was said about the product before; advice is given when {@link #advise} ends the batch. */
    void say(SentProducts.Cursor sent, int row, ProductBatch layer) {
        for (int note = sent.firstNote(); note >= 0; note = sent.nextNote(note)) {
            int at = Arrays.binarySearch(numbers, sent.kind(note));
            NoteKind kind = kinds[at];
            if (kind.decided() == Note.Kind.ADVICE) {
                firstAdvised[at] = advised[at]++ == 0 ? row : firstAdvised[at];
            } else {
                String text = text(at, sent.bytes(), sent.text(note));
                layer.note(NoteText.note(row, kind, text));
            }
        }
    }

    /** Rules say the same words again and again; the ledger is quick with words it has seen. */
    private String text(int kind, byte[] bytes, long slice) {
        String text = lastText[kind];
        int length = TextBuffer.length(slice);
        boolean same = text.length() == length;
        for (int i = 0; i < length && same; i++) {
            byte b = bytes[TextBuffer.start(slice) + i];
            same = b >= 0 && text.charAt(i) == b;
        }
        if (!same) {
            text = new String(bytes, TextBuffer.start(slice), length, java.nio.charset.StandardCharsets.UTF_8);
            lastText[kind] = text;
        }
        return text;
    }

    /** What was said of a product. */
    Said said(SentProducts.Cursor sent) {
        int from = sent.notesStart();
        int to = sent.notesEnd();
        if (from == to) {
            return sent.isSent() ? SENT : LEFT_OUT;
        }
        byte[] bytes = sent.bytes();
        long slice = TextBuffer.slice(from, to);
        long fingerprint = Fingerprint.end(Fingerprint.with(sent.isSent() ? 1 : 0, bytes, slice));
        int place = FIRST_PLACE + (int) ((fingerprint >>> 32) % (Said.MOST - FIRST_PLACE));
        Said known = said[place];
        if (known == null
                || known.isSent() != sent.isSent()
                || !Arrays.equals(saidBytes[place], 0, saidBytes[place].length, bytes, from, to)) {
            known = new Said(sent.isSent(), notes(sent), place);
            said[place] = known;
            saidBytes[place] = Arrays.copyOfRange(bytes, from, to);
        }
        return known;
    }

    private List<Note> notes(SentProducts.Cursor sent) {
        List<Note> notes = new ArrayList<>(2);
        for (int note = sent.firstNote(); note >= 0; note = sent.nextNote(note)) {
            int at = Arrays.binarySearch(numbers, sent.kind(note));
            NoteKind kind = kinds[at];
            notes.add(NoteText.note(0, kind, text(at, sent.bytes(), sent.text(note))));
        }
        return List.copyOf(notes);
    }

    /** Gives the advice of the batch. */
    void advise(ProductBatch layer) {
        for (int at = 0; at < kinds.length; at++) {
            if (advised[at] > 0) {
                NoteKind kind = kinds[at];
                layer.note(new Note(firstAdvised[at], kind.decided(), kind.by(), kind.attribute(), "", advised[at]));
                advised[at] = 0;
            }
        }
    }
}
