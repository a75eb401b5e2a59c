package io.feedkit.rules.scan;

import io.feedkit.batch.TextBuffer;
import io.feedkit.catalog.spill.KeyedRows;
import io.feedkit.catalog.spill.KeyedRowsWriter;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Ranks and cumulative shares on disk.
 *
 * <p>A key is the group, then nothing for its sum, or a value of it. So the group comes before its values, and these come from the highest to the lowest: whoever goes through them knows of each where it
 * stands, and remembers just that.
 */
final class PlacedRows extends GroupRows {
    private static final int GROUP = 0;
    private static final int VALUE = 1;

    private final Total total;
    private final OrderBytes key = new OrderBytes();
    private long mixedGroups;

    PlacedRows(Total total) {
        super(PlacedRows::fold);
        this.total = total;
    }

    /** How often a value stands. */
    private record Counted(BigDecimal value, long products) {
        static Counted of(ByteBuffer row) {
            return read(row, in -> {
                in.skipNBytes(1);
                long products = in.readLong();
                return new Counted(new BigDecimal(text(in)), products);
            });
        }

        byte[] row() {
            return GroupRows.row(out -> {
                out.write(VALUE);
                out.writeLong(products);
                write(out, value.toString());
            });
        }
    }

    private static byte[] row(Windows.Group group) {
        return row(out -> {
            out.write(GROUP);
            TotalRows.write(out, group);
        });
    }

    private static Windows.Group group(ByteBuffer row) {
        return read(row, in -> {
            in.skipNBytes(1);
            return TotalRows.group(in);
        });
    }

    private static boolean isGroup(ByteBuffer row) {
        return row.get(row.position()) == GROUP;
    }

    private static void fold(ByteBuffer first, ByteBuffer second, TextBuffer into) {
        if (isGroup(first)) {
            Windows.Group group = group(first);
            group.add(group(second));
            into.append(row(group));
            return;
        }
        Counted one = Counted.of(first);
        into.append(new Counted(one.value(), one.products() + Counted.of(second).products()).row());
    }

    @Override
    void add(String group, Windows.Group known, KeyedRowsWriter to) {
        key.clear();
        key.put(group);
        int end = key.end();
        key.put(GROUP);
        add(to, row(known));
        known.counts.forEach((value, products) -> {
            key.cut(end);
            put(value);
            add(to, new Counted(value, products).row());
        });
    }

    private void put(BigDecimal value) {
        key.put(VALUE);
        key.put(value, true);
    }

    private void add(KeyedRowsWriter to, byte[] row) {
        to.add(key.bytes(), 0, key.end(), row, 0, row.length);
    }

    @Override
    KeyedRows answers(KeyedRowsWriter from) {
        try (KeyedRowsWriter found = writer((one, other, into) -> {})) {
            from.drain(new Standing(found));
            return found.rows();
        }
    }

    /** Goes through the groups and their values in order. */
    private final class Standing implements KeyedRows.Taker {
        private final KeyedRowsWriter found;
        /** Null in a group of several currencies, where nothing has a place. */
        private @Nullable Standings standings;

        Standing(KeyedRowsWriter found) {
            this.found = found;
        }

        @Override
        public void take(byte[] bytes, int from, int to, int end) {
            ByteBuffer row = ByteBuffer.wrap(bytes, to, end - to);
            if (isGroup(row)) {
                Windows.Group group = group(row);
                mixedGroups += group.mixed ? 1 : 0;
                standings = group.mixed ? null : new Standings(total, group.sum);
            } else if (standings != null) {
                Counted counted = Counted.of(row);
                BigDecimal answer = standings.next(counted.value(), counted.products());
                if (answer != null) {
                    byte[] text = answer.toString().getBytes(StandardCharsets.US_ASCII);
                    found.add(bytes, from, to, text, 0, text.length);
                }
            }
        }
    }

    @Override
    Windows.@Nullable Group find(KeyedRows answers, String group, @Nullable Measured own) {
        if (own == null) {
            return null;
        }
        key.clear();
        key.put(group);
        put(own.number());
        ByteBuffer row = answers.find(key.bytes(), 0, key.end());
        if (row == null) {
            return null;
        }
        Windows.Group found = new Windows.Group();
        String answer =
                new String(row.array(), row.arrayOffset() + row.position(), row.remaining(), StandardCharsets.US_ASCII);
        found.answers.put(own.number(), new BigDecimal(answer));
        return found;
    }

    @Override
    long mixedGroups() {
        return mixedGroups;
    }
}
