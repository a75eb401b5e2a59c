package io.feedkit.location;

/**
 * What a source may cost at most.
 *
 * @param maxBytes the whole source, decompressed
 * @param maxInflation how many times larger than its compressed form it may become (checked beyond the first 16 MiB, which do no harm)
 */
public record SourceLimits(long maxBytes, int maxInflation) {
    /** 64 GiB, and 200 times the compressed size. */
    public static final SourceLimits DEFAULTS = new SourceLimits(64L << 30, 200);

    public SourceLimits {
        if (maxBytes < 1 || maxInflation < 1) {
            throw new IllegalArgumentException("limits are positive");
        }
    }
}
