package io.feedkit.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** What is written and read again is the same, for each type; and the fast way agrees with the slow one. */
class ValueReaderPropertyTest {
    private static final ValueReader POINT = ValueReader.DEFAULTS.withNumbers(NumberStyle.POINT);
    private static final ValueReader COMMA = ValueReader.DEFAULTS.withNumbers(NumberStyle.COMMA);

    @Provide
    Arbitrary<BigDecimal> amounts() {
        return Combinators.combine(
                        Arbitraries.bigIntegers().between(BigInteger.TEN.pow(20).negate(), BigInteger.TEN.pow(20)),
                        Arbitraries.integers().between(0, 12))
                .as(BigDecimal::new);
    }

    @Provide
    Arbitrary<String> currencies() {
        return Arbitraries.of(Currencies.codes());
    }

    @Property
    void readsMoneyItWrote(
            @ForAll("amounts") BigDecimal amount, @ForAll("currencies") String code, @ForAll VatBasis basis) {
        Money money = new Money(amount, code, basis);

        assertThat(POINT.withBasis(basis).money(money.toString()).found()).contains(money);
        assertThat(COMMA.withBasis(basis)
                        .money(code + " " + money.amountText().replace('.', ','))
                        .found())
                .contains(money);
    }

    @Property
    void neverChoosesBetweenTwoReadings(@ForAll("amounts") BigDecimal amount) {
        String text = amount.toPlainString();
        Reading<BigDecimal> reading = ValueReader.DEFAULTS.decimal(text);
        BigDecimal point = POINT.decimal(text).found().orElseThrow();
        Reading<BigDecimal> comma = COMMA.decimal(text);

        if (comma instanceof Reading.Parsed<BigDecimal> other && !other.value().equals(point)) {
            assertThat(reading).isInstanceOf(Reading.Ambiguous.class);
        } else {
            assertThat(reading.found()).contains(point);
        }
    }

    @Property
    void readsGroupedNumbers(
            @ForAll @LongRange(min = 0) long number,
            @ForAll @IntRange(max = 99) int cents,
            @ForAll("groups") String separator) {
        String digits = Long.toString(number);
        StringBuilder grouped = new StringBuilder();
        for (int i = 0; i < digits.length(); i++) {
            boolean atGroup = i > 0 && (digits.length() - i) % 3 == 0;
            grouped.append(atGroup ? separator : "").append(digits.charAt(i));
        }
        String fraction = String.valueOf(100 + cents).substring(1);

        assertThat(POINT.decimal(grouped + "." + fraction).found())
                .contains(Exact.canonical(new BigDecimal(digits + "." + fraction)));
    }

    @Provide
    Arbitrary<String> groups() {
        return Arbitraries.of("", ",", " ", "\u00a0", "\u202f", "'", "\u2019");
    }

    @Property
    void readsPercentagesItWrote(@ForAll("amounts") BigDecimal fraction) {
        Percent percent = new Percent(fraction);

        assertThat(POINT.percent(percent.toString()).found()).contains(percent);
        assertThat(POINT.withPercents(PercentStyle.FRACTION)
                        .percent(fraction.toPlainString())
                        .found())
                .contains(percent);
    }

    @Property
    void readsMeasuresItWrote(@ForAll("amounts") BigDecimal amount, @ForAll Unit unit) {
        Measure measure = new Measure(amount, unit);

        assertThat(POINT.measure(measure.toString()).found()).contains(measure);
        assertThat(COMMA.measure(measure.toString().replace('.', ',')).found()).contains(measure);
    }

    @Property
    void readsWholeNumbersItWrote(@ForAll long number) {
        assertThat(ValueReader.DEFAULTS.integer(Long.toString(number)).found()).contains(number);
    }

    @Property
    void readsDatesItWrote(@ForAll @LongRange(min = -300_000, max = 2_900_000) long day) {
        LocalDate date = LocalDate.ofEpochDay(day);

        assertThat(ValueReader.DEFAULTS.date(date.toString()).found()).contains(date);
    }

    @Property
    void readsInstantsItWrote(
            @ForAll @LongRange(min = -10_000_000_000L, max = 200_000_000_000L) long second,
            @ForAll @IntRange(max = 999_999_999) int nanos) {
        Instant instant = Instant.ofEpochSecond(second, nanos);
        InstantRange range = new InstantRange(instant, instant.plusSeconds(1));

        assertThat(ValueReader.DEFAULTS.instant(instant.toString()).found()).contains(instant);
        assertThat(ValueReader.DEFAULTS.instantRange(range.toString()).found()).contains(range);
    }

