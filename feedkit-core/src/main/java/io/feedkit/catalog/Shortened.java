package io.feedkit.catalog;

import io.feedkit.batch.Column;
import io.feedkit.batch.TextBuffer;
import io.feedkit.problem.Problem;
import io.feedkit.product.ValueProblem;
import java.util.regex.Pattern;

/**
 * Tells of identifiers that a spreadsheet took for numbers and shortened: {@code 4,00626E+12}.
 *
 * <p>The texts stay as they are, since the digits that are gone stand nowhere. Every value costs one look at where the sign would be.
 */
record Shortened(Texts from, String attribute, String field) implements Texts {
    private static final Pattern NUMBER = Pattern.compile("\\d([.,]\\d{1,14})?[eE]\\+\\d{2}");
    private static final int SHORTEST = "4E+12".length();
    private static final int LONGEST = "4.00626123456789E+12".length();

    @Override
    public long[] of(Work work) {
        long[] in = from.of(work);
        byte[] bytes = work.text().bytes();
        for (int row = 0; row < work.rows(); row++) {
            long slice = in[row];
            if (slice != Column.MISSING
                    && TextBuffer.length(slice) >= SHORTEST
                    && bytes[TextBuffer.end(slice) - 3] == '+'
                    && TextBuffer.length(slice) <= LONGEST) {
                tell(work.text().string(slice), row, work);
            }
        }
        return in;
    }

    private void tell(String text, int row, Work work) {
        if (NUMBER.matcher(text).matches()) {
            work.report(
                    new Problem(
                            ValueProblem.SHORTENED_NUMBER,
                            work.position(row, field),
                            Problem.quote(text) + " is how a spreadsheet shortens a long number; the " + attribute
                                    + " was expected with all its digits. It is kept as it stands.",
                            "Format the column as text before the file is saved, and fill it anew: the digits that are left out cannot be worked out."));
        }
    }
}
