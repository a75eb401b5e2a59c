package io.feedkit.location.http;

import io.feedkit.location.AddressName;
import io.feedkit.location.Credentials;
import io.feedkit.location.Destination;
import io.feedkit.location.Location;
import io.feedkit.location.LocationOptions;
import io.feedkit.location.LocationProblem;
import io.feedkit.location.LocationScheme;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/** {@code http} and {@code https}, on the JDK's client. */
public final class HttpScheme implements LocationScheme {
    /** For {@link java.util.ServiceLoader}. */
    public HttpScheme() {}

    @Override
    public Set<String> schemes() {
        return Set.of("http", "https");
    }

    @Override
    public Location locate(URI address, LocationOptions options) {
        String name = AddressName.of(address);
        LocationOptions known = known(address, options, name);
        URI plain = withoutUserInfo(address, name);
        return new HttpLocation(name, plain, HttpCalls.to(plain, known), known);
    }

    @Override
    public Destination destination(URI address, LocationOptions options) {
        String name = AddressName.of(address);
        LocationOptions known = known(address, options, name);
        URI plain = withoutUserInfo(address, name);
        return new HttpDestination(name, plain, HttpCalls.to(plain, known), known);
    }

    /** With the user that the address names, if the options name none. */
    private static LocationOptions known(URI address, LocationOptions options, String name) {
        if (address.getHost() == null) {
            throw new FeedException(unusable(name));
        }
        Credentials credentials = options.credentials();
        String user = address.getUserInfo();
        boolean named = user != null
                && credentials.kind() == Credentials.Kind.PASSWORD
                && credentials.user().isEmpty();
        return named ? options.withCredentials(Credentials.password(user, credentials.secret())) : options;
    }

    private static URI withoutUserInfo(URI address, String name) {
        String text = address.toString();
        int fragment = text.indexOf('#');
        String part = fragment < 0 ? text : text.substring(0, fragment);
        String user = address.getRawUserInfo();
        try {
            return new URI(user == null ? part : part.replaceFirst("//[^/@]*@", "//"));
        } catch (URISyntaxException e) {
            throw new FeedException(unusable(name)); // without the cause, which repeats the address
        }
    }

    private static Problem unusable(String name) {
        return new Problem(
                LocationProblem.UNUSABLE_ADDRESS,
                SourcePosition.unknown(name),
                "The address names no host.",
                "Write it as https://shop.example/export.csv; names with other letters in their punycode form.");
    }
}
