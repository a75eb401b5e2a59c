package io.feedkit.shop;

import java.net.URI;
import java.util.Map;
import java.util.function.Supplier;

/** Says who calls, the way one system wants to be told. For one pass and one thread. */
public interface Authority {

    /** The headers that a call needs, such as {@code Authorization}. */
    Map<String, String> headers(String method, URI uri);

    /** Where the call goes, for systems that are told in the address who calls. */
    default URI address(URI uri) {
        return uri;
    }

    /**
     * Called when the shop did not accept the last headers.
     *
     * @return whether the next ones may do better, as with a token that had run out
     */
    default boolean renew() {
        return false;
    }

    /** A token that a login gives for a while; the login is made before the first call, and again when the shop no longer takes the token. */
    static Authority login(Supplier<String> login) {
        return new LoginToken(login);
    }
}
