package io.feedkit.shop.medusa;

import io.feedkit.shop.OfferLines;
import io.feedkit.shop.ShopAccount;
import io.feedkit.shop.ShopApi;
import io.feedkit.shop.answer.Answer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Turns a product and its variants into offers. */
final class MedusaOffers {
    private final ShopAccount account;
    private final ShopApi api;
    private final Map<String, String> categories;
    private final OfferLines offers;

    MedusaOffers(ShopAccount account, ShopApi api, Map<String, String> categories, OfferLines offers) {
        this.categories = categories;
        this.account = account;
        this.api = api;
        this.offers = offers;
    }

    void variant(Answer product, Answer variant) {
        String sku = variant.get("sku").text();
        offers.put("id", sku.isBlank() ? variant.get("id").text() : sku);
        offers.put("title", product.get("title"));
        if (product.get("variants").items().size() > 1) {
            offers.put("item_group_id", product.get("id"));
            offers.put("item_group_title", product.get("title"));
        }
        for (Answer option : variant.get("options").items()) {
            offers.put(option.at("option.title").text(), option.get("value"));
        }
        price(variant);
        stock(variant);
        offers.put("gtin", variant.get("ean"));
        offers.put("gtin", variant.get("upc"));
        offers.put("gtin", variant.get("barcode"));
        measures(variant);
        shown(product);
        measures(product);
        offers.end();
    }

    private void price(Answer variant) {
        List<String> others = new ArrayList<>();
        for (Answer price : variant.get("prices").items()) {
            String currency = price.get("currency_code").text().toUpperCase(Locale.ROOT);
            boolean wanted = account.currency().isEmpty() || currency.equals(account.currency());
            boolean forAll = price.get("rules").members().isEmpty()
                    && !price.get("price_list_id").isPresent();
            if (wanted && forAll) {
                others.add(currency);
                offers.put("price", price.get("amount"), currency);
            }
        }
        if (account.currency().isEmpty() && others.stream().distinct().count() > 1) {
            throw api.missing("prices are in " + String.join(", ", others) + "; say which currency to take.");
        }
    }

    private void stock(Answer variant) {
        boolean counted = variant.get("manage_inventory").isTrue();
        String location = account.setting("location", "");
        Answer quantity = location.isEmpty()
                ? variant.get("inventory_quantity")
                : Answer.of(left(variant, location).toPlainString());
        if (counted) {
            offers.put("quantity", quantity);
        }
        boolean none = counted && (quantity.text().isEmpty() || quantity.isUsedUp());
        boolean sellsOn = variant.get("allow_backorder").isTrue();
        offers.put("availability", !none ? "in_stock" : sellsOn ? "backorder" : "out_of_stock");
    }

    /** How many can be put together of what lies at one location and is not reserved. */
    private BigDecimal left(Answer variant, String location) {
        List<BigDecimal> each = new ArrayList<>();
        for (Answer item : variant.get("inventory_items").items()) {
            BigDecimal there = BigDecimal.ZERO;
            for (Answer level : item.at("inventory.location_levels").items()) {
                if (level.get("location_id").text().equals(location)) {
                    there = there.add(offers.decimalOrZero(level, "stocked_quantity"))
                            .subtract(offers.decimalOrZero(level, "reserved_quantity"));
                }
            }
            BigDecimal needed = offers.decimalOrZero(item, "required_quantity").max(BigDecimal.ONE);
            each.add(there.divide(needed, 0, RoundingMode.FLOOR));
        }
        return each.stream().reduce(BigDecimal::min).orElse(BigDecimal.ZERO);
    }

    private void measures(Answer said) {
        offers.put("weight", said.get("weight"), account.setting("weight-unit", "g"));
        String unit = account.setting("dimension-unit", "mm");
        offers.put("product_length", said.get("length"), unit);
        offers.put("product_width", said.get("width"), unit);
        offers.put("product_height", said.get("height"), unit);
        offers.put("material", said.get("material"));
    }

    private void shown(Answer product) {
        offers.put("description", product.get("description"));
        offers.put("short_description", product.get("subtitle"));
        String pages = account.setting("storefront", "");
        if (!pages.isEmpty()) {
            offers.put(
                    "link",
                    pages + (pages.endsWith("/") ? "" : "/") + "products/"
                            + product.get("handle").text());
        }
        String main = product.get("thumbnail").text();
        List<String> images = new ArrayList<>();
        product.get("images")
                .items()
                .forEach(image -> images.add(image.get("url").text()));
        if (main.isEmpty() && !images.isEmpty()) {
            main = images.get(0);
        }
        images.remove(main);
        offers.put("image_link", main);
        offers.put("additional_image_link", images);
        offers.put("category", category(product));
        offers.put("product_type", product.at("type.value"));
        offers.put(
                "labels",
                product.get("tags").items().stream()
                        .map(tag -> tag.get("value").text())
                        .toList());
    }

    /** The deepest; by its own name where the tree could not be read. */
    private String category(Answer product) {
        String deepest = "";
        for (Answer category : product.get("categories").items()) {
            String path = categories.getOrDefault(
                    category.get("id").text(), category.get("name").text());
            if (deepest.isEmpty() || path.split(" > ").length > deepest.split(" > ").length) {
                deepest = path;
            }
        }
        return deepest;
    }
}
