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

    @Test
    void lintsDescriptorsAllAtOnce(@TempDir Path folder) throws IOException {
        String head = "channel: corner\nkind: file\nversion: 1\nlayouts: { csv: { format: delimited } }\nfields:\n";
        Path good = Files.writeString(folder.resolve("good.yaml"), head + "  id: { required: true }\n");
        Path odd = Files.writeString(folder.resolve("odd.yaml"), head + "  title: { convert: [truncate] }\n");
        Path bad = Files.writeString(folder.resolve("bad.yaml"), head + "  title: { max-lenght: 5, min: 2 }\n");

        assertThat(feedkit("channels", "lint", good).exitCode()).isZero();
        Outcome advice = feedkit("channels", "lint", odd, "--lang", "fr");
        assertThat(advice.exitCode()).isZero();
        assertThat(advice.out())
                .contains("avertissement[channel.no-effect]", "correction : ", "sans erreur, 1 conseil");
        Outcome all = feedkit("channels", "lint", good, odd, bad);
        assertThat(all.exitCode()).isEqualTo(1);
        assertThat(all.out())
                .contains("good.yaml: fine", "odd.yaml: fine, 1 advice", "bad.yaml: 2 errors")
                .contains("error[channel.unknown-key] " + bad + ":6:12", "  fix: Did you mean \"max-length\"?");
        assertThat(feedkit("channels", "lint", bad, "--format", "json").out())
                .startsWith("[{\"code\":\"channel.unknown-key\",\"severity\":\"error\",\"file\":")
                .contains("\"line\":6,\"column\":12,\"message\":");
    }

    @Test
    void aMissingDescriptorCannotBeLinted(@TempDir Path folder) {
        Outcome outcome = feedkit("channels", "lint", folder.resolve("none.yaml"));

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).contains("channel.unreadable").doesNotContain("Exception");
    }
}
