package io.feedkit.shop.shopify;

import io.feedkit.shop.ShopApi;
import io.feedkit.shop.answer.Answer;
import io.feedkit.shop.json.Json;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/** Asks the Admin API. A call that costs more than is left at the moment is made again when the shop will have let enough points flow back. */
record AdminGraph(ShopApi api, String path) {
    private static final int THROTTLED_CALLS = 30;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    /** What the query says, without the wrapping. */
    Answer ask(String query) {
        for (int call = 1; ; call++) {
            Answer answer = api.post(path, Json.object("query", query)).body();
            Answer errors = answer.get("errors");
            if (!errors.isPresent() || errors.list().map(List::isEmpty).orElse(false)) {
                return answer.get("data");
            }
            Answer first = errors.items().isEmpty() ? errors : errors.items().get(0);
            String code = first.at("extensions.code").text();
            if (!code.equals("THROTTLED") || call == THROTTLED_CALLS) {
                String said = first.get("message").text();
                String message = said.isEmpty() ? first.toString() : said;
                throw code.equals("ACCESS_DENIED") ? api.notAllowed(message) : api.refused(message);
            }
            api.pause(untilAffordable(answer.at("extensions.cost")));
        }
    }

    private static Duration untilAffordable(Answer cost) {
        double missing = number(cost.get("requestedQueryCost")) - number(cost.at("throttleStatus.currentlyAvailable"));
        double perSecond = Math.max(1, number(cost.at("throttleStatus.restoreRate")));
        long seconds = (long) Math.ceil(missing / perSecond);
        return Duration.ofSeconds(Math.max(1, Math.min(LONGEST_WAIT.toSeconds(), seconds)));
    }

    /** Points are no money; the shop itself counts them in floating point. */
    private static double number(Answer number) {
        return number.decimal().map(BigDecimal::doubleValue).orElse(0.0);
    }
}
