package io.feedkit.shop.shopify;

import io.feedkit.shop.OfferLines;
import io.feedkit.shop.OfferPages;
import io.feedkit.shop.ShopAccount;
import io.feedkit.shop.ShopTimes;
import io.feedkit.shop.answer.Answer;
import io.feedkit.shop.json.Json;
import java.io.IOException;
import java.net.URI;
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
    private ShopifyOffers.Shop shop = new ShopifyOffers.Shop("", "");

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
            file = graph.api().download(URI.create(url));
            open = BulkFile.open(file, graph.api());
            products = open;
        }
        ShopifyOffers writer = new ShopifyOffers(shop, offers);
        for (int i = 0; i < PAGE; i++) {
            BulkFile.Entry product = open.next();
            if (product == null) {
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
        return new ShopifyOffers.Shop(answer.get("currencyCode").text(), base.endsWith("/") ? base : base + "/");
    }

    /** The id of the operation. */
    private String started() {
        String search = "status:active"
                + account.updatedSince()
                        .map(moment -> " updated_at:>='" + ShopTimes.withZone(moment) + "'")
                        .orElse("");
        String query = "{ products(query: " + Json.text(search) + ") { edges { node {"
                + " id title handle vendor productType tags descriptionHtml onlineStoreUrl category { fullName }"
                + " media { edges { node { id ... on MediaImage { image { url } } } } }"
                + " variants { edges { node { id sku barcode price compareAtPrice inventoryQuantity inventoryPolicy"
                + " availableForSale selectedOptions { name value } image { url }"
                + " inventoryItem { tracked unitCost { amount currencyCode }"
                + " measurement { weight { value unit } } } } } } } } } }";
        Answer run = graph.ask("mutation { bulkOperationRunQuery(query: " + Json.text(query)
                        + ", groupObjects: true) { bulkOperation { id status } userErrors { field message } } }")
                .get("bulkOperationRunQuery");
        List<Answer> errors = run.get("userErrors").items();
        if (!errors.isEmpty()) {
            throw graph.api().refused(errors.get(0).get("message").text());
        }
        return run.at("bulkOperation.id").text();
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
