package io.feedkit.location.jdbc;

import io.feedkit.location.AddressName;
import io.feedkit.location.Credentials;
import io.feedkit.location.Location;
import io.feedkit.location.LocationOptions;
import io.feedkit.location.LocationProblem;
import io.feedkit.location.LocationScheme;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.net.URI;
import java.util.Set;
import java.util.regex.Pattern;

/** {@code jdbc:postgresql://host/shop} and the like, with the query in the options. */
public final class JdbcScheme implements LocationScheme {
    private static final Pattern PASSWORD =
            Pattern.compile("[?&;,(](password|pwd)=|^jdbc:oracle:[a-z]+:[^/@]+/[^@]*@", Pattern.CASE_INSENSITIVE);

    /** For {@link java.util.ServiceLoader}. */
    public JdbcScheme() {}

    @Override
    public Set<String> schemes() {
        return Set.of("jdbc");
    }

    @Override
    public Location locate(URI address, LocationOptions options) {
        String url = address.toString();
        String name = AddressName.of(address);
        if (PASSWORD.matcher(url).find()) {
            throw failure(
                    name,
                    LocationProblem.SECRET_IN_ADDRESS,
                    "The address holds a password, which would get into logs and histories.",
                    "Leave it out, and name where it is kept: credentials such as user=NAME,password=env:VARIABLE.");
        }
        Credentials.Kind kind = options.credentials().kind();
        if (kind != Credentials.Kind.NONE && kind != Credentials.Kind.PASSWORD) {
            throw failure(
                    name,
                    LocationProblem.UNUSABLE_CREDENTIALS,
                    "A database knows users with passwords only.",
                    "Give user=NAME,password=env:VARIABLE.");
        }
        if (options.query().isBlank()) {
            throw failure(
                    name,
                    LocationProblem.UNUSABLE_ADDRESS,
                    "There is no query to ask the database.",
                    "Give one in SQL, such as select * from products order by id.");
        }
        return new JdbcLocation(name, new DriverConnections(name, url, options), options.query(), options);
    }

    private static FeedException failure(String name, LocationProblem code, String message, String fix) {
        return new FeedException(new Problem(code, SourcePosition.unknown(name), message, fix));
    }
}
