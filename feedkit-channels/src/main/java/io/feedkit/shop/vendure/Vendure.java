package io.feedkit.shop.vendure;

import io.feedkit.shop.Authority;
import io.feedkit.shop.OfferPages;
import io.feedkit.shop.Reply;
import io.feedkit.shop.ShopAccount;
import io.feedkit.shop.ShopApi;
import io.feedkit.shop.ShopSystem;
import io.feedkit.shop.json.Json;
import java.util.Map;

/**
 * Vendure through its GraphQL Admin API.
 *
 * <p>Secrets: {@code user} and {@code password} of an administrator; {@code channel-token} to read a channel other than the default one. Settings:
 * {@code storefront}, the address of the shop's pages, below which a product's page is {@code products/SLUG}; {@code brand-facet} ({@code brand}), the code of the
 * facet that holds the brand; {@code location}, the id of the only stock location that counts. The language is a code such as {@code fr}; texts in the others come
 * beside. Source: the project's source, read as documentation; prices come without their point.
 */
public final class Vendure implements ShopSystem {
    private static final String LOGIN = "mutation($user: String!, $password: String!) {"
            + " login(username: $user, password: $password) { __typename ... on ErrorResult { message } } }";

    @Override
    public String name() {
        return "vendure";
    }

    @Override
    public OfferPages open(ShopAccount account, ShopApi api) {
        ShopApi channel = api.hasSecret("channel-token") ? api.with("vendure-token", api.secret("channel-token")) : api;
        return new VendureVariants(account, channel.authorisedBy(Authority.login(() -> session(channel))));
    }

    /** The session's token comes in a header. */
    private static String session(ShopApi api) {
        Map<String, String> variables = Map.of("user", api.secret("user"), "password", api.secret("password"));
        Reply reply = api.post("admin-api", Json.object("query", LOGIN, "variables", variables));
        String token = reply.header("vendure-auth-token");
        if (token.isEmpty()) {
            String message = reply.body().at("data.login.message").text();
            throw api.notAllowed(message.isEmpty() ? "it gave no session for this user" : message);
        }
        return token;
    }
}
