package io.feedkit.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Does something again whenever files change: not before they have been quiet for a while, since a file that is being written is no file yet, and not more often than allowed. Ends when its
 * thread is interrupted.
 */
final class WatchLoop {
    private static final Duration LOOK = Duration.ofMillis(200);

    private final Supplier<Map<Path, WatchedFiles.Stamp>> look;
    private final Duration atLeast;
    private final Duration settle;

    /** What is done, because of which files; none the first time. */
    interface Work {
        void run(Set<Path> changed);
    }

    /**
     * @param atLeast between the starts of two runs
     * @param settle for how long files must be quiet
     */
    WatchLoop(Supplier<Map<Path, WatchedFiles.Stamp>> look, Duration atLeast, Duration settle) {
        this.look = look;
        this.atLeast = atLeast;
        this.settle = settle;
    }

    void run(Work work) {
        Set<Path> changed = Set.of();
        try {
            while (!Thread.currentThread().isInterrupted()) {
                long started = System.nanoTime();
                // Taken before the work, so that what changes meanwhile is noticed.
                Map<Path, WatchedFiles.Stamp> before = look.get();
                work.run(changed);
                before = withNewcomers(before);
                changed = awaitChange(before);
                Thread.sleep(Math.max(
                        0, atLeast.minusNanos(System.nanoTime() - started).toMillis()));
                awaitQuiet();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Files that only the work itself made known, such as those a mapping names, have not changed by becoming known. */
    private Map<Path, WatchedFiles.Stamp> withNewcomers(Map<Path, WatchedFiles.Stamp> before) {
        Map<Path, WatchedFiles.Stamp> now = new TreeMap<>(look.get());
        now.putAll(before);
        return now;
    }

    private Set<Path> awaitChange(Map<Path, WatchedFiles.Stamp> before) throws InterruptedException {
        while (true) {
            Set<Path> changed = changed(before, look.get());
            if (!changed.isEmpty()) {
                return changed;
            }
            Thread.sleep(LOOK.toMillis());
        }
    }

    private void awaitQuiet() throws InterruptedException {
        Map<Path, WatchedFiles.Stamp> last = look.get();
        long quietSince = System.nanoTime();
        while (System.nanoTime() - quietSince < settle.toNanos()) {
            Thread.sleep(Math.min(LOOK.toMillis(), Math.max(1, settle.toMillis())));
            Map<Path, WatchedFiles.Stamp> now = look.get();
            if (!now.equals(last)) {
                last = now;
                quietSince = System.nanoTime();
            }
        }
    }

    private static Set<Path> changed(Map<Path, WatchedFiles.Stamp> before, Map<Path, WatchedFiles.Stamp> now) {
        Set<Path> all = new TreeSet<>(before.keySet());
        all.addAll(now.keySet());
        all.removeIf(file -> Objects.equals(Optional.ofNullable(before.get(file)), Optional.ofNullable(now.get(file))));
        return all;
    }
}
