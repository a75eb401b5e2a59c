package io.feedkit.shop.woocommerce;

import io.feedkit.shop.OfferLines;
import io.feedkit.shop.answer.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns products and variations into offers; what a variation leaves open comes from its product. */
final class WooOffers {
    private static final Set<String> GTIN_KEYS =
            Set.of("_gtin", "_global_unique_id", "_wpm_gtin_code", "_alg_ean", "_ean", "_barcode", "hwp_product_gtin");

    private final WooSettings settings;
    private final Map<String, String> categories;
    private final OfferLines offers;

    WooOffers(WooSettings settings, Map<String, String> categories, OfferLines offers) {
        this.settings = settings;
        this.categories = categories;
        this.offers = offers;
    }

    void product(Answer product) {
        identity(product, product);
        attributes(product);
        common(product, product);
        offers.end();
    }

    void variation(Answer product, Answer variation) {
        identity(product, variation);
        offers.put("item_group_id", "woo-" + product.get("id").text());
        offers.put("item_group_title", product.get("name"));
        for (Answer choice : variation.get("attributes").items()) {
            offers.put(choice.get("name").text(), choice.get("option"));
        }
        images(variation.at("image.src").text(), product);
        common(variation, variation);
        attributes(product);
        common(product, variation);
        offers.end();
    }

    private void identity(Answer product, Answer sold) {
        String sku = sold.get("sku").text();
        // A variation without an article number of its own answers with its product's.
        boolean own = !sku.isBlank()
                && (product == sold || !sku.equals(product.get("sku").text()));
        offers.put("id", own ? sku : "woo-" + sold.get("id").text());
        offers.put("title", product.get("name"));
    }

    private void attributes(Answer product) {
        for (Answer attribute : product.get("attributes").items()) {
            List<Answer> options = attribute.get("options").items();
            if (!attribute.get("variation").isTrue() && options.size() == 1) {
                offers.put(attribute.get("name").text(), options.get(0));
            } else if (!attribute.get("variation").isTrue()) {
                offers.put(
                        attribute.get("name").text(),
                        options.stream().map(Answer::text).toList());
            }
        }
    }

    private void common(Answer said, Answer sold) {
        offers.put("link", said.get("permalink"));
        offers.put("description", said.get("description"));
        offers.put("description", said.get("short_description"));
        offers.put("short_description", said.get("short_description"));
        prices(said, sold);
        stock(said, sold);
        images("", said);
        offers.put("category", deepest(said.get("categories").items()));
        offers.put(
                "labels",
                said.get("tags").items().stream()
                        .map(tag -> tag.get("name").text())
                        .toList());
        offers.put("gtin", said.get("global_unique_id"));
        said.get("meta_data").items().stream()
                .filter(meta -> GTIN_KEYS.contains(meta.get("key").text()))
                .forEach(meta -> offers.put("gtin", meta.get("value")));
        for (Answer brand : said.get("brands").items()) {
            offers.put("brand", brand.get("name"));
        }
        offers.put("tax_class", said.get("tax_class"));
        offers.put("shipping_label", said.get("shipping_class"));
        measures(said);
    }

    private void prices(Answer said, Answer sold) {
        if (said != sold) {
            return;
        }
        String regular = said.get("regular_price").text();
        offers.put("price", regular.isBlank() ? said.get("price") : said.get("regular_price"), settings.currency());
        offers.put("sale_price", said.get("sale_price"), settings.currency());
        // A day of the shop's own time; midnight in Paris is still yesterday in Greenwich.
        offers.put("sale_starts_on", day(said.get("date_on_sale_from")));
        offers.put("sale_starts_on", day(said.get("date_on_sale_from_gmt")));
        offers.put("sale_ends_on", day(said.get("date_on_sale_to")));
        offers.put("sale_ends_on", day(said.get("date_on_sale_to_gmt")));
    }

    private static String day(Answer moment) {
        String text = moment.text();
        return text.length() > 10 ? text.substring(0, 10) : text;
    }

    private void stock(Answer said, Answer sold) {
        if (said == sold) {
            offers.put("availability", availability(said.get("stock_status").text()));
        }
        // A variation whose stock its product keeps says "parent"; then the product's quantity counts for it.
        if (said.get("manage_stock").isTrue()) {
            offers.put("quantity", said.get("stock_quantity"));
        }
    }

    private static String availability(String status) {
        return switch (status) {
            case "instock" -> "in_stock";
            case "outofstock" -> "out_of_stock";
            case "onbackorder" -> "backorder";
            default -> status;
        };
    }

    private void images(String own, Answer said) {
        List<String> all = new ArrayList<>();
        said.get("images").items().forEach(image -> all.add(image.get("src").text()));
        String main = own.isEmpty() && !all.isEmpty() ? all.get(0) : own;
        all.remove(main);
        offers.put("image_link", main);
        offers.put("additional_image_link", all);
    }

    private String deepest(List<Answer> said) {
        String deepest = "";
        int depth = -1;
        for (Answer category : said) {
            String path = categories.getOrDefault(
                    category.get("id").text(), category.get("name").text());
            int levels = path.split(" > ").length;
            if (levels > depth) {
                deepest = path;
                depth = levels;
            }
        }
        return deepest;
    }

    private void measures(Answer said) {
        offers.put("weight", said.get("weight"), settings.weightUnit());
        String unit = settings.dimensionUnit();
        offers.put("product_length", said.at("dimensions.length"), unit);
        offers.put("product_width", said.at("dimensions.width"), unit);
        offers.put("product_height", said.at("dimensions.height"), unit);
    }
}
