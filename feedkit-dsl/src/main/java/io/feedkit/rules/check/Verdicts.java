package io.feedkit.rules.check;

import java.util.Set;

/**
 * What became of the product of a test, for the words that only tests have: {@code excluded}, {@code excluded_by("r")}, {@code fired("r")}, {@code warned}.
 *
 * @param excludedBy the rules that excluded it
 * @param fired the rules that did something
 */
public record Verdicts(boolean excluded, boolean warned, Set<String> excludedBy, Set<String> fired) {
    /** Nothing happened yet: for checking a test without running it. */
    static final Verdicts NONE = new Verdicts(false, false, Set.of(), Set.of());

    public Verdicts {
        excludedBy = Set.copyOf(excludedBy);
        fired = Set.copyOf(fired);
    }
}
