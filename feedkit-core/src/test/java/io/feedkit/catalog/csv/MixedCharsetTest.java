package io.feedkit.catalog.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.catalog.CatalogOptions;
import io.feedkit.catalog.Head;
import io.feedkit.catalog.ReadCatalog;
import io.feedkit.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that somebody put together from parts in different charsets: what is clear is read as it was meant, and what is not is never made other words of. */
class MixedCharsetTest {
    private static final Charset WESTERN = Charset.forName("windows-1252");
    private static final Charset CENTRAL = Charset.forName("windows-1250");
    private static final List<String> FRENCH = List.of("Étagère en chêne", "Crème brûlée", "Poêle à frire", "Thé noir");

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private int number;

    private MixedCharsetTest() {
        file.writeBytes("id,title\n".getBytes(StandardCharsets.UTF_8));
    }

    private void rows(Charset charset, List<String> titles) {
        titles.forEach(title -> file.writeBytes((++number + "," + title + "\n").getBytes(charset)));
    }

    private void row(byte[] title) {
        file.writeBytes((++number + ",").getBytes(StandardCharsets.UTF_8));
        file.writeBytes(title);
        file.write('\n');
    }

    private ReadCatalog read() {
        return ReadCatalog.of(new CsvCatalogFormat(), "shop.csv", file.toByteArray(), CatalogOptions.DEFAULTS);
    }

    private static List<String> titles(ReadCatalog read) {
        return read.records().stream().map(row -> row.cells().get(1)).toList();
    }

    private static List<Long> lines(ReadCatalog read, String code) {
        return read.problems().stream()
                .filter(problem -> problem.code().id().equals(code))
                .map(problem -> problem.at().line().orElseThrow())
                .toList();
    }

    private static List<String> twice(List<String> titles) {
        List<String> all = new ArrayList<>(titles);
        all.addAll(titles);
        return all;
    }

    @Test
    void readsEachHalfInItsCharsetAndNamesTheLinesThatAreNotUtf8() {
        rows(StandardCharsets.UTF_8, FRENCH);
        rows(WESTERN, FRENCH);
        ReadCatalog read = read();
        assertThat(titles(read)).isEqualTo(twice(FRENCH));
        assertThat(read.codes()).containsOnly("csv.other-charset");
        assertThat(lines(read, "csv.other-charset")).containsExactly(6L, 7L, 8L, 9L);
        Problem first = read.problems().get(0);
        assertThat(first.message()).contains("windows-1252", "\"Étagère en chêne\"");
        assertThat(first.at().field()).isEqualTo("title");
        assertThat(read.detections().toString()).contains("valid UTF-8 in 4 of 8 lines");
    }

    /** Where quotes are broken too, only the part before the broken one had been looked at. */
    @Test
    void readsLettersBehindABrokenQuote() {
        rows(StandardCharsets.UTF_8, FRENCH);
        rows(
                WESTERN,
                List.of(
                        "\"Best\" lamp of the whole wide world for a café",
                        "\"The \"Best lamp of the whole wide world for a café\""));
        assertThat(titles(read()))
                .endsWith(
                        "\"Best\" lamp of the whole wide world for a café",
                        "The \"Best lamp of the whole wide world for a café");
    }

