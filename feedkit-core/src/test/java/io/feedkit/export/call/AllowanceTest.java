package io.feedkit.export.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.feed.api.CallLimit;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllowanceTest {
    private static final Instant START = Instant.parse("2026-06-10T08:00:00Z");

    @Property(tries = 200)
    void letsNeverMoreThroughInAnyTimeThanTheLimitSays(
            @ForAll @IntRange(min = 1, max = 30) int calls,
            @ForAll @IntRange(min = 1, max = 100_000) int perMillis,
            @ForAll List<@LongRange(min = 0, max = 20_000) Long> gaps) {
        Allowance allowance = new Allowance(new CallLimit("all", calls, Duration.ofMillis(perMillis)));
        Deque<Instant> taken = new ArrayDeque<>();
        Instant now = START;
        for (long gap : gaps) {
            now = now.plusMillis(gap);
            for (int burst = 0; burst < 3; burst++) {
                Duration wait = allowance.wait(now);
                assertThat(wait)
                        .isLessThanOrEqualTo(Duration.ofMillis(perMillis)
                                .multipliedBy(102)
                                .dividedBy(100)
                                .plusMillis(1));
                now = now.plus(wait);
                assertThat(allowance.wait(now)).isZero();
                allowance.take(now);
                taken.add(now);
                while (!taken.isEmpty() && !taken.peek().isAfter(now.minusMillis(perMillis))) {
                    taken.poll();
                }
                assertThat(taken.size()).isLessThanOrEqualTo(calls);
            }
        }
    }

    @Test
    void givesAllTokensAtOnceAndThenOneAfterTheOther() {
        Allowance allowance = new Allowance(new CallLimit("all", 2, Duration.ofSeconds(10)));
        allowance.take(START);
        allowance.take(START.plusSeconds(4));

        assertThat(allowance.wait(START.plusSeconds(5))).isBetween(Duration.ofSeconds(5), Duration.ofMillis(5_200));
    }

    @Test
    void standsStillWhenTheClockGoesBack() {
        Allowance allowance = new Allowance(new CallLimit("all", 1, Duration.ofSeconds(10)));
        allowance.take(START);

        assertThat(allowance.wait(START.minusSeconds(3600))).isPositive();
    }

    @Test
    void remembersWhatAnotherRunTook(@TempDir Path folder) {
        List<CallLimit> limits = List.of(
                new CallLimit("all-day", 3, Duration.ofDays(1)), new CallLimit("all", 100, Duration.ofSeconds(1)));
        Path file = folder.resolve("feed.limits");
        Allowances first = new Allowances();
        first.add(limits, file, START);
        for (int i = 0; i < 3; i++) {
            assertThat(first.take("insert", START)).isZero();
        }
        Allowances second = new Allowances();
        second.add(limits, file, START.plusSeconds(60));

        assertThat(second.take("insert", START.plusSeconds(60))).isGreaterThan(Duration.ofHours(23));
        assertThat(second.take("insert", START.plus(Duration.ofHours(25)))).isZero();
    }

    @Test
    void countsOnlyTheCallsALimitIsFor() {
        CallLimit limit = new CallLimit("offers", 1, Duration.ofMinutes(1));

        assertThat(limit.counts("offers")).isTrue();
        assertThat(limit.counts("offers-removal")).isTrue();
        assertThat(limit.counts("status")).isFalse();
        assertThat(new CallLimit("all-day", 1, Duration.ofDays(1)).counts("status"))
                .isTrue();
    }
}
