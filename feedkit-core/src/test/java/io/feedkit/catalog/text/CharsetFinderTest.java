package io.feedkit.catalog.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.catalog.CatalogOptions;
import io.feedkit.catalog.ReadCatalog;
import io.feedkit.catalog.csv.CsvCatalogFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Texts of many languages in many charsets come back as they were written. */
class CharsetFinderTest {
    private static final List<String> UNICODE = List.of("UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE");

    @TestFactory
    Stream<DynamicTest> readsEachLanguageInItsCharsets() {
        return languages()
                .flatMap(one -> Stream.concat(charsets(one).stream(), UNICODE.stream())
                        .map(charset -> DynamicTest.dynamicTest(
                                one.get("language") + " " + charset, () -> comesBack(one, charset))));
    }

    private static void comesBack(Map<String, Object> one, String name) throws IOException {
        Charset charset = Charset.forName(name);
        String text = writable(Objects.requireNonNull(one.get("text")).toString(), charset.newEncoder());
        byte[] bytes = text.getBytes(charset);
        FoundCharset found = CharsetFinder.find(bytes, true);
        assertThat(decoded(bytes, found)).as("read as %s", found).isEqualTo(text);
        assertThat(found.doubt()).isNull();
        assertThat(found.evidence()).isNotBlank();
    }

    /** What a charset does not have is left out of the text, as a merchant would have to. */
    private static String writable(String text, CharsetEncoder encoder) {
        StringBuilder written = new StringBuilder();
        text.codePoints().forEach(point -> {
            String character = Character.toString(point);
            written.append(encoder.canEncode(character) ? character : "");
        });
        return written.toString();
    }

    private static String decoded(byte[] bytes, FoundCharset found) throws IOException {
        try (InputStream in = new TranscodedStream(new ByteArrayInputStream(bytes), found.charset())) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Spreadsheet programs on a Mac save CSV so, old systems of trade do under DOS. */
    @TestFactory
    Stream<DynamicTest> readsWhatMacsAndDosWrote() {
        return Stream.of("x-MacRoman", "IBM850")
                .filter(Charset::isSupported)
                .flatMap(charset -> languages()
                        .filter(one -> charsets(one).contains("windows-1252"))
                        .map(one -> DynamicTest.dynamicTest(
                                one.get("language") + " " + charset, () -> comesBack(one, charset))));
    }

    @Test
    void asksWhereTwoCharsetsAreEquallyLikely() {
        byte[] bytes = "id,maker\n1,Boř\n".getBytes(Charset.forName("windows-1250"));
        ReadCatalog read = ReadCatalog.of(new CsvCatalogFormat(), "one.csv", bytes, CatalogOptions.DEFAULTS);
        assertThat(read.codes()).containsExactly("csv.charset-uncertain");
        assertThat(read.problems().get(0).message())
                .contains("windows-1252 (Boø)")
                .contains("windows-1250 (Boř)");
        ReadCatalog told = ReadCatalog.of(
                new CsvCatalogFormat(), "one.csv", bytes, CatalogOptions.DEFAULTS.withCharset("windows-1250"));
        assertThat(told.codes()).isEmpty();
        assertThat(told.cells()).containsExactly(List.of("1", "Boř"));
    }

    @Test
    void doesNotAskWhereEveryLikelyCharsetReadsTheSame() {
        byte[] bytes = "id,maker\n1,Café\n".getBytes(StandardCharsets.ISO_8859_1);
        FoundCharset found = CharsetFinder.find(bytes, true);
        assertThat(found.doubt()).isNull();
        assertThat(found.sure()).isTrue();
    }

    @Test
    void isNotSureOfWhatItHasNotSeen() {
        byte[] bytes = "id,maker\n1,Café\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(CharsetFinder.find(bytes, false).sure()).isFalse();
    }

    @Test
    void believesTheServerWhereTheBytesDoNotSay() {
        byte[] bytes = "id,maker\n1,Boř\n".getBytes(Charset.forName("windows-1250"));
        FoundCharset central = CharsetFinder.find(bytes, true, "Windows-1250");
        assertThat(central.charset()).isEqualTo(Charset.forName("windows-1250"));
        assertThat(central.doubt()).isNull();
        assertThat(central.evidence()).endsWith("and the server says so");
        FoundCharset western = CharsetFinder.find(bytes, true, "windows-1252");
        assertThat(western.charset()).isEqualTo(Charset.forName("windows-1252"));
        assertThat(western.doubt()).isNull();
    }

    @Test
    void doesNotBelieveTheServerAgainstTheBytes() {
        byte[] utf8 = "id,maker\n1,Café\n".getBytes(StandardCharsets.UTF_8);
        for (String wrong : List.of("ISO-8859-1", "windows-1251", "Shift_JIS", "UTF-16", "no such charset", "\"")) {
            FoundCharset found = CharsetFinder.find(utf8, true, wrong);
            assertThat(found.charset()).isEqualTo(StandardCharsets.UTF_8);
            assertThat(found.evidence()).contains("valid UTF-8", wrong);
        }
        byte[] polish = "id;opis\n1;Żółty kubek z uchem, ręcznie robiony, piękny dzień, źródło, ćma\n"
                .getBytes(Charset.forName("windows-1250"));
        assertThat(CharsetFinder.find(polish, true, "windows-1251").charset())
                .isEqualTo(Charset.forName("windows-1250"));
        assertThat(CharsetFinder.find(polish, true, "UTF-8").charset()).isEqualTo(Charset.forName("windows-1250"));
    }

    @Test
    void takesNoHintFromWhatServersSayByDefault() {
        byte[] bytes = "id,maker\n1,Boř\n".getBytes(Charset.forName("windows-1250"));
        assertThat(CharsetFinder.find(bytes, true, "ISO-8859-1").doubt()).isNotNull();
    }

    private static List<String> charsets(Map<String, Object> one) {
        return ((List<?>) Objects.requireNonNull(one.get("charsets")))
                .stream().map(Object::toString).toList();
    }

    @SuppressWarnings("unchecked") // as it stands in the YAML file
    private static Stream<Map<String, Object>> languages() {
        try (InputStream in = CharsetFinderTest.class.getResourceAsStream("/text/languages.yaml")) {
            Load yaml = new Load(LoadSettings.builder().build());
            return ((List<Map<String, Object>>) yaml.loadFromInputStream(in)).stream();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
