package io.feedkit.shop.magento;

import io.feedkit.shop.IdWalk;
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
import java.util.function.Function;

/**
 * The enabled products by rising id, each page asked for by the last id of the one before, so that nothing is stepped over while the shop changes.
 *
 * <p>A configurable product cannot be bought itself; its children are asked for by its article number and become its variants. Children have no page of their own
 * and are passed over where they come by alone, unless only changes are read: then a changed child is read together with its product.
 */
final class MagentoProducts implements OfferPages {
    private static final int PAGE = 100;
    private static final String NOT_VISIBLE = "1";
    private static final String DISABLED = "2";

    private final ShopAccount account;
    private final Function<String, ShopApi> views;
    private final ShopApi api;
    private final Set<String> readFamilies = new HashSet<>();
    private Map<String, String> parents = Map.of();
    private MagentoShop shop = MagentoShop.UNKNOWN;
    private boolean started;
    private final IdWalk walk;

    /** @param views the API as one store view sees it, by its code */
    MagentoProducts(ShopAccount account, Function<String, ShopApi> views) {
        this.account = account;
        this.views = views;
        api = views.apply(Magento.MAIN_VIEW);
        walk = new IdWalk(api, "id", PAGE);
    }

    @Override
    public boolean next(OfferLines offers) {
        if (!started) {
            started = true;
            shop = MagentoShop.read(api, account);
            parents = account.updatedSince().isPresent() ? parents(offers) : Map.of();
        }
        SearchCriteria changed = SearchCriteria.pages(PAGE).after(walk.last()).and("status", "eq", "1");
        if (account.updatedSince().isPresent()) {
            String since = ShopTimes.inUtcWithBlank(account.updatedSince().get());
            changed = changed.and("updated_at", "gteq", since);
        }
        Answer page = api.get("products", changed.query()).body();
        List<Answer> products = MagentoShop.items(api, page);
        StoreViews texts = new StoreViews(views, shop.views());
        texts.read(products);
        MagentoOffers writer = new MagentoOffers(account, shop, texts, offers);
        return walk.take(
                products,
                page.get("total_count").whole().orElse(-1),
                offers,
                product -> write(product, writer, texts, offers));
    }

    /** From the id of each child to the article number of its product. */
    private Map<String, String> parents(OfferLines offers) {
        Map<String, String> found = new HashMap<>();
        IdWalk families = new IdWalk(api, "id", PAGE);
        boolean more = true;
        while (more) {
            SearchCriteria criteria =
                    SearchCriteria.pages(PAGE).after(families.last()).and("type_id", "eq", "configurable");
            Answer page = api.get("products", criteria.query()).body();
            more = families.take(
                    MagentoShop.items(api, page),
                    page.get("total_count").whole().orElse(-1),
                    offers,
                    family -> family.at("extension_attributes.configurable_product_links")
                            .items()
                            .forEach(child ->
                                    found.put(child.text(), family.get("sku").text())));
        }
        return found;
    }

    private void write(Answer product, MagentoOffers writer, StoreViews texts, OfferLines offers) {
        String parent = parents.get(product.get("id").text());
        switch (product.get("type_id").text()) {
            case "configurable" -> family(product, writer, texts, offers);
            case "grouped" -> {
                // Only shows others that are sold on their own.
            }
            default -> {
                if (!product.get("visibility").text().equals(NOT_VISIBLE)) {
                    offers.offer(name(product), () -> writer.product(product));
                } else if (parent != null && !readFamilies.contains(parent)) {
                    offers.family(
                            "product " + parent,
                            () -> List.of(api.get("products/" + SearchCriteria.segment(parent))
                                    .body()),
                            found -> {
                                texts.read(found);
                                family(found.get(0), writer, texts, offers);
                            });
                }
            }
        }
    }

    private static String name(Answer product) {
        return "product " + product.get("sku").text();
    }

    private void family(Answer product, MagentoOffers writer, StoreViews texts, OfferLines offers) {
        String sku = product.get("sku").text();
        if (account.updatedSince().isPresent() && !readFamilies.add(sku)) {
            return;
        }
        String path = "configurable-products/" + SearchCriteria.segment(sku) + "/children";
        offers.family(
                name(product),
                () -> {
                    List<Answer> children = api.list(api.get(path).body(), "");
                    texts.read(children);
                    return children;
                },
                children -> children.stream()
                        .filter(child -> !child.get("status").text().equals(DISABLED))
                        .forEach(child -> offers.offer(name(child), () -> writer.variant(product, child))));
    }
}
