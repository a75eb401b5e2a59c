package io.feedkit.feed;

/**
 * Writes one format of feed. Stateless and thread-safe; found by {@link java.util.ServiceLoader}. Plugin authors extend {@code FeedFormatContract} in their tests.
 */
public interface FeedFormat {

    /** Lower-case and stable, as descriptors write it: {@code rss}. */
    String name();

    /** Prepares an encoder; throws {@link io.feedkit.problem.FeedException} when the layout asks for what the format cannot do. */
    FeedEncoder encoder(FeedLayout layout);
}
