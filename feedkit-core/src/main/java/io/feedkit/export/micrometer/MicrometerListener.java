package io.feedkit.export.micrometer;

import io.feedkit.export.ExportListener;
import io.feedkit.export.ExportReport;
import io.feedkit.export.FeedReport;
import io.feedkit.export.StageTime;
import io.feedkit.problem.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Objects;

/**
 * Tells a Micrometer registry of runs.
 *
 * <table>
 * <caption>Meters</caption>
 * <tr><td>{@code feedkit.runs}</td><td>timer, with {@code outcome}: clean, problems, failed; a failed run counts and has no time</td></tr>
 * <tr><td>{@code feedkit.records}</td><td>counter of records read</td></tr>
 * <tr><td>{@code feedkit.products}</td><td>counter, with {@code feed} and {@code status}: sent, excluded, invalid, unreadable</td></tr>
 * <tr><td>{@code feedkit.feeds}</td><td>counter, with {@code feed} and {@code outcome}: published, held-back, failed</td></tr>
 * <tr><td>{@code feedkit.stage}</td><td>timer, with {@code stage} and {@code feed}, of all threads together</td></tr>
 * </table>
 *
 * <p>Tags are members and words of ours, never products, so their number is bounded. Thread-safe, for any number of exports.
 */
public final class MicrometerListener implements ExportListener {
    private final MeterRegistry registry;

    private MicrometerListener(MeterRegistry registry) {
        this.registry = registry;
    }

    @SuppressWarnings("exports")
    public static MicrometerListener of(MeterRegistry registry) {
        return new MicrometerListener(Objects.requireNonNull(registry, "registry"));
    }

    @Override
    public void stageEnded(StageTime time) {
        String feed = time.feed().isEmpty() ? "all" : time.feed();
        registry.timer("feedkit.stage", "stage", time.stage().word(), "feed", feed)
                .record(Duration.ofNanos(time.nanos()));
    }

    @Override
    public void feedEnded(FeedReport feed) {
        String name = feed.member().toString();
        String outcome = feed.published() ? "published" : feed.heldBack() ? "held-back" : "failed";
        registry.counter("feedkit.feeds", "feed", name, "outcome", outcome).increment();
        count(name, "sent", feed.sent());
        count(name, "excluded", feed.excluded());
        count(name, "invalid", feed.invalid());
        count(name, "unreadable", feed.unreadable());
    }

    private void count(String feed, String status, long products) {
        registry.counter("feedkit.products", "feed", feed, "status", status).increment(products);
    }

    @Override
    public void ended(ExportReport report) {
        registry.counter("feedkit.records").increment(report.records());
        registry.timer("feedkit.runs", "outcome", report.clean() ? "clean" : "problems")
                .record(Duration.ofNanos(report.times().elapsedNanos()));
    }

    @Override
    public void failed(Problem problem) {
        registry.timer("feedkit.runs", "outcome", "failed").record(Duration.ZERO);
    }
}
