package io.feedkit.feed;

import io.feedkit.batch.ProductBatch;
import io.feedkit.product.Schema;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What one member of a channel accepts: which products, which fields, in which words. Immutable and thread-safe. */
public interface FeedContract {

    /** Whom the feed is for. */
    Member member();

    /** The same contract in the layout that files of this name have; this one when the name says nothing. */
    default FeedContract forFile(Path file) {
        return this;
    }

    /** Adds the attributes the channel knows to those of the catalogue, so that rules can write them. */
    Schema extend(Schema schema);

    /**
     * Prepares the contract for products of one schema. Mistakes in the channel's own description are thrown as {@link io.feedkit.problem.FeedException}.
     *
     * @param schema the slots of the products to come
     * @param supplied names of the attributes that may have values, from the catalogue or from rules; nothing else needs to be looked at
     */
    Prepared prepare(Schema schema, Set<String> supplied, Instant runAt);

    /** A contract for one run. Immutable and thread-safe. */
    interface Prepared {
        /** The layout its feed fills. */
        FeedLayout layout();

        /** Names of the attributes it looks at. */
        Set<String> reads();

        /** Checks the channel asks for that this contract does not make, because they need the whole catalogue; the manifest lists them. */
        default List<String> notChecked() {
            return List.of();
        }

        /** Starts the work of one thread. */
        Session open();
    }

    /** A contract at work, for one thread. */
    interface Session {
        /**
         * Checks and converts the live rows of a batch. Refused rows get a note of kind INVALID and leave the live rows; what was changed is noted; the texts of
         * the remaining rows stand in {@code out}.
         */
        void apply(ProductBatch layer, FeedBatch out);
    }
}
