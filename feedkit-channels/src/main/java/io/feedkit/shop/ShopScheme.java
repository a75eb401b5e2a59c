package io.feedkit.shop;

import io.feedkit.location.Credentials;
import io.feedkit.location.Location;
import io.feedkit.location.LocationOptions;
import io.feedkit.location.LocationProblem;
import io.feedkit.location.LocationScheme;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/**
 * Shops by address, so that one can be named wherever a file can: {@code woocommerce+https://shop.example/?currency=EUR&weight-unit=kg}.
 *
 * <p>Behind the question mark stand {@code language}, {@code currency}, {@code updated-since} and the system's own settings; one whose value is a reference such as
 * {@code env:NAME} is a secret. The credentials of the options are the secrets {@code user} and {@code password}, or {@code token}.
 */
public final class ShopScheme implements LocationScheme {
    /** What no setting of any system is called. */
    private static final Set<String> SECRETS = Set.of(
            "password",
            "token",
            "client-id",
            "client-secret",
            "consumer-key",
            "consumer-secret",
            "token-secret",
            "channel-token");

    /** For {@link java.util.ServiceLoader}. */
    public ShopScheme() {}

    @Override
    public Set<String> schemes() {
        Set<String> schemes = new TreeSet<>();
        for (String system : Shop.systems()) {
            schemes.add(system + "+https");
            schemes.add(system + "+http");
        }
        return schemes;
    }

    @Override
    public Location locate(URI address, LocationOptions options) {
        int plus = address.getScheme().indexOf('+');
        String base = address.getScheme().substring(plus + 1) + "://" + address.getRawAuthority() + path(address);
        Shop shop = Shop.of(address.getScheme().substring(0, plus), URI.create(base))
                .options(options);
        shop = credentials(shop, options.credentials());
        String query = address.getRawQuery();
        if (query != null) {
            for (String setting : query.split("&")) {
                shop = setting(shop, setting, base);
            }
        }
        return shop.catalogue();
    }

    private static String path(URI address) {
        return address.getRawPath() == null || address.getRawPath().isEmpty() ? "/" : address.getRawPath();
    }

    private static Shop credentials(Shop shop, Credentials credentials) {
        return switch (credentials.kind()) {
            case NONE -> shop;
            case PASSWORD -> shop.user(credentials.user()).secret("password", credentials.secret());
            case BEARER, HEADER, KEY -> shop.secret("token", credentials.secret());
        };
    }

    private static Shop setting(Shop shop, String setting, String base) {
        int equals = setting.indexOf('=');
        String name = decoded(equals < 0 ? setting : setting.substring(0, equals));
        String value = decoded(equals < 0 ? "" : setting.substring(equals + 1));
        if (value.startsWith("env:") || value.startsWith("file:")) {
            return shop.secret(name, value);
        }
        if (SECRETS.contains(name)) {
            throw new FeedException(new Problem(
                    LocationProblem.SECRET_IN_ADDRESS,
                    SourcePosition.unknown(base),
                    "The address holds the secret " + name + " itself, which would get into logs and histories.",
                    "Name where it is kept: " + name + "=env:VARIABLE or " + name + "=file:PATH."));
        }
        return switch (name) {
            case "language" -> shop.language(value);
            case "currency" -> shop.currency(value);
            case "updated-since" -> shop.updatedSince(moment(value, base));
            default -> shop.setting(name, value);
        };
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static Instant moment(String text, String base) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new FeedException(
                    new Problem(
                            ShopProblem.SETTING_MISSING,
                            SourcePosition.unknown(base),
                            "The setting updated-since is no moment: " + Problem.quote(text) + ".",
                            "Write it with its zone, as in 2026-02-01T10:00:00Z."),
                    e);
        }
    }
}
