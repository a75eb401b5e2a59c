package io.feedkit.shop.prestashop;

import io.feedkit.shop.IdWalk;
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
    private final IdWalk walk;

    PrestaProducts(ShopAccount account, ShopApi api) {
        this.account = account;
        this.api = api;
        walk = new IdWalk(api, "id", Resource.PAGE);
    }

    @Override
    public boolean next(OfferLines offers) {
        if (!started) {
            started = true;
            shop = PrestaShopData.read(api, account);
        }
        List<Answer> products = new Resource(api, "products", "product").after(walk.last(), filters());
        List<String> ids = products.stream()
                .map(product -> product.get("id"))
                .filter(id -> id.whole().isPresent())
                .map(Answer::text)
                .toList();
        Map<String, List<Answer>> combinations = byProduct("combinations", "combination", ids);
        Map<String, List<Answer>> stocks = byProduct("stock_availables", "stock_available", ids);
        Map<String, List<Answer>> discounts = byProduct("specific_prices", "specific_price", ids);
        String today = ShopTimes.inUtc(api.now()).substring(0, 10);
        return walk.take(products, offers, product -> {
            String id = product.get("id").text();
            offers.offer("product " + id, () -> {
                PrestaPrices prices =
                        new PrestaPrices(product, shop, discounts.getOrDefault(id, List.of()), today, offers);
                Map<String, Answer> quantities = quantities(stocks.getOrDefault(id, List.of()));
                PrestaOffers writer = new PrestaOffers(account, shop, prices, quantities, offers);
                List<Answer> variants = combinations.getOrDefault(id, List.of());
                if (variants.isEmpty()) {
                    writer.product(product);
                }
                for (Answer variant : variants) {
                    String name = "combination " + variant.get("id").text() + " of product " + id;
                    offers.offer(name, () -> writer.variant(product, variant));
                }
            });
        });
    }

    private Query inShop() {
        return Query.of("id_shop", account.setting("shop", ""));
    }

    private Query filters() {
        Query active = inShop().and("filter[active]", "1").and("language", shop.language());
        return account.updatedSince()
                .map(moment -> ShopTimes.inUtcWithBlank(moment))
                .map(since -> active.and("filter[date_upd]", "[" + since + "," + FAR + "]")
                        .and("date", "1"))
                .orElse(active);
    }

    private Map<String, List<Answer>> byProduct(String list, String entry, List<String> ids) {
        return new Resource(api, list, entry)
                .of("id_product", ids, inShop()).stream()
                        .collect(Collectors.groupingBy(
                                one -> one.get("id_product").text()));
    }

    /** From the id of a combination, 0 for the product without one, to its stock: in the shop asked for, or where all its group shares it, or in the first shop. */
    private Map<String, Answer> quantities(List<Answer> stocks) {
        String wanted = account.setting("shop", "");
        Map<String, Answer> quantities = new HashMap<>();
        for (Answer stock : stocks) {
            String its = stock.get("id_shop").text();
            if (wanted.isEmpty() || its.isEmpty() || its.equals("0") || its.equals(wanted)) {
                quantities.putIfAbsent(stock.get("id_product_attribute").text(), stock);
            }
        }
        return quantities;
    }
}
