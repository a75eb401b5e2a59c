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

    FieldChanges(List<Change> changes) {
        this.changes = changes;
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
                    "The field is no longer written."));
        }
    }

    private void added(String name, FieldSpec now) {
        boolean required = !now.needs().required().isNever();
        Effect effect =
                !required ? Effect.REWRITES : now.provenance().verified("required") ? Effect.REFUSES : Effect.WARNS;
        String when = now.needs().required().isAlways()
                ? ""
                : " for which " + Words.condition(now.needs().required());
        changes.add(new Change(
                "fields",
                name,
                "",
                "",
                Words.word(now.type()),
                effect,
                required
                        ? "Products without it" + when + " are "
                                + (effect == Effect.REFUSES ? "refused." : "warned about.")
                        : "It is written where a product has a value for it."));
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
                    "Values that are no " + Words.word(now.type()) + fate("type"));
            needs();
            lengths();
            numbers();
            values();
            repetition();
            writing();
            trust();
            if (old.type() == FieldType.GROUP && now.type() == FieldType.GROUP) {
                DescriptorDiff.pairs(old.parts().fields(), now.parts().fields(), FieldSpec::name)
                        .forEach(pair -> compare(name + ".", pair.old(), pair.now()));
                new RuleChanges(changes)
                        .compare(name, old.parts().rules(), now.parts().rules());
            }
        }

        private void say(String key, String before, String after, Effect effect, String meaning) {
            if (!before.equals(after)) {
                changes.add(new Change("fields", name, key, before, after, effect, meaning));
            }
        }

        /** What a stricter check does to products whose value it strikes. */
        private Effect stricter(String key) {
            return !now.provenance().verified(key) ? Effect.WARNS : needed ? Effect.REFUSES : Effect.LEAVES_OUT;
        }

        private String fate(String key) {
            return switch (stricter(key)) {
                case WARNS -> " are warned about.";
                case LEAVES_OUT -> " are left out; the product goes on.";
                default -> " refuse their product.";
            };
        }

        private void needs() {
            String before = Words.condition(old.needs().required());
            String after = Words.condition(now.needs().required());
            boolean looser = after.isEmpty() || before.equals("always");
            String which = after.equals("always") ? "" : " for which " + after;
            boolean verified = now.provenance().verified("required");
            say(
                    "required",
                    before,
                    after,
                    looser ? Effect.LOOSENS : verified ? Effect.REFUSES : Effect.WARNS,
                    looser
                            ? "Products without it are no longer refused"
                                    + (after.isEmpty() ? "." : ", unless " + after + ".")
                            : "Products without it" + which + " are " + (verified ? "refused." : "warned about."));
            String wanted = Words.condition(now.needs().recommended());
            say(
                    "recommended",
                    Words.condition(old.needs().recommended()),
                    wanted,
                    wanted.isEmpty() ? Effect.LOOSENS : Effect.WARNS,
                    wanted.isEmpty()
                            ? "Nobody is advised to fill it any more."
                            : "Merchants without it are advised to fill it.");
            say(
                    "only-when",
                    Words.condition(old.needs().onlyWhen()),
                    Words.condition(now.needs().onlyWhen()),
                    Effect.REWRITES,
                    "It is written for other products.");
            say(
                    "countries",
                    Words.codes(old.needs().countries()),
                    Words.codes(now.needs().countries()),
                    Effect.REWRITES,
                    "Feeds of other countries have it.");
            say(
                    "unique",
                    String.valueOf(old.unique()),
                    String.valueOf(now.unique()),
                    now.unique() ? stricter("unique") : Effect.LOOSENS,
                    now.unique()
                            ? "The second product with the same value" + (needed ? " is refused." : " loses it.")
                            : "Several products may have the same value.");
            int most = now.maxDistinct();
            say(
                    "max-distinct",
                    Words.count(old.maxDistinct()),
                    Words.count(most),
                    most < old.maxDistinct() ? stricter("max-distinct") : Effect.LOOSENS,
                    "A feed may have another number of different values.");
        }

        private void lengths() {
            String unit = Words.unit(now.text().unit());
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
                            ? "Longer values are taken."
                            : "Values of more than " + max + " " + unit + (cut ? " are cut." : fate("max-length")));
            int min = now.text().minLength();
            say(
                    "min-length",
                    String.valueOf(old.text().minLength()),
                    String.valueOf(min),
                    min > old.text().minLength() ? stricter("min-length") : Effect.LOOSENS,
                    min > old.text().minLength()
                            ? "Values of less than " + min + " " + unit + fate("min-length")
                            : "Shorter values are taken.");
            say(
                    "length-unit",
                    Words.word(old.text().unit()),
                    Words.word(now.text().unit()),
                    stricter("max-length"),
                    "Lengths count otherwise.");
            String pattern = Words.pattern(now.text());
            say(
                    "pattern",
                    Words.pattern(old.text()),
                    pattern,
                    pattern.isEmpty() ? Effect.LOOSENS : stricter("pattern"),
                    pattern.isEmpty() ? "Values of any form are taken." : "Values that do not match" + fate("pattern"));
            say(
                    "forbidden-values",
                    String.join(", ", old.text().forbidden()),
                    String.join(", ", now.text().forbidden()),
                    old.text().forbidden().containsAll(now.text().forbidden())
                            ? Effect.LOOSENS
                            : stricter("forbidden-values"),
                    "Other words are refused.");
        }

        private void numbers() {
            NumberRange before = old.number().range();
            NumberRange after = now.number().range();
            boolean wider = isWider(after, before);
            say(
                    "range",
                    Words.range(before),
                    Words.range(after),
                    wider ? Effect.LOOSENS : stricter("range"),
                    wider ? "More numbers are taken." : "Numbers that are not " + after + fate("range"));
            boolean rounds = now.convert().contains(Conversion.ROUND);
            boolean fewer = now.number().maxDecimals() < old.number().maxDecimals();
            say(
                    "max-decimals",
                    Words.count(old.number().maxDecimals()),
                    Words.count(now.number().maxDecimals()),
                    !fewer ? Effect.LOOSENS : rounds ? Effect.REWRITES : stricter("max-decimals"),
                    !fewer
                            ? "More decimals are taken."
                            : rounds
                                    ? "Numbers are rounded further."
                                    : "Numbers with more decimals" + fate("max-decimals"));
            say(
                    "units",
                    Words.units(old),
                    Words.units(now),
                    now.number().units().isEmpty() ? Effect.LOOSENS : stricter("units"),
                    "Measures in other units" + fate("units"));
        }

        private void values() {
            if (old.values().isAny() != now.values().isAny()) {
                say(
                        "values",
                        Words.codes(old.values().words()),
                        Words.codes(now.values().words()),
                        now.values().isAny() ? Effect.LOOSENS : stricter("values"),
                        now.values().isAny()
                                ? "Every value is taken."
                                : "Values outside the closed set" + fate("values"));
                return;
            }
            Set<String> lost = new LinkedHashSet<>(old.values().words());
            now.values().words().forEach(lost::remove);
            Set<String> gained = new LinkedHashSet<>(now.values().words());
            old.values().words().forEach(gained::remove);
            Set<String> orphans = new TreeSet<>(lost);
            orphans.removeIf(word -> now.values().find(word).isPresent());
            String others = orphans.isEmpty()
                    ? "They are understood as another word of the set."
                    : "Products with " + String.join(", ", orphans) + (needed ? " are refused." : " lose the value.");
            say(
                    "values",
                    String.join(", ", lost),
                    "",
                    orphans.isEmpty() ? Effect.REWRITES : stricter("values"),
                    others);
            say("values", "", String.join(", ", gained), Effect.LOOSENS, "They are taken too.");
            Set<String> unknown = synonyms(old.values());
            unknown.removeIf(word -> now.values().find(word).isPresent());
            say(
                    "synonyms",
                    String.join(", ", unknown),
                    "",
                    stricter("values"),
                    "Products with these words" + (needed ? " are refused." : " lose the value."));
        }

        private void repetition() {
            boolean fewer = now.repeat().max() < old.repeat().max();
            boolean takes = now.convert().contains(Conversion.TAKE_FIRST);
            say(
                    "repeat",
                    Words.repeat(old.repeat()),
                    Words.repeat(now.repeat()),
                    !fewer ? Effect.LOOSENS : takes ? Effect.REWRITES : stricter("repeat"),
                    !fewer
                            ? "More values are taken."
                            : takes ? "Of more values the first are written." : "More values" + fate("repeat"));
        }

        private void writing() {
            say(
                    "from",
                    old.source().map(Expression::text).orElse(""),
                    now.source().map(Expression::text).orElse(""),
                    Effect.REWRITES,
                    "It is filled from elsewhere.");
            say(
                    "assumed",
                    old.assumed(),
                    now.assumed(),
                    Effect.REWRITES,
                    "The channel takes something else where it is absent.");
            say(
                    "convert",
                    words(old.convert()),
                    words(now.convert()),
                    Effect.REWRITES,
                    "Values are made to fit in another way.");
            say(
                    "format",
                    Words.format(old.format()),
                    Words.format(now.format()),
                    Effect.REWRITES,
                    "Values are spelled differently.");
            say(
                    "column",
                    old.spelling().column(),
                    now.spelling().column(),
                    Effect.REWRITES,
                    "The column has another name.");
            say(
                    "element",
                    old.spelling().element(),
                    now.spelling().element(),
                    Effect.REWRITES,
                    "It stands elsewhere in XML.");
            say("key", old.spelling().key(), now.spelling().key(), Effect.REWRITES, "It stands elsewhere in JSON.");
            say(
                    "status",
                    Words.word(old.status()),
                    Words.word(now.status()),
                    Effect.NONE,
                    "Whether new feeds should use it.");
        }

        /** What was believed and is known now refuses; the other way round it only warns. */
        private void trust() {
            boolean known = now.provenance().verified();
            say(
                    "verified",
                    String.valueOf(old.provenance().verified()),
                    String.valueOf(known),
                    known ? needed ? Effect.REFUSES : Effect.LEAVES_OUT : Effect.LOOSENS,
                    known
                            ? "What only warned" + (needed ? " refuses products." : " leaves values out.")
                            : "What refused only warns.");
            Set<String> before = new TreeSet<>(old.provenance().unverified());
            Set<String> after = new TreeSet<>(now.provenance().unverified());
            boolean more = after.containsAll(before);
            say(
                    "unverified",
                    String.join(", ", before),
                    String.join(", ", after),
                    more ? Effect.LOOSENS : needed ? Effect.REFUSES : Effect.LEAVES_OUT,
                    more ? "What refused only warns." : "What only warned counts.");
        }
    }

    private static String words(List<Conversion> conversions) {
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
