package io.feedkit.export.call;

import io.feedkit.export.api.Lane;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Goes through a queue once, from its first product to its last. For one thread at a time. */
final class QueueReader implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final DataInputStream in;
    private int ordinal;

    private QueueReader(DataInputStream in) {
        this.in = in;
    }

    static QueueReader open(Path queue) throws IOException {
        return new QueueReader(
                new DataInputStream(new BufferedInputStream(new FileInputStream(queue.toFile()), BUFFER_BYTES)));
    }

    /** The next of a lane, or of all lanes; null behind the last. */
    @Nullable
    Item next(@Nullable Lane only) throws IOException {
        while (true) {
            int length;
            try {
                length = Integer.reverseBytes(in.readInt());
            } catch (EOFException e) {
                return null;
            }
            if (length < 1 || length > Item.MOST) {
                throw new IOException("the queue is broken");
            }
            int number = ordinal++;
            int lane = in.read();
            if (only != null && lane != only.ordinal()) {
                in.skipNBytes(length - 1L);
                continue;
            }
            byte[] bytes = new byte[length];
            bytes[0] = (byte) lane;
            in.readFully(bytes, 1, length - 1);
            return Item.parse(number, bytes);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
