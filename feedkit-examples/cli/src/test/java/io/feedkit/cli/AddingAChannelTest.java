package io.feedkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.cli.Shell.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what docs/channels/adding-a-channel.md says, in its order: a channel of thirty columns without any Java. */
class AddingAChannelTest {
    private static final Pattern FILE = Pattern.compile("(^|=)([\\w-]+\\.(?:csv|yaml))$");

    @TempDir
    Path folder;

    @Test
    void theCommandsOfThePageAddAChannel() throws IOException {
        String page = page();
        List<String> tables = blocks(page, "csv");
        List<String> commands =
                Stream.of(String.join("", blocks(page, "sh")).split("\n")).toList();
        Files.writeString(folder.resolve("template.csv"), tables.get(0));
        Files.writeString(folder.resolve("shop.csv"), tables.get(1));
        assertThat(tables.get(0).lines().findFirst().orElseThrow().split(";")).hasSize(30);
        assertThat(commands).hasSize(7);

        assertThat(run(commands.get(0)).exitCode()).isZero();
        assertThat(run(commands.get(1)).out()).endsWith("corner-compare.yaml: fine\n");
        Outcome first = run(commands.get(2));
        assertThat(first.exitCode()).as(first.err()).isZero();
        List<String> skeleton = Files.readAllLines(folder.resolve("first.csv"));
        assertThat(skeleton).hasSize(4);

        Files.writeString(
                folder.resolve("corner-compare.yaml"), blocks(page, "yaml").get(0));
        assertThat(run(commands.get(3)).out()).endsWith("corner-compare.yaml: fine\n");
        assertThat(run(commands.get(4)).out()).contains("Corner Compare", "stock_state", "[handbook]");
        assertThat(run(commands.get(5)).exitCode()).as("a product is refused").isEqualTo(1);
        List<String> feed = Files.readAllLines(folder.resolve("corner.csv"));
        assertThat(feed.get(0)).isEqualTo(tables.get(0).lines().findFirst().orElseThrow());
        assertThat(feed).hasSize(3);
        assertThat(feed.get(1))
                .startsWith("A1;4006381333931;Vase;Blue clay;Kiln;12,50;;EUR;in stock;9;new;https://shop.example/a1;");
        assertThat(Files.readString(folder.resolve("corner.csv.ledger.ndjson"))).contains("size");
        assertThat(run(commands.get(6)).out()).contains("no difference");
    }

    /** A command of the page with its files in the test's folder. */
    private Outcome run(String command) {
        String[] words = command.split(" ");
        assertThat(words[0]).isEqualTo("feedkit");
        Object[] arguments = Stream.of(words)
                .skip(1)
                .map(word -> FILE.matcher(word).replaceFirst(found -> found.group(1) + folder.resolve(found.group(2))))
                .toArray();
        return Shell.feedkit(arguments);
    }

    private static List<String> blocks(String page, String language) {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static String page() throws IOException {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.exists(at.resolve("docs/channels/adding-a-channel.md"))) {
            at = at.getParent();
        }
        return Files.readString(at.resolve("docs/channels/adding-a-channel.md"));
    }
}
