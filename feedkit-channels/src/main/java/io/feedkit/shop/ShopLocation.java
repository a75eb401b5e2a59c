package io.feedkit.shop;

import io.feedkit.location.Location;
import io.feedkit.location.LocationOptions;
import io.feedkit.location.LocationProblem;
import io.feedkit.location.Source;
import io.feedkit.location.SourceLimits;
import io.feedkit.location.StoredBytes;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.io.IOException;

/** The catalogue of a shop as a place that bytes come from. */
record ShopLocation(String name, ShopSystem system, ShopAccount account, ShopSecrets secrets, LocationOptions options)
        implements Location {

    @Override
    public Source open(SourceLimits limits) {
        OfferLines lines = new OfferLines(system.name(), name);
        ShopApi api = ShopApi.of(account, secrets, options, lines::remark);
        OfferStream bytes = new OfferStream(system.open(account, api), lines);
        try {
            return Source.of(name, StoredBytes.of(bytes).withRemarks(lines::takeRemarks), limits);
        } catch (IOException e) {
            throw new FeedException(
                    new Problem(
                            LocationProblem.CANNOT_OPEN,
                            SourcePosition.unknown(name),
                            "The shop cannot be read: " + e.getMessage() + "."),
                    e);
        }
    }

    @Override
    public boolean isRemote() {
        return true;
    }

    @Override
    public String emptyMeans() {
        return account.updatedSince()
                .map(since -> "Nothing that this account may read and that is for sale changed in the shop since "
                        + ShopTimes.withZone(since) + ".")
                .orElse("The shop has nothing for sale that this account may read.");
    }

    @Override
    public String toString() {
        return name;
    }
}
