package io.feedkit.export;

import io.feedkit.batch.Selection;
import io.feedkit.batch.TextBuffer;
import io.feedkit.feed.DocumentRows;
import io.feedkit.feed.FeedBatch;
import java.util.Arrays;
import java.util.function.BiConsumer;

/** Writes records of several products to a feed, whole: where a batch does not fit in the file, in pieces that end where a record does. */
final class DocumentWriter {
    private static final int CHUNK_BYTES = 256 * 1024;

    private final FeedBody feed;
    private final BiConsumer<FeedBatch, TextBuffer> encoder;
    private final TextBuffer chunk = new TextBuffer(CHUNK_BYTES);

    /** @param encoder appends a batch as the feed has it */
    DocumentWriter(FeedBody feed, BiConsumer<FeedBatch, TextBuffer> encoder) {
        this.feed = feed;
        this.encoder = encoder;
    }

    /** Writes a batch of whole records, whose rows are none afterwards. */
    void write(FeedBatch batch) {
        Selection first = DocumentRows.of(batch).first();
        int[] starts = Arrays.copyOf(first.rows, first.size + 1);
        starts[first.size] = batch.rows().size;
        int record = 0;
        while (record < first.size) {
            record += writePiece(batch, starts, record, first.size - record);
        }
    }

    /** How many records went into the file; rows of a batch of records stand without gaps. */
    private int writePiece(FeedBatch batch, int[] starts, int from, int most) {
        int records = most;
        while (true) {
            batch.rows().clear();
            for (int row = starts[from]; row < starts[from + records]; row++) {
                batch.rows().add(row);
            }
            chunk.clear();
            encoder.accept(batch, chunk);
            // A record that is larger than a file may be goes into one of its own.
            if (feed.fits(chunk.end(), records) || records == 1 && feed.isEmptyFile()) {
                feed.append(chunk, records);
                return records;
            }
            if (records == 1) {
                feed.next();
            } else {
                records = records / 2;
            }
        }
    }
}
