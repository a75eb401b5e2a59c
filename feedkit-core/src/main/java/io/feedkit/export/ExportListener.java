package io.feedkit.export;

import io.feedkit.problem.Problem;
import java.util.List;
import java.util.function.Consumer;

/**
 * Hears what a run does, for logs, metrics and progress bars. Every method does nothing unless overridden.
 *
 * <p>Reading, rules, checks, encoding and writing are interleaved, batch by batch: such a stage starts with the first batch and ends after the last, and its time is that of all threads
 * together. Calls come one at a time, from changing threads, and hold the run up, so they should return at once. A listener that throws is heard no more in that run; the
 * report says so with {@code export.listener-failed}, and the run goes on.
 */
public interface ExportListener {

    /** A run begins. */
    default void started(Start start) {}

    /** A stage begins, for one feed ({@code google-shopping:FR:fr}) or, with an empty name, for all of them. */
    default void stageStarted(Stage stage, String feed) {}

    /** A stage is over. */
    default void stageEnded(StageTime time) {}

    /** A batch is done. Told after every batch, in the order of the catalogue. */
    default void progressed(Progress progress) {}

    /** A feed stands in its place, or was given up. */
    default void feedEnded(FeedReport feed) {}

    /** The run is over, with whatever outcome each feed had. */
    default void ended(ExportReport report) {}

    /** The run ended without a report: nothing was published. */
    default void failed(Problem problem) {}

    /**
     * A run that begins.
     *
     * @param catalog name of what is read
     * @param totalBytes its size, or 0 when that is not known
     * @param feeds the members feeds are made for
     * @param threads how many threads work
     */
    record Start(String catalog, long totalBytes, List<String> feeds, int threads) {
        public Start {
            feeds = List.copyOf(feeds);
        }
    }

    /** Hears only how far a run is. */
    static ExportListener ofProgress(Consumer<Progress> progress) {
        return new ExportListener() {
            @Override
            public void progressed(Progress told) {
                progress.accept(told);
            }
        };
    }

    /** Writes starts, ends and outcomes to {@link System.Logger} {@code io.feedkit.export}: outcomes at INFO, feeds that were not published at WARNING, stages at DEBUG. */
    static ExportListener logging() {
        return new LoggingListener(System.getLogger("io.feedkit.export"));
    }
}
