package io.feedkit.shop.shopify;

import io.feedkit.shop.OfferLines;
import io.feedkit.shop.OfferPages;
import io.feedkit.shop.ShopAccount;
import io.feedkit.shop.ShopTimes;
import io.feedkit.shop.answer.Answer;
import io.feedkit.shop.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets the shop write its active products into a file, waits for it, and reads it. */
final class ShopifyProducts implements OfferPages {
    private static final int PAGE = 200;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

    private final ShopAccount account;
    private final AdminGraph graph;
    private @Nullable Path file;
    private @Nullable BulkFile products;
    private ShopifyOffers.Shop shop = new ShopifyOffers.Shop("", "", false);

    ShopifyProducts(ShopAccount account, AdminGraph graph) {
        this.account = account;
        this.graph = graph;
    }

    @Override
    public boolean next(OfferLines offers) {
        BulkFile open = products;
        if (open == null) {
            shop = shop();
            String url = finished(started());
            if (url.isEmpty()) {
                return false;
            }
            file = graph.api().download(url);
            open = BulkFile.open(file, graph.api());
            products = open;
        }
        ShopifyOffers writer = new ShopifyOffers(shop, offers);
        for (int i = 0; i < PAGE; i++) {
            BulkFile.Entry product = open.next();
            if (product == null) {
                open.orphans()
                        .forEach(id -> offers.offer("a variant of product " + id, () -> {
                            throw graph.api().unreadable("its product is not in the file of the bulk operation.");
                        }));
                close();
                return false;
            }
            writer.product(product);
        }
        return true;
    }

    @Override
    public void close() {
        try {
            if (products != null) {
                products.close();
            }
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // A temporary file that stays behind harms nobody.
            file = null;
        }
    }

    private ShopifyOffers.Shop shop() {
        Answer answer =
                graph.ask("{ shop { currencyCode primaryDomain { url } } }").get("shop");
        String pages =
                account.setting("storefront", answer.at("primaryDomain.url").text());
        String base = pages.isEmpty() ? account.base().toString() : pages;
        return new ShopifyOffers.Shop(
                answer.get("currencyCode").text(),
                base.endsWith("/") ? base : base + "/",
                !account.setting("location", "").isEmpty());
    }

    /** The id of the operation. */
    private String started() {
        String search = "status:active"
                + account.updatedSince()
                        .map(moment -> " updated_at:>='" + ShopTimes.withZone(moment) + "'")
                        .orElse("");
        String query = "{ products(query: " + Json.text(search) + ") { edges { node {"
                + " id title handle vendor productType tags descriptionHtml onlineStoreUrl category { fullName }"
                + translations()
                + " media { edges { node { id ... on MediaImage { image { url } } } } }"
                + " variants { edges { node { id sku barcode price compareAtPrice inventoryQuantity inventoryPolicy"
                + " availableForSale selectedOptions { name value } image { url }" + marketPrice()
                + " inventoryItem { tracked unitCost { amount currencyCode }" + stockAtLocation()
                + " measurement { weight { value unit } } } } } } } } } }";
        String mutation = "mutation { bulkOperationRunQuery(query: " + Json.text(query)
                + ", groupObjects: true) { bulkOperation { id status } userErrors { field message } } }";
        while (true) {
            Answer run = graph.ask(mutation).get("bulkOperationRunQuery");
            List<Answer> errors = run.get("userErrors").items();
            String said = errors.isEmpty() ? "" : errors.get(0).get("message").text();
            String id = run.at("bulkOperation.id").text();
            if (errors.isEmpty() && !id.isBlank()) {
                return id;
            }
            if (!said.contains("already in progress")) {
                throw said.isEmpty()
                        ? graph.api().unreadable("the shop started no bulk operation.")
                        : graph.api().refused(said);
            }
            // Some versions of the API run one at a time for each app and shop; another program's ends as well.
            graph.api().pause(LONGEST_WAIT);
        }
    }

    private String translations() {
        String language = account.language();
        return language.isEmpty() ? "" : " translations(locale: " + Json.text(language) + ") { key value }";
    }

    /** The price in the market of one country; the country is a word of the query language, so nothing but letters goes there. */
    private String marketPrice() {
        String country = account.setting("country", "");
        if (!country.matches("[A-Z]{2}|")) {
            throw graph.api().missing("the setting country is two capital letters such as FR.");
        }
        return country.isEmpty()
                ? ""
                : " contextualPricing(context: { country: " + country
                        + " }) { price { amount currencyCode } compareAtPrice { amount } }";
    }

    private String stockAtLocation() {
        String location = account.setting("location", "");
        String id = location.startsWith("gid:") ? location : "gid://shopify/Location/" + location;
        return location.isEmpty()
                ? ""
                : " inventoryLevel(locationId: " + Json.text(id)
                        + ") { quantities(names: [\"available\"]) { quantity } }";
    }

    /** The address of the file, empty when there are no products. */
    private String finished(String id) {
        String query = "{ node(id: " + Json.text(id)
                + ") { ... on BulkOperation { id status errorCode objectCount url partialDataUrl } } }";
        for (Duration wait = FIRST_WAIT; ; wait = longer(wait)) {
            Answer operation = graph.ask(query).get("node");
            switch (operation.get("status").text()) {
                case "CREATED", "RUNNING", "CANCELING" -> graph.api().pause(wait);
                case "COMPLETED" -> {
                    return operation.get("url").text();
                }
                default ->
                    throw graph.api()
                            .refused("the bulk operation ended as "
                                    + operation.get("status").text() + " "
                                    + operation.get("errorCode").text());
            }
        }
    }

    private static Duration longer(Duration wait) {
        Duration longer = wait.multipliedBy(2);
        return longer.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : longer;
    }
}
