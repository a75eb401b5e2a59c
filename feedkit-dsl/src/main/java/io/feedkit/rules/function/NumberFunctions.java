package io.feedkit.rules.function;

import static io.feedkit.product.AttributeType.INTEGER;
import static io.feedkit.product.AttributeType.PERCENT;
import static io.feedkit.rules.function.Definition.integer;

import io.feedkit.batch.Column;
import io.feedkit.product.AttributeType;
import io.feedkit.product.AttributeType.Kind;
import io.feedkit.product.AttributeType.MoneyType;
import io.feedkit.product.VatBasis;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/** Numbers, and whatever is compared and rounded like numbers: percentages, money, measures. */
final class NumberFunctions {
    private static final int MAX_DIGITS = 30;
    private static final int MAX_POWER = 16;
    private static final Kind[] ORDERED = {
        Kind.INTEGER, Kind.DECIMAL, Kind.PERCENT, Kind.MONEY, Kind.MEASURE, Kind.DATE, Kind.INSTANT
    };

    static final List<Function> ALL = List.of(
            Definition.of("abs")
                    .takes(Parameter.of("x", Amounts.QUANTITIES))
                    .saying("The amount without its sign.")
                    .example("abs(-5)", "5")
                    .example("abs(-2.50 EUR)", "2.5 EUR")
                    .boundBy(site -> Kernels.rows((text, row, in, out) -> {
                        out.copy(in[0], row);
                        long lane = in[0].bits[row];
                        if (Amounts.isPlain(lane)) {
                            out.bits[row] = Math.abs(lane);
                        } else {
                            Amounts.put(out, row, in[0].boxed(row).abs());
                        }
                    })),
            Definition.of("sign")
                    .takes(Parameter.of("x", Amounts.QUANTITIES))
                    .gives(INTEGER)
                    .saying("1 for amounts above zero, 0 for zero, -1 below.")
                    .example("sign(-5)", "-1")
                    .example("sign(0.5)", "1")
                    .by(Kernels.rows((text, row, in, out) -> {
                        long lane = in[0].bits[row];
                        out.bits[row] = Amounts.isPlain(lane)
                                ? Long.signum(lane)
                                : in[0].boxed(row).signum();
                    })),
            Definition.of("floor")
                    .takes(Parameter.of("x", Amounts.NUMBERS))
                    .gives(INTEGER)
                    .saying("The whole number at or below.")
                    .example("floor(2.7)", "2")
                    .example("floor(-2.1)", "-3")
                    .boundBy(site -> toWhole(site, RoundingMode.FLOOR)),
            Definition.of("ceil")
                    .takes(Parameter.of("x", Amounts.NUMBERS))
                    .gives(INTEGER)
                    .saying("The whole number at or above.")
                    .example("ceil(2.1)", "3")
                    .example("ceil(-2.7)", "-2")
                    .boundBy(site -> toWhole(site, RoundingMode.CEILING)),
            Definition.of("round")
                    .takes(
                            Parameter.of("x", Amounts.QUANTITIES),
                            integer("digits").orNothing(),
                            Definition.text("mode").orNothing().oneOf(Rounding.MODES))
                    .gives(arguments -> arguments.get(0).kind() == Kind.DECIMAL && arguments.size() == 1
                            ? INTEGER
                            : arguments.get(0))
                    .saying("Rounds to so many digits behind the point, none unless said otherwise; a decimal without"
                            + " digits becomes an integer. A percentage is rounded as it is written.")
                    .example("round(2.345, 2)", "2.35")
                    .example("round(2.5)", "3")
                    .example("round(2.345, 2, \"half_even\")", "2.34")
                    .example("round(12.34%, 1)", "12.3%")
                    .boundBy(NumberFunctions::rounding),
            Definition.of("mod")
                    .takes(Parameter.of("a", Amounts.NUMBERS), Parameter.of("b", Amounts.NUMBERS))
                    .gives(Amounts::common)
                    .saying("What is left of a after taking b as often as it fits; never of the other sign than b.")
                    .example("mod(7, 3)", "1")
                    .example("mod(-7, 3)", "2")
                    .example("mod(7, 0)", "fault")
                    .boundBy(NumberFunctions::modulo),
            Definition.of("pow")
                    .takes(Parameter.of("x", Amounts.NUMBERS), integer("n"))
                    .saying("The number multiplied with itself, n from 0 to 16.")
                    .example("pow(2, 10)", "1024")
                    .example("pow(1.1, 2)", "1.21")
                    .boundBy(NumberFunctions::power),
            Definition.of("least")
                    .takes(Parameter.of("x", ORDERED).andMore())
                    .gives(Amounts::common)
                    .saying("The lowest of the values that are there.")
                    .example("least(3, 1, 2)", "1")
                    .example("least(missing, 2)", "2")
                    .seeingMissing()
                    .boundBy(site -> choosing(site, -1)),
            Definition.of("greatest")
                    .takes(Parameter.of("x", ORDERED).andMore())
                    .gives(Amounts::common)
                    .saying("The highest of the values that are there.")
                    .example("greatest(3, 1, 2)", "3")
                    .example("greatest(5 EUR, 4.99 EUR)", "5 EUR")
                    .seeingMissing()
                    .boundBy(site -> choosing(site, 1)),
            Definition.of("at_least")
                    .takes(Parameter.of("x", ORDERED), Parameter.of("lo", ORDERED))
                    .gives(Amounts::common)
                    .saying("The value, or the lower bound where the value is below it.")
                    .example("at_least(3, 5)", "5")
                    .example("at_least(12.50 EUR, 10 EUR)", "12.5 EUR")
                    .boundBy(site -> choosing(site, 1)),
            Definition.of("at_most")
                    .takes(Parameter.of("x", ORDERED), Parameter.of("hi", ORDERED))
                    .gives(Amounts::common)
                    .saying("The value, or the upper bound where the value is above it.")
                    .example("at_most(1.20 EUR, 0.90 EUR)", "0.9 EUR")
                    .example("at_most(250 g, 1 kg)", "250 g")
                    .boundBy(site -> choosing(site, -1)),
            Definition.of("clamp")
                    .takes(Parameter.of("x", ORDERED), Parameter.of("lo", ORDERED), Parameter.of("hi", ORDERED))
                    .gives(Amounts::common)
                    .saying("The value, brought up to the lower bound or down to the upper one.")
                    .example("clamp(7, 1, 5)", "5")
                    .example("clamp(0, 1, 5)", "1")
                    .boundBy(NumberFunctions::clamping),
            Definition.of("ratio")
                    .takes(Parameter.of("a", Amounts.QUANTITIES), Parameter.of("b", Amounts.QUANTITIES))
                    .gives(arguments -> {
                        Amounts.common(arguments);
                        return PERCENT;
                    })
                    .saying("What share of b is a, as a percentage; missing when b is 0.")
                    .example("ratio(30, 120)", "25%")
                    .example("ratio(3 EUR, 12 EUR)", "25%")
                    .example("ratio(3, 0)", "missing")
                    .boundBy(NumberFunctions::ratio));

