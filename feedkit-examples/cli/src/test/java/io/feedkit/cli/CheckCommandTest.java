package io.feedkit.cli;

import static io.feedkit.cli.Shell.feedkit;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.cli.Shell.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {

    @TempDir
    Path folder;

    private Path catalogue;

    @BeforeEach
    void givenACatalogue() throws IOException {
        catalogue = Files.writeString(
                folder.resolve("shop.csv"), "id,title,price,quantity,colour group\nA1,Vase,5.00 EUR,9,blue\n");
    }

    private Outcome check(String rules, Object... more) throws IOException {
        Path file = Files.writeString(folder.resolve("shop.fk"), rules);
        Object[] words = new Object[4 + more.length];
        words[0] = "check";
        words[1] = file;
        words[2] = "--catalog";
        words[3] = catalogue;
        System.arraycopy(more, 0, words, 4, more.length);
        return feedkit(words);
    }

    @Test
    void rightRulesAreFine() throws IOException {
        Outcome outcome = check("quantity<3 → 0\n");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains("shop.fk: fine, checked against " + catalogue);
    }

    @Test
    void anUndecidedExclusionSaysHowManyProductsAreMeant() throws IOException {
        Outcome outcome = check("exclude when sale_price > 5 EUR\n");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out()).containsPattern("\\d+ of \\d+ products have no sale_price: all of them would stay");
    }

    @Test
    void notesAreCountedApart() throws IOException {
        Outcome outcome =
                check("when quantity > 0 then set availability = \"in stock\" else set availability = \"none\"\n");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains("note[FK1410]", "shop.fk: fine, 1 note, checked against " + catalogue);
    }

    @Test
    void allMistakesAreShownAtOnceWithCarets() throws IOException {
        Outcome outcome = check("quantitty < 3 -> 0\nset titel = \"x\"\n");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out())
                .contains(
                        "shop.fk:1:1", "quantitty < 3 -> 0", "^^^^^^^^^", "fix: ", "shop.fk:2:5", "shop.fk: 2 errors");
    }

    @Test
    void shortStyleIsOneLineForEachMistake() throws IOException {
        Outcome outcome = check("quantitty < 3 -> 0\n", "--style", "short");

        assertThat(outcome.out()).doesNotContain("^^^");
        assertThat(outcome.out().lines()).hasSize(2);
    }

    @Test
    void aChannelsOwnAttributesAreKnownWhenItIsNamed() throws IOException {
        Outcome outcome = check(
                "set energy_efficiency_class = \"A\"\n",
                "--to",
                "google-shopping:FR=" + folder.resolve("never-written.xml"));

        assertThat(outcome.exitCode()).isZero();
        assertThat(folder.resolve("never-written.xml")).doesNotExist();
    }

    @Test
    void aMissingRuleFileCannotBeChecked() {
        Outcome outcome = feedkit("check", folder.resolve("none.fk"), "--catalog", catalogue);

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("none.fk").doesNotContain("Exception");
    }

    @Test
    void mistakesAreSaidInFrenchAndTaught() throws IOException {
        Outcome outcome = check("quantitty < 3 -> 0\n", "--style", "teach", "--lang", "fr");

        assertThat(outcome.out())
                .contains("erreur[FK1101]", "correction\u00A0: ", "à savoir\u00A0: ", "docs/problems.md#fk1101");
    }

    @Test
    void programsReadNothingButTheirDocument() throws IOException {
        String failing = "test \"zero\" { given { quantity: 5 }; expect quantity = 0 }\n";
        Outcome json = check(failing, "--style", "json");
        assertThat(json.exitCode()).isEqualTo(1);
        assertThat(json.out()).startsWith("[{\"code\":\"FK2203\"").endsWith("}]\n");

        Outcome sarif = check("quantity<3 → 0\n", "--style", "sarif");
        assertThat(sarif.exitCode()).isZero();
        assertThat(sarif.out())
                .startsWith("{")
                .contains("\"version\":\"2.1.0\"")
                .endsWith("}\n");
    }
}
