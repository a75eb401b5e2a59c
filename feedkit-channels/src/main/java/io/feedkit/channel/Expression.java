package io.feedkit.channel;

import io.feedkit.problem.SourcePosition;

/**
 * A piece of the rule language inside a descriptor, not compiled yet.
 *
 * <p>A plain name in it means, in this order: a sibling part (inside a group), a field of the descriptor, a {@code let} or a list of the descriptor, an
 * attribute of the product, a constant of the member ({@code country}, {@code language}, {@code currency}, {@code account}). A field stands for its value after
 * mapping and conversion, whether or not it is then left out, so that conditions do not depend on each other's order. In {@code from} the fields are not seen:
 * {@code from: title ?? name} reads two attributes. {@code group.part} is a part of a group; a check that names a part of a repeating group is made for each of
 * its occurrences. A name that is none of these is a missing value, not a mistake: a descriptor must work with catalogues that lack an attribute.
 *
 * @param text the expression
 * @param at where its first character stands in the YAML
 */
public record Expression(String text, SourcePosition at) {

    @Override
    public String toString() {
        return text;
    }
}
