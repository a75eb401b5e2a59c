package io.feedkit.rules.function;

import static io.feedkit.product.AttributeType.MONEY;
import static io.feedkit.product.AttributeType.MONEY_GROSS;
import static io.feedkit.product.AttributeType.MONEY_NET;
import static io.feedkit.product.AttributeType.PERCENT;
import static io.feedkit.product.AttributeType.TEXT;
import static io.feedkit.rules.function.Definition.text;

import io.feedkit.batch.Column;
import io.feedkit.batch.TextBuffer;
import io.feedkit.product.AttributeType;
import io.feedkit.product.AttributeType.Kind;
import io.feedkit.product.AttributeType.MoneyType;
import io.feedkit.product.Currencies;
import io.feedkit.product.VatBasis;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Prices: VAT, margins, commissions, currencies, rounding. Money keeps every digit until a function rounds it or it is assigned. */
final class MoneyFunctions {
    static final List<Function> ALL = List.of(
            Definition.of("money")
                    .takes(Parameter.of("d", Amounts.NUMBERS), text("currency"))
                    .gives(MONEY)
                    .saying("Makes money of a number.")
                    .example("money(12.5, \"EUR\")", "12.5 EUR")
                    .example("money(12, \"Euro\")", "fault")
                    .boundBy(MoneyFunctions::money),
            Definition.of("currency")
                    .takes(money("m"))
                    .gives(TEXT)
                    .saying("The code of the currency; missing when nobody stated one.")
                    .example("currency(12.50 EUR)", "\"EUR\"")
                    .example("currency(0 JPY)", "\"JPY\"")
                    .by(Kernels.rowsWith(CurrencyCodes::new)),
            Definition.of("convert")
                    .takes(money("m"), text("currency"), Parameter.of("rate", Amounts.NUMBERS))
                    .saying("The amount in another currency: one unit of the old one is worth rate units of the new"
                            + " one.")
                    .example("convert(10 EUR, \"CHF\", 0.95)", "9.5 CHF")
                    .example("convert(10 EUR, \"XYZ\", 2)", "fault")
                    .boundBy(MoneyFunctions::converting),
            Definition.of("round_money")
                    .takes(money("m"), mode())
                    .saying("Rounds to the smallest coin of the currency.")
                    .example("round_money(12.345 EUR)", "12.35 EUR")
                    .example("round_money(1234.5 JPY)", "1235 JPY")
                    .boundBy(site -> {
                        RoundingMode mode = Rounding.mode(site.word(1, "half_up"));
                        return Kernels.rows((text, row, in, out) -> {
                            int digits = Currencies.minorDigits(Currencies.laneIndex(in[0].units[row]));
                            if (digits < 0) {
                                out.copy(in[0], row);
                            } else {
                                NumberFunctions.round(in[0], out, row, digits, mode);
                            }
                        });
                    }),
            Definition.of("round_to")
                    .takes(
                            Parameter.of("m", Kind.MONEY, Kind.DECIMAL, Kind.INTEGER),
                            Parameter.of("step", Amounts.NUMBERS),
                            mode())
                    .gives(arguments -> arguments.get(0).kind() == Kind.MONEY
                            ? arguments.get(0)
                            : Amounts.common(arguments.subList(0, 2)))
                    .saying("Rounds to a multiple of a step.")
                    .example("round_to(12.33 CHF, 0.05)", "12.35 CHF")
                    .example("round_to(17, 5, \"down\")", "15")
                    .boundBy(MoneyFunctions::roundingTo),
            Definition.of("round_ending")
                    .takes(
                            Parameter.of("m", Kind.MONEY, Kind.DECIMAL),
                            Parameter.of("ending", Amounts.NUMBERS),
                            text("direction").orNothing().oneOf("nearest", "up", "down"))
                    .saying("Moves a price to the nearest, next higher or next lower one with this ending: 0.99"
                            + " repeats every 1, 9.90 every 10.")
                    .example("round_ending(12.40 EUR, 0.99, \"up\")", "12.99 EUR")
                    .example("round_ending(12.40 EUR, 0.90, \"down\")", "11.9 EUR")
                    .example("round_ending(12.40 EUR, 0.99)", "11.99 EUR")
                    .boundBy(MoneyFunctions::roundingEnding),
            Definition.of("with_vat")
                    .takes(money("m"), percent("rate"))
                    .gives(arguments -> taxed(arguments, VatBasis.NET, MONEY_GROSS))
                    .saying("Adds VAT to an amount without it.")
                    .example("with_vat(100 EUR, 20%)", "120 EUR")
                    .example("with_vat(9.95 EUR, 5.5%)", "10.49725 EUR")
                    .by(scaling(1, false, VatBasis.NET, VatBasis.GROSS)),
            Definition.of("without_vat")
                    .takes(money("m"), percent("rate"))
                    .gives(arguments -> taxed(arguments, VatBasis.GROSS, MONEY_NET))
                    .saying("Takes VAT off an amount with it.")
                    .example("without_vat(120 EUR, 20%)", "100 EUR")
                    .example("without_vat(105.50 EUR, 5.5%)", "100 EUR")
                    .by(scaling(1, true, VatBasis.GROSS, VatBasis.NET)),
            Definition.of("vat_amount")
                    .takes(money("m"), percent("rate"))
                    .gives(arguments -> taxed(arguments, VatBasis.GROSS, MONEY))
                    .saying("The VAT that is in an amount.")
                    .example("vat_amount(120 EUR, 20%)", "20 EUR")
                    .example("vat_amount(0 EUR, 20%)", "0 EUR")
                    .by(Kernels.rows((text, row, in, out) -> {
                        checkBasis(in[0].units[row], VatBasis.GROSS);
                        out.units[row] = Amounts.withBasis(in[0].units[row], VatBasis.UNKNOWN);
                        BigDecimal gross = Amounts.decimal(in[0], row);
                        BigDecimal net =
                                Amounts.quotient(gross, positive(BigDecimal.ONE.add(Amounts.decimal(in[1], row))));
                        Amounts.put(out, row, gross.subtract(net));
                    })),
            Definition.of("with_markup")
                    .takes(money("cost"), percent("r"))
                    .saying("Adds a share of the cost: cost × (1 + r).")
                    .example("with_markup(100 EUR, 25%)", "125 EUR")
                    .example("with_markup(8 EUR, 0%)", "8 EUR")
                    .by(scaling(1, false)),
            Definition.of("with_margin")
                    .takes(money("cost"), percent("r"))
                    .saying("The price of which r is margin: cost / (1 − r).")
                    .example("with_margin(75 EUR, 25%)", "100 EUR")
                    .example("with_margin(75 EUR, 100%)", "fault")
                    .by(scaling(-1, true)),
            Definition.of("margin")
                    .takes(money("price"), money("cost"))
                    .gives(MoneyFunctions::share)
                    .saying("What share of the price is left after the cost; missing for a price of 0.")
                    .example("margin(100 EUR, 75 EUR)", "25%")
                    .example("margin(0 EUR, 5 EUR)", "missing")
                    .by(Kernels.rows((text, row, in, out) -> lessShare(in[0], in[1], in[0], out, row))),
            Definition.of("discount")
                    .takes(money("m"), percent("r"))
                    .saying("Takes a share off: m × (1 − r).")
                    .example("discount(80 EUR, 25%)", "60 EUR")
                    .example("discount(80 EUR, 0%)", "80 EUR")
                    .by(scaling(-1, false)),
            Definition.of("discount_rate")
                    .takes(money("old"), money("new"))
                    .gives(MoneyFunctions::share)
                    .saying("By what share the new price is below the old one; missing for an old price of 0.")
                    .example("discount_rate(80 EUR, 60 EUR)", "25%")
                    .example("discount_rate(0 EUR, 60 EUR)", "missing")
                    .by(Kernels.rows((text, row, in, out) -> lessShare(in[0], in[1], in[0], out, row))),
            MoneySplit.FUNCTION,
            Definition.of("gross_up")
                    .takes(money("m"), percent("commission"), money("fixed").orNothing())
                    .gives(MoneyFunctions::withFixed)
                    .saying("The price that leaves m after a commission and a fixed fee: (m + fixed) / (1 −"
                            + " commission).")
                    .example("gross_up(85 EUR, 15%)", "100 EUR")
                    .example("gross_up(84.50 EUR, 15%, 0.50 EUR)", "100 EUR")
                    .boundBy(MoneyFunctions::grossingUp),
            Definition.of("net_of")
                    .takes(money("m"), percent("commission"), money("fixed").orNothing())
                    .gives(MoneyFunctions::withFixed)
                    .saying("What is left of a price after a commission and a fixed fee: m × (1 − commission) − fixed.")
                    .example("net_of(100 EUR, 15%)", "85 EUR")
                    .example("net_of(100 EUR, 15%, 0.50 EUR)", "84.5 EUR")
                    .boundBy(MoneyFunctions::netting));

