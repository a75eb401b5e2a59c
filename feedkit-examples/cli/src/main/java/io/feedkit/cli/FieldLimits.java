package io.feedkit.cli;

import io.feedkit.channel.FieldSpec;
import io.feedkit.channel.LengthUnit;
import io.feedkit.channel.LimitCase;
import io.feedkit.channel.NumberRange;
import io.feedkit.channel.TextLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Says what a field may hold, on one line. */
final class FieldLimits {
    private static final int SHOWN_VALUES = 8;

    private FieldLimits() {}

    static String of(FieldSpec field) {
        List<String> limits = counted(field);
        values(field.values().words(), limits);
        for (LimitCase one : field.cases()) {
            List<String> other = counted(field.in(one));
            other.removeAll(counted(field));
            limits.add("where " + one.when().text() + " " + String.join(", ", other));
        }
        if (field.unique()) {
            limits.add("unique");
        }
        if (!field.needs().countries().isEmpty()) {
            limits.add("only in " + String.join(" ", new TreeSet<>(field.needs().countries())));
        }
        return String.join("; ", limits);
    }

    /** What may depend on the product. */
    private static List<String> counted(FieldSpec field) {
        List<String> limits = new ArrayList<>();
        text(field.text(), limits);
        numbers(field, limits);
        if (field.repeat().isRepeated()) {
            limits.add(
                    field.repeat().max() == Integer.MAX_VALUE
                            ? "may repeat"
                            : "up to " + field.repeat().max() + " times");
        }
        return limits;
    }

    private static void text(TextLimits text, List<String> limits) {
        String unit = text.unit() == LengthUnit.BYTES ? "bytes" : "characters";
        if (text.minLength() > 1) {
            limits.add("at least " + text.minLength() + " " + unit);
        }
        if (text.hasMaxLength()) {
            limits.add("at most " + text.maxLength() + " " + unit);
        }
        if (text.pattern() != null) {
            limits.add(
                    text.pattern().hint().isEmpty()
                            ? "like " + text.pattern().regex()
                            : text.pattern().hint());
        }
        if (text.split() != null) {
            limits.add(
                    "up to " + text.split().max() + " parted by " + text.split().by());
        }
    }

    private static void numbers(FieldSpec field, List<String> limits) {
        if (!field.number().range().equals(NumberRange.ANY)) {
            limits.add(field.number().range().toString());
        }
        if (!field.number().units().isEmpty()) {
            limits.add("in " + String.join(" ", field.number().units().keySet()));
        }
    }

    private static void values(List<String> words, List<String> limits) {
        if (!words.isEmpty()) {
            String shown = String.join(", ", words.subList(0, Math.min(SHOWN_VALUES, words.size())));
            limits.add(
                    words.size() > SHOWN_VALUES ? "one of " + words.size() + ": " + shown + " …" : "one of " + shown);
        }
    }
}
