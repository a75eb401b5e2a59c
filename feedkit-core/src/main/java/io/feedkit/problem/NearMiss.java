package io.feedkit.problem;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Finds the word somebody probably meant to write, for the fix of a problem.
 *
 * <p>Nearest by insertions, deletions, replacements and swaps of neighbours, at most two of them and less than half of the word; case does not count. Ties go to the
 * alphabet, so the same mistake always gets the same answer.
 */
public final class NearMiss {
    private static final int MAX_EDITS = 2;

    private NearMiss() {}

    /** The known word that is nearest to what was written, if one is near enough. */
    public static Optional<String> of(String written, Collection<String> known) {
        String word = written.toLowerCase(Locale.ROOT);
        String best = null;
        int fewest = MAX_EDITS + 1;
        for (String candidate : new TreeSet<>(known)) {
            int edits = edits(word, candidate.toLowerCase(Locale.ROOT));
            if (edits < fewest && edits * 2 < Math.max(2, candidate.length())) {
                fewest = edits;
                best = candidate;
            }
        }
        return Optional.ofNullable(best);
    }

    /** {@code Did you mean "title"?}, or nothing when no known word is near. */
    public static String question(String written, Collection<String> known) {
        return of(written, known)
                .map(near -> "Did you mean " + Problem.quote(near) + "?")
                .orElse("");
    }

    /** Damerau and Levenshtein's distance, in the form where no piece is edited twice; counts no further than needed. */
    private static int edits(String a, String b) {
        if (Math.abs(a.length() - b.length()) > MAX_EDITS) {
            return MAX_EDITS + 1;
        }
        int[] before = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + change);
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
            }
            int[] free = before;
            before = last;
            last = row;
            row = free;
        }
        return last[b.length()];
    }
}
