package io.feedkit.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NumberStyleTest {

    @Test
    void oneValueDecidesForItsColumn() {
        NumberStyle.Detection detection = NumberStyle.detect(List.of("1.299", "5", "€ 12,50", ""));

        assertThat(detection.style()).isEqualTo(NumberStyle.COMMA);
        assertThat(detection.needsAnswer()).isFalse();
        assertThat(detection.explanation()).isEqualTo("numbers have a decimal comma, as \"€ 12,50\" shows");
    }

    @Test
    void aLeadingZeroDecides() {
        assertThat(NumberStyle.detect(List.of("1.299", "0.500")).style()).isEqualTo(NumberStyle.POINT);
    }

    @Test
    void staysUndecidedAndSaysWhichValueAsks() {
        NumberStyle.Detection detection = NumberStyle.detect(List.of("5", "1.299", "2.499"));

        assertThat(detection.style()).isEqualTo(NumberStyle.UNDECIDED);
        assertThat(detection.needsAnswer()).isTrue();
        assertThat(detection.open()).isEqualTo(2);
        assertThat(detection.explanation())
                .isEqualTo("nothing decides whether \"1.299\" has a decimal or a thousands separator");
    }

    @Test
    void asksNothingAboutWholeNumbers() {
        NumberStyle.Detection detection = NumberStyle.detect(List.of("5", "12 kg", "red", "10 m2"));

        assertThat(detection.style()).isEqualTo(NumberStyle.UNDECIDED);
        assertThat(detection.needsAnswer()).isFalse();
    }

    @Test
    void doesNotLetAMajorityDecideAMixedColumn() {
        NumberStyle.Detection detection = NumberStyle.detect(List.of("12.50", "13.50", "1.299,00", "1.299"));

        assertThat(detection.isMixed()).isTrue();
        assertThat(detection.style()).isEqualTo(NumberStyle.UNDECIDED);
        assertThat(detection.explanation())
                .contains("12.50")
                .contains("1.299,00")
                .contains("\"1.299\" stays ambiguous");
    }
}
