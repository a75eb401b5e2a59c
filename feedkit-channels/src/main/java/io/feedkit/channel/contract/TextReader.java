package io.feedkit.channel.contract;

import io.feedkit.batch.Column;
import io.feedkit.channel.FieldSpec;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Currencies;
import io.feedkit.product.Measure;
import io.feedkit.product.Money;
import io.feedkit.product.NumberStyle;
import io.feedkit.product.Percent;
import io.feedkit.product.Reading;
import io.feedkit.product.ValueReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Reads texts into a field's own type, where the attribute behind the field is text: the parts of a packed group, an attribute a rule filled with a template.
 *
 * <p>Numbers are read with a decimal point, as channels write them, and days and times without an offset count in UTC, as they are written; merchants' spellings and
 * zones were read when the catalogue was.
 */
final class TextReader implements FieldStep {
    private static final int SCALE = 6;
    private static final ValueReader READER = ValueReader.DEFAULTS
            .withNumbers(NumberStyle.ofDecimalSeparator("."))
            .withZone(ZoneOffset.UTC);

    private final AttributeType type;
    private final Verdict verdict;

    TextReader(FieldScope scope, FieldSpec field, AttributeType type) {
        this.type = type;
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
        Reading<?> reading = reading(text);
        reading.found().ifPresent(value -> put(value, into, row));
        reading.problem(SourcePosition.unknown("feed"))
                .ifPresent(problem -> verdict.strike(values, row, findings, sentence(problem)));
    }

    private static String sentence(Problem problem) {
        return problem.fix().isEmpty() ? problem.message() : problem.message() + " " + problem.fix();
    }

    private Reading<?> reading(String text) {
        switch (type.kind()) {
            case BOOLEAN:
                return READER.bool(text);
            case INTEGER:
                return READER.integer(text);
            case DECIMAL:
                return READER.decimal(text);
            case PERCENT:
                return READER.percent(text);
            case MONEY:
                return READER.money(text);
            case MEASURE:
                return READER.measure(text);
            case DATE:
                return READER.date(text);
            case INSTANT:
                return READER.instant(text);
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
