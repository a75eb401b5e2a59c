package io.feedkit.rules.function;

import io.feedkit.product.AttributeType.Kind;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One parameter of a function.
 *
 * @param name for named arguments and documentation
 * @param kinds which kinds of type fit; an integer also fits where a decimal does
 * @param optional whether it may be left out, together with all that follow
 * @param repeated whether any number of arguments may follow in its place; only the last one
 * @param words the texts it accepts when it must be one of a few constants ({@code "up"}, {@code "down"}), or empty
 */
public record Parameter(String name, Set<Kind> kinds, boolean optional, boolean repeated, List<String> words) {
    public Parameter {
        // In one order always: the hash of rules is made of it.
        kinds = Collections.unmodifiableSet(kinds.isEmpty() ? EnumSet.noneOf(Kind.class) : EnumSet.copyOf(kinds));
        words = List.copyOf(words);
    }

    public static Parameter of(String name, Kind... kinds) {
        return new Parameter(name, Set.of(kinds), false, false, List.of());
    }

    /** Written out, since the hash of every rule set holds all parameters: what Java makes for records is slow to begin with. */
    @Override
    public String toString() {
        return name + kinds + (optional ? "?" : "") + (repeated ? "..." : "") + words;
    }

    public Parameter orNothing() {
        return new Parameter(name, kinds, true, repeated, words);
    }

    public Parameter andMore() {
        return new Parameter(name, kinds, optional, true, words);
    }

    public Parameter oneOf(String... accepted) {
        return new Parameter(name, kinds, optional, repeated, List.of(accepted));
    }
}
