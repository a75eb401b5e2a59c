package io.feedkit.export.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.batch.Column;
import io.feedkit.batch.TextBuffer;
import io.feedkit.feed.DocumentRows;
import io.feedkit.feed.FeedBatch;
import io.feedkit.feed.FeedField;
import io.feedkit.feed.FeedLayout;
import io.feedkit.feed.FeedLayout.Documents;
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

    private void write(FeedBatch full) {
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
