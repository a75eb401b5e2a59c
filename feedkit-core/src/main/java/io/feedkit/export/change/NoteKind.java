package io.feedkit.export.change;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.feedkit.batch.Fingerprint;
import io.feedkit.batch.Note;
import io.feedkit.batch.TextBuffer;

/**
 * What remarks on products have in common: what was decided, who said it, and what it is about. A log has few of them, however many products it has.
 *
 * @param decided what the remark means for its product
 * @param by the rule or check
 * @param attribute what it is about, or empty
 */
record NoteKind(Note.Kind decided, String by, String attribute) {
    private static final char PART = '\u001F';

    static NoteKind of(Note note) {
        return new NoteKind(note.kind(), note.by(), note.attribute());
    }

    /** What rows say in its place. Two kinds with one number are told apart by nobody, so the second is not written down. */
    int number() {
        byte[] bytes = text().getBytes(UTF_8);
        return (int) Fingerprint.end(Fingerprint.with(Fingerprint.START, bytes, TextBuffer.slice(0, bytes.length)));
    }

    /** All of it in one text. */
    String text() {
        return decided.name() + PART + by + PART + attribute;
    }

    /** Reads {@link #text}; throws {@link IllegalArgumentException} when it is something else. */
    static NoteKind parse(String text) {
        int first = text.indexOf(PART);
        int second = text.indexOf(PART, first + 1);
        if (first < 0 || second < 0) {
            throw new IllegalArgumentException("no kind of note");
        }
        return new NoteKind(
                Note.Kind.valueOf(text.substring(0, first)),
                text.substring(first + 1, second),
                text.substring(second + 1));
    }
}
