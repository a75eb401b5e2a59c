package io.feedkit.export.call;

import io.feedkit.batch.Selection;
import io.feedkit.batch.TextBuffer;
import io.feedkit.feed.FeedBatch;
import io.feedkit.feed.FeedEncoder;
import io.feedkit.feed.FeedField;
import io.feedkit.feed.FeedFormats;
import io.feedkit.feed.FeedInfo;
import io.feedkit.feed.FeedLayout;
import io.feedkit.feed.FeedPath;
import io.feedkit.feed.api.ApiCall;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How the records of one call are encoded: as those of a feed, with the fields that the call carries.
 *
 * @param fields places of those fields in the feed's layout
 * @param most products in a record
 */
record CallForm(FeedEncoder encoder, CallFrame frame, int[] fields, long[] bits, int most) {

    /** @param names of the feed's fields, in their order */
    static CallForm of(ApiCall call, FeedLayout layout, List<String> names, FeedFormats formats, FeedInfo info) {
        List<FeedField> carried = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        long[] bits = new long[call.isWhole() ? 0 : (names.size() + Long.SIZE - 1) / Long.SIZE];
        for (int i = 0; i < names.size(); i++) {
            if (call.fields().isEmpty() || call.fields().contains(names.get(i))) {
                carried.add(layout.fields().get(i));
                places.add(i);
                if (bits.length > 0) {
                    bits[i / Long.SIZE] |= 1L << i;
                }
            }
        }
        FeedLayout.Documents documents = documents(layout, carried);
        FeedEncoder encoder = formats.get(layout.format())
                .encoder(new FeedLayout(layout.format(), layout.extension(), carried, layout.head(), options(layout))
                        .with(documents));
        TextBuffer head = new TextBuffer(256);
        encoder.head(info, head);
        TextBuffer tail = new TextBuffer(256);
        encoder.tail(info, 0, tail);
        CallFrame frame = new CallFrame(bytes(head), encoder.between(), bytes(tail));
        int[] carriedPlaces = places.stream().mapToInt(Integer::intValue).toArray();
        return new CallForm(encoder, frame, carriedPlaces, bits, documents.most());
    }

    /** A line that counts products belongs to a file. */
    private static Map<String, String> options(FeedLayout layout) {
        Map<String, String> options = new HashMap<>(layout.options());
        options.keySet().removeAll(List.of("first-line", "last-line"));
        return options;
    }

    /** What only stands once in a record is said by its first product. */
    private static FeedLayout.Documents documents(FeedLayout layout, List<FeedField> carried) {
        boolean any = carried.stream().anyMatch(field -> layout.documents().depth(FeedPath.parse(field.name())) > 0);
        return any ? layout.documents() : FeedLayout.Documents.NONE;
    }

    private static byte[] bytes(TextBuffer text) {
        return Arrays.copyOf(text.bytes(), text.end());
    }

    /** A batch for the fields of the call. */
    FeedBatch batch(TextBuffer text) {
        return new FeedBatch(fields.length, text, most);
    }

    /** Encodes one record. */
    void encode(FeedBatch all, Selection rows, FeedBatch own, TextBuffer out) {
        own.start(all.text());
        for (int i = 0; i < fields.length; i++) {
            own.set(i, all.texts(fields[i]));
        }
        own.setKeys(all.keys());
        for (int i = 0; i < Math.min(rows.size, most); i++) {
            own.rows().add(rows.rows[i]);
        }
        encoder.encode(own, out);
    }
}
