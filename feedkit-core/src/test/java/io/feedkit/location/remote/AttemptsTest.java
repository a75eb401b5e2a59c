package io.feedkit.location.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.feedkit.location.LocationProblem;
import io.feedkit.location.Patience;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttemptsTest {
    private static final FeedException FAILURE = new FeedException(
            new Problem(LocationProblem.READ_FAILED, SourcePosition.unknown("there"), "It broke.", ""));

    /** How long each pause might have been. */
    private final List<Long> longest = new ArrayList<>();

    private final Patience patience = Patience.DEFAULTS
            .withAttempts(8)
            .withPauses(Duration.ofMillis(100), Duration.ofMillis(1000))
            .withChance(bound -> {
                longest.add(bound);
                return 0;
            });

    @Test
    void pausesDoubleUpToTheLongest() {
        Attempts attempts = new Attempts("there", patience);
        for (int i = 0; i < 7; i++) {
            attempts.waitOr(FAILURE);
        }
        assertThat(longest).containsExactly(100L, 200L, 400L, 800L, 1000L, 1000L, 1000L);
        assertThat(catchThrowable(() -> attempts.waitOr(FAILURE))).isSameAs(FAILURE);
    }

    @Test
    void progressBeginsTheCountAnew() {
        Attempts attempts = new Attempts("there", patience.withAttempts(3));
        for (int i = 0; i < 20; i++) {
            attempts.waitOr(FAILURE);
            attempts.waitOr(FAILURE);
            attempts.progressed();
        }
        assertThat(longest).hasSize(40).containsOnly(100L, 200L);
    }

    @Test
    void waitsAtLeastAsLongAsWasAskedForAndNotBeyondWhatIsAllowed() {
        Attempts attempts = new Attempts("there", patience);
        long start = System.nanoTime();
        attempts.waitOr(FAILURE, Duration.ofMillis(150));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(150));
        assertThat(catchThrowable(() -> attempts.waitOr(FAILURE, Duration.ofMillis(1001))))
                .isSameAs(FAILURE);
    }

    @Test
    void doesNotBeginAPauseThatWouldLastBeyondTheTimeForAll() {
        Attempts attempts = new Attempts("there", patience.withOverall(Duration.ofMillis(400)));
        assertThat(catchThrowable(() -> attempts.waitOr(FAILURE, Duration.ofMillis(900))))
                .isSameAs(FAILURE);
    }

    @Test
    void saysThatTheTimeForAllIsOver() throws InterruptedException {
        Attempts attempts = new Attempts("there", patience.withOverall(Duration.ofMillis(20)));
        Thread.sleep(30);
        FeedException over = catchThrowableOfType(FeedException.class, attempts::left);
        assertThat(over.problem().code()).isEqualTo(LocationProblem.TIMEOUT);
    }

    @Test
    void anInterruptedPauseEndsTheTryingAndKeepsTheInterrupt() {
        Attempts attempts = new Attempts("there", patience);
        Thread.currentThread().interrupt();
        assertThat(catchThrowable(() -> attempts.waitOr(FAILURE, Duration.ofMillis(500))))
                .isSameAs(FAILURE);
        assertThat(Thread.interrupted()).isTrue();
    }
}
