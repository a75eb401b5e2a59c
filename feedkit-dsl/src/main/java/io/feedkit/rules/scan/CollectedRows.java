package io.feedkit.rules.scan;

import io.feedkit.batch.TextBuffer;
import io.feedkit.catalog.spill.KeyedRows;
import io.feedkit.catalog.spill.KeyedRowsWriter;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lists of the values of groups on disk.
 *
 * <p>Sorted twice: by group and value, so that of each value the first product is left, then by group and product, which is the order of the lists. A list that is too long for a rule is not kept.
 */
final class CollectedRows extends GroupRows {
    private final OrderBytes key = new OrderBytes();

    CollectedRows() {
        super(CollectedRows::fold);
    }

    private static Identity identity(ByteBuffer row) {
        return read(row, in -> {
            long record = in.readLong();
            return new Identity(text(in), record);
        });
    }

    private static byte[] row(Identity product) {
        return row(out -> {
            out.writeLong(product.record());
            write(out, product.id());
        });
    }

    private static void fold(ByteBuffer first, ByteBuffer second, TextBuffer into) {
        Identity one = identity(first);
        Identity other = identity(second);
        into.append(row(one.compareTo(other) <= 0 ? one : other));
    }

    @Override
    void add(String group, Windows.Group known, KeyedRowsWriter to) {
        for (Map.Entry<String, Identity> entry : known.collected.entrySet()) {
            byte[] value = row(out -> {
                write(out, group);
                write(out, entry.getKey());
            });
            byte[] product = row(entry.getValue());
            to.add(value, 0, value.length, product, 0, product.length);
        }
    }

    @Override
    KeyedRows answers(KeyedRowsWriter from) {
        try (KeyedRowsWriter inOrder = writer((one, other, into) -> {});
                KeyedRowsWriter found = writer((one, other, into) -> {})) {
            from.drain((bytes, start, row, end) -> order(bytes, start, row, end, inOrder));
            Lists lists = new Lists(found);
            inOrder.drain(lists);
            lists.endGroup();
            return found.rows();
        }
    }

    /** The key begins with that of the list; the row says how far that goes, and the value. */
    private void order(byte[] bytes, int from, int to, int end, KeyedRowsWriter inOrder) {
        Identity product = identity(ByteBuffer.wrap(bytes, to, end - to));
        byte[] row = read(bytes, from, to - from, in -> {
            key.clear();
            key.put(text(in));
            int group = key.end();
            String value = text(in);
            key.put(product.id());
            key.put(product.record());
            key.put(value);
            return row(out -> {
                out.writeInt(group);
                write(out, value);
            });
        });
        inOrder.add(key.bytes(), 0, key.end(), row, 0, row.length);
    }

    /** Goes through the groups and their values in order. */
    private static final class Lists implements KeyedRows.Taker {
        private final KeyedRowsWriter found;
        private byte[] group = {};
        private Collected.Gathering gathering = new Collected.Gathering();

        Lists(KeyedRowsWriter found) {
            this.found = found;
        }

        @Override
        public void take(byte[] bytes, int from, int to, int end) {
            ByteBuffer row = ByteBuffer.wrap(bytes, to, end - to);
            int groupEnd = from + row.getInt(to);
            if (!Arrays.equals(group, 0, group.length, bytes, from, groupEnd)) {
                endGroup();
                group = Arrays.copyOfRange(bytes, from, groupEnd);
                gathering = new Collected.Gathering();
            }
            gathering.add(read(row, in -> {
                in.skipNBytes(Integer.BYTES);
                return text(in);
            }));
        }

        void endGroup() {
            if (group.length > 0) {
                byte[] row = row(gathering.collected());
                found.add(group, 0, group.length, row, 0, row.length);
            }
        }

        private static byte[] row(Collected list) {
            return GroupRows.row(out -> {
                out.write(list.excess().ordinal());
                write(out, list.items());
            });
        }
    }

    private static Collected list(ByteBuffer row) {
        return read(row, in -> {
            Collected.Excess excess = Collected.Excess.values()[in.read()];
            return new Collected(text(in), excess);
        });
    }

    @Override
    Windows.@Nullable Group find(KeyedRows answers, String group, @Nullable Measured own) {
        key.clear();
        key.put(group);
        ByteBuffer row = answers.find(key.bytes(), 0, key.end());
        if (row == null) {
            return null;
        }
        Windows.Group found = new Windows.Group();
        found.list = list(row);
        return found;
    }

    @Override
    long mixedGroups() {
        return 0;
    }
}
