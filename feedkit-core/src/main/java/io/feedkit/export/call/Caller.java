package io.feedkit.export.call;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.feedkit.export.api.ApiTarget;
import io.feedkit.export.call.json.JsonAnswer;
import io.feedkit.feed.api.ApiCall;
import io.feedkit.feed.api.ApiPlan;
import io.feedkit.feed.api.CallAnswer;
import io.feedkit.location.Credentials;
import io.feedkit.location.LocationProblem;
import io.feedkit.location.Patience;
import io.feedkit.location.http.HttpCall;
import io.feedkit.location.http.HttpCalls;
import io.feedkit.location.http.HttpReply;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemCode;
import io.feedkit.problem.SourcePosition;
import java.io.IOException;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Makes one call after the other and finds out what became of its products. A call that nobody answered, or whose answer may be another in a moment, is made again with growing pauses; one that is
 * refused as a whole is made in halves, until it is known which product is meant. Thread-safe.
 */
final class Caller {
    private static final int MOST_ANSWER_BYTES = 32 << 20;
    private static final int KEY_BYTES = 16;
    private static final Set<Integer> DENIED = Set.of(401, 403, 407);
    private static final Set<Integer> NO_CALL = Set.of(404, 405, 410, 501);
    private static final Set<Integer> GONE = Set.of(404, 410);
    /** What says that no answer came, not that there will be none. */
    private static final Set<ProblemCode> PASSING = Set.of(
            LocationProblem.UNREACHABLE,
            LocationProblem.READ_FAILED,
            LocationProblem.TIMEOUT,
            LocationProblem.SERVER_FAILED);

    private final ApiPlan plan;
    private final ApiTarget target;
    private final Map<String, String> values;
    private final HttpCalls http;
    private final Turnstile turnstile;
    private final AtomicLong again = new AtomicLong();

    /** What came back, read to its end. */
    record Told(int status, String contentType, byte[] body) {
        boolean isGood() {
            return status >= 200 && status < 300;
        }
    }

    Caller(ApiPlan plan, ApiTarget target, Map<String, String> values, Turnstile turnstile) {
        this.plan = plan;
        this.target = target;
        this.values = values;
        this.turnstile = turnstile;
        http = HttpCalls.to(target.address(), target.options()).signed(target.signature());
    }

    /** Where the products of a batch are taken down: before a call, and after. */
    interface Log {
        void begun(Batch batch) throws IOException;

        void ended(Batch batch, Verdicts verdicts) throws IOException;
    }

    /** How many calls were made again. */
    long again() {
        return again.get();
    }

    /** Makes the call; throws {@link Ending} when no more are to be made. */
    void call(Batch batch, Log log) throws IOException, InterruptedException {
        ApiCall call = batch.call();
        Map<String, String> named = batch.isSingle()
                ? Template.withProduct(values, batch.items().get(0).id(), plan.name())
                : new HashMap<>(values);
        byte[] body = batch.body();
        URI address = address(Template.fill(call.path(), named, Template.Place.ADDRESS));
        named.put("key", key(call, address, body));
        HttpCall request = HttpCall.of(call.method(), address).withHeader("Accept", "application/json, */*");
        for (Map.Entry<String, String> header : call.headers().entrySet()) {
            request =
                    request.withHeader(header.getKey(), Template.fill(header.getValue(), named, Template.Place.PLAIN));
        }
        if (call.hasBody()) {
            request = request.withBody(call.contentType(), body);
        }
        log.begun(batch);
        Told told = told(call.name(), request);
        if (told.isGood()) {
            log.ended(batch, verdicts(batch, told, named));
        } else {
            refused(batch, told, log);
        }
    }

    private URI address(String path) {
        try {
            return URI.create(target.address() + path);
        } catch (IllegalArgumentException e) {
            throw new Ending(new Problem(
                    ApiProblem.STOPPED,
                    SourcePosition.unknown(target.name()),
                    "A path of this channel's calls makes no address.",
                    "Correct the path in the channel's descriptor."));
        }
    }

