package io.feedkit.catalog.xlsx;

import static io.feedkit.catalog.xlsx.WorkbookFile.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.feedkit.catalog.Catalog;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.catalog.ReadCatalog;
import io.feedkit.catalog.ReadLimits;
import io.feedkit.location.Location;
import io.feedkit.problem.FeedException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Workbooks that lie, bite or are cut off. */
class XlsxHostileInputTest {
    private static final WorkbookFile SMALL =
            WorkbookFile.ofRows(rows(new String[] {"id", "name"}, new String[] {"1", "a"}));

    private static String refusal(byte[] bytes) {
        return refusal(bytes, CatalogOptions.DEFAULTS);
    }

    private static String refusal(byte[] bytes, CatalogOptions options) {
        FeedException refused = assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> catchThrowableOfType(
                        FeedException.class,
                        () -> ReadCatalog.of(new XlsxCatalogFormat(), "shop.xlsx", bytes, options)));
        assertThat(refused).isNotNull();
        assertThat(refused.problem().message()).isNotBlank();
        return refused.problem().code().id();
    }

    /** The archive with the bytes of its directory changed; its entries and their order stay. */
    private static byte[] withDirectory(byte[] archive, String part, UnaryOperator<byte[]> change) {
        byte[] name = part.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < archive.length - 46; i++) {
            boolean record = archive[i] == 'P' && archive[i + 1] == 'K' && archive[i + 2] == 1 && archive[i + 3] == 2;
            if (record && new String(archive, i + 46, name.length, StandardCharsets.UTF_8).equals(part)) {
                byte[] head = new byte[46];
                System.arraycopy(archive, i, head, 0, 46);
                System.arraycopy(change.apply(head), 0, archive, i, 46);
                return archive;
            }
        }
        throw new IllegalArgumentException(part);
    }

    @Test
    void refusesDocumentTypesAndOpensNothingTheyName() {
        String sheet = "<!DOCTYPE worksheet [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><worksheet xmlns=\""
                + WorkbookFile.MAIN + "\"><sheetData><row><c t=\"str\"><v>&x;</v></c></row></sheetData></worksheet>";
        assertThat(refusal(WorkbookFile.ofRows("")
                        .part("xl/worksheets/sheet1.xml", sheet)
                        .bytes()))
                .isEqualTo("xlsx.refused");
    }

    @Test
    void refusesTwoPartsOfOneName() {
        byte[] bytes = new WorkbookFile()
                .sheet("A", rows(new String[] {"id", "x"}, new String[] {"1", "2"}))
                .part("xl/worksheets/SHEET1.xml", "<worksheet/>")
                .bytes();
        assertThat(refusal(bytes)).isEqualTo("xlsx.refused");
    }

    @Test
    void refusesPartsThatLieOverEachOther() {
        byte[] bytes = withDirectory(SMALL.bytes(), "xl/workbook.xml", head -> {
            // The place of another part, which is how a small archive unpacks to petabytes.
            head[42] = 0;
            head[43] = 0;
            return head;
        });
        assertThat(refusal(bytes)).isEqualTo("xlsx.refused");
    }

    @Test
    void refusesPathsOutOfTheArchive() {
        byte[] bytes = SMALL.bytes();
        byte[] outside = WorkbookFile.ofRows("")
                .part(
                        "xl/_rels/workbook.xml.rels",
                        WorkbookFile.relations(
                                "<Relationship Id=\"s1\" Type=\"x/worksheet\" Target=\"../../../etc/passwd\"/>"))
                .bytes();
        assertThat(refusal(outside)).isEqualTo("xlsx.refused");
        assertThat(refusal(new byte[bytes.length])).isEqualTo("xlsx.damaged");
    }

    @Test
    void refusesEncryptedParts() {
        byte[] bytes = withDirectory(SMALL.bytes(), "xl/workbook.xml", head -> {
            head[8] |= 1;
            return head;
        });
        assertThat(refusal(bytes)).isEqualTo("xlsx.encrypted");
    }

    @Test
    void namesThePasswordWhereThereIsOne() {
        byte[] bytes = new byte[4096];
        byte[] magic = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0};
        System.arraycopy(magic, 0, bytes, 0, 4);
        byte[] name = "EncryptedPackage".getBytes(StandardCharsets.UTF_16LE);
        System.arraycopy(name, 0, bytes, 1000, name.length);
        FeedException refused = catchThrowableOfType(
                FeedException.class,
                () -> Catalog.open(
                        Location.of("shop.xlsx", () -> new ByteArrayInputStream(bytes)), CatalogOptions.DEFAULTS));
        assertThat(refused.problem().code().id()).isEqualTo("xlsx.encrypted");
    }

    @Test
    void doesNotBelieveTheSizesOfTheDirectory() {
        for (int field : new int[] {16, 20, 24}) {
            byte[] bytes = withDirectory(SMALL.bytes(), "xl/worksheets/sheet1.xml", head -> {
                head[field]++;
                return head;
            });
            assertThat(refusal(bytes)).as("field at %d", field).startsWith("xlsx.");
        }
    }

    @Test
    void stopsBombs() {
        StringBuilder rows = new StringBuilder(rows(new String[] {"id", "name"}));
        rows.append("<row><c t=\"str\"><v>").append(" ".repeat(40_000_000)).append("</v></c></row>");
        byte[] bomb = WorkbookFile.ofRows(rows.toString()).bytes();
        assertThat(bomb.length).isLessThan(200_000);
        assertThat(refusal(bomb)).isEqualTo("location.inflates-too-much");
        ReadLimits small = new ReadLimits(1000, 4000, 10, 20, 1 << 20, 10, 1000);
        assertThat(refusal(bomb, CatalogOptions.DEFAULTS.withLimits(small))).isEqualTo("location.too-large");
    }

    @Test
    void doesNotHoldEndlessComments() {
        String rows =
                rows(new String[] {"id", "name"}, new String[] {"1", "a"}) + "<!--" + "c".repeat(3_000_000) + "-->";
        assertThat(refusal(WorkbookFile.ofRows(rows).bytes())).isEqualTo("xlsx.refused");
    }

    @Test
    void readsLongTextsPieceByPiece() {
        String rows =
                rows(new String[] {"id", "name"}, new String[] {"1", "x".repeat(5_000_000)}, new String[] {"2", "b"});
        ReadCatalog read = ReadCatalog.of(
                new XlsxCatalogFormat(), "shop.xlsx", WorkbookFile.ofRows(rows).bytes(), CatalogOptions.DEFAULTS);
        assertThat(read.codes()).containsExactly("xlsx.record-limit");
        assertThat(read.cells()).hasSize(1);
    }

    @Test
    void isNotImpressedByAnArchiveInTheArchive() {
        byte[] inner = SMALL.bytes();
        Map<String, byte[]> parts = new LinkedHashMap<>();
        parts.put("r/r.zip", inner);
        assertThat(refusal(WorkbookFile.zip(parts))).isEqualTo("xlsx.damaged");
    }

    @Test
    void saysWhereAFileWasCutOff() {
        byte[] whole = SMALL.bytes();
        byte[] half = new byte[whole.length / 2];
        System.arraycopy(whole, 0, half, 0, half.length);
        assertThat(refusal(half)).isEqualTo("xlsx.damaged");
    }

    @Test
    void losesOnlyTheRowsThatGoOverALimit() {
        byte[] bytes = WorkbookFile.ofRows(rows(
                        new String[] {"id", "name"},
                        new String[] {"1", "x".repeat(3000)},
                        new String[] {"2", "b", "c", "d", "e", "f"},
                        new String[] {"3", "ok"}))
                .bytes();
        ReadLimits limits = new ReadLimits(1000, 4000, 5, 20, 1 << 20, 10, 1000);
        ReadCatalog read =
                ReadCatalog.of(new XlsxCatalogFormat(), "shop.xlsx", bytes, CatalogOptions.DEFAULTS.withLimits(limits));
        assertThat(read.codes()).containsExactly("xlsx.record-limit", "xlsx.record-limit");
        assertThat(read.cells()).hasSize(1);
        assertThat(read.records().get(0).number()).isEqualTo(3);
    }
}
