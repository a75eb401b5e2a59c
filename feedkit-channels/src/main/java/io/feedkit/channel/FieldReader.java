package io.feedkit.channel;

import io.feedkit.channel.ValueSet.AllowedValue;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one field, or one part of a group, and says which of its keys do not fit its type. */
final class FieldReader {
    private static final Set<FieldType> ALL = EnumSet.allOf(FieldType.class);
    private static final Set<FieldType> NOT_GROUP = EnumSet.complementOf(EnumSet.of(FieldType.GROUP));
    /** Types whose values are one text or number each. */
    private static final Set<FieldType> PLAIN =
            EnumSet.complementOf(EnumSet.of(FieldType.GROUP, FieldType.DATETIME_RANGE));

    private static final Set<FieldType> NUMBERS = numbers();

    /** Keys that only some types have. The JSON Schema says the same in {@code dependentSchemas}. */
    private static final Map<String, Set<FieldType>> TYPES_OF_KEY = Map.ofEntries(
            Map.entry("min", NUMBERS),
            Map.entry("max", NUMBERS),
            Map.entry("above", NUMBERS),
            Map.entry("below", NUMBERS),
            Map.entry("max-decimals", NUMBERS),
            Map.entry("units", EnumSet.of(FieldType.MEASURE)),
            Map.entry("same-dimension-as", EnumSet.of(FieldType.MEASURE)),
            Map.entry("same-currency-as", EnumSet.of(FieldType.PRICE)),
            Map.entry("parts", EnumSet.of(FieldType.GROUP)),
            Map.entry("text-order", EnumSet.of(FieldType.GROUP)),
            Map.entry("text-separator", EnumSet.of(FieldType.GROUP)),
            Map.entry("rules", EnumSet.of(FieldType.GROUP)),
            Map.entry("gtin", EnumSet.of(FieldType.GTIN)),
            Map.entry("taxonomy", EnumSet.of(FieldType.TAXONOMY)),
            Map.entry("media", EnumSet.of(FieldType.URL)),
            Map.entry("split", EnumSet.of(FieldType.TEXT)),
            Map.entry("pattern", NOT_GROUP),
            Map.entry("forbidden-values", NOT_GROUP),
            Map.entry("min-length", NOT_GROUP),
            Map.entry("max-length", NOT_GROUP),
            Map.entry("limits-when", PLAIN),
            Map.entry("values", NOT_GROUP),
            Map.entry("format", NOT_GROUP),
            Map.entry("assumed", NOT_GROUP));

    private final DescriptorScope scope;

    FieldReader(DescriptorScope scope) {
        this.scope = scope;
    }

    private static Set<FieldType> numbers() {
        Set<FieldType> numbers = EnumSet.noneOf(FieldType.class);
        for (FieldType type : ALL) {
            if (type.isNumber()) {
                numbers.add(type);
            }
        }
        return numbers;
    }

    /** Reads the fields below a key, in their order. */
    List<FieldSpec> fields(Section parent, String key) {
        List<FieldSpec> fields = new ArrayList<>();
        for (YamlNode.Entry entry : parent.entries(key)) {
            if (entry.name().isEmpty()) {
                parent.report(ChannelProblem.BAD_VALUE, entry.key().at(), "field-without-name");
            }
            boolean bare = entry.value() instanceof YamlNode.Scalar scalar && scalar.isNull();
            YamlNode.Mapping nothing =
                    new YamlNode.Mapping(List.of(), entry.key().at());
            Section section = parent.section(bare ? nothing : entry.value(), "field");
            if (section != null) {
                if (key.equals("parts") && section.has("limits-when")) {
                    section.report(ChannelProblem.CONFLICT, section.keyAt("limits-when"), "limits-when-of-part");
                }
                fields.add(field(entry.name(), section));
            }
        }
        return fields;
    }

