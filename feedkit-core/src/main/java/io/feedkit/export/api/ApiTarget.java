package io.feedkit.export.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.feedkit.location.AddressName;
import io.feedkit.location.Credentials;
import io.feedkit.location.LocationOptions;
import io.feedkit.location.LocationProblem;
import io.feedkit.location.http.HttpCall;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The API of a channel, and how a feed is sent there call by call.
 *
 * <pre>{@code
 * Export.of(catalog)
 *     .to(Channels.get("google-product-input").member("FR", "fr"),
 *         FeedTarget.at(Path.of("feeds/google-fr.ndjson"))
 *             .calling(ApiTarget.of("https://merchantapi.googleapis.com?account=123&data_source=456",
 *                                   Credentials.bearer("env:GOOGLE_TOKEN"))))
 *     .run();
 * }</pre>
 *
 * <p>What the query of the address says are names that the channel's paths need ({@code {account}}); it is not sent. Immutable and thread-safe; {@code toString} shows no secret.
 */
public final class ApiTarget {
    private static final int CONNECTIONS = 4;

    private final URI address;
    private final LocationOptions options;
    private final Map<String, String> parameters;
    private final int connections;
    private final @Nullable Pace pace;
    private final Duration within;
    private final boolean reconciles;
    private final boolean removesUnknown;
    private final UnaryOperator<HttpCall> signature;

    private ApiTarget(
            URI address,
            LocationOptions options,
            Map<String, String> parameters,
            int connections,
            @Nullable Pace pace,
            Duration within,
            boolean reconciles,
            boolean removesUnknown,
            UnaryOperator<HttpCall> signature) {
        this.address = address;
        this.options = options;
        this.parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
        this.connections = connections;
        this.pace = pace;
        this.within = within;
        this.reconciles = reconciles;
        this.removesUnknown = removesUnknown;
        this.signature = signature;
    }

    /** An API, and who asks. */
    public static ApiTarget of(String address, Credentials credentials) {
        return of(address, LocationOptions.DEFAULTS.withCredentials(credentials));
    }

    /**
     * An API, reached as the options say: credentials, patience with each call, whom to trust.
     *
     * @throws FeedException {@code location.unusable-address} when it is no address of the web
     */
    public static ApiTarget of(String address, LocationOptions options) {
        URI given;
        try {
            given = URI.create(address.strip());
        } catch (IllegalArgumentException e) {
            throw unusable(AddressName.of(address)); // not as the cause: it repeats the address
        }
        boolean web = "https".equalsIgnoreCase(given.getScheme()) || "http".equalsIgnoreCase(given.getScheme());
        if (!web || given.getHost() == null || given.getUserInfo() != null) {
            throw unusable(AddressName.of(given));
        }
        String path = Objects.requireNonNullElse(given.getRawPath(), "").replaceFirst("/+$", "");
        URI base = URI.create(given.getScheme() + "://" + given.getRawAuthority() + path);
        return new ApiTarget(
                base,
                options,
                query(given.getRawQuery()),
                CONNECTIONS,
                null,
                options.patience().overall(),
                false,
                false,
                UnaryOperator.identity());
    }

    private static Map<String, String> query(@Nullable String raw) {
        Map<String, String> parameters = new TreeMap<>();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), UTF_8));
            }
        }
        return parameters;
    }

    private static FeedException unusable(String name) {
        return new FeedException(new Problem(
                LocationProblem.UNUSABLE_ADDRESS,
                SourcePosition.unknown(name),
                "This is no address of an API.",
                "Write it as https://api.example?account=123, without user and password."));
    }

    private ApiTarget changed(
            int connectionCount, @Nullable Pace time, Duration longest, boolean lists, boolean removes) {
        return new ApiTarget(address, options, parameters, connectionCount, time, longest, lists, removes, signature);
    }

    /** The same with a value for a name in the channel's paths. */
    public ApiTarget with(String name, String value) {
        Map<String, String> more = new TreeMap<>(parameters);
        more.put(name, value);
        return new ApiTarget(address, options, more, connections, pace, within, reconciles, removesUnknown, signature);
    }

    /** How many calls are under way at a time, at least 1; 4 if not said. */
    public ApiTarget connections(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("a connection is needed: " + count);
        }
        return changed(count, pace, within, reconciles, removesUnknown);
    }

    /** The time that calls are counted in, and how it is waited for; real time, beginning with the export's clock, if not said. */
    public ApiTarget pace(Pace time) {
        return changed(connections, time, within, reconciles, removesUnknown);
    }

    /** How long a run may go on calling, waits for the channel's limits included; what is left then waits for the next run. {@code Patience.overall} if not said. */
    public ApiTarget within(Duration longest) {
        return changed(connections, pace, longest, reconciles, removesUnknown);
    }

    /** Asks the channel first what it has, and makes up for every difference; where it cannot be asked, all products are sent again. */
    public ApiTarget reconciling() {
        return changed(connections, pace, within, true, removesUnknown);
    }

    /** As {@link #reconciling}, and takes away what the channel has and this feed never sent. Only for an account that nobody else writes to. */
    public ApiTarget removingUnknown() {
        return changed(connections, pace, within, true, true);
    }

    /** Signs each call, for channels that ask for more than a header with a secret; what this makes of a call is sent in its place. */
    public ApiTarget signed(UnaryOperator<HttpCall> by) {
        return new ApiTarget(address, options, parameters, connections, pace, within, reconciles, removesUnknown, by);
    }

    /** What reports call it: the address, without anything secret. */
    public String name() {
        return AddressName.of(address);
    }

    /** Whether the channel is asked first what it has. */
    public boolean reconciles() {
        return reconciles;
    }

    /** Whether what the channel has and this feed never sent is taken away. */
    public boolean removesUnknown() {
        return removesUnknown;
    }

    /** The address, without what its query said. */
    public URI address() {
        return address;
    }

    /** How the API is reached. */
    public LocationOptions options() {
        return options;
    }

    /** What the query of the address said, and {@link #with}. */
    public Map<String, String> parameters() {
        return parameters;
    }

    /** How many calls are under way at a time. */
    public int connections() {
        return connections;
    }

    /** The clock that calls are counted by. */
    public Pace pace() {
        if (pace == null) {
            throw new IllegalStateException("an export gives the time");
        }
        return pace;
    }

    /** The same with this time, unless another was said. */
    public ApiTarget paceUnlessSaid(Pace time) {
        return pace == null ? pace(time) : this;
    }

    /** How long a run may go on calling. */
    public Duration within() {
        return within;
    }

    /** Signs calls; does nothing if not said. */
    public UnaryOperator<HttpCall> signature() {
        return signature;
    }

    /** Whoever has the same is limited together. */
    public String account() {
        Credentials credentials = options.credentials();
        return address.getRawAuthority() + " " + credentials.user() + " " + credentials.secret() + " "
                + parameters.getOrDefault("account", "");
    }

    @Override
    public String toString() {
        return name();
    }
}
