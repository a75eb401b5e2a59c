package io.feedkit.export;

import io.feedkit.batch.ProductBatch;
import io.feedkit.feed.Member;
import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemSink;
import io.feedkit.product.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What happens to products between reading and sending; compiled rule sets are the usual one. Immutable and thread-safe. */
public interface Enrichment {

    /** Changes nothing. */
    static Enrichment none() {
        return new NoEnrichment();
    }

    /** Names exactly what the enrichment does, for the manifest: equal hashes mean equal results. */
    String hash();

    /**
     * Names all that decides what becomes of a product in a run at {@code runAt}, beside the product itself: equal names promise equal results. Empty, unless overridden: that cannot
     * be named, because it depends on other products or on something outside.
     */
    default String identity(Instant runAt) {
        return "";
    }

    /** Names of the attributes it may read. */
    Set<String> reads();

    /** Names of the attributes it may write. */
    Set<String> writes();

    /** What has to be known of the whole catalogue first; nothing, unless overridden. The enrichment it ends with takes the place of this one. */
    default Optional<FirstPass> firstPass(Schema schema, Instant runAt) {
        return Optional.empty();
    }

    /** What rules say about themselves, by the name that notes know them by; rules that say nothing are left out. */
    default Map<String, RuleLabel> labels() {
        return Map.of();
    }

    /** What the manifest of a feed keeps for the next run of that feed, by name: facts that must not change unnoticed between two runs. */
    default Map<String, String> remembered(Instant runAt) {
        return Map.of();
    }

    /**
     * What speaks against a run for one member. Asked once for each feed, before anything is read; an error keeps the feed from being published.
     *
     * @param remembered what the last run of this feed left with {@link #remembered}, empty when it is the first
     */
    default List<Problem> review(Member member, Instant runAt, Map<String, String> remembered) {
        return List.of();
    }

    /** Gives back what the first pass of a run made it keep, temporary files for example; nothing, unless overridden. Called when that run has ended; nobody asks it anything afterwards. */
    default void forget() {}

    /** Prepares a run for products of {@code schema}, which has at least the attributes the rules were compiled against. */
    Session open(Schema schema, List<Member> members, Instant runAt, ProblemSink problems);

    /** The enrichment at work, for one thread. */
    interface Session {
        /** Enriches the live rows once for all members. */
        void trunk(ProductBatch batch);

        /** Enriches the live rows of a layer for one member, by its place in the list given to {@link Enrichment#open}. */
        void layer(int member, ProductBatch layer);
    }
}