    private FieldSpec field(String name, Section section) {
        FieldType type = section.word("type", FieldType.class, FieldType.TEXT);
        checkKeysFit(section, type);
        String label = section.text("label");
        TextLimits text = text(section);
        NumberLimits number = number(section);
        Repeat repeat = repeat(section);
        FieldSpec field = new FieldSpec(
                name,
                type,
                label.isEmpty() ? name : label,
                section.text("note"),
                section.word("status", FieldSpec.FieldStatus.class, FieldSpec.FieldStatus.CURRENT),
                section.texts("aliases"),
                needs(section),
                section.expression("from"),
                section.written("assumed"),
                text,
                number,
                values(section, "values"),
                gtin(section),
                taxonomy(section),
                media(section),
                section.flag("unique", false),
                section.count("max-distinct", 1, Integer.MAX_VALUE),
                repeat,
                parts(section),
                cases(section, type, text, number, repeat),
                section.words("convert", Conversion.class, Conversion.SQUEEZE),
                format(section.section("format", "format")).over(scope.format(type)),
                spelling(name, section),
                ReadBackReader.field(section),
                provenance(section));
        section.done();
        return field;
    }

    /** Limits that hold under conditions; what one does not say is as the field says. */
    private static List<LimitCase> cases(
            Section field, FieldType type, TextLimits text, NumberLimits number, Repeat repeat) {
        // Prices and measures that are held against another field are compared before anybody asks for cases.
        field.exclude("same-currency-as", "limits-when");
        field.exclude("same-dimension-as", "limits-when");
        List<LimitCase> cases = new ArrayList<>();
        for (YamlNode item : field.items("limits-when")) {
            Section section = field.section(item, "limit-case");
            if (section == null) {
                continue;
            }
            section.require("when");
            checkKeysOfType(section, type);
            Expression when = section.expression("when");
            if (section.has("max-values") && !repeat.isRepeated()) {
                section.report(
                        ChannelProblem.CONFLICT, section.keyAt("max-values"), "key-alone", "max-values", "repeat");
            }
            int most = section.count("max-values", 1, repeat.max());
            LimitCase one = new LimitCase(
                    when == null ? new Expression("true", section.at()) : when,
                    lengths(section, text),
                    new NumberLimits(
                            range(section, number.range()),
                            number.maxDecimals(),
                            number.units(),
                            number.sameDimensionAs(),
                            number.sameCurrencyAs()),
                    new Repeat(repeat.min(), most, repeat.join(), repeat.columns(), repeat.maxTotalLength()));
            section.done();
            cases.add(one);
        }
        return cases;
    }

    private static TextLimits lengths(Section section, TextLimits base) {
        int min = section.count("min-length", 0, base.minLength());
        int max = section.count("max-length", 1, base.maxLength());
        checkOrder(section, "min-length", min, "max-length", max);
        return new TextLimits(min, max, base.unit(), base.pattern(), base.forbidden(), base.split());
    }

    /** Bounds that are said, and for the others those of the base. */
    private static NumberRange range(Section section, NumberRange base) {
        NumberRange own = range(section);
        NumberRange low = own.min() == null ? base : own;
        NumberRange high = own.max() == null ? base : own;
        checkOrder(low.min(), high.max(), section, "when");
        return new NumberRange(low.min(), low.minIncluded(), high.max(), high.maxIncluded());
    }

    private static void checkOrder(@Nullable BigDecimal low, @Nullable BigDecimal high, Section section, String key) {
        if (low != null && high != null && low.compareTo(high) > 0) {
            section.report(
                    ChannelProblem.CONFLICT, section.at(key), "empty-range", low.toPlainString(), high.toPlainString());
        }
    }

    private static void checkKeysOfType(Section section, FieldType type) {
        for (String key : section.keys()) {
            if (!TYPES_OF_KEY.getOrDefault(key, ALL).contains(type)) {
                section.report(
                        ChannelProblem.CONFLICT, section.keyAt(key), "key-of-other-type", key, Section.spelled(type));
            }
        }
    }