    private static String key(ApiCall call, URI address, byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((call.method() + " " + address + "\n").getBytes(UTF_8));
            return HexFormat.of().formatHex(digest.digest(body), 0, KEY_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** A call that was not taken as it is. */
    private void refused(Batch batch, Told told, Log log) throws IOException, InterruptedException {
        if (DENIED.contains(told.status())) {
            throw stopped(
                    "The channel answers with status " + said(batch, told),
                    "Look at the credentials, and at what they may do.");
        }
        boolean aboutProduct =
                batch.call().path().contains("{id}") || batch.call().path().contains("{name}");
        if (NO_CALL.contains(told.status()) && !aboutProduct) {
            throw stopped(
                    "The channel knows no such call, and answers with status " + said(batch, told),
                    "Look at the address of the API.");
        }
        if (!batch.isSingle()) {
            call(batch.half(false), log);
            call(batch.half(true), log);
            return;
        }
        Verdicts verdicts = new Verdicts();
        Item item = batch.items().get(0);
        if (batch.call().kind() == ApiCall.Kind.REMOVE && GONE.contains(told.status())) {
            verdicts.done(item); // it is not there, which is what was wanted
        } else {
            verdicts.refused(item, "status " + said(batch, told));
        }
        log.ended(batch, verdicts);
    }

    /** The status, and the channel's words if it has any. */
    private String said(Batch batch, Told told) {
        String words = words(batch, told);
        return told.status() + (words.isEmpty() ? "" : ": " + words);
    }

    /** A channel that repeats what it was sent must not make a secret known. */
    private String words(Batch batch, Told told) {
        Object answer = JsonAnswer.parse(told.body());
        String text = answer == null
                ? AnswerReader.shortened(new String(told.body(), UTF_8))
                : AnswerReader.message(answer, batch.call().answer().message());
        if (target.options().credentials().kind() == Credentials.Kind.NONE) {
            return text;
        }
        String secret = target.options().secret(target.name()).reveal();
        return secret.isEmpty() ? text : text.replace(secret, "***");
    }

    private Ending stopped(String message, String fix) {
        return new Ending(new Problem(
                ApiProblem.STOPPED,
                SourcePosition.unknown(target.name()),
                message.endsWith(".") ? message : message + ".",
                fix + " What is left is sent by the next run."));
    }

    /** Asks until an answer comes that another attempt would not change. */
    Told told(String name, HttpCall call) throws InterruptedException {
        Patience patience = target.options().patience();
        for (int failed = 0; ; again.incrementAndGet()) {
            turnstile.pass(name);
            Duration asked = Duration.ZERO;
            String failure;
            try (HttpReply reply = http.tell(call)) {
                if (!reply.mayPass()) {
                    byte[] body = reply.body(MOST_ANSWER_BYTES).readAllBytes();
                    return new Told(reply.status(), reply.header("Content-Type").orElse(""), body);
                }
                asked = reply.retryAfter();
                failure = "The channel answers with status " + reply.status();
                // Who says when to come back does not fail.
                failed += asked.isZero() || reply.status() >= 500 ? 1 : 0;
            } catch (IOException e) {
                failed++;
                failure = "The answer broke off";
            } catch (FeedException e) {
                if (!PASSING.contains(e.problem().code())) {
                    throw new Ending(e);
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                failed++;
                failure = e.problem().message();
            }
            if (failed >= patience.attempts()) {
                throw stopped(failure + ", after " + failed + " attempts", "Run again later.");
            }
            pause(patience, Math.max(1, failed), asked);
        }
    }

    private void pause(Patience patience, int failed, Duration asked) throws InterruptedException {
        long longest = patience.longestPause().toMillis();
        long doubled = patience.firstPause().toMillis() << Math.min(failed - 1, 20);
        long own = patience.chance().below(Math.max(1, Math.min(longest, doubled)));
        if (asked.isZero()) {
            turnstile.sleep(Duration.ofMillis(Math.max(1, own)), "The channel fails");
        } else {
            turnstile.close(asked);
        }
    }

    private Verdicts verdicts(Batch batch, Told told, Map<String, String> named) throws InterruptedException {
        CallAnswer answer = batch.call().answer();
        CallAnswer.Later later = answer.later();
        if (later == null) {
            return AnswerReader.read(batch, told.body());
        }
        String process = JsonAnswer.text(JsonAnswer.parse(told.body()), later.process());
        if (process.isEmpty()) {
            return new Verdicts();
        }
        named.put("process", process);
        return outcome(batch, later, named);
    }

    /** Waits until the channel is through with what it took in. */
    private Verdicts outcome(Batch batch, CallAnswer.Later later, Map<String, String> named)
            throws InterruptedException {
        HttpCall question = HttpCall.get(address(Template.fill(later.path(), named, Template.Place.ADDRESS)));
        while (true) {
            Told told = told("status", question);
            Object state = told.isGood() ? JsonAnswer.parse(told.body()) : null;
            String word = JsonAnswer.text(state, later.status());
            if (later.done().contains(word)) {
                return errors(batch, later, named, state);
            }
            if (later.failed().contains(word)) {
                Verdicts verdicts = new Verdicts();
                String said = AnswerReader.message(state, batch.call().answer().message());
                batch.items().forEach(item -> verdicts.refused(item, "the channel could not work on it: " + said));
                return verdicts;
            }
            if (word.isEmpty()) {
                return new Verdicts();
            }
            turnstile.sleep(later.every(), "The channel is not through yet");
        }
    }

    private Verdicts errors(Batch batch, CallAnswer.Later later, Map<String, String> named, @Nullable Object state)
            throws InterruptedException {
        boolean clean = !later.errorsWhen().isEmpty()
                && Set.of("", "false", "0").contains(JsonAnswer.text(state, later.errorsWhen()));
        if (later.errors().isEmpty() || clean) {
            Verdicts verdicts = new Verdicts();
            batch.items().forEach(verdicts::done);
            return verdicts;
        }
        HttpCall question = HttpCall.get(address(Template.fill(later.errors(), named, Template.Place.ADDRESS)));
        Told told = told("errors", question);
        return told.isGood()
                ? AnswerReader.errors(batch, later, told.contentType(), new String(told.body(), UTF_8))
                : new Verdicts();
    }
}
