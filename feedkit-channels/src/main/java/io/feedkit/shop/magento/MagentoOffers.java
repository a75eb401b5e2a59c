package io.feedkit.shop.magento;

import io.feedkit.shop.OfferLines;
import io.feedkit.shop.ShopAccount;
import io.feedkit.shop.answer.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns products into offers: options become their labels, relative pictures and pages whole addresses. */
final class MagentoOffers {
    /** Attributes that are read on their own, or that only the shop's pages need. */
    private static final Set<String> KNOWN = Set.of(
            "description",
            "short_description",
            "special_price",
            "special_from_date",
            "special_to_date",
            "url_key",
            "url_path",
            "image",
            "small_image",
            "thumbnail",
            "swatch_image",
            "manufacturer",
            "category_ids",
            "options_container",
            "required_options",
            "has_options",
            "tax_class_id",
            "page_layout",
            "custom_layout",
            "gift_message_available",
            "msrp_display_actual_price_type");

    private final ShopAccount account;
    private final MagentoShop shop;
    private final StoreViews texts;
    private final OfferLines offers;

    MagentoOffers(ShopAccount account, MagentoShop shop, StoreViews texts, OfferLines offers) {
        this.account = account;
        this.shop = shop;
        this.texts = texts;
        this.offers = offers;
    }

    void product(Answer product) {
        sold(product);
        shown(product, values(product));
        offers.end();
    }

    void variant(Answer product, Answer child) {
        sold(child);
        offers.put("item_group_id", product.get("sku"));
        offers.put("item_group_title", product.get("name"));
        Map<String, Answer> own = values(child);
        Map<String, Answer> common = values(product);
        // The page is the product's: a child that is sold through it has none of its own.
        link(common);
        shown(child, own);
        shown(product, common);
        offers.end();
    }

    private static Map<String, Answer> values(Answer product) {
        Map<String, Answer> values = new HashMap<>();
        product.get("custom_attributes")
                .items()
                .forEach(attribute -> values.put(attribute.get("attribute_code").text(), attribute.get("value")));
        return values;
    }

    private static Answer value(Map<String, Answer> values, String code) {
        return values.getOrDefault(code, Answer.MISSING);
    }

    private void sold(Answer product) {
        String sku = offers.text(product, "sku");
        Map<String, Answer> values = values(product);
        offers.put("id", sku);
        offers.put("title", product.get("name"));
        offers.put("price", product.get("price"), shop.currency());
        offers.put("sale_price", value(values, "special_price"), shop.currency());
        offers.put("sale_starts_on", day(value(values, "special_from_date")));
        offers.put("sale_ends_on", day(value(values, "special_to_date")));
        String unit = shop.weightUnit();
        offers.put("weight", product.get("weight"), unit);
        MagentoShop.Stock stock = shop.stock().get(sku);
        Answer single = product.at("extension_attributes.stock_item");
        if (stock != null) {
            offers.put("quantity", stock.quantity());
            offers.put("availability", stock.sellable() ? "in_stock" : "out_of_stock");
        } else if (single.isPresent()) {
            offers.put("quantity", single.get("qty"));
            offers.put("availability", single.get("is_in_stock").isTrue() ? "in_stock" : "out_of_stock");
        }
    }

    private void shown(Answer product, Map<String, Answer> values) {
        link(values);
        offers.put("description", value(values, "description"));
        offers.put("description", value(values, "short_description"));
        offers.put("short_description", value(values, "short_description"));
        texts.each(product, this::translated);
        offers.put("brand", label("manufacturer", value(values, "manufacturer").text()));
        images(product);
        offers.put("category", category(product));
        values.forEach((code, value) -> {
            if (!KNOWN.contains(code)) {
                other(code, value);
            }
        });
    }

    /** A column for each language beside the one of the main store view: {@code title-fr}. */
    private void translated(String language, Answer product) {
        Map<String, Answer> values = values(product);
        offers.put("title-" + language, product.get("name"));
        offers.put("description-" + language, value(values, "description"));
        offers.put("short_description-" + language, value(values, "short_description"));
    }

    private void link(Map<String, Answer> values) {
        String key = value(values, "url_key").text();
        if (!key.isBlank() && !shop.pages().isEmpty()) {
            offers.put("link", shop.pages() + key + account.setting("url-suffix", ".html"));
        }
    }

    private void other(String code, Answer value) {
        if (!value.items().isEmpty()) {
            offers.put(
                    code,
                    value.items().stream().map(one -> label(code, one.text())).toList());
            return;
        }
        Map<String, String> labels = shop.options().getOrDefault(code, Map.of());
        String text = value.text();
        // A multiple choice comes as ids with commas between.
        if (!labels.isEmpty() && text.indexOf(',') >= 0) {
            offers.put(
                    code,
                    List.of(text.split(",")).stream().map(id -> label(code, id)).toList());
        } else {
            offers.put(code, label(code, text));
        }
    }

    private String label(String code, String value) {
        return shop.options().getOrDefault(code, Map.of()).getOrDefault(value.strip(), value);
    }

    private void images(Answer product) {
        List<String> all = new ArrayList<>();
        String main = "";
        for (Answer entry : product.get("media_gallery_entries").items()) {
            boolean picture = entry.get("media_type").text().equals("image")
                    && !entry.get("disabled").isTrue();
            if (picture) {
                String url =
                        shop.media() + "catalog/product" + entry.get("file").text();
                boolean isMain = entry.get("types").items().stream()
                        .anyMatch(type -> type.text().equals("image"));
                if (isMain && main.isEmpty()) {
                    main = url;
                } else {
                    all.add(url);
                }
            }
        }
        if (main.isEmpty() && !all.isEmpty()) {
            main = all.remove(0);
        }
        offers.put("image_link", main);
        offers.put("additional_image_link", all);
    }

    private String category(Answer product) {
        String deepest = "";
        for (Answer link : product.at("extension_attributes.category_links").items()) {
            String path = shop.categories().getOrDefault(link.get("category_id").text(), "");
            if (path.split(" > ").length > deepest.split(" > ").length || deepest.isEmpty()) {
                deepest = path;
            }
        }
        return deepest;
    }

    private static String day(Answer moment) {
        String text = moment.text();
        return text.length() > 10 ? text.substring(0, 10) : text;
    }
}
