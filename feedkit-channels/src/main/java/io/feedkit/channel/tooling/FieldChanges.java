package io.feedkit.channel.tooling;

import io.feedkit.channel.Conversion;
import io.feedkit.channel.Expression;
import io.feedkit.channel.FieldSpec;
import io.feedkit.channel.FieldType;
import io.feedkit.channel.NumberRange;
import io.feedkit.channel.ValueSet;
import io.feedkit.channel.tooling.Change.Effect;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is different about fields and parts of groups. */
final class FieldChanges {
    private final List<Change> changes;
    private final DiffWords words;

    FieldChanges(List<Change> changes, DiffWords words) {
        this.changes = changes;
        this.words = words;
    }

    /** @param group name of the group with a dot behind, or empty */
    void compare(String group, @Nullable FieldSpec old, @Nullable FieldSpec now) {
        if (old != null && now != null) {
            new Comparison(group + now.name(), old, now).all();
        } else if (now != null) {
            added(group + now.name(), now);
        } else if (old != null) {
            changes.add(new Change(
                    "fields",
                    group + old.name(),
                    "",
                    Words.word(old.type()),
                    "",
                    Effect.REWRITES,
                    words.say("field-gone")));
        }
    }

    private void added(String name, FieldSpec now) {
        boolean required = !now.needs().required().isNever();
        Effect effect =
                !required ? Effect.REWRITES : now.provenance().verified("required") ? Effect.REFUSES : Effect.WARNS;
        changes.add(new Change(
                "fields",
                name,
                "",
                "",
                Words.word(now.type()),
                effect,
                required
                        ? without(words.condition(now.needs().required()), effect == Effect.REFUSES)
                        : words.say("field-new")));
    }

    /** What becomes of products without a required value. */
    private String without(String when, boolean isRefused) {
        String always = words.say("always");
        String key = isRefused ? "without-refused" : "without-warned";
        return when.equals(always) ? words.say(key) : words.say(key + "-when", when);
    }

    /** One field in both versions. */
    private final class Comparison {
        private final String name;
        private final FieldSpec old;
        private final FieldSpec now;
        private final boolean needed;

        Comparison(String name, FieldSpec old, FieldSpec now) {
            this.name = name;
            this.old = old;
            this.now = now;
            needed = !now.needs().required().isNever();
        }

        void all() {
            say(
                    "type",
                    Words.word(old.type()),
                    Words.word(now.type()),
                    stricter("type"),
                    words.say("wrong-type", Words.word(now.type()), fate("type")));
            needs();
            lengths();
            numbers();
            values();
            repetition();
            cases();
            writing();
            trust();
            if (old.type() == FieldType.GROUP && now.type() == FieldType.GROUP) {
                DescriptorDiff.pairs(old.parts().fields(), now.parts().fields(), FieldSpec::name)
                        .forEach(pair -> compare(name + ".", pair.old(), pair.now()));
                new RuleChanges(changes, words)
                        .compare(name, old.parts().rules(), now.parts().rules());
            }
        }

        private void say(String key, String before, String after, Effect effect, String meaning) {
            if (!before.equals(after)) {
                changes.add(new Change("fields", name, key, before, after, effect, meaning));
            }
        }

        private void cases() {
            String before = cases(old);
            String after = cases(now);
            say(
                    "limits-when",
                    before,
                    after,
                    after.isEmpty() ? Effect.LOOSENS : stricter("max-length"),
                    words.say("other-limits"));
        }

        private String cases(FieldSpec field) {
            return String.join(
                    "; ",
                    field.cases().stream()
                            .map(limits -> FieldWords.inCase(field, limits))
                            .toList());
        }

        /** What a stricter check does to products whose value it strikes. */
        private Effect stricter(String key) {
            return !now.provenance().verified(key) ? Effect.WARNS : needed ? Effect.REFUSES : Effect.LEAVES_OUT;
        }

        private String fate(String key) {
            return words.say("fate." + Words.word(stricter(key)));
        }

