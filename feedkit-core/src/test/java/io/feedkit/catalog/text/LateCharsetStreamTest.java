package io.feedkit.catalog.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.catalog.CatalogOptions;
import io.feedkit.catalog.Head;
import io.feedkit.catalog.ReadCatalog;
import io.feedkit.catalog.csv.CsvCatalogFormat;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A text that begins with so much ASCII that its charset shows late. */
class LateCharsetStreamTest {
    private static final String ROW = "%d,Plain lamp,12.50\n";
    private static final String FRENCH =
            "7,Étagère en chêne,99.00\n8,Lampe à côté du canapé,12.50\n9,Crème brûlée,3.00\n10,Poêle à frire dorée,9.00\n";

    private static byte[] table(String late, Charset charset) {
        StringBuilder text = new StringBuilder("id,title,price\n");
        for (int row = 1000; text.length() < Head.BYTES + 1000; row++) {
            text.append(ROW.formatted(row));
        }
        return text.append(late).toString().getBytes(charset);
    }

    private static ReadCatalog read(byte[] bytes) {
        return ReadCatalog.of(new CsvCatalogFormat(), "shop.csv", bytes, CatalogOptions.DEFAULTS);
    }

    private static List<String> lastTitles(ReadCatalog read, int count) {
        return read
                .records()
                .subList(read.records().size() - count, read.records().size())
                .stream()
                .map(row -> row.cells().get(1))
                .toList();
    }

    @Example
    void decidesTheCharsetWhereAsciiEndsAndSaysSo() {
        ReadCatalog read = read(table(FRENCH, Charset.forName("windows-1252")));
        assertThat(lastTitles(read, 4))
                .containsExactly("Étagère en chêne", "Lampe à côté du canapé", "Crème brûlée", "Poêle à frire dorée");
        assertThat(read.codes()).containsExactly("csv.charset-late");
        int first = new String(table(FRENCH, StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1).indexOf('É');
        assertThat(read.problems().get(0).at().byteOffset()).hasValue(first);
    }

    @Example
    void readsLateUtf8WithoutAWord() {
        ReadCatalog read = read(table(FRENCH, StandardCharsets.UTF_8));
        assertThat(lastTitles(read, 4)).contains("Crème brûlée");
        assertThat(read.codes()).isEmpty();
        assertThat(read.records().get(read.records().size() - 1).byteOffset()).isPositive();
    }

    @Example
    void locatesSingleBytesThatAreNoTextInLateUtf8() {
        byte[] bytes = table(FRENCH + FRENCH + FRENCH + "11,Dor\u0001e,5\n", StandardCharsets.UTF_8);
        bytes[bytes.length - 5] = (byte) 0xC3; // half of a letter
        ReadCatalog read = read(bytes);
        assertThat(read.codes()).containsExactly("csv.undecodable");
        assertThat(lastTitles(read, 1)).containsExactly("Dor\uFFFDe");
    }

    @Example
    void doesNotGuessWhereTheCharsetIsNamed() {
        ReadCatalog read = ReadCatalog.of(
                new CsvCatalogFormat(),
                "shop.csv",
                table(FRENCH, Charset.forName("windows-1252")),
                CatalogOptions.DEFAULTS.withCharset("UTF-8"));
        assertThat(read.codes()).containsOnly("csv.undecodable");
    }

    @Property(tries = 200)
    void arrivesAlikeInAnyPieces(
            @ForAll @IntRange(max = 200) int ascii,
            @ForAll @IntRange(min = 1, max = 70) int piece,
            @ForAll @IntRange(max = 2) int charset)
            throws IOException {
        String text = "a,b;".repeat(ascii) + FRENCH + "plain again";
        byte[] bytes = text.getBytes(
                Charset.forName(List.of("windows-1252", "UTF-8", "windows-1250").get(charset)));
        List<String> whole = read(new ByteArrayInputStream(bytes));
        assertThat(read(new FilterInputStream(new ByteArrayInputStream(bytes)) {
                    @Override
                    public int read(byte[] into, int from, int length) throws IOException {
                        return super.read(into, from, Math.min(length, piece));
                    }
                }))
                .isEqualTo(whole);
    }

    /** The text, and what was decided where. */
    private static List<String> read(InputStream in) throws IOException {
        List<String> told = new ArrayList<>();
        try (LateCharsetStream late =
                new LateCharsetStream(in, "", (found, at) -> told.add(found.charset() + " at " + at))) {
            told.add(0, new String(late.readAllBytes(), StandardCharsets.UTF_8));
        }
        return told;
    }
}
