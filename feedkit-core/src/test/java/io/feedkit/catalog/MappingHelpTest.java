package io.feedkit.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.product.Product;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The recipes of {@code docs/help/mapping.md} give what they say they give, with mappings of at most fifteen lines. */
class MappingHelpTest {
    private static final Pattern BLOCK = Pattern.compile("(?s)```(\\w+)(?: ([\\w.]+))?\\n(.*?)```");

    @TempDir
    private Path folder;

    private static String page() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path page = at.resolve("docs/help/mapping.md");
            if (Files.exists(page)) {
                try {
                    return Files.readString(page);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        throw new IllegalStateException("docs/help/mapping.md belongs to the project");
    }

    @TestFactory
    Stream<DynamicTest> recipes() {
        String page = page();
        String recipes = page.substring(page.indexOf("## Recipes"));
        String whole = recipes.substring(0, recipes.indexOf("\n## ", 3));
        List<String> each = List.of(whole.split("\n### "));
        assertThat(each).hasSizeGreaterThan(8);
        return each.stream()
                .skip(1)
                .map(recipe ->
                        DynamicTest.dynamicTest(recipe.lines().findFirst().orElse(""), () -> holds(recipe)));
    }

    private void holds(String recipe) throws IOException {
        String expected = "";
        Path mapping = folder.resolve("shop.yaml");
        Path catalogue = folder.resolve("shop.csv");
        Matcher block = BLOCK.matcher(recipe);
        while (block.find()) {
            switch (block.group(1)) {
                case "yaml" -> {
                    assertThat(block.group(3).lines().count()).isLessThanOrEqualTo(15);
                    assertThat(MappingFileTest.errors(block.group(3))).isEmpty();
                    Files.writeString(mapping, block.group(3));
                }
                case "text" -> expected = block.group(3);
                default -> Files.writeString(folder.resolve(block.group(2)), block.group(3));
            }
        }
        Catalog catalog = Catalog.open(catalogue, CatalogOptions.DEFAULTS.withMapping(Mapping.load(mapping)));
        assertThat(catalog.problems()).isEmpty();
        List<String> found = new ArrayList<>();
        Map<String, Product> products = new LinkedHashMap<>();
        catalog.first(20, problem -> {})
                .forEach(product ->
                        products.put(product.value("id").orElseThrow().toString(), product));
        List<String> lines = expected.lines().toList();
        lines.forEach(line -> found.add(shown(line, products)));
        assertThat(found).isEqualTo(lines);
        assertThat(products).hasSameSizeAs(lines);
        assertThatTheProposalSaysTheSame(catalog, catalogue, mapping);
    }

    /** What a mapping said stands in the mapping that is proposed: further files, tables, supplements, variants, templates. */
    private static void assertThatTheProposalSaysTheSame(Catalog catalog, Path catalogue, Path mapping)
            throws IOException {
        String proposed = catalog.proposedMapping();
        assertThat(MappingFileTest.errors(proposed)).as(proposed).isEmpty();
        Files.writeString(mapping, proposed);
        Catalog again = Catalog.open(catalogue, CatalogOptions.DEFAULTS.withMapping(Mapping.load(mapping)));
        assertThat(again.problems()).as(proposed).isEmpty();
        assertThat(ProposalTest.products(again)).as(proposed).isEqualTo(ProposalTest.products(catalog));
        assertThat(withoutComments(again.proposedMapping())).isEqualTo(withoutComments(proposed));
    }

    private static String withoutComments(String mapping) {
        return mapping.replaceAll("(?m)^ *#.*\n", "").replaceAll("(?m) +# .*$", "");
    }

    /** What the line says, with the values that are there. */
    private static String shown(String line, Map<String, Product> products) {
        String id = line.substring(0, line.indexOf(':'));
        Product product = products.get(id);
        if (product == null) {
            return id + " is not among " + products.keySet();
        }
        List<String> values = new ArrayList<>();
        for (String one : line.substring(id.length() + 2).split(", (?=\\w+=)")) {
            String name = one.substring(0, one.indexOf('='));
            values.add(name + "=" + product.value(name).map(String::valueOf).orElse(""));
        }
        return id + ": " + String.join(", ", values);
    }
}
