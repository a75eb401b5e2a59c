package io.feedkit.rules.syntax;

import io.feedkit.problem.NearMiss;
import java.util.Collection;

/** Finds the word an author probably meant, in the form diagnostics want it. */
public final class Spelling {
    private Spelling() {}

    /** The nearest of {@code words} as {@link NearMiss} finds it, or empty. */
    public static String nearest(String written, Collection<String> words) {
        return NearMiss.of(written, words).orElse("");
    }
}
