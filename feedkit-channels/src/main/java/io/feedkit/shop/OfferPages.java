package io.feedkit.shop;

/** One pass over the catalogue of a shop, a page at a time. One-shot and for one thread. */
@FunctionalInterface
public interface OfferPages extends AutoCloseable {

    /**
     * Asks the shop for its next page and takes down the offers on it, which may be none.
     *
     * <p>Throws {@link io.feedkit.problem.FeedException} when the shop cannot be asked or its answer cannot be understood.
     *
     * @return whether there may be more
     */
    boolean next(OfferLines offers);

    /** Lets go of what the pass holds, also in the middle of it. */
    @Override
    default void close() {}
}