    private NumberFunctions() {}

    private static Kernel toWhole(CallSite site, RoundingMode mode) {
        if (Amounts.isWhole(site.types().get(0))) {
            return Kernels.lane(lane -> lane);
        }
        return Kernels.rows((text, row, in, out) -> {
            long rounded = Rounding.toStep(in[0].bits[row], Amounts.ONE, mode);
            if (rounded == Amounts.SLOW) {
                Amounts.putWhole(out, row, Amounts.decimal(in[0], row).setScale(0, mode));
            } else {
                out.bits[row] = rounded / Amounts.ONE;
            }
        });
    }

    private static Kernel rounding(CallSite site) {
        RoundingMode mode = Rounding.mode(site.word(2, "half_up"));
        long digits = site.number(1, 0);
        if (digits < -MAX_DIGITS || digits > MAX_DIGITS) {
            throw Objection.of("digits", "A number is rounded to -30 to 30 digits behind the point, not {0}.", digits);
        }
        AttributeType type = site.types().get(0);
        if (type.kind() == Kind.DECIMAL && site.arguments() == 1) {
            return toWhole(site, mode);
        }
        if (Amounts.isWhole(type)) {
            return Kernels.rows((text, row, in, out) -> {
                BigDecimal number = BigDecimal.valueOf(in[0].bits[row]);
                Amounts.putWhole(out, row, digits >= 0 ? number : number.setScale((int) digits, mode));
            });
        }
        // 12.3% is the fraction 0.123.
        int places = (int) digits + (type.kind() == Kind.PERCENT ? 2 : 0);
        return Kernels.rows((text, row, in, out) -> round(in[0], out, row, places, mode));
    }

    /** Rounds an amount to places behind the point and keeps its unit. */
    static void round(Column from, Column to, int row, int places, RoundingMode mode) {
        to.copy(from, row);
        if (places >= Amounts.SCALE && Amounts.isPlain(from.bits[row])) {
            return;
        }
        long rounded = places >= 0 && places < Amounts.SCALE
                ? Rounding.toStep(from.bits[row], STEPS[places], mode)
                : Amounts.SLOW;
        if (rounded == Amounts.SLOW) {
            Amounts.put(to, row, Amounts.decimal(from, row).setScale(places, mode));
        } else {
            to.bits[row] = rounded;
        }
    }

    private static final long[] STEPS = {1_000_000, 100_000, 10_000, 1_000, 100, 10};

