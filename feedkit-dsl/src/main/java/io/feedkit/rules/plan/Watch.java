package io.feedkit.rules.plan;

import io.feedkit.rules.check.Act;
import io.feedkit.rules.eval.Tally;
import io.feedkit.rules.eval.Trail;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to know of statements at work. Plans get further steps for it; a plan nobody watches has none.
 *
 * @param tallies where the products that come to a statement are counted; null for a statement nobody asks about
 * @param trail where everything that happens to one product is written down, or null
 */
public record Watch(
        Function<Act, @Nullable Tally> tallies, @Nullable Trail trail) {
    public static final Watch NOTHING = new Watch(act -> null, null);

    public Watch withTrail(Trail wanted) {
        return new Watch(tallies, wanted);
    }
}