    private MoneyFunctions() {}

    private static Parameter money(String name) {
        return Parameter.of(name, Kind.MONEY);
    }

    private static Parameter percent(String name) {
        return Parameter.of(name, Kind.PERCENT);
    }

    private static Parameter mode() {
        return text("mode").orNothing().oneOf(Rounding.MODES);
    }

    private static AttributeType taxed(List<AttributeType> arguments, VatBasis wanted, AttributeType result) {
        VatBasis basis = ((MoneyType) arguments.get(0)).basis();
        if (basis != VatBasis.UNKNOWN && basis != wanted) {
            throw basis == VatBasis.GROSS
                    ? Objection.of("vat-in", "This amount already includes VAT.")
                    : Objection.of("vat-out", "This amount has no VAT in it.");
        }
        return result;
    }

    private static AttributeType share(List<AttributeType> arguments) {
        Amounts.common(arguments);
        return PERCENT;
    }

    private static AttributeType withFixed(List<AttributeType> arguments) {
        return arguments.size() < 3 ? arguments.get(0) : Amounts.common(List.of(arguments.get(0), arguments.get(2)));
    }

    private static void checkBasis(short lane, VatBasis wanted) {
        VatBasis basis = Currencies.laneBasis(lane);
        if (basis != VatBasis.UNKNOWN && basis != wanted) {
            throw new Fault(
                    basis == VatBasis.GROSS ? "the amount already includes VAT" : "the amount has no VAT in it");
        }
    }

