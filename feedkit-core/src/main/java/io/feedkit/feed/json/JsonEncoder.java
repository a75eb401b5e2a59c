package io.feedkit.feed.json;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.feedkit.batch.Selection;
import io.feedkit.batch.TextBuffer;
import io.feedkit.feed.DocumentRows;
import io.feedkit.feed.FeedBatch;
import io.feedkit.feed.FeedEncoder;
import io.feedkit.feed.FeedInfo;
import io.feedkit.feed.FeedLayout;

/** Writes the records of one layout, in one list or one a line. */
final class JsonEncoder implements FeedEncoder {
    private static final byte[] COMMA = ",\n".getBytes(US_ASCII);
    private static final byte[] LINE = "\n".getBytes(US_ASCII);

    private final JsonFrame frame;
    private final JsonNode record;
    private final boolean lines;
    private final boolean several;

    JsonEncoder(FeedLayout layout, boolean lines) {
        this.lines = lines;
        frame = new JsonFrame(layout, lines);
        record = JsonTree.record(layout);
        several = !layout.documents().isNone();
    }

    @Override
    public void head(FeedInfo info, TextBuffer out) {
        out.append(frame.head(info));
    }

    @Override
    public void encode(FeedBatch batch, TextBuffer out) {
        Selection rows = batch.rows();
        byte[] source = batch.text().bytes();
        long[][] texts = batch.texts();
        if (several) {
            DocumentRows documents = DocumentRows.of(batch);
            rows = documents.first();
            texts = documents.texts();
        }
        for (int i = 0; i < rows.size; i++) {
            if (i > 0 && !lines) {
                out.append(COMMA);
            }
            record.append(source, texts, rows.rows[i], new JsonWriter(out));
            if (lines) {
                out.append(LINE);
            }
        }
    }

    @Override
    public byte[] between() {
        return lines ? NOTHING : COMMA;
    }

    @Override
    public void tail(FeedInfo info, long products, TextBuffer out) {
        out.append(frame.tail().getBytes(UTF_8));
    }
}
