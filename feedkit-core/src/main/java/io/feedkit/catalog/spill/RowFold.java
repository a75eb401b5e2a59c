package io.feedkit.catalog.spill;

import io.feedkit.batch.TextBuffer;
import java.nio.ByteBuffer;

/** Puts two rows of one key together. */
@FunctionalInterface
public interface RowFold {

    /** Appends what becomes of two rows, the first of which stands earlier in the source. */
    void fold(ByteBuffer first, ByteBuffer second, TextBuffer into);
}
