package io.feedkit.shop;

import java.net.URI;
import java.util.Map;
import java.util.function.Supplier;

/** Keeps the token of a login while the shop takes it. One that was refused right after it was given would be refused again. */
final class LoginToken implements Authority {
    private final Supplier<String> login;
    private String token = "";
    private boolean proven;

    LoginToken(Supplier<String> login) {
        this.login = login;
    }

    @Override
    public Map<String, String> headers(String method, URI uri) {
        proven = !token.isEmpty();
        if (token.isEmpty()) {
            token = login.get();
        }
        return Map.of("Authorization", "Bearer " + token);
    }

    @Override
    public boolean renew() {
        token = "";
        return proven;
    }
}
