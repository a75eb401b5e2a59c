package io.feedkit.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.product.Product;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Catalogues in several files of which each refers to others by key, as relational exports are. */
class LinkedFilesTest {
    @TempDir
    private Path folder;

    private final List<Problem> problems = new ArrayList<>();

    private Path write(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Catalog open(String file, String mapping, ReadLimits limits) {
        assertThat(MappingFileTest.errors(mapping)).isEmpty();
        return Catalog.open(
                folder.resolve(file),
                CatalogOptions.DEFAULTS
                        .withLimits(limits)
                        .withMapping(Mapping.load(mapping, "shop.yaml").in(folder)));
    }

    private List<Product> products(String file, String mapping) {
        Catalog catalog = open(file, mapping, ReadLimits.DEFAULTS);
        return catalog.first(10_000, problems::add);
    }

    private static List<String> shown(List<Product> products, String... names) {
        return products.stream()
                .map(product -> {
                    List<String> values = new ArrayList<>();
                    for (String name : names) {
                        values.add(product.value(name).map(String::valueOf).orElse("-"));
                    }
                    return String.join(" | ", values);
                })
                .toList();
    }

    private List<String> codes() {
        return problems.stream().map(problem -> problem.code().id()).toList();
    }

    private void tables() {
        write("data/product.xml", """
                <entity_product><fields id="name"><field name="id_manufacturer"/><field name="price"/><field name="ean13"/></fields><entities>
                  <product id="Scarf" id_manufacturer="loom" id_category_default="warm" ean13="0" price="20.000000" weight="0.200000" quantity="0"/>
                  <product id="Mitten" id_manufacturer="loom" id_category_default="Home" ean13="4006381333931" price="9.500000" weight="0.000000" quantity="4"/>
                </entities></entity_product>
                """);
        write("data/product_attribute.xml", """
                <entity_product_attribute><entities>
                  <product_attribute id="pa_1" id_product="Scarf" price="0.000000" weight="0.000000" quantity="3"/>
                  <product_attribute id="pa_2" id_product="Scarf" price="4.250000" weight="0.050000" quantity="0"/>
                  <product_attribute id="pa_9" id_product="Gone" price="1.000000" weight="0.000000" quantity="1"/>
                </entities></entity_product_attribute>
                """);
        write("data/product_attribute_combination.xml", """
                <entity_product_attribute_combination><entities>
                  <product_attribute_combination id="c1" id_attribute="red" id_product_attribute="pa_1"/>
                  <product_attribute_combination id="c2" id_attribute="long" id_product_attribute="pa_1"/>
                  <product_attribute_combination id="c3" id_attribute="blue" id_product_attribute="pa_2"/>
                </entities></entity_product_attribute_combination>
                """);
        write("data/attribute.xml", """
                <entity_attribute><entities>
                  <attribute id="red" id_attribute_group="Color"/><attribute id="blue" id_attribute_group="Color"/><attribute id="long" id_attribute_group="Size"/>
                </entities></entity_attribute>
                """);
        write("data/category.xml", """
                <entity_category><entities>
                  <category id="winter" id_parent="Home"/><category id="warm" id_parent="winter"/>
                </entities></entity_category>
                """);
        write("data/image.xml", """
                <entity_image><entities>
                  <image id="7" id_product="Scarf"/><image id="8" id_product="Scarf"/>
                </entities></entity_image>
                """);
        for (String language : List.of("en", "fr")) {
            boolean en = language.equals("en");
            write(
                    "langs/" + language + "/product.xml",
                    "<entity_product><product id=\"Scarf\"><name>"
                            + (en ? "Scarf" : "Écharpe") + "</name><link_rewrite>scarf</link_rewrite></product>"
                            + "<product id=\"Mitten\"><name>" + (en ? "Mitten" : "Moufle")
                            + "</name></product></entity_product>");
            write(
                    "langs/" + language + "/attribute.xml",
                    "<entity_attribute><attribute id=\"red\"><name>"
                            + (en ? "Red" : "Rouge") + "</name></attribute><attribute id=\"blue\"><name>"
                            + (en ? "Blue" : "Bleu") + "</name></attribute></entity_attribute>");
            write(
                    "langs/" + language + "/category.xml",
                    "<entity_category><category id=\"winter\"><name>"
                            + (en ? "Winter" : "Hiver") + "</name></category><category id=\"warm\"><name>"
                            + (en ? "Warm things" : "Au chaud") + "</name></category></entity_category>");
        }
        write(
                "data/manufacturer.xml",
                "<entity_manufacturer><entities><manufacturer id=\"loom\"><name>Loom &amp; Co</name>"
                        + "</manufacturer></entities></entity_manufacturer>");
    }

    private static final String TABLES = """
            base: prestashop-xml
            language: fr
            currency: EUR
            linked:
              texts: langs/en/product.xml
              french: {file: langs/fr/product.xml, records: product, key: "@id", of: "@id"}
              combinations: data/product_attribute.xml
              options: data/product_attribute_combination.xml
              option groups: data/attribute.xml
              option words: langs/en/attribute.xml
              manufacturers: data/manufacturer.xml
              images: data/image.xml
            tables:
              categories: {file: data/category.xml, words: {en: langs/en/category.xml, fr: langs/fr/category.xml}}
            attributes:
              title@fr: french.name
              images: {template: "https://shop.example/{images.@id}/{texts.link_rewrite}.jpg"}
            """;

    @Test
    void joinsTheTablesOfPrestaShopToProductsWithVariants() {
        tables();
        List<Product> products = products("data/product.xml", TABLES);
        assertThat(shown(products, "id", "item_group_id", "title", "title@fr", "price", "quantity", "weight"))
                .containsExactly(
                        "pa_1 | Scarf | Scarf | Écharpe | 20.00 EUR | 3 | 0.2 kg",
                        "pa_2 | Scarf | Scarf | Écharpe | 24.25 EUR | 0 | 0.25 kg",
                        "Mitten | - | Mitten | Moufle | 9.50 EUR | 4 | -");
        assertThat(shown(products, "brand", "gtin", "category", "color", "images"))
                .containsExactly(
                        "Loom & Co | - | Hiver > Au chaud | Red"
                                + " | [https://shop.example/7/scarf.jpg, https://shop.example/8/scarf.jpg]",
                        "Loom & Co | - | Hiver > Au chaud | Blue"
                                + " | [https://shop.example/7/scarf.jpg, https://shop.example/8/scarf.jpg]",
                        "Loom & Co | 4006381333931 | - | - | -");
        // Nobody has a word for "long", so it is no size; what belongs to a product that is not there is told.
        assertThat(shown(products, "size")).containsOnly("-");
        assertThat(problems).anySatisfy(problem -> {
            assertThat(problem.code().id()).isEqualTo("supplement.unused-keys");
            assertThat(problem.message()).contains("1 of 2 keys");
        });
    }

    @Test
    void aProposalNamesTheFurtherFilesAndAsksForThoseThatNobodyNamed() {
        tables();
        Catalog named = open("data/product.xml", TABLES, ReadLimits.DEFAULTS);
        String proposed = named.proposedMapping();
        assertThat(proposed)
                .contains("linked:\n  texts: langs/en/product.xml\n  french: {file: langs/fr/product.xml")
                .contains("tables:\n  categories: {file: data/category.xml, words: {en: langs/en/category.xml")
                .contains("#   stock: …")
                .doesNotContain("#   texts: …");
        Catalog again = open("data/product.xml", proposed, ReadLimits.DEFAULTS);
        assertThat(ProposalTest.products(again)).as(proposed).isEqualTo(ProposalTest.products(named));
        Catalog alone = Catalog.open(folder.resolve("data/product.xml"));
        assertThat(alone.proposedMapping())
                .contains("# PrestaShop XML exports these as files of their own; say where they are, if you have them:")
                .contains("# linked:\n#   texts: …")
                .contains("# tables:\n#   categories: …");
    }

    /** The shop's own addresses are known where the mapping says whose they are, and no picture is better than half an address. */
    @Test
    void makesAddressesOfPrestaShopsPictures() {
        tables();
        String own = TABLES.substring(TABLES.indexOf("  images: {template"));
        String without = TABLES.replace(own, "");
        assertThat(shown(products("data/product.xml", without), "images")).containsOnly("-");
        assertThat(shown(
                        products("data/product.xml", "image-base: https://shop.example/files\n" + without),
                        "id",
                        "image_link"))
                .containsExactly(
                        "pa_1 | https://shop.example/files/img/p/7.jpg",
                        "pa_2 | https://shop.example/files/img/p/7.jpg",
                        "Mitten | -");
    }

    @Test
    void readsTheFilesOfPrestaShopsWebservice() {
        write("products.xml", """
                <prestashop><products>
                  <product><id>11</id><id_manufacturer>3</id_manufacturer><id_category_default>5</id_category_default><reference>MUG</reference><price>10.750000</price>
                    <name><language id="1">Mug</language><language id="2">Tasse</language></name>
                    <link_rewrite><language id="1">mug</language><language id="2">tasse</language></link_rewrite>
                    <associations><images><image><id>71</id></image><image><id>72</id></image></images><categories><category><id>2</id></category><category><id>5</id></category></categories></associations></product>
                  <product><id>13</id><id_manufacturer>0</id_manufacturer><id_category_default>2</id_category_default><reference>JUG</reference><price>5</price>
                    <name><language id="1">Jug</language><language id="2">Cruche</language></name></product>
                </products></prestashop>
                """);
        write("combinations.xml", """
                <prestashop><combinations>
                  <combination><id>12</id><id_product>11</id_product><reference>MUG-R</reference><price>1.25</price><associations><product_option_values>
                    <product_option_value><id>31</id></product_option_value></product_option_values>
                    <images><image><id>72</id></image></images></associations></combination>
                  <combination><id>14</id><id_product>11</id_product><reference>MUG-B</reference><price>0</price><associations><product_option_values>
                    <product_option_value><id>32</id></product_option_value></product_option_values></associations></combination>
                </combinations></prestashop>
                """);
        write("values.xml", """
                <prestashop><product_option_values>
                  <product_option_value><id>31</id><id_attribute_group>7</id_attribute_group><name><language id="1">Red</language></name></product_option_value>
                  <product_option_value><id>32</id><id_attribute_group>7</id_attribute_group><name><language id="1">Blue</language></name></product_option_value>
                </product_option_values></prestashop>
                """);
        write(
                "options.xml",
                "<prestashop><product_options><product_option><id>7</id><name><language id=\"1\">Color</language></name>"
                        + "</product_option></product_options></prestashop>");
        write(
                "manufacturers.xml",
                "<prestashop><manufacturers><manufacturer><id>3</id><name>Kiln</name></manufacturer></manufacturers></prestashop>");
        write("stock.xml", """
                <prestashop><stock_availables>
                  <stock_available><id>1</id><id_product>11</id_product><id_product_attribute>0</id_product_attribute><quantity>7</quantity></stock_available>
                  <stock_available><id>2</id><id_product>11</id_product><id_product_attribute>12</id_product_attribute><quantity>4</quantity></stock_available>
                  <stock_available><id>3</id><id_product>11</id_product><id_product_attribute>14</id_product_attribute><quantity>3</quantity></stock_available>
                  <stock_available><id>4</id><id_product>13</id_product><id_product_attribute>0</id_product_attribute><quantity>9</quantity></stock_available>
                </stock_availables></prestashop>
                """);
        write("categories.xml", """
                <prestashop><categories>
                  <category><id>2</id><id_parent>1</id_parent><name><language id="1">Home</language></name></category>
                  <category><id>5</id><id_parent>2</id_parent><name><language id="1">Cups</language><language id="2">Tasses</language></name></category>
                </categories></prestashop>
                """);
        List<Product> products = products("products.xml", """
                currency: EUR
                image-base: https://shop.example
                linked:
                  combinations: combinations.xml
                  option values: values.xml
                  options: options.xml
                  manufacturers: manufacturers.xml
                  stock: stock.xml
                  combination stock: stock.xml
                tables: {categories: categories.xml}
                attributes: {title@fr: "name/language[2]"}
                """);
        assertThat(shown(
                        products,
                        "id",
                        "item_group_id",
                        "title",
                        "title@fr",
                        "price",
                        "quantity",
                        "brand",
                        "category",
                        "color"))
                .containsExactly(
                        "MUG-R | 11 | Mug | Tasse | 12.00 EUR | 4 | Kiln | Cups | Red",
                        "MUG-B | 11 | Mug | Tasse | 10.75 EUR | 3 | Kiln | Cups | Blue",
                        "JUG | - | Jug | Cruche | 5.00 EUR | 9 | - | - | -");
        assertThat(shown(products, "images"))
                .containsExactly(
                        "[https://shop.example/72-large_default/mug.jpg]",
                        "[https://shop.example/71-large_default/mug.jpg, https://shop.example/72-large_default/mug.jpg]",
                        "-");
        assertThat(codes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void joinsTheSameWhateverTheMemory(int seed) {
        Random random = new Random(seed);
        StringBuilder main = new StringBuilder("sku,title\n");
        StringBuilder further = new StringBuilder("of,size,price\n");
        for (int i = 0; i < 900; i++) {
            main.append("p").append(i).append(",T").append(i).append('\n');
        }
        for (int i = 0; i < 6_000; i++) {
            // One product has more variants than a batch has rows.
            String of = random.nextInt(8) == 0 ? "p17" : "p" + random.nextInt(900);
            further.append(of)
                    .append(',')
                    .append(i)
                    .append(',')
                    .append(random.nextInt(100))
                    .append('\n');
        }
        write("shop.csv", main.toString());
        write("sizes.csv", further.toString());
        String mapping = """
                currency: EUR
                linked: {sizes: {file: sizes.csv, key: of, of: sku, variants: true}}
                attributes:
                  id: {join: [sku, sizes.size], with: "-"}
                  item_group_id: sizes.group
                  price: sizes.price
                """;
        ReadLimits all = ReadLimits.DEFAULTS;
        ReadLimits little = new ReadLimits(
                all.maxFieldBytes(),
                all.maxRecordBytes(),
                all.maxColumns(),
                all.maxDepth(),
                all.maxSourceBytes(),
                all.maxInflation(),
                8 * 1024);
        List<Product> inMemory = open("shop.csv", mapping, all).first(10_000, problems::add);
        List<Product> onDisk = open("shop.csv", mapping, little).first(10_000, problems::add);
        assertThat(shown(onDisk, "id", "item_group_id", "title", "price"))
                .hasSizeGreaterThan(6_000)
                .isEqualTo(shown(inMemory, "id", "item_group_id", "title", "price"));
        assertThat(problems).isEmpty();
    }

    @Test
    void looksUpEachOfSeveralKeysInOneCell() {
        write("shop.json", "[{\"id\":\"A\",\"tags\":[\"1\",\"2\",\"3\"]},{\"id\":\"B\"}]");
        write("tags.csv", "no,word\n1,warm\n3,soft\n");
        List<Product> products = products("shop.json", """
                linked: {tag: {file: tags.csv, key: "no", of: tags}}
                attributes: {labels: tag.word}
                """);
        assertThat(shown(products, "id", "labels")).containsExactly("A | [warm, soft]", "B | -");
    }

    @Test
    void whatCannotBeAddedUpIsAProblemOfItsRecord() {
        write(
                "shop.csv",
                "id,price,more\nA,10.00,1.50\nB,10.00,\nC,,1\nD,10.00,much\nE,999999999999.00,999999999999\n");
        List<Product> products = products("shop.csv", """
                currency: EUR
                attributes: {price: {sum: [price, more]}}
                """);
        assertThat(shown(products, "id", "price"))
                .startsWith("A | 11.50 EUR", "B | 10.00 EUR", "C | -", "D | -")
                .hasSize(5);
        assertThat(problems).anySatisfy(problem -> {
            assertThat(problem.at().record()).hasValue(4);
            assertThat(problem.message()).contains("10.00 + much");
        });
    }

    @Test
    void saysThatNoKeyIsFound() {
        write("shop.csv", "id,maker\nA,1\nB,2\n");
        write("makers.csv", "no,name\nm1,Loom\n");
        products(
                "shop.csv",
                "linked: {maker: {file: makers.csv, key: \"no\", of: maker}}\nattributes: {brand: maker.name}\n");
        assertThat(problems).anySatisfy(problem -> {
            assertThat(problem.code().id()).isEqualTo("supplement.no-match");
            assertThat(problem.toString()).contains("makers.csv").contains("none of its 1 keys");
        });
    }

    @Test
    void refusesALinkThatCannotBe() {
        write("shop.csv", "id,maker\nA,1\n");
        write("makers.csv", "no,name\n1,Loom\n");
        assertThatThrownBy(() -> products("shop.csv", "linked: {maker: {file: makers.csv, key: nr, of: maker}}"))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("\"makers.csv\" has no column \"nr\"");
        assertThatThrownBy(() -> products("shop.csv", "linked: {maker: makers.csv}"))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("nothing says which of its columns is the key");
        assertThatThrownBy(() -> products("shop.csv", "linked: {maker: {key: a, of: b}}"))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("nothing says which file it is");
        assertThatThrownBy(() -> products("shop.csv", """
                linked:
                  a: {file: makers.csv, key: "no", of: b.no}
                  b: {file: makers.csv, key: "no", of: a.no}
                """))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("circle");
        assertThatThrownBy(() -> products("shop.csv", "linked: {maker: {file: none.csv, key: a, of: maker}}"))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("none.csv");
    }

    @Test
    void knowsThatALinkedFileIsAFileOfTheCatalogue() {
        write("shop.csv", "id,maker\nA,1\n");
        Path makers = write("makers.csv", "no,name\n1,Loom\n");
        Catalog catalog =
                open("shop.csv", "linked: {maker: {file: makers.csv, key: \"no\", of: maker}}", ReadLimits.DEFAULTS);
        assertThat(catalog.isFile(makers)).isTrue();
    }

    @Test
    void emptyAndBrokenFurtherFilesAreToldApart() {
        write("shop.csv", "id,maker\nA,1\n");
        write("makers.csv", "no,name\n");
        String mapping =
                "linked: {maker: {file: makers.csv, key: \"no\", of: maker}}\nattributes: {brand: maker.name}\n";
        assertThat(shown(products("shop.csv", mapping), "id", "brand")).containsExactly("A | -");
        assertThat(codes()).contains("supplement.no-match");
        write("makers.xml", "<m><r><no>1</no>");
        assertThatThrownBy(() -> products("shop.csv", mapping.replace(".csv", ".xml")))
                .isInstanceOf(FeedException.class);
    }
}
