package io.feedkit.export.change;

import io.feedkit.batch.Column;
import io.feedkit.batch.Fingerprint;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.TextBuffer;
import io.feedkit.product.AttributeType.Kind;
import io.feedkit.product.Schema;
import java.math.BigDecimal;
import java.util.Arrays;

/** What the catalogue says of each product of a batch, as far as anybody looks at it, in 64 bits. For one thread. */
public final class SourceFingerprints {
    private final boolean[] isText;
    private final long[] fingerprints = new long[ProductBatch.ROWS];

    public SourceFingerprints(Schema schema) {
        isText = new boolean[schema.size()];
        for (int slot = 0; slot < isText.length; slot++) {
            Kind kind = schema.attribute(slot).type().kind();
            isText[slot] = kind == Kind.TEXT || kind == Kind.LIST;
        }
    }

    /** Takes the fingerprints of a batch as it was read, before any rule; the array is reused. */
    public long[] of(ProductBatch trunk) {
        int rows = trunk.rows();
        Arrays.fill(fingerprints, 0, rows, Fingerprint.START);
        for (int slot = 0; slot < isText.length; slot++) {
            Column column = trunk.column(slot);
            if (column == Column.missing()) {
                continue;
            }
            if (isText[slot]) {
                addTexts(column, rows, trunk.text().bytes());
            } else {
                addNumbers(column, rows);
            }
        }
        for (int row = 0; row < rows; row++) {
            fingerprints[row] = Fingerprint.end(fingerprints[row]);
        }
        return fingerprints;
    }

    private void addTexts(Column texts, int rows, byte[] bytes) {
        for (int row = 0; row < rows; row++) {
            long slice = texts.bits[row];
            fingerprints[row] = slice == Column.MISSING
                    ? Fingerprint.with(fingerprints[row], slice)
                    : Fingerprint.with(fingerprints[row], bytes, slice);
        }
    }

    private void addNumbers(Column numbers, int rows) {
        boolean units = numbers.units.length > 0;
        for (int row = 0; row < rows; row++) {
            long number = numbers.bits[row];
            long fingerprint = Fingerprint.with(fingerprints[row], number);
            if (units && number != Column.MISSING) {
                fingerprint = Fingerprint.with(fingerprint, numbers.units[row]);
            }
            fingerprints[row] = number == Column.BOXED ? withExact(fingerprint, numbers.boxed(row)) : fingerprint;
        }
    }

    private static long withExact(long fingerprint, BigDecimal amount) {
        byte[] digits = amount.unscaledValue().toByteArray();
        return Fingerprint.with(
                Fingerprint.with(fingerprint, amount.scale()), digits, TextBuffer.slice(0, digits.length));
    }
}
