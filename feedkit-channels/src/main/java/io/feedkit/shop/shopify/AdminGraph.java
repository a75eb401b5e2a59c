package io.feedkit.shop.shopify;

import io.feedkit.shop.ShopApi;
import io.feedkit.shop.answer.Answer;
import io.feedkit.shop.json.Json;
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
            List<Answer> errors = answer.get("errors").items();
            if (errors.isEmpty()) {
                return answer.get("data");
            }
            boolean throttled = errors.get(0).at("extensions.code").text().equals("THROTTLED");
            if (!throttled || call == THROTTLED_CALLS) {
                throw api.refused(errors.get(0).get("message").text());
            }
            api.pause(untilAffordable(answer.at("extensions.cost")));
        }
    }

    private static Duration untilAffordable(Answer cost) {
        long missing = whole(cost.get("requestedQueryCost")) - whole(cost.at("throttleStatus.currentlyAvailable"));
        long perSecond = Math.max(1, whole(cost.at("throttleStatus.restoreRate")));
        Duration wait = Duration.ofSeconds(Math.max(1, (missing + perSecond - 1) / perSecond));
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    private static long whole(Answer number) {
        String text = number.text();
        int point = text.indexOf('.');
        String digits = point < 0 ? text : text.substring(0, point);
        boolean isWhole =
                !digits.isEmpty() && digits.length() < 18 && digits.chars().allMatch(Character::isDigit);
        return isWhole ? Long.parseLong(digits) : 0;
    }
}
