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
import org.jspecify.annotations.Nullable;

/** Turns the YAML of a descriptor into a {@link ChannelDescriptor}, reporting all problems in one go. */
final class DescriptorReader {
    /** The sections whose entries a descriptor can do without. */
    static final List<String> WITHOUT = List.of(
            "sources",
            "lists",
            "let",
            "reads",
            "value-sets",
            "layouts",
            "limits",
            "calls",
            "fields",
            "rules",
            "group-rules");

    /** Each is as much work as the descriptor itself. */
    private static final int MOST_KEPT = 8;

    private final Findings findings;
    private final DescriptorScope scope;
    private final YamlNode.@Nullable Mapping whole;
    private boolean isBase;

    /** @param whole what older versions are laid over, or null for one of them */
    private DescriptorReader(Findings findings, YamlNode.@Nullable Mapping whole) {
        this.findings = findings;
        this.whole = whole;
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
        Optional<Reading> reading = readAll(source, yaml, limits, bases, findings);
        reading.filter(Reading::isBase)
                .ifPresent(base -> findings.report(
                        ChannelProblem.CONFLICT,
                        base.whole().at(),
                        "only-a-base",
                        base.descriptor().name()));
        return findings.isEmpty() ? reading.map(Reading::descriptor) : Optional.empty();
    }

    /**
     * What could be made of a text.
     *
     * @param whole the text with everything it takes over
     * @param descriptor with the usual thing in the place of each mistake
     * @param isBase whether only others use it, so that it may lack what a channel needs
     */
    record Reading(YamlNode.Mapping whole, ChannelDescriptor descriptor, boolean isBase) {}

    /** Reads on where there are mistakes; empty when there is nothing to read on. */
    static Optional<Reading> readAll(
            String source, String yaml, DescriptorLimits limits, BaseDescriptors bases, Findings findings) {
        Optional<YamlNode> tree = YamlTree.read(source, yaml, limits, findings);
        if (!findings.isEmpty()) {
            return Optional.empty();
        }
        if (!(tree.orElse(null) instanceof YamlNode.Mapping root)) {
            SourcePosition at = tree.map(YamlNode::at).orElse(SourcePosition.unknown(source));
            findings.report(ChannelProblem.WRONG_SHAPE, at, "no-descriptor");
            return Optional.empty();
        }
        YamlNode.Mapping own = ValueTables.filled(root, bases, limits, findings);
        YamlNode.Mapping whole = new Inheritance(bases, limits, findings).whole(own);
        if (!findings.isEmpty()) {
            return Optional.empty();
        }
        DescriptorReader reader = new DescriptorReader(findings, whole);
        ChannelDescriptor descriptor = reader.descriptor(
                new Section(findings, "descriptor", whole), DescriptorHash.of(Inheritance.timeless(whole)));
        return Optional.of(new Reading(whole, descriptor, reader.isBase));
    }

    private ChannelDescriptor descriptor(Section root, String hash) {
        checkHead(root);
        String name = root.matching("channel", Forms.HYPHENED, Forms.A_HYPHENED_NAME);
        String family = root.matching("family", Forms.HYPHENED, Forms.A_HYPHENED_NAME);
        String label = root.text("label");
        scope.read(root, name);
        List<FieldSpec> fields = new FieldReader(scope).fields(root, "fields");
        Set<String> fieldNames = new LinkedHashSet<>();
        fields.forEach(field -> fieldNames.add(field.name()));
        scope.checkFieldReferences(fieldNames);
        Map<String, Expression> lets = lets(root);
        List<DescriptorVersion> versions = versions(root);
        String version = version(root);
        Map<String, Layout> layouts = new LayoutReader(scope, fields).layouts(root, isBase);
        DocumentCheck documents = new DocumentCheck(findings, fields);
        if (findings.isEmpty()) {
            layouts.values().forEach(documents::check);
        }
        List<CallBudget> budgets = calls(root);
        ChannelDescriptor descriptor = new ChannelDescriptor(
                name,
                family.isEmpty() ? name : family,
                label.isEmpty() ? name : label,
                root.word("kind", ChannelKind.class, ChannelKind.FILE),
                version,
                root.text("summary"),
                scope.sources(),
                members(root),
                scope.lists(),
                lets,
                ReadBackReader.lets(root, lets),
                layouts,
                fields,
                others(root, fields),
                scope.rules(root, "rules", fieldNames),
                scope.groupRules(root, "group-rules", fieldNames),
                limits(root),
                budgets,
                versions,
                new ApiReader(scope, fieldNames, layouts.keySet()).api(root, budgets),
                hash);
        root.done();
        return descriptor;
    }

