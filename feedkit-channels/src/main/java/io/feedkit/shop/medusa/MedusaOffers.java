package io.feedkit.shop.medusa;

import io.feedkit.shop.OfferLines;
import io.feedkit.shop.ShopAccount;
import io.feedkit.shop.ShopApi;
import io.feedkit.shop.answer.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Turns a product and its variants into offers. */
final class MedusaOffers {
    private final ShopAccount account;
    private final ShopApi api;
    private final OfferLines offers;

    MedusaOffers(ShopAccount account, ShopApi api, OfferLines offers) {
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
            if (wanted && price.get("rules").members().isEmpty()) {
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
        String quantity = variant.get("inventory_quantity").text();
        if (counted) {
            offers.put("quantity", quantity);
        }
        boolean none = counted && (quantity.isEmpty() || quantity.equals("0") || quantity.startsWith("-"));
        boolean sellsOn = variant.get("allow_backorder").isTrue();
        offers.put("availability", !none ? "in_stock" : sellsOn ? "backorder" : "out_of_stock");
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

    /** The API loads as many levels above a category as it is asked for; here its parent. */
    private static String category(Answer product) {
        List<Answer> categories = product.get("categories").items();
        if (categories.isEmpty()) {
            return "";
        }
        Answer category = categories.get(categories.size() - 1);
        String parent = category.at("parent_category.name").text();
        return (parent.isEmpty() ? "" : parent + " > ") + category.get("name").text();
    }
}
