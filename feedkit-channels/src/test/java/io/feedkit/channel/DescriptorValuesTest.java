package io.feedkit.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescriptorValuesTest {

    @Property
    void countsLengthsAsTheJdkDoes(@ForAll String text) {
        assertThat(LengthUnit.CODE_POINTS.length(text)).isEqualTo(text.codePointCount(0, text.length()));
        assertThat(LengthUnit.UTF16.length(text)).isEqualTo(text.length());
        if (StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            assertThat(LengthUnit.BYTES.length(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, false", "0.01, true", "100, true", "100.01, false"})
    void excludesABoundThatMustBeExceeded(BigDecimal number, boolean inside) {
        NumberRange range = new NumberRange(BigDecimal.ZERO, false, new BigDecimal("100"), true);

        assertThat(range.contains(number)).isEqualTo(inside);
        assertThat(range).hasToString("more than 0 and at most 100");
    }

    @Test
    void addsTheWordsOfALanguageToThoseOfEvery() {
        NamedList list = new NamedList("loud", Map.of("any", List.of("wow"), "de", List.of("Hammer")));

        assertThat(list.values("de")).containsExactly("wow", "Hammer");
        assertThat(list.values("fr")).containsExactly("wow");
    }
}