        private void needs() {
            String before = words.condition(old.needs().required());
            String after = words.condition(now.needs().required());
            boolean looser = after.isEmpty() || old.needs().required().isAlways();
            boolean verified = now.provenance().verified("required");
            say(
                    "required",
                    before,
                    after,
                    looser ? Effect.LOOSENS : verified ? Effect.REFUSES : Effect.WARNS,
                    !looser
                            ? without(after, verified)
                            : after.isEmpty() ? words.say("required-no-more") : words.say("required-unless", after));
            String wanted = words.condition(now.needs().recommended());
            say(
                    "recommended",
                    words.condition(old.needs().recommended()),
                    wanted,
                    wanted.isEmpty() ? Effect.LOOSENS : Effect.WARNS,
                    words.say(wanted.isEmpty() ? "recommended-no-more" : "recommended-now"));
            say(
                    "only-when",
                    words.condition(old.needs().onlyWhen()),
                    words.condition(now.needs().onlyWhen()),
                    Effect.REWRITES,
                    words.say("other-products"));
            say(
                    "countries",
                    words.codes(old.needs().countries()),
                    words.codes(now.needs().countries()),
                    Effect.REWRITES,
                    words.say("other-countries"));
            say(
                    "unique",
                    String.valueOf(old.unique()),
                    String.valueOf(now.unique()),
                    now.unique() ? stricter("unique") : Effect.LOOSENS,
                    words.say(!now.unique() ? "not-unique" : needed ? "unique-refused" : "unique-lost"));
            int most = now.maxDistinct();
            say(
                    "max-distinct",
                    Words.count(old.maxDistinct()),
                    Words.count(most),
                    most < old.maxDistinct() ? stricter("max-distinct") : Effect.LOOSENS,
                    words.say("max-distinct"));
        }

        private void lengths() {
            String unit = words.unit(now.text().unit());
            int max = now.text().maxLength();
            boolean cut =
                    now.convert().contains(Conversion.TRUNCATE) || now.convert().contains(Conversion.TRUNCATE_WORDS);
            boolean shorter = max < old.text().maxLength();
            say(
                    "max-length",
                    Words.count(old.text().maxLength()),
                    Words.count(max),
                    !shorter ? Effect.LOOSENS : cut ? Effect.REWRITES : stricter("max-length"),
                    !shorter
                            ? words.say("longer")
                            : words.say("too-long", max, unit, cut ? words.say("fate.cut") : fate("max-length")));
            int min = now.text().minLength();
            say(
                    "min-length",
                    String.valueOf(old.text().minLength()),
                    String.valueOf(min),
                    min > old.text().minLength() ? stricter("min-length") : Effect.LOOSENS,
                    min > old.text().minLength()
                            ? words.say("too-short", min, unit, fate("min-length"))
                            : words.say("shorter"));
            say(
                    "length-unit",
                    Words.word(old.text().unit()),
                    Words.word(now.text().unit()),
                    stricter("max-length"),
                    words.say("length-unit"));
            String pattern = Words.pattern(now.text());
            say(
                    "pattern",
                    Words.pattern(old.text()),
                    pattern,
                    pattern.isEmpty() ? Effect.LOOSENS : stricter("pattern"),
                    pattern.isEmpty() ? words.say("any-form") : words.say("no-match", fate("pattern")));
            say(
                    "forbidden-values",
                    String.join(", ", old.text().forbidden()),
                    String.join(", ", now.text().forbidden()),
                    old.text().forbidden().containsAll(now.text().forbidden())
                            ? Effect.LOOSENS
                            : stricter("forbidden-values"),
                    words.say("other-forbidden"));
        }

        private void numbers() {
            NumberRange before = old.number().range();
            NumberRange after = now.number().range();
            boolean wider = isWider(after, before);
            say(
                    "range",
                    words.range(before),
                    words.range(after),
                    wider ? Effect.LOOSENS : stricter("range"),
                    wider ? words.say("more-numbers") : words.say("out-of-range", words.range(after), fate("range")));
            boolean rounds = now.convert().contains(Conversion.ROUND);
            boolean fewer = now.number().maxDecimals() < old.number().maxDecimals();
            say(
                    "max-decimals",
                    Words.count(old.number().maxDecimals()),
                    Words.count(now.number().maxDecimals()),
                    !fewer ? Effect.LOOSENS : rounds ? Effect.REWRITES : stricter("max-decimals"),
                    !fewer
                            ? words.say("more-decimals")
                            : rounds
                                    ? words.say("rounded-further")
                                    : words.say("too-many-decimals", fate("max-decimals")));
            say(
                    "units",
                    words.units(old),
                    words.units(now),
                    now.number().units().isEmpty() ? Effect.LOOSENS : stricter("units"),
                    words.say("other-units", fate("units")));
        }

