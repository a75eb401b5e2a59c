package io.feedkit.shop;

import io.feedkit.problem.Problem;
import io.feedkit.product.Product;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Products as a table that can be read in a test. */
final class Shelf {
    private final List<Product> products;
    private final List<Problem> problems;

    private Shelf(List<Product> products, List<Problem> problems) {
        this.products = products;
        this.problems = problems;
    }

    static Shelf of(Shop shop) {
        List<Problem> problems = new ArrayList<>();
        return new Shelf(MockShop.products(shop, problems::add), problems);
    }

    /** A line for each product: the values of these attributes with bars between; nothing for what is missing. */
    String show(String... attributes) {
        return products.stream().map(product -> line(product, attributes)).collect(Collectors.joining("\n"));
    }

    private static String line(Product product, String... attributes) {
        return List.of(attributes).stream()
                .map(attribute -> product.value(attribute).map(Object::toString).orElse(""))
                .collect(Collectors.joining(" | "))
                .strip();
    }

    List<String> problems() {
        return problems.stream().map(problem -> problem.code().id()).toList();
    }
}
