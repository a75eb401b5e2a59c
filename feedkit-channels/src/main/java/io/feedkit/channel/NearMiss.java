package io.feedkit.channel;

import java.util.Collection;
import java.util.Locale;

/** Finds the word somebody probably meant. */
final class NearMiss {
    private static final int MAX_EDITS = 2;

    private NearMiss() {}

    /** {@code Did you mean "title"?}, or nothing when no candidate is within two edits. */
    static String question(String word, Collection<String> candidates) {
        String best = "";
        int fewest = Math.min(MAX_EDITS, Math.max(1, word.length() / 2)) + 1;
        for (String candidate : candidates) {
            int edits = edits(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (edits < fewest) {
                fewest = edits;
                best = candidate;
            }
        }
        return best.isEmpty() ? "" : "Did you mean \"" + best + "\"?";
    }

    /** Damerau-Levenshtein distance with adjacent transpositions (optimal string alignment). */
    static int edits(String a, String b) {
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
                int swap = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + swap);
                boolean twisted =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (twisted) {
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