    private static Kernel modulo(CallSite site) {
        boolean aWhole = Amounts.isWhole(site.types().get(0));
        boolean bWhole = Amounts.isWhole(site.types().get(1));
        return Kernels.rows((text, row, in, out) -> {
            BigDecimal b = Amounts.decimal(in[1], bWhole, row);
            if (b.signum() == 0) {
                throw new Fault("division by zero");
            }
            if (aWhole && bWhole) {
                out.bits[row] = Math.floorMod(in[0].bits[row], in[1].bits[row]);
                return;
            }
            BigDecimal rest = Amounts.decimal(in[0], aWhole, row).remainder(b);
            Amounts.put(out, row, rest.signum() * b.signum() < 0 ? rest.add(b) : rest);
        });
    }

    private static Kernel power(CallSite site) {
        boolean whole = Amounts.isWhole(site.types().get(0));
        site.within(1, 0, MAX_POWER, "power", "A number is raised to powers from 0 to 16, not {0}.");
        return Kernels.rows((text, row, in, out) -> {
            long n = in[1].bits[row];
            if (n < 0 || n > MAX_POWER) {
                throw new Fault("a number is raised to powers from 0 to 16, not " + n);
            }
            BigDecimal power = Amounts.decimal(in[0], whole, row).pow((int) n);
            if (whole) {
                Amounts.putWhole(out, row, power);
            } else {
                Amounts.put(out, row, power);
            }
        });
    }

    /** The highest (1) or lowest (-1) of the arguments that are not missing; the first of equals. */
    private static Kernel choosing(CallSite site, int sign) {
        AttributeType type = Amounts.common(site.types());
        boolean wholeResult = Amounts.isWhole(type);
        boolean[] whole = wholes(site.types());
        return Kernels.rows((text, row, in, out) -> {
            int best = -1;
            for (int i = 0; i < in.length; i++) {
                if (in[i].bits[row] != Column.MISSING
                        && (best < 0
                                || sign * Amounts.compare(in[i], whole[i], in[best], whole[best], type, row) > 0)) {
                    best = i;
                }
            }
            if (best < 0) {
                out.bits[row] = Column.MISSING;
                return;
            }
            Amounts.copy(in[best], whole[best], out, wholeResult, row);
            stateBasis(type, out, row);
        });
    }

    private static Kernel clamping(CallSite site) {
        AttributeType type = Amounts.common(site.types());
        boolean wholeResult = Amounts.isWhole(type);
        boolean[] whole = wholes(site.types());
        return Kernels.rows((text, row, in, out) -> {
            int chosen = Amounts.compare(in[0], whole[0], in[1], whole[1], type, row) < 0 ? 1 : 0;
            if (Amounts.compare(in[chosen], whole[chosen], in[2], whole[2], type, row) > 0) {
                chosen = 2;
            }
            Amounts.copy(in[chosen], whole[chosen], out, wholeResult, row);
            stateBasis(type, out, row);
        });
    }

    /** A bound written as {@code 10 EUR} has no VAT basis of its own; the result has that of the type. */
    private static void stateBasis(AttributeType type, Column out, int row) {
        if (type instanceof MoneyType money && money.basis() != VatBasis.UNKNOWN) {
            out.units[row] = Amounts.withBasis(out.units[row], money.basis());
        }
    }

    private static boolean[] wholes(List<AttributeType> types) {
        boolean[] whole = new boolean[types.size()];
        for (int i = 0; i < whole.length; i++) {
            // Dates and instants are whole lanes too, but among themselves.
            whole[i] = Amounts.isWhole(types.get(i));
        }
        return whole;
    }

    private static Kernel ratio(CallSite site) {
        AttributeType type = Amounts.common(site.types());
        boolean aWhole = Amounts.isWhole(site.types().get(0));
        boolean bWhole = Amounts.isWhole(site.types().get(1));
        return Kernels.rows((text, row, in, out) -> {
            if (type.kind() == Kind.MONEY) {
                Amounts.together(in[0].units[row], in[1].units[row]);
            }
            // A share is the same whichever unit both are in.
            boolean fast = aWhole == bWhole && type.kind() != Kind.MEASURE;
            long quotient = fast ? Amounts.dividedBy(in[0].bits[row], in[1].bits[row]) : Amounts.SLOW;
            if (quotient != Amounts.SLOW) {
                out.bits[row] = quotient;
                return;
            }
            BigDecimal b = type.kind() == Kind.MEASURE
                    ? Amounts.in(Amounts.unit(in[0], row), in[1], row)
                    : Amounts.decimal(in[1], bWhole, row);
            if (b.signum() == 0) {
                out.bits[row] = Column.MISSING;
            } else {
                Amounts.put(out, row, Amounts.decimal(in[0], aWhole, row).divide(b, MathContext.DECIMAL128));
            }
        });
    }
}
