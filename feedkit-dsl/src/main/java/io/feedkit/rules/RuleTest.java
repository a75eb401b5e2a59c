package io.feedkit.rules;

import java.util.List;
import java.util.Objects;

/**
 * How a test of a rule file came out.
 *
 * @param at where its title stands
 * @param failures what did not come out as expected, each at the expectation; empty when it passed
 */
public record RuleTest(Span at, String title, List<Diagnostic> failures) {
    public RuleTest {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(title, "title");
        failures = List.copyOf(failures);
    }

    public boolean isPassed() {
        return failures.isEmpty();
    }

    /** {@code ok     shop.fk:12:6  two left: zero everywhere}. */
    @Override
    public String toString() {
        return (isPassed() ? "ok     " : "failed ") + at + "  " + title;
    }
}
