package io.feedkit.channel.tooling;

import io.feedkit.channel.ChannelDescriptor;
import io.feedkit.channel.DescriptorVersion;
import io.feedkit.channel.FieldSpec;
import io.feedkit.channel.tooling.Change.Effect;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
 * @param language of what is said about changes: English or French; notes and messages of rules are as their descriptor has them
 */
public record DescriptorDiff(
        ChannelDescriptor before,
        ChannelDescriptor after,
        List<Change> changes,
        List<DescriptorVersion> notes,
        Locale language) {

    public DescriptorDiff {
        changes = List.copyOf(changes);
        notes = List.copyOf(notes);
    }

    /** In English. */
    public static DescriptorDiff between(ChannelDescriptor before, ChannelDescriptor after) {
        return between(before, after, Locale.ENGLISH);
    }

    /** @param language English or French; what another lacks is English */
    public static DescriptorDiff between(ChannelDescriptor before, ChannelDescriptor after, Locale language) {
        DiffWords words = DiffWords.in(language);
        List<Change> changes = new ArrayList<>();
        FieldChanges fields = new FieldChanges(changes, words);
        pairs(before.fields(), after.fields(), FieldSpec::name)
                .forEach(pair -> fields.compare("", pair.old(), pair.now()));
        new RuleChanges(changes, words).compare(before, after);
        new FormChanges(changes, words).compare(before, after);
        changes.sort(Comparator.comparing(Change::effect));
        return new DescriptorDiff(before, after, changes, notes(before, after), language);
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

    /** How many changes there are of each weight, as in {@code 2 refuse, 1 rewrites}. */
    public String summary() {
        Map<Effect, Long> counts = changes.stream()
                .collect(Collectors.groupingBy(Change::effect, java.util.TreeMap::new, Collectors.counting()));
        DiffWords words = DiffWords.in(language);
        return counts.isEmpty()
                ? words.say("no-difference")
                : counts.entrySet().stream()
                        .map(count -> words.say("counted." + Words.word(count.getKey()), count.getValue()))
                        .collect(Collectors.joining(", "));
    }

    /** What all changes of one weight are put under, in the same language. */
    public String heading(Effect effect) {
        return DiffWords.in(language).say("heading." + Words.word(effect));
    }
}
