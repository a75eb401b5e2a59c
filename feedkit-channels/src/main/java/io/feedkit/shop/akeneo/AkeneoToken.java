package io.feedkit.shop.akeneo;

import io.feedkit.shop.ShopApi;
import io.feedkit.shop.answer.Answer;
import io.feedkit.shop.json.Json;

/** Logs in with a connection; the token lasts an hour, and with it comes another one that saves the password from being sent again. */
final class AkeneoToken {
    private final ShopApi api;
    private String refresh = "";

    AkeneoToken(ShopApi api) {
        this.api = api.authorisedBy(api.basic("client-id", "client-secret"));
    }

    String fetch() {
        String asked = refresh.isEmpty()
                ? Json.object(
                        "grant_type", "password", "username", api.secret("user"), "password", api.secret("password"))
                : Json.object("grant_type", "refresh_token", "refresh_token", refresh);
        // Should it have run out as well, the next login is by password.
        refresh = "";
        Answer answer = api.post("api/oauth/v1/token", asked).body();
        refresh = answer.get("refresh_token").text();
        api.conceal(refresh);
        return answer.get("access_token").text();
    }
}
