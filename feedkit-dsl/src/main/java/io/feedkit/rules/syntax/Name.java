package io.feedkit.rules.syntax;

import io.feedkit.rules.Span;
import java.util.Objects;

/** A name where it stands; {@code text} is NFC-normalised and without backquotes. */
public record Name(String text, Span span) implements Node {
    public Name {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(span, "span");
    }

    @Override
    public String toString() {
        return text;
    }
}
