package io.feedkit.catalog;

import io.feedkit.batch.Column;
import io.feedkit.batch.TextBuffer;
import io.feedkit.problem.Problem;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Currencies;
import io.feedkit.product.DecimalText;
import io.feedkit.product.Measure;
import io.feedkit.product.Money;
import io.feedkit.product.NumberStyle;
import io.feedkit.product.Percent;
import io.feedkit.product.PercentStyle;
import io.feedkit.product.Reading;
import io.feedkit.product.Unit;
import io.feedkit.product.ValueProblem;
import io.feedkit.product.ValueReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the texts of one column into typed values.
 *
 * <p>The loop every price and quantity goes through: plain numbers are read from bytes, a currency or unit behind them is looked up by its bytes, and only what is
 * neither becomes a string for {@link ValueReader}, which knows everything and takes its time. What cannot be read is reported with its place and is missing.
 */
final class Parser {
    private static final int SCALE = 6;
    private static final long NO_KEY = -1;
    /** What an amount is counted in when the text does not say and nobody else does. */
    private static final short UNSTATED = 0;

    private final AttributeType type;
    private final AttributeType.Kind kind;
    private final boolean isUnstatedMoney;
    private final String attribute;
    private final String field;
    private final ValueReader reader;
    private final NumberStyle numbers;
    private final PercentStyle percents;
    private final short usualUnit;
    private final @Nullable DateTimeFormatter dates;
    private final String pattern;
    private final Map<Long, Short> units = new HashMap<>();
    private long lastKey = NO_KEY;
    private short lastUnit;

    /** @param attribute what it is read for, as a mapping file calls it
     * @param usualUnit lane of the currency, or number of the unit, of amounts that state none */
    Parser(
            AttributeType type,
            String attribute,
            String field,
            ValueReader reader,
            PercentStyle percents,
            short usualUnit,
            String datePattern) {
        this.type = type;
        kind = type.kind();
        isUnstatedMoney = kind == AttributeType.Kind.MONEY && Currencies.laneIndex(usualUnit) == 0;
        this.attribute = attribute;
        this.field = field;
        this.reader = reader.withPercents(percents);
        this.percents = percents;
        this.numbers = reader.numbers();
        this.usualUnit = usualUnit;
        pattern = datePattern;
        dates = datePattern.isEmpty() ? null : DateTimeFormatter.ofPattern(datePattern, Locale.ROOT);
    }

    /** All that decides what it makes of a text. */
    @Override
    public String toString() {
        return String.join(
                " ", type.toString(), attribute, field, reader.toString(), String.valueOf(usualUnit), pattern);
    }

    /** Fills a column of the parser's type from slices. */
    void parse(long[] slices, Column into, Work work) {
        int rows = work.rows();
        // Nothing is appended while parsing, so the array stays the same.
        byte[] bytes = work.text().bytes();
        for (int row = 0; row < rows; row++) {
            long slice = slices[row];
            if (slice == Column.MISSING) {
                into.bits[row] = Column.MISSING;
                continue;
            }
            if (!fast(bytes, TextBuffer.start(slice), TextBuffer.end(slice), into, row)) {
                into.bits[row] = Column.MISSING;
                slow(work.text().string(slice), into, row, work);
            }
            if (isUnstatedMoney && into.bits[row] != Column.MISSING && into.units[row] == usualUnit) {
                tellUnstated(row, work);
            }
        }
    }

    private void tellUnstated(int row, Work work) {
        work.reportOnce(
                field,
                new Problem(
                        ValueProblem.NO_CURRENCY,
                        work.position(row, field),
                        "prices of this column state no currency, and nothing else does.",
                        "Give the catalogue's currency as an option, or \"currency: EUR\" in the mapping file."));
    }

    private boolean fast(byte[] bytes, int from, int to, Column into, int row) {
        switch (kind) {
            case INTEGER:
                return integer(bytes, from, to, into, row);
            case DECIMAL:
                return plain(DecimalText.parseScaled6(bytes, from, to, numbers), into, row);
            case MONEY:
            case MEASURE:
                return amount(bytes, from, to, into, row);
            case BOOLEAN:
                boolean one = to - from == 1 && (bytes[from] == '0' || bytes[from] == '1');
                if (one) {
                    into.bits[row] = bytes[from] == '1' ? 1 : 0;
                }
                return one;
            case PERCENT:
                return percent(bytes, from, to, into, row);
            case DATE:
                return date(bytes, from, to, into, row);
            default:
                return false;
        }
    }

    private static boolean plain(long scaled, Column into, int row) {
        if (scaled <= DecimalText.NOT_PLAIN) {
            return false;
        }
        into.bits[row] = scaled;
        return true;
    }

