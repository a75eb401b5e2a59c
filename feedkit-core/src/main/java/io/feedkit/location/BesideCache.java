package io.feedkit.location;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The further bytes of a long file, which go to the disk past the system's cache.
 *
 * <p>A feed of a gigabyte that is to be forced to the disk anyway gains nothing from that cache: every byte is copied into a page of it, and pages of others, such as the catalogue's, have to go. In pieces as
 * large as these a disk takes it at once, for a fifth of the processor's time. While it takes one, the next is filled. What a disk does not take like that is written the usual way, as are the bytes before the
 * first whole piece and behind the last.
 */
final class BesideCache implements Closeable {
    static final int PIECE_BYTES = 1 << 19;

    /** Blocks larger than this are no disk's. */
    private static final long MOST_BLOCK_BYTES = 1 << 16;

    /** Pieces are memory outside the heap, which a run for dozens of feeds must not fill. */
    private static final int MOST_FILES = 16;

    private static final Semaphore FILES = new Semaphore(MOST_FILES);

    /** How a file is opened for it. Every JDK has that, but it is no part of the platform, so it is asked for by name. */
    private static final @Nullable OpenOption DIRECT = option("com.sun.nio.file.ExtendedOpenOption", "DIRECT");

    /** Waits for disks, and ends when there is nothing to wait for. */
    private static final Executor DISK =
            new ThreadPoolExecutor(0, MOST_FILES, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), BesideCache::thread);

    private final FileChannel usual;
    private final FileChannel direct;
    /** Is being filled; ends where a piece of the file does. */
    private ByteBuffer piece;
    /** Is being written, or empty. */
    private ByteBuffer before;

    /** Where what is being filled begins in the file. */
    private long position;

    private @Nullable FutureTask<Void> writing;
    private boolean isTaken = true;
    private boolean isClosed;

    private BesideCache(FileChannel usual, FileChannel direct, long position, int block) {
        this.usual = usual;
        this.direct = direct;
        this.position = position;
        piece = piece(block);
        before = piece(block).limit(0);
        piece.limit(PIECE_BYTES - (int) (position % PIECE_BYTES));
    }

    private static ByteBuffer piece(int block) {
        return ByteBuffer.allocateDirect(PIECE_BYTES + block)
                .alignedSlice(block)
                .slice(0, PIECE_BYTES);
    }

    /**
     * Goes on with a file, or leaves it to its channel where that cannot be.
     *
     * @param usual the file's channel, which stays the caller's
     * @param position how long the file is
     */
    static @Nullable BesideCache goOn(Path file, FileChannel usual, long position) {
        OpenOption option = DIRECT;
        if (option == null || !FILES.tryAcquire()) {
            return null;
        }
        BesideCache opened = null;
        try {
            long block = Files.getFileStore(file).getBlockSize();
            if (block <= MOST_BLOCK_BYTES && PIECE_BYTES % block == 0) {
                FileChannel direct = FileChannel.open(file, StandardOpenOption.WRITE, option);
                opened = new BesideCache(usual, direct, position, (int) block);
            }
        } catch (IOException | UnsupportedOperationException cannotBe) {
            return null;
        } finally {
            if (opened == null) {
                FILES.release();
            }
        }
        return opened;
    }

    private static @Nullable OpenOption option(String type, String name) {
        try {
            for (Object option : Class.forName(type).getEnumConstants()) {
                if (option instanceof OpenOption found && option.toString().equals(name)) {
                    return found;
                }
            }
        } catch (ClassNotFoundException notInThisOne) {
            return null;
        }
        return null;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(null, work, "feedkit-disk", 0, false);
        thread.setContextClassLoader(null);
        thread.setDaemon(true);
        return thread;
    }

    void write(byte[] source, int from, int to) throws IOException {
        int start = from;
        while (start < to) {
            int count = Math.min(to - start, piece.remaining());
            piece.put(source, start, count);
            start += count;
            if (!piece.hasRemaining()) {
                writePiece();
            }
        }
    }

    private void writePiece() throws IOException {
        settle();
        ByteBuffer full = piece.flip();
        piece = before.clear();
        before = full;
        if (isTaken && full.remaining() == PIECE_BYTES) {
            long at = position;
            FutureTask<Void> task = new FutureTask<>(() -> {
                writeAll(direct, full, at);
                return null;
            });
            writing = task;
            DISK.execute(task);
        } else {
            writeAll(usual, full, position);
        }
        position += full.limit();
    }

    private static void writeAll(FileChannel out, ByteBuffer bytes, long start) throws IOException {
        long at = start;
        while (bytes.hasRemaining()) {
            at += out.write(bytes, at);
        }
    }

    /** Waits until the piece before is written. */
    private void settle() throws IOException {
        FutureTask<Void> task = writing;
        if (task != null && !isWritten(task)) {
            // Whatever the disk had against it: the usual way comes next, and says what is wrong if it cannot write
            // either.
            isTaken = false;
            writeAll(usual, before, position - before.remaining());
        }
        writing = null;
    }

    /** A piece under way cannot be called back, so an interruption waits for its end. */
    private static boolean isWritten(FutureTask<Void> task) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    task.get();
                    return true;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException refused) {
                    return false;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Writes what is left. */
    void finish() throws IOException {
        writePiece();
        close();
    }

    @Override
    public void close() throws IOException {
        if (isClosed) {
            return;
        }
        isClosed = true;
        try (direct) {
            if (writing != null) {
                isWritten(writing);
            }
        } finally {
            FILES.release();
        }
    }
}
