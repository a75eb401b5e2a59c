package io.feedkit.rules;

import io.feedkit.problem.SourcePosition;
import java.util.Objects;

/**
 * A piece of a rule text: what a message points at.
 *
 * @param source the text it is a piece of
 * @param start offset of its first UTF-16 code unit, from 0
 * @param end offset after its last code unit; equal to {@code start} for a place between two characters
 */
public record Span(SourceText source, int start, int end) {

    public Span {
        Objects.requireNonNull(source, "source");
        if (start < 0 || end < start || end > source.content().length()) {
            throw new IllegalArgumentException("not a piece of " + source + ": " + start + ".." + end);
        }
    }

    /** The line of its first character, from 1. */
    public int line() {
        return source.lineAt(start);
    }

    /** The column of its first character, from 1, in code points. */
    public int column() {
        return source.columnAt(start);
    }

    /** The characters themselves, as the author wrote them. */
    public String text() {
        return source.content().substring(start, end);
    }

    /** From the start of this piece to the end of {@code last}, which comes later in the same text. */
    public Span to(Span last) {
        return new Span(source, start, Math.max(end, last.end));
    }

    public SourcePosition position() {
        return SourcePosition.ofText(source.name(), line(), column());
    }

    /** {@code trunk.fk:3:1}. */
    @Override
    public String toString() {
        return source.name() + ":" + line() + ":" + column();
    }
}
