package io.feedkit.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is measured is a delta that sends what it should. */
class DeltaJobTest {
    @Test
    void sendsExactlyWhatDiffersBetweenTwoFullRuns(@TempDir Path folder) throws IOException {
        assertThat(new DeltaJob(folder, 5_000, 7).check()).isEmpty();
    }
}
