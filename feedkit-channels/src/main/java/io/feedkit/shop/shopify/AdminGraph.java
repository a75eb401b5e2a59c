package io.feedkit.shop.shopify;

import io.feedkit.shop.ShopApi;
import io.feedkit.shop.answer.Answer;
import io.feedkit.shop.json.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
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
        BigDecimal missing =
                points(cost.get("requestedQueryCost")).subtract(points(cost.at("throttleStatus.currentlyAvailable")));
        BigDecimal perSecond = points(cost.at("throttleStatus.restoreRate")).max(BigDecimal.ONE);
        BigDecimal longest = BigDecimal.valueOf(LONGEST_WAIT.toSeconds());
        long seconds =
                missing.divide(perSecond, 0, RoundingMode.CEILING).min(longest).longValue();
        return Duration.ofSeconds(Math.max(1, seconds));
    }

    private static BigDecimal points(Answer number) {
        return number.decimal().orElse(BigDecimal.ZERO);
    }
}
