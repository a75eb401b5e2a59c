package io.feedkit.channel;

import io.feedkit.problem.NearMiss;
import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemSink;
import io.feedkit.problem.SourcePosition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Collects problems up to a limit, hands them on in the order of the file, and remembers which keys each kind of section knows. */
final class Findings {
    private static final Comparator<Problem> BY_PLACE = Comparator.comparingLong(
                    (Problem problem) -> problem.at().line().orElse(0))
            .thenComparingInt(problem -> problem.at().column().orElse(0));

    private final int max;
    private final DescriptorWords words;
    private final List<Problem> kept = new ArrayList<>();
    private final Map<String, Set<String>> knownKeys = new TreeMap<>();
    private int count;

    Findings(int max) {
        this(max, DescriptorWords.english());
    }

    Findings(int max, DescriptorWords words) {
        this.max = max;
        this.words = words;
    }

    /** @param key of what to say; the fix stands under the same key with {@code .fix} */
    void report(ChannelProblem code, SourcePosition at, String key, Object... values) {
        repeat(code, at, sentence(key, values), words.say(key + ".fix", values));
    }

    /** A key that nobody wrote words for says more than nothing. */
    private String sentence(String key, Object... values) {
        String said = words.say(key, values);
        return said.isEmpty() ? key : said;
    }

    /** Asks whether something near was meant, where a word is not one of those known. */
    void guess(
            ChannelProblem code,
            SourcePosition at,
            String written,
            Collection<String> known,
            String key,
            Object... values) {
        String near = NearMiss.of(written, known)
                .map(word -> words.say("near", Problem.quote(word)))
                .orElse("");
        repeat(code, at, sentence(key, values), near.isEmpty() ? words.say(key + ".fix", values) : near);
    }

    /** Reports in words that others found. */
    void repeat(ChannelProblem code, SourcePosition at, String message, String fix) {
        if (count++ < max) {
            kept.add(new Problem(code, at, message, fix));
        }
    }

    /** How many there are, those not kept too. */
    int count() {
        return count;
    }

    DescriptorWords words() {
        return words;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Passes on what was kept. */
    void tell(ProblemSink sink) {
        kept.stream().sorted(BY_PLACE).forEach(sink::report);
    }

    /** For the test that holds the reader against the JSON Schema. */
    Map<String, Set<String>> knownKeys() {
        return knownKeys;
    }

    void knows(String definition, Set<String> keys) {
        knownKeys.computeIfAbsent(definition, name -> new TreeSet<>()).addAll(keys);
    }
}
