package io.feedkit.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two sides of the comparison do the same work. */
class WholeJobTest {
    @Test
    void makesTheFeedsThatCodeByHandMakes(@TempDir Path folder) throws IOException {
        assertThat(new WholeJob(folder, 2_000, 7).check()).isEmpty();
    }

    @Test
    void makesTheSameFeedsOnTwoThreads(@TempDir Path folder) throws IOException {
        Path catalogue = folder.resolve("catalogue.csv");
        new CatalogueGenerator(8).write(catalogue, 2_000);
        long byHand = HandWrittenJob.run(catalogue, folder.resolve("hand.xml"), folder.resolve("hand.csv"));

        assertThat(FeedkitJob.run(catalogue, folder, 2)).isEqualTo(byHand).isBetween(1_000L, 1_999L);
        assertThat(FeedComparison.ofRss(folder.resolve("hand.xml"), folder.resolve("feedkit.xml")))
                .isEmpty();
        assertThat(FeedComparison.ofCsv(folder.resolve("hand.csv"), folder.resolve("feedkit.csv")))
                .isEmpty();
    }
}
