package io.feedkit.channel.contract;

import io.feedkit.batch.Column;
import io.feedkit.channel.Conversion;
import io.feedkit.channel.FieldSpec;
import io.feedkit.channel.FieldType;
import io.feedkit.channel.Format;
import io.feedkit.channel.NumberLimits;
import io.feedkit.channel.NumberRange;
import io.feedkit.channel.ValueSet;
import io.feedkit.product.AttributeType;
import io.feedkit.product.AttributeType.Kind;
import io.feedkit.product.Currencies;
import io.feedkit.product.Measure;
import io.feedkit.product.Unit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** The checks on numbers, prices and measures of a field. They run after spelling, so that messages can show the value as it would be sent. */
final class NumberChecks {
    private static final int SCALE = 6;
    /** Percentages are kept as fractions, and a descriptor counts in points. */
    private static final int PERCENT_SCALE = SCALE - 2;

    private NumberChecks() {}

    static List<FieldStep> of(FieldScope scope, FieldSpec field, AttributeType type) {
        List<FieldStep> steps = new ArrayList<>();
        if (type.kind() == Kind.MONEY) {
            Verdict verdict = Verdict.of(scope, field, "currency");
            steps.add(currencies(verdict));
            String pattern = field.format().pattern();
            if (!scope.currency().isEmpty() && !pattern.isEmpty() && !pattern.contains("{currency}")) {
                steps.add(onlyIn(scope.currency(), verdict));
            }
        }
        NumberLimits limits = field.number();
        if (isNumber(type) && !limits.range().equals(NumberRange.ANY)) {
            Verdict verdict = Verdict.of(scope, field, "range");
            boolean believed = verdict.outcome() == Verdict.Outcome.WARN;
            if (type.kind() == Kind.MONEY && believed && !limits.range().contains(BigDecimal.ONE.negate())) {
                steps.add(negative(Verdict.certain(scope, field, "range")));
            }
            steps.add(range(limits.range(), verdict, type.kind(), scale(field, type)));
        }
        if (isNumber(type) && limits.maxDecimals() != Integer.MAX_VALUE) {
            steps.add(tooFine(limits.maxDecimals(), Verdict.of(scope, field, "max-decimals"), scale(field, type)));
        }
        if (type.kind() == Kind.MEASURE && !limits.units().isEmpty()) {
            steps.add(units(limits, Verdict.of(scope, field, "units")));
        }
        if (type.kind() == Kind.MEASURE && !field.values().isAny()) {
            steps.add(measures(field.values(), Verdict.of(scope, field, "values")));
        }
        return steps;
    }

    /**
     * What happens to decimals that the channel has no place for: rounded and noted where the descriptor says so, and always for prices, whose currency says how many
     * there are. These run before spelling, which shows a number as it is.
     */
    static List<FieldStep> decimals(FieldScope scope, FieldSpec field, AttributeType type) {
        int most = field.number().maxDecimals();
        if (type.kind() == Kind.MONEY) {
            boolean micros = field.format().amount() == Format.AmountUnit.MICROS;
            return micros ? List.of() : List.of(rounded(scope.path(field) + "/round", scope.name(field), most, true));
        }
        if (!isNumber(type) || most == Integer.MAX_VALUE) {
            return List.of();
        }
        return field.convert().contains(Conversion.ROUND)
                ? List.of(rounded(scope.path(field) + "/round", scope.name(field), most, false))
                : List.of();
    }

    private static FieldStep rounded(String by, String name, int most, boolean money) {
        return (values, findings) -> {
            Column column = values.typed;
            Column rounded = null;
            for (int i = 0; i < values.rows.size; i++) {
                int row = values.rows.rows[i];
                if (column.isMissing(row)) {
                    continue;
                }
                int decimals =
                        money ? Math.min(most, Currencies.minorDigits(Currencies.laneIndex(column.units[row]))) : most;
                if (decimals < 0) {
                    // No currency, or one without coins to count.
                    continue;
                }
                BigDecimal amount =
                        column.bits[row] == Column.BOXED ? column.boxed(row).stripTrailingZeros() : null;
                boolean finer =
                        amount == null ? AmountText.isFiner(column.bits[row], decimals) : amount.scale() > decimals;
                if (!finer) {
                    continue;
                }
                if (rounded == null) {
                    rounded = Column.of(column.units.length > 0 ? AttributeType.MONEY : AttributeType.DECIMAL);
                    rounded.copyAll(column, column.bits.length);
                }
                if (amount == null) {
                    rounded.bits[row] = AmountText.round(column.bits[row], decimals);
                } else {
                    rounded.box(row, amount.setScale(decimals, RoundingMode.HALF_UP));
                }
                findings.converted(values.product(row), by, name, "");
            }
            if (rounded != null) {
                values.typed = rounded;
            }
        };
    }

