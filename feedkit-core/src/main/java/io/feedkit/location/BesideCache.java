package io.feedkit.location;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The further bytes of a long file, which go to the disk past the system's cache.
 *
 * <p>A feed of a gigabyte that is to be forced to the disk anyway gains nothing from that cache: every byte is copied into a page of it, and pages of others, such as the catalogue's, have to go. In pieces as
 * large as these a disk takes it at once, for a fifth of the processor's time. What a disk does not take like that is written the usual way, as are the bytes before the first whole piece and behind the last.
 */
final class BesideCache implements Closeable {
    static final int PIECE_BYTES = 1 << 20;

    /** Blocks larger than this are no disk's. */
    private static final long MOST_BLOCK_BYTES = 1 << 16;

    /** Each piece is memory outside the heap, which a run for dozens of feeds must not fill. */
    private static final Semaphore PIECES = new Semaphore(16);

    /** How a file is opened for it. Every JDK has that, but it is no part of the platform, so it is asked for by name. */
    private static final @Nullable OpenOption DIRECT = option("com.sun.nio.file.ExtendedOpenOption", "DIRECT");

    private final FileChannel usual;
    private final FileChannel direct;
    /** Ends where a piece of the file does. */
    private final ByteBuffer piece;

    private long position;
    private boolean isTaken = true;
    private boolean isClosed;

    private BesideCache(FileChannel usual, FileChannel direct, ByteBuffer piece, long position) {
        this.usual = usual;
        this.direct = direct;
        this.piece = piece;
        this.position = position;
        piece.limit(PIECE_BYTES - (int) (position % PIECE_BYTES));
    }

    /**
     * Goes on with a file, or leaves it to its channel where that cannot be.
     *
     * @param usual the file's channel, which stays the caller's
     * @param position how long the file is
     */
    static @Nullable BesideCache goOn(Path file, FileChannel usual, long position) {
        OpenOption option = DIRECT;
        if (option == null || !PIECES.tryAcquire()) {
            return null;
        }
        BesideCache opened = null;
        try {
            long block = Files.getFileStore(file).getBlockSize();
            if (block <= MOST_BLOCK_BYTES && PIECE_BYTES % block == 0) {
                FileChannel direct = FileChannel.open(file, StandardOpenOption.WRITE, option);
                ByteBuffer piece =
                        ByteBuffer.allocateDirect(PIECE_BYTES + (int) block).alignedSlice((int) block);
                opened = new BesideCache(usual, direct, piece, position);
            }
        } catch (IOException | UnsupportedOperationException cannotBe) {
            return null;
        } finally {
            if (opened == null) {
                PIECES.release();
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
        piece.flip();
        if (isTaken && piece.remaining() == PIECE_BYTES) {
            writeDirectly();
        }
        while (piece.hasRemaining()) {
            position += usual.write(piece, position);
        }
        piece.clear();
    }

    private void writeDirectly() {
        try {
            while (piece.hasRemaining()) {
                position += direct.write(piece, position);
            }
        } catch (IOException refused) {
            // Whatever it is: the usual way comes next, and says what is wrong if it cannot write either.
            isTaken = false;
        }
    }

    /** Writes what is left. */
    void finish() throws IOException {
        writePiece();
        close();
    }

    @Override
    public void close() throws IOException {
        if (!isClosed) {
            isClosed = true;
            PIECES.release();
            direct.close();
        }
    }
}
