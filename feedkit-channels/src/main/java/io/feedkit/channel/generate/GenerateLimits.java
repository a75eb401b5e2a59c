package io.feedkit.channel.generate;

/**
 * How large a description may be, and how much of it is shown in one place.
 *
 * @param maxBytes length of one JSON text in bytes
 * @param maxDepth how deep objects and arrays may nest, definitions that are referred to included
 * @param maxValues how many values of any kind one text may hold
 * @param maxFields how many fields the descriptor may have
 * @param maxInlineValues closed sets and lists with more values than this stand in a table beside the descriptor
 */
public record GenerateLimits(int maxBytes, int maxDepth, int maxValues, int maxFields, int maxInlineValues) {

    /** Several times what the largest operators and product types need. */
    public static final GenerateLimits DEFAULTS = new GenerateLimits(64 << 20, 64, 2_000_000, 10_000, 24);

    public GenerateLimits {
        if (maxBytes < 1 || maxDepth < 1 || maxValues < 1 || maxFields < 1 || maxInlineValues < 0) {
            throw new IllegalArgumentException("limits start at 1");
        }
    }

    public GenerateLimits withMaxBytes(int limit) {
        return new GenerateLimits(limit, maxDepth, maxValues, maxFields, maxInlineValues);
    }

    public GenerateLimits withMaxDepth(int limit) {
        return new GenerateLimits(maxBytes, limit, maxValues, maxFields, maxInlineValues);
    }

    public GenerateLimits withMaxValues(int limit) {
        return new GenerateLimits(maxBytes, maxDepth, limit, maxFields, maxInlineValues);
    }

    public GenerateLimits withMaxFields(int limit) {
        return new GenerateLimits(maxBytes, maxDepth, maxValues, limit, maxInlineValues);
    }

    public GenerateLimits withMaxInlineValues(int limit) {
        return new GenerateLimits(maxBytes, maxDepth, maxValues, maxFields, limit);
    }
}
