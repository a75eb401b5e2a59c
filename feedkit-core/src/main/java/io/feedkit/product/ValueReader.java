package io.feedkit.product;

import io.feedkit.problem.Problem;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a merchant's text into typed values, knowing what is usual in its column:
 * {@code ValueReader.DEFAULTS.withNumbers(COMMA).withCurrency("EUR").money("1.299,00")}.
 *
 * <p><b>Shape:</b> blank text is {@link Reading.Missing}; blanks around a value, non-breaking ones too, do not matter.
 * What a text says itself ({@code 12 EUR}, {@code 8%}, {@code 2 kg}, {@code +02:00}) wins over what the reader was given.
 * <b>Errors:</b> as {@link Reading}s, never thrown: a text with two meanings is {@link Reading.Ambiguous} and names the
 * setting that decides. Nothing depends on the host's locale, zone or clock. Immutable.
 */
public final class ValueReader {

    /** Nothing is known: numbers, dates and percentages that do not speak for themselves are ambiguous. */
    public static final ValueReader DEFAULTS = new ValueReader(
            NumberStyle.UNDECIDED,
            Currencies.NOT_STATED,
            VatBasis.UNKNOWN,
            PercentStyle.UNDECIDED,
            null,
            DateOrder.UNDECIDED,
            null,
            ",",
            ">");

    private static final Set<String> YES =
            Set.of("true t yes y 1 on oui o vrai ja j wahr si s\u00ed s\u00ec vero verdadero sim tak ano evet igen da"
                    .split(" "));
    private static final Set<String> NO =
            Set.of("false f no n 0 off non faux nein falsch nee falso n\u00e3o nao nie ne hay\u0131r hayir nem nej nei"
                    .split(" "));

    private final NumberStyle numbers;
    private final String currency;
    private final VatBasis basis;
    private final PercentStyle percents;
    private final @Nullable Unit unit;
    private final DateOrder dates;
    private final @Nullable ZoneId zone;
    private final String listSeparator;
    private final String categorySeparator;

    private ValueReader(
            NumberStyle numbers,
            String currency,
            VatBasis basis,
            PercentStyle percents,
            @Nullable Unit unit,
            DateOrder dates,
            @Nullable ZoneId zone,
            String listSeparator,
            String categorySeparator) {
        this.numbers = Objects.requireNonNull(numbers, "numbers");
        Currencies.index(currency);
        this.currency = currency;
        this.basis = Objects.requireNonNull(basis, "basis");
        this.percents = Objects.requireNonNull(percents, "percents");
        this.unit = unit;
        this.dates = Objects.requireNonNull(dates, "dates");
        this.zone = zone;
        if (listSeparator.isEmpty() || categorySeparator.isEmpty()) {
            throw new IllegalArgumentException("a separator is empty");
        }
        this.listSeparator = listSeparator;
        this.categorySeparator = categorySeparator;
    }

    /** All it was given, for whoever has to know whether another one would read the same. */
    @Override
    public String toString() {
        return String.join(
                " ",
                numbers.name(),
                currency,
                basis.name(),
                percents.name(),
                String.valueOf(unit),
                dates.name(),
                String.valueOf(zone),
                listSeparator,
                categorySeparator);
    }

    /** The number style of the column; see {@link NumberStyle#detect}. */
    public ValueReader withNumbers(NumberStyle value) {
        return new ValueReader(value, currency, basis, percents, unit, dates, zone, listSeparator, categorySeparator);
    }

    /** The ISO 4217 code of amounts that state none; {@code XXX} leaves them without, to be reported as {@code value.no-currency}. */
    public ValueReader withCurrency(String value) {
        return new ValueReader(numbers, value, basis, percents, unit, dates, zone, listSeparator, categorySeparator);
    }

    /** Whether the amounts of the column include VAT. */
    public ValueReader withBasis(VatBasis value) {
        return new ValueReader(numbers, currency, value, percents, unit, dates, zone, listSeparator, categorySeparator);
    }

    /** What a percentage without its sign counts. */
    public ValueReader withPercents(PercentStyle value) {
        return new ValueReader(numbers, currency, basis, value, unit, dates, zone, listSeparator, categorySeparator);
    }

    /** The unit of measures that state none. */
    public ValueReader withUnit(Unit value) {
        return new ValueReader(
                numbers, currency, basis, percents, value, dates, zone, listSeparator, categorySeparator);
    }

