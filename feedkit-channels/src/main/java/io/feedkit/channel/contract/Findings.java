package io.feedkit.channel.contract;

import io.feedkit.batch.Note;
import io.feedkit.batch.Selection;

/** What a contract says about products: which it refuses, what it left out or changed. */
interface Findings {

    /** Says it about one product; a note of kind INVALID refuses it. */
    void note(Note note);

    default void refuse(int row, String by, String field, String text) {
        note(new Note(row, Note.Kind.INVALID, by, field, text));
    }

    default void warn(int row, String by, String field, String text) {
        note(new Note(row, Note.Kind.WARNING, by, field, text));
    }

    default void converted(int row, String by, String field, String text) {
        note(new Note(row, Note.Kind.CONVERTED, by, field, text));
    }

    /** Remembers that a field of a product lost its value to a check, which has said so. */
    void strike(int row, String field);

    /** Whether the reason for a missing value was said already. */
    boolean isStruck(int row, String field);

    /** Says it once, in the words for the first product, for the products it applies to. */
    void advise(String by, String field, String text, Selection products);

    void advise(int row, String by, String field, String text);
}
