package io.feedkit.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTreeTest {

    @Test
    void countsColumnsInCodePoints() {
        YamlNode.Mapping root = (YamlNode.Mapping) read("\ud83d\udc5f\ud83d\udc60: shoes\n");

        assertThat(root.entries().get(0).value().at()).isEqualTo(SourcePosition.ofText("x", 1, 5));
    }

    @Test
    void knowsWhereTheTextOfAQuotedScalarStarts() {
        YamlNode.Mapping root = (YamlNode.Mapping) read("when: \"a = 1\"\n");
        YamlNode.Scalar scalar = (YamlNode.Scalar) root.entries().get(0).value();

        assertThat(scalar.textAt()).isEqualTo(SourcePosition.ofText("x", 1, 8));
    }

    @Test
    void knowsTheLineOfABlockScalar() {
        YamlNode.Mapping root = (YamlNode.Mapping) read("when: >-\n  a = 1\n");
        YamlNode.Scalar scalar = (YamlNode.Scalar) root.entries().get(0).value();

        assertThat(scalar.text()).isEqualTo("a = 1");
        assertThat(scalar.textAt().line()).hasValue(2);
    }

    @Test
    void readsYesAndNoAsTexts() {
        YamlNode.Mapping root = (YamlNode.Mapping) read("country: NO\nanswer: yes\nreally: true\n");

        assertThat(root.entries())
                .extracting(entry -> ((YamlNode.Scalar) entry.value()).resolved())
                .containsExactly(YamlNode.Resolved.TEXT, YamlNode.Resolved.TEXT, YamlNode.Resolved.BOOLEAN);
    }

    @Test
    void skipsAByteOrderMark() {
        assertThat(read("\uFEFFa: 1")).isInstanceOf(YamlNode.Mapping.class);
    }

    @Test
    void repeatsWhatAnAliasStandsFor() {
        YamlNode.Mapping root = (YamlNode.Mapping) read("a: &x [1, 2]\nb: *x\n");

        assertThat(root.entries().get(1).value())
                .isEqualTo(root.entries().get(0).value());
    }

    @Test
    void refusesAliasesThatMultiply() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            String last = "*a" + (i - 1);
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, String.join(", ", java.util.Collections.nCopies(10, last))));
        }

        assertThat(problems(bomb.toString())).containsExactly("channel.too-large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- ", "? "})
    void refusesDocumentsThatNestTooDeep(String opening) {
        assertThat(problems(opening.repeat(20_000))).containsExactly("channel.too-large");
    }

    @Test
    void refusesAnAliasOfItself() {
        assertThat(problems("a: &a [*a]\n")).containsExactly("channel.syntax");
    }

    @Test
    void refusesATextThatIsTooLong() {
        assertThat(problems("a: " + "x".repeat(3_000_000))).containsExactly("channel.too-large");
    }

    @Test
    void namesACharacterThatYamlForbids() {
        assertThat(problems("a: \u0001\n")).containsExactly("channel.syntax");
    }

    private static YamlNode read(String yaml) {
        return YamlTree.read("x", yaml, DescriptorLimits.DEFAULTS, new Findings(1))
                .orElseThrow();
    }

    private static List<String> problems(String yaml) {
        List<Problem> problems = new ArrayList<>();
        Optional<ChannelDescriptor> none = ChannelDescriptor.parse("x", yaml, DescriptorLimits.DEFAULTS, problems::add);
        assertThat(none).isEmpty();
        return problems.stream().map(problem -> problem.code().id()).toList();
    }
}
