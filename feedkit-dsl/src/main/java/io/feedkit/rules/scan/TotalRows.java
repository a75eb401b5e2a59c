package io.feedkit.rules.scan;

import io.feedkit.batch.TextBuffer;
import io.feedkit.catalog.spill.KeyedRows;
import io.feedkit.catalog.spill.KeyedRowsWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** {@link Windows} that outgrew their memory: sums and extremes of groups, on disk. */
final class TotalRows implements AutoCloseable {
    private static final String SOURCE = "totals of groups";
    private static final long BUDGET_BYTES = 4 << 20;

    private final KeyedRowsWriter all = new KeyedRowsWriter(SOURCE, TotalRows::fold, BUDGET_BYTES);
    private @Nullable KeyedRows ended;
    private long mixedGroups;

    void add(String key, Windows.Group group) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        byte[] row = row(group);
        all.add(bytes, 0, bytes.length, row, 0, row.length);
    }

    /** Takes over all of another one, which is closed. */
    void addAll(TotalRows other) {
        try (other;
                KeyedRows theirs = other.all.rows()) {
            theirs.each((bytes, from, to, end) -> all.add(bytes, from, to, bytes, to, end));
        }
    }

    void end() {
        KeyedRows rows = all.rows();
        rows.each((bytes, from, to, end) -> mixedGroups += group(ByteBuffer.wrap(bytes, to, end - to)).mixed ? 1 : 0);
        ended = rows;
    }

    /** Thread-safe. */
    synchronized Windows.@Nullable Group find(String key) {
        KeyedRows rows = ended;
        if (rows == null) {
            throw new IllegalStateException("ended before it is asked");
        }
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        ByteBuffer row = rows.find(bytes, 0, bytes.length);
        return row == null ? null : group(row);
    }

    long bytesOnDisk() {
        KeyedRows rows = ended;
        return rows == null ? 0 : rows.bytesOnDisk();
    }

    long mixedGroups() {
        return mixedGroups;
    }

    private static void fold(ByteBuffer first, ByteBuffer second, TextBuffer into) {
        Windows.Group group = group(first);
        group.add(group(second));
        into.append(row(group));
    }

    private static byte[] row(Windows.Group group) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(group.products);
            out.writeLong(group.values);
            out.writeBoolean(group.mixed);
            write(out, group.unit);
            write(out, group.sum.toString());
            write(out, group.least);
            write(out, group.greatest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static Windows.Group group(ByteBuffer row) {
        Windows.Group group = new Windows.Group();
        try (DataInputStream in = new DataInputStream(
                new ByteArrayInputStream(row.array(), row.arrayOffset() + row.position(), row.remaining()))) {
            group.products = in.readLong();
            group.values = in.readLong();
            group.mixed = in.readBoolean();
            group.unit = text(in);
            group.sum = new BigDecimal(text(in));
            group.least = measured(in);
            group.greatest = measured(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    /** A text may be longer than {@link DataOutputStream#writeUTF} takes. */
    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        all.close();
        KeyedRows rows = ended;
        if (rows != null) {
            rows.close();
        }
    }
}
