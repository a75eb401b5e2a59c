package io.feedkit.export;

import io.feedkit.batch.Selection;
import io.feedkit.export.document.WholeRecords;

/** Writes records of several products to a feed, whole: where they do not all fit in the file, in pieces that end where a record does. */
final class DocumentWriter {
    private static final int CHUNK_BYTES = 256 * 1024;

    private final FeedBody feed;
    private final FeedForm form;
    private final FeedChunk chunk;

    /** @param form how the feed looks */
    DocumentWriter(FeedBody feed, FeedForm form) {
        this.feed = feed;
        this.form = form;
        chunk = form.chunk(CHUNK_BYTES);
    }

    /**
     * Writes records, and leaves their batch without rows.
     *
     * @param chosen which of them
     */
    void write(WholeRecords records, Selection chosen) {
        int written = 0;
        while (written < chosen.size) {
            written += writePiece(records, chosen, written);
        }
        records.texts().rows().clear();
    }

    /** How many records went into the file. */
    private int writePiece(WholeRecords records, Selection chosen, int from) {
        int count = chosen.size - from;
        while (true) {
            select(records, chosen, from, count);
            form.encode(records.texts(), count, chunk);
            // A record that is larger than a file may be goes into one of its own.
            if (feed.fits(chunk) || count == 1 && feed.isEmptyFile()) {
                feed.append(chunk);
                return count;
            }
            if (count == 1) {
                feed.next();
            } else {
                count = count / 2;
            }
        }
    }

    private static void select(WholeRecords records, Selection chosen, int from, int count) {
        Selection rows = records.texts().rows();
        rows.clear();
        for (int i = from; i < from + count; i++) {
            records.addRows(chosen.rows[i], rows);
        }
    }
}
