package io.feedkit.acceptance;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The part of Google's Merchant API that takes product inputs: insert, delete, and the list of products. */
final class MerchantServer extends ApiServer {
    static final String QUERY = "?account=123&data_source=456";

    private static final JsonMapper JSON = new JsonMapper();
    private static final String SOURCE = "?dataSource=accounts/123/dataSources/456";
    private static final Pattern INSERT = Pattern.compile("POST /products/v1/accounts/123/productInputs:insert(.*)");
    private static final Pattern DELETE = Pattern.compile("DELETE /products/v1/accounts/123/productInputs/([^?]+)(.*)");
    private static final Pattern LIST =
            Pattern.compile("GET /products/v1/accounts/123/products\\?pageSize=1000(?:&pageToken=([0-9]+))?");

    /** Offers that are refused, by id. */
    final Set<String> refused = new TreeSet<>();
    /** How many products a page of the list has. */
    int page = 2;

    @Override
    Answer answer(Call call) {
        if (!"Bearer s3cret".equals(call.headers().get("Authorization"))) {
            return Answer.json(
                    401, "{\"error\":{\"code\":401,\"message\":\"no token\",\"status\":\"UNAUTHENTICATED\"}}");
        }
        Matcher insert = INSERT.matcher(call.line());
        Matcher delete = DELETE.matcher(call.line());
        Matcher list = LIST.matcher(call.line());
        if (insert.matches() && insert.group(1).equals(SOURCE)) {
            return insert(call.body());
        }
        if (delete.matches() && delete.group(2).equals(SOURCE)) {
            return delete(delete.group(1));
        }
        return list.matches()
                ? list(list.group(1) == null ? 0 : Integer.parseInt(list.group(1)))
                : wrong(404, "no such call");
    }

    private static Answer wrong(int status, String message) {
        return Answer.json(status, "{\"error\":{\"code\":" + status + ",\"message\":\"" + message + "\"}}");
    }

    private Answer insert(String body) {
        JsonNode input = JSON.readTree(body);
        String id = input.path("offerId").asString("");
        if (id.isEmpty() || input.path("feedLabel").asString("").isEmpty() || !input.has("productAttributes")) {
            return wrong(400, "offerId, feedLabel and productAttributes are needed");
        }
        if (refused.contains(id)) {
            return wrong(400, "[price] is not plausible");
        }
        products.put(id, body.strip());
        return Answer.json(200, "{\"name\":\"accounts/123/productInputs/fr~FR~" + id + "\"}");
    }

    private Answer delete(String path) {
        String name = URLDecoder.decode(path, StandardCharsets.UTF_8);
        if (!name.contains("~")) {
            name = new String(Base64.getUrlDecoder().decode(name), StandardCharsets.UTF_8);
        }
        String id = name.replaceFirst("^fr~FR~", "");
        return products.remove(id) == null ? wrong(404, "there is no such product") : Answer.json(200, "{}");
    }

    private Answer list(int from) {
        var all = products.keySet().stream().toList();
        int to = Math.min(all.size(), from + page);
        String items = all.subList(from, to).stream()
                .map(id -> "{\"name\":\"accounts/123/products/fr~FR~" + id + "\",\"offerId\":\"" + id
                        + "\",\"contentLanguage\":\"fr\",\"feedLabel\":\"FR\",\"dataSource\":\"accounts/123/dataSources/"
                        + (id.startsWith("OTHER") ? "999" : "456") + "\"}")
                .collect(Collectors.joining(","));
        String next = to < all.size() ? ",\"nextPageToken\":\"" + to + "\"" : "";
        return Answer.json(200, items.isEmpty() ? "{}" : "{\"products\":[" + items + "]" + next + "}");
    }

    /** What the channel says of a product's price, in millionths. */
    String price(String id) {
        return JSON.readTree(products.getOrDefault(id, "{}"))
                .path("productAttributes")
                .path("price")
                .path("amountMicros")
                .asString("");
    }

    String availability(String id) {
        return JSON.readTree(products.getOrDefault(id, "{}"))
                .path("productAttributes")
                .path("availability")
                .asString("");
    }
}
