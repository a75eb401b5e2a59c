package io.feedkit.location;

import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A remote place that is transferred once, for somebody who passes over it several times.
 *
 * <p>The first opening puts the bytes, as they are stored, into a temporary file that nobody else can read; this and all later openings read from there, so that all
 * passes see the same content. Takes at most half of the free space: a place with more is opened anew for each pass. The file is gone when this is closed.
 * Thread-safe.
 */
public final class HeldLocation implements Location, AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    private final Location location;
    private @Nullable FileChannel file;
    private StoredBytes kept = StoredBytes.of(InputStream.nullInputStream());
    private List<Problem> said = List.of();
    private boolean tooLarge;

    private HeldLocation(Location location) {
        this.location = location;
    }

    public static HeldLocation of(Location location) {
        return new HeldLocation(location);
    }

    @Override
    public String name() {
        return location.name();
    }

    @Override
    public synchronized Source open(SourceLimits limits) {
        try {
            FileChannel open = file;
            if (open == null && !tooLarge) {
                open = fetched(limits);
                file = open;
            }
            return open == null
                    ? location.open(limits)
                    : Source.of(name(), kept.withBytes(new ChannelBytes(open)).withRemarks(once(said)), limits);
        } catch (IOException e) {
            throw new FeedException(
                    new Problem(
                            LocationProblem.READ_FAILED,
                            SourcePosition.unknown(name()),
                            "What was transferred cannot be read again: " + Source.reason(e) + ".",
                            "Make room in the folder for temporary files (java.io.tmpdir)."),
                    e);
        }
    }

    /** The whole place in a file, or null where it is too large for that. */
    private @Nullable FileChannel fetched(SourceLimits limits) throws IOException {
        Path path = Files.createTempFile("feedkit", ".held");
        FileChannel to = FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        boolean whole = false;
        try (Source source = location.open(limits)) {
            long most = Files.getFileStore(path.toAbsolutePath().getParent()).getUsableSpace() / 2;
            StoredBytes stored = source.stored();
            whole = stored.size() <= most && copy(stored.bytes(), to, Math.min(most, limits.maxBytes()));
            kept = new StoredBytes(InputStream.nullInputStream(), to.size(), stored.version(), stored.charset());
            said = source.remarks();
        } finally {
            if (!whole) {
                to.close();
            }
        }
        tooLarge = !whole;
        return whole ? to : null;
    }

    /** What was said while it was transferred, for one pass. */
    private static Supplier<List<Problem>> once(List<Problem> said) {
        Deque<List<Problem>> left = new ArrayDeque<>(List.of(said));
        return () -> left.isEmpty() ? List.of() : left.remove();
    }

    private static boolean copy(InputStream from, FileChannel to, long most) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long size = 0;
        for (int got = from.read(buffer); got >= 0; got = from.read(buffer)) {
            size += got;
            if (size > most) {
                return false;
            }
            ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, got);
            while (bytes.hasRemaining()) {
                to.write(bytes);
            }
        }
        return true;
    }

    @Override
    public boolean isFile(Path other) {
        return location.isFile(other);
    }

    @Override
    public synchronized OptionalLong storedBytes() {
        return file == null ? location.storedBytes() : OptionalLong.of(kept.size());
    }

    /** Gives the temporary file back; a later opening transfers anew. */
    @Override
    public synchronized void close() {
        FileChannel open = file;
        file = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                return; // a temporary file that cannot be removed is no reason to lose what was read from it
            }
        }
    }

    @Override
    public String toString() {
        return name();
    }

    /** One pass; several may be under way in one file. */
    private static final class ChannelBytes extends InputStream {
        private final FileChannel file;
        private long position;

        ChannelBytes(FileChannel file) {
            this.file = file;
        }

        @Override
        public int read() throws IOException {
            byte[] single = new byte[1];
            return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            int got = file.read(ByteBuffer.wrap(into, from, length), position);
            position += Math.max(0, got);
            return got;
        }
    }
}
