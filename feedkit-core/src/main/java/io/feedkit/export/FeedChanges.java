package io.feedkit.export;

import java.util.Map;

/**
 * What is new in a feed since the run before, in products; in records, where these hold several products.
 *
 * @param since the instant of that run, as ISO 8601; empty when there was none, or nobody compared
 * @param added products that were not in the feed
 * @param changed products of which a field is different
 * @param unchanged products that are as they were
 * @param removed products that are in the feed no more
 * @param fields how many of the changed products differ in each field
 */
public record FeedChanges(
        String since, long added, long changed, long unchanged, long removed, Map<String, Long> fields) {
    /** Nobody compared. */
    static final FeedChanges NONE = new FeedChanges("", 0, 0, 0, 0, Map.of());

    public FeedChanges {
        fields = Map.copyOf(fields);
    }
}