    /** The order of numeric dates; see {@link DateOrder#detect}. */
    public ValueReader withDates(DateOrder value) {
        return new ValueReader(numbers, currency, basis, percents, unit, value, zone, listSeparator, categorySeparator);
    }

    /** The zone of local times, which are else refused with {@code value.no-zone}. */
    public ValueReader withZone(ZoneId value) {
        return new ValueReader(
                numbers, currency, basis, percents, unit, dates, value, listSeparator, categorySeparator);
    }

    /** What parts the values of a list; a comma by default. */
    public ValueReader withListSeparator(String value) {
        return new ValueReader(numbers, currency, basis, percents, unit, dates, zone, value, categorySeparator);
    }

    /** What parts the segments of a category path; {@code >} by default. */
    public ValueReader withCategorySeparator(String value) {
        return new ValueReader(numbers, currency, basis, percents, unit, dates, zone, listSeparator, value);
    }

    public NumberStyle numbers() {
        return numbers;
    }

    /** {@code XXX} when amounts that state no currency have none. */
    public String currency() {
        return currency;
    }

    public VatBasis basis() {
        return basis;
    }

    /** The text without blanks at its ends. */
    public Reading<String> text(String text) {
        String stripped = Blank.strip(text);
        return stripped.isEmpty() ? Reading.missing() : Reading.parsed(stripped);
    }

    /** A number with nothing beside it: {@code -1 299,50}. */
    public Reading<BigDecimal> decimal(String text) {
        return NumberText.read(text, numbers);
    }

    /** A whole number of 64 bits; decimals that are all zero, as in {@code 12.0000}, are let pass. */
    public Reading<Long> integer(String text) {
        Reading<BigDecimal> number = decimal(text);
        if (number instanceof Reading.Ambiguous<BigDecimal> both
                && both.readings().stream().anyMatch(ValueReader::isBroken)) {
            // "1.299" pieces can only be 1299, but more likely the column is not one of whole numbers.
            return Reading.unreadable(both.code(), both.question(), "");
        }
        return number.then(value -> whole(text, value));
    }

    private static boolean isBroken(BigDecimal number) {
        return number.stripTrailingZeros().scale() > 0;
    }

    private static Reading<Long> whole(String text, BigDecimal number) {
        if (isBroken(number)) {
            return Reading.unreadable(ValueProblem.NOT_WHOLE, Problem.quote(text) + " is not a whole number.", "");
        }
        if (number.toBigInteger().bitLength() >= Long.SIZE) {
            String reason = Problem.quote(text) + " is beyond the whole numbers feedkit counts with (64 bits).";
            return Reading.unreadable(ValueProblem.NUMBER_TOO_LARGE, reason, "");
        }
        return Reading.parsed(number.longValueExact());
    }

    /** {@code 8%}, {@code % 8}; {@code 8} or {@code 0.08} as {@link #withPercents} says. */
    public Reading<Percent> percent(String text) {
        NumberText.Parts parts = NumberText.Parts.of(text);
        if (parts == null) {
            return decimal(text).map(Percent::new);
        }
        String sign = parts.before() + parts.after();
        if (sign.equals("%")) {
            return parts.number(numbers).map(Percent::ofPoints);
        }
        if (!sign.isEmpty()) {
            return Reading.unreadable(ValueProblem.NOT_A_NUMBER, Problem.quote(text) + " is not a percentage.", "");
        }
        return parts.number(numbers).then(number -> switch (percents) {
            case POINTS -> Reading.parsed(Percent.ofPoints(number));
            case FRACTION -> Reading.parsed(new Percent(number));
            case UNDECIDED -> unsignedPercent(text, Percent.ofPoints(number), new Percent(number));
        });
    }

    private static Reading<Percent> unsignedPercent(String text, Percent points, Percent fraction) {
        String question = Problem.quote(text) + " is " + points + ", or " + fraction
                + " as a fraction of one. Say which one this column counts.";
        return Reading.anyOf(ValueProblem.AMBIGUOUS_PERCENT, List.of(points, fraction), question);
    }

    /** An amount with or without its currency on either side: {@code € 12,50}, {@code 12.50 EUR}, {@code CHF 12.-}, {@code -$5}. */
    public Reading<Money> money(String text) {
        NumberText.Parts parts = NumberText.Parts.of(text);
        if (parts == null || NumberText.isExponent(parts.after())) {
            return decimal(text).map(amount -> new Money(amount, currency, basis));
        }
        List<String> codes = new ArrayList<>();
        for (String word : List.of(parts.before(), parts.after())) {
            if (!word.isEmpty()) {
                List<String> candidates = CurrencySigns.candidates(word);
                if (candidates.isEmpty()) {
                    return unknownCurrency(text, Problem.quote(word) + " is not a currency");
                }
                if (codes.isEmpty()) {
                    codes.addAll(candidates);
                } else {
                    codes.retainAll(candidates);
                }
                if (codes.isEmpty()) {
                    return unknownCurrency(text, "it names two currencies");
                }
            }
        }
        return parts.number(numbers).then(amount -> inOneOf(text, amount, codes));
    }