    private static void checkKeysFit(Section section, FieldType type) {
        checkKeysOfType(section, type);
        if (type == FieldType.ENUM) {
            section.require("values", "why.enum");
        }
        if (type == FieldType.GROUP) {
            section.require("parts", "why.group");
        }
    }

    private Needs needs(Section section) {
        section.exclude("required", "required-when");
        section.exclude("recommended", "recommended-when");
        Expression only = section.expression("only-when");
        return new Needs(
                condition(section, "required", "required-when"),
                condition(section, "recommended", "recommended-when"),
                only == null ? Condition.ALWAYS : Condition.when(only),
                scope.countries(section, "countries"));
    }

    private static Condition condition(Section section, String flag, String when) {
        boolean always = section.flag(flag, false);
        Expression expression = section.expression(when);
        if (expression != null) {
            return Condition.when(expression);
        }
        return always ? Condition.ALWAYS : Condition.NEVER;
    }

    private TextLimits text(Section section) {
        int min = section.count("min-length", 0, 0);
        int max = section.count("max-length", 1, Integer.MAX_VALUE);
        LengthUnit unit = section.word("length-unit", LengthUnit.class, scope.lengthUnit());
        checkOrder(section, "min-length", min, "max-length", max);
        section.needs("pattern-hint", "pattern");
        Expression regex = section.expression("pattern");
        String hint = section.text("pattern-hint");
        return new TextLimits(
                min,
                max,
                unit,
                regex == null ? null : new TextLimits.TextPattern(regex, hint),
                section.writtenItems("forbidden-values"),
                split(section.section("split", "split")));
    }

    private static void checkOrder(Section section, String low, long min, String high, long max) {
        if (min > max) {
            section.report(ChannelProblem.CONFLICT, section.keyAt(high), "wrong-order", high, max, low, min);
        }
    }

    private static TextLimits.@Nullable Split split(@Nullable Section section) {
        if (section == null) {
            return null;
        }
        String by = section.requiredText("by");
        TextLimits.Split split = new TextLimits.Split(
                by, section.count("max", 1, Integer.MAX_VALUE), section.count("max-length", 1, Integer.MAX_VALUE));
        section.done();
        return split;
    }

    private NumberLimits number(Section section) {
        return new NumberLimits(
                range(section),
                section.count("max-decimals", 0, Integer.MAX_VALUE),
                units(section),
                reference(section, "same-dimension-as"),
                reference(section, "same-currency-as"));
    }

    private String reference(Section section, String key) {
        String field = section.text(key);
        if (!field.isEmpty()) {
            scope.refersToField(field, section.at(key));
        }
        return field;
    }

    private static NumberRange range(Section section) {
        section.exclude("min", "above");
        section.exclude("max", "below");
        BigDecimal min = section.decimal("min");
        BigDecimal above = section.decimal("above");
        BigDecimal max = section.decimal("max");
        BigDecimal below = section.decimal("below");
        BigDecimal low = min == null ? above : min;
        BigDecimal high = max == null ? below : max;
        checkOrder(low, high, section, max == null ? "below" : "max");
        return new NumberRange(low, above == null, high, below == null);
    }

    private static Map<String, NumberRange> units(Section section) {
        Map<String, NumberRange> units = new LinkedHashMap<>();
        YamlNode value = section.take("units");
        if (value instanceof YamlNode.Mapping mapping) {
            for (YamlNode.Entry entry : Section.entries(section.findings(), mapping)) {
                boolean bare = entry.value() instanceof YamlNode.Scalar scalar && scalar.isNull();
                Section bounds = bare ? null : section.section(entry.value(), "unit");
                units.put(entry.name(), bounds == null ? NumberRange.ANY : range(bounds));
                if (bounds != null) {
                    bounds.done();
                }
            }
        } else if (value instanceof YamlNode.Sequence sequence) {
            section.texts(sequence.items(), YamlNode.Resolved.TEXT).forEach(unit -> units.put(unit, NumberRange.ANY));
        } else if (value != null) {
            section.wrongShape(value, "shape.units");
        }
        return units;
    }

