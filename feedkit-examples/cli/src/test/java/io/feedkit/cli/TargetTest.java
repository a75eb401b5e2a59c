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
    void aSlashAtTheEndLeavesTheNameToTheChannel() {
        Target here = converter.convert("cj:FR=out/").named("cj.txt", "cj-1.txt");
        assertThat(here.file()).isEqualTo(Path.of("out/cj.txt"));
        Target there =
                converter.convert("cj:FR=s3://bucket/in/?region=eu-west-3").named("cj.txt", "cj-1.txt");
        assertThat(there.address()).isEqualTo("s3://bucket/in/cj-1.txt?region=eu-west-3");
        assertThat(there.file()).isEqualTo(Path.of("cj.txt"));
        Target named = converter.convert("cj:FR=sftp://files.example/in/fr.txt");
        assertThat(named.named("cj.txt", "cj-1.txt")).isEqualTo(named);
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
