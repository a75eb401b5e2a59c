package io.feedkit.rules.plan;

import io.feedkit.rules.check.Typed;
import io.feedkit.rules.scan.Findings;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the catalogue as a whole.
 *
 * @param numbers the numbers of the questions
 * @param findings the answers, or null when nobody looked
 */
public record Answers(Map<Typed, Integer> numbers, @Nullable Findings findings) {
    /** Nobody looked: no product is among the first, no group has a total. */
    public static final Answers NONE = new Answers(Map.of(), null);
}
