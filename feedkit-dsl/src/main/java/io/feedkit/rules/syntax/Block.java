package io.feedkit.rules.syntax;

import io.feedkit.rules.Span;
import java.util.List;
import java.util.Objects;

/** Items between braces, or the one action of a {@code then}, a guard or a {@code rule name:}. Names declared inside are seen only inside. */
public record Block(List<Item> items, Span span) implements Node {
    public Block {
        items = List.copyOf(items);
        Objects.requireNonNull(span, "span");
    }

    /** A block of one statement, as sugar makes it. */
    static Block of(Statement only) {
        return new Block(List.of(Item.of(only)), only.span());
    }
}
