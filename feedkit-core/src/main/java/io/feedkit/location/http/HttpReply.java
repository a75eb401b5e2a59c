package io.feedkit.location.http;

import io.feedkit.location.LocationProblem;
import io.feedkit.location.remote.Reason;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** What came back. Holds a connection until it is closed; for one thread. */
public final class HttpReply implements AutoCloseable {
    private final String place;
    private final HttpResponse<InputStream> response;

    HttpReply(String place, HttpResponse<InputStream> response) {
        this.place = place;
        this.response = response;
    }

    public int status() {
        return response.statusCode();
    }

    /** The first header of that name, in any case of letters. */
    public Optional<String> header(String name) {
        return response.headers().firstValue(name);
    }

    public List<String> headers(String name) {
        return response.headers().allValues(name);
    }

    /** The address with what may be a secret in it masked. */
    public String place() {
        return place;
    }

    /** Whether the status says that the same call may be answered otherwise in a moment. */
    public boolean mayPass() {
        return HttpStatus.passes(status());
    }

    /** How long the server asks to wait; zero when it does not say. */
    public Duration retryAfter() {
        return HttpStatus.retryAfter(this);
    }

    HttpHeaders headers() {
        return response.headers();
    }

    /** The bytes as they were sent, possibly compressed; nothing is made of a connection that breaks. */
    public InputStream stored() {
        return response.body();
    }

    /**
     * The body, decompressed, which throws {@link FeedException} with {@code location.too-large} beyond {@code maxBytes} and {@code location.read-failed} when the
     * connection breaks.
     */
    public InputStream body(long maxBytes) {
        try {
            boolean gzip =
                    header("Content-Encoding").filter("gzip"::equalsIgnoreCase).isPresent();
            InputStream plain = gzip ? new GZIPInputStream(response.body()) : response.body();
            return new BoundedBody(place, plain, maxBytes);
        } catch (IOException e) {
            throw broken(place, e);
        }
    }

    /** The whole body as UTF-8, as {@link #body} otherwise. */
    public String text(int maxBytes) {
        try (InputStream in = body(maxBytes)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw broken(place, e);
        }
    }

    static FeedException broken(String place, IOException e) {
        return new FeedException(
                new Problem(
                        LocationProblem.READ_FAILED,
                        SourcePosition.unknown(place),
                        "The reply broke off: " + Reason.of(e) + ".",
                        "Run again; if it stays, ask whoever runs the other side."),
                e);
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException e) {
            return; // nothing more is wanted of it
        }
    }

    @Override
    public String toString() {
        return status() + " " + place;
    }
}
