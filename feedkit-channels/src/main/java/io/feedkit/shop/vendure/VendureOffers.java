package io.feedkit.shop.vendure;

import io.feedkit.shop.OfferLines;
import io.feedkit.shop.ShopAccount;
import io.feedkit.shop.answer.Answer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns variants into offers. */
final class VendureOffers {
    private final ShopAccount account;
    private final OfferLines offers;

    VendureOffers(ShopAccount account, OfferLines offers) {
        this.account = account;
        this.offers = offers;
    }

    void variant(Answer variant) {
        Answer product = variant.get("product");
        String sku = variant.get("sku").text();
        offers.put("id", sku.isBlank() ? "vendure-" + variant.get("id").text() : sku);
        offers.put("title", product.get("name"));
        if (!variant.get("options").items().isEmpty()) {
            offers.put("item_group_id", "vendure-" + product.get("id").text());
            offers.put("item_group_title", product.get("name"));
        }
        for (Answer option : variant.get("options").items()) {
            offers.put(option.at("group.name").text(), option.get("name"));
        }
        price(variant);
        stock(variant);
        images(variant, product);
        facets(variant);
        facets(product);
        offers.put("description", product.get("description"));
        String pages = account.setting("storefront", "");
        if (!pages.isEmpty()) {
            offers.put(
                    "link",
                    pages + (pages.endsWith("/") ? "" : "/") + "products/"
                            + product.get("slug").text());
        }
        offers.put("category", category(product));
        offers.end();
    }

    /** Prices count the smallest unit of their currency. */
    private void price(Answer variant) {
        String minor = variant.get("priceWithTax").text();
        String currency = variant.get("currencyCode").text();
        if (!minor.isEmpty() && !currency.isEmpty()) {
            int digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
            String amount = new BigDecimal(minor).movePointLeft(digits).toPlainString();
            offers.put("price", amount + " " + currency);
        }
    }

    private void stock(Answer variant) {
        long sellable = 0;
        for (Answer level : variant.get("stockLevels").items()) {
            sellable += Long.parseLong(level.get("stockOnHand").text())
                    - Long.parseLong(level.get("stockAllocated").text());
        }
        boolean counted = !variant.get("trackInventory").text().equals("FALSE");
        if (counted) {
            offers.put("quantity", Long.toString(sellable));
        }
        offers.put("availability", !counted || sellable > 0 ? "in_stock" : "out_of_stock");
    }

    private void images(Answer variant, Answer product) {
        List<String> all = new ArrayList<>();
        for (Answer owner : List.of(variant, product)) {
            address(all, owner.get("featuredAsset"));
            owner.get("assets").items().forEach(asset -> address(all, asset));
        }
        if (!all.isEmpty()) {
            offers.put("image_link", all.get(0));
            offers.put("additional_image_link", all.subList(1, all.size()));
        }
    }

    private static void address(List<String> all, Answer asset) {
        String source = asset.get("source").text();
        if (!source.isBlank() && !all.contains(source)) {
            all.add(source);
        }
    }

    private void facets(Answer owner) {
        Map<String, List<String>> byFacet = new LinkedHashMap<>();
        for (Answer value : owner.get("facetValues").items()) {
            boolean brand = value.at("facet.code").text().equals(account.setting("brand-facet", "brand"));
            String name = brand ? "brand" : value.at("facet.name").text();
            byFacet.computeIfAbsent(name, absent -> new ArrayList<>())
                    .add(value.get("name").text());
        }
        byFacet.forEach((name, values) -> {
            if (values.size() == 1) {
                offers.put(name, values.get(0));
            } else {
                offers.put(name, values);
            }
        });
    }

    private static String category(Answer product) {
        List<String> deepest = List.of();
        for (Answer collection : product.get("collections").items()) {
            // The first crumb is the root that holds all collections.
            List<String> path = collection.get("breadcrumbs").items().stream()
                    .skip(1)
                    .map(crumb -> crumb.get("name").text())
                    .toList();
            deepest = path.size() > deepest.size() ? path : deepest;
        }
        return String.join(" > ", deepest);
    }
}
