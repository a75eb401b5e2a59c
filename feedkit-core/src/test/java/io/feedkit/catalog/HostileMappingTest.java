package io.feedkit.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.feedkit.batch.ProductBatch;
import io.feedkit.location.Location;
import io.feedkit.problem.FeedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mappings by somebody who wants to cost the host time or memory: they are refused with their place, or read in bounded time and memory. */
@Timeout(300)
class HostileMappingTest {
    private static final String SMALL = "id,title,group\nA1,Cup,c\nA2,Jug,d\n";
    private static final String WIDE =
            many(1_900, i -> "column name number " + i) + "\n" + many(1_900, i -> "x" + i) + "\n";
    private static final String LONG = "id,title\nA," + "y".repeat(900_000) + "\n";

    @TempDir
    private Path folder;

    private static String many(int count, IntFunction<String> one) {
        return IntStream.range(0, count).mapToObj(one).collect(Collectors.joining(","));
    }

    /** How many products the catalogue has with this mapping, or what is said against it. */
    private String outcome(String csv, String yaml) {
        byte[] bytes = csv.getBytes(StandardCharsets.UTF_8);
        StringBuilder outcome = new StringBuilder();
        Throwable thrown = catchThrowable(() -> {
            Mapping mapping = Mapping.load(yaml, "tenant.yaml").in(folder);
            Catalog catalog = Catalog.open(
                    Location.of("shop.csv", () -> new ByteArrayInputStream(bytes)),
                    CatalogOptions.DEFAULTS.withMapping(mapping));
            long products = 0;
            try (ProductReader reader = catalog.read(
                    catalog.schema(), problem -> assertThat(problem.toString()).hasSizeLessThan(2_000))) {
                ProductBatch batch = reader.newBatch();
                while (reader.read(batch)) {
                    products += batch.live().size;
                }
            }
            outcome.append(products).append(" products");
            catalog.problems().forEach(problem -> outcome.append(' ').append(problem));
        });
        if (thrown != null) {
            assertThat(thrown).isInstanceOf(FeedException.class);
            assertThat(thrown.getMessage()).hasSizeLessThan(4_000);
            outcome.append(thrown.getMessage());
        }
        return outcome.toString();
    }

    @Test
    void listsOfMoreNamesThanASourceMayHaveAreRefusedWithTheirPlace() throws IOException {
        Files.writeString(folder.resolve("stock.csv"), "id,n\nA1,1\n");
        String patterns = many(20_000, i -> "'*a*b*" + i + "*'");
        assertThat(outcome(WIDE, "ignore: [" + patterns + "]"))
                .contains("mapping.bad-value", "tenant.yaml:1:9", "2000");
        assertThat(outcome(SMALL, "attributes: {" + many(20_000, i -> "a" + i + ": {constant: x}") + "}"))
                .contains("mapping.bad-value");
        assertThat(outcome(SMALL, "supplements: [" + many(50, i -> "{file: stock.csv, sum: {n: n" + i + "}}") + "]"))
                .contains("at most 20");
        assertThat(outcome(SMALL, "tables: {" + many(50, i -> "t" + i + ": stock.csv") + "}"))
                .contains("at most 20");
        assertThat(outcome(SMALL, "skip: {title: [" + patterns + "]}")).contains("mapping.bad-value");
    }

    @Test
    void asManyNamesAsAreAllowedAreReadQuickly() {
        String patterns = many(1_990, i -> "'*a*b*" + i + "*'");
        assertThat(outcome("id,title," + WIDE.replace("\nx0", "\nA,B,x0"), "ignore: [" + patterns + "]"))
                .startsWith("1 products");
        assertThat(outcome(
                        SMALL,
                        "attributes: {group: {from: group, values: {" + many(40_000, i -> "v" + i + ": w" + i) + "}}}"))
                .startsWith("2 products");
    }

    @Test
    void whatAMappingMakesIsBounded() {
        assertThat(outcome(LONG, "attributes: {description: {template: '" + "{title}".repeat(50_000) + "'}}"))
                .contains("mapping.bad-value", "at most 100 columns");
        assertThat(outcome(LONG, "attributes: {description: {join: [" + many(5_000, i -> "title") + "]}}"))
                .contains("mapping.bad-value");
        assertThat(outcome(LONG, "attributes: {description: {template: '" + "{title}".repeat(90) + "'}}"))
                .contains("mapping.makes-too-much");
        assertThat(outcome(LONG, "attributes: {" + many(900, i -> "a" + i + ": {template: '{title}{title}'}") + "}"))
                .contains("mapping.makes-too-much");
        assertThat(outcome(LONG, "attributes: {labels: {from: title, split: y}}"))
                .startsWith("1 products");
    }

    @Test
    void tablesWithCyclesEndAndHugeOnesAreLeftOut() throws IOException {
        Files.writeString(folder.resolve("cycle.csv"), "Code,Name,Parent\nc,C,d\nd,D,c\n");
        Files.writeString(
                folder.resolve("huge.csv"),
                "Code,Name\n" + many(300_000, i -> "\ng" + i + ",Name " + i).replace(",\n", "\n"));
        String use = "\nattributes: {category: {from: group, labels: g, path: '>'}}";
        assertThat(outcome(SMALL, "tables: {g: {file: cycle.csv, key: Code, label: Name, parent: Parent}}" + use))
                .isEqualTo("2 products");
        assertThat(outcome(SMALL, "tables: {g: {file: huge.csv, key: Code, label: Name}}" + use))
                .startsWith("2 products")
                .contains("mapping.table", "Raise ReadLimits.maxParentBytes");
    }

    @Test
    void familiesWithCyclesEnd() {
        String byParent = "variants: {by: parent-key, key: id, parent: parent}";
        assertThat(outcome("id,parent,title\nA,B,x\nB,A,y\n", byParent)).isEqualTo("0 products");
        assertThat(outcome(
                        "id,list\nA,sku=A|sku=B\nB,sku=A\n",
                        "variants: {by: parent-list, key: id, list: list, field: sku}"))
                .isEqualTo("0 products");
        assertThat(outcome(
                        "id,t\n-,x\n--,y\n---,z\nA-,q\n",
                        "variants: {by: key-prefix, key: id, separator: '-', parent-rows: true}"))
                .endsWith("2 products");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dialect: {skip-lines: 999999999999999999999}",
                "dialect: {header-rows: -1}",
                "attributes: &a {x: *a}",
                "attributes: {id: [[[[id]]]]}",
                "attributes: {id: {from: {from: id}}}",
                "attributes: []",
                "attributes: {? [a] : b}",
                "supplements: [{file: a.csv, fill: a, mapping: {supplements: [{file: b.csv, fill: b}]}}]",
                "packed: {title: {entries: '', pair: ''}}",
                "variants: {by: nothing}",
                "base: '../../etc/passwd'",
                "charset: '../../etc/passwd'",
                "tables: {g: {file: [a, b]}}",
                "currency: EURO",
                "nesting: {records: {a: b}}",
                "attributes: !!javax.script.ScriptEngineManager [x]",
                "%YAML 9.9\n---\na: b",
                "a: b\n---\nc: d"
            })
    void nonsenseIsRefusedWithItsPlace(String yaml) {
        assertThat(outcome(SMALL, yaml)).contains("ERROR ");
    }
}
