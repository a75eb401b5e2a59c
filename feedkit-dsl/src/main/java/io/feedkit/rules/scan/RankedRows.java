package io.feedkit.rules.scan;

import io.feedkit.batch.TextBuffer;
import io.feedkit.catalog.spill.KeyedRows;
import io.feedkit.catalog.spill.KeyedRowsWriter;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Ranking} that outgrew its memory: all products of all groups, sorted on disk, and then of each group the last that is among the first.
 *
 * <p>A key is the group, then nothing for what is known of the group as a whole, or the place of a product in it. So the group comes before its products, and these come from first to last.
 */
final class RankedRows implements AutoCloseable {
    private static final String SOURCE = "segments";
    private static final long BUDGET_BYTES = 4 << 20;
    private static final byte[] ONE = {0, 0, 0, 1};
    private static final int GROUP = 0;
    private static final int PRODUCT = 1;
    private static final int GROUP_ROW_BYTES = Long.BYTES + 1;

    private final boolean highest;
    private final KeyedRowsWriter all = new KeyedRowsWriter(SOURCE, RankedRows::fold, BUDGET_BYTES);
    private final OrderBytes key = new OrderBytes();
    private @Nullable KeyedRows last;
    private long mixedGroups;
    private long bytesOnDisk;

    RankedRows(boolean highest) {
        this.highest = highest;
    }

    private static void fold(ByteBuffer first, ByteBuffer second, TextBuffer into) {
        if (first.remaining() == ONE.length) {
            int products = first.getInt(first.position()) + second.getInt(second.position());
            into.append(ByteBuffer.allocate(ONE.length).putInt(products).array());
            return;
        }
        String one = unit(first);
        String other = unit(second);
        boolean mixed = isMixed(first) || isMixed(second) || !one.equals(other);
        into.append(row(
                first.getLong(first.position()) + second.getLong(second.position()),
                one.compareTo(other) <= 0 ? one : other,
                mixed));
    }

    private static byte[] row(long ranked, String unit, boolean mixed) {
        byte[] text = unit.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(GROUP_ROW_BYTES + text.length)
                .putLong(ranked)
                .put((byte) (mixed ? 1 : 0))
                .put(text)
                .array();
    }

    private static boolean isMixed(ByteBuffer row) {
        return row.get(row.position() + Long.BYTES) != 0;
    }

    private static String unit(ByteBuffer row) {
        int from = row.arrayOffset() + row.position() + GROUP_ROW_BYTES;
        return new String(row.array(), from, row.remaining() - GROUP_ROW_BYTES, StandardCharsets.UTF_8);
    }

    /** Takes in what is known of a group; what is said of it several times is put together. */
    void addGroup(String group, long ranked, String unit, boolean mixed) {
        key.clear();
        key.put(group);
        key.put(GROUP);
        byte[] row = row(ranked, unit, mixed);
        all.add(key.bytes(), 0, key.end(), row, 0, row.length);
    }

    void addProduct(String group, Measured value, Identity product) {
        key.clear();
        key.put(group);
        key.put(PRODUCT);
        put(key, value, product);
        all.add(key.bytes(), 0, key.end(), ONE, 0, ONE.length);
    }

    private void put(OrderBytes to, Measured value, Identity product) {
        to.put(value, highest);
        to.put(product.id());
        to.put(product.record());
    }

    /** Takes over all of another one, which is closed. */
    void addAll(RankedRows other) {
        try (other;
                KeyedRows theirs = other.all.rows()) {
            theirs.each((bytes, from, to, end) -> all.add(bytes, from, to, bytes, to, end));
        }
    }

    /** Nothing more comes: finds out where each group ends. */
    void end(BigDecimal amount, boolean percent) {
        try (KeyedRows rows = all.rows();
                Ends ends = new Ends(amount, percent)) {
            rows.each(ends);
            mixedGroups = ends.mixedGroups;
            KeyedRows found = ends.found();
            last = found;
            bytesOnDisk = rows.bytesOnDisk() + found.bytesOnDisk();
        }
    }

    /** Goes through the groups and their products in order. */
    private static final class Ends implements KeyedRows.Taker, AutoCloseable {
        private final BigDecimal amount;
        private final boolean percent;
        private final KeyedRowsWriter found = new KeyedRowsWriter(SOURCE, (a, b, into) -> {}, BUDGET_BYTES);
        private byte[] product = {};
        private int productBytes;
        private byte[] group = {};
        private long left;
        private boolean any;
        private long mixedGroups;

        Ends(BigDecimal amount, boolean percent) {
            this.amount = amount;
            this.percent = percent;
        }

        @Override
        public void take(byte[] bytes, int from, int to, int end) {
            ByteBuffer row = ByteBuffer.wrap(bytes, to, end - to);
            if (row.remaining() == ONE.length) {
                if (left > 0) {
                    remember(bytes, from + group.length + 1, to);
                    left -= row.getInt(to);
                }
                return;
            }
            endGroup();
            group = Arrays.copyOfRange(bytes, from, to - 1);
            any = false;
            boolean mixed = isMixed(row);
            mixedGroups += mixed ? 1 : 0;
            left = mixed ? 0 : Ranking.most(row.getLong(to), amount, percent);
        }

        private void remember(byte[] bytes, int from, int to) {
            productBytes = to - from;
            if (product.length < productBytes) {
                product = new byte[productBytes * 2];
            }
            System.arraycopy(bytes, from, product, 0, productBytes);
            any = true;
        }

        private void endGroup() {
            if (any) {
                found.add(group, 0, group.length, product, 0, productBytes);
            }
        }

        KeyedRows found() {
            endGroup();
            return found.rows();
        }

        @Override
        public void close() {
            found.close();
        }
    }

    /** Whether a product of this value is among the first of its group. Thread-safe. */
    synchronized boolean holds(String group, Measured value, Identity product) {
        KeyedRows ends = last;
        if (ends == null) {
            throw new IllegalStateException("ended before it is asked");
        }
        key.clear();
        key.put(group);
        int groupBytes = key.end();
        ByteBuffer found = ends.find(key.bytes(), 0, groupBytes);
        if (found == null) {
            return false;
        }
        put(key, value, product);
        int from = found.arrayOffset() + found.position();
        return Arrays.compareUnsigned(key.bytes(), groupBytes, key.end(), found.array(), from, from + found.remaining())
                <= 0;
    }

    long mixedGroups() {
        return mixedGroups;
    }

    long bytesOnDisk() {
        return bytesOnDisk;
    }

    @Override
    public void close() {
        all.close();
        KeyedRows ends = last;
        if (ends != null) {
            ends.close();
        }
    }
}
