package io.feedkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TargetTest {
    private final Target.Converter converter = new Target.Converter();

    @Test
    void aChannelAndACountryAreEnough() {
        assertThat(converter.convert("google-shopping:FR=out/fr.xml"))
                .isEqualTo(new Target("google-shopping", "FR", "", "", Path.of("out/fr.xml")));
    }

    @Test
    void languageAndAccountMayFollow() {
        assertThat(converter.convert("google-shopping:BE:nl:outlet=be.xml"))
                .isEqualTo(new Target("google-shopping", "BE", "nl", "outlet", Path.of("be.xml")));
    }

    @Test
    void anAccountDoesNotNeedALanguage() {
        assertThat(converter.convert("google-shopping:FR::outlet=fr.xml").account())
                .isEqualTo("outlet");
    }

    @Test
    void anAddressTakesThePlaceOfAFile() {
        Target target = converter.convert("google-shopping:FR=sftp://files.example/in/fr.xml?x=secret");
        assertThat(target.address()).isEqualTo("sftp://files.example/in/fr.xml?x=secret");
        assertThat(target.file()).isEqualTo(Path.of("fr.xml"));
    }

    @Test
    void theAddressOfAnApiNamesNoFile() {
        Target target = converter.convert("google-product-input:FR=https://api.example?account=1&data_source=2");
        assertThat(target.address()).isEqualTo("https://api.example?account=1&data_source=2");
        assertThat(target.file()).isEqualTo(Path.of("google-product-input"));
    }

    @Test
    void codesAreTakenInAnyCase() {
        assertThat(converter.convert("google-shopping:fr:FR=fr.xml"))
                .isEqualTo(new Target("google-shopping", "FR", "fr", "", Path.of("fr.xml")));
    }

    @Test
    void theFileMayHoldColonsAndEqualsSigns() {
        assertThat(converter.convert("generic-csv:DE=d:x=1.csv").file()).isEqualTo(Path.of("d:x=1.csv"));
    }

    @Test
    void aCountryWithOneLanguageSpeaksIt() {
        assertThat(CountryLanguage.of("IE")).contains("en");
        assertThat(CountryLanguage.of("BE")).isEmpty();
        assertThat(CountryLanguage.of("ZZ")).isEmpty();
    }
}
