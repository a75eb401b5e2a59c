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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A new descriptor lints without a remark and exports at once, whatever it was made from. */
class NewCommandTest {
    @TempDir
    Path folder;

    private Path catalogue;

    @BeforeEach
    void givenACatalogue() throws IOException {
        catalogue = Files.writeString(folder.resolve("shop.csv"), """
                id,title,price,link,image_link,quantity,condition,brand
                A1,Vase,5.00 EUR,https://shop.example/a1,https://shop.example/a1.jpg,9,new,Kiln
                A2,Krug,8.50 EUR,https://shop.example/a2,https://shop.example/a2.jpg,0,used,Kiln
                """);
    }

    private String thenItLintsAndExports(String name, Object... more) throws IOException {
        Path file = folder.resolve(name + ".yaml");
        Object[] words = new Object[5 + more.length];
        words[0] = "channels";
        words[1] = "new";
        words[2] = name;
        words[3] = "--out";
        words[4] = file;
        System.arraycopy(more, 0, words, 5, more.length);
        Outcome made = feedkit(words);
        assertThat(made.err()).isEmpty();
        assertThat(made.exitCode()).isZero();

        Outcome lint = feedkit("channels", "lint", file);
        assertThat(lint.out()).as(Files.readString(file)).isEqualTo(file + ": fine\n");

        Path feed = folder.resolve(name + ".csv");
        Outcome export = feedkit("export", catalogue, "--channel-file", file, "--to", name + ":FR=" + feed, "--quiet");
        assertThat(export.err()).isEmpty();
        assertThat(Files.readString(feed).lines()).hasSize(3);
        return Files.readString(file);
    }

    @Test
    void beginsWithTheUsualFields() throws IOException {
        String yaml = thenItLintsAndExports("corner");

        assertThat(yaml).contains("channel: corner\n", "  id:\n    required: true\n    unique: true\n");
    }

    @Test
    void guessesFieldsFromASample() throws IOException {
        Path sample = Files.writeString(folder.resolve("sample.csv"), """
                Artikelnummer;Product name;Preis;Lieferbar;Zustand;EAN;Farbe Code;Mwst;Bild
                1;Vase, blau;12,50;auf Lager;neu;4006381333931;b;1;https://x.example/1.jpg
                2;Krug;8,00;ausverkauft;gebraucht;4006381333931;b;0;https://x.example/2.jpg
                3;Topf;9,00;auf Lager;neu;;r;1;https://x.example/3.jpg
                4;"Teller ""Mond"" rund";7,00;auf Lager;neu;;b;1;https://x.example/4.jpg
                5;Tasse;7,00;auf Lager;neu;;r;1;https://x.example/5.jpg
                6;Schale;7,00;auf Lager;neu;;r;1;https://x.example/6.jpg
                """);

        String yaml = thenItLintsAndExports("sampled", "--from", sample);

        assertThat(yaml)
                .contains("extends: one-price\n", "delimiter: semicolon", "Sample sample.csv")
                .contains("  product_name:\n    column: Product name\n    from: title ?? name\n")
                .contains(
                        "  Preis:\n    type: price\n    format: { pattern: \"{amount}\", decimal-mark: \",\" }\n    from: offer_price\n")
                .containsPattern(
                        "  Zustand:\n    type: enum\n    values:\n      neu: \\[new, .*\n      gebraucht: \\[used")
                .containsPattern("  Lieferbar:\n    type: enum\n    values:\n      auf Lager: \\[in_stock, .*\n")
                .contains("  EAN:\n    type: gtin\n    from: gtin\n")
                .containsPattern("# no attribute of ours .*seen: b \\| r\n  farbe_code:\n    type: enum\n")
                .contains("  Bild:\n    type: url\n");
    }

    @Test
    void standsOnAnotherChannel() throws IOException {
        String yaml = thenItLintsAndExports("plain", "--extends", "generic-csv");
        assertThat(yaml).contains("extends: generic-csv\n", "fields: {}\n");

        Path file = folder.resolve("own.yaml");
        assertThat(feedkit("channels", "new", "own", "--extends", "google-shopping", "--out", file)
                        .exitCode())
                .isZero();
        assertThat(feedkit("channels", "lint", file).out()).isEqualTo(file + ": fine\n");
        assertThat(Files.readString(file)).contains("#  title: { required: false, max-length: 150 }\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id",
                "a,a,a\n",
                ",,\n1,2,3\n",
                "\"un\nclosed",
                "1;2;3\n4;5;6",
                "yes,no,null\nyes,no,~\n",
                "{},[]: #,\"a\"\"b\"\n",
                "id,:,-,!,&x,*x,%,@,`\n1,2,3,4,5,6,7,8,9\n",
                "id,\u202Eevil,\u0085\n",
                "Verf\u00FCgbarkeit\tpreis\nja\t1\n",
                "id,sku,article number\n1,2,3\n"
            })
    void oddSamplesGiveSoundDescriptors(String sample) throws IOException {
        Path file = Files.writeString(folder.resolve("odd.csv"), sample);

        thenItLintsAndExports("odd-sample", "--from", file);
    }

    @Test
    void bytesOfAnotherCharsetAreReadAndWritten() throws IOException {
        Path file = Files.write(
                folder.resolve("latin.csv"), new byte[] {'i', 'd', ';', 'G', 'r', (byte) 0xF6, (byte) 0xDF, 'e', '\n'});

        assertThat(thenItLintsAndExports("latin", "--from", file)).contains("encoding: windows-1252", "column: Größe");
    }

    @Test
    void refusesWhatItCannotDo() throws IOException {
        Path there = Files.writeString(folder.resolve("there.yaml"), "mine");
        Outcome again = feedkit("channels", "new", "there", "--out", there);
        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.err()).contains("is there already");
        assertThat(Files.readString(there)).isEqualTo("mine");

        assertThat(feedkit("channels", "new", "Bad Name").err()).contains("is not a name of lower-case letters");
        assertThat(feedkit("channels", "new", "a", "--extends", "no-such").err())
                .contains("There is no channel");
        assertThat(feedkit("channels", "new", "a", "--from", folder.resolve("no.csv"))
                        .err())
                .contains("There is no file");
    }
}
