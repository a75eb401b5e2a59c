package io.feedkit.export.api;

import java.time.Duration;
import java.time.Instant;

/** The time that calls are counted in, and how it is waited for. Thread-safe. */
public interface Pace {

    /** Real time, which is this now. */
    static Pace from(Instant start) {
        long begin = System.nanoTime();
        return new Pace() {
            @Override
            public Instant now() {
                return start.plusNanos(System.nanoTime() - begin);
            }

            @Override
            public void sleep(Duration time) throws InterruptedException {
                Thread.sleep(time.toMillis(), time.toNanosPart() % 1_000_000);
            }
        };
    }

    Instant now();

    /** Comes back when this much time has passed. */
    void sleep(Duration time) throws InterruptedException;
}
