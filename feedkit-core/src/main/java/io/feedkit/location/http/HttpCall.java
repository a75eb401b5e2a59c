package io.feedkit.location.http;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One request. Immutable; {@code toString} shows neither headers nor body.
 *
 * <p>Credentials are not part of it: {@link HttpCalls} adds them where they belong.
 */
public final class HttpCall {
    private final String method;
    private final URI address;
    private final Map<String, String> headers;
    private final byte[] body;
    private final boolean repeatable;

    private HttpCall(String method, URI address, Map<String, String> headers, byte[] body, boolean repeatable) {
        this.method = method;
        this.address = Objects.requireNonNull(address, "address");
        this.headers = headers;
        this.body = body;
        this.repeatable = repeatable;
    }

    /** Reads; may be repeated. */
    public static HttpCall get(URI address) {
        return new HttpCall("GET", address, Map.of(), new byte[0], true);
    }

    /** Sends a body; it is sent once, unless {@link #repeatable()} says that twice does no harm. */
    public static HttpCall post(URI address, String contentType, byte[] body) {
        return of("POST", address).withBody(contentType, body);
    }

    /** Any method; {@code GET}, {@code HEAD}, {@code PUT} and {@code DELETE} may be repeated, as the standard has it. */
    public static HttpCall of(String method, URI address) {
        boolean repeatable =
                method.equals("GET") || method.equals("HEAD") || method.equals("PUT") || method.equals("DELETE");
        return new HttpCall(method, address, Map.of(), new byte[0], repeatable);
    }

    public HttpCall withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpCall(method, address, more, body, repeatable);
    }

    public HttpCall withBody(String contentType, byte[] content) {
        return new HttpCall(method, address, headers, content.clone(), repeatable)
                .withHeader("Content-Type", contentType);
    }

    /** Twice does no harm, as with a query in a {@code POST}. */
    public HttpCall repeatable() {
        return new HttpCall(method, address, headers, body, true);
    }

    HttpCall redirectedTo(URI target, String newMethod, boolean keepBody) {
        Map<String, String> kept = new LinkedHashMap<>(headers);
        if (!keepBody) {
            kept.keySet().removeIf("Content-Type"::equalsIgnoreCase);
        }
        return new HttpCall(newMethod, target, kept, keepBody ? body : new byte[0], repeatable);
    }

    String method() {
        return method;
    }

    URI address() {
        return address;
    }

    Map<String, String> headers() {
        return headers;
    }

    byte[] body() {
        return body;
    }

    boolean isRepeatable() {
        return repeatable;
    }

    @Override
    public String toString() {
        return method + " " + io.feedkit.location.AddressName.of(address);
    }
}
