package io.feedkit.cli;

import static io.feedkit.cli.Shell.feedkit;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.cli.Shell.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
    void tellsProblemsInFrench() throws IOException {
        Outcome outcome = inspect("id,title,price\nA1,\"Vase,12 EUR\nA2,Krug\n", "--lang", "fr");
        assertThat(outcome.out())
                .contains("    correction\u00A0: ", "jamais fermé")
                .doesNotContain("    fix: ");
    }

    @Test
    void tellsWhatWasFoundOutInFrench() throws IOException {
        Outcome outcome =
                inspect("SKU;Titel;Preis (EUR);Bestand;x\nA1;Vase;12,50;9;1\nA2;Krug;8,00;3;2\n", "--lang", "fr");

        assertThat(outcome.out())
                .contains(
                        "Ce qui a été trouvé", "Colonnes", "Produit 1", "Lu\u00A0: 2 enregistrements", "Aucun problème")
                .containsPattern("(?m)^  séparateur \\(--delimiter\\) +; +5 cellules dans 3 enregistrements sur 3$")
                .containsPattern("(?m)^  SKU +-> id +text +connue comme id$")
                .containsPattern("(?m)^  x +-> x +\\S+ +aucun attribut de ce nom, donc le sien")
                .contains("virgule décimale, comme le montre")
                .doesNotContain("recognised", "cells", "known as", "present");
    }

    @Test
    void saysInFrenchWhyItCouldNotRun() {
        Outcome outcome = feedkit("inspect", folder.resolve("absent.csv"), "--lang", "fr");
        assertThat(outcome.err()).contains("erreur[", "Ce fichier n'existe pas.");
        assertThat(feedkit("inspect", folder.resolve("absent.csv")).err()).contains("error[", "There is no such file.");
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
    void writesDownWhatWasSaidOfFurtherFilesToo() throws IOException {
        Files.writeString(folder.resolve("stock.csv"), "Artikel;Lager\nA1;7\nA2;0\nA2;4\nA9;1\n");
        Path mapping = folder.resolve("new.yaml");
        String supplement = "file: " + folder.resolve("stock.csv") + ", key: {Artikel: id}, replace: {Lager: quantity}";
        Outcome outcome = inspect(
                "id;title\nA1;Vase\nA2;Krug\nA3;Kanne\n", "--supplement", supplement, "--write-mapping", mapping);
        assertThat(outcome.out())
                .contains("2 products found, 1 missing, 1 of 3 keys unused, 1 row with the key of another")
                .contains("The files it names are looked for in its own folder; check their paths.");
        assertThat(inspect("id;title\nA1;Vase\nA2;Krug\nA3;Kanne\n", "--mapping", mapping, "--products", 1)
                        .out())
                .contains("2 products found")
                .containsPattern("(?m)^  quantity +7$");
    }

    @Test
    void asksToLookOnlyWhereItIsNotSure() throws IOException {
        Outcome outcome =
                inspect("id,title,price,flag,day\nA1,Vase,5.00 EUR,true,2026-01-02\nA2,Jug,4.00 EUR,false,2026-01-03\n"
                        + "A3,Cup,3.00 EUR,true,2026-01-04\n\"A,4\",Bowl,3.00 EUR,true,2026-01-04\n");

        assertThat(outcome.out()).contains("boolean", "date").doesNotContain("not sure");
    }

    @Test
    void writesAMappingToCorrectAndNeverOverAnotherFile() throws IOException {
        Path mapping = folder.resolve("mine.yaml");
        String shop = "SKU;Titel;Preis (EUR);Bestand\nA1;Vase;12,50;9\nA2;Krug;8,00;3\n";

        assertThat(inspect(shop, "--write-mapping", mapping).exitCode()).isZero();
        assertThat(Files.readString(mapping))
                .contains("id: SKU", "price: {from: Preis (EUR), currency: EUR}", " %: known as");
        assertThat(inspect(shop, "--mapping", mapping).out()).containsPattern("(?m)^  price +12\\.50 EUR");

        Files.writeString(mapping, "attributes: {id: SKU}\n");
        Outcome again = inspect(shop, "--write-mapping", mapping);
        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.err()).contains("stays as it is");
        assertThat(Files.readString(mapping)).isEqualTo("attributes: {id: SKU}\n");

        assertThat(inspect(shop, "--write-mapping", mapping, "--overwrite").exitCode())
                .isZero();
        assertThat(Files.readString(mapping)).contains("base: none");
    }

    @Test
    void writesAMappingBesideTheCatalogueAndNeverOverIt() throws IOException {
        Outcome beside = inspect("id;title\nA1;Vase\nA2;Jug\n", "--write-mapping");
        assertThat(beside.exitCode()).isZero();
        assertThat(folder.resolve("shop.mapping.yaml")).exists();

        Path itself = folder.resolve("shop.csv");
        Outcome over = inspect("id;title\nA1;Vase\nA2;Jug\n", "--write-mapping", itself, "--overwrite");
        assertThat(over.exitCode()).isEqualTo(2);
        assertThat(Files.readString(itself)).startsWith("id;title");
    }

    @Test
    void printsTheSchemaThatEditorsCompleteMappingsWith() {
        Outcome outcome = feedkit("inspect", "--mapping-schema");
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains("\"feedkit mapping\"", "\"struck\"");
    }

    @Test
    void countsProblemsByKindWithExamples() throws IOException {
        Outcome outcome = inspect("id,title,price\nA1,Vase,5.00 EUR\nA2,Jug,five euros\n");

        assertThat(outcome.out()).contains("shop.csv:3", "five euros");
    }

    @Test
    void showsNoParentAsAProductAndCountsBoth() throws IOException {
        Outcome outcome = inspect("ID,Type,SKU,Name,Parent,Regular price,Attribute 1 name,Attribute 1 value(s)\n"
                + "1,variable,MUG,Mug,,,Colour,\"Blue, Red\"\n2,variation,MUG-B,Mug,MUG,9,Colour,Blue\n"
                + "3,variation,MUG-R,Mug,MUG,8,Colour,Red\n");
        assertThat(outcome.out())
                .contains("3 records read, 2 products among them")
                .containsPattern("(?m)^Product 1\\R  id +MUG-B")
                .doesNotContain("Product 3")
                .containsPattern("Attribute 1 name +used");
    }

    @Test
    void showsWhatStandsBeforeThePlaceWhereADocumentBreaksOff() throws IOException {
        Outcome outcome = inspect("<shop>" + "<item><id>A</id><title>Cup</title></item>".repeat(2) + "<item><id>A3");
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).contains("Product 2", "2 records read").doesNotContain("No problems");
        assertThat(outcome.err()).contains("error[xml.not-well-formed]", "record 3");
    }

    @Test
    void namesTheLinesOfAFileThatAreInAnotherCharset() throws IOException {
        Path file = folder.resolve("mixed.csv");
        Files.write(file, "id,title\nA1,Café\nA2,Th".getBytes(StandardCharsets.UTF_8));
        Files.write(file, new byte[] {(byte) 0xE9, '\n'}, StandardOpenOption.APPEND);
        Outcome outcome = feedkit("inspect", file);
        assertThat(outcome.out())
                .containsPattern("(?m)^  charset +UTF-8 +.*the others are read as windows-1252")
                .containsPattern("(?m)^  title +Thé")
                .contains("mixed.csv:3", "csv.other-charset");
    }
}
