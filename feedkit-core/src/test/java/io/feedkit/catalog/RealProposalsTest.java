package io.feedkit.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.feedkit.location.Location;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** What {@code feedkit inspect --write-mapping} proposes for each real file: it loads, it reads the file the same way, and says of every column what it thinks. */
@Tag("slow")
class RealProposalsTest {
    private static @Nullable Path data() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("shared/data/catalog"))) {
            folder = folder.getParent();
        }
        return folder == null ? null : folder.resolve("shared/data");
    }

    @TestFactory
    Stream<DynamicTest> everyRealFile() {
        Path data = data();
        if (data == null) {
            return Stream.of(DynamicTest.dynamicTest(
                    "the real catalogues", () -> assumeTrue(false, "the real catalogues are not on this machine")));
        }
        return Stream.of("catalog", "feeds", "performance")
                .flatMap(folder -> files(data.resolve(folder)).stream())
                .map(file -> DynamicTest.dynamicTest(data.relativize(file).toString(), () -> proposalHolds(file)));
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.(csv|tsv|txt|xml|json|ndjson|jsonl|xlsx)(\\.gz)?"))
                    .filter(file -> !file.toString().matches(".*(schema|MANIFEST).*"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void proposalHolds(Path file) {
        for (CatalogOptions options : List.of(CatalogOptions.DEFAULTS, CatalogOptions.DEFAULTS.withCurrency("EUR"))) {
            Catalog found = Catalog.open(Location.of(file), options);
            String proposed = found.proposedMapping();
            assertThat(MappingFileTest.errors(proposed)).as(proposed).isEmpty();
            Catalog told =
                    Catalog.open(Location.of(file), options.withMapping(Mapping.load(proposed, "proposed.yaml")));
            assertThat(told.problems()).as(proposed).isEqualTo(found.problems());
            assertThat(ProposalTest.products(told)).as(proposed).isEqualTo(ProposalTest.products(found));
            for (MappedColumn column : found.mapping()) {
                String shown = column.column().strip();
                assertThat(proposed)
                        .as("the column %s of %s", shown, file.getFileName())
                        .contains(shown.substring(0, Math.min(30, shown.length())));
            }
        }
    }
}
