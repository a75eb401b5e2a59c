package io.feedkit.catalog.spill;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;

/**
 * A temporary file of zeros that is read and written as if it were memory; the operating system keeps at hand what it can.
 *
 * <p>Its room on the disk is taken at once: a disk that is full later would end whoever writes to such memory. Nobody may touch the bytes any more when it is closed.
 *
 * <p><b>Errors:</b> {@link io.feedkit.problem.FeedException} with {@code catalog.no-temporary-file} when the disk refuses.
 */
public final class MappedFile implements AutoCloseable {
    private static final int CHUNK = 1 << 16;

    private final FileChannel file;
    private final ByteBuffer bytes;

    private MappedFile(FileChannel file, ByteBuffer bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /**
     * Makes such a file.
     *
     * @param size in bytes, at most two gigabytes
     * @param source what problems name: for whom the bytes are kept
     */
    public static MappedFile of(long size, String source) {
        if (size < 1 || size > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a file to be mapped has 1 to 2147483647 bytes: " + size);
        }
        FileChannel file = Spill.temporaryFile(source);
        try {
            fill(file, size);
            return new MappedFile(file, file.map(MapMode.READ_WRITE, 0, size).order(ByteOrder.nativeOrder()));
        } catch (IOException e) {
            close(file);
            throw Spill.failure(source, e);
        }
    }

    private static void fill(FileChannel file, long size) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocate(CHUNK);
        long left = size;
        while (left > 0) {
            zeros.clear().limit((int) Math.min(CHUNK, left));
            left -= file.write(zeros);
        }
    }

    /** All bytes, in the machine's own order. */
    public ByteBuffer bytes() {
        return bytes;
    }

    @Override
    public void close() {
        close(file);
    }

    /** The room of a mapped file is not given back before the mapping is collected, unless the file is cut; what a system refuses here it does by itself later. */
    private static void close(FileChannel file) {
        // Channels of a thread that was interrupted refuse everything, and just then much has to be given back.
        boolean interrupted = Thread.interrupted();
        try (file) {
            file.truncate(0);
        } catch (IOException e) {
            return; // a file without a name: nobody can find or use it
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
