package io.feedkit.acceptance;

import io.feedkit.export.api.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Time that passes only while somebody waits. */
final class VirtualPace implements Pace {
    final List<Duration> waits = new ArrayList<>();
    private Instant now = Feeds.JUNE;

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized void sleep(Duration time) {
        waits.add(time);
        now = now.plus(time);
    }

    Duration waited() {
        return waits.stream().reduce(Duration.ZERO, Duration::plus);
    }
}
