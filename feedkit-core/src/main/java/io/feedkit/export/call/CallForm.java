package io.feedkit.export.call;

import io.feedkit.batch.TextBuffer;
import io.feedkit.feed.FeedBatch;
import io.feedkit.feed.FeedEncoder;
import io.feedkit.feed.FeedField;
import io.feedkit.feed.FeedFormats;
import io.feedkit.feed.FeedInfo;
import io.feedkit.feed.FeedLayout;
import io.feedkit.feed.api.ApiCall;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How the records of one call are encoded: as those of a feed, with the fields that the call carries.
 *
 * @param fields places of those fields in the feed's layout
 */
record CallForm(FeedEncoder encoder, CallFrame frame, int[] fields, long[] bits) {

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
        FeedEncoder encoder = formats.get(layout.format())
                .encoder(new FeedLayout(layout.format(), layout.extension(), carried, layout.head(), layout.options()));
        TextBuffer head = new TextBuffer(256);
        encoder.head(info, head);
        TextBuffer tail = new TextBuffer(256);
        encoder.tail(info, tail);
        CallFrame frame = new CallFrame(bytes(head), encoder.between(), bytes(tail));
        return new CallForm(
                encoder, frame, places.stream().mapToInt(Integer::intValue).toArray(), bits);
    }

    private static byte[] bytes(TextBuffer text) {
        return Arrays.copyOf(text.bytes(), text.end());
    }

    /** A batch for the fields of the call. */
    FeedBatch batch(TextBuffer text) {
        return new FeedBatch(fields.length, text);
    }

    /** Encodes one row. */
    void encode(FeedBatch all, int row, FeedBatch own, TextBuffer out) {
        own.start(all.text());
        for (int i = 0; i < fields.length; i++) {
            own.set(i, all.texts(fields[i]));
        }
        own.rows().add(row);
        encoder.encode(own, out);
    }
}
