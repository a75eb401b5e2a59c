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
 * passes see the same content; of files within an archive, the archive. Takes at most half of the free space: a place with more is opened anew for each pass. The file is gone when this is closed.
 * Thread-safe.
 */
public final class HeldLocation implements Location, AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    private static final int HEAD = 128;

    private final Location location;
    /** What is transferred: the place, or the archive around it. */
    private final Location transferred;

    private final boolean archivesOnly;
    private @Nullable FileChannel file;
    private StoredBytes kept = StoredBytes.of(InputStream.nullInputStream());
    private List<Problem> said = List.of();
    private boolean tooLarge;

    private HeldLocation(Location location, boolean archivesOnly) {
        this.location = location;
        this.archivesOnly = archivesOnly;
        transferred = location instanceof WithinArchive within ? within.archive() : location;
    }

    public static HeldLocation of(Location location) {
        return new HeldLocation(location, false);
    }

    /** As {@link #of}, but only an archive is kept, of which everything has to be transferred before its first file can be read; anything else is opened anew each time. */
    public static HeldLocation ofArchive(Location location) {
        return new HeldLocation(location, true);
    }

    /** Whether it was transferred and is kept. */
    public synchronized boolean isHolding() {
        return file != null;
    }

    @Override
    public String name() {
        return location.name();
    }

    @Override
    public String shownName() {
        return location.shownName();
    }

    @Override
    public Source open(SourceLimits limits) {
        return location instanceof WithinArchive within ? inside(within).open(limits) : stored(limits);
    }

    @Override
    public Parts parts(SourceLimits limits) {
        return location instanceof WithinArchive within
                ? inside(within).parts(limits)
                : Archives.parts(stored(limits), limits);
    }

    /** The same files of the copy. */
    private Location inside(WithinArchive within) {
        return new WithinArchive(new Copy(this), within.entries());
    }

    /** The archive around the place, as it was transferred. */
    private record Copy(HeldLocation held) implements Location {
        @Override
        public String name() {
            return held.transferred.name();
        }

        @Override
        public Source open(SourceLimits limits) {
            return held.stored(limits);
        }
    }

    private synchronized Source stored(SourceLimits limits) {
        try {
            FileChannel open = file;
            if (open == null && !tooLarge) {
                Source source = transferred.open(limits);
                if (archivesOnly && !Archives.isArchive(source.head(HEAD))) {
                    return source;
                }
                open = fetched(source, limits);
                file = open;
            }
            return open == null
                    ? transferred.open(limits)
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
    private @Nullable FileChannel fetched(Source from, SourceLimits limits) throws IOException {
        try (Source source = from) {
            return fetched(source, limits.maxBytes());
        }
    }

    private @Nullable FileChannel fetched(Source source, long maxBytes) throws IOException {
        Path path = Files.createTempFile("feedkit", ".held");
        FileChannel to = FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        boolean whole = false;
        try {
            long most = Files.getFileStore(path.toAbsolutePath().getParent()).getUsableSpace() / 2;
            // Of an archive its head was looked at, so its bytes come behind any compression on the way.
            StoredBytes stored = archivesOnly
                    ? new StoredBytes(
                            source.bytes(), StoredBytes.UNKNOWN_SIZE, source.version(), source.statedCharset())
                    : source.stored();
            whole = stored.size() <= most && copy(stored.bytes(), to, Math.min(most, maxBytes));
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
    public String emptyMeans() {
        return location.emptyMeans();
    }

    @Override
    public synchronized OptionalLong storedBytes() {
        return file == null ? transferred.storedBytes() : OptionalLong.of(kept.size());
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
