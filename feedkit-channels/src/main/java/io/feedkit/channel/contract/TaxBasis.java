package io.feedkit.channel.contract;

import io.feedkit.batch.Column;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.Selection;
import io.feedkit.channel.FieldSpec;
import io.feedkit.channel.FieldType;
import io.feedkit.channel.Members.Tax;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Attributes;
import io.feedkit.product.Currencies;
import io.feedkit.product.Schema;
import io.feedkit.product.VatBasis;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.OptionalInt;

/**
 * Takes VAT out of prices for countries that want them without, and adds it for those that want them with it.
 *
 * <p>Possible where the product says its rate. Without one, a price with VAT is sent as it is where none is wanted, since in the countries concerned shops usually
 * keep prices without tax anyway; the report says so once. A price without VAT is never sent as one with it: the product is refused. What merchants keep without
 * VAT on purpose, such as what they paid themselves, is meant so and stays.
 */
final class TaxBasis {
    private static final AttributeType NET = new AttributeType.MoneyType(VatBasis.NET);
    private static final String RATE = "vat_rate";
    private static final int SCALE = 6;

    private final String by;
    /** Whether VAT is added rather than taken out. */
    private final boolean added;

    private final String name;
    /** Where the product says its rate; -1 when it cannot. */
    private final int rateSlot;

    private TaxBasis(boolean added, String by, String name, int rateSlot) {
        this.added = added;
        this.by = by;
        this.name = name;
        this.rateSlot = rateSlot;
    }

    static boolean applies(FieldSpec field, AttributeType type, Tax tax) {
        boolean price = field.type() == FieldType.PRICE && type.kind() == AttributeType.Kind.MONEY;
        return price && (tax == Tax.EXCLUDED || tax == Tax.INCLUDED && type.equals(NET) && isUsuallyGross(field));
    }

    private static boolean isUsuallyGross(FieldSpec field) {
        return Attributes.standard()
                .named(field.name())
                .map(attribute -> attribute.type().equals(new AttributeType.MoneyType(VatBasis.GROSS)))
                .orElse(false);
    }

    static TaxBasis of(FieldScope scope, FieldSpec field, Tax tax, Schema schema, Formulas formulas) {
        formulas.looksAt(RATE, schema);
        OptionalInt slot = schema.slot(RATE);
        boolean isPercent =
                slot.isPresent() && schema.attribute(slot.getAsInt()).type().kind() == AttributeType.Kind.PERCENT;
        boolean added = tax == Tax.INCLUDED;
        String by = scope.path(field) + (added ? "/with-tax" : "/without-tax");
        return new TaxBasis(added, by, scope.name(field), isPercent ? slot.getAsInt() : -1);
    }

    /** The prices on the basis that is wanted; the same column when there is nothing to convert. */
    Column converted(ProductBatch layer, Column prices, Selection rows, Findings findings) {
        Column rates = rateSlot < 0 ? Column.missing() : layer.column(rateSlot);
        Column net = null;
        VatBasis wrong = added ? VatBasis.NET : VatBasis.GROSS;
        Selection unknown = new Selection();
        for (int i = 0; i < rows.size; i++) {
            int row = rows.rows[i];
            if (prices.isMissing(row) || Currencies.laneBasis(prices.units[row]) != wrong) {
                continue;
            }
            if (rates.isMissing(row)) {
                if (added) {
                    findings.refuse(row, by, name, "The price is without VAT, and the product says no " + RATE + ".");
                } else {
                    unknown.add(row);
                }
                continue;
            }
            if (net == null) {
                net = Column.of(AttributeType.MONEY);
                net.copyAll(prices, prices.bits.length);
            }
            BigDecimal factor = BigDecimal.ONE.add(amount(rates, row));
            BigDecimal amount = amount(prices, row);
            put(added ? amount.multiply(factor) : amount.divide(factor, MathContext.DECIMAL128), prices, net, row);
            findings.converted(row, by, name, "");
        }
        if (!unknown.isEmpty()) {
            String text = "Prices go there without tax. These say no " + RATE + ", so they are sent as they are.";
            findings.advise(by, name, text, unknown);
        }
        return net == null ? prices : net;
    }

    private static BigDecimal amount(Column column, int row) {
        return column.bits[row] == Column.BOXED ? column.boxed(row) : BigDecimal.valueOf(column.bits[row], SCALE);
    }

    private void put(BigDecimal amount, Column from, Column into, int row) {
        int currency = Currencies.laneIndex(from.units[row]);
        BigDecimal rounded = amount.setScale(Currencies.minorDigits(currency), RoundingMode.HALF_UP);
        if (rounded.precision() - rounded.scale() <= 12) {
            into.bits[row] = rounded.setScale(SCALE, RoundingMode.HALF_UP)
                    .unscaledValue()
                    .longValueExact();
        } else {
            into.box(row, rounded);
        }
        into.units[row] = Currencies.lane(currency, added ? VatBasis.GROSS : VatBasis.NET);
    }
}
