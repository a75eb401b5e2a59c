package io.feedkit.location;

import io.feedkit.problem.Problem;
import java.net.URI;
import java.util.Set;

/**
 * Knows places of one kind by the scheme of their address, to read from and to write to. Stateless and thread-safe; so are the locations and destinations it makes.
 *
 * <p>Found by {@link java.util.ServiceLoader}: a public constructor without arguments, {@code provides} in the module and an entry in {@code META-INF/services}.
 * What needs a library that may be missing says so when a location is opened, with {@code location.missing-library} and the artifact to add.
 */
public interface LocationScheme {

    /** Lower-case: {@code http}, {@code https}. Two plugins with one scheme are refused. */
    Set<String> schemes();

    /**
     * Makes a location without connecting.
     *
     * <p>Its {@link Location#name} comes from {@link AddressName}, so that no secret gets into reports. Throws {@link io.feedkit.problem.FeedException} with
     * {@code location.unusable-address} for an address that cannot be meant.
     *
     * @param address absolute, without a password in it
     */
    Location locate(URI address, LocationOptions options);

    /**
     * Makes a destination without connecting, as {@link #locate} makes a location. Throws {@code publish.read-only} where nothing can be put.
     *
     * @param address absolute, without a password in it
     */
    default Destination destination(URI address, LocationOptions options) {
        throw PublishProblem.READ_ONLY.at(
                AddressName.of(address),
                "Nothing can be put where addresses begin with " + Problem.quote(address.getScheme() + ":") + ".");
    }
}
