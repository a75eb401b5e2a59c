package io.feedkit.feed;

/**
 * How much one file of a feed may hold; a feed that is larger comes in several.
 *
 * @param products records in one file
 * @param fileBytes size of the file as it is sent
 * @param unpackedBytes size of the file before it is packed
 */
public record FeedLimits(long products, long fileBytes, long unpackedBytes) {
    /** One file, however large. */
    public static final FeedLimits NONE = new FeedLimits(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);

    public FeedLimits {
        if (products < 1 || fileBytes < 1 || unpackedBytes < 1) {
            throw new IllegalArgumentException(
                    "limits count from 1: " + products + ", " + fileBytes + ", " + unpackedBytes);
        }
    }

    public FeedLimits withProducts(long most) {
        return new FeedLimits(most, fileBytes, unpackedBytes);
    }

    public FeedLimits withFileBytes(long most) {
        return new FeedLimits(products, most, unpackedBytes);
    }

    public FeedLimits withUnpackedBytes(long most) {
        return new FeedLimits(products, fileBytes, most);
    }

    /** What both allow. */
    public FeedLimits and(FeedLimits other) {
        return new FeedLimits(
                Math.min(products, other.products),
                Math.min(fileBytes, other.fileBytes),
                Math.min(unpackedBytes, other.unpackedBytes));
    }
}
