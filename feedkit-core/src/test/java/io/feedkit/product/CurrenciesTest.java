package io.feedkit.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CurrenciesTest {

    @Test
    void agreesWithTheJdkOnEveryCurrencyBothKnow() {
        for (Currency currency : Currency.getAvailableCurrencies()) {
            String code = currency.getCurrencyCode();
            if (Currencies.isKnown(code)) {
                assertThat(Currencies.minorDigits(code)).as(code).isEqualTo(currency.getDefaultFractionDigits());
            }
        }
    }

    @Test
    void knowsTheCurrencyOfEveryCountry() {
        Set<String> unknown = new HashSet<>();
        for (String country : Locale.getISOCountries()) {
            Currency currency =
                    Currency.getInstance(new Locale.Builder().setRegion(country).build());
            if (currency != null && !Currencies.isKnown(currency.getCurrencyCode())) {
                unknown.add(currency.getCurrencyCode());
            }
        }
        assertThat(unknown).isEmpty();
    }

    @Test
    void neverRenumbersACurrency() {
        // Batches and spilled files hold these numbers. New currencies go to the end; this list grows, nothing in it
        // changes.
        assertThat(List.of("XXX", "AED", "CHF", "EUR", "GBP", "JPY", "SEK", "USD", "ZWL"))
                .extracting(code -> (int) Currencies.index(code))
                .containsExactly(0, 1, 30, 49, 52, 73, 127, 150, 170);
        assertThat(Currencies.count()).isEqualTo(171);
        assertThat(Set.of(Currencies.codes())).hasSize(Currencies.count());
    }

    @Test
    void packsCurrencyAndBasisIntoALane() {
        for (int index = 0; index < Currencies.count(); index++) {
            for (VatBasis basis : VatBasis.values()) {
                short lane = Currencies.lane(index, basis);
                assertThat(Currencies.laneIndex(lane)).isEqualTo(index);
                assertThat(Currencies.laneBasis(lane)).isEqualTo(basis);
                assertThat(Currencies.laneCode(lane)).isEqualTo(Currencies.code(index));
            }
        }
        assertThat(Currencies.lane("XXX", VatBasis.UNKNOWN)).isZero();
    }
}
