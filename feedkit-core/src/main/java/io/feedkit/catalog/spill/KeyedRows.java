package io.feedkit.catalog.spill;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Rows to look up by their key. One-shot and for one thread; close it to give back memory and disk. */
public interface KeyedRows extends AutoCloseable {

    /** How many different keys there are. */
    long keys();

    /** How many rows were put together into those of others. */
    long repeated();

    /** How many bytes of them lie on disk; 0 when none do. */
    long bytesOnDisk();

    /** The row of a key, to be read from its position on and not to be changed; null when there is none. */
    @Nullable
    ByteBuffer find(byte[] key, int from, int to);

    /** Goes through all rows in the order of their keys. */
    void each(Taker taker);

    /** Takes a key and its row, both in one array that is not to be changed or kept. */
    interface Taker {
        void take(byte[] bytes, int keyFrom, int keyTo, int rowTo);
    }

    /** How many different keys were found so far. */
    long found();

    @Override
    void close();
}
