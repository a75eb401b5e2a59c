package io.feedkit.acceptance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The part of Mirakl's seller API that takes offers: OF24, OF02, OF03 and OF21. An import is through when its state was asked for twice. */
final class MiraklServer extends ApiServer {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern STATE = Pattern.compile("GET /api/offers/imports/([0-9]+)");
    private static final Pattern ERRORS = Pattern.compile("GET /api/offers/imports/([0-9]+)/error_report");
    private static final Pattern LIST = Pattern.compile("GET /api/offers\\?max=100&offset=([0-9]+)");

    final Set<String> refused = new TreeSet<>();
    /** How many offers came with each call. */
    final List<Integer> sizes = new ArrayList<>();

    private final List<Map<String, String>> errors = new ArrayList<>();
    private final Map<Integer, Integer> asked = new HashMap<>();

    @Override
    synchronized Answer answer(Call call) {
        if (!"k3y".equals(call.headers().get("Authorization"))) {
            return Answer.json(401, "{\"status\":401,\"message\":\"Unauthorized\"}");
        }
        Matcher state = STATE.matcher(call.line());
        Matcher report = ERRORS.matcher(call.line());
        Matcher list = LIST.matcher(call.line());
        if (call.line().equals("POST /api/offers")) {
            return Answer.json(201, "{\"import_id\":" + taken(JSON.readTree(call.body())) + "}");
        }
        if (state.matches()) {
            int number = Integer.parseInt(state.group(1));
            boolean through = asked.merge(number, 1, Integer::sum) > 1;
            return Answer.json(
                    200,
                    "{\"import_id\":" + number + ",\"status\":\"" + (through ? "COMPLETE" : "RUNNING")
                            + "\",\"has_error_report\":" + !errors.get(number).isEmpty() + "}");
        }
        if (report.matches()) {
            return new Answer(200, "text/csv;charset=UTF-8", table(errors.get(Integer.parseInt(report.group(1)))));
        }
        return list.matches()
                ? list(Integer.parseInt(list.group(1)))
                : Answer.json(404, "{\"message\":\"no such call\"}");
    }

    private int taken(JsonNode body) {
        Map<String, String> wrong = new LinkedHashMap<>();
        sizes.add(body.path("offers").size());
        for (JsonNode offer : body.path("offers")) {
            String sku = offer.path("shop_sku").asString("");
            if (offer.path("update_delete").asString("").equals("delete")) {
                products.remove(sku);
            } else if (refused.contains(sku) || offer.path("price").isMissingNode()) {
                wrong.put(sku, "The price \"is\"; wrong");
            } else {
                products.put(sku, offer.toString());
            }
        }
        errors.add(wrong);
        return errors.size() - 1;
    }

    private static String table(Map<String, String> wrong) {
        return "sku;price;error-line;error-message\n"
                + wrong.entrySet().stream()
                        .map(entry ->
                                entry.getKey() + ";1;2;\"" + entry.getValue().replace("\"", "\"\"") + "\"\n")
                        .collect(Collectors.joining());
    }

    private Answer list(int offset) {
        String offers = products.values().stream().skip(offset).limit(100).collect(Collectors.joining(","));
        return Answer.json(200, "{\"offers\":[" + offers + "],\"total_count\":" + products.size() + "}");
    }

    String of(String sku, String field) {
        return JSON.readTree(products.getOrDefault(sku, "{}")).path(field).asString("");
    }
}
