package io.feedkit.rules.function;

import io.feedkit.batch.Column;
import io.feedkit.batch.TextBuffer;
import java.math.BigDecimal;

/** How alike two texts are, by Levenshtein's distance over code points. */
final class Similarity {
    private Similarity() {}

    static void put(TextBuffer text, long a, long b, Column result, int row) {
        int[] first = text.string(a).codePoints().toArray();
        int[] second = text.string(b).codePoints().toArray();
        int longest = Math.max(first.length, second.length);
        if (longest > Limits.COMPARED_CHARACTERS) {
            throw new Fault("texts of more than 1000 characters are not compared");
        }
        int same = longest - distance(first, second);
        BigDecimal share =
                longest == 0 ? BigDecimal.ONE : Amounts.quotient(BigDecimal.valueOf(same), BigDecimal.valueOf(longest));
        Amounts.put(result, row, share);
    }

    private static int distance(int[] a, int[] b) {
        int[] previous = new int[b.length + 1];
        int[] current = new int[b.length + 1];
        for (int j = 0; j <= b.length; j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length; i++) {
            current[0] = i;
            for (int j = 1; j <= b.length; j++) {
                int change = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.min(change, 1 + Math.min(previous[j], current[j - 1]));
            }
            int[] swap = previous;
            previous = current;
            current = swap;
        }
        return previous[b.length];
    }
}
