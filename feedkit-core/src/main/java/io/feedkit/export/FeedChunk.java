package io.feedkit.export;

import io.feedkit.batch.TextBuffer;
import io.feedkit.feed.FeedBatch;
import io.feedkit.feed.FeedCharset;
import io.feedkit.feed.FeedEncoder;
import io.feedkit.feed.Gathered;
import org.jspecify.annotations.Nullable;

/** Records of one feed on their way to a file, encoded, with what head and end of the file will say of them. Reused from batch to batch. */
final class FeedChunk {
    private final TextBuffer records;
    private final @Nullable Gathered gathered;
    private int count;

    FeedChunk(FeedEncoder encoder, int bytes) {
        records = new TextBuffer(bytes);
        gathered = encoder.gathers() ? new Gathered() : null;
    }

    void clear() {
        records.clear();
        count = 0;
        if (gathered != null) {
            gathered.clear();
        }
    }

    /** Holds the rows of a batch that are to be sent, and nothing else, as so many records. */
    void encode(FeedEncoder encoder, FeedCharset charset, FeedBatch batch, int recordCount) {
        clear();
        encoder.encode(batch, records);
        charset.convert(records);
        count = recordCount;
        if (gathered != null) {
            encoder.gather(batch, gathered);
            charset.convert(gathered.behind());
        }
    }

    TextBuffer records() {
        return records;
    }

    int count() {
        return count;
    }

    /** What head and end of the file will say of the records; null where that is nothing. */
    @Nullable
    Gathered gathered() {
        return gathered;
    }
}
