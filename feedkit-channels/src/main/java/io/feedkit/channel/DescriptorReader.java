package io.feedkit.channel;

import io.feedkit.channel.ChannelDescriptor.OtherAttributes;
import io.feedkit.problem.ProblemSink;
import io.feedkit.problem.SourcePosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns the YAML of a descriptor into a {@link ChannelDescriptor}, reporting all problems in one go. */
final class DescriptorReader {
    /** The sections whose entries a descriptor can do without. */
    static final List<String> WITHOUT = List.of(
            "sources", "lists", "let", "value-sets", "layouts", "limits", "calls", "fields", "rules", "group-rules");

    private final Findings findings;
    private final DescriptorScope scope;

    private DescriptorReader(Findings findings) {
        this.findings = findings;
        this.scope = new DescriptorScope(findings);
    }

    static Optional<ChannelDescriptor> read(
            String source, String yaml, DescriptorLimits limits, BaseDescriptors bases, ProblemSink problems) {
        Findings findings = new Findings(limits.maxProblems());
        Optional<ChannelDescriptor> descriptor = read(source, yaml, limits, bases, findings);
        findings.tell(problems);
        return descriptor;
    }

    static Optional<ChannelDescriptor> read(
            String source, String yaml, DescriptorLimits limits, BaseDescriptors bases, Findings findings) {
        Optional<YamlNode> tree = YamlTree.read(source, yaml, limits, findings);
        if (!findings.isEmpty()) {
            return Optional.empty();
        }
        if (!(tree.orElse(null) instanceof YamlNode.Mapping root)) {
            SourcePosition at = tree.map(YamlNode::at).orElse(SourcePosition.unknown(source));
            findings.report(
                    ChannelProblem.WRONG_SHAPE,
                    at,
                    "A descriptor is a mapping that starts with \"channel:\" and the name of the channel.",
                    "");
            return Optional.empty();
        }
        YamlNode.Mapping own = ValueTables.filled(root, bases, limits, findings);
        YamlNode.Mapping whole = new Inheritance(bases, limits, findings).whole(own);
        if (!findings.isEmpty()) {
            return Optional.empty();
        }
        ChannelDescriptor descriptor = new DescriptorReader(findings)
                .descriptor(new Section(findings, "descriptor", whole), DescriptorHash.of(whole));
        return findings.isEmpty() ? Optional.of(descriptor) : Optional.empty();
    }

    private ChannelDescriptor descriptor(Section root, String hash) {
        root.require("channel", "");
        root.require("kind", "");
        root.require("fields", "");
        root.matching("extends", Forms.HYPHENED, Forms.A_HYPHENED_NAME);
        without(root);
        String name = root.matching("channel", Forms.HYPHENED, Forms.A_HYPHENED_NAME);
        String family = root.matching("family", Forms.HYPHENED, Forms.A_HYPHENED_NAME);
        String label = root.text("label");
        scope.read(root, name);
        List<FieldSpec> fields = new FieldReader(scope).fields(root, "fields");
        Set<String> fieldNames = new LinkedHashSet<>();
        fields.forEach(field -> fieldNames.add(field.name()));
        scope.checkFieldReferences(fieldNames);
        Map<String, Expression> lets = lets(root);
        ChannelDescriptor descriptor = new ChannelDescriptor(
                name,
                family.isEmpty() ? name : family,
                label.isEmpty() ? name : label,
                root.word("kind", ChannelKind.class, ChannelKind.FILE),
                version(root),
                root.text("summary"),
                scope.sources(),
                members(root),
                scope.lists(),
                lets,
                ReadBackReader.lets(root, lets),
                new LayoutReader(scope, fieldNames).layouts(root),
                fields,
                others(root, fields),
                scope.rules(root, "rules", fieldNames),
                scope.groupRules(root, "group-rules", fieldNames),
                limits(root),
                calls(root),
                hash);
        root.done();
        return descriptor;
    }

    /** Checks the shape only: it is spent by {@link Inheritance}. */
    private static void without(Section root) {
        root.needs("without", "extends");
        Section without = root.section("without", "without");
        if (without != null) {
            for (String section : WITHOUT) {
                without.texts(section);
            }
            without.done();
        }
    }

