package io.feedkit.channel;

import io.feedkit.channel.ValueSet.AllowedValue;
import io.feedkit.feed.FeedLayout;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import io.feedkit.product.Attributes;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What loads but is probably not meant. Each method is one piece of advice, silent where the descriptors we ship show that it would be noise. */
final class DescriptorAdvice {
    private static final int FEW = 3;

    /** What catalogues say most, in the spelling of the attributes' own words. */
    private static final Map<String, List<String>> COMMON_WORDS = Map.of(
            "availability", List.of("in_stock", "out_of_stock"),
            "condition", List.of("new", "used"),
            "gender", List.of("male", "female"),
            "age_group", List.of("adult", "kids"));

    /** Sections that only lend names, and how such a name is read back. */
    private static final List<String> NAMES = List.of("let", "lists", "reads");

    private final ChannelDescriptor descriptor;
    private final YamlPlaces places;
    private final Findings findings;
    private final Usage usage;
    private final boolean isBase;

    DescriptorAdvice(DescriptorReader.Reading reading, String source, Findings findings) {
        this.descriptor = reading.descriptor();
        this.places = new YamlPlaces(reading.whole(), source);
        this.findings = findings;
        this.isBase = reading.isBase();
        this.usage = new Usage(reading.whole());
    }

    void all() {
        noSource();
        unevenEvidence();
        unused();
        for (FieldSpec field : descriptor.fields()) {
            field(field, "fields", field.name());
            for (FieldSpec part : field.parts().fields()) {
                field(part, "fields", field.name(), "parts", part.name());
            }
            field.parts().rules().forEach(rule -> rule(rule, "fields", field.name(), "rules", rule.name()));
            unfilled(field);
        }
        descriptor.rules().forEach(rule -> rule(rule, "rules", rule.name()));
        descriptor.groupRules().forEach(rule -> {
            if (rule.fix().text().isEmpty()) {
                at(ChannelProblem.NO_WORDS, "no-fix", "", "group-rules", rule.name());
            }
        });
        samePlace();
        descriptor.layouts().values().forEach(this::fileName);
        descriptor.layouts().values().forEach(this::members);
    }

    /** What names products behind the records must be there, and another for each. */
    private void members(Layout layout) {
        FeedLayout.Categories categories = layout.categories();
        FeedLayout.Categories.Members members = categories == null ? null : categories.members();
        if (members == null) {
            return;
        }
        for (FieldSpec field : descriptor.fields()) {
            boolean names = field.unique() && field.needs().required().isAlways();
            if (field.name().equals(members.of()) && !names) {
                at(
                        ChannelProblem.CONTRADICTION,
                        "members-not-told-apart",
                        members.of(),
                        "layouts",
                        layout.name(),
                        "categories",
                        "members");
            }
        }
    }

    private void fileName(Layout layout) {
        String name = layout.fileName();
        boolean several = descriptor.members().countries().size() != 1;
        if (!name.isEmpty() && several && !name.contains("{country}") && !name.contains("{account}")) {
            at(ChannelProblem.SAME_PLACE, "same-file-name", name, "layouts", layout.name(), "file-name");
        }
    }

    /** Says something about a key of this file; silent when it is of another. */
    private void at(ChannelProblem code, String words, String value, String... path) {
        places.key(path).ifPresent(at -> findings.report(code, at, words, path[path.length - 1], value));
    }

    private static String[] below(String[] path, String key) {
        String[] longer = Arrays.copyOf(path, path.length + 1);
        longer[path.length] = key;
        return longer;
    }

    private void noSource() {
        boolean claims = !descriptor.fields().isEmpty() && descriptor.kind() != ChannelKind.FILE;
        if (claims && descriptor.sources().isEmpty()) {
            at(ChannelProblem.NO_SOURCE, "no-source", "", "channel");
        }
    }

