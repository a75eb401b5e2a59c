package io.feedkit.shop.vendure;

import io.feedkit.shop.answer.Answer;
import java.math.BigDecimal;

/**
 * What holds for the whole shop.
 *
 * @param precision how many digits of an amount stand behind its point: the shop's own setting, the same for every currency
 * @param tracked whether stock is counted where a variant does not say
 * @param threshold below how much in stock a variant is not sold where it does not say; negative where more is sold than is there
 */
record VendureSettings(int precision, boolean tracked, BigDecimal threshold) {
    static final String QUERY =
            "{ globalSettings { trackInventory outOfStockThreshold serverConfig { moneyStrategyPrecision } } }";
    /** What a shop is installed with. */
    static final VendureSettings DEFAULTS = new VendureSettings(2, true, BigDecimal.ZERO);

    private static final int MOST_DIGITS = 10;

    static VendureSettings of(Answer said) {
        long precision = said.at("serverConfig.moneyStrategyPrecision").whole().orElse(DEFAULTS.precision);
        return new VendureSettings(
                (int) Math.max(0, Math.min(MOST_DIGITS, precision)),
                !said.get("trackInventory").text().equals("false"),
                said.get("outOfStockThreshold").decimal().orElse(DEFAULTS.threshold));
    }
}
