package io.feedkit.channel;

import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lays a descriptor over the one it extends, as trees: what it says itself wins, the rest is taken over with its places.
 *
 * <p>Sections are laid over one another entry by entry. Inside a field, a layout and {@code members}, key by key; every other entry (a source, a list, a rule) as a whole. A field that
 * names another {@code type} than its base starts anew. {@code without} takes entries out first.
 */
final class Inheritance {
    private static final int DEEPEST = 8;

    /** What a descriptor says of itself only. */
    private static final Set<String> OWN =
            Set.of("channel", "label", "version", "summary", "extends", "without", "base", "versions");

    private static final Set<String> BY_KEY = Set.of("fields", "layouts");

    /** Of each pair a field has one; the descriptor's own takes the place of its base's other. */
    private static final Map<String, String> EXCLUSIVE = Map.of(
            "required", "required-when",
            "required-when", "required",
            "recommended", "recommended-when",
            "recommended-when", "recommended",
            "min", "above",
            "above", "min",
            "max", "below",
            "below", "max");

    private final BaseDescriptors bases;
    private final DescriptorLimits limits;
    private final Findings findings;
    private final Set<String> seen = new LinkedHashSet<>();

    Inheritance(BaseDescriptors bases, DescriptorLimits limits, Findings findings) {
        this.bases = bases;
        this.limits = limits;
        this.findings = findings;
    }

    /** The whole descriptor; itself when it extends none or its base cannot be found, which is reported. */
    YamlNode.Mapping whole(YamlNode.Mapping own) {
        if (!(entry(own, "extends") instanceof YamlNode.Scalar named) || named.isNull()) {
            return own;
        }
        if (!seen.add(named.text()) || seen.size() > DEEPEST) {
            findings.report(ChannelProblem.CONFLICT, named.at(), "circle", String.join(", ", seen));
            return own;
        }
        Optional<BaseDescriptors.Text> base =
                Forms.HYPHENED.matcher(named.text()).matches() ? bases.find(named.text()) : Optional.empty();
        if (base.isEmpty()) {
            findings.report(ChannelProblem.UNKNOWN_NAME, named.at(), "no-base", Problem.quote(named.text()));
            return own;
        }
        Optional<YamlNode> tree = YamlTree.read(base.get().source(), base.get().yaml(), limits, findings);
        if (!(tree.orElse(null) instanceof YamlNode.Mapping below)) {
            return own;
        }
        return over(whole(ValueTables.filled(below, bases, limits, findings)), own);
    }

    /** What is said apart from versions: a note on another version changes nothing in a feed. */
    static YamlNode.Mapping timeless(YamlNode.Mapping whole) {
        return new YamlNode.Mapping(
                whole.entries().stream()
                        .filter(entry -> !entry.name().equals("versions"))
                        .toList(),
                whole.at());
    }

    /** A whole descriptor as it was in another version. */
    YamlNode.Mapping version(YamlNode.Mapping whole, String name, YamlNode.Mapping differences) {
        List<YamlNode.Entry> own = new ArrayList<>();
        for (YamlNode.Entry entry : whole.entries()) {
            if (entry.name().equals("version")) {
                SourcePosition at = entry.value().at();
                YamlNode text = new YamlNode.Scalar(name, YamlNode.Resolved.TEXT, at, at);
                own.add(new YamlNode.Entry(entry.key(), text));
            } else if (entry.name().equals("channel") || entry.name().equals("label")) {
                own.add(entry);
            }
        }
        for (YamlNode.Entry entry : differences.entries()) {
            if (OWN.contains(entry.name())
                    && !entry.name().equals("without")
                    && !entry.name().equals("summary")) {
                findings.report(ChannelProblem.CONFLICT, entry.key().at(), "same-in-every-version", entry.name());
            }
            own.add(entry);
        }
        YamlNode.Mapping then = over(timeless(whole), new YamlNode.Mapping(own, differences.at()));
        return new YamlNode.Mapping(
                then.entries().stream()
                        .filter(entry -> !entry.name().equals("without"))
                        .toList(),
                whole.at());
    }

    private static YamlNode entry(YamlNode.Mapping mapping, String key) {
        return mapping.entries().stream()
                .filter(entry -> entry.name().equals(key))
                .map(YamlNode.Entry::value)
                .findFirst()
                .orElse(new YamlNode.Sequence(List.of(), mapping.at()));
    }

    private YamlNode.Mapping over(YamlNode.Mapping base, YamlNode.Mapping own) {
        YamlNode.Mapping left = without(base, own);
        Map<String, YamlNode.Entry> merged = new LinkedHashMap<>();
        for (YamlNode.Entry entry : left.entries()) {
            if (!OWN.contains(entry.name())) {
                merged.put(entry.name(), entry);
            }
        }
        return laid(merged, own, (name, below, above) -> {
            if (BY_KEY.contains(name)) {
                return laid(
                        below, above, (field, one, other) -> laid(kept(one, other), other, (key, low, high) -> high));
            }
            return laid(below, above, (key, low, high) -> high);
        });
    }

