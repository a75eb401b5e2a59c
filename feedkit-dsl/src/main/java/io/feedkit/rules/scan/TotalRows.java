package io.feedkit.rules.scan;

import io.feedkit.batch.TextBuffer;
import io.feedkit.catalog.spill.KeyedRows;
import io.feedkit.catalog.spill.KeyedRowsWriter;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Sums and extremes of groups on disk: a row is a group. */
final class TotalRows extends GroupRows {
    private long mixedGroups;

    TotalRows() {
        super(TotalRows::fold);
    }

    private static void fold(ByteBuffer first, ByteBuffer second, TextBuffer into) {
        Windows.Group group = read(first, TotalRows::group);
        group.add(read(second, TotalRows::group));
        into.append(row(out -> write(out, group)));
    }

    @Override
    void add(String key, Windows.Group group, KeyedRowsWriter to) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        byte[] row = row(out -> write(out, group));
        to.add(bytes, 0, bytes.length, row, 0, row.length);
    }

    @Override
    KeyedRows answers(KeyedRowsWriter from) {
        KeyedRows rows = from.rows();
        rows.each((bytes, key, row, end) -> mixedGroups += read(bytes, row, end - row, TotalRows::group).mixed ? 1 : 0);
        return rows;
    }

    @Override
    Windows.@Nullable Group find(KeyedRows answers, String key, @Nullable Measured own) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        ByteBuffer row = answers.find(bytes, 0, bytes.length);
        return row == null ? null : read(row, TotalRows::group);
    }

    @Override
    long mixedGroups() {
        return mixedGroups;
    }

    static void write(DataOutputStream out, Windows.Group group) throws IOException {
        out.writeLong(group.products);
        out.writeLong(group.values);
        out.writeBoolean(group.mixed);
        write(out, group.unit);
        write(out, group.sum.toString());
        write(out, group.least);
        write(out, group.greatest);
    }

    static Windows.Group group(DataInputStream in) throws IOException {
        Windows.Group group = new Windows.Group();
        group.products = in.readLong();
        group.values = in.readLong();
        group.mixed = in.readBoolean();
        group.unit = text(in);
        group.sum = new BigDecimal(text(in));
        group.least = measured(in);
        group.greatest = measured(in);
        return group;
    }

    private static void write(DataOutputStream out, @Nullable Measured value) throws IOException {
        out.writeBoolean(value != null);
        if (value != null) {
            write(out, value.number().toString());
            write(out, value.unit());
            write(out, value.text());
        }
    }

    private static @Nullable Measured measured(DataInputStream in) throws IOException {
        return in.readBoolean() ? new Measured(new BigDecimal(text(in)), text(in), text(in)) : null;
    }
}
