package io.feedkit.rules.function;

import static io.feedkit.product.AttributeType.DECIMAL;
import static io.feedkit.product.AttributeType.TEXT;
import static io.feedkit.rules.function.Definition.text;

import io.feedkit.batch.Column;
import io.feedkit.product.AttributeType;
import io.feedkit.product.AttributeType.Kind;
import io.feedkit.product.AttributeType.MeasureType;
import io.feedkit.product.Unit;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Weights, lengths, volumes and other amounts with a unit. */
final class MeasureFunctions {
    static final List<Function> ALL = List.of(
            Definition.of("to")
                    .takes(measure("m"), text("unit"))
                    .saying("Converts to another unit of the same kind.")
                    .example("to(1.5 kg, \"g\")", "1500 g")
                    .example("to(10 in, \"cm\")", "25.4 cm")
                    .boundBy(MeasureFunctions::converting),
            Definition.of("amount")
                    .takes(Parameter.of("m", Kind.MONEY, Kind.MEASURE))
                    .gives(DECIMAL)
                    .saying("The number of a measure or of money, without unit or currency.")
                    .example("amount(1.5 kg)", "1.5")
                    .example("amount(12.50 EUR)", "12.5")
                    .by(Kernels.rows((text, row, in, out) -> out.copy(in[0], row))),
            Definition.of("unit")
                    .takes(measure("m"))
                    .gives(TEXT)
                    .saying("The symbol of the unit; missing when none was stated.")
                    .example("unit(1.5 kg)", "\"kg\"")
                    .example("unit(2 days)", "\"d\"")
                    .by(Kernels.rows((text, row, in, out) -> {
                        short unit = in[0].units[row];
                        out.bits[row] = unit == 0
                                ? Column.MISSING
                                : text.append(Unit.ofIndex(unit).symbol());
                    })),
            Definition.of("parse_measure")
                    .takes(text("t"), text("kind").oneOf(dimensions()))
                    .givesBySite(site -> AttributeType.measure(dimension(site)))
                    .saying("The first amount with a unit of this kind in a text, with point or comma; missing when"
                            + " there is none.")
                    .example("parse_measure(\"Net 1,5 kg\", \"mass\")", "1.5 kg")
                    .example("parse_measure(\"1,5 l\", \"mass\")", "missing")
                    .boundBy(site -> MeasureText.parsing(dimension(site))),
            Definition.of("volume")
                    .takes(measure("l"), measure("w"), measure("h"))
                    .gives(arguments -> {
                        require(arguments, 3, Unit.Dimension.LENGTH);
                        return AttributeType.measure(Unit.Dimension.VOLUME);
                    })
                    .saying("Length times width times height, in millilitres (cubic centimetres).")
                    .example("volume(10 cm, 20 cm, 50 mm)", "1000 ml")
                    .example("volume(1 m, 1 m, 1 m)", "1000000 ml")
                    .by(Kernels.rows((text, row, in, out) -> {
                        out.units[row] = Unit.ML.index();
                        Amounts.put(out, row, cubicCentimetres(in, row));
                    })),
            Definition.of("dimensional_weight")
                    .takes(measure("l"), measure("w"), measure("h"), Parameter.of("divisor", Amounts.NUMBERS))
                    .gives(arguments -> {
                        require(arguments, 3, Unit.Dimension.LENGTH);
                        return AttributeType.measure(Unit.Dimension.MASS);
                    })
                    .saying("The weight carriers charge for a parcel: cubic centimetres by their divisor, in"
                            + " kilograms.")
                    .example("dimensional_weight(50 cm, 40 cm, 30 cm, 5000)", "12 kg")
                    .example("dimensional_weight(50 cm, 40 cm, 30 cm, 0)", "fault")
                    .boundBy(site -> {
                        boolean whole = Amounts.isWhole(site.types().get(3));
                        return Kernels.rows((text, row, in, out) -> {
                            BigDecimal divisor = positive(Amounts.decimal(in[3], whole, row));
                            out.units[row] = Unit.KG.index();
                            Amounts.put(out, row, Amounts.quotient(cubicCentimetres(in, row), divisor));
                        });
                    }),
            Definition.of("unit_price")
                    .takes(Parameter.of("price", Kind.MONEY), measure("content"), measure("base"))
                    .gives(arguments -> {
                        if (!arguments.get(1).equals(arguments.get(2))) {
                            throw Objection.of(
                                    "content-base",
                                    "The content is a {0} and the base a {1}; both must be of one kind.",
                                    arguments.get(1),
                                    arguments.get(2));
                        }
                        return arguments.get(0);
                    })
                    .saying("The price of a base amount, as for 100 ml.")
                    .example("unit_price(5 EUR, 250 ml, 100 ml)", "2 EUR")
                    .example("unit_price(3 EUR, 500 g, 1 kg)", "6 EUR")
                    .by(Kernels.rows((text, row, in, out) -> {
                        BigDecimal content = positive(Amounts.in(Amounts.unit(in[2], row), in[1], row));
                        out.units[row] = in[0].units[row];
                        Amounts.put(
                                out,
                                row,
                                Amounts.quotient(
                                        Amounts.decimal(in[0], row).multiply(Amounts.decimal(in[2], row)), content));
                    })));

    private MeasureFunctions() {}

    private static String[] dimensions() {
        return Stream.of(Unit.Dimension.values())
                .map(dimension -> dimension.name().toLowerCase(Locale.ROOT))
                .toArray(String[]::new);
    }

    private static Unit.Dimension dimension(CallSite site) {
        return Unit.Dimension.valueOf(site.word(1, "mass").toUpperCase(Locale.ROOT));
    }

    private static Parameter measure(String name) {
        return Parameter.of(name, Kind.MEASURE);
    }

    private static void require(List<AttributeType> arguments, int count, Unit.Dimension dimension) {
        for (AttributeType argument : arguments.subList(0, count)) {
            if (!argument.equals(AttributeType.measure(dimension))) {
                throw Objection.of("needs", "This needs {0}, not {1}.", AttributeType.measure(dimension), argument);
            }
        }
    }

    private static BigDecimal cubicCentimetres(Column[] in, int row) {
        return Amounts.in(Unit.CM, in[0], row)
                .multiply(Amounts.in(Unit.CM, in[1], row))
                .multiply(Amounts.in(Unit.CM, in[2], row));
    }

    private static BigDecimal positive(BigDecimal divisor) {
        if (divisor.signum() <= 0) {
            throw new Fault("this needs more than 0, not " + divisor.toPlainString());
        }
        return divisor;
    }

    private static Kernel converting(CallSite site) {
        String name = site.word(1, "");
        Unit wanted = Unit.named(name).orElseThrow(() -> Objection.of("unit", "There is no unit called '{0}'.", name));
        Unit.Dimension dimension = ((MeasureType) site.types().get(0)).dimension();
        if (wanted.dimension() != dimension) {
            throw Objection.of(
                    "conversion",
                    "A {0} cannot be converted to {1}.",
                    site.types().get(0),
                    wanted);
        }
        return Kernels.rows((text, row, in, out) -> {
            out.units[row] = wanted.index();
            Amounts.put(out, row, Amounts.in(wanted, in[0], row));
        });
    }
}
