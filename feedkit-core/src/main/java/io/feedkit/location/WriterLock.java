package io.feedkit.location;

import io.feedkit.problem.FeedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One writer at a time.
 *
 * <p>The lock is the operating system's, on a file of its own, and goes with the process that holds it; so whoever gets it on this machine may write, whatever a killed run left in the file. On a
 * share that several machines use, locks do not always reach from one to the other. So the holder writes into the file who it is, and wipes that out at the end: what is found there from
 * another machine counts as a running holder until it is old. Ages are compared on the clock of the file system, which both machines see.
 */
final class WriterLock implements AutoCloseable {
    private static final long FIRST_PAUSE_MILLIS = 2;
    private static final long LONGEST_PAUSE_MILLIS = 1000;
    private static final int MOST_HOLDER_BYTES = 1000;

    private final FileChannel channel;
    private final FileLock lock;

    private WriterLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /** Takes the lock; throws {@code publish.busy} when it is not to be had. */
    static WriterLock take(Path file, WhenBusy whenBusy, String place) throws IOException {
        long start = System.nanoTime();
        long pause = FIRST_PAUSE_MILLIS;
        long longest = Math.max(
                pause, Math.min(LONGEST_PAUSE_MILLIS, whenBusy.longestWait().toMillis() / 20));
        while (true) {
            WriterLock taken = tried(file, whenBusy);
            if (taken != null) {
                return taken;
            }
            Duration waited = Duration.ofNanos(System.nanoTime() - start);
            if (waited.compareTo(whenBusy.longestWait()) >= 0) {
                throw busy(file, place, waited);
            }
            pause(pause, place);
            pause = Math.min(pause * 2, longest);
        }
    }

    private static FeedException busy(Path file, String place, Duration waited) {
        String holder = "";
        try {
            holder = holder(Files.readAllBytes(file));
        } catch (IOException e) {
            holder = ""; // where another process's lock keeps it from being read
        }
        return PublishProblem.BUSY.at(
                place,
                "Another run is writing this file" + (holder.isEmpty() ? "" : " (" + holder + ")")
                        + (waited.toSeconds() > 0 ? ", still after " + waited.toSeconds() + " seconds" : "") + ".");
    }

    private static void pause(long millis, String place) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw PublishProblem.BUSY.at(place, "The thread was interrupted while it waited for another run.", e);
        }
    }

    private static @Nullable WriterLock tried(Path file, WhenBusy whenBusy) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        WriterLock taken = null;
        try {
            FileLock lock = tryLock(channel);
            if (lock != null && !isHeldElsewhere(file, channel, whenBusy)) {
                channel.truncate(0);
                channel.write(ByteBuffer.wrap(me().getBytes(StandardCharsets.UTF_8)), 0);
                taken = new WriterLock(channel, lock);
            }
            return taken;
        } finally {
            // Else it would keep every later writer of this process out.
            if (taken == null) {
                channel.close();
            }
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldInThisProcess) {
            return null;
        }
    }

    private static boolean isHeldElsewhere(Path file, FileChannel channel, WhenBusy whenBusy) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(MOST_HOLDER_BYTES);
        channel.read(content, 0);
        String holder = holder(java.util.Arrays.copyOf(content.array(), content.position()));
        if (holder.isEmpty() || holder.endsWith(" on " + machine())) {
            return false;
        }
        Duration age = Duration.between(
                Files.getLastModifiedTime(file).toInstant(), now(file).toInstant());
        return age.compareTo(whenBusy.staleAfter()) < 0;
    }

    /** What the file system's clock says. */
    private static java.nio.file.attribute.FileTime now(Path file) throws IOException {
        Path probe = file.resolveSibling(file.getFileName() + ".time");
        try {
            Files.write(probe, new byte[] {1});
            return Files.getLastModifiedTime(probe);
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    private static String holder(byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8).strip();
        return text.matches("process \\d+ on [^\\s]+") ? text : "";
    }

    private static String me() {
        return "process " + ProcessHandle.current().pid() + " on " + machine() + "\n";
    }

    private static String machine() {
        for (String variable : new String[] {"HOSTNAME", "COMPUTERNAME"}) {
            String name = System.getenv(variable);
            if (name != null && name.matches("[^\\s]+")) {
                return name;
            }
        }
        try {
            return InetAddress.getLocalHost().getHostName().replaceAll("\\s", "-");
        } catch (UnknownHostException e) {
            return "this-machine";
        }
    }

    @Override
    public void close() throws IOException {
        try (channel;
                lock) {
            channel.truncate(0);
        }
    }
}
