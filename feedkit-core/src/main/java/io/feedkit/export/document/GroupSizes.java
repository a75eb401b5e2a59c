package io.feedkit.export.document;

import io.feedkit.catalog.spill.MappedFile;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Of each record with a key, by its number: which product came first, how many there are, and how many bytes they take. A table of numbers, in memory while it is small and in a mapped file beyond, so that memory
 * does not grow with the catalogue.
 */
final class GroupSizes implements AutoCloseable {
    static final int ENTRY_BYTES = 3 * Integer.BYTES;
    private static final int FIRST_ENTRIES = 1024;

    private final String source;
    private final int memoryBytes;
    private ByteBuffer table = ByteBuffer.allocate(FIRST_ENTRIES * ENTRY_BYTES);
    private @Nullable MappedFile file;

    /**
     * @param source what problems name
     * @param memoryBytes how much stays in memory
     */
    GroupSizes(String source, int memoryBytes) {
        this.source = source;
        this.memoryBytes = memoryBytes;
    }

    void start(int group, int product) {
        if ((group + 1L) * ENTRY_BYTES > table.capacity()) {
            grow();
        }
        table.putInt(group * ENTRY_BYTES, product);
    }

    private void grow() {
        long size = Math.min(table.capacity() * 2L, Integer.MAX_VALUE / ENTRY_BYTES * ENTRY_BYTES);
        MappedFile larger = size <= memoryBytes ? null : MappedFile.of(size, source);
        ByteBuffer grown = larger == null ? ByteBuffer.allocate((int) size) : larger.bytes();
        for (int at = 0; at < table.capacity(); at += Integer.BYTES) {
            grown.putInt(at, table.getInt(at));
        }
        close();
        table = grown;
        file = larger;
    }

    void add(int group, int rowBytes) {
        int at = group * ENTRY_BYTES;
        table.putInt(at + Integer.BYTES, products(group) + 1);
        table.putInt(at + 2 * Integer.BYTES, (int) Math.min(Integer.MAX_VALUE, (long) bytes(group) + rowBytes));
    }

    long bytesOnDisk() {
        return file == null ? 0 : table.capacity();
    }

    int first(int group) {
        return table.getInt(group * ENTRY_BYTES);
    }

    int products(int group) {
        return table.getInt(group * ENTRY_BYTES + Integer.BYTES);
    }

    int bytes(int group) {
        return table.getInt(group * ENTRY_BYTES + 2 * Integer.BYTES);
    }

    @Override
    public void close() {
        MappedFile open = file;
        // The pages of a file that is gone may not be touched.
        file = null;
        table = ByteBuffer.allocate(0);
        if (open != null) {
            open.close();
        }
    }
}
