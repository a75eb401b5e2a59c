package io.feedkit.export.document;

import io.feedkit.batch.Column;
import io.feedkit.batch.Fingerprint;
import io.feedkit.batch.Note;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.Selection;
import io.feedkit.batch.TextBuffer;
import io.feedkit.catalog.spill.FirstSeen;
import io.feedkit.catalog.spill.KeyedRowsWriter;
import io.feedkit.catalog.spill.Spill;
import io.feedkit.feed.FeedBatch;
import io.feedkit.feed.FeedLayout;
import io.feedkit.problem.ProblemSink;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The products of one feed whose records hold several, gathered until the catalogue has been read.
 *
 * <p>Each product that was not refused is kept as its finished texts, under the number of the first product of its record and its own. Sorted by that, records come in the order of their first products and products in that of
 * the catalogue, whatever stood between them. Which product was the first is remembered by 64 bits of the key; where two keys have the same, they are told apart when the records are put together.
 *
 * <p>A record holds {@link FeedLayout.Documents#most} products and four megabytes of text at most: who comes later is refused. So is what a wrong key would put together, and memory has an end.
 *
 * <p>What workers do in turn is done by one thread at a time; draining begins when all are done.
 */
public final class GroupedProducts implements AutoCloseable {
    /** How much text one record may hold. */
    public static final int MOST_BYTES = 4 << 20;

    /** With less, each product would be a file of its own on the disk. */
    private static final long LEAST_BYTES = 64 * 1024;

    private static final int KEY_BYTES = 2 * Integer.BYTES;
    private static final long DISK_FOR_KEYS = 2_000_000_000;

    private final String feed;
    private final FeedLayout layout;
    private final KeyedRowsWriter rows;
    private final FirstSeen.Allowance allowance;
    private final FirstSeen groupOf;
    private final GroupSizes sizes;
    private final byte[] place = new byte[KEY_BYTES];
    private int products;
    private long records;

    /**
     * @param feed whom the feed is for, as messages name it
     * @param memoryBytes for all of it; what is more goes to disk
     */
    public GroupedProducts(String feed, FeedLayout layout, long memoryBytes) {
        this.feed = feed;
        this.layout = layout;
        rows = new KeyedRowsWriter(feed, (first, second, into) -> {}, Math.max(memoryBytes / 2, LEAST_BYTES));
        allowance = new FirstSeen.Allowance(feed, memoryBytes / 4, DISK_FOR_KEYS);
        groupOf = new FirstSeen(allowance);
        sizes = new GroupSizes(feed, (int) Math.min(memoryBytes / 4, Integer.MAX_VALUE));
    }

    /** One thread's part. */
    public Worker worker() {
        return new Worker();
    }

    /**
     * Puts products together and hands them over, batch after batch, each of whole records; then says where those of one record differ.
     *
     * @param catalog where products come from, as messages name it
     */
    public void drain(String catalog, Consumer<WholeRecords> to, ProblemSink problems) {
        Differences differences = new Differences(layout);
        DocumentBatch batch = new DocumentBatch(layout, differences, to);
        rows.drain(batch::take);
        records = batch.finish();
        differences.tell(feed, catalog, problems);
    }

    /** How many records there are; known when they were drained. */
    public long records() {
        return records;
    }

    /** How many bytes went to disk, because they did not fit in memory. */
    public long bytesOnDisk() {
        return rows.bytesOnDisk() + allowance.bytesOnDisk() + sizes.bytesOnDisk();
    }

    private int firstOf(long fingerprint, int rowBytes) {
        int product = products;
        if (fingerprint == 0) {
            return product;
        }
        int number = groupOf.size();
        int known = groupOf.put(fingerprint, number);
        if (known == FirstSeen.FULL) {
            throw Spill.failure(feed, new IOException(allowance.refusal()));
        }
        if (known == FirstSeen.NEW) {
            sizes.start(number, product);
            known = number;
        }
        sizes.add(known, rowBytes);
        return sizes.first(known);
    }

    private void add(long fingerprint, byte[] bytes, int from, int to) {
        put(place, 0, firstOf(fingerprint, to - from));
        put(place, Integer.BYTES, products);
        rows.add(place, 0, KEY_BYTES, bytes, from, to);
        products++;
    }

    private static void put(byte[] into, int at, int value) {
        for (int i = 0; i < Integer.BYTES; i++) {
            into[at + i] = (byte) (value >>> Byte.SIZE * (Integer.BYTES - 1 - i));
        }
    }

    @Override
    public void close() {
        rows.close();
        groupOf.close();
        sizes.close();
    }

    /** Takes the products of one batch after the other. */
    public final class Worker {
        private final TextBuffer encoded = new TextBuffer(0);
        private final int[] batchRows = new int[ProductBatch.ROWS];
        private final int[] ends = new int[ProductBatch.ROWS];
        private final long[] fingerprints = new long[ProductBatch.ROWS];
        private int size;
        private final Selection refused = new Selection();
        private final Map<Long, int[]> pending = new HashMap<>();

        private Worker() {}

        /** Begins a batch. */
        public void start() {
            size = 0;
            refused.clear();
        }

        /** Refuses the products of a batch for which {@link #isOver} found no room. */
        public void refuse(ProductBatch layer, FeedBatch batch, String channel) {
            if (refused.isEmpty()) {
                return;
            }
            FeedLayout.Documents documents = layout.documents();
            for (int i = 0; i < refused.size; i++) {
                long key = batch.keys()[refused.rows[i]];
                layer.note(new Note(
                        refused.rows[i],
                        Note.Kind.INVALID,
                        channel + "/documents/most",
                        documents.by(),
                        "The record of " + batch.text().string(key) + " is full: it holds " + documents.most()
                                + " products or " + (MOST_BYTES >> 20)
                                + " MB of text, and may not hold more. Give products that do not belong together another "
                                + documents.by() + "."));
            }
            layer.retire(refused);
            batch.rows().copy(layer.live());
        }

        /** Takes the products of a batch that are to be sent, to be added in turn. */
        public void take(ProductBatch layer, int idSlot, FeedBatch batch) {
            encoded.clear();
            size = 0;
            byte[] source = batch.text().bytes();
            Column ids = layer.column(idSlot);
            for (int i = 0; i < batch.rows().size; i++) {
                int row = batch.rows().rows[i];
                long key = batch.keys()[row];
                RowCode.append(
                        layer.records().recordNumber(row), source, ids.bits[row], key, batch.texts(), row, encoded);
                batchRows[size] = row;
                fingerprints[size] =
                        key == Column.MISSING ? 0 : Fingerprint.end(Fingerprint.with(Fingerprint.START, source, key));
                ends[size++] = encoded.end();
            }
        }

        /** In turn: whether the records of some products are full. Then the batch is worked on once more, and {@link #refuse} says it. */
        public boolean isOver() {
            refused.clear();
            pending.clear();
            for (int i = 0; i < size; i++) {
                if (fingerprints[i] != 0 && isOver(fingerprints[i], i == 0 ? ends[0] : ends[i] - ends[i - 1])) {
                    refused.add(batchRows[i]);
                }
            }
            return !refused.isEmpty();
        }

        private boolean isOver(long fingerprint, int rowBytes) {
            int group = groupOf.find(fingerprint);
            int[] more = pending.computeIfAbsent(fingerprint, each -> new int[2]);
            int before = more[0] + (group < 0 ? 0 : sizes.products(group));
            long bytes = (long) more[1] + rowBytes + (group < 0 ? 0 : sizes.bytes(group));
            if (before >= layout.documents().most() || before > 0 && bytes > MOST_BYTES) {
                return true;
            }
            more[0]++;
            more[1] += rowBytes;
            return false;
        }

        /** In turn: adds what was taken. */
        public void add() {
            int from = 0;
            for (int i = 0; i < size; i++) {
                GroupedProducts.this.add(fingerprints[i], encoded.bytes(), from, ends[i]);
                from = ends[i];
            }
        }
    }
}
