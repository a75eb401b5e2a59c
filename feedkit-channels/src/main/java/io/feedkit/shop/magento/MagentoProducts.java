package io.feedkit.shop.magento;

import io.feedkit.shop.OfferLines;
import io.feedkit.shop.OfferPages;
import io.feedkit.shop.ShopAccount;
import io.feedkit.shop.ShopApi;
import io.feedkit.shop.ShopTimes;
import io.feedkit.shop.answer.Answer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The enabled products by rising id, each page asked for by the last id of the one before, so that nothing is stepped over while the shop changes.
 *
 * <p>A configurable product cannot be bought itself; its children are asked for by its article number and become its variants. Children have no page of their own
 * and are passed over where they come by alone, unless only changes are read: then a changed child is read together with its product.
 */
final class MagentoProducts implements OfferPages {
    private static final int PAGE = 100;
    private static final String NOT_VISIBLE = "1";

    private final ShopAccount account;
    private final ShopApi api;
    private final Set<String> readFamilies = new HashSet<>();
    private Map<String, String> parents = Map.of();
    private MagentoShop shop = MagentoShop.UNKNOWN;
    private boolean started;
    private String lastId = "0";

    MagentoProducts(ShopAccount account, ShopApi api) {
        this.account = account;
        this.api = api;
    }

    @Override
    public boolean next(OfferLines offers) {
        if (!started) {
            started = true;
            shop = MagentoShop.read(api, account);
            parents = account.updatedSince().isPresent() ? parents() : Map.of();
        }
        SearchCriteria changed = SearchCriteria.pages(PAGE).after(lastId).and("status", "eq", "1");
        if (account.updatedSince().isPresent()) {
            String since = ShopTimes.inUtcWithBlank(account.updatedSince().get());
            changed = changed.and("updated_at", "gteq", since);
        }
        List<Answer> products =
                api.get("products", changed.query()).body().get("items").items();
        MagentoOffers writer = new MagentoOffers(account, shop, offers);
        for (Answer product : products) {
            lastId = product.get("id").text();
            write(product, writer);
        }
        return products.size() == PAGE;
    }

    /** From the id of each child to the article number of its product. */
    private Map<String, String> parents() {
        Map<String, String> found = new HashMap<>();
        String last = "0";
        List<Answer> page;
        do {
            SearchCriteria families = SearchCriteria.pages(PAGE).after(last).and("type_id", "eq", "configurable");
            page = api.get("products", families.query()).body().get("items").items();
            for (Answer family : page) {
                last = family.get("id").text();
                String sku = family.get("sku").text();
                family.at("extension_attributes.configurable_product_links")
                        .items()
                        .forEach(child -> found.put(child.text(), sku));
            }
        } while (page.size() == PAGE);
        return found;
    }

    private void write(Answer product, MagentoOffers writer) {
        String parent = parents.get(product.get("id").text());
        switch (product.get("type_id").text()) {
            case "configurable" -> family(product, writer);
            case "grouped" -> {
                // Only shows others that are sold on their own.
            }
            default -> {
                if (!product.get("visibility").text().equals(NOT_VISIBLE)) {
                    writer.product(product);
                } else if (parent != null && !readFamilies.contains(parent)) {
                    family(api.get("products/" + SearchCriteria.segment(parent)).body(), writer);
                }
            }
        }
    }

    private void family(Answer product, MagentoOffers writer) {
        String sku = product.get("sku").text();
        if (account.updatedSince().isPresent() && !readFamilies.add(sku)) {
            return;
        }
        api.get("configurable-products/" + SearchCriteria.segment(sku) + "/children")
                .body()
                .items()
                .forEach(child -> writer.variant(product, child));
    }
}
