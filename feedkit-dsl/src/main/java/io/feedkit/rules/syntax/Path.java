package io.feedkit.rules.syntax;

import io.feedkit.rules.Span;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Names joined by dots: an attribute such as {@code price} or {@code offer.price}, a module, a rule of a module. Never empty. */
public record Path(List<Name> names, Span span) implements Node {
    public Path {
        names = List.copyOf(names);
        Objects.requireNonNull(span, "span");
        if (names.isEmpty()) {
            throw new IllegalArgumentException("a path has at least one name");
        }
    }

    public Name first() {
        return names.get(0);
    }

    public Name last() {
        return names.get(names.size() - 1);
    }

    public boolean isSimple() {
        return names.size() == 1;
    }

    /** The names joined by dots, without backquotes: how attributes are looked up. */
    public String text() {
        return isSimple() ? first().text() : names.stream().map(Name::text).collect(Collectors.joining("."));
    }

    @Override
    public String toString() {
        return text();
    }
}
