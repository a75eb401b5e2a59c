package io.feedkit.channel.contract;

import io.feedkit.batch.Column;
import io.feedkit.batch.Selection;
import io.feedkit.batch.TextBuffer;
import io.feedkit.channel.FieldSpec;
import io.feedkit.channel.LengthUnit;
import io.feedkit.channel.Repeat;
import java.nio.charset.StandardCharsets;

/** How many values a repeated field needs when it has any, and how long all of them may be together. The greatest number is kept while lists are taken apart. */
final class ListLimits {
    private final Repeat repeat;
    private final LengthUnit unit;
    private final Verdict tooFew;
    private final Verdict tooLong;
    private final Values lists = Values.perProduct(new TextBuffer(0));

    ListLimits(FieldScope scope, FieldSpec field) {
        repeat = field.repeat();
        unit = field.text().unit();
        tooFew = Verdict.of(scope, field, "min-occurrences");
        tooLong = Verdict.of(scope, field, "max-total-length");
    }

    /** Checks the finished lists, a slice or {@link Column#MISSING} per product, and shortens or clears them in place. */
    void run(long[] texts, TextBuffer buffer, Selection rows, Findings findings) {
        boolean limited = repeat.min() > 1 || repeat.maxTotalLength() != Integer.MAX_VALUE;
        if (!limited) {
            return;
        }
        lists.start(buffer);
        lists.texts = texts;
        for (int i = 0; i < rows.size; i++) {
            int row = rows.rows[i];
            if (texts[row] != Column.MISSING) {
                shorten(row, findings);
            }
            if (texts[row] != Column.MISSING) {
                count(row, findings);
            }
        }
    }

    private void shorten(int row, Findings findings) {
        long list = lists.texts[row];
        // No unit counts more than bytes, so most lists are done with here.
        if (TextBuffer.length(list) <= repeat.maxTotalLength()) {
            return;
        }
        String separator = String.valueOf((char) TextBuffer.LIST_SEPARATOR);
        String parts = String.valueOf((char) TextBuffer.PART_SEPARATOR);
        int total = 0;
        int end = TextBuffer.start(list);
        for (String value : lists.text(row).split(separator, -1)) {
            total += unit.length(value.replace(parts, ""));
            if (total > repeat.maxTotalLength()) {
                findings.warn(
                        row,
                        tooLong.by(),
                        tooLong.field(),
                        "All values together are longer than " + repeat.maxTotalLength()
                                + "; the first that fit were kept.");
                lists.texts[row] = end == TextBuffer.start(list)
                        ? Column.MISSING
                        : TextBuffer.slice(TextBuffer.start(list), end - 1);
                return;
            }
            end += value.getBytes(StandardCharsets.UTF_8).length + 1;
        }
    }

    private void count(int row, Findings findings) {
        byte[] bytes = lists.buffer().bytes();
        int count = 1;
        for (int i = TextBuffer.start(lists.texts[row]); i < TextBuffer.end(lists.texts[row]); i++) {
            count += bytes[i] == TextBuffer.LIST_SEPARATOR ? 1 : 0;
        }
        if (count < repeat.min()) {
            tooFew.strike(
                    lists,
                    row,
                    findings,
                    "At least " + repeat.min() + " values are asked for, and the product has " + count + ".");
        }
    }
}
