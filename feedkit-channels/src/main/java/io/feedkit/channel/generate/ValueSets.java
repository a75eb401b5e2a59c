package io.feedkit.channel.generate;

import io.feedkit.catalog.yaml.YamlScalar;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Closed sets and lists of a descriptor: short ones stand in it, long ones in the table beside it.
 *
 * <p>The descriptor language compares spellings without case and takes blank, hyphen and underscore for one. Of two words that are then the same it can hold only one, and a synonym that could mean two words means
 * neither; both are said.
 */
final class ValueSets {
    private static final int LONGEST_KEY = 200;

    private final String table;
    private final int maxInline;
    private final LeftOut leftOut;
    private final StringBuilder rows = new StringBuilder("set\tvalue\tsynonyms\n");
    private final Map<String, Map<String, Set<String>>> sets = new LinkedHashMap<>();
    private final Map<String, String> lists = new LinkedHashMap<>();
    private boolean isTableUsed;

    ValueSets(String table, int maxInline, LeftOut leftOut) {
        this.table = table;
        this.maxInline = maxInline;
        this.leftOut = leftOut;
    }

    /** A word with other spellings of it. */
    record Word(String value, Collection<String> synonyms, SourcePosition at) {}

    /** Keeps a set under a name with hyphens; whether any word of it was left. */
    boolean addSet(String name, Collection<Word> words, String what) {
        Map<String, Set<String>> set = clean(words, what);
        sets.put(name, set);
        return !set.isEmpty();
    }

    /** The list as a condition names it. */
    void addList(String name, Collection<String> values) {
        if (values.size() <= maxInline) {
            lists.put(name, YamlScalar.list(List.copyOf(values)));
        } else {
            lists.put(name, ofTable());
            values.forEach(value -> row(name, value, Set.of()));
        }
    }

    private Map<String, Set<String>> clean(Collection<Word> words, String what) {
        Map<String, String> owners = new LinkedHashMap<>();
        Map<String, Set<String>> kept = new LinkedHashMap<>();
        for (Word word : words) {
            String value = word.value();
            if (value.isBlank() || !value.equals(squeezed(value))) {
                leftOut.add(word.at(), "The value " + Problem.quote(value) + " of " + what + " is no word for a cell.");
                continue;
            }
            String owner = owners.putIfAbsent(folded(value), value);
            if (owner == null) {
                kept.put(value, new LinkedHashSet<>());
            } else if (!owner.equals(value)) {
                leftOut.add(
                        word.at(),
                        "The value " + Problem.quote(value) + " of " + what + " is not told apart from "
                                + Problem.quote(owner) + ".");
            }
        }
        addSynonyms(words, owners, kept, what);
        return kept;
    }

    private void addSynonyms(
            Collection<Word> words, Map<String, String> owners, Map<String, Set<String>> kept, String what) {
        Map<String, Set<String>> claims = new LinkedHashMap<>();
        for (Word word : words) {
            for (String synonym : word.synonyms()) {
                claims.computeIfAbsent(folded(synonym), spelling -> new LinkedHashSet<>())
                        .add(word.value());
            }
        }
        for (Word word : words) {
            Set<String> synonyms = kept.get(word.value());
            if (synonyms == null) {
                continue;
            }
            for (String synonym : word.synonyms()) {
                String spelling = folded(synonym);
                String owner = owners.get(spelling);
                if (spelling.isEmpty() || word.value().equals(owner)) {
                    continue;
                }
                Set<String> claimed = claims.getOrDefault(spelling, Set.of());
                if (owner == null && claimed.size() == 1) {
                    synonyms.add(squeezed(synonym));
                    owners.put(spelling, word.value());
                } else {
                    leftOut.add(
                            word.at(),
                            Problem.quote(synonym) + " means more than one value of " + what + "; it is no synonym of "
                                    + Problem.quote(word.value()) + ".");
                }
            }
        }
    }

    /** As the descriptor language compares spellings. */
    static String folded(String spelling) {
        return squeezed(spelling).toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
    }

    private static String squeezed(String text) {
        return text.replaceAll("[\\p{C}\\p{Z}]+", " ").strip();
    }

    void write(YamlText yaml) {
        if (!lists.isEmpty()) {
            yaml.entry(0, "lists", "");
            lists.forEach((name, value) -> yaml.entry(1, name, value));
            yaml.blank();
        }
        if (!sets.isEmpty()) {
            yaml.entry(0, "value-sets", "");
            sets.forEach((name, words) -> writeSet(yaml, name, words));
            yaml.blank();
        }
    }

    private void writeSet(YamlText yaml, String name, Map<String, Set<String>> words) {
        boolean longWord = words.keySet().stream().anyMatch(word -> word.length() > LONGEST_KEY);
        if (words.size() > maxInline || longWord) {
            words.forEach((word, synonyms) -> row(name, word, synonyms));
            yaml.entry(1, name, ofTable());
            return;
        }
        if (words.values().stream().allMatch(Set::isEmpty)) {
            yaml.entry(1, name, YamlScalar.list(List.copyOf(words.keySet())));
            return;
        }
        yaml.entry(1, name, "");
        words.forEach((word, synonyms) ->
                yaml.entry(2, word, synonyms.isEmpty() ? "" : YamlScalar.list(new ArrayList<>(synonyms))));
    }

    private String ofTable() {
        isTableUsed = true;
        return "{ table: " + table + " }";
    }

    private void row(String name, String value, Set<String> synonyms) {
        rows.append(name).append('\t').append(value);
        synonyms.forEach(synonym -> rows.append('\t').append(synonym));
        rows.append('\n');
    }

    /** The table, once everything is written; empty when nothing needs one. */
    Map<String, String> tables() {
        return isTableUsed ? Map.of(table, rows.toString()) : Map.of();
    }
}
