package io.feedkit.channel;

/**
 * How large a descriptor may be. A descriptor may come from a tenant, so it is hostile input like any other.
 *
 * @param maxCodePoints length of the file in code points
 * @param maxDepth how deep mappings and lists may nest
 * @param maxNodes how many keys and values there may be, those repeated through a YAML alias counted each time
 * @param maxProblems how many problems are reported before reading gives up counting
 */
public record DescriptorLimits(int maxCodePoints, int maxDepth, int maxNodes, int maxProblems) {

    /** Ten times what the largest descriptor we ship needs. */
    public static final DescriptorLimits DEFAULTS = new DescriptorLimits(2_000_000, 24, 200_000, 200);

    public DescriptorLimits {
        if (maxCodePoints < 1 || maxDepth < 1 || maxNodes < 1 || maxProblems < 1) {
            throw new IllegalArgumentException("limits start at 1");
        }
    }

    public DescriptorLimits withMaxCodePoints(int limit) {
        return new DescriptorLimits(limit, maxDepth, maxNodes, maxProblems);
    }

    public DescriptorLimits withMaxDepth(int limit) {
        return new DescriptorLimits(maxCodePoints, limit, maxNodes, maxProblems);
    }

    public DescriptorLimits withMaxNodes(int limit) {
        return new DescriptorLimits(maxCodePoints, maxDepth, limit, maxProblems);
    }

    public DescriptorLimits withMaxProblems(int limit) {
        return new DescriptorLimits(maxCodePoints, maxDepth, maxNodes, limit);
    }
}
