package io.feedkit.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedkit.batch.ProductBatch;
import io.feedkit.catalog.Supplement.Way;
import io.feedkit.location.Location;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.ProblemLog;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Product;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupplementTest {
    private static final String SHOP = "id,title,price,gtin,brand\n"
            + "A1,Cup,3.50 EUR,4006381333931,Kiln\nA2,Pot,4.50 EUR,0012345678905,\nA3,Jug,,,Kiln\n";

    private static Location text(String name, String text) {
        return Location.of(name, () -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Catalog shop() {
        return Catalog.open(text("shop.csv", SHOP), CatalogOptions.DEFAULTS);
    }

    private static Supplement stock(String text) {
        return Supplement.of(text("stock.csv", text));
    }

    /** What a pass gives: products, reports, problems. */
    private record Pass(List<Product> products, List<SupplementReport> supplements, ProblemLog problems) {
        List<String> values(String attribute) {
            return products.stream()
                    .map(product ->
                            product.value(attribute).map(String::valueOf).orElse("-"))
                    .toList();
        }
    }

    private static Pass read(Catalog catalog) {
        ProblemLog problems = new ProblemLog(10);
        List<Product> products = new ArrayList<>();
        try (ProductReader reader = catalog.read(catalog.schema(), problems)) {
            ProductBatch batch = reader.newBatch();
            while (reader.read(batch)) {
                for (int i = 0; i < batch.live().size; i++) {
                    products.add(batch.product(batch.live().rows[i]));
                }
            }
            return new Pass(products, reader.supplements(), problems);
        }
    }

    @Test
    void replacesWhatItHasAndLeavesTheRest() {
        Pass pass = read(shop().with(stock("Article;Price;Stock\nA1;9,90 EUR;12\nA3;1,00 EUR;\nA9;2,00 EUR;1\n")
                .key("Article", "id")
                .replace("Price", "Stock")));
        assertThat(pass.values("price")).containsExactly("9.90 EUR", "4.50 EUR", "1.00 EUR");
        assertThat(pass.values("quantity")).containsExactly("12", "-", "-");
        SupplementReport report = pass.supplements.get(0);
        assertThat(report.source()).isEqualTo("stock.csv");
        assertThat(report.key()).isEqualTo("Article = id");
        assertThat(report.attributes()).containsExactly("price", "quantity");
        assertThat(List.of(
                        report.rows(),
                        report.keys(),
                        report.repeated(),
                        report.found(),
                        report.missing(),
                        report.unused()))
                .containsExactly(3L, 3L, 0L, 2L, 1L, 1L);
        assertThat(pass.problems.counts()).containsOnlyKeys("supplement.unused-keys");
    }

    @Test
    void fillsOnlyWhatIsMissing() {
        Pass pass = read(shop().with(stock("id,brand\nA1,Other\nA2,Obscura\n").fill("brand")));
        assertThat(pass.values("brand")).containsExactly("Kiln", "Obscura", "Kiln");
    }

    @Test
    void addsUpTheRowsOfAKeyExactly() {
        Catalog catalog = shop().with(stock(
                        "sku,clicks,Spent,day\nA1,3,0.1,2026-01-02\nA2,1,1.429999948,2026-01-01\nA1,4,0.2,2026-01-01\nA1,,0.3,2026-01-05\n")
                .key("sku", "id")
                .sum("clicks")
                .take("Spent", Way.SUM, "ad_cost")
                .take("day", Way.MIN, "first_day")
                .take("day", Way.LAST, "last_day")
                .take("clicks", Way.MAX, "best")
                .count("rows"));
        assertThat(catalog.schema().attribute("clicks_30d").orElseThrow().type())
                .isEqualTo(AttributeType.INTEGER);
        assertThat(catalog.schema().attribute("ad_cost").orElseThrow().type()).isEqualTo(AttributeType.DECIMAL);
        assertThat(catalog.supplied()).contains("ad_cost", "first_day", "rows");
        Pass pass = read(catalog);
        assertThat(pass.values("clicks_30d")).containsExactly("7", "1", "-");
        assertThat(pass.values("ad_cost")).containsExactly("0.6", "1.429999948", "-");
        assertThat(pass.values("first_day")).containsExactly("2026-01-01", "2026-01-01", "-");
        assertThat(pass.values("last_day")).containsExactly("2026-01-05", "2026-01-01", "-");
        assertThat(pass.values("best")).containsExactly("4", "1", "-");
        assertThat(pass.values("rows")).containsExactly("3", "1", "-");
        assertThat(pass.problems.counts()).isEmpty();
    }

    @Test
    void givesTheSameFromDiskAsFromMemory() {
        StringBuilder rows = new StringBuilder("id,clicks,word\n");
        for (int i = 0; i < 3000; i++) {
            rows.append("A")
                    .append(i % 700)
                    .append(',')
                    .append(i)
                    .append(",w")
                    .append(i * 7 % 100)
                    .append('\n');
        }
        StringBuilder products = new StringBuilder("id,title\n");
        for (int i = 0; i < 1000; i++) {
            products.append("A").append(i).append(",t\n");
        }
        Supplement ads = stock(rows.toString()).sum("clicks").last("word");
        Catalog catalog = Catalog.open(text("shop.csv", products.toString()), CatalogOptions.DEFAULTS);
        Pass inMemory = read(catalog.with(ads));
        Pass onDisk = read(catalog.with(ads.memory(10_000)));
        assertThat(inMemory.supplements.get(0).onDisk()).isFalse();
        assertThat(onDisk.supplements.get(0).onDisk()).isTrue();
        for (String attribute : List.of("clicks_30d", "word")) {
            assertThat(onDisk.values(attribute)).isEqualTo(inMemory.values(attribute));
        }
        assertThat(onDisk.problems.counts()).isEqualTo(inMemory.problems.counts());
    }

    @Test
    void findsGtinsWhoseZerosWereLost() {
        Pass pass = read(shop().with(stock("ean,material\n4006381333931,clay\n12345678905,tin\n")
                .key("ean", "gtin")
                .fill("material")));
        assertThat(pass.values("material")).containsExactly("clay", "tin", "-");
    }

    @Test
    void joinsALaterSupplementByWhatAnEarlierOneGave() {
        Catalog catalog = shop().with(stock("id,supplier\nA3,S7\n").fill("supplier"))
                .with(Supplement.of(text("suppliers.csv", "nr,days\nS7,12\nS8,1\n"))
                        .key("nr", "supplier")
                        .take("days", Way.REPLACE, "supplier_days"));
        try (ProductReader reader = catalog.read(catalog.schema(), Set.of("supplier_days"), problem -> {})) {
            ProductBatch batch = reader.newBatch();
            reader.read(batch);
            assertThat(batch.product(2).value("supplier_days")).isPresent();
        }
        assertThat(read(catalog).values("supplier_days")).containsExactly("-", "-", "12");
    }

    @Test
    void readsASupplementOnlyWhenSomebodyWantsIt() {
        Catalog catalog = shop().with(stock("id,brand\nA1,Other\n").fill("brand"));
        try (ProductReader reader = catalog.read(catalog.schema(), Set.of("title"), problem -> {})) {
            assertThat(reader.supplements()).isEmpty();
        }
    }

    @Test
    void saysWhichKeysAreRepeatedAndWhenNoneFits() {
        Pass repeated =
                read(shop().with(stock("id,brand\nA2,One\nA2,Two\nA1,x\nA3,x\n").fill("brand")));
        assertThat(repeated.values("brand")).containsExactly("Kiln", "One", "Kiln");
        assertThat(repeated.problems.counts()).isEqualTo(Map.of("supplement.repeated-key", 1L));
        Pass strangers = read(shop().with(stock("id,brand\n1,One\n2,Two\n").fill("brand")));
        assertThat(strangers.problems.counts()).isEqualTo(Map.of("supplement.no-match", 1L));
        Pass empty = read(shop().with(stock("id,brand\n").fill("brand")));
        assertThat(empty.problems.counts()).isEqualTo(Map.of("supplement.no-match", 1L));
    }

    @Test
    void hasNoSumOfTwoCurrencies() {
        Pass pass = read(shop().with(stock("id,cost\nA1,1.00 EUR\nA1,2.00 USD\nA2,1.00 EUR\nA2,2.00 EUR\nA9,1 EUR\n")
                .options(CatalogOptions.DEFAULTS.withMapping(
                        Mapping.load("attributes: {cost: {type: money}}", "stock.yaml")))
                .sum("cost")));
        assertThat(pass.values("cost")).containsExactly("-", "3.00 EUR", "-");
        assertThat(pass.problems.counts()).containsKey("supplement.mixed-units");
    }

    @Test
    void isNamedInAMappingFile(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("stock.csv"), "Artikel;VK;Lager\nA1;9,90;12\nA2;8,00;0\n");
        Files.writeString(folder.resolve("ads.csv"), "sku,spend\nA1,0.1\nA1,0.2\nA3,1\n");
        Path mapping = Files.writeString(folder.resolve("shop.yaml"), """
                supplements:
                  - file: stock.csv
                    key: {Artikel: id}
                    replace: {VK: price, Lager: quantity}
                    mapping: {currency: EUR, numbers: comma}
                  - file: ads.csv
                    key: sku
                    sum: {spend: ad_cost}
                    count: ad_rows
                """);
        Catalog catalog =
                Catalog.open(text("shop.csv", SHOP), CatalogOptions.DEFAULTS.withMapping(Mapping.load(mapping)));
        assertThat(catalog.detections()).anySatisfy(found -> {
            assertThat(found.what()).isEqualTo("supplement");
            assertThat(found.evidence()).isEqualTo("gives ad_cost, ad_rows");
        });
        Pass pass = read(catalog);
        assertThat(pass.values("price")).containsExactly("9.90 EUR", "8.00 EUR", "-");
        assertThat(pass.values("quantity")).containsExactly("12", "0", "-");
        assertThat(pass.values("ad_cost")).containsExactly("0.3", "-", "1");
        assertThat(pass.values("ad_rows")).containsExactly("2", "-", "1");
        assertThat(catalog.isFile(folder.resolve("stock.csv"))).isTrue();
    }

    @Test
    void hasTheCurrencyOfTheCatalogueUnlessItSaysItsOwn(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("stock.csv"), "sku;VK\nA1;9,90\nA2;8,00\n");
        String supplement = "supplements: [{file: stock.csv, key: sku, replace: {VK: price}%s}]\n";
        Mapping inherits = mapping(folder, "currency: EUR\n" + supplement.formatted(""));
        assertThat(prices(inherits, "")).containsExactly("9.90 EUR", "8.00 EUR", "-");
        Mapping own = mapping(folder, "currency: EUR\n" + supplement.formatted(", mapping: {currency: USD}"));
        assertThat(prices(own, "")).containsExactly("9.90 USD", "8.00 USD", "-");
        assertThat(prices(own, "EUR")).containsExactly("9.90 USD", "8.00 USD", "-");
        assertThat(prices(mapping(folder, supplement.formatted("")), "EUR"))
                .containsExactly("9.90 EUR", "8.00 EUR", "-");
    }

    private static Mapping mapping(Path folder, String text) throws IOException {
        return Mapping.load(Files.writeString(folder.resolve("shop.yaml"), text));
    }

    private static List<String> prices(Mapping mapping, String currency) {
        CatalogOptions options = CatalogOptions.DEFAULTS.withMapping(mapping).withCurrency(currency);
        return read(Catalog.open(text("shop.csv", "sku,name\nA1,Vase\nA2,Jug\nA3,Pot\n"), options))
                .values("price");
    }

    @Test
    void opensNoFileForAMappingThatWasGivenAsText() {
        Mapping mapping = Mapping.load("supplements: [{file: /etc/passwd, key: a, fill: [b]}]", "given");
        assertThatThrownBy(() -> Catalog.open(text("shop.csv", SHOP), CatalogOptions.DEFAULTS.withMapping(mapping)))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("given as a text");
    }

    @Test
    void saysWhatIsWrongInASupplementOfAMapping() {
        ProblemLog problems = new ProblemLog(10);
        Mapping.parse(
                "supplements:\n  - {file: a.csv, key: {a: id, b: gtin}, fill: x}\n  - {key: a, fill: x}\n  - {file: a.csv}\n"
                        + "  - {file: a.csv, fil: x, fill: y}\n",
                "shop.yaml",
                problems);
        assertThat(problems.kept())
                .extracting(problem ->
                        problem.code().id() + " " + problem.at().line().orElse(0))
                .containsExactly(
                        "mapping.bad-value 2", "mapping.bad-value 3", "mapping.bad-value 4", "mapping.unknown-key 5");
    }

    @Test
    void aKeyThatIsTooLongBelongsToNoProduct() {
        String longKey = "x".repeat(1_001);
        Pass pass = read(shop().with(stock("id,n\nA1,1\n" + longKey + ",2\n").fill("n")));
        assertThat(pass.problems.counts()).containsEntry("supplement.long-key", 1L);
    }

    @Test
    void refusesKeysAndColumnsThatAreNotThere() {
        refuses(stock("id,a\n1,2\n").key("sku", "id").fill("a"), "supplement.no-key");
        refuses(stock("id,a\n1,2\n").key("id", "isbn").fill("a"), "supplement.no-key");
        refuses(stock("id,a\n1,2\n").key("id", "price").fill("a"), "supplement.no-key");
        refuses(stock("id,a\n1,2\n").fill("b"), "supplement.no-column");
        refuses(stock("id,a\n1,2\n").take("a", Way.SUM, "title"), "supplement.wrong-type");
        refuses(Supplement.of(Path.of("no-such-file.csv")).fill("a"), "location.not-found");
    }

    private static void refuses(Supplement supplement, String code) {
        assertThatThrownBy(() -> shop().with(supplement))
                .isInstanceOfSatisfying(
                        FeedException.class,
                        e -> assertThat(e.problem().code().id())
                                .as(e.problem().toString())
                                .isEqualTo(code));
    }
}
