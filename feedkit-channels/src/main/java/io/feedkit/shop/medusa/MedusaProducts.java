package io.feedkit.shop.medusa;

import io.feedkit.shop.OfferLines;
import io.feedkit.shop.OfferPages;
import io.feedkit.shop.OffsetWalk;
import io.feedkit.shop.Query;
import io.feedkit.shop.ShopAccount;
import io.feedkit.shop.ShopApi;
import io.feedkit.shop.ShopTimes;
import io.feedkit.shop.answer.Answer;
import java.util.List;

/** The published products by rising id; ids rise with time, so what is new comes last. */
final class MedusaProducts implements OfferPages {
    private static final int PAGE = 100;
    private static final String FIELDS =
            "+variants.inventory_quantity,*variants.prices,*variants.options,*variants.options.option,*images,*tags,*type,"
                    + "*collection,*categories,*categories.parent_category";

    private final ShopAccount account;
    private final ShopApi api;
    private final OffsetWalk walk = new OffsetWalk();
    private String lastId = "";

    MedusaProducts(ShopAccount account, ShopApi api) {
        this.account = account;
        this.api = api;
    }

    @Override
    public boolean next(OfferLines offers) {
        Query query = Query.of("limit", PAGE)
                .and("offset", walk.offset())
                .and("order", "id")
                .and("status[]", "published")
                .and("fields", FIELDS);
        Query changed = account.updatedSince()
                .map(moment -> query.and("updated_at[$gte]", ShopTimes.withZone(moment)))
                .orElse(query);
        Answer page = api.get("products", changed).body();
        List<Answer> products = page.get("products").items();
        if (!walk.holds(Long.parseLong(page.get("count").text()))) {
            return true;
        }
        MedusaOffers writer = new MedusaOffers(account, api, offers);
        for (Answer product : products) {
            String id = product.get("id").text();
            if (id.compareTo(lastId) > 0) {
                lastId = id;
                product.get("variants").items().forEach(variant -> writer.variant(product, variant));
            }
        }
        return walk.taken(products.size());
    }
}
