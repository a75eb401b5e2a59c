package io.feedkit.rules.eval;

import io.feedkit.batch.Column;
import io.feedkit.batch.Selection;

/** A question about one text, unknown only where the text is missing. Each kind has its own loop in {@code split}, so that nothing is called per row there. */
abstract class TextTest extends Condition {
    final Node value;

    TextTest(Node value) {
        this.value = value;
    }

    abstract boolean test(byte[] bytes, long slice);

    @Override
    void truths(Run run, Selection rows, Column out) {
        long[] bits = value.eval(run, rows).bits;
        byte[] bytes = run.text().bytes();
        for (int i = 0; i < rows.size; i++) {
            int row = rows.rows[i];
            long slice = bits[row];
            out.bits[row] = slice == Column.MISSING ? Column.MISSING : test(bytes, slice) ? 1 : 0;
        }
    }
}