    private static String version(Section root) {
        root.require("version", "");
        return root.written("version");
    }

    private OtherAttributes others(Section root, List<FieldSpec> fields) {
        OtherAttributes others = root.word("other-attributes", OtherAttributes.class, OtherAttributes.DROP);
        if (root.has("fields") && fields.isEmpty() && others == OtherAttributes.DROP && findings.isEmpty()) {
            root.report(
                    ChannelProblem.MISSING_KEY,
                    root.at("fields"),
                    "There is no field here, and other attributes are dropped: the feed would be empty.",
                    "Name a field, or set other-attributes to write.");
        }
        return others;
    }

    private Map<String, Expression> lets(Section root) {
        Map<String, Expression> lets = new LinkedHashMap<>();
        for (YamlNode.Entry entry : root.entries("let", Forms.NAME, Forms.A_NAME)) {
            Expression expression = root.expression(entry.value());
            if (expression != null) {
                lets.put(entry.name(), expression);
            }
            if (scope.lists().containsKey(entry.name())) {
                root.report(
                        ChannelProblem.CONFLICT,
                        entry.key().at(),
                        "\"" + entry.name() + "\" is also the name of a list.",
                        "Give one of them another name.");
            }
        }
        return lets;
    }

    private Members members(Section root) {
        Section section = root.section("members", "members");
        if (section == null) {
            return Members.ANYWHERE;
        }
        Members.Tax tax = section.word("tax", Members.Tax.class, Members.Tax.INCLUDED);
        Members members =
                new Members(scope.countries(section, "countries"), languages(section), tax, perCountry(section, tax));
        section.done();
        return members;
    }

    private static Set<String> languages(Section section) {
        List<String> languages = section.texts("languages");
        languages.forEach(
                language -> section.checkForm(language, Forms.LANGUAGE, Forms.A_LANGUAGE, section.at("languages")));
        return Set.copyOf(languages);
    }

    private static Map<String, Members.Terms> perCountry(Section members, Members.Tax tax) {
        Map<String, Members.Terms> perCountry = new LinkedHashMap<>();
        for (YamlNode.Entry entry : members.entries("per-country", Forms.COUNTRY, Forms.A_COUNTRY)) {
            Section section = members.section(entry.value(), "country-terms");
            if (section != null) {
                perCountry.put(
                        entry.name(),
                        new Members.Terms(
                                languages(section),
                                section.matching("currency", Forms.CURRENCY, Forms.A_CURRENCY),
                                section.word("tax", Members.Tax.class, tax)));
                section.done();
            }
        }
        return perCountry;
    }

    private List<Limit> limits(Section root) {
        List<Limit> limits = new ArrayList<>();
        Section section = root.section("limits", "limits");
        if (section == null) {
            return limits;
        }
        for (Limit.What what : Limit.What.values()) {
            Section limit = section.section(Section.spelled(what), "limit");
            if (limit != null) {
                limit.require("max", "");
                long max = limit.count("max", 1, Long.MAX_VALUE, 1);
                boolean eachFile = limit.flag("each-file", false);
                limits.add(new Limit(what, max, limit.text("note"), eachFile, scope.provenance(limit)));
                limit.done();
            }
        }
        section.done();
        return limits;
    }

    private List<CallBudget> calls(Section root) {
        List<CallBudget> budgets = new ArrayList<>();
        for (YamlNode.Entry entry : root.entries("calls")) {
            Section section = root.section(entry.value(), "call-budget");
            if (section != null) {
                section.require("max", "");
                section.require("per", "");
                String per = section.matching("per", Forms.DURATION, "a duration such as PT1H or PT10S");
                boolean good = Forms.DURATION.matcher(per).matches();
                budgets.add(new CallBudget(
                        entry.name(),
                        section.count("max", 1, 1),
                        good ? duration(per) : Duration.ZERO,
                        section.text("note"),
                        scope.provenance(section)));
                section.done();
            }
        }
        return budgets;
    }

    private static Duration duration(String text) {
        return Duration.parse(text);
    }
}
