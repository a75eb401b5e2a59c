package io.feedkit.rules.syntax;

import io.feedkit.rules.Span;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One argument of a call; {@code name} is null unless written as in {@code truncate(80, ellipsis: "…")}. */
public record Argument(@Nullable Name name, Expr value, Span span) implements Node {
    public Argument {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(span, "span");
    }

    static Argument of(Expr value) {
        return new Argument(null, value, value.span());
    }
}
