package io.feedkit.shop;

import io.feedkit.shop.answer.Answer;
import java.math.BigDecimal;

/** Tells the price something is sold at from the one it was sold at before, which shops keep side by side. */
public final class Prices {

    private Prices() {}

    /** Puts the higher of both as the price and the lower as the reduced one; where there is no higher one before, just the price. */
    public static void put(OfferLines offers, Answer now, Answer before, String currency) {
        if (isMore(before.text(), now.text())) {
            offers.put("price", before, currency).put("sale_price", now, currency);
        } else {
            offers.put("price", now, currency);
        }
    }

    private static boolean isMore(String before, String now) {
        try {
            return !before.isBlank() && new BigDecimal(before).compareTo(new BigDecimal(now)) > 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
