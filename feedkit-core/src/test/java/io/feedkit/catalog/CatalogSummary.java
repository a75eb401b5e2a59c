package io.feedkit.catalog;

import io.feedkit.batch.ProductBatch;
import io.feedkit.problem.ProblemLog;
import io.feedkit.product.Money;
import io.feedkit.product.Product;
import io.feedkit.product.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a catalogue became, in a few figures that can be counted with another tool. */
record CatalogSummary(Schema schema, long records, int leftOut, List<Product> products, Map<String, Long> problems) {

    static CatalogSummary of(Catalog catalog) {
        ProblemLog problems = new ProblemLog(10);
        List<Product> products = new ArrayList<>();
        int leftOut = 0;
        try (ProductReader reader = catalog.read(catalog.schema(), problems)) {
            ProductBatch batch = reader.newBatch();
            while (reader.read(batch)) {
                leftOut += batch.rows() - batch.live().size;
                for (int i = 0; i < batch.live().size; i++) {
                    products.add(batch.product(batch.live().rows[i]));
                }
            }
            Map<String, Long> counts = new TreeMap<>();
            problems.counts().forEach((code, count) -> counts.put(code, ((Number) count).longValue()));
            return new CatalogSummary(catalog.schema(), reader.records(), leftOut, products, counts);
        }
    }

    /** {@code 22 records, 22 products, 3 variants in 1 group, 0 left out}. */
    String counts() {
        long variants = products.stream()
                .filter(product -> product.text("item_group_id").isPresent())
                .count();
        return number(records, "record") + ", " + number(products.size(), "product") + ", "
                + number(variants, "variant") + " in "
                + number(texts("item_group_id").size(), "group") + ", " + leftOut + " left out";
    }

    private static String number(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    /** {@code 22 from 30 EUR to 80 EUR}. */
    String prices(String attribute) {
        List<Money> found = products.stream()
                .flatMap(product -> product.money(attribute).stream())
                .sorted(Comparator.comparing(Money::amount))
                .toList();
        return found.isEmpty()
                ? "0"
                : found.size() + " from " + plain(found.get(0)) + " to " + plain(found.get(found.size() - 1));
    }

    private static String plain(Money money) {
        return money.amount().stripTrailingZeros().toPlainString() + " " + money.currency();
    }

    /** How many products have a value. */
    long filled(String attribute) {
        return products.stream()
                .filter(product -> product.value(attribute).isPresent())
                .count();
    }

    long filled(String attribute, String language) {
        return products.stream()
                .filter(product -> product.text(attribute, language).isPresent())
                .count();
    }

    /** The different texts of an attribute. */
    Set<String> texts(String attribute) {
        Set<String> texts = new TreeSet<>();
        products.forEach(product -> product.text(attribute).ifPresent(texts::add));
        return texts;
    }

    Set<String> languages() {
        Set<String> languages = new TreeSet<>();
        for (int slot = 0; slot < schema.size(); slot++) {
            languages.add(schema.language(slot));
        }
        languages.remove("");
        return languages;
    }

    String type(String attribute) {
        return schema.attribute(attribute).orElseThrow().type().toString();
    }

    /** One value of one product, as text; empty when it has none. */
    String value(String id, String attribute, String language) {
        for (Product product : products) {
            if (product.text("id").orElseThrow().equals(id)) {
                return language.isEmpty()
                        ? product.value(attribute).map(String::valueOf).orElse("")
                        : product.text(attribute, language).orElse("");
            }
        }
        return "no such product";
    }
}