    private static BigDecimal positive(BigDecimal divisor) {
        if (divisor.signum() <= 0) {
            throw new Fault("the rate leaves nothing to divide by");
        }
        return divisor;
    }

    /** Money times or by (1 ± rate), of the same basis. */
    private static Kernel scaling(int sign, boolean divides) {
        return Kernels.rows((text, row, in, out) -> {
            out.units[row] = in[0].units[row];
            scale(in[0], in[1], sign, divides, out, row);
        });
    }

    private static Kernel scaling(int sign, boolean divides, VatBasis from, VatBasis to) {
        return Kernels.rows((text, row, in, out) -> {
            checkBasis(in[0].units[row], from);
            out.units[row] = Amounts.withBasis(in[0].units[row], to);
            scale(in[0], in[1], sign, divides, out, row);
        });
    }

    private static void scale(Column money, Column rate, int sign, boolean divides, Column out, int row) {
        long lane = rate.bits[row];
        if (Amounts.isPlain(lane) && Math.abs(lane) < Long.MAX_VALUE / 2) {
            long factor = Amounts.ONE + sign * lane;
            long fast = !divides
                    ? Amounts.times(money.bits[row], factor)
                    : factor > 0 ? Amounts.dividedBy(money.bits[row], factor) : Amounts.SLOW;
            if (fast != Amounts.SLOW) {
                out.bits[row] = fast;
                return;
            }
        }
        Amounts.put(out, row, scaled(Amounts.decimal(money, row), Amounts.decimal(rate, row), sign, divides));
    }

    private static BigDecimal scaled(BigDecimal money, BigDecimal rate, int sign, boolean divides) {
        BigDecimal factor = sign > 0 ? BigDecimal.ONE.add(rate) : BigDecimal.ONE.subtract(rate);
        return divides ? Amounts.quotient(money, positive(factor)) : money.multiply(factor);
    }

    /** (a − b) / whole as a percentage. */
    private static void lessShare(Column a, Column b, Column whole, Column out, int row) {
        Amounts.together(a.units[row], b.units[row]);
        BigDecimal divisor = Amounts.decimal(whole, row);
        if (divisor.signum() == 0) {
            out.bits[row] = Column.MISSING;
        } else {
            Amounts.put(out, row, Amounts.quotient(Amounts.decimal(a, row).subtract(Amounts.decimal(b, row)), divisor));
        }
    }