    private boolean percent(byte[] bytes, int from, int to, Column into, int row) {
        boolean signed = bytes[to - 1] == '%';
        if (!signed && percents == PercentStyle.UNDECIDED) {
            return false;
        }
        long scaled = DecimalText.parseScaled6(bytes, from, signed ? to - 1 : to, numbers);
        if (signed || percents == PercentStyle.POINTS) {
            return scaled > DecimalText.NOT_PLAIN && scaled % 100 == 0 && plain(scaled / 100, into, row);
        }
        return plain(scaled, into, row);
    }

    private static boolean integer(byte[] bytes, int from, int to, Column into, int row) {
        boolean negative = bytes[from] == '-';
        int start = negative ? from + 1 : from;
        if (to - start < 1 || to - start > 18) {
            return false;
        }
        long value = 0;
        for (int i = start; i < to; i++) {
            int digit = bytes[i] - '0';
            if ((char) digit > 9) {
                return false;
            }
            value = value * 10 + digit;
        }
        into.bits[row] = negative ? -value : value;
        return true;
    }

    /** A number, and behind it perhaps a currency or unit that was seen before. */
    private boolean amount(byte[] bytes, int from, int to, Column into, int row) {
        int end = to;
        while (end > from && (bytes[end - 1] < '0' || bytes[end - 1] > '9')) {
            end--;
        }
        int suffix = end;
        while (suffix < to && bytes[suffix] == ' ') {
            suffix++;
        }
        short unit = usualUnit;
        if (suffix < to) {
            long key = key(bytes, suffix, to);
            if (key == NO_KEY) {
                return false;
            }
            if (key != lastKey) {
                Short known = units.get(key);
                if (known == null) {
                    return false;
                }
                lastKey = key;
                lastUnit = known;
            }
            unit = lastUnit;
        } else if (kind == AttributeType.Kind.MEASURE && usualUnit == UNSTATED) {
            return false;
        }
        into.units[row] = unit;
        return end > from && plain(DecimalText.parseScaled6(bytes, from, end, numbers), into, row);
    }

    /** Up to seven bytes as a number. */
    private static long key(byte[] bytes, int from, int to) {
        if (to - from > 7) {
            return NO_KEY;
        }
        long key = 0;
        for (int i = from; i < to; i++) {
            key = key << 8 | bytes[i] & 0xff;
        }
        return key;
    }

    private void remember(String text, short unit) {
        byte[] bytes = Texts.utf8(text);
        int end = bytes.length;
        while (end > 0 && (bytes[end - 1] < '0' || bytes[end - 1] > '9')) {
            end--;
        }
        while (end < bytes.length && bytes[end] == ' ') {
            end++;
        }
        long key = key(bytes, end, bytes.length);
        boolean signBefore = bytes[0] != '-' && (bytes[0] < '0' || bytes[0] > '9');
        if (key != NO_KEY && end < bytes.length && !signBefore && units.size() < 256) {
            units.put(key, unit);
        }
    }

    private boolean date(byte[] bytes, int from, int to, Column into, int row) {
        boolean iso = dates == null && to - from == 10 && bytes[from + 4] == '-' && bytes[from + 7] == '-';
        if (!iso) {
            return false;
        }
        int year = digits(bytes, from, 4);
        int month = digits(bytes, from + 5, 2);
        int day = digits(bytes, from + 8, 2);
        // The last days of months go the slow way, which knows how long each is.
        if (year < 1 || month < 1 || month > 12 || day < 1 || day > 28) {
            return false;
        }
        into.bits[row] = LocalDate.of(year, month, day).toEpochDay();
        return true;
    }

