package io.feedkit.feed.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvReader;
import io.feedkit.batch.TextBuffer;
import io.feedkit.feed.FeedField;
import io.feedkit.feed.FeedInfo;
import io.feedkit.feed.FeedLayout;
import io.feedkit.feed.FeedTexts;
import io.feedkit.feed.Member;
import io.feedkit.problem.FeedException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DelimitedFeedFormatTest {
    private static String delimited(FeedLayout layout, List<String[]> rows) {
        return FeedTexts.encode(new DelimitedFeedFormat(), layout, rows);
    }

    @Test
    void quotesOnlyTheCellsThatNeedIt() {
        FeedLayout layout = FeedTexts.layout("delimited", Map.of(), "id", "title", "size");
        String feed = delimited(
                layout,
                List.of(new String[] {"1", "Mug, blue and rather large", null}, new String[] {"2", "12\"", "a\nb"}));
        assertThat(feed).isEqualTo("id,title,size\n1,\"Mug, blue and rather large\",\n2,\"12\"\"\",\"a\nb\"\n");
    }

    @Test
    void writesTabsAndWindowsLineEndsWhenAsked() {
        FeedLayout layout =
                FeedTexts.layout("delimited", Map.of("delimiter", "tab", "line-end", "crlf"), "id", "title");
        assertThat(delimited(layout, Collections.singletonList(new String[] {"1", "a,b"})))
                .isEqualTo("id\ttitle\r\n1\ta,b\r\n");
    }

    @Test
    void spellsListsAndGroupsInOneCellSoThatTheyCanBeToldApart() {
        FeedField images = FeedField.list("images");
        FeedField shipping =
                FeedField.group("shipping", "country", "service", "price").repeating();
        FeedLayout layout = new FeedLayout("delimited", "tsv", List.of(images, shipping), Map.of("delimiter", "tab"));
        String twoImages = "https://a.example/1,5.jpg" + FeedTexts.LIST + "https://a.example/2.jpg";
        String group = "FR" + FeedTexts.PART + "Colis: suivi" + FeedTexts.PART + "4.90 EUR";
        assertThat(delimited(layout, Collections.singletonList(new String[] {twoImages, group})))
                .isEqualTo("images\tshipping\n\"\"\"https://a.example/1,5.jpg\"\",https://a.example/2.jpg\"\t"
                        + "\"FR:\"\"Colis: suivi\"\":4.90 EUR\"\n");
    }

    @Test
    void refusesADelimiterOfTwoCharacters() {
        FeedLayout layout = FeedTexts.layout("delimited", Map.of("delimiter", "||"), "id");
        assertThatThrownBy(() -> new DelimitedFeedFormat().encoder(layout))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("\"||\"");
    }

    @Property
    void anotherLibraryReadsBackEveryTable(@ForAll List<@Size(3) List<String>> table) {
        FeedLayout layout = FeedTexts.layout("delimited", Map.of(), "a", "b", "c");
        List<String[]> rows = new ArrayList<>();
        List<List<String>> expected = new ArrayList<>();
        expected.add(List.of("a", "b", "c"));
        for (List<String> row : table) {
            String[] cells =
                    row.stream().map(DelimitedFeedFormatTest::encodable).toArray(String[]::new);
            rows.add(cells);
            expected.add(Arrays.asList(cells));
        }
        List<List<String>> readBack = new ArrayList<>();
        CsvReader.builder()
                .skipEmptyLines(false)
                .ofCsvRecord(delimited(layout, rows))
                .forEach(record -> readBack.add(record.getFields()));
        assertThat(readBack).isEqualTo(expected);
    }

    /** Half surrogates have no UTF-8. */
    private static String encodable(String text) {
        StringBuilder encodable = new StringBuilder();
        text.codePoints().filter(c -> !(c >= 0xD800 && c <= 0xDFFF)).forEach(encodable::appendCodePoint);
        return encodable.toString();
    }

    private static String table(List<FeedField> fields, Map<String, String> options, String... row) {
        return FeedTexts.encode(
                new DelimitedFeedFormat(),
                new FeedLayout("delimited", "csv", fields, options),
                Collections.singletonList(row));
    }

    @Test
    void spreadsTheValuesOfAFieldOverNumberedColumns() {
        List<FeedField> fields =
                List.of(FeedField.of("id"), FeedField.list("image_{n}").over(3), FeedField.of("title"));
        char next = FeedTexts.LIST;

        assertThat(table(fields, Map.of(), "A", "x" + next + "y,z", "Mug"))
                .isEqualTo("id,image_1,image_2,image_3,title\nA,x,\"y,z\",,Mug\n");
        assertThat(table(fields, Map.of(), "A", null, "Mug")).endsWith("\nA,,,,Mug\n");
        assertThat(table(fields, Map.of(), "A", "1" + next + "2" + next + "3" + next + "4", "M"))
                .endsWith("\nA,1,2,3,M\n");
    }

    @Test
    void quotesEveryCellOrNoneWhenTheChannelAsks() {
        List<FeedField> fields = List.of(FeedField.of("id"), FeedField.of("title"));

        assertThat(table(fields, Map.of("quoting", "always"), "A", "a \"big\" mug"))
                .isEqualTo("\"id\",\"title\"\n\"A\",\"a \"\"big\"\" mug\"\n");
        assertThat(table(fields, Map.of("quoting", "never", "delimiter", "|"), "A", "a \"big\" | mug,\nwith a handle"))
                .isEqualTo("id|title\nA|a \"big\"   mug, with a handle\n");
        assertThat(table(fields, Map.of("quote", "'"), "A", "mug, 'big' \""))
                .isEqualTo("id,title\nA,'mug, ''big'' \"'\n");
    }

    @Test
    void leavesTheHeaderOutAndPutsLinesBeforeItWhenTheChannelAsks() {
        assertThat(table(List.of(FeedField.of("id")), Map.of("header-row", "no"), "A"))
                .isEqualTo("A\n");
        FeedLayout layout =
                new FeedLayout("delimited", "txt", List.of(FeedField.of("id")), Map.of("&CID", "{country}1"), Map.of());
        assertThat(FeedTexts.encode(new DelimitedFeedFormat(), layout, Collections.singletonList(new String[] {"A"})))
                .isEqualTo("&CID=FR1\nid\nA\n");
    }

    @Test
    void putsLinesAroundTheTableAndCountsItsProducts() {
        Map<String, String> options = Map.of(
                "header-row",
                "no",
                "delimiter",
                "|",
                "first-line",
                "HDR|{country}|{title}|{run_at:uuuu}",
                "last-line",
                "TRL|{products}");
        FeedLayout layout = new FeedLayout("delimited", "txt", List.of(FeedField.of("id")), options);

        assertThat(FeedTexts.encode(new DelimitedFeedFormat(), layout, List.of(new String[] {"A"}, new String[] {"B"})))
                .isEqualTo("HDR|FR|Shop & Co|2026\nA\nB\nTRL|2\n");
    }

    @Test
    void keepsTheNameOfAShopInItsCell() {
        FeedInfo info = new FeedInfo(
                "A|B\nC",
                "",
                "",
                new Member("x", "x", "affiliate", "FR", "fr", "EUR", "", Map.of()),
                Instant.parse("2026-01-01T00:00:00Z"));
        TextBuffer out = new TextBuffer(64);
        new DelimitedFeedFormat()
                .encoder(new FeedLayout(
                        "delimited",
                        "txt",
                        List.of(),
                        Map.of("header-row", "no", "delimiter", "|", "first-line", "HDR|{title}|1")))
                .head(info, out);

        assertThat(new String(out.bytes(), 0, out.end(), StandardCharsets.UTF_8))
                .isEqualTo("HDR|A B C|1\n");
    }
}
