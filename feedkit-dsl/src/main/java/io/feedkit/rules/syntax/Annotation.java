package io.feedkit.rules.syntax;

import io.feedkit.rules.Span;
import java.util.List;
import java.util.Objects;

/** {@code @name} or {@code @name(arguments)} before an item. */
public record Annotation(Name name, List<Argument> arguments, Span span) implements Node {
    public Annotation {
        Objects.requireNonNull(name, "name");
        arguments = List.copyOf(arguments);
        Objects.requireNonNull(span, "span");
    }
}