        private void values() {
            if (old.values().isAny() != now.values().isAny()) {
                say(
                        "values",
                        words.codes(old.values().words()),
                        words.codes(now.values().words()),
                        now.values().isAny() ? Effect.LOOSENS : stricter("values"),
                        now.values().isAny() ? words.say("every-value") : words.say("outside-set", fate("values")));
                return;
            }
            Set<String> lost = new LinkedHashSet<>(old.values().words());
            now.values().words().forEach(lost::remove);
            Set<String> gained = new LinkedHashSet<>(now.values().words());
            old.values().words().forEach(gained::remove);
            Set<String> orphans = new TreeSet<>(lost);
            orphans.removeIf(word -> now.values().find(word).isPresent());
            String others = orphans.isEmpty()
                    ? words.say("another-word")
                    : words.say(needed ? "words-refused" : "words-lost", String.join(", ", orphans));
            say(
                    "values",
                    String.join(", ", lost),
                    "",
                    orphans.isEmpty() ? Effect.REWRITES : stricter("values"),
                    others);
            say("values", "", String.join(", ", gained), Effect.LOOSENS, words.say("words-new"));
            Set<String> unknown = synonyms(old.values());
            unknown.removeIf(word -> now.values().find(word).isPresent());
            say(
                    "synonyms",
                    String.join(", ", unknown),
                    "",
                    stricter("values"),
                    words.say(needed ? "synonyms-refused" : "synonyms-lost"));
        }

        private void repetition() {
            boolean fewer = now.repeat().max() < old.repeat().max();
            boolean takes = now.convert().contains(Conversion.TAKE_FIRST);
            say(
                    "repeat",
                    words.repeat(old.repeat()),
                    words.repeat(now.repeat()),
                    !fewer ? Effect.LOOSENS : takes ? Effect.REWRITES : stricter("repeat"),
                    !fewer
                            ? words.say("more-values")
                            : takes ? words.say("first-values") : words.say("too-many-values", fate("repeat")));
        }

        private void writing() {
            say(
                    "from",
                    old.source().map(Expression::text).orElse(""),
                    now.source().map(Expression::text).orElse(""),
                    Effect.REWRITES,
                    words.say("other-source"));
            say("assumed", old.assumed(), now.assumed(), Effect.REWRITES, words.say("assumed"));
            say(
                    "convert",
                    conversions(old.convert()),
                    conversions(now.convert()),
                    Effect.REWRITES,
                    words.say("convert"));
            say("format", Words.format(old.format()), Words.format(now.format()), Effect.REWRITES, words.say("format"));
            say("column", old.spelling().column(), now.spelling().column(), Effect.REWRITES, words.say("column"));
            say("element", old.spelling().element(), now.spelling().element(), Effect.REWRITES, words.say("element"));
            say("key", old.spelling().key(), now.spelling().key(), Effect.REWRITES, words.say("key"));
            say("status", Words.word(old.status()), Words.word(now.status()), Effect.NONE, words.say("status"));
        }

        /** What was believed and is known now refuses; the other way round it only warns. */
        private void trust() {
            boolean known = now.provenance().verified();
            say(
                    "verified",
                    String.valueOf(old.provenance().verified()),
                    String.valueOf(known),
                    known ? needed ? Effect.REFUSES : Effect.LEAVES_OUT : Effect.LOOSENS,
                    words.say(!known ? "only-warns" : needed ? "now-refuses" : "now-leaves-out"));
            Set<String> before = new TreeSet<>(old.provenance().unverified());
            Set<String> after = new TreeSet<>(now.provenance().unverified());
            boolean more = after.containsAll(before);
            say(
                    "unverified",
                    String.join(", ", before),
                    String.join(", ", after),
                    more ? Effect.LOOSENS : needed ? Effect.REFUSES : Effect.LEAVES_OUT,
                    words.say(more ? "only-warns" : "now-counts"));
        }
    }

    private static String conversions(List<Conversion> conversions) {
        return String.join(", ", conversions.stream().map(Words::word).toList());
    }

    private static Set<String> synonyms(ValueSet values) {
        Set<String> synonyms = new LinkedHashSet<>();
        values.values().forEach(value -> synonyms.addAll(value.synonyms()));
        return synonyms;
    }

    private static boolean isWider(NumberRange wide, NumberRange narrow) {
        return reaches(wide.min(), wide.minIncluded(), narrow.min(), narrow.minIncluded(), -1)
                && reaches(wide.max(), wide.maxIncluded(), narrow.max(), narrow.maxIncluded(), 1);
    }

    private static boolean reaches(
            @Nullable BigDecimal wide, boolean with, @Nullable BigDecimal narrow, boolean needed, int direction) {
        if (wide == null || narrow == null) {
            return wide == null;
        }
        int order = wide.compareTo(narrow) * direction;
        return order > 0 || order == 0 && (with || !needed);
    }
}
