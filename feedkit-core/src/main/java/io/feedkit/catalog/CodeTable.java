package io.feedkit.catalog;

import io.feedkit.batch.RecordBatch;
import io.feedkit.batch.TextBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the codes of a system mean, read from another of its files: the words of an option, of a family, or of a category with all that are above it.
 *
 * <p>Held in memory: such files are small beside the catalogue, and reading stops at a limit.
 */
final class CodeTable {
    private static final String LOCALE = "{locale}";
    private static final int ENTRY_BYTES = 96;
    /** Deeper than any category tree; a parent that is its own ancestor ends here too. */
    private static final int DEEPEST = 64;

    private final Map<String, String> parents = new HashMap<>();
    private final Map<String, Map<String, String>> labels = new HashMap<>();
    private final Set<String> scopes = new TreeSet<>();
    private final Set<String> languages = new TreeSet<>();
    private final Set<String> dropped = new HashSet<>();
    private final Map<String, Facts> facts = new HashMap<>();
    private long bytes;

    /**
     * What a file says about the column that is called like one of its codes.
     *
     * @param type of its values in our words, or empty
     * @param unit of values that state none, or empty
     */
    record Facts(String type, String unit) {
        static final Facts NONE = new Facts("", "");
    }

    /**
     * Takes in all records; false when they take more than {@code maxBytes}.
     *
     * @param language of the words, where no column says it; or empty
     */
    boolean read(RecordReader reader, MappingSpec.Table how, String language, long maxBytes) {
        dropped.addAll(how.drop());
        RecordBatch batch = new RecordBatch(new TextBuffer(64 * 1024));
        while (reader.read(batch)) {
            Families.Names names = new Families.Names(reader.columns());
            Map<String, List<Integer>> columns = labelColumns(how.label(), language, reader.columns());
            languages.addAll(columns.keySet());
            for (int row = 0; row < batch.rows(); row++) {
                take(batch, row, names, columns, how);
            }
            if (bytes > maxBytes) {
                return false;
            }
        }
        languages.remove("");
        return true;
    }

    /** The columns of the words, by language; what a language's first column does not say its next may. */
    private static Map<String, List<Integer>> labelColumns(String label, String stated, List<String> header) {
        Map<String, List<Integer>> found = new HashMap<>();
        int hole = label.indexOf(LOCALE);
        Pattern pattern = hole < 0
                ? Pattern.compile(Pattern.quote(label), Pattern.CASE_INSENSITIVE)
                : Pattern.compile(
                        Pattern.quote(label.substring(0, hole)) + "([A-Za-z]{2})(?:[-_][A-Za-z]{2,4})?"
                                + Pattern.quote(label.substring(hole + LOCALE.length())),
                        Pattern.CASE_INSENSITIVE);
        for (int column = 0; column < header.size(); column++) {
            Matcher matcher = pattern.matcher(header.get(column).strip());
            if (matcher.matches()) {
                String language = hole < 0 ? stated : matcher.group(1).toLowerCase(Locale.ROOT);
                found.computeIfAbsent(language, key -> new ArrayList<>()).add(column);
            }
        }
        return found;
    }

    private void take(
            RecordBatch batch,
            int row,
            Families.Names names,
            Map<String, List<Integer>> columns,
            MappingSpec.Table how) {
        List<String> key = new ArrayList<>();
        for (String column : how.key()) {
            key.add(names.text(batch, row, names.of(column)));
        }
        String code = String.join("\n", key);
        if (key.isEmpty() || key.get(key.size() - 1).isEmpty()) {
            return;
        }
        if (key.size() > 1) {
            scopes.add(key.get(0));
        }
        Facts said = new Facts(
                how.types().getOrDefault(names.text(batch, row, names.of(how.type())), ""),
                names.text(batch, row, names.of(how.unit())));
        if (!said.equals(Facts.NONE)) {
            facts.putIfAbsent(code, said);
        }
        String parent = names.text(batch, row, names.of(how.parent()));
        if (!parent.isEmpty()) {
            parents.putIfAbsent(code, parent);
        }
        columns.forEach((language, places) -> {
            for (int place : places) {
                String word = first(names.text(batch, row, place));
                if (!word.isEmpty()
                        && labels.computeIfAbsent(code, any -> new HashMap<>()).putIfAbsent(language, word) == null) {
                    bytes += word.length() + ENTRY_BYTES;
                }
            }
        });
        bytes += code.length() + parent.length() + ENTRY_BYTES;
    }

    /** Of several words in one cell the first: who has them by language names a column for each. */
    private static String first(String words) {
        int end = words.indexOf(TextBuffer.LIST_SEPARATOR);
        return end < 0 ? words : words.substring(0, end);
    }

    /** What is known of the column of this name. */
    Facts facts(String column) {
        return facts.getOrDefault(column, Facts.NONE);
    }

    /** Languages it has words in. */
    Set<String> languages() {
        return Collections.unmodifiableSet(languages);
    }

    /** The attributes whose codes it knows, when it has those of several. */
    Set<String> scopes() {
        return Collections.unmodifiableSet(scopes);
    }

    /** The word of a code, with the words above it before it; without a word in that language in another, at last the code itself. */
    String words(String scope, String code, String language) {
        List<String> path = new ArrayList<>();
        String at = scope.isEmpty() ? code : scope + "\n" + code;
        for (int depth = 0; depth < DEEPEST && !at.isEmpty(); depth++) {
            if (!dropped.contains(at)) {
                path.add(0, word(at, depth == 0 ? code : at, language));
            }
            at = parents.getOrDefault(at, "");
        }
        return String.join(" > ", path);
    }

    private String word(String key, String code, String language) {
        Map<String, String> words = labels.getOrDefault(key, Map.of());
        for (String wanted : List.of(language, "", "en")) {
            String word = words.get(wanted);
            if (word != null) {
                return word;
            }
        }
        return words.isEmpty() || !language.isEmpty()
                ? code
                : words.getOrDefault(new TreeSet<>(words.keySet()).first(), code);
    }
}
