package io.feedkit.catalog.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class YamlScalarTest {
    @Property
    void anyTextComesBackAsItself(@ForAll("texts") String text) {
        String yaml = "- " + YamlScalar.block(text) + "\n- [" + YamlScalar.inside(text) + ", x]\n- "
                + YamlScalar.quoted(text) + "\n- {" + YamlScalar.inside(text) + ": " + YamlScalar.list(List.of(text))
                + "}\n";

        assertThat(read(yaml)).as(yaml).isEqualTo(List.of(text, List.of(text, "x"), text, Map.of(text, List.of(text))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"yes", "No", "TRUE", "off", "null", "~", "12", "1e3", "0x1F", "-", "", " a", "a ", "# a", "a: b"
            })
    void whatYamlWouldTakeForSomethingElseIsQuoted(String text) {
        assertThat(YamlScalar.block(text)).startsWith("\"");
        assertThat(YamlScalar.inside(text)).startsWith("\"");
    }

    @Test
    void wordsOfPeopleStandPlain() {
        assertThat(YamlScalar.block("Näher, am Ziel [neu]")).isEqualTo("Näher, am Ziel [neu]");
        assertThat(YamlScalar.inside("Taille (FR)")).isEqualTo("Taille (FR)");
        assertThat(YamlScalar.inside("a, b")).isEqualTo("\"a, b\"");
    }

    @Test
    void halfOfAPairBecomesTheSignForWhatIsLost() {
        assertThat(YamlScalar.quoted("a\ud83d")).isEqualTo("\"a\\uFFFD\"");
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> wild = Arbitraries.strings()
                .ofMaxLength(12)
                .filter(text -> text.chars().noneMatch(c -> Character.isSurrogate((char) c)));
        Arbitrary<String> likely = Arbitraries.strings()
                .withChars(" #:-?,[]{}&*!|>'\"%@`~\\\tnoyesfalse0123.+é\u0301\u2028\ufeff")
                .ofMaxLength(12);
        return Arbitraries.oneOf(wild, likely, Arbitraries.of("no", "Yes", "null", "1_000", "=", "<<", "\ud83d\ude00"));
    }

    private static Object read(String yaml) {
        return new Load(LoadSettings.builder().build()).loadFromString(yaml);
    }
}