    /** A list of values, a mapping from values to synonyms, or the name of a value set. */
    ValueSet values(Section section, String key) {
        YamlNode value = section.take(key);
        if (value == null) {
            return ValueSet.ANY;
        }
        if (value instanceof YamlNode.Scalar scalar && scalar.resolved() == YamlNode.Resolved.TEXT) {
            return scope.valueSet(scalar);
        }
        return valueSet(section, value);
    }

    ValueSet valueSet(Section section, YamlNode value) {
        List<AllowedValue> values = new ArrayList<>();
        if (value instanceof YamlNode.Sequence sequence) {
            List<String> words = section.texts(
                    sequence.items(), YamlNode.Resolved.TEXT, YamlNode.Resolved.NUMBER, YamlNode.Resolved.BOOLEAN);
            words.forEach(word -> values.add(new AllowedValue(word, List.of(), Condition.ALWAYS, true, "")));
        } else if (value instanceof YamlNode.Mapping mapping) {
            for (YamlNode.Entry entry : Section.entries(section.findings(), mapping)) {
                values.add(allowed(section, entry));
            }
        } else {
            section.wrongShape(value, "shape.values");
        }
        checkSpellings(section, value, values);
        return new ValueSet(values);
    }

    private AllowedValue allowed(Section section, YamlNode.Entry entry) {
        YamlNode value = entry.value();
        if (value instanceof YamlNode.Sequence sequence) {
            List<String> synonyms = section.texts(
                    sequence.items(), YamlNode.Resolved.TEXT, YamlNode.Resolved.NUMBER, YamlNode.Resolved.BOOLEAN);
            return new AllowedValue(entry.name(), synonyms, Condition.ALWAYS, true, "");
        }
        Section detail = value instanceof YamlNode.Scalar scalar && scalar.isNull()
                ? null
                : section.section(value, "allowed-value");
        if (detail == null) {
            return new AllowedValue(entry.name(), List.of(), Condition.ALWAYS, true, "");
        }
        Expression when = detail.expression("when");
        AllowedValue allowed = new AllowedValue(
                entry.name(),
                detail.writtenItems("synonyms"),
                when == null ? Condition.ALWAYS : Condition.when(when),
                detail.flag("verified", true),
                detail.text("note"));
        detail.done();
        return allowed;
    }

    private static void checkSpellings(Section section, YamlNode value, List<AllowedValue> values) {
        Map<String, String> owners = new LinkedHashMap<>();
        for (AllowedValue allowed : values) {
            Set<String> spellings = new LinkedHashSet<>();
            spellings.add(ValueSet.folded(allowed.value()));
            allowed.synonyms().forEach(synonym -> spellings.add(ValueSet.folded(synonym)));
            for (String spelling : spellings) {
                String owner = owners.putIfAbsent(spelling, allowed.value());
                if (owner != null) {
                    section.report(
                            ChannelProblem.CONFLICT,
                            value.at(),
                            "ambiguous-spelling",
                            Problem.quote(spelling),
                            Problem.quote(owner),
                            Problem.quote(allowed.value()));
                }
            }
        }
    }

    private static GtinRules gtin(Section parent) {
        Section section = parent.section("gtin", "gtin");
        if (section == null) {
            return GtinRules.DEFAULTS;
        }
        Set<Integer> lengths = new LinkedHashSet<>();
        for (YamlNode item : section.items("lengths")) {
            if (item instanceof YamlNode.Scalar scalar
                    && scalar.resolved() == YamlNode.Resolved.NUMBER
                    && List.of("8", "12", "13", "14").contains(scalar.text())) {
                lengths.add(Integer.valueOf(scalar.text()));
            } else {
                section.report(ChannelProblem.BAD_VALUE, item.at(), "gtin-lengths");
            }
        }
        List<String> prefixes = section.texts("forbidden-prefixes");
        for (String prefix : prefixes) {
            section.checkForm(prefix, Forms.DIGITS, Forms.A_ROW_OF_DIGITS, section.at("forbidden-prefixes"));
        }
        section.done();
        return new GtinRules(lengths.isEmpty() ? GtinRules.DEFAULTS.lengths() : lengths, prefixes);
    }

