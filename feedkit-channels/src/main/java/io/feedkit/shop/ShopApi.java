package io.feedkit.shop;

import io.feedkit.location.Credentials;
import io.feedkit.location.Location;
import io.feedkit.location.LocationOptions;
import io.feedkit.location.Secret;
import io.feedkit.location.Source;
import io.feedkit.location.SourceLimits;
import io.feedkit.location.http.HttpCall;
import io.feedkit.location.http.HttpCalls;
import io.feedkit.location.http.HttpReply;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemCode;
import io.feedkit.problem.ProblemSink;
import io.feedkit.problem.SourcePosition;
import io.feedkit.shop.answer.Answer;
import io.feedkit.shop.answer.UnreadableAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Asks one shop, as its connector wants it asked.
 *
 * <p>Waits and tries again where that may help, logs in anew when the shop no longer knows the caller, and turns refusals into problems that quote the shop.
 * Calls only read, so all may be made twice. <b>Errors:</b> {@link FeedException} with {@code shop.…} and {@code location.…} codes. For one pass and one thread.
 */
public final class ShopApi {
    /** No answer of a page of products comes near this. */
    private static final int MAX_ANSWER_BYTES = 32 << 20;

    private static final int MAX_REFUSAL_BYTES = 64 << 10;

    private static final int READ_ATTEMPTS = 3;
    private static final int MAX_QUOTED = 200;
    private static final Authority NOBODY = (method, uri) -> Map.of();

    private final ShopSecrets secrets;
    private final HttpCalls calls;
    private final LocationOptions options;
    private final URI base;
    private final Map<String, String> headers;
    private final Authority authority;
    private final ProblemSink remarks;
    private final Pauses pauses;
    private final Presented presented;

    private ShopApi(ShopApi from, URI base, Map<String, String> headers, Authority authority) {
        this(
                from.secrets,
                from.calls,
                from.options,
                base,
                headers,
                authority,
                from.remarks,
                from.pauses,
                from.presented);
    }

    private ShopApi(
            ShopSecrets secrets,
            HttpCalls calls,
            LocationOptions options,
            URI base,
            Map<String, String> headers,
            Authority authority,
            ProblemSink remarks,
            Pauses pauses,
            Presented presented) {
        this.secrets = secrets;
        this.calls = calls;
        this.options = options;
        this.base = base;
        this.headers = headers;
        this.authority = authority;
        this.remarks = remarks;
        this.pauses = pauses;
        this.presented = presented;
    }

    static ShopApi of(ShopAccount account, ShopSecrets secrets, LocationOptions options, ProblemSink remarks) {
        LocationOptions plain = options.withCredentials(Credentials.NONE);
        HttpCalls calls = HttpCalls.to(account.base(), plain);
        Pauses pauses = new Pauses(account.base().toString(), plain.patience());
        return new ShopApi(secrets, calls, plain, account.base(), Map.of(), NOBODY, remarks, pauses, new Presented());
    }

    /** The same shop from a path on, such as {@code api/}. */
    public ShopApi under(String path) {
        return new ShopApi(this, base.resolve(path), headers, authority);
    }

