package io.feedkit.shop;

import io.feedkit.shop.answer.Answer;
import java.math.BigDecimal;
import java.util.Optional;

/** Tells the price something is sold at from the one it was sold at before, which shops keep side by side. */
public final class Prices {

    private Prices() {}

    /** Puts the higher of both as the price and the lower as the reduced one; where there is no higher one before, just the price. */
    public static void put(OfferLines offers, Answer now, Answer before, String currency) {
        if (isMore(before, now)) {
            offers.put("price", before, currency).put("sale_price", now, currency);
        } else {
            offers.put("price", now, currency);
        }
    }

    private static boolean isMore(Answer before, Answer now) {
        Optional<BigDecimal> more = before.decimal();
        Optional<BigDecimal> less = now.decimal();
        return more.isPresent() && less.isPresent() && more.get().compareTo(less.get()) > 0;
    }
}
