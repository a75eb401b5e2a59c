package io.feedkit.cli;

import static io.feedkit.cli.Shell.feedkit;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.cli.Shell.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {

    @TempDir
    Path folder;

    private Path catalogue;

    @BeforeEach
    void givenACatalogue() throws IOException {
        catalogue = Files.writeString(folder.resolve("shop.csv"), """
                id,title,price,quantity,link,image_link,description
                A1,Vase,5.00 EUR,1,https://shop.example/a1,https://shop.example/a1.jpg,A vase
                A2,Bowl,7.00 EUR,9,https://shop.example/a2,https://shop.example/a2.jpg,A bowl
                """);
    }

    private Outcome explain(String rules, Object... more) throws IOException {
        Path file = Files.writeString(folder.resolve("shop.fk"), rules);
        List<Object> words = new ArrayList<>(List.of("explain", catalogue, "--rules", file));
        words.addAll(List.of(more));
        return feedkit(words.toArray());
    }

    @Test
    void saysWhyAProductIsNotSent() throws IOException {
        Outcome outcome = explain(
                "channel google { rule low: exclude when (quantity < 2) ?? true because \"only {quantity?} left\" }\n",
                "--product",
                "A1",
                "--channel",
                "google-shopping:FR");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out())
                .contains("Product A1, ", "shop.csv:2")
                .contains("(quantity < 2) ?? true: true", "quantity = 1")
                .contains("google-shopping:FR:fr: it is excluded", "by low: only 1 left")
                .contains("low would let it pass if one of these were otherwise: `quantity < 2`");
    }

    @Test
    void saysWhatAValueIsMadeOfAndWhatTheChannelMakesOfIt() throws IOException {
        Outcome outcome = explain(
                "rule tidy: set title = \"{title} for you\"\nset title = title.upper()\n",
                "--product",
                "A2",
                "--channel",
                "google-shopping:FR");

        assertThat(outcome.out())
                .contains("title: \"Bowl\" -> \"Bowl for you\" (overwritten by shop.fk:2)")
                .contains("title = \"BOWL FOR YOU\" (by shop.fk:2, it came as \"Bowl\")")
                .contains("quantity = 9 (column quantity)")
                .contains("Sent")
                .doesNotContain("Exception");
    }

    @Test
    void speaksFrench() throws IOException {
        Outcome outcome = explain("quantity < 3 -> 0\n", "--product", "A1", "--lang", "fr");

        assertThat(outcome.out())
                .contains(
                        "Produit A1", "Pour tous les flux", "quantity < 3\u00A0: vrai", "quantity: 1 -> 0", "Valeurs");
    }

    @Test
    void writesATestThatCheckRuns() throws IOException {
        String rules = "channel google { set title = title.upper() }\nquantity < 3 -> 0\n";
        String test = explain(rules, "--product", "A1", "--channel", "google-shopping:FR", "--as-test")
                .out();
        assertThat(test).contains("test \"A1 for google-shopping:FR:fr\"", "expect title = \"VASE\"", "quantity = 0");

        Path file = Files.writeString(folder.resolve("shop.fk"), rules + test);
        Outcome outcome = feedkit("check", file, "--catalog", catalogue, "--to", "google-shopping:FR=fr.xml");
        assertThat(outcome.out()).containsPattern("ok +shop.fk:3:6 +A1 for google-shopping");
        assertThat(outcome.exitCode()).isZero();
    }

    @Test
    void knowsNothingOfAProductThatIsNotThere() throws IOException {
        Outcome outcome = explain("quantity < 3 -> 0\n", "--product", "A9");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).contains("has no product with the id A9");
    }

    @Test
    void saysHowAChannelIsWritten() throws IOException {
        assertThat(explain("quantity < 3 -> 0\n", "--product", "A1", "--channel", "google-shopping")
                        .err())
                .contains("\"google-shopping\" names no country", "for example google-shopping:FR")
                .doesNotContain("=feed");
        assertThat(explain("quantity < 3 -> 0\n", "--product", "A1", "--channel", "nowhere:FR")
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void showsMistakesInRulesInstead() throws IOException {
        Outcome outcome = explain("quantitty < 3 -> 0\n", "--product", "A1");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("quantitty");
    }
}