    private static TaxonomyUse taxonomy(Section parent) {
        Section section = parent.section("taxonomy", "taxonomy");
        if (section == null) {
            return TaxonomyUse.NONE;
        }
        section.require("name");
        TaxonomyUse taxonomy = new TaxonomyUse(
                section.matching("name", Forms.HYPHENED, Forms.A_HYPHENED_NAME),
                section.word("write", TaxonomyUse.Spelling.class, TaxonomyUse.Spelling.EITHER));
        section.done();
        return taxonomy;
    }

    private static Media media(Section parent) {
        Section section = parent.section("media", "media");
        if (section == null) {
            return Media.ANY;
        }
        Media media = new Media(
                Set.copyOf(section.texts("formats")),
                section.count("min-width", 1, 0),
                section.count("min-height", 1, 0),
                section.count("max-megabytes", 1, 0),
                section.count("min-seconds", 1, 0),
                section.count("max-seconds", 1, 0),
                section.matching("enforced-from", Forms.DATE, Forms.A_DATE));
        section.done();
        return media;
    }

    private static Repeat repeat(Section parent) {
        Section section = parent.section("repeat", "repeat");
        if (section == null) {
            return Repeat.ONCE;
        }
        int min = section.count("min", 0, 0);
        int max = section.count("max", 1, Integer.MAX_VALUE);
        checkOrder(section, "min", min, "max", max);
        String columns = section.text("columns");
        if (!columns.isEmpty() && !columns.contains("{n}")) {
            section.report(ChannelProblem.BAD_VALUE, section.at("columns"), "columns-without-number", columns);
        }
        Repeat repeat = new Repeat(
                min, max, section.text("join"), columns, section.count("max-total-length", 1, Integer.MAX_VALUE));
        section.done();
        return repeat;
    }

    private Parts parts(Section section) {
        List<FieldSpec> fields = fields(section, "parts");
        List<String> names = fields.stream().map(FieldSpec::name).toList();
        section.needs("text-separator", "text-order");
        String separator = section.text("text-separator");
        List<String> order = section.texts("text-order");
        for (String part : order) {
            scope.checkKnown(part, names, "unknown-part", section.at("text-order"));
        }
        List<ChannelRule> rules = scope.rules(section, "rules", names);
        if (!section.has("parts")) {
            return Parts.NONE;
        }
        return new Parts(fields, order, separator.isEmpty() ? Parts.NONE.textSeparator() : separator, rules);
    }

    static Format format(@Nullable Section section) {
        if (section == null) {
            return Format.UNSET;
        }
        Format format = new Format(
                section.text("pattern"),
                section.text("decimal-mark"),
                section.count("fixed-decimals", 0, -1),
                section.word("amount", Format.AmountUnit.class, Format.AmountUnit.UNSET),
                section.written("yes"),
                section.written("no"),
                section.text("separator"));
        section.done();
        return format;
    }

    private static Spelling spelling(String name, Section section) {
        String column = section.text("column");
        String element = section.path("element");
        String key = section.path("key");
        return new Spelling(
                column.isEmpty() ? name : column,
                element.isEmpty() ? name : element,
                key.isEmpty() ? name : key,
                section.flag("cdata", false),
                section.flag("quoted", false));
    }

    private Provenance provenance(Section section) {
        List<String> unverified = section.texts("unverified");
        for (String key : unverified) {
            if (!section.has(key)) {
                SourcePosition at = section.at("unverified");
                section.findings()
                        .guess(
                                ChannelProblem.UNKNOWN_NAME,
                                at,
                                key,
                                section.keys(),
                                "unverified-nothing",
                                Problem.quote(key));
            }
        }
        Provenance known = scope.provenance(section);
        return new Provenance(known.source(), known.verified(), Set.copyOf(unverified));
    }
}
