package io.feedkit.export;

import io.feedkit.problem.Problem;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** A run in the host's log. */
final class LoggingListener implements ExportListener {
    private static final long MILLISECOND = 1_000_000;

    private final Logger log;

    LoggingListener(Logger log) {
        this.log = log;
    }

    @Override
    public void started(Start start) {
        log.log(Level.INFO, () -> "reading " + start.catalog() + " for " + String.join(", ", start.feeds()));
    }

    @Override
    public void stageEnded(StageTime time) {
        log.log(
                Level.DEBUG,
                () -> time.stage().word() + (time.feed().isEmpty() ? "" : " for " + time.feed()) + ": "
                        + time.nanos() / MILLISECOND + " ms, " + time.products() + " products");
    }

    @Override
    public void feedEnded(FeedReport feed) {
        if (feed.published()) {
            log.log(Level.INFO, () -> feed.member() + ": " + feed.sent() + " products published");
        } else {
            log.log(Level.WARNING, () -> feed.member() + " was not published: " + feed.failures());
        }
    }

    @Override
    public void ended(ExportReport report) {
        log.log(
                Level.INFO,
                () -> report.records() + " records of " + report.catalog() + " in "
                        + report.times().elapsedNanos() / MILLISECOND + " ms");
    }

    @Override
    public void failed(Problem problem) {
        log.log(Level.ERROR, problem::toString);
    }
}