    private void checkHead(Section root) {
        isBase = root.flag("base", false);
        root.require("channel");
        root.require("kind");
        if (!isBase) {
            root.require("fields");
        }
        root.matching("extends", Forms.HYPHENED, Forms.A_HYPHENED_NAME);
        without(root);
    }

    /** The notes on versions; each that says what was different then is read as a descriptor of its own. */
    private List<DescriptorVersion> versions(Section root) {
        List<DescriptorVersion> versions = new ArrayList<>();
        int kept = 0;
        for (YamlNode.Entry entry : root.entries("versions")) {
            Section section = root.section(entry.value(), "version-note");
            if (section != null) {
                kept += section.has("instead") ? 1 : 0;
                if (kept > MOST_KEPT) {
                    root.report(ChannelProblem.TOO_LARGE, entry.key().at(), "too-many-versions", MOST_KEPT);
                    return versions;
                }
                versions.add(version(entry.name(), section));
            }
        }
        String present = root.written("version");
        boolean noted = versions.stream().anyMatch(version -> version.name().equals(present));
        if (!versions.isEmpty() && !noted) {
            root.report(ChannelProblem.UNKNOWN_NAME, root.keyAt("versions"), "version-without-note", present);
        }
        versions.stream()
                .filter(version -> version.name().equals(present) && version.isKept())
                .forEach(version -> root.report(
                        ChannelProblem.CONFLICT, root.keyAt("versions"), "version-of-today", version.name()));
        return versions;
    }

    private DescriptorVersion version(String name, Section section) {
        String changes = section.requiredText("changes");
        YamlNode instead = section.take("instead");
        if (instead != null && !(instead instanceof YamlNode.Mapping)) {
            section.wrongShape(instead, "shape.mapping");
        }
        ChannelDescriptor then = instead instanceof YamlNode.Mapping differences ? then(name, differences) : null;
        DescriptorVersion version = new DescriptorVersion(
                name,
                section.matching("since", Forms.DATE, Forms.A_DATE),
                section.matching("until", Forms.DATE, Forms.A_DATE),
                changes,
                section.text("migrate"),
                then,
                scope.provenance(section));
        section.done();
        return version;
    }

    private @Nullable ChannelDescriptor then(String name, YamlNode.Mapping differences) {
        if (whole == null || !findings.isEmpty()) {
            return null;
        }
        YamlNode.Mapping then = new Inheritance(BaseDescriptors.NONE, DescriptorLimits.DEFAULTS, findings)
                .version(whole, name, differences);
        return findings.isEmpty()
                ? new DescriptorReader(findings, null)
                        .descriptor(new Section(findings, "descriptor", then), DescriptorHash.of(then))
                : null;
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
        root.require("version");
        return root.written("version");
    }

    private OtherAttributes others(Section root, List<FieldSpec> fields) {
        OtherAttributes others = root.word("other-attributes", OtherAttributes.class, OtherAttributes.DROP);
        if (root.has("fields") && fields.isEmpty() && others == OtherAttributes.DROP && findings.isEmpty()) {
            root.report(ChannelProblem.MISSING_KEY, root.at("fields"), "no-fields");
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
                root.report(ChannelProblem.CONFLICT, entry.key().at(), "let-named-like-list", entry.name());
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
                limit.require("max");
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
                section.require("max");
                section.require("per");
                String per = section.matching("per", Forms.DURATION, Forms.A_DURATION);
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
