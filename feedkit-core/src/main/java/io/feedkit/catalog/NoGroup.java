package io.feedkit.catalog;

import io.feedkit.batch.Column;
import io.feedkit.batch.TextBuffer;
import io.feedkit.problem.Problem;
import io.feedkit.product.ValueProblem;
import java.util.Locale;
import java.util.Set;

/**
 * Takes words for "none" out of the group of variants: {@code -}, {@code n/a}, {@code 0}.
 *
 * <p>In any other attribute such a word spoils one product. Here it says of unrelated products that they belong together, and a channel that takes a product with its variants as one record
 * would get one that holds half of the shop.
 */
record NoGroup(Texts from, int node, String field) implements Texts {
    private static final Set<String> WORDS = Set.of(
            "-",
            "--",
            "---",
            "–",
            "—",
            "_",
            ".",
            "/",
            "?",
            "0",
            "n/a",
            "n.a.",
            "#n/a",
            "na",
            "nan",
            "nil",
            "none",
            "null",
            "(null)",
            "no",
            "false",
            "undefined",
            "unknown",
            "kein",
            "keine",
            "aucun",
            "aucune",
            "ninguno",
            "ninguna",
            "nessuno",
            "nessuna",
            "geen",
            "brak");
    private static final int LONGEST =
            WORDS.stream().mapToInt(String::length).max().orElseThrow();

    @Override
    public long[] of(Work work) {
        long[] in = from.of(work);
        long[] out = work.slices(node);
        for (int row = 0; row < work.rows(); row++) {
            long slice = in[row];
            out[row] = slice;
            if (slice != Column.MISSING && TextBuffer.length(slice) <= LONGEST) {
                String text = work.text().string(slice);
                if (WORDS.contains(text.toLowerCase(Locale.ROOT))) {
                    out[row] = Column.MISSING;
                    tell(text, row, work);
                }
            }
        }
        return out;
    }

    private void tell(String text, int row, Work work) {
        work.report(
                new Problem(
                        ValueProblem.PLACEHOLDER,
                        work.position(row, field),
                        Problem.quote(text) + " names no group of variants; the product is in none.",
                        "Leave the cell empty where a product has no variants, or give variants of one product a name of their own."));
    }
}
