package io.feedkit.export.api;

import java.util.Locale;

/** In which order products are sent. */
public enum Lane {
    /** What cannot be sold any more: sold out, or gone. */
    STOCK,
    /** Prices and stocks of products that stay. */
    OFFER,
    /** Everything else, and products that are new. */
    CONTENT;

    /** As reports write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
