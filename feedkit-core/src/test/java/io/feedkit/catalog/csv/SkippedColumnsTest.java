package io.feedkit.catalog.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.catalog.Catalog;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.catalog.Dialect;
import io.feedkit.catalog.Mapping;
import io.feedkit.catalog.ReadCatalog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SkippedColumnsTest {
    private static final String REPORT = "No,,sku,title\n1,x,A1,Lamp\n2,,A2,Rug,too many\n3\n";

    private static ReadCatalog read(int skipped) {
        return ReadCatalog.of(
                new CsvCatalogFormat(),
                "report.csv",
                REPORT.getBytes(StandardCharsets.UTF_8),
                CatalogOptions.DEFAULTS.withDialect(Dialect.DETECT.withSkippedColumns(skipped)));
    }

    @Test
    void leavesOutWhatStandsLeftOfTheTable() {
        ReadCatalog read = read(2);
        assertThat(read.columns()).containsExactly("sku", "title", "column 5");
        assertThat(read.cells())
                .containsExactly(
                        List.of("A1", "Lamp", ReadCatalog.MISSING),
                        List.of("A2", "Rug", "too many"),
                        List.of(ReadCatalog.MISSING, ReadCatalog.MISSING, ReadCatalog.MISSING));
    }

    @Test
    void leavesNothingWhereThereAreNotThatManyColumns() {
        assertThat(read(9).columns()).isEmpty();
        assertThat(read(9).records()).hasSize(3);
    }

    @Test
    void isSaidInAMappingAndInMetadata(@TempDir Path folder) throws IOException {
        Path metadata = Files.writeString(
                folder.resolve("m.json"),
                "{\"dialect\":{\"skipColumns\":2,\"trim\":\"start\"},\"url\":\"report.csv\"}");
        assertThat(Dialect.fromCsvw(metadata).skippedColumns()).isEqualTo(2);
        Path report = Files.writeString(folder.resolve("report.csv"), REPORT);
        Catalog catalog = Catalog.open(
                report,
                CatalogOptions.DEFAULTS.withMapping(Mapping.load("dialect: {skip-columns: 2}", "mapping.yaml")));
        assertThat(catalog.first(1, problem -> {}).get(0).text("title")).contains("Lamp");
    }
}
