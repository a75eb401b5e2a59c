package io.feedkit.export.change;

import io.feedkit.batch.Column;
import io.feedkit.batch.Fingerprint;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.TextBuffer;
import io.feedkit.feed.FeedBatch;
import io.feedkit.feed.FeedContract;
import io.feedkit.product.Schema;
import java.util.concurrent.TimeUnit;

/** Writes what the log says of the products of a batch. For one thread. */
final class SentRows {
    private static final int CHUNK_BYTES = 64 * 1024;

    private final ProductFigures figures;
    private final int idSlot;
    private final Interleaf all = new Interleaf(CHUNK_BYTES);
    private final TextBuffer chunk = all.rows();
    private final RowNotes notes;
    private final long[] marks;

    SentRows(Schema schema, int marks, NoteKinds.Known kinds) {
        figures = new ProductFigures(schema);
        idSlot = schema.slot("id").orElseThrow();
        notes = new RowNotes(kinds);
        this.marks = new long[marks];
    }

    /** Forgets what was worked out of the batch, and listens to what was said about it. */
    void start(ProductBatch layer) {
        all.clearRows();
        notes.start(layer);
    }

    /** What the log says of the batch, and of products between its rows. */
    Interleaf all() {
        return all;
    }

    /** The rows so far. */
    TextBuffer chunk() {
        return chunk;
    }

    /** Appends a product as it is sent, and returns where its row begins in {@link #chunk}. */
    int append(int row, ProductBatch layer, FeedBatch texts, ReadProducts read, FeedContract.Session session) {
        byte[] bytes = layer.text().bytes();
        long idText = idText(row, layer);
        long category = ProductFigures.firstLevel(bytes, figures.categories(layer).bits[row]);
        long[][] fields = texts.texts();
        int start = chunk.end();
        int fieldsAt = SentRow.field(start, marks.length, 0);
        int sizesAt = SentRow.field(start, marks.length, fields.length);
        byte[] out = chunk.room(sizesAt - start + 2 * Integer.BYTES);
        putFigures(row, layer, out, start, SentRow.SENT);
        session.marks(row, marks);
        for (int i = 0; i < marks.length; i++) {
            SentRow.putLong(out, start + SentRow.MARKS + i * Long.BYTES, marks[i]);
        }
        for (int i = 0; i < fields.length; i++) {
            SentRow.putInt(out, fieldsAt + i * Integer.BYTES, fingerprint(bytes, fields[i][row]));
        }
        SentRow.putInt(out, sizesAt, TextBuffer.length(idText));
        SentRow.putInt(out, sizesAt + Integer.BYTES, TextBuffer.length(category));
        chunk.advanceTo(sizesAt + 2 * Integer.BYTES);
        chunk.append(bytes, TextBuffer.start(idText), TextBuffer.end(idText));
        chunk.append(bytes, TextBuffer.start(category), TextBuffer.end(category));
        end(row, start, read, session);
        return start;
    }

    private long idText(int row, ProductBatch layer) {
        long slice = layer.column(idSlot).bits[row];
        return slice == Column.MISSING ? TextBuffer.EMPTY_SLICE : slice;
    }

    /** Appends a product that is left out, so that the next run need not find out again. */
    void appendLeftOut(int row, ProductBatch layer, ReadProducts read, FeedContract.Session session) {
        int start = chunk.end();
        long idText = idText(row, layer);
        byte[] out = chunk.room(SentRow.LEAST);
        putFigures(row, layer, out, start, 0);
        SentRow.putInt(out, start + SentRow.MARKS, TextBuffer.length(idText));
        SentRow.putInt(out, start + SentRow.MARKS + Integer.BYTES, 0);
        chunk.advanceTo(start + SentRow.LEAST);
        chunk.append(layer.text().bytes(), TextBuffer.start(idText), TextBuffer.end(idText));
        end(row, start, read, session);
    }

    /** Appends a product of a feed, or a record of several, of which nothing is known but its id. */
    static void appendPlain(SentHeader header, long id, byte[] idText, TextBuffer out) {
        int sizesAt = SentRow.field(0, header.marks(), header.fields().size());
        byte[] row = new byte[sizesAt + 2 * Integer.BYTES];
        SentRow.putInt(row, 0, row.length + idText.length);
        SentRow.putLong(row, SentRow.ID, id);
        SentRow.putLong(row, SentRow.PRICE, Column.MISSING);
        SentRow.putLong(row, SentRow.STOCK, Column.MISSING);
        SentRow.putShort(row, SentRow.FLAGS, SentRow.SENT);
        SentRow.putInt(row, sizesAt, idText.length);
        out.append(row);
        out.append(idText);
    }

    private void putFigures(int row, ProductBatch layer, byte[] out, int start, int flags) {
        Column prices = figures.prices(layer);
        Column pieces = figures.pieces(layer);
        long price = plain(prices.bits[row]);
        SentRow.putLong(out, start + SentRow.PRICE, price);
        SentRow.putLong(out, start + SentRow.STOCK, plain(pieces.bits[row]));
        SentRow.putShort(out, start + SentRow.CURRENCY, price == Column.MISSING ? 0 : prices.units[row]);
        boolean remarked = layer.records().isRemarked(row);
        SentRow.putShort(out, start + SentRow.FLAGS, flags | (remarked ? SentRow.REMARKED : 0));
    }

    /** An amount that needs more than a column's number counts for nothing in the figures either. */
    private static long plain(long bits) {
        return bits == Column.BOXED ? Column.MISSING : bits;
    }

    private void end(int row, int start, ReadProducts read, FeedContract.Session session) {
        notes.append(row, chunk);
        byte[] out = chunk.bytes();
        SentRow.putInt(out, start, chunk.end() - start);
        read.writeTo(out, start, row);
        SentRow.putInt(out, start + SentRow.HOLDS, notes.isLost(row) ? 0 : hours(session.holdsUntil(row)));
    }

    /** Whole hours, so that nothing holds longer than was said. */
    private static int hours(long seconds) {
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, TimeUnit.SECONDS.toHours(seconds)));
    }

    /** Half a fingerprint suffices to tell one product's fields apart. */
    static int fingerprint(byte[] bytes, long slice) {
        if (slice == Column.MISSING) {
            return 0;
        }
        int fingerprint = (int) Fingerprint.end(Fingerprint.with(Fingerprint.START, bytes, slice));
        return fingerprint == 0 ? 1 : fingerprint;
    }
}
