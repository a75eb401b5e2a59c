package io.feedkit.location.s3;

import io.feedkit.location.Destination;
import io.feedkit.location.Location;
import io.feedkit.location.LocationOptions;
import io.feedkit.location.LocationScheme;
import java.net.URI;
import java.util.Set;

/**
 * {@code s3://bucket/folder/feed.xml?region=eu-west-3}, and with {@code endpoint=https://store.example} any other store that speaks S3. The user of the credentials is the access key's
 * id, the password its secret.
 */
public final class S3Scheme implements LocationScheme {
    /** For {@link java.util.ServiceLoader}. */
    public S3Scheme() {}

    @Override
    public Set<String> schemes() {
        return Set.of("s3");
    }

    @Override
    public Location locate(URI address, LocationOptions options) {
        return new S3Location(S3Place.of(address, options));
    }

    @Override
    public Destination destination(URI address, LocationOptions options) {
        return new S3Destination(S3Place.of(address, options));
    }
}
