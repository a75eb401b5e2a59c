package io.feedkit.location.http;

import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
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
    private final HttpBody body;
    private final boolean repeatable;

    private HttpCall(String method, URI address, Map<String, String> headers, HttpBody body, boolean repeatable) {
        this.method = method;
        this.address = Objects.requireNonNull(address, "address");
        this.headers = headers;
        this.body = body;
        this.repeatable = repeatable;
    }

    /** Reads; may be repeated. */
    public static HttpCall get(URI address) {
        return new HttpCall("GET", address, Map.of(), HttpBody.NONE, true);
    }

    /** Sends a body; it is sent once, unless {@link #repeatable()} says that twice does no harm. */
    public static HttpCall post(URI address, String contentType, byte[] body) {
        return of("POST", address).withBody(contentType, body);
    }

    /** Any method; {@code GET}, {@code HEAD}, {@code PUT} and {@code DELETE} may be repeated, as the standard has it. */
    public static HttpCall of(String method, URI address) {
        boolean repeatable =
                method.equals("GET") || method.equals("HEAD") || method.equals("PUT") || method.equals("DELETE");
        return new HttpCall(method, address, Map.of(), HttpBody.NONE, repeatable);
    }

    public HttpCall withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpCall(method, address, more, body, repeatable);
    }

    public HttpCall withBody(String contentType, byte[] content) {
        return new HttpCall(method, address, headers, new HttpBody.Bytes(content.clone()), repeatable)
                .withHeader("Content-Type", contentType);
    }

    /** Sends a piece of a file, which is read while it is sent and again for each attempt; nobody may change it meanwhile. */
    public HttpCall withFile(String contentType, Path file, long offset, long length) {
        return new HttpCall(method, address, headers, new HttpBody.FilePiece(file, offset, length), repeatable)
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
        return new HttpCall(newMethod, target, kept, keepBody ? body : HttpBody.NONE, repeatable);
    }

    public String method() {
        return method;
    }

    public URI address() {
        return address;
    }

    /** Those that were given; the client adds its own. */
    public Map<String, String> headers() {
        return Collections.unmodifiableMap(headers);
    }

    HttpBody body() {
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
