package io.feedkit.export;

import java.util.Locale;

/** What a run spends its time on, in the order in which a product passes. */
public enum Stage {
    /** Looking at the whole catalogue first, for rules that compare products. */
    SCAN,
    /** Reading records and making products of them. */
    READ,
    /** Looking for products that are as they were, and for what is new. */
    COMPARE,
    /** Rules that hold for all feeds. */
    TRUNK,
    /** Rules of one feed. */
    LAYER,
    /** The channel's contract: checks and conversions. */
    CHECK,
    /** Making the bytes of the feed. */
    ENCODE,
    /** Ledger and figures. */
    ACCOUNT,
    /** Writing feed and ledger, in the order of the catalogue. */
    WRITE,
    /** Guards, and putting the files in their places. */
    PUBLISH;

    /** As reports and metrics write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
