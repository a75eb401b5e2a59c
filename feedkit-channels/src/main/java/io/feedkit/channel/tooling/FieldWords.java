package io.feedkit.channel.tooling;

import io.feedkit.channel.Condition;
import io.feedkit.channel.FieldSpec;
import io.feedkit.channel.FieldType;
import io.feedkit.channel.Format;
import io.feedkit.channel.GtinRules;
import io.feedkit.channel.LimitCase;
import io.feedkit.channel.Media;
import io.feedkit.channel.NumberRange;
import io.feedkit.channel.Repeat;
import io.feedkit.channel.TextLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What a field asks of a value, in a few words of Markdown. */
final class FieldWords {
    private static final int SHOWN_WORDS = 12;

    private FieldWords() {}

    static String needed(FieldSpec field) {
        List<String> needed = new ArrayList<>();
        condition("required", field.needs().required(), needed);
        condition("recommended", field.needs().recommended(), needed);
        if (!field.needs().onlyWhen().isAlways()) {
            needed.add(
                    "only when " + Markdown.code(Words.condition(field.needs().onlyWhen())));
        }
        if (!field.needs().countries().isEmpty()) {
            needed.add("only in " + Words.codes(field.needs().countries()));
        }
        return String.join("; ", needed);
    }

    private static void condition(String word, Condition condition, List<String> needed) {
        if (condition.isAlways()) {
            needed.add(word);
        } else if (!condition.isNever()) {
            needed.add(word + " when " + Markdown.code(Words.condition(condition)));
        }
    }

    static List<String> limits(FieldSpec field) {
        List<String> limits = new ArrayList<>();
        text(field.text(), limits);
        numbers(field, limits);
        words(field.values().words(), limits);
        if (!field.assumed().isEmpty()) {
            limits.add("`" + field.assumed() + "` when absent");
        }
        if (field.type() == FieldType.GTIN && !field.gtin().lengths().equals(GtinRules.DEFAULTS.lengths())) {
            limits.add(String.join(
                            " or ",
                            new TreeSet<>(field.gtin().lengths())
                                    .stream().map(String::valueOf).toList()) + " digits");
        }
        if (!field.taxonomy().name().isEmpty()) {
            limits.add("taxonomy " + field.taxonomy().name() + " as "
                    + Words.word(field.taxonomy().write()));
        }
        if (field.repeat().isRepeated()) {
            limits.add(times(field.repeat()));
        }
        field.cases().forEach(limitCase -> limits.add(inCase(field, limitCase)));
        if (field.unique()) {
            limits.add("unique");
        }
        if (field.maxDistinct() != Integer.MAX_VALUE) {
            limits.add("at most " + field.maxDistinct() + " different values");
        }
        media(field.media(), limits);
        if (!field.format().equals(Format.defaultFor(field.type()))) {
            limits.add("written " + Markdown.code(Words.format(field.format())));
        }
        return limits;
    }

    private static String times(Repeat repeat) {
        return repeat.max() == Integer.MAX_VALUE ? "repeats" : "up to " + repeat.max() + " times";
    }

    /** What a case says that is not as for other products. */
    static String inCase(FieldSpec field, LimitCase limitCase) {
        List<String> usual = new ArrayList<>();
        List<String> other = new ArrayList<>();
        lengths(field.text(), usual);
        lengths(limitCase.text(), other);
        usual.add(field.number().range().toString());
        other.add(limitCase.number().range().toString());
        usual.add(times(field.repeat()));
        other.add(times(limitCase.repeat()));
        other.removeAll(usual);
        String condition = Words.condition(Condition.when(limitCase.when()));
        return String.join(", ", other) + " when " + Markdown.code(condition);
    }

    private static void lengths(TextLimits text, List<String> limits) {
        String unit = Words.unit(text.unit());
        if (text.minLength() > 1) {
            limits.add("at least " + text.minLength() + " " + unit);
        }
        if (text.hasMaxLength()) {
            limits.add("at most " + text.maxLength() + " " + unit);
        }
    }

    private static void text(TextLimits text, List<String> limits) {
        lengths(text, limits);
        if (text.pattern() != null) {
            String hint = text.pattern().hint();
            limits.add(hint.isEmpty() ? Markdown.code(text.pattern().regex().text()) : Markdown.text(hint));
        }
        if (!text.forbidden().isEmpty()) {
            limits.add("not "
                    + String.join(
                            ", ", text.forbidden().stream().map(Markdown::code).toList()));
        }
        if (text.split() != null) {
            limits.add("up to " + text.split().max() + " parted by "
                    + Markdown.code(text.split().by()));
        }
    }

    private static void numbers(FieldSpec field, List<String> limits) {
        if (!field.number().range().equals(NumberRange.ANY)) {
            limits.add(field.number().range().toString());
        }
        if (field.number().maxDecimals() != Integer.MAX_VALUE) {
            limits.add("at most " + field.number().maxDecimals() + " decimals");
        }
        if (!field.number().units().isEmpty()) {
            limits.add("in " + Words.units(field));
        }
        if (!field.number().sameCurrencyAs().isEmpty()) {
            limits.add("currency of `" + field.number().sameCurrencyAs() + "`");
        }
    }

    private static void words(List<String> words, List<String> limits) {
        if (!words.isEmpty()) {
            List<String> shown = words.subList(0, Math.min(SHOWN_WORDS, words.size()));
            String more = words.size() > SHOWN_WORDS ? " … (" + words.size() + " in all)" : "";
            limits.add(String.join(" ", shown.stream().map(Markdown::code).toList()) + more);
        }
    }

    private static void media(Media media, List<String> limits) {
        if (!media.formats().isEmpty()) {
            limits.add(String.join("/", new TreeSet<>(media.formats())));
        }
        if (media.minWidth() > 0 || media.minHeight() > 0) {
            String from = media.enforcedFrom().isEmpty() ? "" : " from " + media.enforcedFrom();
            limits.add("at least " + media.minWidth() + "×" + media.minHeight() + " px" + from);
        }
        if (media.maxMegabytes() > 0) {
            limits.add("at most " + media.maxMegabytes() + " MB");
        }
        if (media.maxSeconds() > 0) {
            limits.add(media.minSeconds() + " to " + media.maxSeconds() + " s");
        }
    }
}
