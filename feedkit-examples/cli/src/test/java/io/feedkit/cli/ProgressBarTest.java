package io.feedkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.export.Progress;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void showsShareSpeedAndTimeLeft() {
        assertThat(ProgressBar.line(new Progress(600_000, 60, 100), 3 * SECOND))
                .isEqualTo("[##################------------]  60%  600,000 records  200,000/s  2 s left");
    }

    @Test
    void showsOnlySpeedWhenTheSizeIsNotKnown() {
        assertThat(ProgressBar.line(new Progress(500, 60, 0), SECOND)).isEqualTo("500 records  500/s");
    }

    @Test
    void neverPromisesMoreThanAllOfIt() {
        assertThat(ProgressBar.line(new Progress(1, 120, 100), SECOND)).contains("100%", "0 s left");
    }

    @Test
    void drawsTenTimesASecondAndLeavesAnEmptyLine() {
        StringWriter screen = new StringWriter();
        AtomicLong now = new AtomicLong();
        try (ProgressBar bar = new ProgressBar(new PrintWriter(screen), now::get)) {
            for (int i = 1; i <= 100; i++) {
                now.addAndGet(SECOND / 100);
                bar.progressed(new Progress(i, i, 100));
            }
        }

        assertThat(screen.toString().chars().filter(c -> c == '\r').count()).isEqualTo(10 + 2);
        assertThat(screen.toString()).endsWith("\r").doesNotContain("\n");
    }
}