    private static Reading<Money> unknownCurrency(String text, String why) {
        return Reading.unreadable(
                ValueProblem.UNKNOWN_CURRENCY,
                Problem.quote(text) + " is not an amount of money: " + why + ".",
                "Write the amount with an ISO 4217 code, as in 12.50 EUR.");
    }

    private Reading<Money> inOneOf(String text, BigDecimal amount, List<String> codes) {
        if (codes.isEmpty() || codes.contains(currency)) {
            return Reading.parsed(new Money(amount, currency, basis));
        }
        List<Money> readings =
                codes.stream().map(code -> new Money(amount, code, basis)).toList();
        String question = Problem.quote(text) + " may be in " + String.join(", ", codes)
                + ". Say which currency this column has.";
        return Reading.anyOf(ValueProblem.AMBIGUOUS_CURRENCY, readings, question);
    }

    /** A number with its unit: {@code 1,5 Kg}, {@code 250ml}, {@code 12"}; without one it is in the column's unit. */
    public Reading<Measure> measure(String text) {
        NumberText.Parts parts = NumberText.Parts.of(text);
        if (parts == null || NumberText.isExponent(parts.after())) {
            return decimal(text).then(amount -> noUnit(text));
        }
        if (!parts.before().isEmpty()) {
            return unknownUnit(text, parts.before());
        }
        if (parts.after().isEmpty()) {
            Unit usual = unit;
            return usual == null ? noUnit(text) : parts.number(numbers).map(amount -> new Measure(amount, usual));
        }
        Unit stated = Unit.named(parts.after()).orElse(null);
        return stated == null
                ? unknownUnit(text, parts.after())
                : parts.number(numbers).map(amount -> new Measure(amount, stated));
    }

    private static Reading<Measure> noUnit(String text) {
        return Reading.unreadable(
                ValueProblem.NO_UNIT, Problem.quote(text) + " has no unit.", "Give the unit of this column.");
    }

    private static Reading<Measure> unknownUnit(String text, String word) {
        String reason = Problem.quote(word) + " in " + Problem.quote(text) + " is not a unit.";
        return Reading.unreadable(ValueProblem.UNKNOWN_UNIT, reason, "Write a number and one unit, as in 1.5 kg.");
    }

    /** {@code yes}, {@code 0}, {@code oui}, {@code Nein}: words of the common European languages. */
    public Reading<Boolean> bool(String text) {
        String word = Blank.strip(text).toLowerCase(Locale.ROOT);
        if (word.isEmpty()) {
            return Reading.missing();
        }
        if (YES.contains(word)) {
            return Reading.parsed(true);
        }
        return NO.contains(word)
                ? Reading.parsed(false)
                : Reading.unreadable(
                        ValueProblem.NOT_A_BOOLEAN,
                        Problem.quote(text) + " is neither yes nor no.",
                        "Write true or false.");
    }

    /** {@code 2026-05-31}, {@code 31.05.2026}, {@code 5/31/2026}, {@code 31 mai 2026}; of a text with a time, its date as written. */
    public Reading<LocalDate> date(String text) {
        return TimeText.date(text, dates);
    }

    /** A date and time with an offset, a zone or in the column's zone; a date alone is the first moment of that day there. */
    public Reading<Instant> instant(String text) {
        return TimeText.instant(text, dates, zone);
    }

    /** Two instants with a slash between them; a date alone as the end means the whole of that day. */
    public Reading<InstantRange> instantRange(String text) {
        return TimeText.range(text, dates, zone);
    }

    public Reading<Gtin> gtin(String text) {
        return Gtin.read(text);
    }

    /** Parts that are not blank, in order, without blanks at their ends; at least one. */
    public Reading<List<String>> list(String text) {
        List<String> parts = CategoryPath.parts(text, listSeparator);
        return parts.isEmpty() ? Reading.missing() : Reading.parsed(List.copyOf(parts));
    }

    public Reading<CategoryPath> category(String text) {
        return CategoryPath.read(text, categorySeparator);
    }
}
