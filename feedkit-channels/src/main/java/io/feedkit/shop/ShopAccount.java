package io.feedkit.shop;

import io.feedkit.location.LocationProblem;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which shop to read, and what of it.
 *
 * <p>Holds no secrets; those are asked for when a call is made. Immutable and thread-safe.
 */
public final class ShopAccount {
    private static final Duration CLOCK_OVERLAP = Duration.ofMinutes(10);

    private final URI base;
    private final String language;
    private final String currency;
    private final @Nullable Instant updatedSince;
    private final Map<String, String> settings;

    private ShopAccount(
            URI base, String language, String currency, @Nullable Instant updatedSince, Map<String, String> settings) {
        this.base = Objects.requireNonNull(base, "base");
        this.language = Objects.requireNonNull(language, "language");
        this.currency = Objects.requireNonNull(currency, "currency");
        this.updatedSince = updatedSince;
        this.settings = Map.copyOf(settings);
    }

    /**
     * A shop by its address, such as {@code https://shop.example/}: everything in it, in its own language.
     *
     * <p>Throws {@code location.secret-in-address} for an address with a user or a question mark: it is shown wherever the shop is named.
     */
    public static ShopAccount at(URI base) {
        if (base.getRawUserInfo() != null || base.getRawQuery() != null || base.getRawFragment() != null) {
            throw new FeedException(new Problem(
                    LocationProblem.SECRET_IN_ADDRESS,
                    SourcePosition.unknown(base.getScheme() + "://" + base.getHost() + "/"),
                    "The address of the shop holds a user or settings, which would get into logs and histories.",
                    "Give the address up to its path; the user, the secrets and the settings are given beside it."));
        }
        String text = base.toString();
        return new ShopAccount(URI.create(text.endsWith("/") ? text : text + "/"), "", "", null, Map.of());
    }

    /** The language of texts, as the system names it: {@code fr}, {@code fr_FR}, a number. */
    public ShopAccount withLanguage(String language) {
        return new ShopAccount(base, language, currency, updatedSince, settings);
    }

    /** The ISO 4217 code of prices: which to take where there are several, which they are in where the system does not say. */
    public ShopAccount withCurrency(String currency) {
        return new ShopAccount(base, language, currency, updatedSince, settings);
    }

    /** Only what changed since. */
    public ShopAccount withUpdatedSince(Instant moment) {
        return new ShopAccount(base, language, currency, Objects.requireNonNull(moment, "moment"), settings);
    }

    /** Something that only this system knows, such as {@code store-view} for Magento. */
    public ShopAccount with(String setting, String value) {
        Map<String, String> more = new HashMap<>(settings);
        more.put(setting, value);
        return new ShopAccount(base, language, currency, updatedSince, more);
    }

    /** Ends in a slash. */
    public URI base() {
        return base;
    }

    public String language() {
        return language;
    }

    public String currency() {
        return currency;
    }

    /** What to ask for: a little earlier than was wanted, since the shop's clock may differ. */
    public Optional<Instant> updatedSince() {
        return Optional.ofNullable(updatedSince).map(moment -> moment.minus(CLOCK_OVERLAP));
    }

    /** A setting of the system's own, or what stands for it where it is not given. */
    public String setting(String name, String otherwise) {
        return settings.getOrDefault(name, otherwise);
    }

    @Override
    public String toString() {
        return base.toString();
    }
}
