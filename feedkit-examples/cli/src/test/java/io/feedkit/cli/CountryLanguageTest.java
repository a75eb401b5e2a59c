package io.feedkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.channel.Channels;
import org.junit.jupiter.api.Test;

class CountryLanguageTest {
    @Test
    void knowsALanguageOfEveryCountryThatAChannelNames() {
        ClassLoader loader = CountryLanguageTest.class.getClassLoader();
        for (String channel : Channels.names(loader)) {
            assertThat(Channels.get(channel).descriptor().members().countries())
                    .as(channel)
                    .allSatisfy(country ->
                            assertThat(CountryLanguage.choices(country)).isNotEmpty());
        }
    }
}
