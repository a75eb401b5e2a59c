package io.feedkit.catalog.supplement;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Rows to look up by their key. One-shot and for one thread; close it to give back memory and disk. */
public interface KeyedRows extends AutoCloseable {

    /** How many different keys there are. */
    long keys();

    /** How many rows were put together into those of others. */
    long repeated();

    /** Whether they lie on disk. */
    boolean isOnDisk();

    /** The row of a key, to be read from its position on and not to be changed; null when there is none. */
    @Nullable
    ByteBuffer find(byte[] key, int from, int to);

    /** How many different keys were found so far. */
    long found();

    @Override
    void close();
}
