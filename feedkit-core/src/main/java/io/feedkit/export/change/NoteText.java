package io.feedkit.export.change;

import io.feedkit.batch.Failure;
import io.feedkit.batch.Note;
import java.util.ArrayList;
import java.util.List;

/**
 * What was said of a product as one text for the log: the words, and of a calculation that failed also what failed.
 *
 * <p>The parts of a failure stand behind the words, each behind a control character that no part has; an input without one behind its name is missing.
 */
final class NoteText {
    private static final char PART = '\u001E';
    private static final char VALUE = '\u001F';
    private static final int FIRST_INPUT = 7;

    private NoteText() {}

    static String of(Note note) {
        if (note.kind() != Note.Kind.FAULT) {
            return note.text();
        }
        StringBuilder all = new StringBuilder(plain(note.text()));
        Failure failure = note.failure();
        if (!failure.isNone()) {
            all.append(PART).append(plain(failure.source()));
            all.append(PART).append(failure.line()).append(PART).append(failure.column());
            all.append(PART).append(failure.endLine()).append(PART).append(failure.endColumn());
            all.append(PART).append(plain(failure.expression()));
            for (Failure.Input input : failure.inputs()) {
                all.append(PART).append(plain(input.name()));
                if (!input.isMissing()) {
                    all.append(VALUE).append(plain(input.value()));
                }
            }
        }
        return all.toString();
    }

    private static String plain(String text) {
        return text.replace(PART, ' ').replace(VALUE, ' ');
    }

    /** Reads {@link #of}. */
    static Note note(int row, NoteKind kind, String text) {
        if (kind.decided() != Note.Kind.FAULT) {
            return new Note(row, kind.decided(), kind.by(), kind.attribute(), text);
        }
        String[] parts = text.split(String.valueOf(PART), -1);
        return Note.fault(row, kind.by(), parts[0], failure(parts));
    }

    /** {@link Failure#NONE} for what an older version wrote. */
    private static Failure failure(String[] parts) {
        if (parts.length < FIRST_INPUT) {
            return Failure.NONE;
        }
        List<Failure.Input> inputs = new ArrayList<>();
        for (int i = FIRST_INPUT; i < parts.length; i++) {
            int value = parts[i].indexOf(VALUE);
            inputs.add(
                    value < 0
                            ? Failure.Input.missing(parts[i])
                            : Failure.Input.of(parts[i].substring(0, value), parts[i].substring(value + 1)));
        }
        try {
            return new Failure(
                    parts[1],
                    Integer.parseInt(parts[2]),
                    Integer.parseInt(parts[3]),
                    Integer.parseInt(parts[4]),
                    Integer.parseInt(parts[5]),
                    parts[6],
                    inputs);
        } catch (NumberFormatException e) {
            return Failure.NONE;
        }
    }
}
