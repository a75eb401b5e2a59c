package io.feedkit.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.problem.Problem;
import io.feedkit.product.Product;
import io.feedkit.product.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Akeneo's products with the words of their codes, which stand in its other exports, in each language. */
class AkeneoFilesTest {
    private static final String MAPPING = """
            base: akeneo
            language: fr
            tables:
              categories: categories.csv
              families: families.csv
              options: options.csv
              attributes: attributes.csv
            """;

    @TempDir
    private Path folder;

    private final List<Problem> problems = new ArrayList<>();

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    @BeforeEach
    void furnish() throws IOException {
        write("products.csv", """
                sku;family;groups;categories;enabled;name-fr_FR;name-de_DE;color;fabrics;cut;lot;price-EUR
                J-1;jumpers;;knit,sale;1;Pull;Pullover;navy;wool,silk;slim;062;59.00
                J-2;jumpers;;knit;1;Gilet;Weste;teal;;;70;49.00
                """);
        write("categories.csv", """
                code;parent;label-fr_FR;label-de_DE
                master;;Catalogue;Katalog
                clothes;master;Vêtements;Kleidung
                knit;clothes;Maille;Strick
                sale;;Soldes;
                """);
        write("families.csv", "code;label-fr_FR;label-de_DE\njumpers;Pulls;Pullover\n");
        write("options.csv", """
                code;label-fr_FR;label-de_DE;attribute;sort_order
                navy;Bleu marine;Marineblau;color;1
                teal;;Petrol;color;2
                wool;Laine;Wolle;fabrics;1
                silk;Soie;Seide;fabrics;2
                slim;Ajusté;Schmal;cut;1
                navy;Coupe marine;Marineschnitt;cut;2
                """);
        write("attributes.csv", """
                code;label-fr_FR;type;default_metric_unit;group
                color;Couleur;pim_catalog_simpleselect;;g
                fabrics;Matières;pim_catalog_multiselect;;g
                cut;Coupe;pim_catalog_simpleselect;;g
                lot;Lot;pim_catalog_text;;g
                """);
    }

    private Catalog open(String mapping) {
        return Catalog.open(
                folder.resolve("products.csv"),
                CatalogOptions.DEFAULTS.withMapping(
                        Mapping.load(mapping, "shop.yaml").in(folder)));
    }

    private List<String> read(String mapping, String... names) {
        List<Product> products = open(mapping).first(10, problems::add);
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

    @Test
    void optionsFamiliesAndCategoriesBecomeWordsOfTheLanguage() {
        assertThat(read(MAPPING, "id", "title", "color", "fabrics", "cut", "family", "category"))
                .containsExactly(
                        "J-1 | Pull | Bleu marine | [Laine, Soie] | Ajusté | Pulls | Catalogue > Vêtements > Maille",
                        // An option without a word in French keeps its code.
                        "J-2 | Gilet | teal | - | - | Pulls | Catalogue > Vêtements > Maille");
        assertThat(problems).isEmpty();
    }

    @Test
    void theSameOptionOfAnotherAttributeHasWordsOfItsOwn() throws IOException {
        write("products.csv", "sku;family;groups;categories;enabled;color;cut\nJ-1;jumpers;;knit;1;navy;navy\n");
        assertThat(read(MAPPING, "color", "cut")).containsExactly("Bleu marine | Coupe marine");
    }

    @Test
    void eachLanguageOfTheFilesIsThere() {
        assertThat(read(MAPPING, "color@de", "family@de", "category@de", "title@de"))
                .containsExactly(
                        "Marineblau | Pullover | Katalog > Kleidung > Strick | Pullover",
                        "Petrol | Pullover | Katalog > Kleidung > Strick | Weste");
        Schema schema = open(MAPPING).schema();
        assertThat(schema.slot("color", "de")).isPresent();
    }

    @Test
    void anotherLanguageIsAWordInTheMapping() {
        assertThat(read(MAPPING.replace("language: fr", "language: de"), "color", "fabrics", "category"))
                .containsExactly(
                        "Marineblau | [Wolle, Seide] | Katalog > Kleidung > Strick",
                        "Petrol | - | Katalog > Kleidung > Strick");
    }

    @Test
    void whatAnAttributeIsStandsInItsFile() {
        Catalog catalog = open(MAPPING);
        assertThat(catalog.schema().attribute("fabrics").orElseThrow().type()).hasToString("list<text>");
        // Looks like a number, but the shop says it is none.
        assertThat(catalog.schema().attribute("lot").orElseThrow().type()).hasToString("text");
        assertThat(read(MAPPING, "lot")).containsExactly("062", "70");
    }

    @Test
    void withoutTheFilesCodesStayCodes() {
        assertThat(read("base: akeneo\n", "color", "family", "category"))
                .containsExactly("navy | jumpers | knit", "teal | jumpers | knit");
    }

    @Test
    void aFileThatIsNotThereIsToldAndTheOthersCount() {
        assertThat(read(MAPPING.replace("options.csv", "nothing.csv"), "color", "family"))
                .containsExactly("navy | Pulls", "teal | Pulls");
        assertThat(problems)
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString()).contains("mapping.table", "shop.yaml", "options"));
    }
}
