package io.feedkit.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearMissTest {
    private static final List<String> KNOWN = List.of("title", "price", "quantity", "images", "is", "Brand");

    @ParameterizedTest
    @CsvSource({
        "tittle,title",
        "titel,title",
        "PRICE,price",
        "pricee,price",
        "quantiy,quantity",
        "imgaes,images",
        "brand,Brand"
    })
    void findsTheWordTwoEditsAway(String written, String meant) {
        assertThat(NearMiss.of(written, KNOWN)).hasValue(meant);
    }

    @ParameterizedTest
    @CsvSource({"description", "xx", "pr", "''"})
    void findsNothingWhereHalfOfTheWordWouldChange(String written) {
        assertThat(NearMiss.of(written, KNOWN)).isEmpty();
    }

    @Test
    void asksAQuestionOrNothing() {
        assertThat(NearMiss.question("tittle", KNOWN)).isEqualTo("Did you mean \"title\"?");
        assertThat(NearMiss.question("description", KNOWN)).isEmpty();
    }

    @Test
    void takesTheFirstOfTheAlphabetAmongEquals() {
        assertThat(NearMiss.of("sale", List.of("salt", "safe", "sall"))).hasValue("safe");
    }
}
