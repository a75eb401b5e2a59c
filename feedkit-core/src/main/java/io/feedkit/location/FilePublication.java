package io.feedkit.location;

import io.feedkit.problem.FeedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A file that appears whole or not at all.
 *
 * <p>What is written goes to a hidden file beside the target ({@code .name.part}); {@link #publish} forces it to the disk and renames it over the target, which the
 * file system does in one step. Killed at any moment, the old target or the new one is there, never a part; what a killed writer left behind is overwritten by the next.
 * A lock ({@code .name.lock}, held by the operating system and therefore gone with its process) keeps a second writer out.
 *
 * <p>One-shot, for one thread; {@link #close} without {@link #publish} leaves the old target as it was. I/O failures are thrown as {@link FeedException}.
 */
public final class FilePublication implements AutoCloseable {
    private static final int PIECE_BYTES = 1 << 16;

    private final Path target;
    private final Path part;
    private final FileChannel lockChannel;
    private final FileLock lock;
    private final FileChannel out;
    private final MessageDigest digest;
    private long bytes;
    private @Nullable Published finished;
    private boolean published;

    private FilePublication(Path target, Path part, FileChannel lockChannel, FileLock lock, FileChannel out) {
        this.target = target;
        this.part = part;
        this.lockChannel = lockChannel;
        this.lock = lock;
        this.out = out;
        this.digest = sha256();
    }

    /** Starts to write a file; folders on the way are made. Throws when another writer is at it. */
    public static FilePublication open(Path file) {
        Path target = file.toAbsolutePath().normalize();
        Path folder = target.getParent();
        Path name = target.getFileName();
        if (folder == null || name == null || Files.isDirectory(target)) {
            throw PublishProblem.CANNOT_WRITE.at(target.toString(), "This is a folder, not a file.");
        }
        try {
            Files.createDirectories(folder);
            FileChannel lockChannel = FileChannel.open(
                    folder.resolve("." + name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            return open(target, folder.resolve("." + name + ".part"), lockChannel);
        } catch (IOException e) {
            throw PublishProblem.CANNOT_WRITE.at(
                    target.toString(), "The file cannot be written: " + reason(e) + ".", e);
        }
    }

    /** The channel would keep every later writer in this process out, so it is closed when the lock is not had or the part file not opened. */
    private static FilePublication open(Path target, Path part, FileChannel lockChannel) throws IOException {
        try {
            FileLock lock = tryLock(lockChannel);
            if (lock == null) {
                throw PublishProblem.BUSY.at(target.toString(), "Another run is writing this file.");
            }
            FileChannel out = FileChannel.open(
                    part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
            return new FilePublication(target, part, lockChannel, lock, out);
        } catch (IOException | RuntimeException e) {
            lockChannel.close();
            throw e;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldInThisProcess) {
            return null;
        }
    }

    /** Adds the bytes {@code from} to {@code to}, exclusive; the array is not kept. */
    public void write(byte[] source, int from, int to) {
        // In pieces that stay in the processor's cache while they are copied, written and digested.
        for (int start = from; start < to; start += PIECE_BYTES) {
            writePiece(source, start, Math.min(to, start + PIECE_BYTES));
        }
        bytes += to - from;
    }

    private void writePiece(byte[] source, int from, int to) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(source, from, to - from);
            while (buffer.hasRemaining()) {
                out.write(buffer);
            }
        } catch (IOException e) {
            throw PublishProblem.CANNOT_WRITE.at(target.toString(), "Writing failed: " + reason(e) + ".", e);
        }
        digest.update(source, from, to - from);
    }

    /** Ends the file, which nobody sees yet; nothing may be written afterwards. It stands in the hidden file, from which it can be sent elsewhere. */
    public Published finish() {
        Published done = finished;
        if (done == null) {
            try {
                out.force(true);
                out.close();
            } catch (IOException e) {
                throw PublishProblem.CANNOT_WRITE.at(target.toString(), "Writing failed: " + reason(e) + ".", e);
            }
            done = new Published(part, bytes, HexFormat.of().formatHex(digest.digest()));
            finished = done;
        }
        return done;
    }

    /** Puts the file in its place. Nothing may be written afterwards. */
    public Published publish() {
        Published done = finish();
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            published = true;
            forceFolder();
        } catch (IOException e) {
            throw PublishProblem.CANNOT_WRITE.at(target.toString(), "Publishing failed: " + reason(e) + ".", e);
        }
        return new Published(target, done.bytes(), done.sha256());
    }

    /** Makes the rename itself durable, where the platform lets a folder be forced. */
    private void forceFolder() {
        try (FileChannel folder = FileChannel.open(target.resolveSibling("."), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException notOnThisPlatform) {
            // Windows has no handle on folders; the rename is atomic there all the same.
            return;
        }
    }

    @Override
    public void close() {
        // Inside the lock: once it is gone the part file may be another writer's.
        try (lockChannel;
                lock) {
            out.close();
            if (!published) {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw PublishProblem.CANNOT_WRITE.at(target.toString(), "Closing failed: " + reason(e) + ".", e);
        }
    }

    private static String reason(IOException e) {
        String kind = e.getClass().getSimpleName().replace("Exception", "");
        return e.getMessage() == null ? kind : kind + " " + e.getMessage();
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
     * @param file where it stands now
     * @param bytes its size
     * @param sha256 its checksum in lower-case hexadecimal
     */
    public record Published(Path file, long bytes, String sha256) {}
}
