package io.feedkit.catalog;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedkit.location.Location;
import io.feedkit.problem.FeedException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A currency that is none is told before anything is read. */
class UnknownCurrencyTest {
    private static final byte[] SHOP = "id,price\nA,1.00\n".getBytes(StandardCharsets.UTF_8);

    @ParameterizedTest
    @CsvSource({
        "EER, Give an ISO 4217 code such as EUR",
        "eur, Did you mean \"EUR\"?",
        "€, Give an ISO 4217",
        "' EUR', Did you mean"
    })
    void refusesAnUnknownCurrency(String code, String fix) {
        assertThatThrownBy(() -> Catalog.open(
                        Location.of("shop.csv", () -> new ByteArrayInputStream(SHOP)),
                        CatalogOptions.DEFAULTS.withCurrency(code)))
                .isInstanceOfSatisfying(
                        FeedException.class,
                        refused -> org.assertj.core.api.Assertions.assertThat(
                                        refused.problem().code().id() + " " + refused.problem())
                                .contains("catalog.unknown-currency")
                                .contains(code)
                                .contains(fix));
    }
}
