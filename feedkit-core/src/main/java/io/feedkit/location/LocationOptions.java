package io.feedkit.location;

import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a place is opened: with which credentials, how patiently, whom to trust. Each kind of place takes from it what it needs.
 *
 * <p>Immutable and thread-safe; {@code toString} shows references of secrets, never secrets.
 */
public final class LocationOptions {
    /** No credentials, {@link Patience#DEFAULTS}, {@link Trust#DEFAULTS}, nothing kept on disk. */
    public static final LocationOptions DEFAULTS = new LocationOptions(
            Credentials.NONE,
            CredentialStore.ENVIRONMENT_AND_FILES,
            Patience.DEFAULTS,
            Trust.DEFAULTS,
            null,
            "",
            "PUT",
            Set.of(),
            LocationOptions.class.getClassLoader());

    private final Credentials credentials;
    private final CredentialStore store;
    private final Patience patience;
    private final Trust trust;
    private final @Nullable Path copies;
    private final String query;
    private final String method;
    private final Set<String> schemes;
    private final @Nullable ClassLoader loader;

    private LocationOptions(
            Credentials credentials,
            CredentialStore store,
            Patience patience,
            Trust trust,
            @Nullable Path copies,
            String query,
            String method,
            Set<String> schemes,
            @Nullable ClassLoader loader) {
        this.credentials = Objects.requireNonNull(credentials, "credentials");
        this.store = Objects.requireNonNull(store, "store");
        this.patience = Objects.requireNonNull(patience, "patience");
        this.trust = Objects.requireNonNull(trust, "trust");
        this.copies = copies;
        this.query = Objects.requireNonNull(query, "query");
        this.method = Objects.requireNonNull(method, "method");
        this.schemes = Set.copyOf(schemes);
        this.loader = loader;
    }

    public LocationOptions withCredentials(Credentials value) {
        return new LocationOptions(value, store, patience, trust, copies, query, method, schemes, loader);
    }

    public LocationOptions withStore(CredentialStore value) {
        return new LocationOptions(credentials, value, patience, trust, copies, query, method, schemes, loader);
    }

    public LocationOptions withPatience(Patience value) {
        return new LocationOptions(credentials, store, value, trust, copies, query, method, schemes, loader);
    }

    public LocationOptions withTrust(Trust value) {
        return new LocationOptions(credentials, store, patience, value, copies, query, method, schemes, loader);
    }

    /** Keeps a copy of what was fetched over HTTP in this folder, so that a server that says "not modified" spares the transfer. The copies are the caller's to delete. */
    public LocationOptions withCopiesIn(Path folder) {
        return new LocationOptions(
                credentials,
                store,
                patience,
                trust,
                Objects.requireNonNull(folder, "folder"),
                query,
                method,
                schemes,
                loader);
    }

    /** What to ask a database, in SQL. */
    public LocationOptions withQuery(String sql) {
        return new LocationOptions(credentials, store, patience, trust, copies, sql, method, schemes, loader);
    }

    /** How a file is sent to a web address: {@code PUT}, which is usual, or {@code POST}. */
    public LocationOptions withMethod(String value) {
        if (!value.equals("PUT") && !value.equals("POST")) {
            throw new IllegalArgumentException("files are sent with PUT or POST: " + value);
        }
        return new LocationOptions(credentials, store, patience, trust, copies, query, value, schemes, loader);
    }

    /**
     * Opens addresses of these schemes only, for hosts that let strangers write addresses: without it those could read the machine's files and its inner network. A
     * plain path counts as {@code file}. An empty set allows all that is known.
     */
    public LocationOptions withSchemes(Set<String> allowed) {
        return new LocationOptions(credentials, store, patience, trust, copies, query, method, allowed, loader);
    }

    /** Who finds {@code classpath:} resources, plugins for further schemes, and drivers; feedkit's own loader unless given. */
    public LocationOptions withLoader(ClassLoader value) {
        return new LocationOptions(
                credentials,
                store,
                patience,
                trust,
                copies,
                query,
                method,
                schemes,
                Objects.requireNonNull(value, "value"));
    }

    public Credentials credentials() {
        return credentials;
    }

    public CredentialStore store() {
        return store;
    }

    public Patience patience() {
        return patience;
    }

    public Trust trust() {
        return trust;
    }

    /** Empty when nothing is kept. */
    public Optional<Path> copies() {
        return Optional.ofNullable(copies);
    }

    /** Empty when nothing is asked. */
    public String query() {
        return query;
    }

    /** How a file is sent to a web address. */
    public String method() {
        return method;
    }

    /** Empty when all are allowed. */
    public Set<String> schemes() {
        return schemes;
    }

    public ClassLoader loader() {
        return loader == null ? ClassLoader.getSystemClassLoader() : loader;
    }

    /**
     * Fetches the secret of these credentials, for the connection that is made now.
     *
     * <p>Throws {@code location.no-secret} when the reference leads nowhere.
     *
     * @param place the name of the place that needs it, for the message
     */
    public Secret secret(String place) {
        return resolve(credentials.secret(), place);
    }

    /** Fetches the passphrase of a private key, an empty one if there is none. */
    public Secret passphrase(String place) {
        return credentials.passphrase().isEmpty() ? Secret.of("") : resolve(credentials.passphrase(), place);
    }

    private Secret resolve(String reference, String place) {
        return store.find(reference)
                .orElseThrow(
                        () -> new FeedException(
                                new Problem(
                                        LocationProblem.NO_SECRET,
                                        SourcePosition.unknown(place),
                                        "There is no secret behind " + Problem.quote(reference) + ".",
                                        "Set the variable, or name a file that this process may read; a host's own store decides for itself.")));
    }

    @Override
    public String toString() {
        return "LocationOptions[" + credentials + ", " + patience + "]";
    }
}
