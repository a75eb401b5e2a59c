package io.feedkit.location.http;

import io.feedkit.location.AddressName;
import io.feedkit.location.Credentials;
import io.feedkit.location.LocationOptions;
import io.feedkit.location.LocationProblem;
import io.feedkit.location.remote.Attempts;
import io.feedkit.location.remote.Reason;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/**
 * Sends requests to one server with bounded patience.
 *
 * <p>What may pass (a refused or broken connection, 408, 425, 429, 500, 502, 503, 504) is tried again with growing pauses and after as long as the server asks for.
 * Redirections are followed up to ten times, never from https to http, and credentials go to the one origin they are for and no other. <b>Errors:</b>
 * {@link FeedException} with {@code location.…} codes. Immutable and thread-safe; keep one for a server, it holds the connections.
 */
public final class HttpCalls {
    private static final int MOST_REDIRECTS = 10;
    private static final long SMALL_BODY_BYTES = 1 << 16;

    private final Origin origin;
    private final LocationOptions options;
    private final HttpClient client;
    private final UnaryOperator<HttpCall> signature;

    private HttpCalls(Origin origin, LocationOptions options, HttpClient client, UnaryOperator<HttpCall> signature) {
        this.origin = origin;
        this.options = options;
        this.client = client;
        this.signature = signature;
    }

