package io.feedkit.channel;

import io.feedkit.problem.Problem;
import io.feedkit.problem.Severity;
import io.feedkit.problem.SourcePosition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the parts of a descriptor refer to by name: sources, lists, value sets, formats; and how rules are read, which fields share with the whole. */
final class DescriptorScope {
    private static final Source OWN = new Source("own", "The author of the descriptor", "", "", "");

    private final Findings findings;
    private final Map<String, Source> sources = new LinkedHashMap<>();
    private final Map<String, NamedList> lists = new LinkedHashMap<>();
    private final Map<String, ValueSet> valueSets = new LinkedHashMap<>();
    private final Map<FieldType, Format> formats = new EnumMap<>(FieldType.class);
    private final List<Reference> fieldReferences = new ArrayList<>();
    private String channel = "";
    private Source defaultSource = OWN;
    private LengthUnit lengthUnit = LengthUnit.CODE_POINTS;

    DescriptorScope(Findings findings) {
        this.findings = findings;
    }

    /** Reads everything that fields and rules refer to. */
    void read(Section root, String channelName) {
        channel = channelName;
        lengthUnit = root.word("length-unit", LengthUnit.class, LengthUnit.CODE_POINTS);
        readSources(root);
        readLists(root);
        readFormats(root);
        FieldReader reader = new FieldReader(this);
        for (YamlNode.Entry entry : root.entries("value-sets", Forms.HYPHENED, Forms.A_HYPHENED_NAME)) {
            valueSets.put(entry.name(), reader.valueSet(root, entry.value()));
        }
    }

    private void readSources(Section root) {
        for (YamlNode.Entry entry : root.entries("sources", Forms.HYPHENED, Forms.A_HYPHENED_NAME)) {
            Section section = root.section(entry.value(), "source");
            if (section != null) {
                sources.put(entry.name(), source(entry.name(), section));
            }
        }
        root.needs("default-source", "sources");
        String named = root.text("default-source");
        if (!named.isEmpty()) {
            checkKnown(named, sources.keySet(), "unknown-source", root.at("default-source"));
            defaultSource = sources.getOrDefault(named, OWN);
        } else if (!sources.isEmpty()) {
            defaultSource = sources.values().iterator().next();
        }
    }

    private static Source source(String id, Section section) {
        section.require("read", "why.read");
        Source source = new Source(
                id,
                section.requiredText("document"),
                section.text("url"),
                section.matching("dated", Forms.DATE, Forms.A_DATE),
                section.matching("read", Forms.DATE, Forms.A_DATE));
        section.done();
        return source;
    }

    private void readLists(Section root) {
        for (YamlNode.Entry entry : root.entries("lists", Forms.NAME, Forms.A_NAME)) {
            Map<String, List<String>> byLanguage = new LinkedHashMap<>();
            if (entry.value() instanceof YamlNode.Sequence sequence) {
                byLanguage.put(NamedList.ANY_LANGUAGE, listTexts(root, sequence));
            } else if (entry.value() instanceof YamlNode.Mapping mapping) {
                for (YamlNode.Entry language : Section.entries(findings, mapping)) {
                    root.checkForm(
                            language.name(),
                            Forms.LIST_LANGUAGE,
                            Forms.A_LIST_LANGUAGE,
                            language.key().at());
                    if (language.value() instanceof YamlNode.Sequence sequence) {
                        byLanguage.put(language.name(), listTexts(root, sequence));
                    } else {
                        root.wrongShape(language.value(), "shape.list");
                    }
                }
            } else {
                root.wrongShape(entry.value(), "shape.lists");
            }
            lists.put(entry.name(), new NamedList(entry.name(), byLanguage));
        }
    }

    private static List<String> listTexts(Section root, YamlNode.Sequence sequence) {
        return root.texts(sequence.items(), YamlNode.Resolved.TEXT, YamlNode.Resolved.NUMBER);
    }

    private void readFormats(Section root) {
        Section section = root.section("formats", "formats");
        if (section == null) {
            return;
        }
        for (FieldType type : EnumSet.complementOf(EnumSet.of(FieldType.GROUP))) {
            String key = Section.spelled(type);
            Format own = FieldReader.format(section.section(key, "format"));
            formats.put(type, own.over(Format.defaultFor(type)));
        }
        section.done();
    }

    Map<String, Source> sources() {
        return sources;
    }

    Map<String, NamedList> lists() {
        return lists;
    }

    LengthUnit lengthUnit() {
        return lengthUnit;
    }

    Format format(FieldType type) {
        return formats.getOrDefault(type, Format.defaultFor(type));
    }

    ValueSet valueSet(YamlNode.Scalar name) {
        checkKnown(name.text(), valueSets.keySet(), "unknown-value-set", name.at());
        return valueSets.getOrDefault(name.text(), ValueSet.ANY);
    }