    private static FieldStep tooFine(int most, Verdict verdict, int scale) {
        return (values, findings) -> {
            for (int i = 0; i < values.rows.size; i++) {
                int row = values.rows.rows[i];
                if (!values.typed.isMissing(row)
                        && amount(values.typed, row, scale).stripTrailingZeros().scale() > most) {
                    verdict.strike(values, row, findings, values.text(row) + " has more than " + most + " decimals.");
                }
            }
        };
    }

    private static boolean isNumber(AttributeType type) {
        switch (type.kind()) {
            case INTEGER:
            case DECIMAL:
            case PERCENT:
            case MONEY:
            case MEASURE:
                return true;
            default:
                return false;
        }
    }

    private static FieldStep currencies(Verdict verdict) {
        int notStated = Currencies.index(Currencies.NOT_STATED);
        return (values, findings) -> {
            Column column = values.typed;
            for (int i = 0; i < values.rows.size; i++) {
                int row = values.rows.rows[i];
                if (!column.isMissing(row) && Currencies.laneIndex(column.units[row]) == notStated) {
                    String amount = shown(values, row, Kind.MONEY)
                            .replace(Currencies.NOT_STATED, "")
                            .strip();
                    verdict.strike(
                            values,
                            row,
                            findings,
                            "The price " + amount
                                    + " has no currency. Say which one the catalogue is in: currency in the mapping, or --currency EUR.");
                }
            }
        };
    }

    /** An amount in another currency would be read as one in this, since the feed names none. */
    private static FieldStep onlyIn(String currency, Verdict verdict) {
        int wanted = Currencies.index(currency);
        return (values, findings) -> {
            for (int i = 0; i < values.rows.size; i++) {
                int row = values.rows.rows[i];
                if (!values.typed.isMissing(row)
                        && values.texts[row] != Column.MISSING
                        && Currencies.laneIndex(values.typed.units[row]) != wanted) {
                    String found = Currencies.code(Currencies.laneIndex(values.typed.units[row]));
                    verdict.strike(
                            values,
                            row,
                            findings,
                            "The price " + shown(values, row, Kind.MONEY) + " is in " + found
                                    + ", and this feed has prices in "
                                    + currency + " only. Convert it in a rule, such as price.convert(\"" + currency
                                    + "\", 0.9).");
                }
            }
        };
    }

    /** A bound that is only believed refuses nothing; that nobody is paid for buying needs no document. */
    private static FieldStep negative(Verdict verdict) {
        return (values, findings) -> {
            for (int i = 0; i < values.rows.size; i++) {
                int row = values.rows.rows[i];
                if (!values.isLeftOut(row) && amount(values.typed, row, SCALE).signum() < 0) {
                    verdict.strike(
                            values,
                            row,
                            findings,
                            "The price " + shown(values, row, Kind.MONEY) + " is less than nothing.");
                }
            }
        };
    }

    /** The value as it would be sent; where that is an object or only says the currency, as people write it. */
    static String shown(Values values, int row, Kind kind) {
        String text = values.text(row);
        if (!text.startsWith("{") && text.chars().anyMatch(Character::isDigit)) {
            return text;
        }
        String amount = amount(values.typed, row, kind == Kind.INTEGER ? 0 : SCALE)
                .stripTrailingZeros()
                .toPlainString();
        return switch (kind) {
            case MONEY -> amount + " " + Currencies.laneCode(values.typed.units[row]);
            case MEASURE -> amount + " " + Unit.ofIndex(values.typed.units[row]).symbol();
            default -> amount;
        };
    }

