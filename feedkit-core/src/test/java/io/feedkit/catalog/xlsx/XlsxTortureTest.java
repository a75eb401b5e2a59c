package io.feedkit.catalog.xlsx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.feedkit.catalog.CatalogOptions;
import io.feedkit.catalog.Deadline;
import io.feedkit.catalog.Detection;
import io.feedkit.catalog.ReadCatalog;
import io.feedkit.problem.FeedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Workbooks that other projects collected because somebody fell over them. They are not part of this project; where they are not there the tests are skipped. */
@Tag("slow")
class XlsxTortureTest {
    private static final String FOLDER = "shared/data/torture-xlsx";

    private static Path folder() {
        for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
            if (Files.isDirectory(up.resolve(FOLDER))) {
                return up.resolve(FOLDER);
            }
        }
        assumeTrue(false, () -> "the folder " + FOLDER + " is not beside this project");
        return Path.of(FOLDER);
    }

    private static ReadCatalog read(String file, CatalogOptions options) throws IOException {
        byte[] bytes = Files.readAllBytes(folder().resolve(file));
        return Deadline.met(file, () -> ReadCatalog.of(new XlsxCatalogFormat(), file, bytes, options));
    }

    private static ReadCatalog read(String file) throws IOException {
        return read(file, CatalogOptions.DEFAULTS);
    }

    private static String value(ReadCatalog read, String what) {
        return read.detections().stream()
                .filter(detection -> detection.what().equals(what))
                .map(Detection::value)
                .findFirst()
                .orElse("");
    }

    @Test
    void readsOrRefusesEach() throws IOException {
        try (Stream<Path> files = Files.walk(folder())) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = folder().relativize(file).toString();
                boolean refused = name.startsWith("invalid") || name.contains("xxe");
                try {
                    assertThat(read(name).records()).as(name).isNotEmpty();
                    assertThat(refused).as("%s is refused", name).isFalse();
                } catch (FeedException e) {
                    assertThat(refused).as("%s: %s", name, e.problem()).isTrue();
                    assertThat(e.problem().code().id()).as(name).startsWith("xlsx.");
                }
            }
        }
    }

    /** The counts are those of the folder's list, less the header. */
    @Test
    void readsAllRowsOfTheTable() throws IOException {
        assertThat(read("akeneo-floats.xlsx").records()).hasSize(2);
        assertThat(read("bmecat-formulas.xlsx").records()).hasSize(2424);
        assertThat(read("bmecat-strict.xlsx").records()).hasSize(2);
        assertThat(read("fastexcel-AutoFilter.xlsx").records()).hasSize(21);
        assertThat(read("fastexcel-withHidden.xlsx").records()).hasSize(3);
        assertThat(read("bmecat-formulas.xlsx", CatalogOptions.DEFAULTS.withSheet("Storeserver"))
                        .records())
                .hasSizeBetween(1800, 1898);
    }

    @Test
    void keepsNumbersAndTextsOfNumbersApart() throws IOException {
        assertThat(read("akeneo-floats.xlsx").cells())
                .containsExactly(List.of("rangers001", "boots", "0.87"), List.of("rangers002", "boots", "1.49"));
        assertThat(read("akeneo-numeric-strings.xlsx").cells())
                .containsExactly(List.of("rangers001", "boots", "0,87"), List.of("rangers002", "boots", "1,49"));
        assertThat(read("akeneo-string-dates.xlsx").cells().get(0)).contains("2016-06-24");
    }

    @Test
    void readsFormulasAsTheirResults() throws IOException {
        ReadCatalog read = read("bmecat-formulas.xlsx");
        assertThat(read.columns())
                .startsWith("articleType", "articleStatus", "articleId")
                .hasSize(407);
        int price = read.columns().indexOf("priceAmount1");
        assertThat(read.cells().get(0).get(price)).isEqualTo("7");
        assertThat(read.codes()).doesNotContain("xlsx.no-result");
    }

    @Test
    void seesWhatIsHidden() throws IOException {
        assertThat(value(read("fastexcel-withHidden.xlsx"), "sheets")).contains("HiddenSheet A1:B4 (hidden)");
        assertThat(read("fastexcel-simple-with-hidden-rows.xlsx").codes()).containsExactly("xlsx.hidden-rows");
    }

    @Test
    void leavesPhoneticsOutOfTexts() throws IOException {
        ReadCatalog read = read("fastexcel-phonetic_text_CRLF.xlsx");
        assertThat(read.columns()).containsExactly("漢字");
        assertThat(read.cells()).containsExactly(List.of("漢字withColor"));
    }
}
