package io.feedkit.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.export.micrometer.MicrometerListener;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MicrometerListenerTest {

    @Test
    void countsRecordsAndProductsAndTimesRunsAndStages() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        ExportListener listener = MicrometerListener.of(registry);
        ExportReport report = Reports.of(1);
        FeedReport feed = report.feeds().get(0);

        listener.feedEnded(feed);
        listener.stageEnded(new StageTime(Stage.READ, "", 2_000_000, 7));
        listener.ended(report);

        assertThat(registry.get("feedkit.products")
                        .tags("feed", feed.member().toString(), "status", "sent")
                        .counter()
                        .count())
                .isEqualTo(feed.sent());
        assertThat(registry.get("feedkit.stage")
                        .tags("stage", "read", "feed", "all")
                        .timer()
                        .totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(2);
        assertThat(registry.get("feedkit.records").counter().count()).isEqualTo(report.records());
        assertThat(registry.get("feedkit.runs").timer().count()).isEqualTo(1);
    }
}
