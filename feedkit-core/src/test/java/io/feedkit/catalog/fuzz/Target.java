package io.feedkit.catalog.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.catalog.Catalog;
import io.feedkit.catalog.CatalogFormat;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.catalog.Deadline;
import io.feedkit.catalog.Mapping;
import io.feedkit.catalog.ReadCatalog;
import io.feedkit.catalog.csv.CsvCatalogFormat;
import io.feedkit.catalog.json.JsonCatalogFormat;
import io.feedkit.catalog.xlsx.XlsxCatalogFormat;
import io.feedkit.catalog.xml.XmlCatalogFormat;
import io.feedkit.location.Location;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What strangers write for us to read: each way in, and what must hold whatever comes. */
enum Target {
    CSV("shop.csv", new CsvCatalogFormat()),
    JSON("shop.json", new JsonCatalogFormat()),
    NDJSON("shop.ndjson", new JsonCatalogFormat()),
    XML("shop.xml", new XmlCatalogFormat()),
    XLSX("shop.xlsx", new XlsxCatalogFormat()),
    /** A mapping file, and the reading of a small catalogue with it. */
    MAPPING("mapping.yaml", null),
    /** A place as users type it; it is understood, not opened. */
    LOCATION("location.txt", null);

    /** What a password is in places that are tried. */
    static final String SECRET = "s3cret";

    private static final int[] PIECES = {1, 13};
    private static final Pattern SECRET_OF_ADDRESS = Pattern.compile("(?i)[a-z][a-z0-9+.-]*://[^/?#\\s]*:s3cret@.*");
    private static final byte[] CATALOGUE = """
            sku;Nom;Prix;Taille;Tags;parent_sku;Weight (kg)
            A1;Lampe;12,50;S;rouge|neuf;;2
            A1-2;Lampe;13,00;M;;A1;2,5
            B7;Étagère;99;;bois;;30
            """.getBytes(StandardCharsets.UTF_8);

    private final String file;
    private final @Nullable CatalogFormat format;

    Target(String file, @Nullable CatalogFormat format) {
        this.file = file;
        this.format = format;
    }

    /** The folder of its finds. */
    String folder() {
        return name().toLowerCase(Locale.ROOT);
    }

    String file() {
        return file;
    }

    /** Fails when the bytes do more than being read or refused with a problem, or what is read depends on how they arrive. */
    void check(byte[] bytes) {
        if (this == MAPPING) {
            outcome(() -> mapped(new String(bytes, StandardCharsets.UTF_8)));
        } else if (this == LOCATION) {
            located(new String(bytes, StandardCharsets.UTF_8));
        } else {
            String whole = outcome(() -> records(bytes, new ByteArrayInputStream(bytes)));
            for (int piece : PIECES) {
                assertThat(outcome(() -> records(bytes, inPieces(bytes, piece))))
                        .as("in pieces of %d", piece)
                        .isEqualTo(whole);
            }
            assertThat(outcome(() -> products(bytes, CatalogOptions.DEFAULTS)))
                    .isEqualTo(outcome(() -> products(bytes, CatalogOptions.DEFAULTS)));
        }
    }

    private String records(byte[] bytes, InputStream in) {
        CatalogFormat known = format;
        if (known == null) {
            throw new IllegalStateException();
        }
        ReadCatalog read = ReadCatalog.of(known, ReadCatalog.head(file, bytes), in, CatalogOptions.DEFAULTS);
        return read.columns() + " " + read.records() + " " + read.problems();
    }

    private String products(byte[] bytes, CatalogOptions options) {
        List<Problem> problems = new ArrayList<>();
        Catalog catalog = Catalog.open(Location.of(file, () -> new ByteArrayInputStream(bytes)), options);
        return catalog.first(1000, problems::add) + " " + problems;
    }

    private static String mapped(String text) {
        Mapping mapping = Mapping.load(text, "mapping.yaml");
        List<Problem> problems = new ArrayList<>();
        Catalog catalog = Catalog.open(
                Location.of("shop.csv", () -> new ByteArrayInputStream(CATALOGUE)),
                CatalogOptions.DEFAULTS.withMapping(mapping));
        return catalog.first(10, problems::add) + " " + problems;
    }

    private static void located(String typed) {
        String shown = outcome(() -> {
            Location location = Location.of(typed);
            return location.name() + " " + location;
        });
        // What stands in a path as well is no secret any more.
        boolean once = typed.indexOf(SECRET) == typed.lastIndexOf(SECRET);
        if (once && SECRET_OF_ADDRESS.matcher(typed).matches()) {
            assertThat(shown).doesNotContain(SECRET);
        }
    }

    /** What came of it; a problem is an outcome like another. */
    private static String outcome(Supplier<String> reading) {
        return Deadline.met("it", () -> {
            try {
                return reading.get();
            } catch (FeedException refused) {
                assertThat(refused.problem().code().id()).isNotBlank();
                return refused.problem().toString();
            }
        });
    }

    private static InputStream inPieces(byte[] bytes, int piece) {
        return new FilterInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                return super.read(into, from, Math.min(piece, length));
            }
        };
    }
}
