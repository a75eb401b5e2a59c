package io.feedkit.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The example of {@code docs/channels/descriptor.md} is what users copy, so it must be right. */
class DescriptorPageTest {

    @Test
    void theExampleOfThePageIsAWholeChannel() throws IOException {
        String yaml = example();
        List<Problem> problems = new ArrayList<>();

        assertThat(ChannelDescriptor.parse(
                        "descriptor.md", yaml, DescriptorLimits.DEFAULTS, DescriptorPageTest::shipped, problems::add))
                .as(problems.toString())
                .isPresent();
        assertThat(DescriptorCheck.schemaErrors(yaml)).isEmpty();
    }

    @Test
    void theExampleOfARelativeExtendsIt() throws IOException {
        String whole = example();
        String relative = example("channel: corner-compare-nordic");
        List<Problem> problems = new ArrayList<>();

        ChannelDescriptor read = ChannelDescriptor.parse(
                        "descriptor.md",
                        relative,
                        DescriptorLimits.DEFAULTS,
                        name -> name.equals("corner-compare")
                                ? Optional.of(new BaseDescriptors.Text("base", whole))
                                : shipped(name),
                        problems::add)
                .orElseThrow(() -> new AssertionError(problems.toString()));

        assertThat(DescriptorCheck.schemaErrors(relative)).isEmpty();
        assertThat(read.field("old_price")).isEmpty();
        assertThat(read.field("name").orElseThrow().text().maxLength()).isEqualTo(60);
        assertThat(read.members().countries()).contains("FI").doesNotContain("AT");
    }

    private static Optional<BaseDescriptors.Text> shipped(String name) {
        return Optional.of(new BaseDescriptors.Text(name, DescriptorCheck.channel(name)));
    }

    private static String example() throws IOException {
        return example("channel: corner-compare\n");
    }

    private static String example(String firstLine) throws IOException {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.exists(at.resolve("docs/channels/descriptor.md"))) {
            at = at.getParent();
        }
        String page = Files.readString(at.resolve("docs/channels/descriptor.md"));
        int start = page.indexOf("```yaml\n" + firstLine) + "```yaml\n".length();
        return page.substring(start, page.indexOf("```", start));
    }
}
