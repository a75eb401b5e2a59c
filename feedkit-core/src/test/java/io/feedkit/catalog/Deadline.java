package io.feedkit.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Five seconds for a file, whatever is in it.
 *
 * <p>They are CPU seconds of the thread that reads, because other work on the machine says nothing about a file; a minute on the wall ends what would go on for ever.
 */
public final class Deadline {
    private static final Duration MOST = Duration.ofSeconds(5);
    private static final Duration HANGS = Duration.ofMinutes(1);

    private Deadline() {}

    public static <T> T met(String what, Supplier<T> work) {
        return assertTimeoutPreemptively(
                HANGS,
                () -> {
                    T result = work.get();
                    // The thread was made for this, so that all it did is the work.
                    Duration taken =
                            Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
                    assertThat(taken).as("CPU time for %s", what).isLessThan(MOST);
                    return result;
                },
                what);
    }
}
