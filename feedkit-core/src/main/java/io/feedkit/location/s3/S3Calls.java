package io.feedkit.location.s3;

import io.feedkit.location.Credentials;
import io.feedkit.location.LocationOptions;
import io.feedkit.location.LocationProblem;
import io.feedkit.location.Secret;
import io.feedkit.location.http.HttpCall;
import io.feedkit.location.http.HttpCalls;
import io.feedkit.location.http.HttpReply;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Signed requests to one store. For one thread. */
final class S3Calls {
    static final String PAYLOAD = "x-amz-content-sha256";

    private static final int MOST_TEXT_BYTES = 4 << 20;

    private final S3Place place;
    private final LocationOptions options;
    private final HttpCalls plain;
    private final HttpCalls signed;
    private @Nullable Instant told;
    private long toldAt;

    S3Calls(S3Place place) {
        this.place = place;
        options = place.options();
        Credentials credentials = options.credentials();
        if (credentials.kind() != Credentials.Kind.PASSWORD && credentials.kind() != Credentials.Kind.NONE) {
            throw new FeedException(new Problem(
                    LocationProblem.UNUSABLE_CREDENTIALS,
                    SourcePosition.unknown(place.name()),
                    "S3 knows access keys only.",
                    "Give user=ACCESS_KEY_ID,password=env:VARIABLE, and session=env:VARIABLE for a temporary key."));
        }
        plain = HttpCalls.to(place.server(), options.withCredentials(Credentials.NONE));
        signed = credentials.kind() == Credentials.Kind.NONE ? plain : plain.signed(this::signed);
    }

    /** Sends; a status of 400 or more is thrown. */
    HttpReply send(HttpCall call) {
        return signed.send(withPayload(call));
    }

    /** Sends, and gives every status back that is not worth another attempt. */
    HttpReply ask(HttpCall call) {
        return signed.ask(withPayload(call));
    }

    /** Sends, and gives the answer's text. */
    String text(HttpCall call) {
        try (HttpReply reply = send(call)) {
            return reply.text(MOST_TEXT_BYTES);
        }
    }

    private static HttpCall withPayload(HttpCall call) {
        return call.headers().containsKey(PAYLOAD) ? call : call.withHeader(PAYLOAD, SignatureV4.NO_BYTES);
    }

    private HttpCall signed(HttpCall call) {
        Map<String, String> headers = new TreeMap<>(call.headers());
        headers.put("host", host(call.address()));
        headers.put("x-amz-date", SignatureV4.time(now()));
        Secret session = options.passphrase(place.name());
        if (!session.reveal().isEmpty()) {
            headers.put("x-amz-security-token", session.reveal());
        }
        SignatureV4 signature =
                new SignatureV4(options.credentials().user(), options.secret(place.name()), place.region(), "s3");
        String payload = headers.getOrDefault(PAYLOAD, SignatureV4.NO_BYTES);
        String authorization = signature.authorization(call.method(), call.address(), headers, payload);
        headers.remove("host");
        HttpCall with = call;
        for (Map.Entry<String, String> header : headers.entrySet()) {
            with = with.withHeader(header.getKey(), header.getValue());
        }
        return with.withHeader("Authorization", authorization);
    }

    /** As the client will write it. */
    private static String host(URI address) {
        int usual = "https".equals(address.getScheme()) ? 443 : 80;
        return address.getPort() < 0 || address.getPort() == usual
                ? address.getHost()
                : address.getHost() + ":" + address.getPort();
    }

    /** The store's own time: it refuses signatures that are some minutes off, whoever is right. */
    private Instant now() {
        Instant first = told;
        if (first == null) {
            first = asked();
            told = first;
            toldAt = System.nanoTime();
        }
        return first.plus(Duration.ofNanos(System.nanoTime() - toldAt));
    }

    private Instant asked() {
        try (HttpReply reply = plain.ask(HttpCall.of("HEAD", place.address(place.key(), "")))) {
            return ZonedDateTime.parse(reply.header("Date").orElse(""), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException e) {
            throw new FeedException(
                    new Problem(
                            LocationProblem.SERVER_FAILED,
                            SourcePosition.unknown(place.name()),
                            "The store does not say what time it is, which signatures need.",
                            "Check that the endpoint is one of S3."),
                    e);
        }
    }
}