    /** Where an author marks nearly all that a source says as believed only, the one he did not mark was forgotten. */
    private void unevenEvidence() {
        Map<String, int[]> tally = new HashMap<>();
        List<Fact> facts = facts();
        for (Fact fact : facts) {
            int[] counts = tally.computeIfAbsent(fact.known().source().id(), id -> new int[2]);
            counts[fact.known().verified() ? 1 : 0]++;
        }
        for (Fact fact : facts) {
            Source source = fact.known().source();
            int[] counts = tally.getOrDefault(source.id(), new int[2]);
            boolean nothingToLookUp = source.url().isEmpty() && source.dated().isEmpty();
            boolean forgotten = counts[0] >= FEW && counts[0] >= FEW * counts[1];
            if (fact.known().verified() && nothingToLookUp && forgotten) {
                at(ChannelProblem.UNEVEN_EVIDENCE, "uneven-evidence", source.id(), fact.path());
            }
        }
    }

    private record Fact(Provenance known, String... path) {}

    private List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        descriptor.fields().forEach(field -> facts.add(new Fact(field.provenance(), "fields", field.name())));
        descriptor.rules().forEach(rule -> facts.add(new Fact(rule.provenance(), "rules", rule.name())));
        descriptor.groupRules().forEach(rule -> facts.add(new Fact(rule.provenance(), "group-rules", rule.name())));
        descriptor
                .limits()
                .forEach(limit -> facts.add(new Fact(limit.provenance(), "limits", Section.spelled(limit.what()))));
        descriptor.calls().forEach(calls -> facts.add(new Fact(calls.provenance(), "calls", calls.name())));
        descriptor
                .layouts()
                .values()
                .forEach(layout -> facts.add(new Fact(layout.provenance(), "layouts", layout.name())));
        return facts;
    }

    private void unused() {
        // A base declares for those who extend it.
        if (isBase) {
            return;
        }
        for (String section : List.of("lists", "let")) {
            unused(section, name -> usage.isNamed(section, name));
        }
        unused("value-sets", name -> usage.isWhole(name));
        String usual = usage.text("/default-source");
        unused(
                "sources",
                name -> name.equals(usual)
                        || usual.isEmpty()
                                && name.equals(
                                        descriptor.sources().keySet().iterator().next())
                        || usage.isSource(name));
        if (takesNothing()) {
            at(ChannelProblem.UNUSED, "unused-base", usage.text("/extends"), "extends");
        }
    }

    private void unused(String section, Predicate<String> isUsed) {
        places.entry(section).ifPresent(entry -> {
            if (entry.value() instanceof YamlNode.Mapping mapping) {
                for (YamlNode.Entry declared : mapping.entries()) {
                    if (places.isOwn(declared.key().at()) && !isUsed.test(declared.name())) {
                        at(ChannelProblem.UNUSED, "unused", "", section, declared.name());
                    }
                }
            }
        });
    }

    /** Whether a base lends only names, and none of them is asked for. */
    private boolean takesNothing() {
        boolean lends = false;
        for (YamlNode.Entry section : places.whole().entries()) {
            if (!(section.value() instanceof YamlNode.Mapping mapping)) {
                continue;
            }
            for (YamlNode.Entry entry : mapping.entries()) {
                if (!places.isOwn(entry.key().at())) {
                    boolean name = NAMES.contains(section.name());
                    if (!name || usage.isNamedOutside(entry.name(), NAMES)) {
                        return false;
                    }
                    lends = true;
                }
            }
        }
        return lends;
    }

    private void field(FieldSpec field, String... path) {
        words(field, path);
        noEffect(field, path);
        contradictions(field, path);
        TextLimits.TextPattern pattern = field.text().pattern();
        if (pattern != null && pattern.hint().isEmpty()) {
            at(ChannelProblem.NO_WORDS, "no-hint", "", below(path, "pattern"));
        }
    }

    private void words(FieldSpec field, String... path) {
        if (field.values().isAny()) {
            return;
        }
        String read = field.source().map(Expression::text).orElse(field.name());
        String attribute = read.replaceFirst("(?s) *\\?\\?.*", "");
        List<String> missed = COMMON_WORDS.getOrDefault(attribute, List.of()).stream()
                .filter(word -> field.values().find(word).isEmpty())
                .toList();
        if (!missed.isEmpty()) {
            at(ChannelProblem.MISSED_WORDS, "missed-words", String.join(", ", missed), below(path, "values"));
        }
    }

    private static final Map<Conversion, Predicate<FieldSpec>> NEEDS = needs();

    private static Map<Conversion, Predicate<FieldSpec>> needs() {
        Map<Conversion, Predicate<FieldSpec>> needs = new EnumMap<>(Conversion.class);
        needs.put(Conversion.TRUNCATE, DescriptorAdvice::hasMaxLength);
        needs.put(Conversion.TRUNCATE_WORDS, DescriptorAdvice::hasMaxLength);
        needs.put(Conversion.TAKE_FIRST, field -> field.repeat().max() != Integer.MAX_VALUE);
        needs.put(
                Conversion.TAKE_NUMBER,
                field -> field.type() == FieldType.INTEGER || field.type() == FieldType.DECIMAL);
        needs.put(Conversion.CONVERT_UNIT, field -> !field.number().units().isEmpty());
        return needs;
    }

    private static boolean hasMaxLength(FieldSpec field) {
        return field.text().hasMaxLength()
                || field.cases().stream().anyMatch(limits -> limits.text().hasMaxLength());
    }

    private void noEffect(FieldSpec field, String... path) {
        for (LimitCase limits : field.cases()) {
            boolean isSame = limits.text().equals(field.text())
                    && limits.number().equals(field.number())
                    && limits.repeat().equals(field.repeat());
            if (isSame) {
                at(ChannelProblem.NO_EFFECT, "no-effect-case", limits.when().text(), below(path, "limits-when"));
            }
        }
        for (Conversion conversion : field.convert()) {
            if (!isBase && !NEEDS.getOrDefault(conversion, any -> true).test(field)) {
                at(
                        ChannelProblem.NO_EFFECT,
                        "no-effect-" + Section.spelled(conversion),
                        Section.spelled(conversion),
                        below(path, "convert"));
            }
        }
        if (field.type() == FieldType.MEASURE
                && field.number().units().isEmpty()
                && bounded(field.number().range())) {
            at(
                    ChannelProblem.NO_EFFECT,
                    "bounds-without-unit",
                    field.number().range().toString(),
                    path);
        }
    }

    /** Above nothing is so in every unit. */
    private static boolean bounded(NumberRange range) {
        BigDecimal min = range.min();
        return range.max() != null || min != null && min.signum() != 0;
    }

    private void contradictions(FieldSpec field, String... path) {
        if (field.values().isAny()) {
            return;
        }
        if (!field.assumed().isEmpty() && field.values().find(field.assumed()).isEmpty()) {
            at(
                    ChannelProblem.CONTRADICTION,
                    "assumed-not-a-value",
                    Problem.quote(field.assumed()),
                    below(path, "assumed"));
        }
        for (AllowedValue value : field.values().values()) {
            boolean tooLong =
                    field.text().unit().length(value.value()) > field.text().maxLength();
            boolean refused = field.text().forbidden().stream().anyMatch(value.value()::equalsIgnoreCase);
            if (tooLong || refused) {
                at(
                        ChannelProblem.CONTRADICTION,
                        "value-refused",
                        Problem.quote(value.value()),
                        below(path, tooLong ? "max-length" : "forbidden-values"));
            }
        }
    }

    private void rule(ChannelRule rule, String... path) {
        if (rule.fix().text().isEmpty()) {
            at(ChannelProblem.NO_WORDS, "no-fix", "", path);
        }
    }

    /** A required field that is neither one of our attributes nor read from one, nor explained. */
    private void unfilled(FieldSpec field) {
        boolean explained = !field.note().isEmpty() || !field.assumed().isEmpty();
        boolean grouped = field.type() == FieldType.GROUP;
        boolean known = field.source().isPresent()
                || Attributes.standard().named(field.name()).isPresent();
        if (field.needs().required().isAlways() && !known && !explained && !grouped) {
            String near = Attributes.standard()
                    .knownAs(field.name())
                    .map(found -> found.name())
                    .orElse("");
            at(ChannelProblem.UNFILLED, near.isEmpty() ? "unfilled" : "unfilled-near", near, "fields", field.name());
        }
    }

    /** Two fields in one column or place of a layout, where nothing says that only one of them is there. */
    private void samePlace() {
        for (Layout layout : descriptor.layouts().values()) {
            Map<String, FieldSpec> taken = new HashMap<>();
            for (FieldSpec field : descriptor.fields()) {
                String place = placeIn(layout, field);
                FieldSpec other = place.isEmpty() ? null : taken.putIfAbsent(place, field);
                if (other != null
                        && other.needs().onlyWhen().isAlways()
                        && field.needs().onlyWhen().isAlways()
                        && overlap(other, field)) {
                    Optional<SourcePosition> at = places.key("fields", field.name());
                    at.ifPresent(where -> findings.report(
                            ChannelProblem.SAME_PLACE,
                            where,
                            "same-place",
                            field.name(),
                            other.name(),
                            place,
                            layout.name()));
                }
            }
        }
    }

    private static boolean overlap(FieldSpec one, FieldSpec other) {
        return one.needs().countries().isEmpty()
                || other.needs().countries().isEmpty()
                || one.needs().countries().stream().anyMatch(other.needs().countries()::contains);
    }

    private static String placeIn(Layout layout, FieldSpec field) {
        String named = layout.names().getOrDefault(field.name(), "");
        if (!named.isEmpty()) {
            return named;
        }
        if (layout instanceof Layout.Delimited) {
            return field.repeat().columns().isEmpty()
                    ? field.spelling().column()
                    : field.repeat().columns();
        }
        return layout instanceof Layout.Xml
                ? field.spelling().element()
                : field.spelling().key();
    }

    /** What the texts of a descriptor speak of. */
    private static final class Usage {
        private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

        /** For each word the paths of the texts it stands in. */
        private final Map<String, List<String>> words = new HashMap<>();

        private final Map<String, List<String>> wholes = new HashMap<>();
        private final Map<String, String> texts = new HashMap<>();

        Usage(YamlNode.Mapping whole) {
            YamlPlaces.scalars("", whole, (path, scalar) -> {
                texts.put(path, scalar.text());
                wholes.computeIfAbsent(scalar.text(), text -> new ArrayList<>()).add(path);
                WORD.matcher(scalar.text())
                        .results()
                        .forEach(word -> words.computeIfAbsent(word.group(), text -> new ArrayList<>())
                                .add(path));
            });
        }

        String text(String path) {
            return texts.getOrDefault(path, "");
        }

        /** Whether a text outside its own declaration has the word. */
        boolean isNamed(String section, String name) {
            String own = "/" + section + "/" + name;
            return words.getOrDefault(name, List.of()).stream()
                    .anyMatch(path -> !path.equals(own) && !path.startsWith(own + "/"));
        }

        boolean isNamedOutside(String name, List<String> sections) {
            return words.getOrDefault(name, List.of()).stream()
                    .anyMatch(path -> !sections.contains(path.split("/")[1]));
        }

        boolean isWhole(String name) {
            return wholes.getOrDefault(name, List.of()).stream().anyMatch(path -> path.endsWith("/values"));
        }

        boolean isSource(String name) {
            return wholes.getOrDefault(name, List.of()).stream().anyMatch(path -> path.endsWith("/source"));
        }
    }
}
