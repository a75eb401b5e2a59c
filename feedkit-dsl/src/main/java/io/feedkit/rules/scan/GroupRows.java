package io.feedkit.rules.scan;

import io.feedkit.catalog.spill.KeyedRows;
import io.feedkit.catalog.spill.KeyedRowsWriter;
import io.feedkit.catalog.spill.RowFold;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * {@link Windows} that outgrew their memory: what is known of groups as rows on disk, put together where keys are equal, and in the end what there is to answer, to be looked up.
 *
 * <p>One for a question and all threads that ask it, since each takes a few megabytes to sort in.
 */
abstract class GroupRows implements AutoCloseable {
    private static final String SOURCE = "totals of groups";
    private static final long BUDGET_BYTES = 4 << 20;

    private final KeyedRowsWriter all;
    private @Nullable KeyedRows ended;
    private boolean used;
    private long bytesOnDisk;

    GroupRows(RowFold fold) {
        all = writer(fold);
    }

    static GroupRows of(Total total) {
        return switch (total) {
            case COLLECT -> new CollectedRows();
            case RANK, CUMULATIVE_SHARE -> new PlacedRows(total);
            case SUM, AVG, MIN, MAX, COUNT, SHARE -> new TotalRows();
        };
    }

    static KeyedRowsWriter writer(RowFold fold) {
        return new KeyedRowsWriter(SOURCE, fold, BUDGET_BYTES);
    }

    /** Takes in what is known of a group; what is said of it several times is put together. Thread-safe. */
    final synchronized void add(String key, Windows.Group group) {
        used = true;
        add(key, group, all);
    }

    abstract void add(String key, Windows.Group group, KeyedRowsWriter to);

    /** Whether there is anything here. */
    final synchronized boolean isUsed() {
        return used;
    }

    /** Nothing more comes. */
    final void end() {
        KeyedRows answers = answers(all);
        ended = answers;
        bytesOnDisk = all.bytesOnDisk() + answers.bytesOnDisk();
    }

    /** What there is to look up, worked out from all rows. */
    abstract KeyedRows answers(KeyedRowsWriter from);

    /** What is to be known of a group to answer a product of this value; null when that is nothing. Thread-safe. */
    final synchronized Windows.@Nullable Group find(String key, @Nullable Measured own) {
        KeyedRows answers = ended;
        if (answers == null) {
            throw new IllegalStateException("ended before it is asked");
        }
        return find(answers, key, own);
    }

    abstract Windows.@Nullable Group find(KeyedRows answers, String key, @Nullable Measured own);

    abstract long mixedGroups();

    final long bytesOnDisk() {
        return bytesOnDisk;
    }

    @Override
    public final void close() {
        all.close();
        KeyedRows answers = ended;
        if (answers != null) {
            answers.close();
        }
    }

    /** Writes a row. */
    interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    /** Reads a row. */
    interface Reading<T> {
        T from(DataInputStream in) throws IOException;
    }

    static byte[] row(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static <T> T read(ByteBuffer row, Reading<T> reading) {
        return read(row.array(), row.arrayOffset() + row.position(), row.remaining(), reading);
    }

    static <T> T read(byte[] bytes, int from, int length, Reading<T> reading) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, from, length))) {
            return reading.from(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A text may be longer than {@link DataOutputStream#writeUTF} takes. */
    static void write(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}
