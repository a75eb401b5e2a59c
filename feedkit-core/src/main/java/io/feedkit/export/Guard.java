package io.feedkit.export;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;

/** A way in which a feed can be suspiciously different from the one before. */
public enum Guard {
    /** The products in the feed became so many per cent fewer. */
    FEWER_PRODUCTS(20),
    /** The share of records left out (by rules, by the contract, unreadable) grew by so many points. */
    LEFT_OUT(20),
    /** The middle price of a currency moved by so many per cent, up or down. */
    PRICE_MEDIAN(30),
    /** The pieces in stock of all products became so many per cent fewer. */
    STOCK_SUM(50),
    /** Categories without any product left held so many per cent of the products before. */
    EMPTIED_CATEGORY(5),
    /** So many per cent of the products have a problem of a kind the last run did not have. */
    NEW_PROBLEMS(10);

    private final int usual;

    Guard(int usual) {
        this.usual = usual;
    }

    /** The bound when nobody says another. */
    public BigDecimal usualBound() {
        return BigDecimal.valueOf(usual);
    }

    /** As users write it: {@code fewer-products}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The guard users call that. */
    public static Optional<Guard> named(String word) {
        for (Guard guard : values()) {
            if (guard.word().equals(word)) {
                return Optional.of(guard);
            }
        }
        return Optional.empty();
    }
}
