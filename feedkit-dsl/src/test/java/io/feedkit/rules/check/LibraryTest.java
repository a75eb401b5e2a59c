package io.feedkit.rules.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.rules.function.Function;
import io.feedkit.rules.function.Functions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every function the language promises is there, with the parameters it promises, and no other. */
class LibraryTest {
    private static final Path PROMISED = Path.of("src/test/resources/io/feedkit/rules/function/library.txt");

    private static Map<String, String> promised() throws IOException {
        Map<String, String> promised = new TreeMap<>();
        for (String line : Files.readAllLines(PROMISED)) {
            for (String function : line.startsWith("#") ? new String[0] : line.split(";")) {
                String[] words = function.strip().split(" ", 2);
                promised.put(words[0], words[1]);
            }
        }
        return promised;
    }

    private static String parameters(Function function) {
        return function.parameters().stream()
                .map(p -> p.name() + (p.repeated() ? "…" : "") + (p.optional() ? "?" : ""))
                .collect(Collectors.joining(" "));
    }

    @Test
    void theLibraryIsWhatIsPromised() throws IOException {
        Map<String, String> there = new TreeMap<>();
        Functions.library().all().forEach(function -> there.put(function.name(), parameters(function)));
        assertThat(there).isEqualTo(promised());
    }

    @ParameterizedTest
    @ValueSource(strings = {"lang", "languages", "known", "coalesce", "ratio"})
    void whatTheEvaluatorSeesThroughIsThereToo(String name) {
        assertThat(Calls.isOwn(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"map", "filter", "any", "all", "replace_words"})
    void functionsOverListsAreThereToo(String name) {
        assertThat(Overs.NAMES).containsKey(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sum", "avg", "min", "max", "count", "collect", "rank", "share", "cumulative_share"})
    void totalsOfGroupsAreThereToo(String name) {
        assertThat(Wholes.isTotal(name)).isTrue();
    }
}
