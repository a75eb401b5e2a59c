package io.feedkit.rules.syntax;

import java.util.Collection;
import java.util.TreeSet;

/** Finds the word an author probably meant: the nearest by insertions, deletions, substitutions and swaps of neighbours. */
public final class Spelling {
    private static final int MAX_DISTANCE = 2;

    private Spelling() {}

    /** The nearest of {@code words} at a distance of at most two and less than half of its length, or empty; ties go to the alphabet. */
    public static String nearest(String written, Collection<String> words) {
        String best = "";
        int bestDistance = MAX_DISTANCE + 1;
        for (String word : new TreeSet<>(words)) {
            if (Math.abs(word.length() - written.length()) <= MAX_DISTANCE) {
                int distance = distance(written, word);
                if (distance < bestDistance && distance * 2 < word.length()) {
                    best = word;
                    bestDistance = distance;
                }
            }
        }
        return best;
    }

    /** Damerau and Levenshtein's distance, in the form where no piece is edited twice. */
    static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        int[] next = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            next[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                next[j] = Math.min(Math.min(next[j - 1], row[j]) + 1, row[j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    next[j] = Math.min(next[j], before[j - 2] + 1);
                }
            }
            int[] spare = before;
            before = row;
            row = next;
            next = spare;
        }
        return row[b.length()];
    }
}
