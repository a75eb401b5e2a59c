package io.feedkit.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import io.feedkit.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the codes and {@code docs/problems.md} together; an entry starts with {@code ### `id`}. */
class EveryProblemCodeIsDocumentedTest {

    private static final Pattern ENTRY = Pattern.compile("^### `([^`]+)`", Pattern.MULTILINE);

    @Test
    void everyCodeHasAnEntry() throws IOException {
        assertThat(documented()).as("entries in docs/problems.md").containsAll(ids());
    }

    @Test
    void everyEntryIsACode() throws IOException {
        assertThat(ids()).as("codes described in docs/problems.md").containsAll(documented());
    }

    @Test
    void everyCodeAndEveryEntryIsThereOnce() throws IOException {
        assertThat(ids()).doesNotHaveDuplicates();
        assertThat(documented()).doesNotHaveDuplicates();
    }

    @Test
    void idsAreLowerCaseWithARoomOrNumberedRuleCodes() {
        assertThat(ids()).allMatch(id -> id.matches("[a-z][a-z0-9-]*(\\.[a-z0-9][a-z0-9-]*)+|FK\\d{4}"));
    }

    private static List<String> ids() {
        return Modules.all().stream()
                .filter(type -> type.isEnum() && type.isAssignableTo(ProblemCode.class))
                .flatMap(EveryProblemCodeIsDocumentedTest::constants)
                .map(ProblemCode::id)
                .sorted()
                .toList();
    }

    private static Stream<ProblemCode> constants(JavaClass type) {
        try {
            return Stream.of(Class.forName(type.getName()).getEnumConstants()).map(ProblemCode.class::cast);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> documented() throws IOException {
        Path page = Modules.projectRoot().resolve("docs/problems.md");
        return ENTRY.matcher(Files.readString(page))
                .results()
                .map(MatchResult::group)
                .map(heading -> heading.substring("### `".length(), heading.length() - 1))
                .toList();
    }
}
