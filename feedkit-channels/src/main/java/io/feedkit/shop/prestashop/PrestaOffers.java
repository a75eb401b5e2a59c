package io.feedkit.shop.prestashop;

import io.feedkit.shop.OfferLines;
import io.feedkit.shop.ShopAccount;
import io.feedkit.shop.answer.Answer;
import io.feedkit.shop.prestashop.PrestaShopData.Choice;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Turns a product and its combinations into offers. */
final class PrestaOffers {
    private final ShopAccount account;
    private final PrestaShopData shop;
    private final PrestaPrices prices;
    private final Map<String, Answer> stocks;
    private final OfferLines offers;

    PrestaOffers(
            ShopAccount account,
            PrestaShopData shop,
            PrestaPrices prices,
            Map<String, Answer> stocks,
            OfferLines offers) {
        this.account = account;
        this.shop = shop;
        this.prices = prices;
        this.stocks = stocks;
        this.offers = offers;
    }

    void product(Answer product) {
        String id = product.get("id").text();
        identity(product, "presta-" + id);
        offers.put("link", page(id));
        price(Answer.MISSING);
        stock(product, "0");
        images(product, product);
        shown(product);
        weight(product, Answer.MISSING);
        offers.end();
    }

    void variant(Answer product, Answer variant) {
        String id = product.get("id").text();
        String own = variant.get("id").text();
        identity(variant, "presta-" + id + "-" + own);
        offers.put("item_group_id", "presta-" + id);
        offers.put("link", page(id) + "&id_product_attribute=" + own);
        price(variant);
        stock(product, own);
        images(product, variant);
        for (Answer value : entries(variant, "product_option_values", "product_option_value")) {
            Choice choice = shop.choices().get(value.get("id").text());
            if (choice != null) {
                offers.put(choice.of(), choice.value());
            }
        }
        weight(product, variant);
        shown(product);
        offers.end();
    }

    /** What a combination weighs is kept as what it adds to its product, too. */
    private void weight(Answer product, Answer variant) {
        BigDecimal sum = offers.decimalOrZero(product, "weight").add(offers.decimalOrZero(variant, "weight"));
        if (sum.signum() > 0) {
            offers.put("weight", Answer.of(sum.toPlainString()), account.setting("weight-unit", ""));
        }
    }

    private static List<Answer> entries(Answer of, String list, String entry) {
        return of.get("associations").get(list).each(entry);
    }

    private void identity(Answer sold, String otherwise) {
        String reference = sold.get("reference").text();
        offers.put("id", reference.isBlank() ? otherwise : reference);
        offers.put("gtin", sold.get("ean13"));
        offers.put("gtin", sold.get("upc"));
        offers.put("gtin", sold.get("isbn"));
        offers.put("mpn", sold.get("mpn"));
    }

    private String page(String id) {
        return account.base() + "index.php?controller=product&id_product=" + id;
    }

    /** @param combination missing for a product without any */
    private void price(Answer combination) {
        offers.put("price", money(prices.gross(combination)));
        prices.discount(combination).ifPresent(discount -> {
            offers.put("sale_price", money(discount.price()));
            offers.put("sale_starts_on", discount.from());
            offers.put("sale_ends_on", discount.to());
        });
    }

    private String money(String amount) {
        return account.currency().isEmpty() ? amount : amount + " " + account.currency();
    }

    private void stock(Answer product, String combination) {
        Answer stock = stocks.getOrDefault(combination, Answer.MISSING);
        String quantity = stock.get("quantity").text();
        offers.put("quantity", quantity);
        boolean orderable = !product.get("available_for_order").text().equals("0");
        boolean none = stock.get("quantity").isUsedUp();
        boolean accepted = stock.get("out_of_stock").text().equals("1");
        offers.put(
                "availability", !orderable || (none && !accepted) ? "out_of_stock" : none ? "backorder" : "in_stock");
    }

    private void shown(Answer product) {
        text("title", product.get("name"));
        text("description", product.get("description"));
        text("short_description", product.get("description_short"));
        offers.put("brand", product.get("manufacturer_name"));
        offers.put("condition", product.get("condition"));
        offers.put(
                "category",
                shop.categories()
                        .getOrDefault(product.get("id_category_default").text(), ""));
        offers.put("vat_rate", prices.vat());
        for (Answer feature : entries(product, "product_features", "product_feature")) {
            Choice choice = shop.features().get(feature.get("id_feature_value").text());
            if (choice != null) {
                offers.put(choice.of(), choice.value());
            }
        }
        String unit = account.setting("dimension-unit", "");
        offers.put("product_width", product.get("width"), unit);
        offers.put("product_height", product.get("height"), unit);
        offers.put("product_length", product.get("depth"), unit);
    }

    /** The text in the shop's first language, and for one in several a column for each: {@code title-fr}, {@code title-en}. */
    private void text(String name, Answer text) {
        List<Answer> languages = text.each("language");
        offers.put(name, PrestaShopData.firstText(text));
        if (languages.size() > 1) {
            languages.forEach(one -> offers.put(
                    name + "-" + shop.languages().getOrDefault(one.get("@id").text(), ""), one));
        }
    }

    private void images(Answer product, Answer sold) {
        String main = product.get("id_default_image").text();
        List<String> all = Stream.concat(
                        sold == product ? Stream.of(main) : Stream.empty(),
                        Stream.concat(
                                entries(sold, "images", "image").stream()
                                        .map(image -> image.get("id").text()),
                                entries(product, "images", "image").stream()
                                        .map(image -> image.get("id").text())))
                .filter(id -> !id.isBlank())
                .distinct()
                .map(id -> picture(id, PrestaShopData.firstText(product.get("link_rewrite"))))
                .toList();
        if (!all.isEmpty()) {
            offers.put("image_link", all.get(0));
            offers.put("additional_image_link", all.subList(1, all.size()));
        }
    }

    private String picture(String id, String name) {
        return account.base() + id + "-" + account.setting("image-type", "large_default") + "/" + name + ".jpg";
    }
}
