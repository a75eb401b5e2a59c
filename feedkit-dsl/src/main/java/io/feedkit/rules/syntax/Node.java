package io.feedkit.rules.syntax;

import io.feedkit.rules.Span;

/** Anything that stands somewhere in the text. */
public interface Node {
    Span span();
}
