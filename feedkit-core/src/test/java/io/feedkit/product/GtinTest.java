package io.feedkit.product;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GtinTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4006381333931",
                "036000291452",
                "96385074",
                "73513537",
                "9780306406157",
                "10012345000017",
                "00000000"
            })
    void acceptsNumbersWithTheirCheckDigit(String digits) {
        assertThat(Gtin.isValid(digits)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4006381333930", "", "1", "123456789", "40063813339３1", " 96385074", "9638507a"})
    void refusesWrongCheckDigitsLengthsAndSigns(String text) {
        assertThat(Gtin.isValid(text)).isFalse();
    }

    @Test
    void keepsLeadingZerosAndComparesByFourteenDigits() {
        Gtin upc = Gtin.read("036000291452").found().orElseThrow();
        Gtin ean = Gtin.read("0036000291452").found().orElseThrow();

        assertThat(upc.digits()).isEqualTo("036000291452");
        assertThat(upc.canonical14()).isEqualTo("00036000291452").isEqualTo(ean.canonical14());
        assertThat(upc).isNotEqualTo(ean).isLessThan(ean);
    }

    @Test
    void findsTheZeroASpreadsheetDropped() {
        Reading<Gtin> reading = Gtin.read("36000291452");

        assertThat(reading)
                .isInstanceOfSatisfying(
                        Reading.Unreadable.class,
                        unreadable -> assertThat(unreadable.fix()).contains("036000291452"));
    }

    @Test
    void turnsIsbn10IntoAGtin() {
        assertThat(Gtin.ofIsbn10("0-306-40615-2").map(Gtin::digits)).contains("9780306406157");
        assertThat(Gtin.ofIsbn10("0-8044-2957-X").map(Gtin::digits)).contains("9780804429573");
        assertThat(Gtin.ofIsbn10("0-306-40615-3")).isEmpty();
        assertThat(Gtin.ofIsbn10("X306406152")).isEmpty();
        assertThat(Gtin.ofIsbn10("0306406152").orElseThrow().isIsbn()).isTrue();
    }
}
