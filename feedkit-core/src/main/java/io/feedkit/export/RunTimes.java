package io.feedkit.export;

import java.util.List;
import java.util.TreeMap;

/**
 * How long a run took, and what it spent that time on. It differs from run to run; everything else in a report does not.
 *
 * @param elapsedNanos from start to end, in nanoseconds; of parts that were merged, the longest
 * @param stages the work of each stage, by stage and feed
 */
public record RunTimes(long elapsedNanos, List<StageTime> stages) {
    /** No time was measured. */
    public static final RunTimes NONE = new RunTimes(0, List.of());

    public RunTimes {
        stages = List.copyOf(stages);
    }

    RunTimes plus(RunTimes other) {
        TreeMap<String, StageTime> sums = new TreeMap<>();
        for (RunTimes times : List.of(this, other)) {
            times.stages.forEach(time -> sums.merge(time.stage().ordinal() + " " + time.feed(), time, StageTime::plus));
        }
        return new RunTimes(Math.max(elapsedNanos, other.elapsedNanos), List.copyOf(sums.values()));
    }
}
