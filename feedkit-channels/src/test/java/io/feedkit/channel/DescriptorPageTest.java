package io.feedkit.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The example of {@code docs/channels/descriptor.md} is what users copy, so it must be right. */
class DescriptorPageTest {

    @Test
    void theExampleOfThePageIsAWholeChannel() throws IOException {
        String yaml = example();
        List<Problem> problems = new ArrayList<>();

        assertThat(ChannelDescriptor.parse("descriptor.md", yaml, DescriptorLimits.DEFAULTS, problems::add))
                .as(problems.toString())
                .isPresent();
        assertThat(DescriptorCheck.schemaErrors(yaml)).isEmpty();
    }

    private static String example() throws IOException {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.exists(at.resolve("docs/channels/descriptor.md"))) {
            at = at.getParent();
        }
        String page = Files.readString(at.resolve("docs/channels/descriptor.md"));
        int start = page.indexOf("```yaml\nchannel:") + "```yaml\n".length();
        return page.substring(start, page.indexOf("```", start));
    }
}
