package io.feedkit.cli;

import static io.feedkit.cli.Shell.feedkit;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.cli.Shell.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleArgumentsTest {
    @TempDir
    Path folder;

    private Outcome export(String rules, Object... more) throws IOException {
        Path catalogue = Files.writeString(
                folder.resolve("shop.csv"),
                "id,title,description,link,image_link,price,quantity,brand,gtin\n"
                        + "A1,Vase,Blue.,https://shop.example/1,https://shop.example/1.jpg,5.00 EUR,9,Kiln,9520000000257\n"
                        + "A2,Bowl,Red.,https://shop.example/2,https://shop.example/2.jpg,5.00"
                        + " EUR,1,Kiln,9520000000257\n");
        Path file = Files.writeString(folder.resolve("shop.fk"), rules);
        List<Object> words = new ArrayList<>(List.of("export", catalogue, "--rules", file));
        words.addAll(List.of("--to", "google-shopping:FR=" + folder.resolve("g.xml")));
        words.addAll(List.of(more));
        return feedkit(words.toArray());
    }

    private String feed() throws IOException {
        return Files.readString(folder.resolve("g.xml"));
    }

    @Test
    void bindsATableToAFile() throws IOException {
        Path table = Files.writeString(
                folder.resolve("stock.csv"), "brand;title;shelf\nKiln;Vase;\"A \"\"1\"\"; left\"\nKiln;Bowl;B\n");

        Outcome outcome = export(
                "table shelf(brand: text, title: text) -> (shelf: text) from 'shelves'\n"
                        + "set custom_label_0 = shelf(brand, title)\n",
                "--table",
                "shelves:2=" + table);

        assertThat(outcome.exitCode()).as(outcome.err() + outcome.out()).isZero();
        assertThat(feed()).contains("<g:custom_label_0>A \"1\"; left<", "<g:custom_label_0>B<");
    }

    @Test
    void saysWhyATableIsNone() throws IOException {
        Path table = Files.writeString(folder.resolve("one.csv"), "brand\nKiln\n");

        assertThat(export("quantity < 3 -> 0\n", "--table", "shelves=" + table).err())
                .contains("error: The table shelves needs 1 key columns and one more");
        assertThat(export("quantity < 3 -> 0\n", "--table", "shelves=" + folder.resolve("no.csv"))
                        .err())
                .contains("error: The table shelves cannot be read from");
        assertThat(export("quantity < 3 -> 0\n", "--table", "shelves").err()).contains("names no table and file");
    }

    @Test
    void findsModulesBesideTheRules() throws IOException {
        Files.createDirectories(folder.resolve("parts"));
        Files.writeString(
                folder.resolve("parts/labels.fk"), "module parts.labels\nset custom_label_0 = \"imported\"\n");

        assertThat(export("import parts.labels\n").exitCode()).isZero();
        assertThat(feed()).contains("<g:custom_label_0>imported<");
    }

    @Test
    void writesWhatEachStatementDid() throws IOException {
        Path coverage = folder.resolve("coverage.txt");

        Outcome outcome = export(
                "quantity < 3 -> 2\nrule never: brand = \"Zed\" -> clear brand\nchannel amazon { clear brand }\n",
                "--coverage",
                coverage);

        assertThat(Files.readAllLines(coverage))
                .containsExactly(
                        "shop.fk:1:1  shop.fk:1  2 products: 1 true, 1 false, 0 unknown",
                        "shop.fk:1:17  shop.fk:1  1 product",
                        "shop.fk:2:13  never  2 products: 0 true, 2 false, 0 unknown",
                        "shop.fk:2:30  never  0 products",
                        "shop.fk:3:18  shop.fk:3  0 products");
        assertThat(outcome.out())
                .contains("Rules: 2 of 5 statements acted", "  never: shop.fk:2:13  never  2 products");
    }
}
