package io.feedkit.rules.syntax;

import io.feedkit.rules.Span;
import java.util.List;
import java.util.Objects;

/**
 * One statement or declaration with what stands before it.
 *
 * @param annotations such as {@code @final} and {@code @tags("stock")}, in the order of the text
 * @param documentation its {@code ## } lines joined by line ends, or empty
 */
public record Item(List<Annotation> annotations, String documentation, Element element, Span span) implements Node {

    /** What an item says: a statement that acts, or a declaration that names something. */
    public sealed interface Element extends Node permits Statement, Declaration {}

    public Item {
        annotations = List.copyOf(annotations);
        Objects.requireNonNull(documentation, "documentation");
        Objects.requireNonNull(element, "element");
        Objects.requireNonNull(span, "span");
    }

    static Item of(Element element) {
        return new Item(List.of(), "", element, element.span());
    }
}
