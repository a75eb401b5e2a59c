package io.feedkit.shop.prestashop;

import io.feedkit.shop.OfferLines;
import io.feedkit.shop.OfferPages;
import io.feedkit.shop.Query;
import io.feedkit.shop.ShopAccount;
import io.feedkit.shop.ShopApi;
import io.feedkit.shop.ShopTimes;
import io.feedkit.shop.answer.Answer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The active products by rising id; the combinations, stocks and discounts of a page are asked for together. */
final class PrestaProducts implements OfferPages {
    /** The webservice takes no open interval of dates; no shop will see this day. */
    private static final String FAR = "2999-12-31 00:00:00";

    private final ShopAccount account;
    private final ShopApi api;
    private PrestaShopData shop = PrestaShopData.UNKNOWN;
    private boolean started;
    private long last;

    PrestaProducts(ShopAccount account, ShopApi api) {
        this.account = account;
        this.api = api;
    }

    @Override
    public boolean next(OfferLines offers) {
        if (!started) {
            started = true;
            shop = PrestaShopData.read(api, account);
        }
        List<Answer> products = new Resource(api, "products", "product").after(last, filters());
        List<String> ids =
                products.stream().map(product -> product.get("id").text()).toList();
        Map<String, List<Answer>> combinations = byProduct("combinations", "combination", ids);
        Map<String, List<Answer>> stocks = byProduct("stock_availables", "stock_available", ids);
        Map<String, List<Answer>> discounts = byProduct("specific_prices", "specific_price", ids);
        for (Answer product : products) {
            String id = product.get("id").text();
            last = Math.max(last, Long.parseLong(id));
            PrestaPrices prices = new PrestaPrices(product, shop, discounts.getOrDefault(id, List.of()));
            PrestaOffers writer =
                    new PrestaOffers(account, shop, prices, quantities(stocks.getOrDefault(id, List.of())), offers);
            List<Answer> variants = combinations.getOrDefault(id, List.of());
            if (variants.isEmpty()) {
                writer.product(product);
            } else {
                variants.forEach(variant -> writer.variant(product, variant));
            }
        }
        return Resource.isWhole(products);
    }

    private Query filters() {
        Query active = Query.of("filter[active]", "1").and("language", account.language());
        return account.updatedSince()
                .map(moment -> ShopTimes.inUtcWithBlank(moment))
                .map(since -> active.and("filter[date_upd]", "[" + since + "," + FAR + "]")
                        .and("date", "1"))
                .orElse(active);
    }

    private Map<String, List<Answer>> byProduct(String list, String entry, List<String> ids) {
        return new Resource(api, list, entry)
                .of("id_product", ids).stream()
                        .collect(Collectors.groupingBy(
                                one -> one.get("id_product").text()));
    }

    /** From the id of a combination, 0 for the product without one, to its stock over all shops. */
    private static Map<String, Answer> quantities(List<Answer> stocks) {
        Map<String, Answer> quantities = new HashMap<>();
        stocks.forEach(stock -> quantities.put(stock.get("id_product_attribute").text(), stock));
        return quantities;
    }
}
