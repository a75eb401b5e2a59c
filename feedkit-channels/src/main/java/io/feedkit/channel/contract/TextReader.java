package io.feedkit.channel.contract;

import io.feedkit.batch.Column;
import io.feedkit.channel.Conversion;
import io.feedkit.channel.FieldSpec;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Currencies;
import io.feedkit.product.Measure;
import io.feedkit.product.Money;
import io.feedkit.product.NumberStyle;
import io.feedkit.product.Percent;
import io.feedkit.product.PercentStyle;
import io.feedkit.product.Reading;
import io.feedkit.product.ValueReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads texts into a field's own type, where the attribute behind the field is text: the parts of a packed group, an attribute a rule filled with a template.
 *
 * <p>Numbers are read with a decimal point and percentages in points, as channels write them, and days and times without an offset count in UTC, as they are written; merchants' spellings and
 * zones were read when the catalogue was.
 */
final class TextReader implements FieldStep {
    private static final int SCALE = 6;
    private static final ValueReader READER = ValueReader.DEFAULTS
            .withNumbers(NumberStyle.ofDecimalSeparator("."))
            .withPercents(PercentStyle.POINTS)
            .withZone(ZoneOffset.UTC);

    private static final ValueReader COMMA = READER.withNumbers(NumberStyle.COMMA);
    private static final Pattern NUMBER = Pattern.compile("^\\s*([+-]?[0-9](?:[0-9.,'\\u00a0\\u202f ]*[0-9])?)");

    private final AttributeType type;
    private final boolean takesNumber;
    private final Verdict verdict;

    TextReader(FieldScope scope, FieldSpec field, AttributeType type) {
        this.type = type;
        takesNumber = field.convert().contains(Conversion.TAKE_NUMBER);
        verdict = Verdict.of(scope, field, "type");
    }

    @Override
    public void run(Values values, Findings findings) {
        Column source = values.typed;
        Column read = Column.of(type);
        for (int i = 0; i < values.rows.size; i++) {
            int row = values.rows.rows[i];
            read.bits[row] = Column.MISSING;
            if (!source.isMissing(row)) {
                read(values.buffer().string(source.bits[row]), read, row, values, findings);
            }
        }
        values.typed = read;
    }

    private void read(String text, Column into, int row, Values values, Findings findings) {
        Reading<?> reading = takesNumber ? numberAtStart(text) : reading(READER, text);
        reading.found().ifPresent(value -> put(value, into, row));
        reading.problem(SourcePosition.unknown("feed"))
                .ifPresent(problem -> verdict.strike(values, row, findings, sentence(problem)));
    }

    private static String sentence(Problem problem) {
        return problem.fix().isEmpty() ? problem.message() : problem.message() + " " + problem.fix();
    }

    /** A point parts the fraction, and a comma where that makes no number. */
    private Reading<?> numberAtStart(String text) {
        Matcher number = NUMBER.matcher(text);
        if (!number.find()) {
            return reading(READER, text);
        }
        Reading<?> reading = reading(READER, number.group(1));
        Reading<?> other = reading.found().isPresent() ? reading : reading(COMMA, number.group(1));
        return other.found().isPresent() ? other : reading;
    }

    private Reading<?> reading(ValueReader reader, String text) {
        switch (type.kind()) {
            case BOOLEAN:
                return reader.bool(text);
            case INTEGER:
                return reader.integer(text);
            case DECIMAL:
                return reader.decimal(text);
            case PERCENT:
                return reader.percent(text);
            case MONEY:
                return reader.money(text);
            case MEASURE:
                return reader.measure(text);
            case DATE:
                return reader.date(text);
            case INSTANT:
                return reader.instant(text);
            default:
                throw new IllegalStateException("texts are not read into " + type);
        }
    }

    private static void put(Object value, Column into, int row) {
        if (value instanceof Boolean bool) {
            into.bits[row] = bool ? 1 : 0;
        } else if (value instanceof Long number) {
            into.bits[row] = number;
        } else if (value instanceof BigDecimal amount) {
            putAmount(amount, into, row);
        } else if (value instanceof Percent percent) {
            putAmount(percent.fraction(), into, row);
        } else if (value instanceof Money money) {
            putAmount(money.amount(), into, row);
            into.units[row] = Currencies.lane(money.currency(), money.basis());
        } else if (value instanceof Measure measure) {
            putAmount(measure.amount(), into, row);
            into.units[row] = measure.unit().index();
        } else if (value instanceof LocalDate date) {
            into.bits[row] = date.toEpochDay();
        } else if (value instanceof Instant instant) {
            into.bits[row] = instant.toEpochMilli();
        } else {
            throw new IllegalStateException("no column holds " + value.getClass());
        }
    }

    private static void putAmount(BigDecimal amount, Column into, int row) {
        BigDecimal stripped = amount.stripTrailingZeros();
        boolean fits = stripped.scale() <= SCALE && stripped.precision() - stripped.scale() <= 12;
        if (fits) {
            into.bits[row] = stripped.setScale(SCALE, RoundingMode.UNNECESSARY)
                    .unscaledValue()
                    .longValueExact();
        } else {
            into.box(row, stripped);
        }
    }
}
