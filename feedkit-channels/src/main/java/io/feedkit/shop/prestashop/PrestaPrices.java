package io.feedkit.shop.prestashop;

import io.feedkit.shop.OfferLines;
import io.feedkit.shop.answer.Answer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/**
 * The prices of one product and its combinations as customers see them. The shop keeps them without VAT, a combination as what it adds to its product's; the sum is
 * taxed and then rounded half up to cents, as the shop does.
 */
final class PrestaPrices {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final String NO_DATE = "0000-00-00 00:00:00";

    private final BigDecimal net;
    private final BigDecimal vat;
    private final List<Answer> discounts;
    private final String today;
    private final OfferLines offers;

    /** @param today discounts that ended before are over, {@code 2026-02-01} */
    PrestaPrices(Answer product, PrestaShopData shop, List<Answer> discounts, String today, OfferLines offers) {
        this.today = today;
        this.offers = offers;
        net = offers.decimal(product, "price");
        vat = shop.vat().getOrDefault(product.get("id_tax_rules_group").text(), BigDecimal.ZERO);
        this.discounts = discounts;
    }

    /** {@code 20}, in percent. */
    String vat() {
        return vat.stripTrailingZeros().toPlainString() + "%";
    }

    String gross(Answer combination) {
        return taxed(net.add(impact(combination)));
    }

    private BigDecimal impact(Answer combination) {
        return offers.decimalOrZero(combination, "price");
    }

    private String taxed(BigDecimal without) {
        BigDecimal factor = BigDecimal.ONE.add(vat.divide(HUNDRED));
        return without.multiply(factor).setScale(2, RoundingMode.HALF_UP).toPlainString();
    }

    /** A discount for everybody who buys one piece, of a product or of one combination, that is not over; the first the shop names. */
    Optional<Discount> discount(Answer combination) {
        return discounts.stream()
                .filter(discount -> !isOver(discount)
                        && isForAll(discount)
                        && isFor(discount, combination.get("id").text()))
                .findFirst()
                .map(discount -> new Discount(
                        reduced(discount, net.add(impact(combination))),
                        day(discount.get("from")),
                        day(discount.get("to"))));
    }

    /**
     * A price for a time.
     *
     * @param price with VAT
     * @param from the first day, or empty
     * @param to the last day, or empty
     */
    record Discount(String price, String from, String to) {}

    private boolean isOver(Answer discount) {
        String end = day(discount.get("to"));
        return !end.isEmpty() && end.compareTo(today) < 0;
    }

    private static boolean isForAll(Answer discount) {
        String pieces = discount.get("from_quantity").text();
        return (pieces.isEmpty() || pieces.equals("1"))
                && List.of("id_customer", "id_group", "id_country", "id_currency").stream()
                        .map(field -> discount.get(field).text())
                        .allMatch(id -> id.isEmpty() || id.equals("0"));
    }

    private static boolean isFor(Answer discount, String combination) {
        String only = discount.get("id_product_attribute").text();
        return only.isEmpty() || only.equals("0") || only.equals(combination);
    }

    private String reduced(Answer discount, BigDecimal without) {
        BigDecimal fixed = offers.decimalOrZero(discount, "price");
        // Minus one says that the price stays and only the reduction counts.
        BigDecimal base = fixed.signum() > 0 ? fixed : without;
        BigDecimal reduction = offers.decimalOrZero(discount, "reduction");
        if (discount.get("reduction_type").text().equals("percentage")) {
            return taxed(base.subtract(base.multiply(reduction)));
        }
        boolean withVat = !discount.get("reduction_tax").text().equals("0");
        return withVat
                ? new BigDecimal(taxed(base))
                        .subtract(reduction)
                        .setScale(2, RoundingMode.HALF_UP)
                        .toPlainString()
                : taxed(base.subtract(reduction));
    }

    private static String day(Answer moment) {
        String text = moment.text();
        return text.isEmpty() || text.equals(NO_DATE) ? "" : text.substring(0, Math.min(10, text.length()));
    }
}
