package io.feedkit.cli;

import static io.feedkit.cli.Shell.feedkit;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.cli.Shell.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {

    @TempDir
    Path folder;

    private Outcome inspect(String content, Object... more) throws IOException {
        Path file = Files.writeString(folder.resolve("shop.csv"), content);
        Object[] words = new Object[2 + more.length];
        words[0] = "inspect";
        words[1] = file;
        System.arraycopy(more, 0, words, 2, more.length);
        return feedkit(words);
    }

    @Test
    void showsWhatWasFoundOutAndWhy() throws IOException {
        Outcome outcome = inspect("SKU;Titel;Preis (EUR);Bestand\nA1;Vase;12,50;9\nA2;Krug;8,00;3\n");

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out())
                .containsPattern("(?m)^  delimiter +; +\\S")
                .containsPattern("(?m)^  charset +UTF-8 +\\S");
    }

    @Test
    void showsWhichColumnBecameWhichAttribute() throws IOException {
        Outcome outcome = inspect("SKU;Titel;Preis (EUR);Bestand\nA1;Vase;12,50;9\nA2;Krug;8,00;3\n");

        assertThat(outcome.out())
                .containsPattern("(?m)^  SKU +-> id +text")
                .containsPattern("(?m)^  Titel +-> title +text")
                .containsPattern("(?m)^  Preis \\(EUR\\) +-> price +money")
                .containsPattern("(?m)^  Bestand +-> quantity +integer");
    }

    @Test
    void showsTheFirstProductsAsTheyWereRead() throws IOException {
        Outcome outcome = inspect("SKU;Titel;Preis (EUR);Bestand\nA1;Vase;12,50;9\nA2;Krug;8,00;3\n", "--products", 1);

        assertThat(outcome.out()).contains("Product 1").doesNotContain("Product 2");
        assertThat(outcome.out()).containsPattern("(?m)^  price +12\\.50 EUR");
        assertThat(outcome.out()).contains("2 records read");
        assertThat(outcome.exitCode()).isZero();
    }

    @Test
    void countsProblemsByKindWithExamples() throws IOException {
        Outcome outcome = inspect("id,title,price\nA1,Vase,5.00 EUR\nA2,Jug,five euros\n");

        assertThat(outcome.out()).contains("shop.csv:3", "five euros");
    }
}
