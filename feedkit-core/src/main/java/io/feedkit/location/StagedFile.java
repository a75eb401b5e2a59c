package io.feedkit.location;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A file of a {@link Publication} that is being written and that nobody sees yet. For one thread at a time. */
public final class StagedFile {
    private static final int PIECE_BYTES = 1 << 16;
    /** A file that has so many is long. */
    static final int LONG_BYTES = 1 << 23;

    private final Path hidden;
    private final Path target;
    private final FileChannel out;
    private final @Nullable MessageDigest digest;
    private @Nullable BesideCache further;
    private long bytes;
    private @Nullable Finished finished;

    private StagedFile(Path hidden, Path target, FileChannel out, @Nullable MessageDigest digest) {
        this.hidden = hidden;
        this.target = target;
        this.out = out;
        this.digest = digest;
    }

    /** @param summed whether anybody asks for its checksum */
    static StagedFile open(Path hidden, Path target, boolean summed) throws IOException {
        FileChannel out = FileChannel.open(
                hidden, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        return new StagedFile(hidden, target, out, summed ? sha256() : null);
    }

    /** Adds the bytes {@code from} to {@code to}, exclusive; the array is not kept. */
    public void write(byte[] source, int from, int to) {
        // In pieces that stay in the processor's cache while they are copied, written and digested.
        for (int start = from; start < to; start += PIECE_BYTES) {
            writePiece(source, start, Math.min(to, start + PIECE_BYTES));
        }
    }

    private void writePiece(byte[] source, int from, int to) {
        try {
            BesideCache longFile = further;
            if (longFile == null) {
                writeAll(ByteBuffer.wrap(source, from, to - from));
            } else {
                longFile.write(source, from, to);
            }
        } catch (IOException e) {
            throw failed(e);
        }
        if (digest != null) {
            digest.update(source, from, to - from);
        }
        boolean wasLong = bytes >= LONG_BYTES;
        bytes += to - from;
        if (!wasLong && bytes >= LONG_BYTES) {
            further = BesideCache.goOn(hidden, out, bytes);
        }
    }

    private void writeAll(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            out.write(buffer);
        }
    }

    private RuntimeException failed(IOException e) {
        return PublishProblem.CANNOT_WRITE.at(target.toString(), "Writing failed: " + Publication.reason(e) + ".", e);
    }

    /** How many bytes were written so far. */
    public long bytes() {
        return bytes;
    }

    /** Ends the file and forces it to the disk; nothing may be written afterwards. */
    public Finished finish() {
        Finished done = finished;
        if (done == null) {
            try {
                if (further != null) {
                    further.finish();
                }
                out.force(true);
                out.close();
            } catch (IOException e) {
                throw failed(e);
            }
            String sum = digest == null ? "" : HexFormat.of().formatHex(digest.digest());
            done = new Finished(hidden, bytes, sum);
            finished = done;
        }
        return done;
    }

    void close() throws IOException {
        try (out) {
            if (further != null) {
                further.close();
            }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * A file that is whole.
     *
     * @param file where it stands until it is published
     * @param bytes its size
     * @param sha256 its checksum in lower-case hexadecimal; empty when nobody asks for it
     */
    public record Finished(Path file, long bytes, String sha256) {}
}
