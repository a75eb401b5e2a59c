package io.feedkit.cli;

import static io.feedkit.cli.Shell.feedkit;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.cli.Shell.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChannelsCommandTest {

    @Test
    void listsEveryChannel() {
        Outcome outcome = feedkit("channels");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out().lines()).anyMatch(line -> line.matches("google-shopping +ads .*"));
        assertThat(outcome.out().lines()).anyMatch(line -> line.startsWith("generic-csv "));
    }

    @Test
    void showsWhatAChannelAsksForAndWhereThatIsWritten() {
        String shown = feedkit("channels", "google-shopping").out();

        assertThat(shown)
                .containsPattern(
                        "(?m)^  title +text +required when structured_title is missing +help +at most 150 characters");
        assertThat(shown)
                .containsPattern(
                        "(?m)^  availability +enum +required +help +one of in_stock, out_of_stock, preorder, backorder");
        assertThat(shown)
                .containsPattern("(?m)^  \\[help\\] .*https://support\\.google\\.com/merchants/answer/7052112");
    }

    @Test
    void showsADescriptorOfOnesOwn(@TempDir Path folder) throws IOException {
        Path own = Files.writeString(folder.resolve("corner-shop.yaml"), """
                channel: corner-shop
                label: The shop on the corner
                kind: comparator
                version: 1
                sources:
                  letter: { document: Their letter of May, read: 2026-11 }
                default-source: letter
                layouts:
                  csv: { format: delimited, delimiter: comma }
                fields:
                  id: { required: true, unique: true }
                  title: { required: true, max-length: 40 }
                """);

        Outcome outcome = feedkit("channels", "--channel-file", own);

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).containsPattern("(?m)^  title +text +required +letter +at most 40 characters$");
    }
}