    private static Kernel grossingUp(CallSite site) {
        if (site.arguments() == 2) {
            return scaling(-1, true);
        }
        return Kernels.rows((text, row, in, out) -> {
            out.units[row] = Amounts.together(in[0].units[row], in[2].units[row]);
            BigDecimal all = Amounts.decimal(in[0], row).add(Amounts.decimal(in[2], row));
            Amounts.put(out, row, scaled(all, Amounts.decimal(in[1], row), -1, true));
        });
    }

    private static Kernel netting(CallSite site) {
        if (site.arguments() == 2) {
            return scaling(-1, false);
        }
        return Kernels.rows((text, row, in, out) -> {
            out.units[row] = Amounts.together(in[0].units[row], in[2].units[row]);
            BigDecimal left = scaled(Amounts.decimal(in[0], row), Amounts.decimal(in[1], row), -1, false);
            Amounts.put(out, row, left.subtract(Amounts.decimal(in[2], row)));
        });
    }

    private static short currency(String code) {
        if (!Currencies.isKnown(code)) {
            throw new Fault("no ISO 4217 currency has the code '" + code + "'");
        }
        return Currencies.lane(code, VatBasis.UNKNOWN);
    }

    private static Kernel money(CallSite site) {
        boolean whole = Amounts.isWhole(site.types().get(0));
        return Kernels.rows((text, row, in, out) -> {
            short lane = currency(text.string(in[1].bits[row]));
            Amounts.copy(in[0], whole, out, false, row);
            out.units[row] = lane;
        });
    }

    private static Kernel converting(CallSite site) {
        boolean whole = Amounts.isWhole(site.types().get(2));
        return Kernels.rows((text, row, in, out) -> {
            short lane = currency(text.string(in[1].bits[row]));
            BigDecimal rate = Amounts.decimal(in[2], whole, row);
            if (rate.signum() <= 0) {
                throw new Fault("a rate is more than 0, not " + rate.toPlainString());
            }
            out.units[row] = Amounts.withBasis(lane, Currencies.laneBasis(in[0].units[row]));
            Amounts.put(out, row, Amounts.decimal(in[0], row).multiply(rate));
        });
    }

    private static Kernel roundingTo(CallSite site) {
        RoundingMode mode = Rounding.mode(site.word(2, "half_up"));
        boolean whole = Amounts.isWhole(site.types().get(0));
        boolean stepWhole = Amounts.isWhole(site.types().get(1));
        return Kernels.rows((text, row, in, out) -> {
            BigDecimal step = Amounts.decimal(in[1], stepWhole, row);
            if (step.signum() <= 0) {
                throw new Fault("a step is more than 0, not " + step.toPlainString());
            }
            keepUnit(in[0], out, row);
            BigDecimal rounded = Rounding.toStep(Amounts.decimal(in[0], whole, row), step, mode);
            if (whole && stepWhole) {
                Amounts.putWhole(out, row, rounded);
            } else {
                Amounts.put(out, row, rounded);
            }
        });
    }

    private static Kernel roundingEnding(CallSite site) {
        String direction = site.word(2, "nearest");
        boolean endingWhole = Amounts.isWhole(site.types().get(1));
        return Kernels.rows((text, row, in, out) -> {
            BigDecimal ending = Amounts.decimal(in[1], endingWhole, row);
            if (ending.signum() < 0) {
                throw new Fault("a price ending is not negative: " + ending.toPlainString());
            }
            keepUnit(in[0], out, row);
            Amounts.put(out, row, Rounding.toEnding(Amounts.decimal(in[0], row), ending, direction));
        });
    }

    private static void keepUnit(Column from, Column to, int row) {
        if (to.units.length > 0) {
            to.units[row] = from.units[row];
        }
    }

    /** Writes each code once per batch, not once per row. */
    private static final class CurrencyCodes implements Kernels.RowStep {
        private int written = -1;
        private long code;

        @Override
        public void compute(TextBuffer text, int row, Column[] arguments, Column result) {
            int currency = Currencies.laneIndex(arguments[0].units[row]);
            if (currency == 0) {
                result.bits[row] = Column.MISSING;
                return;
            }
            if (currency != written) {
                code = text.append(Currencies.code(currency));
                written = currency;
            }
            result.bits[row] = code;
        }
    }
}
