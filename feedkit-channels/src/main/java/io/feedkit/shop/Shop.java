package io.feedkit.shop;

import io.feedkit.location.Location;
import io.feedkit.location.LocationOptions;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;

/**
 * A shop or PIM whose catalogue is read over its API.
 *
 * <p><b>Shape:</b> {@link #catalogue} is a {@link Location} like any other: one product or variant in a line of JSON, named by feedkit's attributes. Each pass asks
 * the shop anew; opening a catalogue asks for its first page once more. <b>Errors:</b> a pass that cannot go on throws {@link FeedException} with {@code shop.…} and
 * {@code location.…} codes, so that no half catalogue is taken for a whole one. Immutable and thread-safe; {@code toString} shows no secrets.
 */
public final class Shop {
    private final ShopSystem system;
    private final ShopAccount account;
    private final String user;
    private final Map<String, String> secrets;
    private final LocationOptions options;
    private final InstantSource clock;

    private Shop(
            ShopSystem system,
            ShopAccount account,
            String user,
            Map<String, String> secrets,
            LocationOptions options,
            InstantSource clock) {
        this.system = system;
        this.account = account;
        this.user = user;
        this.secrets = secrets;
        this.options = options;
        this.clock = clock;
    }

    /**
     * A shop by the name of its system and its address.
     *
     * <p>Throws {@code shop.unknown-system} when no connector of that name is on the module or class path.
     */
    public static Shop of(String system, URI address) {
        for (ShopSystem one : ServiceLoader.load(ShopSystem.class, Shop.class.getClassLoader())) {
            if (one.name().equals(system)) {
                return of(one, address);
            }
        }
        throw new FeedException(new Problem(
                ShopProblem.UNKNOWN_SYSTEM,
                SourcePosition.unknown(address.toString()),
                "No connector reads " + Problem.quote(system) + ".",
                "There are connectors for " + String.join(", ", systems()) + "."));
    }

    /** The systems that there are connectors for, by name. */
    static Set<String> systems() {
        Set<String> known = new TreeSet<>();
        ServiceLoader.load(ShopSystem.class, Shop.class.getClassLoader()).forEach(system -> known.add(system.name()));
        return known;
    }

    /** A shop that a connector of the host's own reads. */
    public static Shop of(ShopSystem system, URI address) {
        return new Shop(
                Objects.requireNonNull(system, "system"),
                ShopAccount.at(address),
                "",
                Map.of(),
                LocationOptions.DEFAULTS,
                InstantSource.system());
    }

    /** Where one of the secrets that the system wants is kept: {@code env:SHOP_TOKEN}, {@code file:token.txt}, or what the host's own store understands. */
    public Shop secret(String name, String reference) {
        Map<String, String> more = new HashMap<>(secrets);
        more.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(reference, "reference"));
        return new Shop(system, account, user, more, options, clock);
    }

    /** The name of the user, where the system wants one and it is no secret itself. */
    public Shop user(String name) {
        return new Shop(system, account, Objects.requireNonNull(name, "name"), secrets, options, clock);
    }

    /** Whom to trust, how patiently to wait, and the store that secrets are looked up in. */
    public Shop options(LocationOptions given) {
        return new Shop(system, account, user, secrets, Objects.requireNonNull(given, "given"), clock);
    }

    /** The clock that signatures are dated by. */
    public Shop clock(InstantSource given) {
        return new Shop(system, account, user, secrets, options, Objects.requireNonNull(given, "given"));
    }

    /** The language of texts, as the system names it. */
    public Shop language(String language) {
        return with(account.withLanguage(language));
    }

    /** The currency of prices, as an ISO 4217 code. */
    public Shop currency(String currency) {
        return with(account.withCurrency(currency));
    }

    /** Only what changed since; connectors ask from a little earlier, since the shop's clock may differ. */
    public Shop updatedSince(Instant moment) {
        return with(account.withUpdatedSince(moment));
    }

    /** Something that only this system knows; its connector's documentation says what there is. */
    public Shop setting(String name, String value) {
        return with(account.with(name, value));
    }

    private Shop with(ShopAccount changed) {
        return new Shop(system, changed, user, secrets, options, clock);
    }

    /** The catalogue, to be opened with {@link io.feedkit.catalog.Catalog#open(Location, io.feedkit.catalog.CatalogOptions)}. */
    public Location catalogue() {
        ShopSecrets found = new ShopSecrets(user, secrets, options.store(), clock);
        return new ShopLocation(toString(), system, account, found, options);
    }

    @Override
    public String toString() {
        return system.name() + "+" + account.base();
    }
}
