package io.feedkit.location;

import io.feedkit.problem.FeedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Files of one folder that appear together, whole, or not at all.
 *
 * <p>What is written goes to hidden files beside the targets ({@code .name.part}). {@link #publish} forces them to the disk, writes down in a journal which of them become what, and
 * renames them. Each rename is one step of the file system, so no reader ever sees a part of a file. Who is killed before the journal stands has changed nothing; who is killed after it
 * leaves the rest of the renames to the next writer, who does them before anything else. So old and new files stay together however often somebody is killed.
 *
 * <p>A lock ({@code .name.lock}, named after the first file) keeps a second writer out; it goes with the process that holds it.
 *
 * <p>For one thread, and for one set of files, unless {@link #goOn} begins another; {@link #close} without {@link #publish} leaves the old files as they were. I/O failures are thrown as {@link FeedException}.
 */
public final class Publication implements AutoCloseable {
    private final Path folder;
    private final Path main;
    private final WriterLock lock;
    private final Path journalFile;
    private final Map<String, StagedFile> files = new LinkedHashMap<>();
    /** Of files that might be another publication's main one. */
    private final Map<String, WriterLock> further = new LinkedHashMap<>();

    private final List<String> removed = new ArrayList<>();
    private String keepIn = "";
    private List<String> kept = List.of();
    /** Whether the hidden files are the journal's, or files already. */
    private boolean committed;

    private Publication(Path main, Path folder, WriterLock lock) {
        this.main = main;
        this.folder = folder;
        this.lock = lock;
        journalFile = folder.resolve("." + main.getFileName() + ".journal");
    }

    /** Becomes the one writer, or throws {@code publish.busy}. */
    public static Publication open(Path main) {
        return open(main, WhenBusy.REFUSE);
    }

    /**
     * Becomes the one writer of a file and those that belong to it; folders on the way are made. What a killed writer left unfinished is finished.
     *
     * @param main the file that the lock is named after
     */
    public static Publication open(Path main, WhenBusy whenBusy) {
        Path target = main.toAbsolutePath().normalize();
        Path folder = target.getParent();
        Path name = target.getFileName();
        if (folder == null || name == null || Files.isDirectory(target)) {
            throw PublishProblem.CANNOT_WRITE.at(target.toString(), "This is a folder, not a file.");
        }
        if (name.toString().chars().anyMatch(Character::isISOControl)) {
            throw PublishProblem.CANNOT_WRITE.at(target.toString(), "The name holds control characters.");
        }
        try {
            Files.createDirectories(folder);
            WriterLock lock = WriterLock.take(lockFile(folder, name.toString()), whenBusy, target.toString());
            Publication publication = new Publication(target, folder, lock);
            publication.recover();
            return publication;
        } catch (IOException e) {
            throw failure(target, "The file cannot be written: ", e);
        }
    }

    private static Path lockFile(Path folder, String name) {
        return folder.resolve("." + name + ".lock");
    }

    private void recover() throws IOException {
        boolean done = false;
        try {
            Journal unfinished = Journal.read(journalFile);
            if (unfinished != null) {
                unfinished.apply(folder, new Journal.Done());
                forceFolder();
            }
            Files.deleteIfExists(journalFile);
            done = true;
        } finally {
            if (!done) {
                lock.close();
            }
        }
    }

    /** The file the lock is named after. */
    public Path main() {
        return main;
    }

    /**
     * Starts a file.
     *
     * @param name in the folder of the main file
     */
    public StagedFile file(String name) {
        return file(name, true);
    }

    /** As {@link #file}, for a file that none but feedkit itself reads: it has no checksum. */
    public StagedFile workFile(String name) {
        return file(name, false);
    }

    private StagedFile file(String name, boolean summed) {
        Path target = folder.resolve(name);
        if (!folder.equals(target.getParent()) || Files.isDirectory(target)) {
            throw PublishProblem.CANNOT_WRITE.at(target.toString(), "This is a folder, not a file.");
        }
        try {
            if (!target.equals(main) && !further.containsKey(name)) {
                further.put(name, WriterLock.take(lockFile(folder, name), WhenBusy.REFUSE, target.toString()));
            }
            StagedFile file = StagedFile.open(Journal.hidden(folder, name), target, summed);
            files.put(name, file);
            return file;
        } catch (IOException e) {
            throw failure(target, "The file cannot be written: ", e);
        }
    }

    /** Removes a file when the others take their place; there may be none. */
    public void remove(String name) {
        removed.add(name);
    }

    /**
     * Keeps the files that stand there now, before others take their place.
     *
     * @param within a folder that does not exist yet, as a relative path from the folder of the main file
     */
    public void keep(String within, List<String> names) {
        keepIn = within;
        kept = List.copyOf(names);
    }

    /** Begins another set of files within the same locks, once those before took their place. */
    public void goOn() {
        if (!committed || Files.exists(journalFile)) {
            throw new IllegalStateException("nothing was published before");
        }
        files.clear();
        removed.clear();
        keepIn = "";
        kept = List.of();
        committed = false;
    }

    /** Puts the files in their place. Nothing may be written afterwards. */
    public void publish() {
        files.values().forEach(StagedFile::finish);
        Journal journal = new Journal(keepIn, kept, List.copyOf(files.keySet()), removed);
        Journal.Done done = new Journal.Done();
        try {
            journal.write(journalFile);
            committed = true;
            journal.apply(folder, done);
            forceFolder();
            Files.delete(journalFile);
        } catch (IOException e) {
            if (committed && done.files == 0) {
                takeBack(e);
            }
            throw failure(main, "Publishing failed: ", e);
        }
    }

    /** Nothing took its place, so nothing need be finished later. */
    private void takeBack(IOException e) {
        try {
            Files.delete(journalFile);
            committed = false;
        } catch (IOException alsoFailed) {
            e.addSuppressed(alsoFailed);
        }
    }

    /** Makes renames durable, where the platform lets a folder be forced. */
    private void forceFolder() {
        try (FileChannel opened = FileChannel.open(folder, StandardOpenOption.READ)) {
            opened.force(true);
        } catch (IOException notOnThisPlatform) {
            // Windows has no handle on folders; a rename is atomic there all the same.
            return;
        }
    }

    @Override
    public void close() {
        // Inside the lock: once it is gone the hidden files may be another writer's.
        try (lock) {
            try {
                discard();
            } finally {
                release(further.values().iterator());
            }
        } catch (IOException e) {
            throw failure(main, "Closing failed: ", e);
        }
    }

    private void discard() throws IOException {
        for (StagedFile file : files.values()) {
            file.close();
        }
        for (String name : committed ? Set.<String>of() : files.keySet()) {
            Files.deleteIfExists(Journal.hidden(folder, name));
        }
    }

    /** All of them, whatever happens to one. */
    private static void release(Iterator<WriterLock> locks) throws IOException {
        if (locks.hasNext()) {
            WriterLock one = locks.next();
            try (one) {
                release(locks);
            }
        }
    }

    private static FeedException failure(Path target, String what, IOException e) {
        return PublishProblem.CANNOT_WRITE.at(target.toString(), what + reason(e) + ".", e);
    }

    static String reason(IOException e) {
        String kind = e.getClass().getSimpleName().replace("Exception", "");
        return e.getMessage() == null ? kind : kind + " " + e.getMessage();
    }
}