    /** A header with every call; a blank value adds none. */
    public ShopApi with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        if (!value.isBlank()) {
            more.put(header, value);
        }
        return new ShopApi(this, base, more, authority);
    }

    public ShopApi authorisedBy(Authority other) {
        return new ShopApi(this, base, headers, other);
    }

    /** User and password with every call; a password without a name is empty. */
    public Authority basic(String userSecret, String passwordSecret) {
        return (method, uri) -> {
            String pair = secret(userSecret) + ":" + (passwordSecret.isEmpty() ? "" : secret(passwordSecret));
            String encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
            return Map.of("Authorization", "Basic " + encoded);
        };
    }

    /** A token that does not change. */
    public Authority bearer(String secret) {
        return (method, uri) -> Map.of("Authorization", "Bearer " + secret(secret));
    }

    /** A signature with each call, by a key and its secret: OAuth 1.0a without a user. */
    public Authority signature(String keySecret, String secretSecret) {
        return new OAuthSignature(this, keySecret, secretSecret, false);
    }

    /** A signature with each call, by {@code consumer-key}, {@code consumer-secret}, {@code token} and {@code token-secret}: OAuth 1.0a. */
    public Authority signature() {
        return new OAuthSignature(this, "consumer-key", "consumer-secret", true);
    }

    public boolean hasSecret(String name) {
        return secrets.has(name);
    }

    /** One of the account's secrets; throws {@code shop.setting-missing} when nobody gave it. */
    public String secret(String name) {
        return secrets.find(name)
                .map(Secret::reveal)
                .orElseThrow(() -> missing("the secret " + name + " is not given."));
    }

    /** Takes a secret that the shop gave out of whatever is told of it later. */
    public void conceal(String given) {
        presented.note(given);
    }

    /** What time it is, for signatures. */
    public Instant now() {
        return secrets.clock().instant();
    }

    /** A text that no other call has. */
    public String nonce() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    /** Waits as long as the shop wants; an interrupt ends the pass, and so does {@code location.timeout} when it has waited for too long in all. */
    public void pause(Duration time) {
        pauses.count(time);
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw problem(ShopProblem.UNREACHABLE, "Reading was interrupted while it waited for the shop.", "");
        }
    }

    public Reply get(String path) {
        return get(path, Query.NONE);
    }

    public Reply get(String path, Query query) {
        return get(base.resolve(path + query));
    }

    private Reply get(URI address) {
        return answered("GET", HttpCall.get(address), address, Set.of());
    }

    /** Follows an address that the shop gave, such as that of the next page; it must be the shop's own. */
    public Reply follow(String link) {
        return get(own(link));
    }

    private URI own(String link) {
        URI to;
        try {
            to = base.resolve(link.strip());
        } catch (IllegalArgumentException e) {
            throw unreadable(
                    "the shop sends the caller on to " + Problem.quote(scrubbed(link)) + ", which is no address.");
        }
        String host = String.valueOf(to.getRawAuthority());
        if (!host.equalsIgnoreCase(base.getRawAuthority())
                || !String.valueOf(to.getScheme()).startsWith("http")) {
            throw unreadable("the shop sends the caller on to " + host + ".");
        }
        // Behind a proxy that speaks https for it, a server tells its own addresses without.
        String query = to.getRawQuery() == null ? "" : "?" + to.getRawQuery();
        return URI.create(base.getScheme() + "://" + base.getRawAuthority() + to.getRawPath() + query);
    }

    /** As {@link #get(String, Query)}, but missing where the shop has nothing at that address. */
    public Answer find(String path, Query query) {
        URI address = base.resolve(path + query);
        return answered("GET", HttpCall.get(address), address, Set.of(404)).body();
    }

    /** As {@link #find}, but also missing where this account may not read it: for what a setting can say as well. */
    public Answer findIfAllowed(String path, Query query) {
        URI address = base.resolve(path + query);
        return answered("GET", HttpCall.get(address), address, Set.of(401, 403, 404))
                .body();
    }

    /** Sends JSON. */
    public Reply post(String path, String json) {
        URI address = base.resolve(path);
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        return answered("POST", HttpCall.post(address, "application/json", body).repeatable(), address, Set.of());
    }

    /**
     * The entries of a list that an answer must have; an empty path means the answer itself.
     *
     * <p>An answer without it is no empty shop: taken for one, it would empty every feed.
     */
    public List<Answer> list(Answer body, String path) {
        Answer list = path.isEmpty() ? body : body.at(path);
        return list.list().orElseThrow(() -> {
            String said = Refusal.in(body);
            return said.isEmpty()
                    ? unreadable("the answer has no list" + (path.isEmpty() ? "" : " " + path) + "; it is "
                            + Problem.quote(scrubbed(body.toString())) + ".")
                    : refused(said);
        });
    }

    /** The shop says it has more than it hands over; nobody can tell which of both is wrong. */
    void fewerThan(long said, long came) {
        remarks.report(problem(
                        ShopProblem.COUNT_DIFFERS,
                        "The shop says it has " + said + " entries, but hands over " + came + ".",
                        "Look whether products are missing; an account that may not see all of them, or a plugin that hides some, makes this difference.")
                .problem());
    }

    private Reply answered(String method, HttpCall call, URI address, Set<Integer> missing) {
        for (int attempt = 1; ; attempt++) {
            try (HttpReply reply = ask(method, call, address)) {
                return missing.contains(reply.status())
                        ? new Reply(reply.status(), name -> "", Answer.MISSING)
                        : reply(reply);
            } catch (FeedException e) {
                if (attempt == READ_ATTEMPTS || !mayPass(e)) {
                    throw e;
                }
            }
            pause(options.patience().firstPause());
        }
    }

    /** What broke off may come whole the next time; a server that was just restarted answers with a page for people. */
    private static boolean mayPass(FeedException e) {
        String code = e.problem().code().id();
        return (code.equals("location.read-failed") || code.equals(ShopProblem.UNREADABLE_ANSWER.id()))
                && !Thread.currentThread().isInterrupted();
    }

    private HttpReply ask(String method, HttpCall plain, URI address) {
        URI told = authority.address(address);
        HttpCall call = told.equals(address) ? plain : HttpCall.get(told);
        HttpReply reply = calls.ask(headed(method, call, address));
        if ((reply.status() == 401 || reply.status() == 403) && authority.renew()) {
            reply.close();
            return calls.ask(headed(method, call, address));
        }
        return reply;
    }

    private HttpCall headed(String method, HttpCall call, URI address) {
        HttpCall headed = call;
        for (Map.Entry<String, String> header : headers.entrySet()) {
            headed = headed.withHeader(header.getKey(), header.getValue());
        }
        for (Map.Entry<String, String> header :
                authority.headers(method, address).entrySet()) {
            presented.note(header.getValue());
            headed = headed.withHeader(header.getKey(), header.getValue());
        }
        return headed;
    }

    private Reply reply(HttpReply reply) {
        if (reply.status() >= 400) {
            throw refused(reply.status(), Refusal.in(bytes(reply, MAX_REFUSAL_BYTES)));
        }
        byte[] body = bytes(reply, Integer.MAX_VALUE);
        return new Reply(reply.status(), name -> reply.header(name).orElse(""), parse(body));
    }

    private byte[] bytes(HttpReply reply, int most) {
        try (InputStream in = reply.body(MAX_ANSWER_BYTES)) {
            return in.readNBytes(most);
        } catch (IOException e) {
            throw unreadable("the answer broke off.");
        }
    }

    /** An answer, or a line of a file, as a tree; JSON or XML, whichever it is. */
    public Answer parse(byte[] body) {
        try {
            return Answers.parse(body);
        } catch (UnreadableAnswer e) {
            throw unreadable("the answer cannot be understood: " + scrubbed(String.valueOf(e.getMessage()))
                    + " It starts with " + Problem.quote(scrubbed(Answers.start(body))) + ".");
        }
    }

    /**
     * Fetches a file that the shop made, wherever on the web it lies, without telling who asks. Whoever asked deletes it.
     *
     * <p>Only over HTTPS, and HTTP from a shop that is itself asked that way: an address is the shop's word, and must not open files of this machine.
     */
    public Path download(String address) {
        URI file;
        try {
            file = base.resolve(address.strip());
        } catch (IllegalArgumentException e) {
            throw unreadable(
                    "the address of the shop's file is " + Problem.quote(scrubbed(address)) + ", which is none.");
        }
        if (!"https".equals(file.getScheme())
                && !String.valueOf(base.getScheme()).equals(file.getScheme())) {
            throw unreadable("the shop's file is not on the web, but at " + Problem.quote(scrubbed(address)) + ".");
        }
        try (Source source = Location.of(file.toString(), options).open(SourceLimits.DEFAULTS)) {
            Path kept = Files.createTempFile("feedkit-shop", ".tmp");
            try (InputStream in = source.bytes()) {
                Files.copy(in, kept, StandardCopyOption.REPLACE_EXISTING);
                return kept;
            } catch (IOException | RuntimeException e) {
                Files.deleteIfExists(kept);
                throw e;
            }
        } catch (IOException e) {
            throw problem(
                    ShopProblem.UNREACHABLE, "The shop's file cannot be kept: " + e.getMessage() + ".", "Make room.");
        }
    }

    private FeedException refused(int status, String said) {
        String reason = said.isEmpty() ? "it says no more than status " + status : said;
        if (status == 401 || status == 403) {
            return notAllowed(reason);
        }
        return problem(
                ShopProblem.REFUSED,
                "The shop refuses the call with status " + status + ": " + quoted(reason),
                status == 404 ? "Check the address of the shop, and that its API is switched on." : "");
    }

    /** The shop understood the call and refused it. */
    public FeedException refused(String said) {
        return problem(ShopProblem.REFUSED, "The shop refuses the call: " + quoted(said), "");
    }

    /** The shop does not let the account in. */
    public FeedException notAllowed(String said) {
        return problem(
                ShopProblem.NOT_ALLOWED,
                "The shop does not let this account in: " + quoted(said),
                "Check the secrets of the account, and what they may read.");
    }

    /** A setting or secret without which nothing can be read. */
    public FeedException missing(String what) {
        return problem(ShopProblem.SETTING_MISSING, what, "Give it with the address of the shop.");
    }

    /** An answer that is not this system's. */
    public FeedException unreadable(String why) {
        return problem(
                ShopProblem.UNREADABLE_ANSWER,
                why,
                "Check that the address is that of the shop and of its API; a proxy, a login page or a warning of the server may stand before it.");
    }

    private FeedException problem(ProblemCode code, String message, String fix) {
        String sentence = Character.toUpperCase(message.charAt(0)) + message.substring(1);
        return new FeedException(new Problem(code, SourcePosition.unknown(base.toString()), sentence, fix));
    }

    /** What the shop said as a sentence: one line, not too long, without secrets. */
    private String quoted(String said) {
        String line = scrubbed(said).replaceAll("\\p{Cntrl}+", " ").strip();
        String cut = line.length() > MAX_QUOTED ? line.substring(0, MAX_QUOTED) + "…" : line;
        return cut.endsWith(".") ? cut : cut + ".";
    }

    private String scrubbed(String text) {
        return presented.scrubbed(secrets.scrubbed(text));
    }
}
