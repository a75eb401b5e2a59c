package io.feedkit.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.product.Currencies;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CountriesTest {

    @Test
    void knowsTheCountriesOfTheJdkExceptAntarctica() {
        Set<String> jdk = new TreeSet<>(List.of(Locale.getISOCountries()));
        jdk.remove("AQ");

        assertThat(new TreeSet<>(Countries.all().keySet())).isEqualTo(jdk);
    }

    @Test
    void givesEachCountryACurrencyWeKnow() {
        assertThat(Countries.all().values()).allMatch(Currencies::isKnown);
    }

    @Test
    void knowsWhoJoinedTheEuroWhateverTheJdkSays() {
        assertThat(Countries.currency("HR")).isEqualTo("EUR");
        assertThat(Countries.currency("BG")).isEqualTo("EUR");
        assertThat(Countries.currency("FR")).isEqualTo("EUR");
        assertThat(Countries.currency("UK")).isEmpty();
    }
}
