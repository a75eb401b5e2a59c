package io.feedkit.shop.shopify;

import io.feedkit.shop.OfferLines;
import io.feedkit.shop.Prices;
import io.feedkit.shop.answer.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Turns a product and its variants into offers. */
final class ShopifyOffers {
    /** What the shop calls the only option of a product without options. */
    private static final String NO_OPTION = "Default Title";

    private final Shop shop;
    private final OfferLines offers;

    /**
     * What holds for every product.
     *
     * @param pages ends in a slash
     * @param atLocation whether only the stock of one location counts
     */
    record Shop(String currency, String pages, boolean atLocation) {}

    ShopifyOffers(Shop shop, OfferLines offers) {
        this.shop = shop;
        this.offers = offers;
    }

    void product(BulkFile.Entry entry) {
        String name = "product " + number(entry.product().get("id"));
        List<Answer> variants = new ArrayList<>();
        List<String> images = new ArrayList<>();
        for (Answer child : entry.children()) {
            if (child.get("id").text().contains("/ProductVariant/")) {
                variants.add(child);
            } else if (child.at("image.url").isPresent()) {
                images.add(child.at("image.url").text());
            }
        }
        if (variants.isEmpty()) {
            offers.offer(name, () -> offers.text(entry.product(), "variants"));
        }
        for (Answer variant : variants) {
            offers.offer(
                    "variant " + number(variant.get("id")) + " of " + name,
                    () -> variant(entry.product(), variant, variants.size() > 1, images));
        }
    }

    private void variant(Answer product, Answer variant, boolean several, List<String> images) {
        String number = number(variant.get("id"));
        String sku = variant.get("sku").text();
        offers.put("id", sku.isBlank() ? "shopify-" + number : sku);
        translated(product);
        offers.put("title", product.get("title"));
        if (several) {
            offers.put("item_group_id", "shopify-" + number(product.get("id")));
            offers.put("item_group_title", product.get("title"));
        }
        for (Answer option : variant.get("selectedOptions").items()) {
            if (!option.get("value").text().equals(NO_OPTION)) {
                offers.put(option.get("name").text(), option.get("value"));
            }
        }
        offers.put("link", link(product, several ? "?variant=" + number : ""));
        offers.put("description", product.get("descriptionHtml"));
        price(variant);
        Answer item = variant.get("inventoryItem");
        offers.put(
                "cost",
                item.at("unitCost.amount"),
                item.at("unitCost.currencyCode").text());
        stock(variant, item);
        images(variant.at("image.url").text(), images);
        offers.put("brand", product.get("vendor"));
        offers.put("gtin", variant.get("barcode"));
        offers.put("category", product.at("category.fullName"));
        offers.put("product_type", product.get("productType"));
        offers.put(
                "labels", product.get("tags").items().stream().map(Answer::text).toList());
        Answer weight = item.at("measurement.weight");
        offers.put("weight", weight.get("value"), unit(weight.get("unit").text()));
        offers.end();
    }

    /** What is translated goes before what is not. */
    private void translated(Answer product) {
        for (Answer text : product.get("translations").items()) {
            switch (text.get("key").text()) {
                case "title" -> offers.put("title", text.get("value"));
                case "body_html" -> offers.put("description", text.get("value"));
                case "product_type" -> offers.put("product_type", text.get("value"));
                default -> {
                    // Of the shop's pages, not of the product.
                }
            }
        }
    }

    private void price(Answer variant) {
        Answer market = variant.get("contextualPricing");
        if (market.at("price.amount").isPresent()) {
            String currency = market.at("price.currencyCode").text();
            Prices.put(offers, market.at("price.amount"), market.at("compareAtPrice.amount"), currency);
        } else {
            Prices.put(offers, variant.get("price"), variant.get("compareAtPrice"), shop.currency());
        }
    }

    /** At the location asked for; a location that a variant is not kept at has none of it. */
    private Answer quantity(Answer variant, Answer item) {
        if (!shop.atLocation()) {
            return variant.get("inventoryQuantity");
        }
        List<Answer> there = item.at("inventoryLevel.quantities").items();
        return there.isEmpty() ? Answer.of("0") : there.get(0).get("quantity");
    }

    /** The number at the end of {@code gid://shopify/Product/1}. */
    private static String number(Answer id) {
        String text = id.text();
        return text.substring(text.lastIndexOf('/') + 1);
    }

    private String link(Answer product, String variant) {
        String page = product.get("onlineStoreUrl").text();
        return (page.isBlank()
                        ? shop.pages() + "products/" + product.get("handle").text()
                        : page)
                + variant;
    }

    private void stock(Answer variant, Answer item) {
        boolean tracked = !item.get("tracked").text().equals("false");
        Answer quantity = quantity(variant, item);
        if (tracked) {
            offers.put("quantity", quantity);
        }
        boolean sellsOn = variant.get("inventoryPolicy").text().equals("CONTINUE");
        boolean none = tracked && quantity.isUsedUp();
        boolean soldHere = !none || sellsOn || !shop.atLocation();
        if (variant.get("availableForSale").isTrue() && soldHere) {
            offers.put("availability", none && sellsOn ? "backorder" : "in_stock");
        } else {
            offers.put("availability", "out_of_stock");
        }
    }

    private void images(String own, List<String> images) {
        List<String> all = new ArrayList<>(images);
        String main = own;
        if (main.isEmpty() && !all.isEmpty()) {
            main = all.get(0);
        }
        all.remove(main);
        offers.put("image_link", main);
        offers.put("additional_image_link", all);
    }

    private static String unit(String named) {
        return switch (named) {
            case "KILOGRAMS" -> "kg";
            case "GRAMS" -> "g";
            case "POUNDS" -> "lb";
            case "OUNCES" -> "oz";
            default -> named.toLowerCase(Locale.ROOT);
        };
    }
}
