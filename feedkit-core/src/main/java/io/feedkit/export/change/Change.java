package io.feedkit.export.change;

import java.util.Locale;

/** What became of a product of a feed since the run before. */
public enum Change {
    /** It is not in the feed. */
    ABSENT,
    /** It was not in the feed before. */
    ADDED,
    /** At least one of its fields is different. */
    CHANGED,
    /** All its fields are the same. */
    UNCHANGED,
    /** It was in the feed and is no more. */
    REMOVED;

    /** As ledgers and manifests write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
