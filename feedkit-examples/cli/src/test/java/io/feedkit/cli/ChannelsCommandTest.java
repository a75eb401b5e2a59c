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
                .contains("avertissement[channel.no-effect]", "correction\u00A0: ", "sans erreur, 1 conseil");
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

    @Test
    void comparesVersionsAndChannels() {
        Outcome onwards = feedkit("channels", "diff", "openai@1", "openai");
        assertThat(onwards.exitCode()).isZero();
        assertThat(onwards.out())
                .startsWith("openai 1 → openai 2: 6 take more")
                .contains("Version 2: Nine fields are required", "  To do: ");

        assertThat(feedkit("channels", "diff", "openai@1", "openai", "--lang", "fr")
                        .out())
                .contains("openai 1 → openai 2: assouplissements", "Plus de choses sont admises", "À faire");

        Outcome backwards = feedkit("channels", "diff", "openai", "openai@1", "--format", "json");
        assertThat(backwards.exitCode()).isEqualTo(1);
        assertThat(backwards.out())
                .contains("\"mayRefuse\":true", "\"effect\":\"refuses\"", "\"name\":\"return_policy\"");

        assertThat(feedkit("channels", "diff", "openai@3", "openai").err()).contains("has no version", "it has 2, 1");
    }

    @Test
    void feedsAreWrittenForAnOlderVersion(@TempDir Path folder) throws IOException {
        Path catalogue = Files.writeString(
                folder.resolve("shop.csv"),
                "id,title,description,price,link,image_link,brand,availability,seller_name\n"
                        + "A1,Vase,Blue,5.00 EUR,https://shop.example/a1,https://shop.example/a1.jpg,Kiln,in_stock,Kiln\n");

        Path present = folder.resolve("present.csv");
        assertThat(feedkit("export", catalogue, "--to", "openai:FR=" + present).exitCode())
                .isZero();
        Path older = folder.resolve("older.csv");
        Outcome refused = feedkit("export", catalogue, "--to", "openai@1:FR=" + older);
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("older.csv.ledger.ndjson"))).contains("return_policy");
    }
}
