package io.feedkit.export;

import java.util.ArrayList;
import java.util.List;

/** Adds up what one thread spends on stages: a lap begins where the last one ended. One reading of the timer for each stage and batch costs nothing that could be measured. */
final class StageClock {
    private static final Stage[] STAGES = Stage.values();

    private final long[] nanos = new long[STAGES.length];
    private final long[] products = new long[STAGES.length];
    private long mark;

    void start() {
        mark = System.nanoTime();
    }

    /** Ends a lap, which was spent on so many products. */
    void lap(Stage stage, long count) {
        long now = System.nanoTime();
        nanos[stage.ordinal()] += now - mark;
        products[stage.ordinal()] += count;
        mark = now;
    }

    void add(StageClock other) {
        for (int i = 0; i < nanos.length; i++) {
            nanos[i] += other.nanos[i];
            products[i] += other.products[i];
        }
    }

    /** The stages that took any time, for a feed or, where its name is empty, for all of them. */
    List<StageTime> times(String feed) {
        List<StageTime> times = new ArrayList<>();
        for (Stage stage : STAGES) {
            if (nanos[stage.ordinal()] > 0) {
                times.add(new StageTime(stage, feed, nanos[stage.ordinal()], products[stage.ordinal()]));
            }
        }
        return times;
    }
}