    @Test
    void readsLinesInAnyOrder() {
        for (String title : FRENCH) {
            rows(WESTERN, List.of(title));
            rows(StandardCharsets.UTF_8, List.of(title));
        }
        assertThat(titles(read()))
                .containsSequence("Crème brûlée", "Crème brûlée")
                .doesNotContain("CrÃ¨me brÃ»lÃ©e");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 30})
    void readsAFewLinesOfOneAmongManyOfTheOther(int others) {
        for (int i = 0; i < 30; i++) {
            rows(i < others ? WESTERN : StandardCharsets.UTF_8, FRENCH);
        }
        rows(StandardCharsets.UTF_8, FRENCH);
        rows(StandardCharsets.UTF_8, FRENCH);
        assertThat(titles(read())).hasSize(128).containsOnly(FRENCH.toArray(new String[0]));
    }

    @Test
    void readsWhatComesFarBehindTheHead() {
        while (file.size() < Head.BYTES + 100_000) {
            rows(StandardCharsets.UTF_8, FRENCH);
        }
        int before = number;
        rows(WESTERN, FRENCH);
        ReadCatalog read = read();
        assertThat(titles(read).subList(before, before + 4)).isEqualTo(FRENCH);
        assertThat(lines(read, "csv.other-charset")).hasSize(4);
    }

    /** The rest of the file shows which letters its languages have. */
    @Test
    void knowsOtherCharsetsByTheLettersOfTheRest() {
        List<String> polish = List.of("Żółty kubek", "Świeża mięta", "Łódź", "Ćma", "Dąb");
        rows(StandardCharsets.UTF_8, twice(polish));
        rows(CENTRAL, polish);
        assertThat(titles(read()).subList(10, 15)).isEqualTo(polish);
        List<String> russian = List.of("Синяя кружка", "Белая ваза");
        rows(StandardCharsets.UTF_8, russian);
        rows(Charset.forName("windows-1251"), russian);
        assertThat(titles(read()))
                .endsWith("Белая ваза")
                .filteredOn("Белая ваза"::equals)
                .hasSizeBetween(1, 2);
    }

    @Test
    void readsAHeaderOfAnotherCharset() {
        file.reset();
        file.writeBytes("id,Désignation\n".getBytes(WESTERN));
        rows(StandardCharsets.UTF_8, FRENCH);
        ReadCatalog read = read();
        assertThat(read.columns()).containsExactly("id", "Désignation");
        assertThat(titles(read)).isEqualTo(FRENCH);
    }

    @Test
    void doesNotMakeWordsOfWhatWasCut() {
        rows(StandardCharsets.UTF_8, FRENCH);
        row(new byte[] {'C', 'a', 'f', (byte) 0xC3});
        row("Café crème\u00ff".getBytes(StandardCharsets.UTF_8)); // followed by one byte that is damaged
        byte[] mixed = "Café x".getBytes(StandardCharsets.UTF_8);
        mixed[mixed.length - 1] = (byte) 0xE8;
        row(mixed);
        row(new byte[] {'l', 'a', (byte) 0x81, 'm', 'p'});
        ReadCatalog read = read();
        assertThat(titles(read).subList(4, 8)).containsExactly("Caf\uFFFD", "Café crèmeÿ", "Café \uFFFD", "la\uFFFDmp");
        assertThat(lines(read, "csv.undecodable")).containsExactly(6L, 8L, 9L);
        assertThat(read.codes()).containsOnly("csv.undecodable");
        assertThat(read.problems().get(0).message()).contains("In windows-1252 they would be \"CafÃ\"");
    }

    @Test
    void asksWhereTwoCharsetsAreEquallyLikely() {
        rows(StandardCharsets.UTF_8, List.of("Ñandú", "Ñame"));
        rows(CENTRAL, List.of("Boř"));
        ReadCatalog read = read();
        // Each of them is one that the head shows, so the first is taken and the other is named.
        assertThat(read.codes()).contains("csv.charset-uncertain");
        assertThat(read.problems().toString()).contains("windows-1252 (Boø)", "windows-1250 (Boř)");
    }

    @Test
    void guessesNothingWhereTheCharsetIsNamed() {
        rows(StandardCharsets.UTF_8, FRENCH);
        rows(WESTERN, FRENCH);
        ReadCatalog read = ReadCatalog.of(
                new CsvCatalogFormat(), "shop.csv", file.toByteArray(), CatalogOptions.DEFAULTS.withCharset("UTF-8"));
        assertThat(read.codes()).containsOnly("csv.undecodable");
        assertThat(read.problems().get(0).message()).doesNotContain("would be");
    }

    @Test
    void aCharsetWithoutUnicodeIsNotTakenForAMixture() {
        for (String name : List.of("windows-1252", "windows-1250", "x-MacRoman", "IBM850")) {
            file.reset();
            file.writeBytes("id,title\n".getBytes(StandardCharsets.UTF_8));
            rows(Charset.forName(name), FRENCH.subList(2, 4));
            rows(Charset.forName(name), List.of("1 200 €", "Table à thé, été"));
            assertThat(read().codes()).as(name).doesNotContain("csv.other-charset");
        }
    }
}
