package io.feedkit.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.feedkit.problem.FeedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class ArchivesTest {
    @TempDir
    private Path folder;

    @Test
    void anArchivesFilesAreReadOneAfterAnother() throws IOException {
        byte[] zip = zip(
                "b.csv", "B", "a.csv", "A", "sub/", "", "sub/c.csv", "C", "__MACOSX/._a.csv", "x", ".DS_Store", "y");
        for (Location location : both(zip)) {
            assertThat(read(location))
                    .containsExactly(
                            Map.entry("all.zip!a.csv", "A"),
                            Map.entry("all.zip!b.csv", "B"),
                            Map.entry("all.zip!sub/c.csv", "C"));
        }
    }

    @Test
    void oneFileInAnArchiveIsOnePart() throws IOException {
        for (Location location : both(zip("shop.csv", "A"))) {
            try (Parts parts = location.parts(SourceLimits.DEFAULTS)) {
                assertThat(parts.isSingle()).isTrue();
                Source source = parts.next().orElseThrow();
                assertThat(source.compression()).isEqualTo("zip");
                assertThat(source.bytes().readAllBytes()).isEqualTo(bytes("A"));
                assertThat(parts.next()).isEmpty();
            }
        }
    }

    @Test
    void aWorkbookIsNoArchiveOfCatalogues() throws IOException {
        for (byte[] zip : new byte[][] {
            zip("[Content_Types].xml", "<Types/>", "xl/workbook.xml", "<w/>"),
            zip("xl/workbook.xml", "<w/>", "[Content_Types].xml", "<Types/>"),
            zip("mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml", "<c/>")
        }) {
            for (Location location : both(zip)) {
                try (Parts parts = location.parts(SourceLimits.DEFAULTS)) {
                    assertThat(parts.next().orElseThrow().bytes().readAllBytes())
                            .isEqualTo(zip);
                    assertThat(parts.isSingle()).isTrue();
                }
            }
        }
    }

    @Test
    void gzipAndZipMayBeAroundEachOther() throws IOException {
        assertThat(read(file(zip(Map.of("a.csv.gz", gzip(bytes("A")))))).values())
                .containsExactly("A");
        assertThat(read(file(gzip(zip("a.csv", "A")))).values()).containsExactly("A");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "readme.txt",
                "README",
                "docs/Read me.txt",
                "LIESMICH.TXT",
                "license-de.txt",
                "terms.pdf",
                "logo.png",
                "feed.xsd",
                "a.csv.sha256"
            })
    void whatOnlyAccompaniesACatalogueIsPassedOverAndTold(String document) throws IOException {
        byte[] zip = zip("a.csv", "A", document, "R", "__MACOSX/._a.csv", "M", ".DS_Store", "D");
        for (Location location : both(zip)) {
            assertThat(read(location).values()).containsExactly("A");
            try (Parts parts = location.parts(SourceLimits.DEFAULTS)) {
                Source only = parts.next().orElseThrow();
                assertThat(only.remarks()).singleElement().satisfies(remark -> {
                    assertThat(remark.code()).isEqualTo(LocationProblem.PASSED_OVER);
                    assertThat(remark.message())
                            .contains("\"a.csv\" is read", document)
                            .doesNotContain("MACOSX");
                });
                assertThat(only.remarks()).isEmpty();
            }
        }
    }

    @Test
    void aDocumentThatIsAllThereIsInAnArchiveIsRead() throws IOException {
        assertThat(read(file(zip("readme.txt", "R"))).values()).containsExactly("R");
        assertThat(read(file(zip("products.txt", "P", "readme.txt", "R"))).values())
                .containsExactly("P");
        assertThat(read(file(zip("changes.csv", "P", "terms.csv", "R"))).values())
                .containsExactly("P", "R");
    }

    @Test
    void whatIsNotJustOneCatalogueIsRefused() throws IOException {
        assertThat(codeOf(file(zip("a.csv", "A", "b.xml", "B", "readme.txt", "R"))))
                .isEqualTo(LocationProblem.MIXED_ARCHIVE);
        assertThat(codeOf(file(zip("a.csv", "A", "stock.txt", "B")))).isEqualTo(LocationProblem.MIXED_ARCHIVE);
        assertThat(codeOf(file(zip(Map.of("inner.zip", zip("a.csv", "A")))))).isEqualTo(LocationProblem.MIXED_ARCHIVE);
        assertThat(codeOf(file(zip("sub/", "")))).isEqualTo(LocationProblem.NOT_FOUND);
    }

    @Test
    void someFilesOfAnArchiveAreNamedBehindAnExclamationMark() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String name : List.of("readme.txt", "b.csv", "a.csv", "sub/c.csv", "sub/deep/d.csv", "x.xml")) {
            files.put(name, bytes(name));
        }
        String zip = Files.write(folder.resolve("all.zip"), zip(files)).toString();
        assertThat(read(Location.of(zip + "!a.csv")).values()).containsExactly("a.csv");
        assertThat(read(Location.of(zip + "!*.csv")).values()).containsExactly("a.csv", "b.csv");
        assertThat(read(Location.of(zip + "!sub/*")).values()).containsExactly("sub/c.csv");
        assertThat(read(Location.of(zip + "!**/*.csv")).values())
                .containsExactly("a.csv", "b.csv", "sub/c.csv", "sub/deep/d.csv");
        assertThat(read(Location.of(zip + "!sub/**")).values()).containsExactly("sub/c.csv", "sub/deep/d.csv");
        assertThat(read(Location.of(zip + "!?.csv")).keySet()).containsExactly("all.zip!a.csv", "all.zip!b.csv");
        assertThat(read(Location.of(folder + "/*.zip!readme.*")).values()).containsExactly("readme.txt");
        assertThat(codeOf(() -> read(Location.of(zip + "!*")))).isEqualTo(LocationProblem.MIXED_ARCHIVE);
        assertThat(failure(() -> read(Location.of(zip + "!*.json"))).getMessage())
                .contains("location.not-found", "holds \"a.csv\", \"b.csv\"");
        assertThat(codeOf(() -> read(Location.of(zip + "!")))).isEqualTo(LocationProblem.UNUSABLE_ADDRESS);
        Path plain = Files.write(folder.resolve("plain.csv"), bytes("x"));
        assertThat(codeOf(() -> read(Location.of(plain + "!a.csv")))).isEqualTo(LocationProblem.DAMAGED);
        try (Source one = Location.of(zip + "!a.csv").open(SourceLimits.DEFAULTS)) {
            assertThat(one.bytes().readAllBytes()).isEqualTo(bytes("a.csv"));
        }
        assertThat(codeOf(() ->
                        Location.of(zip + "!*.csv").open(SourceLimits.DEFAULTS).close()))
                .isEqualTo(LocationProblem.SEVERAL_PARTS);
        Location given = Location.of("given.zip", () -> Files.newInputStream(Path.of(zip)));
        assertThat(read(Location.within(given, "b.csv")).keySet()).containsExactly("given.zip!b.csv");
    }

    @Test
    void anExclamationMarkElsewhereIsPartOfAName() throws IOException {
        Path sale = Files.write(folder.resolve("Sale!1.csv"), bytes("A"));
        assertThat(read(Location.of(sale.toString())).values()).containsExactly("A");
        assertThat(read(Location.of(folder + "/Sale!*.csv")).values()).containsExactly("A");
        assertThat(Location.of("http://127.0.0.1/all.zip!*.csv").name()).isEqualTo("http://127.0.0.1/all.zip!*.csv");
        assertThat(Location.of("http://127.0.0.1/x?token=hunter2.zip!hunter2").name())
                .doesNotContain("hunter2");
    }

    @Test
    @Timeout(10)
    void noPatternTakesLong() {
        EntryPattern hostile = new EntryPattern("*a".repeat(400) + "**b".repeat(60));
        assertThat(hostile.matches("a".repeat(60_000))).isFalse();
        assertThat(new EntryPattern("**".repeat(300)).matches("a/".repeat(30_000)))
                .isTrue();
        assertThat(new EntryPattern("*".repeat(999)).matches("")).isTrue();
    }

    @Test
    void bombsAreRefused() throws IOException {
        byte[] zeros = new byte[64 << 20];
        assertThat(codeOf(file(zip(Map.of("a.csv", zeros))))).isEqualTo(LocationProblem.INFLATES_TOO_MUCH);
        // Each compressed twice: neither step alone is beyond the limit.
        assertThat(codeOf(file(zip(Map.of("a.csv.gz", gzip(zeros)))))).isEqualTo(LocationProblem.INFLATES_TOO_MUCH);
        SourceLimits small = new SourceLimits(5, 200);
        assertThat(codeOf(() -> read(file(zip("a.csv", "123", "b.csv", "456")), small)))
                .isEqualTo(LocationProblem.TOO_LARGE);
        Map<String, byte[]> many = new LinkedHashMap<>();
        for (int i = 0; i <= ZipArchive.MOST_ENTRIES; i++) {
            many.put(i + ".csv", new byte[0]);
        }
        assertThat(codeOf(file(zip(many)))).isEqualTo(LocationProblem.DAMAGED);
    }

    @Test
    void entriesThatShareTheirBytesAreRefused() throws IOException {
        byte[] zip = zip("a.csv", "same", "b.csv", "same");
        int first = find(zip, "PK\1\2", 0);
        int second = find(zip, "PK\1\2", first + 4);
        // The second entry of the directory points to the bytes of the first.
        System.arraycopy(zip, first + 42, zip, second + 42, 4);
        FeedException refused = failure(() -> read(file(zip)));
        assertThat(refused.getMessage()).contains("overlap");
    }

    @Test
    void encryptedFilesAreSaidToBeSo() throws IOException {
        byte[] zip = zip("a.csv", "same");
        zip[find(zip, "PK\1\2", 0) + 8] |= 1;
        assertThat(failure(() -> read(file(zip))).getMessage()).contains("encrypted");
    }

    @Test
    void aWrongChecksumOrSizeIsFound() throws IOException {
        for (int field : new int[] {16, 24}) {
            byte[] zip = zip("a.csv", "same");
            zip[find(zip, "PK\1\2", 0) + field] ^= 1;
            assertThat(codeOf(file(zip))).isEqualTo(LocationProblem.DAMAGED);
        }
    }

    @Test
    void whateverIsCutOffOrDamagedEndsWithAProblemOrTheRightBytes() throws IOException {
        byte[] zip = zip("a.csv", "id,title\n1,Lamp\n", "b.csv", "id,title\n2,Chair\n");
        Map<String, String> right = read(file(zip));
        for (int length = 4; length < zip.length; length++) {
            byte[] cut = Arrays.copyOf(zip, length);
            assertThat(failure(() -> read(file(cut)))).as("%d bytes", length).isNotNull();
        }
        Random random = new Random(7);
        for (int turn = 0; turn < 3_000; turn++) {
            byte[] damaged = zip.clone();
            damaged[4 + random.nextInt(zip.length - 4)] = (byte) random.nextInt(256);
            try {
                assertThat(read(file(damaged)).values()).containsExactlyElementsOf(right.values());
            } catch (FeedException e) {
                assertThat(e.problem().code()).isInstanceOf(LocationProblem.class);
            } catch (AssertionError e) {
                // A name that became hidden or a folder leaves its file out, which no checksum covers.
                assertThat(right.values()).containsAll(read(file(damaged)).values());
            }
        }
    }

    @Test
    void storedEntriesAndWhatStandsBeforeTheArchiveAreNoTrouble() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            ZipEntry entry = new ZipEntry("ü.csv");
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(1);
            CRC32 crc = new CRC32();
            crc.update('A');
            entry.setCrc(crc.getValue());
            zip.putNextEntry(entry);
            zip.write('A');
        }
        assertThat(read(file(out.toByteArray()))).containsExactly(Map.entry("all.zip!ü.csv", "A"));
    }

    @Test
    void aPatternNamesAllFilesThatFit() throws IOException {
        Files.createDirectories(folder.resolve("ex/deep/er"));
        Files.writeString(folder.resolve("ex/b.csv"), "B");
        Files.writeString(folder.resolve("ex/a.csv"), "A");
        Files.writeString(folder.resolve("ex/.hidden.csv"), "H");
        Files.writeString(folder.resolve("ex/other.txt"), "T");
        Files.writeString(folder.resolve("ex/deep/er/c.csv"), "C");
        Files.write(folder.resolve("ex/z.zip"), zip("d.csv", "D"));
        assertThat(read(Location.of(folder + "/ex/*.csv")).values()).containsExactly("A", "B");
        assertThat(read(Location.of(folder + "/ex/**/*.csv")).values()).containsExactly("A", "B", "C");
        assertThat(read(Location.of(folder + "/*/{a,z}.*")).values()).containsExactly("A", "D");
        assertThat(codeOf(Location.of(folder + "/ex/*.xml"))).isEqualTo(LocationProblem.NOT_FOUND);
        assertThat(codeOf(Location.of(folder + "/ex/[.xml"))).isEqualTo(LocationProblem.CANNOT_OPEN);
        assertThat(codeOf(() -> Location.of(folder + "/ex/*.csv").open(SourceLimits.DEFAULTS)))
                .isEqualTo(LocationProblem.SEVERAL_PARTS);
        assertThat(codeOf(() -> read(Location.of(folder + "/ex/*.csv"), new SourceLimits(1, 10))))
                .isEqualTo(LocationProblem.TOO_LARGE);
        assertThat(Location.of(folder + "/ex/*.csv").isFile(folder.resolve("ex/a.csv")))
                .isTrue();
    }

    @Test
    void opensOnlyWhatAHostAllows() {
        LocationOptions web = LocationOptions.DEFAULTS.withSchemes(java.util.Set.of("https"));
        for (String typed :
                new String[] {"/etc/passwd", "/etc/*", "file:///etc/passwd", "http://host/x", "jdbc:h2:mem:x"}) {
            assertThat(codeOf(() -> Location.of(typed, web))).as(typed).isEqualTo(LocationProblem.NOT_ALLOWED);
        }
        assertThat(Location.of("https://host/x", web).name()).isEqualTo("https://host/x");
    }

    private Location[] both(byte[] bytes) throws IOException {
        return new Location[] {file(bytes), Location.of("all.zip", () -> new ByteArrayInputStream(bytes))};
    }

    /** The name in a report is the path; tests look at what follows the folder. */
    private Location file(byte[] bytes) throws IOException {
        return Location.of(Files.write(folder.resolve("all.zip"), bytes));
    }

    private static Map<String, String> read(Location location) throws IOException {
        return read(location, SourceLimits.DEFAULTS);
    }

    private static Map<String, String> read(Location location, SourceLimits limits) throws IOException {
        Map<String, String> read = new LinkedHashMap<>();
        try (Parts parts = location.parts(limits)) {
            for (Optional<Source> part = parts.next(); part.isPresent(); part = parts.next()) {
                try (Source source = part.get()) {
                    String name = source.name()
                            .substring(
                                    source.name().lastIndexOf("all.zip") < 0
                                            ? 0
                                            : source.name().lastIndexOf("all.zip"));
                    ByteArrayOutputStream out = new ByteArrayOutputStream();
                    source.bytes().transferTo(out.size() > (1 << 20) ? OutputStream.nullOutputStream() : out);
                    read.put(name, out.toString(StandardCharsets.UTF_8));
                }
            }
        }
        return read;
    }

    private static Object codeOf(Location location) {
        return codeOf(() -> read(location));
    }

    private static Object codeOf(org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
        return failure(work).problem().code();
    }

    private static FeedException failure(org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
        return catchThrowableOfType(FeedException.class, work);
    }

    private static int find(byte[] bytes, String text, int from) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text, from);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] zip(String... namesAndTexts) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            files.put(namesAndTexts[i], bytes(namesAndTexts[i + 1]));
        }
        return zip(files);
    }

    private static byte[] zip(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        }
        return out.toByteArray();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
