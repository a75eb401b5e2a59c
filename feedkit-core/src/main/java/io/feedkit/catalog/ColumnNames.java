package io.feedkit.catalog;

import io.feedkit.catalog.MappingSpec.Mention;
import io.feedkit.catalog.YamlText.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The columns a mapping names: read, remembered for the check against the header, and exchanged for what a header calls them in another language.
 *
 * <p>A preset is written with the names of one language and says under {@code also} what the same columns are called elsewhere. Once a header is known, each name
 * that is not in it becomes the first of its other names that is; from then on nobody has to know about languages.
 */
final class ColumnNames {
    /** So many columns at most make one value. */
    static final int MOST_PARTS = 100;

    static final Pattern HOLE = Pattern.compile("\\{([^{}]+)}");

    private final YamlText yaml;
    private final List<String> header;
    private final Map<String, List<String>> also;
    private final String variants;
    private final List<Mention> mentions = new ArrayList<>();

    /**
     * @param header the columns of the source, or empty when they are not known yet
     * @param variants what {@link Nesting#VARIANTS} stands for, or empty
     */
    ColumnNames(YamlText yaml, List<String> header, Map<String, List<String>> also, String variants) {
        this.yaml = yaml;
        this.header = header.stream().map(ColumnPattern::fold).toList();
        this.also = also;
        this.variants = variants;
    }

    List<Mention> mentions() {
        return mentions;
    }

    /** The name of a column as the header has it. */
    String of(String written) {
        String name = variants.isEmpty() ? written : written.replace(Nesting.VARIANTS, variants);
        List<String> others = also.getOrDefault(name, List.of());
        if (others.isEmpty() || isThere(name)) {
            return name;
        }
        return others.stream().filter(this::isThere).findFirst().orElse(name);
    }

    private boolean isThere(String name) {
        ColumnPattern pattern = ColumnPattern.of(name.replace("{n}", "*"));
        return header.stream().anyMatch(pattern::matchesFolded);
    }

    String of(Value value) {
        return of(yaml.text(value));
    }

    ColumnPattern pattern(Value value) {
        return ColumnPattern.of(of(value));
    }

    List<String> list(Value value) {
        return yaml.list(value).stream().map(this::of).toList();
    }

    /** As {@link #list(Value)}, where each of them is put into every product. */
    List<String> parts(Value value) {
        return yaml.list(value, MOST_PARTS).stream().map(this::of).toList();
    }

    List<ColumnPattern> patterns(Value value) {
        return list(value).stream().map(ColumnPattern::of).toList();
    }

    /** The names that the header has; all where it has none or is not known. */
    List<String> there(List<String> names) {
        List<String> there = names.stream().filter(this::isThere).toList();
        return there.isEmpty() ? names : there;
    }

    static int holes(String template) {
        return (int) HOLE.matcher(template).results().count();
    }

    /** A text with {@code {column}} in it. */
    String template(String text) {
        Matcher hole = HOLE.matcher(text);
        StringBuilder named = new StringBuilder();
        while (hole.find()) {
            hole.appendReplacement(named, Matcher.quoteReplacement("{" + of(hole.group(1)) + "}"));
        }
        return hole.appendTail(named).toString();
    }

    /** Takes note of columns one of which should be there; {@code what} says for what. */
    void mention(List<ColumnPattern> columns, Value at, String what) {
        if (!columns.isEmpty()) {
            mentions.add(new Mention(List.copyOf(columns), at.at(), what));
        }
    }

    /** Takes note of columns that should all be there. */
    void mentionAll(List<String> columns, Value at, String what) {
        columns.forEach(column -> mention(List.of(ColumnPattern.of(column.replace("{n}", "*"))), at, what));
    }

    /** Takes note of the columns in a text with holes. */
    void mentionHoles(String template, Value at, String what) {
        Matcher hole = HOLE.matcher(template);
        while (hole.find()) {
            mention(List.of(ColumnPattern.of(hole.group(1))), at, what);
        }
    }
}
