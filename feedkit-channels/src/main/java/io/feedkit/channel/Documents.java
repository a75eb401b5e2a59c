package io.feedkit.channel;

import io.feedkit.product.Attributes;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
    private static final Pattern NAME = Pattern.compile("(?s)([a-z_][a-z0-9_]*)\\s*(\\?\\?.*)?");

    /** The attribute whose value a merchant changes to put products together or apart: the first in {@code by}, or that for groups of variants where it is worked out. */
    public String attribute() {
        Matcher name = NAME.matcher(by.text());
        return name.matches() && Attributes.standard().named(name.group(1)).isPresent()
                ? name.group(1)
                : "item_group_id";
    }

    public Documents {
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(variants, "variants");
        first = List.copyOf(first);
        sum = List.copyOf(sum);
        list = List.copyOf(list);
    }
}
