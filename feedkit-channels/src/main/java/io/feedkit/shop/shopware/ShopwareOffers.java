package io.feedkit.shop.shopware;

import io.feedkit.shop.OfferLines;
import io.feedkit.shop.Prices;
import io.feedkit.shop.ShopAccount;
import io.feedkit.shop.answer.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns products and variants into offers. */
final class ShopwareOffers {
    private final ShopAccount account;
    private final String currencyId;
    private final String currency;
    private final OfferLines offers;

    ShopwareOffers(ShopAccount account, String currencyId, String currency, OfferLines offers) {
        this.account = account;
        this.currencyId = currencyId;
        this.currency = currency;
        this.offers = offers;
    }

    void product(Answer product) {
        offers.put("id", product.get("productNumber"));
        offers.put("item_group_id", product.get("parentId"));
        offers.put("title", said(product, "name"));
        offers.put("description", said(product, "description"));
        offers.put("link", link(product));
        images(product);
        prices(product);
        offers.put("quantity", product.get("availableStock"));
        offers.put("availability", availability(product));
        offers.put("gtin", product.get("ean"));
        offers.put("mpn", product.get("manufacturerNumber"));
        offers.put("brand", said(product.get("manufacturer"), "name"));
        offers.put("category", category(product));
        choices(product.get("options"));
        choices(product.get("properties"));
        offers.put("weight", product.get("weight"), "kg");
        offers.put("product_length", product.get("length"), "mm");
        offers.put("product_width", product.get("width"), "mm");
        offers.put("product_height", product.get("height"), "mm");
        Answer rate = product.at("tax.taxRate");
        offers.put("vat_rate", rate.isPresent() ? rate.text() + "%" : "");
        offers.put("delivery_time", said(product.get("deliveryTime"), "name"));
        offers.put(
                "labels",
                product.get("tags").items().stream()
                        .map(tag -> tag.get("name").text())
                        .toList());
        product.get("customFields").members().forEach((name, value) -> offers.put(name, value));
        offers.end();
    }

    /** A text in the language asked for, inherited or fallen back where the shop does so; the bare one otherwise. */
    private static String said(Answer entity, String field) {
        String translated = entity.get("translated").get(field).text();
        return translated.isBlank() ? entity.get(field).text() : translated;
    }

    private String link(Answer product) {
        String pages = account.setting("storefront", account.base().toString());
        pages = pages.endsWith("/") ? pages : pages + "/";
        for (Answer seo : product.get("seoUrls").items()) {
            boolean ours = account.setting("sales-channel", "").isEmpty()
                    || seo.get("salesChannelId").text().equals(account.setting("sales-channel", ""));
            if (ours && !seo.get("isDeleted").isTrue() && seo.get("isCanonical").isTrue()) {
                return pages + seo.get("seoPathInfo").text();
            }
        }
        return pages + "detail/" + product.get("id").text();
    }

    private void images(Answer product) {
        String cover = product.at("cover.media.url").text();
        List<String> others = new ArrayList<>();
        for (Answer entry : product.get("media").items()) {
            String url = entry.at("media.url").text();
            if (!url.isBlank() && !url.equals(cover)) {
                others.add(url);
            }
        }
        if (cover.isBlank() && !others.isEmpty()) {
            cover = others.remove(0);
        }
        offers.put("image_link", cover);
        offers.put("additional_image_link", others);
    }

    private void prices(Answer product) {
        for (Answer price : product.get("price").items()) {
            if (price.get("currencyId").text().equals(currencyId)) {
                Prices.put(offers, price.get("gross"), price.at("listPrice.gross"), currency);
            }
        }
    }

    /** What is no closeout goes on being sold when the stock is used up. */
    private static String availability(Answer product) {
        if (!product.get("availableStock").isUsedUp()) {
            return "in_stock";
        }
        return product.get("isCloseout").isTrue() || !product.get("available").isTrue() ? "out_of_stock" : "backorder";
    }

    private static String category(Answer product) {
        List<String> deepest = List.of();
        for (Answer category : product.get("categories").items()) {
            List<Answer> said = category.at("translated.breadcrumb").items();
            List<Answer> path = said.isEmpty() ? category.get("breadcrumb").items() : said;
            if (path.size() > deepest.size()) {
                deepest = path.stream().map(Answer::text).toList();
            }
        }
        // The first name is the root of the sales channel's menu, which no customer sees.
        return String.join(" > ", deepest.size() > 1 ? deepest.subList(1, deepest.size()) : deepest);
    }

    private void choices(Answer options) {
        Map<String, List<String>> byGroup = new LinkedHashMap<>();
        for (Answer option : options.items()) {
            byGroup.computeIfAbsent(said(option.get("group"), "name"), name -> new ArrayList<>())
                    .add(said(option, "name"));
        }
        byGroup.forEach((group, values) -> {
            if (values.size() == 1) {
                offers.put(group, values.get(0));
            } else {
                offers.put(group, values);
            }
        });
    }
}
