package io.feedkit.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedkit.location.Credentials;
import io.feedkit.location.Location;
import io.feedkit.location.LocationOptions;
import io.feedkit.problem.FeedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stranger can reach who writes a mapping: nothing but what lies beside it. */
class FurtherFilesTest {
    private static final String SECRET = "the host's own words";

    @TempDir
    private Path host;

    private Path tenant = Path.of("");

    @BeforeEach
    void furnish() throws IOException {
        tenant = Files.createDirectories(host.resolve("tenants/42"));
        Files.writeString(host.resolve("secret.csv"), "id,Code,Name," + SECRET + "\nA1,c," + SECRET + ",1\n");
        Files.writeString(host.resolve("tenants/42-neighbour.csv"), "id,Code,Name\nA1,c," + SECRET + "\n");
        Files.writeString(tenant.resolve("stock.csv"), "id,stock\nA1,7\n");
        Files.createDirectories(tenant.resolve("sub"));
        Files.writeString(tenant.resolve("sub/stock.csv"), "id,stock\nA1,8\n");
        Files.createSymbolicLink(tenant.resolve("link.csv"), host.resolve("secret.csv"));
        Files.createSymbolicLink(tenant.resolve("out"), host);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(tenant.resolve("all.zip")))) {
            zip.putNextEntry(new ZipEntry("stock.csv"));
            zip.write("id,stock\nA1,9\n".getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("readme.txt"));
            zip.write("read me".getBytes(StandardCharsets.UTF_8));
        }
    }

    private static Location shop() {
        byte[] bytes = "id,title,group\nA1,Cup,c\n".getBytes(StandardCharsets.UTF_8);
        return Location.of("shop.csv", () -> new ByteArrayInputStream(bytes));
    }

    private static Catalog open(Mapping mapping) {
        return Catalog.open(shop(), CatalogOptions.DEFAULTS.withMapping(mapping));
    }

    private static String quoted(String name) {
        return '"' + name.replace("\u0000", "\\0") + '"';
    }

    private static Mapping supplement(String file) {
        return Mapping.load("supplements: [{file: " + quoted(file) + ", key: id, fill: {Name: brand}}]", "tenant.yaml");
    }

    private static Mapping table(String file) {
        return Mapping.load(
                "tables: {groups: {file: " + quoted(file) + ", key: Code, label: Name}}\n"
                        + "attributes: {category: {from: group, labels: groups}}",
                "tenant.yaml");
    }

    private static Mapping linked(String file) {
        return Mapping.load("linked: {groups: {file: " + quoted(file) + ", key: Code, of: group}}", "tenant.yaml");
    }

    private String attack(String form) {
        return form.replace("HOST", host.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HOST/secret.csv",
                "../../secret.csv",
                "sub/../../../secret.csv",
                "../42-neighbour.csv",
                "link.csv",
                "out/secret.csv",
                "out/tenants/42/../../secret.csv",
                "file://HOST/secret.csv",
                "file:HOST/secret.csv",
                "../../*.csv",
                "out/*.csv",
                "../../secret.csv!x",
                "link.csv!x",
                "classpath:/META-INF/feedkit/mapping.schema.json",
                "jdbc:h2:mem:x;INIT=RUNSCRIPT FROM 'HOST/secret.csv'",
                "http://127.0.0.1:1/latest/meta-data",
                "ftp://127.0.0.1:1/x",
                ".",
                "",
                "a\u0000b",
                "/etc/passwd",
                "/proc/self/environ",
                "/dev/zero",
                "~/.ssh/id_ed25519"
            })
    void aMappingGivenAsTextOrConfinedToAFolderReadsNothingOfTheHost(String form) {
        String file = attack(form);
        for (Mapping told : List.of(supplement(file.isEmpty() ? "x" : file), table(file), linked(file))) {
            for (Mapping mapping : List.of(told, told.in(tenant))) {
                StringBuilder seen = new StringBuilder();
                try {
                    Catalog catalog = open(mapping);
                    seen.append(catalog.problems()).append(catalog.detections()).append(catalog.first(9, p -> {}));
                    assertThat(catalog.problems()).as(file).isNotEmpty();
                } catch (FeedException e) {
                    seen.append(e).append(e.problem());
                }
                assertThat(seen).as(file).doesNotContain(SECRET);
            }
        }
    }

    @Test
    void aFileThatIsOutsideIsAnsweredLikeOneThatIsNot() {
        assertThat(answer(host.resolve("secret.csv").toString()).replace("secret", "nothing"))
                .isEqualTo(answer(host.resolve("nothing.csv").toString()));
    }

    private String answer(String file) {
        return org.assertj.core.api.Assertions.catchThrowable(
                        () -> open(supplement(file).in(tenant)))
                .getMessage();
    }

    @Test
    void credentialsOfTheHostAreNotAStrangersToUse() {
        Mapping mapping = Mapping.load(
                "supplements: [{file: stock.csv, credentials: 'bearer=env:PATH', fill: stock}]", "tenant.yaml");
        assertThatThrownBy(() -> open(mapping.in(tenant)))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("location.not-allowed");
    }

    @Test
    void opensWhatLiesInItsFolder() throws IOException {
        assertThat(stock("stock.csv")).isEqualTo("7");
        assertThat(stock("./sub/../sub/stock.csv")).isEqualTo("8");
        assertThat(stock(tenant.resolve("stock.csv").toString())).isEqualTo("7");
        assertThat(stock("all.zip!stock.csv")).isEqualTo("9");
        assertThat(stock("all.zip!st*.csv")).isEqualTo("9");
    }

    private String stock(String file) throws IOException {
        Path mapping = Files.writeString(
                tenant.resolve("shop.yaml"),
                "supplements: [{file: " + quoted(file) + ", key: id, fill: {stock: quantity}}]");
        return String.valueOf(open(Mapping.load(mapping))
                .first(1, problem -> {})
                .get(0)
                .value("quantity")
                .orElseThrow());
    }

    @Test
    void saysWithItsLineWhatItMayNotOpen() {
        Mapping mapping = Mapping.load(
                "currency: EUR\nsupplements:\n  - {file: ../../secret.csv, fill: {Name: brand}}\n", "tenant.yaml");
        assertThatThrownBy(() -> open(mapping.in(tenant)))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("tenant.yaml:3")
                .hasMessageContaining("location.not-allowed")
                .hasMessageContaining("../../secret.csv");
    }

    @Test
    void theHostMayFindFilesItself() {
        List<FurtherFiles.Wanted> asked = new ArrayList<>();
        Mapping mapping = Mapping.load(
                "supplements: [{file: 'store:stock', credentials: 'bearer=env:ADS', query: q, key: id, fill: {n: quantity}}]",
                "tenant.yaml");
        Catalog catalog = open(mapping.with(wanted -> {
            asked.add(wanted);
            return Location.of(wanted.name(), () -> new ByteArrayInputStream("id,n\nA1,3\n".getBytes()));
        }));
        assertThat(catalog.first(1, problem -> {}).get(0).value("quantity").orElseThrow())
                .hasToString("3");
        assertThat(asked).containsExactly(new FurtherFiles.Wanted("store:stock", Credentials.bearer("env:ADS"), "q"));
    }

    @Test
    void whoMayReadEverythingNamesFilesAnywhere() throws IOException {
        Mapping mapping = supplement("../../secret.csv").with(FurtherFiles.anywhere(tenant, LocationOptions.DEFAULTS));
        assertThat(open(mapping).first(1, problem -> {}).get(0).value("brand").orElseThrow())
                .hasToString(SECRET);
        Files.writeString(tenant.resolve("stock-2.csv"), "id,Name\nA2,x\n");
        Mapping several = supplement(host + "/tenants/*/stock-*.csv")
                .with(FurtherFiles.anywhere(tenant, LocationOptions.DEFAULTS));
        assertThat(open(several).detections()).isNotEmpty();
        Mapping relative = supplement("stock-*.csv").with(FurtherFiles.anywhere(tenant, LocationOptions.DEFAULTS));
        assertThat(open(relative).detections()).isNotEmpty();
    }

    @Test
    void aSupplementMayBeWrittenInOneLine() throws IOException {
        Supplement supplement =
                Supplement.parse("file: stock.csv, key: {id: id}, fill: {stock: quantity}", FurtherFiles.in(tenant));
        Catalog catalog = Catalog.open(shop(), CatalogOptions.DEFAULTS).with(supplement);
        assertThat(catalog.first(1, problem -> {}).get(0).value("quantity").orElseThrow())
                .hasToString("7");
        for (String wrong :
                List.of("", "stock.csv", "file: stock.csv", "file: stock.csv, fil: x, fill: y", "{", "}], a: [{")) {
            assertThatThrownBy(() -> Supplement.parse(wrong, FurtherFiles.in(tenant)))
                    .as(wrong)
                    .isInstanceOf(FeedException.class);
        }
    }
}