    /** How two mappings of one name become one. */
    private interface Joint {
        YamlNode.Mapping join(String name, YamlNode.Mapping base, YamlNode.Mapping own);
    }

    private static YamlNode.Mapping laid(YamlNode.Mapping base, YamlNode.Mapping own, Joint joint) {
        Map<String, YamlNode.Entry> merged = new LinkedHashMap<>();
        base.entries().forEach(entry -> merged.put(entry.name(), entry));
        return laid(merged, own, joint);
    }

    private static YamlNode.Mapping laid(Map<String, YamlNode.Entry> base, YamlNode.Mapping own, Joint joint) {
        List<YamlNode.Entry> twice = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (YamlNode.Entry entry : own.entries()) {
            if (!names.add(entry.name())) {
                twice.add(entry);
                continue;
            }
            YamlNode.Entry below = base.get(entry.name());
            YamlNode value = entry.value();
            if (below != null
                    && below.value() instanceof YamlNode.Mapping low
                    && entry.value() instanceof YamlNode.Mapping high) {
                value = joint.join(entry.name(), low, high);
            } else if (below != null && isBare(entry)) {
                value = below.value();
            }
            base.put(entry.name(), new YamlNode.Entry(entry.key(), value));
        }
        // A key that is there twice stays so, to be reported like any other.
        List<YamlNode.Entry> all = new ArrayList<>(base.values());
        all.addAll(twice);
        return new YamlNode.Mapping(all, own.at());
    }

    /** A name without anything (a field that needs no more said) changes nothing. */
    private static boolean isBare(YamlNode.Entry own) {
        return own.value() instanceof YamlNode.Scalar scalar && scalar.isNull();
    }

    /** What is left of a base's field below another that says some things anew. */
    private static YamlNode.Mapping kept(YamlNode.Mapping base, YamlNode.Mapping own) {
        if (entry(own, "type") instanceof YamlNode.Scalar type
                && !(entry(base, "type") instanceof YamlNode.Scalar same
                        && same.text().equals(type.text()))
                && !(type.text().equals("text") && !(entry(base, "type") instanceof YamlNode.Scalar))) {
            return new YamlNode.Mapping(List.of(), base.at());
        }
        Set<String> dropped = new LinkedHashSet<>();
        own.entries().forEach(entry -> dropped.add(EXCLUSIVE.getOrDefault(entry.name(), "")));
        return new YamlNode.Mapping(
                base.entries().stream()
                        .filter(entry -> !dropped.contains(entry.name()))
                        .toList(),
                base.at());
    }

    private YamlNode.Mapping without(YamlNode.Mapping base, YamlNode.Mapping own) {
        if (!(entry(own, "without") instanceof YamlNode.Mapping unwanted)) {
            return base;
        }
        List<YamlNode.Entry> left = new ArrayList<>();
        for (YamlNode.Entry section : base.entries()) {
            boolean thinned = section.value() instanceof YamlNode.Mapping
                    && entry(unwanted, section.name()) instanceof YamlNode.Sequence;
            YamlNode.Entry some =
                    thinned ? without(section, (YamlNode.Sequence) entry(unwanted, section.name())) : section;
            left.add(section.name().equals("reads") ? withoutOrphans(some, unwanted) : some);
        }
        return new YamlNode.Mapping(left, base.at());
    }

    /** How a let is read back goes with the let. */
    private static YamlNode.Entry withoutOrphans(YamlNode.Entry reads, YamlNode.Mapping unwanted) {
        if (!(reads.value() instanceof YamlNode.Mapping all)
                || !(entry(unwanted, "let") instanceof YamlNode.Sequence lets)) {
            return reads;
        }
        Set<String> gone = new LinkedHashSet<>();
        lets.items().forEach(item -> gone.add(item instanceof YamlNode.Scalar name ? name.text() : ""));
        List<YamlNode.Entry> left = all.entries().stream()
                .filter(entry -> !gone.contains(entry.name()))
                .toList();
        return new YamlNode.Entry(reads.key(), new YamlNode.Mapping(left, all.at()));
    }

    private YamlNode.Entry without(YamlNode.Entry section, YamlNode.Sequence unwanted) {
        Map<String, YamlNode.Entry> left = new LinkedHashMap<>();
        YamlNode.Mapping all = (YamlNode.Mapping) section.value();
        all.entries().forEach(entry -> left.put(entry.name(), entry));
        for (YamlNode item : unwanted.items()) {
            if (item instanceof YamlNode.Scalar name && left.remove(name.text()) == null) {
                findings.guess(
                        ChannelProblem.UNKNOWN_NAME,
                        name.at(),
                        name.text(),
                        left.keySet(),
                        "not-in-base",
                        Problem.quote(name.text()),
                        section.name());
            }
        }
        return new YamlNode.Entry(section.key(), new YamlNode.Mapping(List.copyOf(left.values()), all.at()));
    }
}
