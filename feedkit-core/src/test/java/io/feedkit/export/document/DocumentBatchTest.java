package io.feedkit.export.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.batch.Column;
import io.feedkit.batch.TextBuffer;
import io.feedkit.feed.DocumentRows;
import io.feedkit.feed.FeedBatch;
import io.feedkit.feed.FeedField;
import io.feedkit.feed.FeedLayout;
import io.feedkit.feed.FeedLayout.Documents;
import io.feedkit.feed.FeedLayout.Together;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DocumentBatchTest {
    private static final FeedLayout LAYOUT = new FeedLayout(
                    "ndjson", "jsonl", List.of(FeedField.of("title"), FeedField.of("skus[]/id")), Map.of())
            .with(new Documents("item_group_id", "skus", 100));

    private final List<String> written = new ArrayList<>();
    private final DocumentBatch batch = new DocumentBatch(LAYOUT, new Differences(LAYOUT), this::write);

    private void write(WholeRecords records) {
        FeedBatch full = records.texts();
        DocumentRows documents = DocumentRows.of(full);
        long[] next = documents.texts()[2];
        for (int i = 0; i < documents.first().size; i++) {
            StringBuilder ids = new StringBuilder();
            for (long row = documents.first().rows[i]; row != Column.MISSING; row = next[(int) row]) {
                ids.append(full.text().string(full.texts(1)[(int) row]));
            }
            written.add(ids.toString());
        }
    }

    /** A product whose record is said to begin with a certain one. */
    private void give(int first, String key, String id) {
        TextBuffer text = new TextBuffer(64);
        long keySlice = key.isEmpty() ? Column.MISSING : text.append(key);
        long[][] texts = {{Column.MISSING}, {text.append(id)}};
        TextBuffer row = new TextBuffer(64);
        row.append(new byte[] {0, 0, 0, (byte) first, 0, 0, 0, 0});
        RowCode.append(7, text.bytes(), texts[1][0], keySlice, texts, 0, row);
        batch.take(row.bytes(), 0, 8, row.end());
    }

    @Test
    void tellsKeysApartThatOnlyLookAlike() {
        give(1, "A", "a");
        give(1, "B", "b");
        give(1, "A", "c");
        give(1, "C", "d");
        give(1, "B", "e");
        give(2, "", "f");
        assertThat(batch.finish()).isEqualTo(4);
        assertThat(written).containsExactly("ac", "be", "d", "f");
    }

    @Test
    void hasNoRecordsWithoutProducts() {
        assertThat(batch.finish()).isZero();
        assertThat(written).isEmpty();
    }

    @Test
    void neverPartsARecordBetweenBatches() {
        for (int record = 0; record < 100; record++) {
            for (int product = 0; product < 7; product++) {
                give(record, "key" + record, "x");
            }
        }
        assertThat(batch.finish()).isEqualTo(100);
        assertThat(written).hasSize(100).containsOnly("xxxxxxx");
    }

    @Test
    void putsTogetherWhatARecordSaysOfAllItsProducts() {
        FeedLayout layout = new FeedLayout(
                        "ndjson",
                        "jsonl",
                        List.of(
                                FeedField.of("pieces"),
                                FeedField.of("sizes"),
                                FeedField.list("pictures"),
                                FeedField.of("skus[]/id")),
                        Map.of())
                .with(new Documents(
                        "item_group_id",
                        "skus",
                        100,
                        Map.of("pieces", Together.SUM, "sizes", Together.LIST, "pictures", Together.LIST)));
        List<String> said = new ArrayList<>();
        DocumentBatch sums = new DocumentBatch(layout, new Differences(layout), records -> {
            FeedBatch full = records.texts();
            for (int field = 0; field < 3; field++) {
                long slice = full.texts(field)[0];
                said.add(slice == Column.MISSING ? "" : full.text().string(slice));
            }
        });
        String list = String.valueOf((char) TextBuffer.LIST_SEPARATOR);
        give(sums, "2", "37", "a" + list + "b", "1");
        give(sums, "1.5", "38", null, "2");
        give(sums, "many", "37", "b" + list + "c", "3");
        give(sums, "0.5", null, null, "4");
        sums.finish();
        assertThat(said).containsExactly("4.0", "37,38", "a" + list + "b" + list + "c");
    }

    private static void give(DocumentBatch into, String... values) {
        TextBuffer text = new TextBuffer(64);
        long key = text.append("key");
        long[][] texts = new long[values.length][1];
        for (int i = 0; i < values.length; i++) {
            texts[i][0] = values[i] == null ? Column.MISSING : text.append(values[i]);
        }
        TextBuffer row = new TextBuffer(64);
        row.append(new byte[8]);
        RowCode.append(1, text.bytes(), key, key, texts, 0, row);
        into.take(row.bytes(), 0, 8, row.end());
    }

    @Test
    void movesSizesToDiskWithoutForgettingAny() {
        try (GroupSizes sizes = new GroupSizes("test", 100_000)) {
            for (int group = 0; group < 50_000; group++) {
                sizes.start(group, group * 3);
                sizes.add(group, group);
                sizes.add(group / 2, 1);
            }
            assertThat(sizes.first(49_999)).isEqualTo(149_997);
            assertThat(sizes.products(0)).isEqualTo(3);
            assertThat(sizes.products(20_000)).isEqualTo(3);
            assertThat(sizes.products(40_000)).isEqualTo(1);
            assertThat(sizes.bytes(20_000)).isEqualTo(20_002);
        }
    }
}
