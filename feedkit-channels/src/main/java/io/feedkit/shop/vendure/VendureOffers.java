package io.feedkit.shop.vendure;

import io.feedkit.shop.OfferLines;
import io.feedkit.shop.ShopAccount;
import io.feedkit.shop.answer.Answer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns variants into offers. */
final class VendureOffers {
    private final ShopAccount account;
    private final VendureSettings settings;
    private final OfferLines offers;

    VendureOffers(ShopAccount account, VendureSettings settings, OfferLines offers) {
        this.account = account;
        this.settings = settings;
        this.offers = offers;
    }

    void variant(Answer variant) {
        Answer product = variant.get("product");
        String sku = variant.get("sku").text();
        offers.put("id", sku.isBlank() ? "vendure-" + offers.text(variant, "id") : sku);
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
        translations(product);
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

    /** Prices come without their point. */
    private void price(Answer variant) {
        String currency = variant.get("currencyCode").text();
        if (variant.get("priceWithTax").isPresent() && !currency.isEmpty()) {
            String amount = offers.decimal(variant, "priceWithTax")
                    .movePointLeft(settings.precision())
                    .toPlainString();
            offers.put("price", amount + " " + currency);
        }
    }

    /** What is there and not promised to others, less what the shop keeps back. */
    private void stock(Answer variant) {
        String location = account.setting("location", "");
        BigDecimal left = BigDecimal.ZERO;
        for (Answer level : variant.get("stockLevels").items()) {
            if (location.isEmpty()
                    || location.equals(level.get("stockLocationId").text())) {
                left = left.add(offers.decimal(level, "stockOnHand"))
                        .subtract(offers.decimalOrZero(level, "stockAllocated"));
            }
        }
        String flag = variant.get("trackInventory").text();
        boolean counted = flag.equals("INHERIT") || flag.isEmpty() ? settings.tracked() : !flag.equals("FALSE");
        if (counted) {
            offers.put("quantity", left.toPlainString());
        }
        boolean own = variant.get("useGlobalOutOfStockThreshold").text().equals("false");
        BigDecimal threshold = own ? offers.decimalOrZero(variant, "outOfStockThreshold") : settings.threshold();
        boolean sold = !counted || left.compareTo(threshold) > 0;
        offers.put("availability", !sold ? "out_of_stock" : counted && left.signum() <= 0 ? "backorder" : "in_stock");
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

    /** Where there are several languages, a column for each beside the one that was asked for: {@code title-fr}. */
    private void translations(Answer product) {
        List<Answer> translations = product.get("translations").items();
        if (translations.size() > 1) {
            for (Answer one : translations) {
                String language = one.get("languageCode").text().replace('_', '-');
                offers.put("title-" + language, one.get("name"));
                offers.put("description-" + language, one.get("description"));
            }
        }
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