    private static FieldStep range(NumberRange range, Verdict verdict, Kind kind, int scale) {
        return (values, findings) -> {
            for (int i = 0; i < values.rows.size; i++) {
                int row = values.rows.rows[i];
                if (!values.isLeftOut(row) && !range.contains(amount(values.typed, row, scale))) {
                    verdict.strike(
                            values,
                            row,
                            findings,
                            shown(values, row, kind) + " is out of range: " + range + " is allowed.");
                }
            }
        };
    }

    private static int scale(FieldSpec field, AttributeType type) {
        if (type.kind() == Kind.INTEGER) {
            return 0;
        }
        return field.type() == FieldType.PERCENT ? PERCENT_SCALE : SCALE;
    }

    private static BigDecimal amount(Column column, int row, int scale) {
        long bits = column.bits[row];
        if (bits != Column.BOXED) {
            return BigDecimal.valueOf(bits, scale);
        }
        return scale == PERCENT_SCALE ? column.boxed(row).movePointRight(SCALE - scale) : column.boxed(row);
    }

    /** Converts to the first allowed unit of the same dimension when the unit itself is not allowed, and checks the bounds that go with the unit. */
    private static FieldStep units(NumberLimits limits, Verdict verdict) {
        List<String> allowed = List.copyOf(limits.units().keySet());
        return (values, findings) -> {
            for (int i = 0; i < values.rows.size; i++) {
                int row = values.rows.rows[i];
                if (values.isLeftOut(row)) {
                    continue;
                }
                Unit unit = Unit.ofIndex(values.typed.units[row]);
                NumberRange range = limits.units().get(unit.symbol());
                if (range == null) {
                    verdict.strike(
                            values,
                            row,
                            findings,
                            shown(values, row, Kind.MEASURE) + " is in " + unit.symbol() + "; the channel takes "
                                    + String.join(", ", allowed) + ".");
                } else if (!range.contains(amount(values.typed, row, SCALE))) {
                    verdict.strike(
                            values,
                            row,
                            findings,
                            shown(values, row, Kind.MEASURE) + " is out of range: " + range + " " + unit.symbol()
                                    + " is allowed.");
                }
            }
        };
    }

    /** A closed set of measures; a bare number in it stands for that number in any unit. */
    private static FieldStep measures(ValueSet set, Verdict verdict) {
        String allowed = String.join(", ", set.words());
        return (values, findings) -> {
            for (int i = 0; i < values.rows.size; i++) {
                int row = values.rows.rows[i];
                if (values.typed.isMissing(row)) {
                    continue;
                }
                String number =
                        amount(values.typed, row, SCALE).stripTrailingZeros().toPlainString();
                String measure =
                        number + " " + Unit.ofIndex(values.typed.units[row]).symbol();
                if (set.find(number).isEmpty() && set.find(measure).isEmpty()) {
                    verdict.strike(values, row, findings, measure + " is not one of " + allowed + ".");
                }
            }
        };
    }

    /** Writes measures in units that the channel does not take in the first allowed unit of the same dimension; exact, and shortened only if it must be. */
    static FieldStep convertUnits(NumberLimits limits) {
        List<Unit> allowed = limits.units().keySet().stream()
                .flatMap(name -> Unit.named(name).stream())
                .toList();
        return (values, findings) -> {
            Column column = values.typed;
            Column converted = null;
            for (int i = 0; i < values.rows.size; i++) {
                int row = values.rows.rows[i];
                Unit unit = column.isMissing(row) ? null : Unit.ofIndex(column.units[row]);
                if (unit == null || allowed.contains(unit)) {
                    continue;
                }
                for (Unit target : allowed) {
                    if (target.dimension() == unit.dimension()) {
                        if (converted == null) {
                            converted = Column.of(AttributeType.measure(unit.dimension()));
                            converted.copyAll(column, converted.bits.length);
                        }
                        put(new Measure(amount(column, row, SCALE), unit).to(target), converted, row);
                        break;
                    }
                }
            }
            if (converted != null) {
                values.typed = converted;
            }
        };
    }

    private static void put(Measure measure, Column into, int row) {
        BigDecimal amount = measure.amount().setScale(SCALE, RoundingMode.HALF_UP);
        into.bits[row] = amount.unscaledValue().longValueExact();
        into.units[row] = measure.unit().index();
    }
}
