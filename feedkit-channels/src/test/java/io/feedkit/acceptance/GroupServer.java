package io.feedkit.acceptance;

import io.feedkit.channel.Channel;
import io.feedkit.channel.Channels;
import io.feedkit.export.Export;
import io.feedkit.export.ExportReport;
import io.feedkit.export.FeedTarget;
import io.feedkit.export.api.ApiTarget;
import io.feedkit.location.Credentials;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A channel that keeps products with their variants: takes several a call, has a smaller call for stocks, and says of each product what became of it. */
final class GroupServer extends ApiServer {
    static final String DESCRIPTOR = """
            channel: corner
            kind: marketplace
            version: 1
            formats: { price: { pattern: "{amount}", decimal-mark: "." } }
            layouts:
              json: { format: json, under: items, documents: { by: item_group_id, variants: variants } }
            fields:
              product: { from: item_group_id ?? id, required: true }
              name: { from: title }
              sku: { required: true, from: id, key: "variants[]/sku" }
              price: { type: price, from: price, key: "variants[]/price" }
              pieces: { type: integer, from: quantity, key: "variants[]/pieces" }
            calls:
              items: { max: 2, per: PT1M }
            api:
              layout: json
              stock: [pieces]
              offer: [pieces, price]
              sold-out: { pieces: 0 }
              calls:
                items:
                  path: /items
                  records: 2
                  answer: { items: /results, id: /product, status: /state, good: [ok], message: /text }
                stocks:
                  path: /stocks
                  records: 100
                  fields: [product, sku, pieces]
                removal: { removes: true, method: delete, path: "/items/{id}" }
              list: { path: "/items?offset={offset}", items: /items, id: /product, fields: { name: /name, pieces: /variants/0/pieces } }
            """;

    private static final JsonMapper JSON = new JsonMapper();

    final Set<String> refused = new TreeSet<>();

    /** Sends a catalogue. */
    ExportReport run(Path folder, String csv, UnaryOperator<ApiTarget> wishes) {
        Channel corner = Channels.load(Feeds.written(folder, "corner.yaml", DESCRIPTOR));
        ApiTarget target =
                wishes.apply(ApiTarget.of(address(), Credentials.NONE).connections(1));
        return Export.of(Feeds.catalogue(folder, "id,item_group_id,title,price,quantity\n" + csv))
                .at(Feeds.JUNE)
                .accept()
                .to(
                        corner.member("FR", "fr"),
                        FeedTarget.at(folder.resolve("corner.json")).calling(target))
                .run();
    }

    @Override
    synchronized Answer answer(Call call) {
        if (call.line().startsWith("DELETE /items/")) {
            products.remove(call.line().substring("DELETE /items/".length()));
            return new Answer(204, "application/json", "");
        }
        if (call.line().startsWith("GET /items?offset=")) {
            long offset = Long.parseLong(call.line().substring("GET /items?offset=".length()));
            return Answer.json(
                    200,
                    products.values().stream().skip(offset).collect(Collectors.joining(",", "{\"items\":[", "]}")));
        }
        List<String> results = new ArrayList<>();
        for (JsonNode item : JSON.readTree(call.body()).path("items")) {
            String product = item.path("product").asString("");
            if (call.line().equals("POST /stocks")) {
                takeStocks(item);
            } else if (refused.contains(product)) {
                results.add("{\"product\":\"" + product + "\",\"state\":\"no\",\"text\":\"Not this one\"}");
            } else {
                products.put(product, item.toString());
                results.add("{\"product\":\"" + product + "\",\"state\":\"ok\"}");
            }
        }
        return Answer.json(200, "{\"results\":[" + String.join(",", results) + "]}");
    }

    private void takeStocks(JsonNode item) {
        ObjectNode kept =
                (ObjectNode) JSON.readTree(products.get(item.path("product").asString("")));
        ArrayNode variants = (ArrayNode) kept.get("variants");
        for (int i = 0; i < variants.size(); i++) {
            ((ObjectNode) variants.get(i))
                    .set("pieces", item.path("variants").get(i).get("pieces"));
        }
        products.put(kept.path("product").asString(""), kept.toString());
    }

    /** One value of each variant of a product, parted by blanks. */
    String of(String product, String field) {
        List<String> values = new ArrayList<>();
        JSON.readTree(products.getOrDefault(product, "{}"))
                .path("variants")
                .forEach(variant -> values.add(variant.path(field).asString("")));
        return String.join(" ", values);
    }
}