    private static HttpClient client(LocationOptions options) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                // One request at a time, and failures that say what happened.
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(options.patience().connect());
        options.trust().tls().ifPresent(builder::sslContext);
        return builder.build();
    }

    /**
     * Prepares calls to a server; nothing is sent yet.
     *
     * @param server an address of the server; the credentials of the options are for its scheme, host and port
     */
    public static HttpCalls to(URI server, LocationOptions options) {
        Credentials credentials = options.credentials();
        if (credentials.kind() == Credentials.Kind.KEY) {
            throw new FeedException(new Problem(
                    LocationProblem.UNUSABLE_CREDENTIALS,
                    SourcePosition.unknown(AddressName.of(server)),
                    "A private key opens no web address.",
                    "Give a password, a bearer token or a header."));
        }
        Objects.requireNonNull(options, "options");
        return new HttpCalls(Origin.of(server), options, client(options), UnaryOperator.identity());
    }

    /** The same, where each sending to the server is signed anew: what this makes of a call is sent in its place. */
    public HttpCalls signed(UnaryOperator<HttpCall> by) {
        return new HttpCalls(origin, options, client, by);
    }

    /** Sends, and gives what came back; a status of 400 or more is thrown as a problem that says what to do. */
    public HttpReply send(HttpCall call) {
        HttpReply reply = ask(call);
        if (reply.status() >= 400) {
            reply.close();
            throw HttpStatus.failure(reply.place(), reply.status());
        }
        return reply;
    }

    /** What {@link #send} throws for an answer whose status is 400 or more. */
    public static FeedException failure(HttpReply reply) {
        return HttpStatus.failure(reply.place(), reply.status());
    }

    /** As {@link #send}, but gives every status back that is not worth another attempt, for callers who know what it means there. */
    public HttpReply ask(HttpCall call) {
        return ask(call, new Attempts(AddressName.of(call.address()), options.patience()));
    }

    /**
     * Sends once and gives whatever came back, also what is worth another attempt ({@link HttpReply#mayPass}), for callers who count their calls and wait themselves. What is thrown says
     * that no answer came, so nobody knows what became of the call.
     */
    public HttpReply tell(HttpCall call) {
        try {
            return followed(call, new Attempts(AddressName.of(call.address()), options.patience()));
        } catch (IOException e) {
            throw unreachable(call, e);
        }
    }

    HttpReply ask(HttpCall call, Attempts attempts) {
        while (true) {
            FeedException failure;
            Duration asked = Duration.ZERO;
            try {
                HttpReply reply = followed(call, attempts);
                if (!HttpStatus.passes(reply.status())) {
                    return reply;
                }
                asked = HttpStatus.retryAfter(reply);
                failure = HttpStatus.failure(reply.place(), reply.status());
                reply.close();
            } catch (IOException e) {
                failure = unreachable(call, e);
                if (Reason.isUntrusted(e)) {
                    throw failure;
                }
            }
            if (!call.isRepeatable()) {
                throw failure;
            }
            attempts.waitOr(failure, asked);
        }
    }

    private static FeedException unreachable(HttpCall call, IOException e) {
        boolean untrusted = Reason.isUntrusted(e);
        return new FeedException(
                new Problem(
                        untrusted ? LocationProblem.UNTRUSTED : LocationProblem.UNREACHABLE,
                        SourcePosition.unknown(AddressName.of(call.address())),
                        "There is no answer: " + Reason.of(e) + ".",
                        untrusted
                                ? "Check the address and the server's certificate; give the company's own certificates if it has an authority of its own."
                                : "Check the address, the network, and whether the server is up."),
                e);
    }

    private HttpReply followed(HttpCall first, Attempts attempts) throws IOException {
        HttpCall call = first;
        for (int redirects = 0; ; redirects++) {
            HttpReply reply = once(call, attempts);
            String target = reply.header("Location").orElse("");
            if (!isRedirect(reply.status()) || target.isEmpty()) {
                return reply;
            }
            reply.close();
            if (redirects == MOST_REDIRECTS) {
                throw badRedirect(call, "There are more than " + MOST_REDIRECTS + " redirections.");
            }
            call = redirected(call, reply.status(), target);
        }
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    private static HttpCall redirected(HttpCall call, int status, String target) {
        URI to;
        try {
            to = call.address().resolve(target);
        } catch (IllegalArgumentException e) {
            // Not as the cause: it repeats the address, and with it any secret.
            throw badRedirect(call, "It redirects to a malformed address.");
        }
        Origin from = Origin.of(call.address());
        Origin there = Origin.of(to);
        if (!there.scheme().equals("http") && !there.scheme().equals("https")
                || there.host().equals("null")
                || from.isDowngrade(there)) {
            throw badRedirect(call, "It redirects from " + from.scheme() + " to " + AddressName.of(to) + ".");
        }
        boolean same = status == 307 || status == 308;
        boolean reads = call.method().equals("GET") || call.method().equals("HEAD");
        if (!reads && same && !from.covers(there) || !reads && !same && status != 303) {
            throw badRedirect(call, "It redirects what was sent to " + AddressName.of(to) + ".");
        }
        return call.redirectedTo(to, reads || same ? call.method() : "GET", same);
    }

    private static FeedException badRedirect(HttpCall call, String why) {
        return new FeedException(new Problem(
                LocationProblem.BAD_REDIRECT,
                SourcePosition.unknown(AddressName.of(call.address())),
                why,
                "Give the address it should lead to, if that is meant."));
    }

    private HttpReply once(HttpCall call, Attempts attempts) throws IOException {
        String place = AddressName.of(call.address());
        try {
            return new HttpReply(place, answer(call, attempts));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FeedException(
                    new Problem(
                            LocationProblem.READ_FAILED,
                            SourcePosition.unknown(place),
                            "The thread was interrupted while it waited for the server."),
                    e);
        } catch (IllegalArgumentException e) {
            // The client's answer to a Content-Length that no number can hold.
            throw new FeedException(
                    new Problem(
                            LocationProblem.SERVER_FAILED,
                            SourcePosition.unknown(place),
                            "The server's answer is no HTTP: one of its headers has a value it cannot have.",
                            "Ask whoever runs the server."),
                    e);
        }
    }

    private HttpResponse<InputStream> answer(HttpCall call, Attempts attempts)
            throws IOException, InterruptedException {
        Duration silence = options.patience().silence();
        Duration left = attempts.left();
        if (call.body().length() <= SMALL_BODY_BYTES) {
            Duration longest = silence.compareTo(left) < 0 ? silence : left;
            return client.send(request(call, longest, new AtomicLong()), head -> new TimedBody(silence));
        }
        // The client's own limit is for the answer, and so for all of the sending before it.
        AtomicLong sent = new AtomicLong();
        CompletableFuture<HttpResponse<InputStream>> answer =
                client.sendAsync(request(call, left, sent), head -> new TimedBody(silence));
        return Sending.awaited(answer, sent, silence);
    }

    private HttpRequest request(HttpCall given, Duration longest, AtomicLong sent) {
        boolean own = origin.covers(Origin.of(given.address()));
        HttpCall call = own ? signature.apply(given) : given;
        HttpRequest.Builder request;
        try {
            request = HttpRequest.newBuilder(call.address());
        } catch (IllegalArgumentException e) {
            // Not as the cause: it repeats the address.
            throw new FeedException(new Problem(
                    LocationProblem.UNUSABLE_ADDRESS,
                    SourcePosition.unknown(AddressName.of(call.address())),
                    "The address names no host that can be asked over HTTP.",
                    "Write it as https://shop.example/export.csv."));
        }
        request.timeout(longest);
        request.setHeader("User-Agent", "feedkit");
        request.setHeader("Accept-Encoding", "gzip");
        call.headers().forEach(request::setHeader);
        if (own) {
            authorise(request, AddressName.of(call.address()));
        }
        boolean none = call.body().length() == 0
                && (call.method().equals("GET") || call.method().equals("HEAD"));
        request.method(
                call.method(),
                none ? HttpRequest.BodyPublishers.noBody() : call.body().publisher(sent));
        return request.build();
    }

    private void authorise(HttpRequest.Builder request, String place) {
        Credentials credentials = options.credentials();
        switch (credentials.kind()) {
            case NONE, KEY -> {}
            case PASSWORD -> header(request, place, "Authorization", "Basic " + basic(credentials.user(), place));
            case BEARER ->
                header(
                        request,
                        place,
                        "Authorization",
                        "Bearer " + options.secret(place).reveal());
            case HEADER ->
                header(
                        request,
                        place,
                        credentials.header(),
                        options.secret(place).reveal());
        }
    }

    private String basic(String user, String place) {
        String pair = user + ":" + options.secret(place).reveal();
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static void header(HttpRequest.Builder request, String place, String name, String value) {
        try {
            request.setHeader(name, value);
        } catch (IllegalArgumentException e) {
            // Not as the cause: it quotes the value.
            throw new FeedException(new Problem(
                    LocationProblem.UNUSABLE_CREDENTIALS,
                    SourcePosition.unknown(place),
                    "The secret holds characters that no header can carry, or the header's name is none.",
                    "Look for a line break or blank that got into it."));
        }
    }

    @Override
    public String toString() {
        return "HttpCalls[" + origin.scheme() + "://" + origin.host() + ":" + origin.port() + "]";
    }
}
