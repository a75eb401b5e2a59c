package io.feedkit.export.change;

import io.feedkit.batch.Column;
import io.feedkit.batch.Fingerprint;
import io.feedkit.batch.Note;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.TextBuffer;
import io.feedkit.feed.FeedBatch;
import io.feedkit.product.Schema;
import java.util.Arrays;

/** Writes what the log says of the products of a batch. For one thread. */
final class SentRows {
    private static final int CHUNK_BYTES = 64 * 1024;

    private final ProductFigures figures;
    private final int idSlot;
    private final TextBuffer chunk = new TextBuffer(CHUNK_BYTES);
    private final boolean[] isLoud = new boolean[ProductBatch.ROWS];

    SentRows(Schema schema) {
        figures = new ProductFigures(schema);
        idSlot = schema.slot("id").orElseThrow();
    }

    /** Forgets the last batch and listens to what was said about this one. */
    void start(ProductBatch layer) {
        chunk.clear();
        Arrays.fill(isLoud, 0, layer.rows(), false);
        for (Note note : layer.notes()) {
            isLoud[note.row()] |= note.kind() != Note.Kind.ADVICE;
        }
    }

    /** The rows so far. */
    TextBuffer chunk() {
        return chunk;
    }

    /** Appends a product as it is sent, and returns where its row begins in {@link #chunk}. */
    int append(int row, ProductBatch layer, FeedBatch texts, long id, long source, long[] marks) {
        byte[] bytes = layer.text().bytes();
        long slice = layer.column(idSlot).bits[row];
        long idText = slice == Column.MISSING ? TextBuffer.EMPTY_SLICE : slice;
        long category = ProductFigures.firstLevel(bytes, figures.categories(layer).bits[row]);
        long[][] fields = texts.texts();
        int start = chunk.end();
        int fieldsAt = start + SentRow.MARKS + marks.length * Long.BYTES;
        int idAt = fieldsAt + fields.length * Integer.BYTES;
        int length = idAt - start + Integer.BYTES + TextBuffer.length(idText) + TextBuffer.length(category);
        byte[] out = chunk.room(length);
        SentRow.putInt(out, start, length);
        SentRow.putLong(out, start + SentRow.ID, id);
        SentRow.putLong(out, start + SentRow.SOURCE, source);
        putFigures(row, layer, out, start);
        for (int i = 0; i < marks.length; i++) {
            SentRow.putLong(out, start + SentRow.MARKS + i * Long.BYTES, marks[i]);
        }
        for (int i = 0; i < fields.length; i++) {
            SentRow.putInt(out, fieldsAt + i * Integer.BYTES, fingerprint(bytes, fields[i][row]));
        }
        SentRow.putInt(out, idAt, TextBuffer.length(idText));
        chunk.advanceTo(idAt + Integer.BYTES);
        chunk.append(bytes, TextBuffer.start(idText), TextBuffer.end(idText));
        chunk.append(bytes, TextBuffer.start(category), TextBuffer.end(category));
        return start;
    }

    private void putFigures(int row, ProductBatch layer, byte[] out, int start) {
        Column prices = figures.prices(layer);
        Column pieces = figures.pieces(layer);
        boolean plain = prices.bits[row] != Column.BOXED && pieces.bits[row] != Column.BOXED;
        SentRow.putLong(out, start + SentRow.PRICE, plain ? prices.bits[row] : Column.MISSING);
        SentRow.putLong(out, start + SentRow.STOCK, plain ? pieces.bits[row] : Column.MISSING);
        SentRow.putShort(out, start + SentRow.CURRENCY, prices.units[row]);
        SentRow.putShort(out, start + SentRow.FLAGS, plain && !isLoud[row] ? SentRow.QUIET : 0);
    }

    /** Half a fingerprint suffices to tell one product's fields apart. */
    private static int fingerprint(byte[] bytes, long slice) {
        if (slice == Column.MISSING) {
            return 0;
        }
        int fingerprint = (int) Fingerprint.end(Fingerprint.with(Fingerprint.START, bytes, slice));
        return fingerprint == 0 ? 1 : fingerprint;
    }
}
