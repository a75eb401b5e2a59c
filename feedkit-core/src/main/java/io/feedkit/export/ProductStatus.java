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
    UNREADABLE;

    /** As ledgers and manifests write it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
