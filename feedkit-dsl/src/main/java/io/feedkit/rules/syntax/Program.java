package io.feedkit.rules.syntax;

import io.feedkit.rules.SourceText;
import io.feedkit.rules.Span;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One rule file.
 *
 * @param module the name given by {@code module shop.trunk} in its first line, or null
 * @param items what could be read, in the order of the text; a line with a syntax error is absent
 */
public record Program(SourceText source, @Nullable Path module, List<Item> items, Span span) implements Node {
    public Program {
        Objects.requireNonNull(source, "source");
        items = List.copyOf(items);
        Objects.requireNonNull(span, "span");
    }
}
