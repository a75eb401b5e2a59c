package io.feedkit.channel.tooling;

import io.feedkit.channel.CallBudget;
import io.feedkit.channel.ChannelDescriptor;
import io.feedkit.channel.Layout;
import io.feedkit.channel.Limit;
import io.feedkit.channel.Members;
import io.feedkit.channel.tooling.Change.Effect;
import io.feedkit.channel.tooling.DescriptorDiff.Pair;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** What is different about the feed as a whole: for whom it is, the forms it is written in, how much of it is taken, and how often. */
final class FormChanges {
    private final List<Change> changes;
    private final DiffWords words;

    FormChanges(List<Change> changes, DiffWords words) {
        this.changes = changes;
        this.words = words;
    }

    void compare(ChannelDescriptor before, ChannelDescriptor after) {
        members(before.members(), after.members());
        DescriptorDiff.pairs(before.layouts().values(), after.layouts().values(), Layout::name)
                .forEach(this::layout);
        DescriptorDiff.pairs(before.limits(), after.limits(), limit -> Words.word(limit.what()))
                .forEach(this::limit);
        DescriptorDiff.pairs(before.calls(), after.calls(), CallBudget::name).forEach(this::calls);
        if (before.otherAttributes() != after.otherAttributes()) {
            changes.add(new Change(
                    "other-attributes",
                    "",
                    "",
                    Words.word(before.otherAttributes()),
                    Words.word(after.otherAttributes()),
                    Effect.REWRITES,
                    words.say("other-attributes")));
        }
    }

    private void members(Members before, Members after) {
        codes("countries", before.countries(), after.countries());
        codes("languages", before.languages(), after.languages());
        Set<String> countries = new TreeSet<>(before.perCountry().keySet());
        countries.addAll(after.perCountry().keySet());
        countries.removeIf(country -> Objects.equals(
                before.perCountry().get(country), after.perCountry().get(country)));
        if (before.tax() != after.tax() || !countries.isEmpty()) {
            String where = before.tax() == after.tax() ? String.join(" ", countries) : words.say("everywhere");
            changes.add(new Change(
                    "members",
                    where,
                    "tax",
                    Words.word(before.tax()),
                    Words.word(after.tax()),
                    Effect.REWRITES,
                    words.say("other-terms")));
        }
    }

    private void codes(String key, Set<String> before, Set<String> after) {
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
                words.codes(before),
                words.codes(after),
                narrowed ? Effect.REFUSES : Effect.LOOSENS,
                !narrowed
                        ? words.say("more-members")
                        : lost.isEmpty()
                                ? words.say("members-others-gone")
                                : words.say("members-gone", String.join(" ", lost))));
    }

    private void layout(Pair<Layout> pair) {
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
                            "layouts", now.name(), key, one, other, Effect.REWRITES, words.say("layout-changed")));
                }
            }
        } else if (now != null) {
            changes.add(new Change(
                    "layouts", now.name(), "", "", Words.format(now), Effect.LOOSENS, words.say("layout-new")));
        } else if (old != null) {
            changes.add(new Change(
                    "layouts", old.name(), "", Words.format(old), "", Effect.REWRITES, words.say("layout-gone")));
        }
    }

    private void limit(Pair<Limit> pair) {
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
                    words.say(after >= before ? "larger" : named.eachFile() ? "more-files" : "too-large")));
        }
    }

    private void calls(Pair<CallBudget> pair) {
        String before = pair.old() == null ? "" : words.budget(pair.old());
        String after = pair.now() == null ? "" : words.budget(pair.now());
        if (!before.equals(after)) {
            String name = pair.now() == null
                    ? Objects.requireNonNull(pair.old()).name()
                    : pair.now().name();
            changes.add(new Change("calls", name, "", before, after, Effect.NONE, words.say("calls")));
        }
    }
}
