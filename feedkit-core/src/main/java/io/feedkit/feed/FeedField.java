package io.feedkit.feed;

import java.util.List;
import java.util.Objects;

/**
 * One field of a feed, as it stands in the file.
 *
 * @param name the column name, or the element name with its prefix
 * @param repeated whether a product may have several values, which arrive parted by {@link io.feedkit.batch.TextBuffer#LIST_SEPARATOR}
 * @param parts the names of a group's sub-values, whose texts arrive parted by {@link io.feedkit.batch.TextBuffer#PART_SEPARATOR}; empty for a plain field
 */
public record FeedField(String name, boolean repeated, List<String> parts) {
    public FeedField {
        Objects.requireNonNull(name, "name");
        parts = List.copyOf(parts);
    }

    public static FeedField of(String name) {
        return new FeedField(name, false, List.of());
    }

    public boolean isGroup() {
        return !parts.isEmpty();
    }
}
