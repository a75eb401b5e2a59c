package io.feedkit.channel;

import java.util.List;
import java.util.Objects;

/**
 * Several products of the catalogue in one record of a layout, as the variants of a product.
 *
 * @param by what products of one record have in common, an expression over the attributes of a product as in {@code from}; a product for which it says nothing is a record of its own
 * @param variants path of the list or element that stands once for each product; fields outside it stand once, and are those of the first product
 * @param most products in one record
 * @param first fields outside that may differ, since each product says its own as well
 * @param sum fields outside that are added up over the products
 * @param list fields outside that say all different values of the products, parted by commas
 */
public record Documents(
        Expression by, String variants, int most, List<String> first, List<String> sum, List<String> list) {
    public Documents {
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(variants, "variants");
        first = List.copyOf(first);
        sum = List.copyOf(sum);
        list = List.copyOf(list);
    }
}
