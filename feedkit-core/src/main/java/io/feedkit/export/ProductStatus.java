package io.feedkit.export;

import java.util.Locale;

/** What became of a product in one feed. */
enum ProductStatus {
    SENT,
    /** Left out by rules. */
    EXCLUDED,
    /** Refused by the channel's contract. */
    INVALID,
    /** A record that never became a product. */
    UNREADABLE,
    /** It is in the feed as the last run sent it, and is not sent again. */
    UNCHANGED,
    /** It was in the feed and is not in the catalogue any more. */
    REMOVED,
    /** The channel refused it when it was sent. */
    REJECTED,
    /** It was to be sent to an API and is not known to have come there; the next run sends it. */
    WAITING;

    /** As ledgers and manifests write it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