    /** Country codes and names of lists of country codes. */
    Set<String> countries(Section section, String key) {
        Set<String> countries = new LinkedHashSet<>();
        for (YamlNode item : section.items(key)) {
            for (String name : section.texts(List.of(item), YamlNode.Resolved.TEXT)) {
                if (Forms.COUNTRY.matcher(name).matches()) {
                    countries.add(name);
                } else {
                    section.checkForm(name, Forms.NAME, Forms.A_COUNTRY_OR_LIST, item.at());
                    checkKnown(name, lists.keySet(), "unknown-list", item.at());
                    NamedList list = lists.get(name);
                    countries.addAll(list == null ? List.of() : list.values(NamedList.ANY_LANGUAGE));
                }
            }
        }
        return countries;
    }

    /** Remembers that a field refers to another one, which may come later. */
    void refersToField(String name, SourcePosition at) {
        fieldReferences.add(new Reference(name, at));
    }

    void checkFieldReferences(Collection<String> fieldNames) {
        fieldReferences.forEach(reference -> checkKnown(reference.name(), fieldNames, "unknown-field", reference.at()));
    }

    /** @param words what to say when there is none: {@code unknown-field} */
    void checkKnown(String name, Collection<String> known, String words, SourcePosition at) {
        if (!known.contains(name)) {
            findings.guess(ChannelProblem.UNKNOWN_NAME, at, name, known, words, Problem.quote(name));
        }
    }

    /** Reads {@code source} and {@code verified}. */
    Provenance provenance(Section section) {
        String named = section.text("source");
        if (!named.isEmpty()) {
            checkKnown(named, sources.keySet(), "unknown-source", section.at("source"));
        }
        Source source = named.isEmpty() ? defaultSource : sources.getOrDefault(named, defaultSource);
        return new Provenance(source, section.flag("verified", true), Set.of());
    }

    /** @param fieldNames what {@code field} may name */
    List<ChannelRule> rules(Section parent, String key, Collection<String> fieldNames) {
        List<ChannelRule> rules = new ArrayList<>();
        for (YamlNode.Entry entry : parent.entries(key, Forms.HYPHENED, Forms.A_HYPHENED_NAME)) {
            Section section = parent.section(entry.value(), "rule");
            if (section != null) {
                rules.add(rule(entry.name(), section, fieldNames));
            }
        }
        return rules;
    }

    private ChannelRule rule(String name, Section section, Collection<String> fieldNames) {
        if (!section.has("when") && !section.has("unless")) {
            section.require("when", "why.unless");
        }
        String field = section.text("field");
        if (!field.isEmpty()) {
            checkKnown(field, fieldNames, "unknown-field", section.at("field"));
        }
        Expression unless = section.expression("unless");
        Expression when = section.expression("when");
        ChannelRule rule = new ChannelRule(
                name,
                code(section, name),
                when == null ? Condition.ALWAYS : Condition.when(when),
                unless == null ? Condition.NEVER : Condition.when(unless),
                section.word("severity", Severity.class, Severity.ERROR),
                message(section),
                words(section, "fix"),
                field,
                provenance(section));
        section.done();
        return rule;
    }

    List<GroupRule> groupRules(Section parent, String key, Collection<String> fieldNames) {
        List<GroupRule> rules = new ArrayList<>();
        for (YamlNode.Entry entry : parent.entries(key, Forms.HYPHENED, Forms.A_HYPHENED_NAME)) {
            Section section = parent.section(entry.value(), "group-rule");
            if (section != null) {
                rules.add(groupRule(entry.name(), section, fieldNames));
            }
        }
        return rules;
    }

    private GroupRule groupRule(String name, Section section, Collection<String> fieldNames) {
        if (!section.has("same") && !section.has("differ")) {
            section.require("same", "why.differ");
        }
        GroupRule rule = new GroupRule(
                name,
                code(section, name),
                section.requiredText("by"),
                section.texts("same"),
                section.texts("differ"),
                section.word("severity", Severity.class, Severity.ERROR),
                message(section),
                words(section, "fix"),
                provenance(section));
        if (!rule.by().isEmpty()) {
            checkKnown(rule.by(), fieldNames, "unknown-field", section.at("by"));
        }
        rule.same().forEach(field -> checkKnown(field, fieldNames, "unknown-field", section.at("same")));
        rule.differ().forEach(field -> checkKnown(field, fieldNames, "unknown-field", section.at("differ")));
        section.done();
        return rule;
    }

    private String code(Section section, String name) {
        String code = section.text("code");
        return code.isEmpty() ? channel + "/" + name : code;
    }

    private static Expression message(Section section) {
        section.require("message");
        return words(section, "message");
    }

    private record Reference(String name, SourcePosition at) {}

    private static Expression words(Section section, String key) {
        Expression words = section.expression(key);
        return words == null ? new Expression("", section.at()) : words;
    }
}
