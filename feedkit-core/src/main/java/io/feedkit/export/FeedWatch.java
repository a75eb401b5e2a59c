package io.feedkit.export;

import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemSink;
import io.feedkit.problem.SourcePosition;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Holds a feed back that is worse than the one that stands in its place; the last good feed then stays. */
final class FeedWatch {
    private final SourcePosition at;
    private List<GuardReading> readings = List.of();

    FeedWatch(Path feed) {
        at = SourcePosition.unknown(feed.toString());
    }

    /** What the guards found; nothing when none was asked. */
    List<GuardReading> readings() {
        return readings;
    }

    /** The last good feed is better than one that lost its products or its prices. */
    void keepFromWorse(Guards guards, FeedSummary before, FeedSummary now) {
        readings = before.isEmpty() ? List.of() : GuardCheck.readings(guards, before, now);
        List<String> tripped = GuardCheck.tripped(readings);
        if (!tripped.isEmpty()) {
            throw new FeedException(new Problem(
                    ExportProblem.GUARD_TRIPPED,
                    at,
                    "The feed was held back, since it is too different from the last: " + String.join("; ", tripped)
                            + ".",
                    "If that is meant, publish it once with --accept; the last good feed was left in place."));
        }
    }

    /** An empty feed takes every product off the channel: where there is one with products, that is hardly what was meant. */
    void keepFromEmptying(PreviousFeed previous, ProblemSink problems) {
        if (previous.holdsProducts()) {
            throw new FeedException(new Problem(
                    ExportProblem.WOULD_EMPTY,
                    at,
                    "No product is left to send, and a feed with products stands here.",
                    "Look at what was left out, and why. To publish an empty feed, accept it (--accept)."));
        }
        if (!previous.exists()) {
            problems.report(new Problem(
                    ExportProblem.EMPTY_FEED,
                    at,
                    "The feed was published without a product.",
                    "Look at what was left out, and why."));
        }
    }

    /**
     * A rule that fails again and again does not do what it says, and neither does the feed then.
     *
     * @param faults how often each rule failed
     */
    void keepFromFaults(FaultLimits limits, Map<String, Long> faults, long records) {
        long all = 0;
        for (Map.Entry<String, Long> rule : faults.entrySet()) {
            if (limits.ofOneRule().isPassedBy(rule.getValue(), records)) {
                throw tooManyFaults("The rule " + rule.getKey() + " failed " + rule.getValue() + " times among "
                        + records + " records, more than is allowed of one rule.");
            }
            all += rule.getValue();
        }
        if (limits.ofAllRules().isPassedBy(all, records)) {
            throw tooManyFaults("Rules failed " + all + " times among " + records
                    + " records, more than is allowed of all rules together.");
        }
    }

    private FeedException tooManyFaults(String message) {
        return new FeedException(
                new Problem(
                        ExportProblem.TOO_MANY_FAULTS,
                        at,
                        message,
                        "Look at the faults in the report and mend the rule, or allow more (--max-faults); the last good feed was left in place."));
    }
}
