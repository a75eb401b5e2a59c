package io.feedkit.channel.tooling;

import io.feedkit.channel.CallBudget;
import io.feedkit.channel.Condition;
import io.feedkit.channel.FieldSpec;
import io.feedkit.channel.LengthUnit;
import io.feedkit.channel.NumberRange;
import io.feedkit.channel.Repeat;
import io.feedkit.problem.Wording;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is said about differences, in one language: {@code diff_en.properties} and its sisters. What a descriptor spells is left as it is. */
final class DiffWords {
    private final Wording wording;

    private DiffWords(Wording wording) {
        this.wording = wording;
    }

    static DiffWords in(Locale language) {
        return new DiffWords(Wording.load("diff", language, DiffWords.class::getResourceAsStream));
    }

    Set<String> keys() {
        return wording.texts().keySet();
    }

    String say(String key, Object... values) {
        return wording.say(key, values);
    }

    String condition(Condition condition) {
        return condition.isAlways() ? say("always") : Words.condition(condition);
    }

    String codes(Collection<String> codes) {
        return codes.isEmpty() ? say("any") : String.join(" ", new TreeSet<>(codes));
    }

    String repeat(Repeat repeat) {
        boolean any = repeat.isRepeated() && repeat.max() == Integer.MAX_VALUE;
        return any ? say("any-number") : repeat.isRepeated() ? String.valueOf(repeat.max()) : "1";
    }

    String unit(LengthUnit unit) {
        return say("unit." + Words.word(unit));
    }

    String units(FieldSpec field) {
        List<String> units = new ArrayList<>();
        field.number()
                .units()
                .forEach((unit, range) ->
                        units.add(range.equals(NumberRange.ANY) ? unit : unit + " (" + range(range) + ")"));
        return String.join(", ", units);
    }

    String range(NumberRange range) {
        BigDecimal min = range.min();
        BigDecimal max = range.max();
        if (min != null && max != null && range.minIncluded() && range.maxIncluded()) {
            return say("range", min.toPlainString(), max.toPlainString());
        }
        String low = bound(range.minIncluded() ? "at-least" : "more-than", min);
        String high = bound(range.maxIncluded() ? "at-most" : "less-than", max);
        return low.isEmpty() || high.isEmpty() ? low + high : say("both", low, high);
    }

    private String bound(String key, @Nullable BigDecimal bound) {
        return bound == null ? "" : say(key, bound.toPlainString());
    }

    String budget(CallBudget budget) {
        return say("budget", Words.number(budget.calls()), duration(budget.per()));
    }

    private String duration(Duration time) {
        if (time.toDays() > 0 && time.equals(Duration.ofDays(time.toDays()))) {
            return counted("day", time.toDays());
        }
        if (time.toHours() > 0 && time.equals(Duration.ofHours(time.toHours()))) {
            return counted("hour", time.toHours());
        }
        boolean minutes = time.toMinutes() > 0 && time.equals(Duration.ofMinutes(time.toMinutes()));
        return minutes ? counted("minute", time.toMinutes()) : counted("second", time.toSeconds());
    }

    private String counted(String unit, long count) {
        return count == 1 ? say("one." + unit) : say("many." + unit, count);
    }
}
