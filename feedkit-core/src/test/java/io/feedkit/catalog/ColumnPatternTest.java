package io.feedkit.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ColumnPatternTest {
    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.of("a", "b", "ab", "*", "{unit}", "{currency}", "(", ")", " ")
                .list()
                .ofMaxSize(6)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings().withChars("ab( )").ofMaxLength(9);
    }

    @Property(tries = 3000)
    void matchesWhatARegularExpressionWould(@ForAll("patterns") String pattern, @ForAll("names") String name) {
        String folded = ColumnPattern.fold(pattern);
        String regex = Pattern.quote(folded)
                .replace("*", "\\E.*\\Q")
                .replace("{unit}", "\\E.+\\Q")
                .replace("{currency}", "\\E[a-z]{3}\\Q");
        assertThat(ColumnPattern.of(pattern).matches(name)).isEqualTo(Pattern.matches(regex, ColumnPattern.fold(name)));
    }

    @Property(tries = 2000)
    void findsTheUnitWhereARegularExpressionWould(@ForAll("names") String before, @ForAll("names") String name) {
        String pattern = before + "*({unit}) {currency}";
        Matcher matcher = Pattern.compile(Pattern.quote(ColumnPattern.fold(pattern))
                        .replace("*", "\\E.*\\Q")
                        .replace("{unit}", "\\E(?<unit>.+)\\Q")
                        .replace("{currency}", "\\E(?<currency>[a-z]{3})\\Q"))
                .matcher(ColumnPattern.fold(name + "(kg) eur"));
        boolean matches = matcher.matches();
        ColumnPattern found = ColumnPattern.of(pattern);
        assertThat(found.hole("unit", name + "(kg) eur")).isEqualTo(matches ? matcher.group("unit") : "");
        assertThat(found.hole("currency", name + "(kg) eur")).isEqualTo(matches ? matcher.group("currency") : "");
    }

    @Test
    void twoUnitsInANameAreNoCrash() {
        ColumnPattern pattern = ColumnPattern.of("{unit} {unit} {currency}{currency}");
        assertThat(pattern.matches("kg m eurusd")).isTrue();
        assertThat(pattern.hole("unit", "kg m eurusd")).isEqualTo("kg");
        assertThat(pattern.hole("currency", "kg m eurusd")).isEqualTo("eur");
    }

    @Test
    @Timeout(5)
    void noPatternTakesLong() {
        String name = "a".repeat(100_000);
        assertThat(ColumnPattern.of("*a".repeat(5_000) + "b").matches(name)).isFalse();
        assertThat(ColumnPattern.of("{unit}*a".repeat(200) + "b").matches("a".repeat(900)))
                .isFalse();
        assertThat(ColumnPattern.of("*".repeat(10_000)).matches(name)).isTrue();
    }
}
