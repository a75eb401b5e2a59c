package io.feedkit.channel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.acceptance.Feeds;
import io.feedkit.channel.Channel;
import io.feedkit.channel.Channels;
import io.feedkit.export.Export;
import io.feedkit.export.ExportReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits that hold for some products only. */
class LimitCasesTest {
    private static final String HEAD = """
            channel: shelf
            kind: file
            version: 1
            members: { countries: [FR, JP] }
            layouts: { csv: { format: delimited } }
            formats: { price: { pattern: "{amount}" } }
            fields:
              id: { required: true }
            """;

    @TempDir
    private Path folder;

    private Channel channel(String fields) {
        return Channels.load(Feeds.written(folder, "shelf.yaml", HEAD + fields));
    }

    private String feed(Channel channel, String country, String csv, int threads) {
        Path out = folder.resolve("out.csv");
        ExportReport report = Export.of(Feeds.catalogue(folder, csv))
                .to(channel.member(country, "fr"), out)
                .threads(threads)
                .accept()
                .at(Feeds.JUNE)
                .run();
        assertThat(Feeds.failures(report)).isEmpty();
        return Feeds.text(out);
    }

    @Test
    void cutsWhereTheFirstCaseThatHoldsSays() {
        Channel channel = channel("""
                  title:
                    max-length: 20
                    convert: [truncate]
                    limits-when:
                      - { when: 'country = "JP" and brand = "Lin"', max-length: 3 }
                      - { when: country = "JP", max-length: 6 }
                """);
        String csv = "id,title,brand\nA,0123456789,Lin\nB,0123456789,\nC,,Lin\n";

        assertThat(feed(channel, "FR", csv, 1)).isEqualTo("id,title\nA,0123456789\nB,0123456789\nC,\n");
        assertThat(feed(channel, "JP", csv, 1)).isEqualTo("id,title\nA,012\nB,012345\nC,\n");
    }

    @Test
    void leavesOutOrRefusesWhatACaseDoesNotTake() {
        Channel channel = channel("""
                  price:
                    type: price
                    required: true
                    min: 0
                    limits-when:
                      - { when: product_type != "Abo", above: 0 }
                  color: { limits-when: [ { when: brand is present, min-length: 4 } ] }
                rules:
                  dear: { when: price.amount() > 5, message: Too dear., fix: Make it cheaper. }
                """);
        String csv = "id,price,product_type,brand,color\n"
                + "A,0 EUR,Abo,,red\n"
                + "B,0 EUR,Lamp,,red\n"
                + "C,3 EUR,Lamp,Lin,red\n"
                + "D,6 EUR,Abo,Lin,blue\n"
                + "E,4 EUR,Lamp,Lin,blue\n"
                + "F,7 EUR,Lamp,Lin,blue\n";

        assertThat(feed(channel, "FR", csv, 1)).isEqualTo("id,price,color\nA,0.00,red\nC,3.00,\nE,4.00,blue\n");
        assertThat(Feeds.notes(folder.resolve("out.csv")))
                .contains("0.00 is out of range: more than 0 is allowed", "shorter than 4", "Too dear.");
    }

    @Test
    void keepsAsManyValuesAsACaseTakes() {
        Channel channel = channel("""
                  words:
                    from: "[title, product_type, material, color]"
                    repeat: { max: 3, join: " " }
                    limits-when: [ { when: brand = "Lin", max-values: 1 } ]
                """);
        String csv = "id,title,product_type,material,color,brand\nA,one,two,three,four,Lin\nB,one,two,three,four,Ami\n";

        List<String> feed = feed(channel, "FR", csv, 1).lines().toList();
        assertThat(feed.get(1)).isEqualTo("A,one");
        assertThat(feed.get(2)).contains("three").doesNotContain("four");
        assertThat(Feeds.notes(folder.resolve("out.csv"))).contains("More than 1 values", "More than 3 values");
    }

    /** Each product comes out as from a channel that has the limits of its case for all, whoever stands beside it. */
    @Test
    void isTheSameAsAChannelOfItsOwnForEachCase() {
        String plain = "  title: { max-length: %s, convert: [truncate-words] }\n";
        StringBuilder csv = new StringBuilder("id,title,brand\n");
        for (int i = 0; i < 700; i++) {
            csv.append("P")
                    .append(i)
                    .append(",word ")
                    .append("some more ".repeat(i % 7))
                    .append(i)
                    .append(',');
            csv.append(i % 5 == 0 ? "Lin" : i % 3 == 0 ? "Ami" : "").append('\n');
        }
        List<List<String>> apart = new ArrayList<>();
        for (int most : new int[] {12, 25, 40}) {
            apart.add(feed(channel(plain.formatted(most)), "FR", csv.toString(), 1)
                    .lines()
                    .toList());
        }
        StringBuilder expected = new StringBuilder("id,title\n");
        for (int i = 0; i < 700; i++) {
            expected.append(apart.get(i % 5 == 0 ? 0 : i % 3 == 0 ? 1 : 2).get(i + 1))
                    .append('\n');
        }
        Channel channel = channel("""
                  title:
                    max-length: 40
                    convert: [truncate-words]
                    limits-when:
                      - { when: brand = "Lin", max-length: 12 }
                      - { when: brand = "Ami", max-length: 25 }
                """);

        for (int threads : new int[] {1, 3}) {
            assertThat(feed(channel, "FR", csv.toString(), threads)).isEqualTo(expected.toString());
        }
    }
}
