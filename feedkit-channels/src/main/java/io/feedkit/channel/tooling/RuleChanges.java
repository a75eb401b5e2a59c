package io.feedkit.channel.tooling;

import io.feedkit.channel.ChannelDescriptor;
import io.feedkit.channel.ChannelRule;
import io.feedkit.channel.Expression;
import io.feedkit.channel.GroupRule;
import io.feedkit.channel.tooling.Change.Effect;
import io.feedkit.problem.Severity;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is different about checks across fields and records, and about the names they use. */
final class RuleChanges {
    private final List<Change> changes;
    private final DiffWords words;

    RuleChanges(List<Change> changes, DiffWords words) {
        this.changes = changes;
        this.words = words;
    }

    void compare(ChannelDescriptor before, ChannelDescriptor after) {
        compare("", before.rules(), after.rules());
        DescriptorDiff.pairs(before.groupRules(), after.groupRules(), GroupRule::name)
                .forEach(pair -> {
                    GroupRule old = pair.old();
                    GroupRule now = pair.now();
                    String name = (now == null ? Objects.requireNonNull(old) : now).name();
                    String one = old == null ? "" : about(old);
                    String other = now == null ? "" : about(now);
                    if (!one.equals(other)) {
                        changes.add(new Change(
                                "group-rules",
                                name,
                                "",
                                one,
                                other,
                                now == null ? Effect.LOOSENS : effect(now.effectiveSeverity()),
                                now == null
                                        ? words.say("rule-gone")
                                        : now.message().text()));
                    }
                });
        names("lists", before.lists(), after.lists(), list -> new TreeMap<>(list.byLanguage()).toString());
        names("let", before.lets(), after.lets(), Expression::text);
    }

    void compare(String group, List<ChannelRule> before, List<ChannelRule> after) {
        DescriptorDiff.pairs(before, after, ChannelRule::name)
                .forEach(pair -> rule(group.isEmpty() ? "" : group + ".", pair.old(), pair.now()));
    }

    private void rule(String group, @Nullable ChannelRule old, @Nullable ChannelRule now) {
        if (now == null) {
            ChannelRule gone = Objects.requireNonNull(old);
            changes.add(new Change(
                    "rules",
                    group + gone.name(),
                    "",
                    Words.word(gone.effectiveSeverity()),
                    "",
                    Effect.LOOSENS,
                    words.say("rule-gone")));
        } else if (old == null) {
            changes.add(new Change(
                    "rules",
                    group + now.name(),
                    "",
                    "",
                    Words.word(now.effectiveSeverity()),
                    effect(now.effectiveSeverity()),
                    now.message().text()));
        } else {
            say(
                    group + now.name(),
                    "severity",
                    Words.word(old.effectiveSeverity()),
                    Words.word(now.effectiveSeverity()),
                    now,
                    now.effectiveSeverity().compareTo(old.effectiveSeverity()) < 0);
            say(group + now.name(), "when", words.condition(old.when()), words.condition(now.when()), now, false);
            say(group + now.name(), "unless", words.condition(old.unless()), words.condition(now.unless()), now, false);
        }
    }

    private void say(String name, String key, String before, String after, ChannelRule now, boolean looser) {
        if (!before.equals(after)) {
            changes.add(new Change(
                    "rules",
                    name,
                    key,
                    before,
                    after,
                    looser ? Effect.LOOSENS : effect(now.effectiveSeverity()),
                    now.message().text()));
        }
    }

    private static Effect effect(Severity severity) {
        return severity == Severity.ERROR ? Effect.REFUSES : Effect.WARNS;
    }

    private String about(GroupRule rule) {
        return words.say("group-rule", Words.word(rule.effectiveSeverity()), rule.by(), rule.same(), rule.differ());
    }

    /** Names that conditions use; what uses them changes its meaning with them. */
    private <T> void names(String section, Map<String, T> before, Map<String, T> after, Function<T, String> text) {
        Set<String> names = new TreeSet<>(before.keySet());
        names.retainAll(after.keySet());
        for (String name : names) {
            String one = text.apply(Objects.requireNonNull(before.get(name)));
            String other = text.apply(Objects.requireNonNull(after.get(name)));
            if (!one.equals(other)) {
                changes.add(new Change(section, name, "", one, other, Effect.REFUSES, words.say("name-changed")));
            }
        }
    }
}