    private static int digits(byte[] bytes, int from, int count) {
        int value = 0;
        for (int i = from; i < from + count; i++) {
            int digit = bytes[i] - '0';
            if ((char) digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private void slow(String given, Column into, int row, Work work) {
        String text = unmarked(given);
        switch (type.kind()) {
            case INTEGER -> take(reader.integer(text), value -> into.bits[row] = value, row, work);
            case DECIMAL -> take(reader.decimal(text), value -> put(into, row, value), row, work);
            case PERCENT ->
                take(reader.percent(text).map(Percent::fraction), value -> put(into, row, value), row, work);
            case MONEY -> take(reader.money(text), value -> put(into, row, value, text), row, work);
            case MEASURE -> measure(text, into, row, work);
            case BOOLEAN -> take(reader.bool(text), value -> into.bits[row] = value ? 1 : 0, row, work);
            case DATE -> take(date(text), value -> into.bits[row] = value.toEpochDay(), row, work);
            case INSTANT -> take(reader.instant(text), value -> into.bits[row] = value.toEpochMilli(), row, work);
            default -> throw new IllegalStateException("texts are not parsed: " + type);
        }
    }

    /** Without what spreadsheets put around a value to keep it a text: {@code '8,00}, {@code ="8,00"}. */
    static String unmarked(String text) {
        if (text.startsWith("=\"") && text.endsWith("\"") && text.length() > 3) {
            return text.substring(2, text.length() - 1);
        }
        return text.startsWith("'") && text.length() > 1 ? text.substring(1) : text;
    }

    private void measure(String text, Column into, int row, Work work) {
        Reading<Measure> reading = reader.measure(text);
        AttributeType.MeasureType wanted = (AttributeType.MeasureType) type;
        if (reading instanceof Reading.Parsed<Measure> found
                && found.value().unit().dimension() != wanted.dimension()) {
            reading = Reading.unreadable(
                    ValueProblem.DIMENSION_MISMATCH,
                    Problem.quote(text) + " is no " + wanted.dimension().name().toLowerCase(Locale.ROOT) + ".",
                    "");
        }
        if (reading instanceof Reading.Unreadable<Measure> no && no.code() == ValueProblem.NO_UNIT) {
            work.reportOnce(
                    field,
                    new Problem(
                            ValueProblem.NO_UNIT,
                            work.position(row, field),
                            "the values of this column state no unit, and neither does its name, so they are not used.",
                            "Name the unit in the mapping file, as in \"" + attribute + ": {from: " + field + ", unit: "
                                    + example(wanted.dimension()) + "}\"."));
            return;
        }
        take(reading, value -> put(into, row, value, text), row, work);
    }

    private static String example(Unit.Dimension dimension) {
        return switch (dimension) {
            case MASS -> "kg";
            case LENGTH -> "cm";
            case AREA -> "sqm";
            case VOLUME -> "l";
            case COUNT -> "ct";
            case TIME -> "h";
            case CALENDAR -> "mo";
        };
    }

    private Reading<LocalDate> date(String text) {
        DateTimeFormatter pattern = dates;
        if (pattern != null) {
            try {
                return Reading.parsed(LocalDate.parse(text, pattern));
            } catch (DateTimeException e) {
                return Reading.unreadable(
                        ValueProblem.NOT_A_DATE,
                        Problem.quote(text) + " is not written in the pattern of this column.",
                        "");
            }
        }
        return reader.date(text);
    }

    private interface Setter<T> {
        void set(T value);
    }

    private <T> void take(Reading<T> reading, Setter<T> setter, int row, Work work) {
        reading.found().ifPresent(setter::set);
        // A value without a problem is remembered and read faster the next time, so it must leave no trace.
        reading.problem(work.place(row, field)).map(this::withWay).ifPresent(problem -> work.report(row, problem));
    }

    /** The problem of a value, with what to write in the mapping where that settles it for the whole column. */
    private Problem withWay(Problem problem) {
        String way = "";
        if (problem.code() == ValueProblem.AMBIGUOUS_NUMBER) {
            way = "Say \"numbers: point\" or \"numbers: comma\" in the mapping.";
        } else if (problem.code() == ValueProblem.NOT_A_NUMBER && !problem.fix().isEmpty()) {
            String style = problem.fix().contains("comma") ? "comma" : "point";
            way = "If the column is written so, say \"numbers: " + style + "\" in the mapping.";
        } else if (problem.code() == ValueProblem.AMBIGUOUS_DATE) {
            way = "Say \"dates: day-first\" or \"dates: month-first\" in the mapping.";
        } else if (problem.code() == ValueProblem.AMBIGUOUS_CURRENCY) {
            way = "Name it in the mapping, as in \"" + attribute + ": {from: " + field + ", currency: EUR}\".";
        }
        return way.isEmpty()
                ? problem
                : new Problem(
                        problem.code(),
                        problem.at(),
                        problem.message(),
                        problem.fix().isEmpty() ? way : problem.fix() + " " + way);
    }

    private void put(Column into, int row, Money money, String text) {
        put(into, row, money.amount());
        short lane = Currencies.lane(money.currency(), money.basis());
        into.units[row] = lane;
        remember(text, lane);
    }

    private void put(Column into, int row, Measure measure, String text) {
        put(into, row, measure.amount());
        into.units[row] = measure.unit().index();
        remember(text, measure.unit().index());
    }

    /** Scaled when it fits, as it is when not. */
    static void put(Column into, int row, BigDecimal amount) {
        BigDecimal stripped = amount.stripTrailingZeros();
        // 10^12 with six decimals is 10^18, which a long holds.
        if (stripped.scale() <= SCALE && stripped.precision() - stripped.scale() <= 12) {
            into.bits[row] = stripped.setScale(SCALE, RoundingMode.UNNECESSARY)
                    .unscaledValue()
                    .longValueExact();
        } else {
            into.box(row, stripped);
        }
    }

    AttributeType type() {
        return type;
    }
}
