package io.feedkit.catalog.spill;

import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that are written once, in order, and read from any place: in memory up to a budget, in a temporary file beyond it.
 *
 * <p><b>Errors:</b> {@link FeedException} with {@code catalog.no-temporary-file} when the disk refuses. For one thread.
 */
public final class Spill implements AutoCloseable {
    private static final int CHUNK = 64 * 1024;

    private final String source;
    private final long budgetBytes;
    /** Each chunk while it is in memory; the last one always is. */
    private final List<byte @Nullable []> chunks = new ArrayList<>();

    private @Nullable FileChannel file;
    private long size;
    private int flushed;

    /** @param source what problems name: for whom the bytes are kept */
    public Spill(String source, long budgetBytes) {
        this.source = source;
        this.budgetBytes = budgetBytes;
    }

    public long size() {
        return size;
    }

    /** Whether the budget was not enough. */
    public boolean isOnDisk() {
        return file != null;
    }

    /** Appends bytes; they begin at what {@link #size} was. */
    public void write(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            int within = (int) (size % CHUNK);
            if (within == 0) {
                makeRoom();
                chunks.add(new byte[CHUNK]);
            }
            int count = Math.min(to - at, CHUNK - within);
            System.arraycopy(bytes, at, last(), within, count);
            at += count;
            size += count;
        }
    }

    private byte[] last() {
        byte[] chunk = chunks.get(chunks.size() - 1);
        if (chunk == null) {
            throw new IllegalStateException("the last chunk is kept");
        }
        return chunk;
    }

    /** Before a further chunk is begun: everything goes to disk once there is too much of it. */
    private void makeRoom() {
        if (file == null && size < budgetBytes) {
            return;
        }
        FileChannel to = opened();
        while (flushed < chunks.size()) {
            byte[] chunk = chunks.get(flushed);
            if (chunk != null) {
                write(to, chunk, (long) flushed * CHUNK);
            }
            chunks.set(flushed++, null);
        }
    }

    private FileChannel opened() {
        FileChannel open = file;
        if (open == null) {
            open = temporaryFile(source);
            file = open;
        }
        return open;
    }

    /** A file for reading and writing that is gone when it is closed; {@code source} as problems name it. */
    public static FileChannel temporaryFile(String source) {
        try {
            Path path = Files.createTempFile("feedkit", ".spill");
            return FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            throw failure(source, e);
        }
    }

    private void write(FileChannel to, byte[] chunk, long at) {
        ByteBuffer buffer = ByteBuffer.wrap(chunk);
        try {
            while (buffer.hasRemaining()) {
                to.write(buffer, at + buffer.position());
            }
        } catch (IOException e) {
            throw failure(source, e);
        }
    }

    /** Copies bytes from a place that was written; throws {@link IndexOutOfBoundsException} beyond the end. */
    public void read(long at, byte[] into, int from, int length) {
        if (at < 0 || length < 0 || at + length > size) {
            throw new IndexOutOfBoundsException(length + " bytes at " + at + " of " + size);
        }
        int done = 0;
        while (done < length) {
            int number = (int) ((at + done) / CHUNK);
            int within = (int) ((at + done) % CHUNK);
            byte[] chunk = chunks.get(number);
            if (chunk == null) {
                // All that is on disk lies before all that is not.
                int count = (int) Math.min(length - done, (long) flushed * CHUNK - at - done);
                readFile(at + done, into, from + done, count);
                done += count;
            } else {
                int count = Math.min(length - done, CHUNK - within);
                System.arraycopy(chunk, within, into, from + done, count);
                done += count;
            }
        }
    }

    private void readFile(long at, byte[] into, int from, int length) {
        ByteBuffer buffer = ByteBuffer.wrap(into, from, length);
        try {
            while (buffer.hasRemaining()) {
                if (opened().read(buffer, at + buffer.position() - from) < 0) {
                    throw new IOException("the temporary file was cut short");
                }
            }
        } catch (IOException e) {
            throw failure(source, e);
        }
    }

    /** What to throw when the disk refuses. */
    public static FeedException failure(String source, IOException e) {
        return new FeedException(
                new Problem(
                        SpillProblem.NO_TEMPORARY_FILE,
                        SourcePosition.unknown(source),
                        "what does not fit in memory cannot be kept in a temporary file: " + e.getMessage() + ".",
                        "Make room in the folder for temporary files (java.io.tmpdir), or raise the memory budget."),
                e);
    }

    @Override
    public void close() {
        chunks.clear();
        FileChannel open = file;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                throw failure(source, e);
            }
        }
    }
}