    @Property
    void readsGtinsMadeWithTheirCheckDigit(@ForAll("gtinBodies") String body) {
        String digits = body + Gtin.checkDigit(body);
        Gtin gtin = Gtin.read(digits).found().orElseThrow();

        assertThat(gtin.digits()).isEqualTo(digits);
        assertThat(Gtin.isValid(gtin.canonical14())).isTrue();
        assertThat(Gtin.isValid(body + (Gtin.checkDigit(body) + 1) % 10)).isFalse();
    }

    @Provide
    Arbitrary<String> gtinBodies() {
        return Arbitraries.of(7, 11, 12, 13)
                .flatMap(length -> Arbitraries.strings().numeric().ofLength(length));
    }

    @Property
    void readsCategoriesItWrote(@ForAll("segments") List<String> segments) {
        CategoryPath path = new CategoryPath(segments);

        assertThat(ValueReader.DEFAULTS.category(path.toString()).found()).contains(path);
        assertThat(ValueReader.DEFAULTS
                        .withListSeparator(";")
                        .list(String.join("; ", segments))
                        .found())
                .contains(segments);
    }

    @Provide
    Arbitrary<List<String>> segments() {
        return Arbitraries.strings()
                .withCharRange('!', '\u024f')
                .excludeChars('>', ';', '\u0085', '\u00a0')
                .ofMinLength(1)
                .ofMaxLength(8)
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }

    @Property
    void neverThrowsWhateverTheText(@ForAll("noise") String text) {
        for (ValueReader reader : List.of(ValueReader.DEFAULTS, POINT, COMMA)) {
            reader.decimal(text);
            reader.integer(text);
            reader.percent(text);
            reader.money(text);
            reader.measure(text);
            reader.bool(text);
            reader.date(text);
            reader.instant(text);
            reader.instantRange(text);
            reader.gtin(text);
            reader.list(text);
            reader.category(text);
        }
        NumberStyle.detect(List.of(text));
    }

    @Provide
    Arbitrary<String> noise() {
        Arbitrary<String> shaped = Arbitraries.strings()
                .withChars("0123456789.,-+ '/:TZ%$\u20ac\u2212\u00a0[]EURkgm2")
                .ofMaxLength(24);
        return Arbitraries.oneOf(shaped, Arbitraries.strings().ofMaxLength(24));
    }

    @Property(tries = 5_000)
    void theFastWayAgreesWithTheSlowOne(
            @ForAll("plainish") String text, @ForAll NumberStyle style, @ForAll @IntRange(max = 3) int offset) {
        byte[] utf8 = ("9".repeat(offset) + text + "9").getBytes(StandardCharsets.UTF_8);
        long fast = DecimalText.parseScaled6(utf8, offset, utf8.length - 1, style);
        Reading<BigDecimal> slow = ValueReader.DEFAULTS.withNumbers(style).decimal(text);

        if (fast == DecimalText.EMPTY) {
            assertThat(slow).isInstanceOf(Reading.Missing.class);
        } else if (fast != DecimalText.NOT_PLAIN) {
            assertThat(slow.found()).contains(Exact.canonical(BigDecimal.valueOf(fast, 6)));
        }
    }

    @Provide
    Arbitrary<String> plainish() {
        Arbitrary<String> number = Combinators.combine(
                        Arbitraries.of("", "", "-"),
                        Arbitraries.strings().numeric().ofMaxLength(14),
                        Arbitraries.of("", ".", ","),
                        Arbitraries.strings().numeric().ofMaxLength(8))
                .as((sign, whole, separator, fraction) -> sign + whole + separator + fraction);
        return Arbitraries.oneOf(
                number, Arbitraries.strings().withChars("0159.,- ").ofMaxLength(8));
    }

    @Property
    void everyPlainNumberGoesTheFastWay(
            @ForAll @LongRange(min = -999_999_999_999_999_999L, max = 999_999_999_999_999_999L) long millionths) {
        String text = BigDecimal.valueOf(millionths, 6).toPlainString();
        byte[] point = text.getBytes(StandardCharsets.UTF_8);
        byte[] comma = text.replace('.', ',').getBytes(StandardCharsets.UTF_8);

        assertThat(DecimalText.parseScaled6(point, 0, point.length)).isEqualTo(millionths);
        assertThat(DecimalText.parseCommaScaled6(comma, 0, comma.length)).isEqualTo(millionths);
        assertThat(DecimalText.parseUndecidedScaled6(comma, 0, comma.length)).isEqualTo(millionths);
    }
}
