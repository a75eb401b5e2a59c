package io.feedkit.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each file of {@code channels/broken} ends with comments: whether the JSON Schema sees the mistake, then every problem that reading it reports, as
 * {@code line:column code message}. On a mismatch the actual comments are written to a file beside it in {@code target}, to review and copy.
 */
class BrokenDescriptorsTest {
    private static final String SEEN = "# The schema sees it.";

    @TestFactory
    Stream<DynamicTest> reportsEveryProblemOfABrokenDescriptor() throws IOException {
        List<Path> files;
        try (Stream<Path> listing = Files.list(DescriptorCheck.folder("/channels/broken"))) {
            files = listing.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
        assertThat(files).isNotEmpty();
        return files.stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
    }

    private static void check(Path file) throws IOException {
        String yaml = Files.readString(file);
        List<String> expected =
                yaml.lines().filter(line -> line.startsWith("# ")).toList();
        List<String> actual = new ArrayList<>();
        actual.add(DescriptorCheck.schemaErrors(yaml).isEmpty() ? "# The schema cannot see it." : SEEN);
        List<Problem> problems = new ArrayList<>();
        assertThat(ChannelDescriptor.parse("x", yaml, DescriptorLimits.DEFAULTS, problems::add))
                .isEmpty();
        problems.forEach(problem -> actual.add("# " + line(problem)));
        if (!actual.equals(expected)) {
            Files.write(Path.of(file + ".actual"), actual);
        }
        assertThat(actual).isEqualTo(expected);
    }

    private static String line(Problem problem) {
        String place = problem.at().toString().replaceFirst("^x:?", "");
        String said = problem.code().id() + " " + problem.message();
        return (place + " " + said + " " + problem.fix()).strip();
    }
}
