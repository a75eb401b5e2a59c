package io.feedkit.channel.contract;

import io.feedkit.batch.Column;
import io.feedkit.batch.Note;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.Selection;
import io.feedkit.channel.FieldSpec;
import io.feedkit.channel.FieldType;
import io.feedkit.channel.Members.Tax;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Currencies;
import io.feedkit.product.Schema;
import io.feedkit.product.VatBasis;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.OptionalInt;

/**
 * Takes VAT out of prices for countries that want them without.
 *
 * <p>Possible where the product says its rate. Where it does not, the price is sent as it is, since in the countries concerned shops usually keep prices without tax
 * anyway; the report says so once. The other direction needs no conversion: what merchants keep without VAT, such as what they paid themselves, is meant so.
 */
final class TaxBasis {
    private static final String RATE = "vat_rate";
    private static final int SCALE = 6;

    private final String by;
    private final String name;
    /** Where the product says its rate; -1 when it cannot. */
    private final int rateSlot;

    private TaxBasis(String by, String name, int rateSlot) {
        this.by = by;
        this.name = name;
        this.rateSlot = rateSlot;
    }

    static boolean applies(FieldSpec field, AttributeType type, Tax tax) {
        return tax == Tax.EXCLUDED && field.type() == FieldType.PRICE && type.kind() == AttributeType.Kind.MONEY;
    }

    static TaxBasis of(FieldScope scope, FieldSpec field, Schema schema, Formulas formulas) {
        formulas.looksAt(RATE);
        OptionalInt slot = schema.slot(RATE);
        boolean isPercent =
                slot.isPresent() && schema.attribute(slot.getAsInt()).type().kind() == AttributeType.Kind.PERCENT;
        return new TaxBasis(scope.path(field) + "/without-tax", scope.name(field), isPercent ? slot.getAsInt() : -1);
    }

    /** The prices without VAT; the same column when there is nothing to take out. */
    Column without(ProductBatch layer, Column prices, Selection rows, Findings findings) {
        Column rates = rateSlot < 0 ? Column.missing() : layer.column(rateSlot);
        Column net = null;
        int first = -1;
        int unknown = 0;
        for (int i = 0; i < rows.size; i++) {
            int row = rows.rows[i];
            if (prices.isMissing(row) || Currencies.laneBasis(prices.units[row]) != VatBasis.GROSS) {
                continue;
            }
            if (rates.isMissing(row)) {
                first = first < 0 ? row : first;
                unknown++;
                continue;
            }
            if (net == null) {
                net = Column.of(AttributeType.MONEY);
                net.copyAll(prices, prices.bits.length);
            }
            put(
                    amount(prices, row).divide(BigDecimal.ONE.add(amount(rates, row)), MathContext.DECIMAL128),
                    prices,
                    net,
                    row);
            findings.converted(row, by, name, "");
        }
        if (unknown > 0) {
            String text = "Prices go there without tax. These say no " + RATE + ", so they are sent as they are.";
            layer.note(new Note(first, Note.Kind.ADVICE, by, name, text, unknown));
        }
        return net == null ? prices : net;
    }

    private static BigDecimal amount(Column column, int row) {
        return column.bits[row] == Column.BOXED ? column.boxed(row) : BigDecimal.valueOf(column.bits[row], SCALE);
    }

    private static void put(BigDecimal amount, Column from, Column into, int row) {
        int currency = Currencies.laneIndex(from.units[row]);
        BigDecimal rounded = amount.setScale(Currencies.minorDigits(currency), RoundingMode.HALF_UP);
        if (rounded.precision() - rounded.scale() <= 12) {
            into.bits[row] = rounded.setScale(SCALE, RoundingMode.HALF_UP)
                    .unscaledValue()
                    .longValueExact();
        } else {
            into.box(row, rounded);
        }
        into.units[row] = Currencies.lane(currency, VatBasis.NET);
    }
}
