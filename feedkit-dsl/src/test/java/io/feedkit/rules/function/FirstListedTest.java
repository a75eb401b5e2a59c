package io.feedkit.rules.function;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.batch.Column;
import io.feedkit.batch.TextBuffer;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Many values sought at once are found as they are one by one. */
class FirstListedTest {
    private final FirstListed listed = new FirstListed();

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("a", "ab", "b", "é", "éa", " ", "-", "x ab", "2")
                .list()
                .ofMaxSize(12)
                .map(all -> String.join("", all));
    }

    @Provide
    Arbitrary<List<String>> values() {
        return Arbitraries.of("a", "ab", "b", "", "é", "a b", "éa", "b-a")
                .list()
                .ofMaxSize(6);
    }

    @Property
    void theFirstOfTheListWins(@ForAll("texts") String text, @ForAll("values") List<String> values) {
        assertThat(found(text, values))
                .isEqualTo(values.stream()
                        .filter(value -> !value.isEmpty() && isIn(text, value))
                        .findFirst()
                        .orElse(""));
    }

    @Example
    void nothingIsFoundOfAnEmptyList() {
        assertThat(found("a", List.of())).isEmpty();
        assertThat(found("a", List.of("a"))).isEqualTo("a");
        assertThat(found("a", List.of())).isEmpty();
    }

    private String found(String text, List<String> values) {
        TextBuffer buffer = new TextBuffer(64);
        long slice = buffer.append(text);
        long list = buffer.append(String.join(String.valueOf((char) TextBuffer.LIST_SEPARATOR), values));
        long found = listed.in(buffer, slice, list);
        return found == Column.MISSING ? "" : buffer.string(found);
    }

    private static boolean isIn(String text, String value) {
        for (int at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
            int end = at + value.length();
            boolean starts = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
            if (starts && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)))) {
                return true;
            }
        }
        return false;
    }
}
