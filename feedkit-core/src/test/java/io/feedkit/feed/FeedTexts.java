package io.feedkit.feed;

import io.feedkit.batch.Column;
import io.feedkit.batch.TextBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Encodes tables of texts, for tests of feed formats. */
public final class FeedTexts {
    public static final char LIST = (char) TextBuffer.LIST_SEPARATOR;
    public static final char PART = (char) TextBuffer.PART_SEPARATOR;

    private static final Member MEMBER = new Member("test", "test", "ads", "FR", "fr", "EUR", "", Map.of());
    private static final FeedInfo INFO =
            new FeedInfo("Shop & Co", "https://shop.example/", "", MEMBER, Instant.parse("2026-01-01T00:00:00Z"));

    private FeedTexts() {}

    /** The whole feed of these rows; a null is a missing text. */
    public static String encode(FeedFormat format, FeedLayout layout, List<String[]> rows) {
        FeedEncoder encoder = format.encoder(layout);
        TextBuffer out = new TextBuffer(16);
        encoder.head(INFO, out);
        for (int from = 0; from < rows.size(); from += 200) {
            out.append(from == 0 ? FeedEncoder.NOTHING : encoder.between());
            encoder.encode(batch(layout, rows.subList(from, Math.min(rows.size(), from + 200))), out);
        }
        encoder.tail(INFO, rows.size(), out);
        return new String(out.bytes(), 0, out.end(), StandardCharsets.UTF_8);
    }

    private static FeedBatch batch(FeedLayout layout, List<String[]> rows) {
        TextBuffer text = new TextBuffer(16);
        text.append("not from the start");
        FeedBatch batch = new FeedBatch(layout.fields().size(), text);
        batch.start(text);
        for (int field = 0; field < layout.fields().size(); field++) {
            long[] slices = new long[256];
            for (int row = 0; row < rows.size(); row++) {
                String value = rows.get(row)[field];
                slices[row] = value == null ? Column.MISSING : text.append(value);
            }
            batch.set(field, slices);
        }
        batch.rows().all(rows.size());
        return batch;
    }

    public static FeedLayout layout(String format, Map<String, String> options, String... fields) {
        return new FeedLayout(format, "x", Stream.of(fields).map(FeedField::of).toList(), options);
    }
}
