package io.feedkit.product;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("sets the default locale and zone")
class ValueReaderTest {

    @TestFactory
    Stream<DynamicTest> readsWhatMerchantsWrite() {
        return ReadingCases.all().stream().map(one -> DynamicTest.dynamicTest(one.name(), one::check));
    }

    @TestFactory
    Stream<DynamicTest> readsTheSameWhateverTheHostIsSetTo() {
        return Stream.of("en-US", "tr-TR", "ar-EG-u-nu-arab", "hi-IN-u-nu-deva", "th-TH-u-ca-buddhist")
                .map(tag -> DynamicTest.dynamicTest(tag, () -> underHost(tag, "Pacific/Chatham")));
    }

    private static void underHost(String languageTag, String zone) {
        Locale locale = Locale.getDefault();
        TimeZone timeZone = TimeZone.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag(languageTag));
            TimeZone.setDefault(TimeZone.getTimeZone(zone));
            ReadingCases.all().forEach(ReadingCases.Case::check);
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(timeZone);
        }
    }

    @Test
    void asksTheMerchantInsteadOfGuessing() {
        Problem problem = ValueReader.DEFAULTS
                .money("1.299 EUR")
                .problem(SourcePosition.ofRecord("shop.csv", 3))
                .orElseThrow();

        assertThat(problem.toString())
                .isEqualTo(
                        "WARNING value.ambiguous-number shop.csv (record 3): \"1.299 EUR\" is 1.299 with a decimal point, "
                                + "or 1299 with a decimal comma. Say which one this column has.");
    }

    @Test
    void stopsAtNumbersLongerThanAnybodyNeeds() {
        String nines = "9".repeat(1_000_000);

        assertThat(ValueReader.DEFAULTS.decimal(nines)).isInstanceOf(Reading.Unreadable.class);
        assertThat(ValueReader.DEFAULTS.date(nines)).isInstanceOf(Reading.Unreadable.class);
        assertThat(ValueReader.DEFAULTS.instant("1 ".repeat(1_000_000))).isInstanceOf(Reading.Unreadable.class);
        assertThat(NumberStyle.detect(List.of(nines)).style()).isEqualTo(NumberStyle.UNDECIDED);
    }

    @Test
    void cutsListsAndCategoriesAtOtherSeparators() {
        ValueReader reader = ValueReader.DEFAULTS.withListSeparator("|").withCategorySeparator("/");

        assertThat(reader.list("a, b | c").found()).contains(List.of("a, b", "c"));
        assertThat(reader.category("/home//kitchen/").found()).contains(CategoryPath.of("home", "kitchen"));
        assertThat(CategoryPath.read("a :: b", "::").found()).contains(CategoryPath.of("a", "b"));
    }

    @Test
    void decidesTheOrderOfDatesForAColumn() {
        assertThat(DateOrder.detect(List.of("04/05/2026", "31/05/2026"))).isEqualTo(DateOrder.DAY_FIRST);
        assertThat(DateOrder.detect(List.of("04/05/2026", "05/31/2026"))).isEqualTo(DateOrder.MONTH_FIRST);
        assertThat(DateOrder.detect(List.of("31/05/2026", "05/31/2026"))).isEqualTo(DateOrder.UNDECIDED);
        assertThat(DateOrder.detect(List.of("04/05/2026", "2026-05-31", ""))).isEqualTo(DateOrder.UNDECIDED);
    }
}
