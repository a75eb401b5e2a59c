package io.feedkit.feed;

import io.feedkit.batch.ProductBatch;
import io.feedkit.problem.ProblemSink;
import io.feedkit.product.Schema;
import java.time.Instant;

/** What one member of a channel accepts: which products, which fields, in which words. Immutable and thread-safe. */
public interface FeedContract {

    Member member();

    /** The layout this contract fills. */
    FeedLayout layout();

    /** The attributes the channel knows, beyond those of the catalogue, so that rules can write them. */
    Schema extend(Schema schema);

    /** Prepares the contract for products of one schema; compile problems of the channel's own conditions are thrown as a configuration problem. */
    Session open(Schema schema, Instant runAt, ProblemSink problems);

    /** The contract at work, for one thread. */
    interface Session {
        /**
         * Checks and converts the live rows of a batch. Refused rows get a note of kind INVALID and leave the live rows; what was changed is noted; the texts of
         * the remaining rows stand in {@code out}.
         */
        void apply(ProductBatch layer, FeedBatch out);
    }
}
