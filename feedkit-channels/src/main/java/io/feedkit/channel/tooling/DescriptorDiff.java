package io.feedkit.channel.tooling;

import io.feedkit.channel.CallBudget;
import io.feedkit.channel.ChannelDescriptor;
import io.feedkit.channel.DescriptorVersion;
import io.feedkit.channel.FieldSpec;
import io.feedkit.channel.Layout;
import io.feedkit.channel.Limit;
import io.feedkit.channel.Members;
import io.feedkit.channel.tooling.Change.Effect;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What another version of a descriptor, or a relative, asks for differently, and what that means for a feed.
 *
 * <p>Compared is what descriptors say in the end, with what they take over. Conditions are compared as texts: two that say the same in other words differ here. A list or let that changed is
 * named, with what uses it left to the reader.
 *
 * @param changes the heaviest first
 * @param notes what the new descriptor says itself about versions since the old one, newest first
 */
public record DescriptorDiff(
        ChannelDescriptor before, ChannelDescriptor after, List<Change> changes, List<DescriptorVersion> notes) {

    public DescriptorDiff {
        changes = List.copyOf(changes);
        notes = List.copyOf(notes);
    }

    public static DescriptorDiff between(ChannelDescriptor before, ChannelDescriptor after) {
        List<Change> changes = new ArrayList<>();
        FieldChanges fields = new FieldChanges(changes);
        pairs(before.fields(), after.fields(), FieldSpec::name)
                .forEach(pair -> fields.compare("", pair.old(), pair.now()));
        new RuleChanges(changes).compare(before, after);
        members(before.members(), after.members(), changes);
        pairs(before.layouts().values(), after.layouts().values(), Layout::name).forEach(pair -> layout(pair, changes));
        pairs(before.limits(), after.limits(), limit -> Words.word(limit.what()))
                .forEach(pair -> limit(pair, changes));
        pairs(before.calls(), after.calls(), CallBudget::name).forEach(pair -> calls(pair, changes));
        if (before.otherAttributes() != after.otherAttributes()) {
            changes.add(new Change(
                    "other-attributes",
                    "",
                    "",
                    Words.word(before.otherAttributes()),
                    Words.word(after.otherAttributes()),
                    Effect.REWRITES,
                    "Attributes that no field takes are treated differently."));
        }
        changes.sort(Comparator.comparing(Change::effect));
        return new DescriptorDiff(before, after, changes, notes(before, after));
    }

    /** Whether a product that was sent may be refused now. */
    public boolean mayRefuse() {
        return changes.stream().anyMatch(change -> change.effect() == Effect.REFUSES);
    }

    /** One name in both; either may be missing. */
    record Pair<T>(@Nullable T old, @Nullable T now) {}

    static <T> List<Pair<T>> pairs(Iterable<T> before, Iterable<T> after, Function<T, String> name) {
        Map<String, T> old = new LinkedHashMap<>();
        before.forEach(one -> old.put(name.apply(one), one));
        List<Pair<T>> pairs = new ArrayList<>();
        after.forEach(one -> pairs.add(new Pair<>(old.remove(name.apply(one)), one)));
        old.values().forEach(one -> pairs.add(new Pair<>(one, null)));
        return pairs;
    }

    private static List<DescriptorVersion> notes(ChannelDescriptor before, ChannelDescriptor after) {
        if (!before.name().equals(after.name())) {
            return List.of();
        }
        List<DescriptorVersion> notes = new ArrayList<>();
        boolean started = false;
        for (DescriptorVersion version : after.versions()) {
            started |= version.name().equals(after.version());
            if (version.name().equals(before.version())) {
                return notes;
            }
            if (started) {
                notes.add(version);
            }
        }
        return notes;
    }

    private static void members(Members before, Members after, List<Change> changes) {
        codes("countries", before.countries(), after.countries(), changes);
        codes("languages", before.languages(), after.languages(), changes);
        Set<String> countries = new TreeSet<>(before.perCountry().keySet());
        countries.addAll(after.perCountry().keySet());
        countries.removeIf(country -> Objects.equals(
                before.perCountry().get(country), after.perCountry().get(country)));
        if (before.tax() != after.tax() || !countries.isEmpty()) {
            String where = before.tax() == after.tax() ? String.join(" ", countries) : "everywhere";
            changes.add(new Change(
                    "members",
                    where,
                    "tax",
                    Words.word(before.tax()),
                    Words.word(after.tax()),
                    Effect.REWRITES,
                    "Prices, currency or languages follow other terms there."));
        }
    }

    private static void codes(String key, Set<String> before, Set<String> after, List<Change> changes) {
        if (before.equals(after)) {
            return;
        }
        Set<String> lost = new TreeSet<>(before);
        lost.removeAll(after);
        boolean narrowed = before.isEmpty() || !after.isEmpty() && !lost.isEmpty();
        changes.add(new Change(
                "members",
                "",
                key,
                Words.codes(before),
                Words.codes(after),
                narrowed ? Effect.REFUSES : Effect.LOOSENS,
                narrowed
                        ? "Feeds for " + (lost.isEmpty() ? "all others" : String.join(" ", lost))
                                + " can no longer be written."
                        : "Feeds for more of them can be written."));
    }

    private static void layout(Pair<Layout> pair, List<Change> changes) {
        Layout old = pair.old();
        Layout now = pair.now();
        if (old != null && now != null) {
            Map<String, String> before = Words.layout(old);
            Map<String, String> after = Words.layout(now);
            Set<String> keys = new LinkedHashSet<>(before.keySet());
            keys.addAll(after.keySet());
            for (String key : keys) {
                String one = before.getOrDefault(key, "");
                String other = after.getOrDefault(key, "");
                if (!one.equals(other)) {
                    changes.add(new Change(
                            "layouts",
                            now.name(),
                            key,
                            one,
                            other,
                            Effect.REWRITES,
                            "Files of this layout look different."));
                }
            }
        } else if (now != null) {
            changes.add(new Change(
                    "layouts",
                    now.name(),
                    "",
                    "",
                    Words.format(now),
                    Effect.LOOSENS,
                    "The feed can be written in one form more."));
        } else if (old != null) {
            changes.add(new Change(
                    "layouts",
                    old.name(),
                    "",
                    Words.format(old),
                    "",
                    Effect.REWRITES,
                    "The feed can no longer be written in this form."));
        }
    }

    private static void limit(Pair<Limit> pair, List<Change> changes) {
        long before = pair.old() == null ? Long.MAX_VALUE : pair.old().max();
        long after = pair.now() == null ? Long.MAX_VALUE : pair.now().max();
        if (before != after) {
            Limit named = pair.now() == null ? Objects.requireNonNull(pair.old()) : pair.now();
            changes.add(new Change(
                    "limits",
                    Words.word(named.what()),
                    "max",
                    Words.number(before),
                    Words.number(after),
                    after < before ? named.eachFile() ? Effect.REWRITES : Effect.WARNS : Effect.LOOSENS,
                    after < before
                            ? "A feed that is larger is "
                                    + (named.eachFile() ? "written in more files." : "too large now.")
                            : "Larger feeds are taken."));
        }
    }

    private static void calls(Pair<CallBudget> pair, List<Change> changes) {
        String before = pair.old() == null ? "" : Words.budget(pair.old());
        String after = pair.now() == null ? "" : Words.budget(pair.now());
        if (!before.equals(after)) {
            String name = pair.now() == null
                    ? Objects.requireNonNull(pair.old()).name()
                    : pair.now().name();
            changes.add(new Change(
                    "calls", name, "", before, after, Effect.NONE, "The channel may be called at another pace."));
        }
    }

    /** How many changes there are of each weight, as in {@code 2 refuse, 1 rewrites}. */
    public String summary() {
        Map<Effect, Long> counts = changes.stream()
                .collect(Collectors.groupingBy(Change::effect, java.util.TreeMap::new, Collectors.counting()));
        return counts.isEmpty()
                ? "no difference"
                : counts.entrySet().stream()
                        .map(count -> count.getValue() + " " + Words.effect(count.getKey()))
                        .collect(Collectors.joining(", "));
    }
}
