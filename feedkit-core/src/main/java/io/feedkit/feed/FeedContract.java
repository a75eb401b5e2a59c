package io.feedkit.feed;

import io.feedkit.batch.ProductBatch;
import io.feedkit.feed.api.ApiPlan;
import io.feedkit.problem.Problem;
import io.feedkit.product.Schema;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What one member of a channel accepts: which products, which fields, in which words. Immutable and thread-safe. */
public interface FeedContract {

    /** Whom the feed is for. */
    Member member();

    /** The same contract in the layout that files of this name have; this one when the name says nothing. */
    default FeedContract forFile(Path file) {
        return this;
    }

    /**
     * What its feed is called in a folder of this machine, where only the folder is said. It is the same in every run: ledger, manifest and earlier versions are found by it.
     */
    default String fileName() {
        return member().toString().replaceAll("[^A-Za-z0-9._-]", "-");
    }

    /** What its feed is called in a folder it is delivered to: as the channel wants it, which may say the moment of the run. */
    default String fileName(Instant runAt) {
        return fileName();
    }

    /** The same contract in the layout whose records the channel's calls carry; this one when it knows no calls. */
    default FeedContract forCalls() {
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

    /** What it says to single values of these attributes, for those who check rules; empty when it says nothing before a run. */
    default Optional<ValueCheck> values(Schema schema) {
        return Optional.empty();
    }

    /** A contract for one run. Thread-safe; but for what sessions remember of the products, immutable. Closed when the run has ended, however it ended. */
    interface Prepared extends AutoCloseable {
        /** The layout its feed fills. */
        FeedLayout layout();

        /** Names of the attributes it looks at. */
        Set<String> reads();

        /**
         * Gives it so many bytes to remember products of the run with, for checks across the catalogue. Called once, before the first session. Without a call nothing is put on disk.
         *
         * @param diskBytes of temporary files for what does not fit in memory
         */
        default void allow(long memoryBytes, long diskBytes) {}

        /** How many bytes of disk that took; 0 when memory sufficed. Asked when all products were seen. */
        default long checkDiskBytes() {
            return 0;
        }

        /** Checks the channel asks for that were not made for all products, because memory and disk did not suffice; the manifest lists them. Asked when all products were seen. */
        default List<String> notChecked() {
            return List.of();
        }

        /**
         * What is to be said when all products were seen.
         *
         * @param records how many the feed holds
         */
        default List<Problem> afterwards(long records) {
            return List.of();
        }

        /** How many numbers stand for a product in comparisons across the catalogue; none when nothing is compared. */
        default int marks() {
            return 0;
        }

        /**
         * Names all that decides what becomes of a product, beside the product itself: equal names promise equal feeds, for each product as long as {@link
         * Session#holdsUntil} says. Empty when that cannot be named, because it looks at the clock in ways that cannot be foreseen, or at anything else outside.
         */
        default String identity() {
            return "";
        }

        /** How much the channel takes in one file of several. */
        default FeedLimits limits() {
            return FeedLimits.NONE;
        }

        /** How products get to the channel where it is called; empty when it only takes files. */
        default Optional<ApiPlan> calls() {
            return Optional.empty();
        }

        /** Starts the work of one thread. */
        Session open();

        /**
         * As {@link #open()}, beside sessions of other feeds in the same thread.
         *
         * @param common what all of them put together and take from each other
         */
        default Session open(CommonWork common) {
            return open();
        }

        /** Gives back what it has on disk. No session is at work any more, and nothing is asked afterwards. */
        @Override
        default void close() {}
    }

    /** A contract at work, for one thread. */
    interface Session {
        /** Begins a batch. What {@link #compare} finds in it holds each time it is applied from then on, until the next begins. */
        default void start() {}

        /**
         * Checks and converts the live rows of a batch. Refused rows get a note of kind INVALID and leave the live rows; what was changed is noted; the texts of
         * the remaining rows stand in {@code out}.
         */
        void apply(ProductBatch layer, FeedBatch out);

        /**
         * Compares the batch applied last with all batches before it, and remembers it. Called once for each batch, in the order of the catalogue, by one thread at a time. True when
         * something was found: then the same batch is applied once more, from the layer as it was before, and what was found is noted there.
         */
        default boolean compare() {
            return false;
        }

        /** Writes down what stands for a row of the batch applied last in such comparisons, as many numbers as {@link Prepared#marks} says. */
        default void marks(int row, long[] into) {}

        /**
         * Until which second since 1970 what was made of a row of the batch applied last would be made of the same product again; 0 when it would not even now, since it depends on
         * other products.
         */
        default long holdsUntil(int row) {
            return Long.MAX_VALUE;
        }

        /**
         * Lets a product take part in the next comparison that is not worked on, since all is as it was when {@link #marks} wrote these numbers. Before {@link #apply}, one product after
         * the other in the order of the catalogue.
         *
         * @param row the row of the next batch applied that it stands before; it may stand in it itself, but not among the live rows
         * @param record the number of its record
         */
        default void restore(int row, long record, long[] marks) {}

        /** Whether the last comparison found something about a restored product. Then it has to be worked on after all, and so has the whole catalogue. */
        default boolean isRestoredFound() {
            return false;
        }
    }
}
