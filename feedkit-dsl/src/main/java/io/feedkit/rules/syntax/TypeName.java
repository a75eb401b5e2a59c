package io.feedkit.rules.syntax;

import io.feedkit.rules.Span;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A type as written: {@code text}, {@code money<net>}, {@code list<text>?}.
 *
 * @param parameter what stands between {@code <} and {@code >}, or null
 * @param optional whether {@code ?} follows: the value may be missing
 */
public record TypeName(Name name, @Nullable TypeName parameter, boolean optional, Span span) implements Node {
    public TypeName {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(span, "span");
    }
}
