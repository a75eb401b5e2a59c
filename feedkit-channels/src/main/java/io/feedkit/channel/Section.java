package io.feedkit.channel;

import io.feedkit.feed.FeedPath;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.NearMiss;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of a descriptor, read key by key. A value of the wrong shape is reported once and read as absent; keys nobody asked for are reported by
 * {@link #done}, so the keys a section knows are exactly those that are read.
 */
final class Section {
    private static final int MAX_LISTED_KEYS = 16;

    private final Findings findings;
    private final String definition;
    private final YamlNode.Mapping node;
    private final Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();

    /** @param definition name of this kind of section in the JSON Schema */
    Section(Findings findings, String definition, YamlNode.Mapping node) {
        this.findings = findings;
        this.definition = definition;
        this.node = node;
        for (YamlNode.Entry entry : entries(findings, node)) {
            entries.put(entry.name(), entry);
        }
    }

    /** The entries of a mapping whose keys are free; a key that is there twice is reported and its first value kept. */
    static List<YamlNode.Entry> entries(Findings findings, YamlNode.Mapping mapping) {
        Map<String, YamlNode.Entry> unique = new LinkedHashMap<>();
        for (YamlNode.Entry entry : mapping.entries()) {
            YamlNode.Entry first = unique.putIfAbsent(entry.name(), entry);
            if (first != null) {
                findings.report(
                        ChannelProblem.DUPLICATE_KEY,
                        entry.key().at(),
                        "duplicate-key",
                        Problem.quote(entry.name()),
                        first.key().at().line().orElse(0));
            }
        }
        return List.copyOf(unique.values());
    }

    Findings findings() {
        return findings;
    }

    SourcePosition at() {
        return node.at();
    }

    boolean has(String key) {
        return entries.containsKey(key);
    }

    Set<String> keys() {
        return entries.keySet();
    }

    /** Place of the value, or of the section when the key is absent. */
    SourcePosition at(String key) {
        YamlNode.Entry entry = entries.get(key);
        return entry == null ? node.at() : entry.value().at();
    }

    SourcePosition keyAt(String key) {
        YamlNode.Entry entry = entries.get(key);
        return entry == null ? node.at() : entry.key().at();
    }

    /** @param words key of what to say */
    void report(ChannelProblem code, SourcePosition at, String words, Object... values) {
        findings.report(code, at, words, values);
    }

    /** Declares keys without reading them. */
    void knows(String... keys) {
        asked.addAll(List.of(keys));
    }

    @Nullable
    YamlNode take(String key) {
        asked.add(key);
        YamlNode.Entry entry = entries.get(key);
        return entry == null ? null : entry.value();
    }

    void require(String key) {
        if (!has(key)) {
            report(ChannelProblem.MISSING_KEY, node.at(), "missing-key", key, "");
        }
    }

    /** @param why key of the words that say what it is for */
    void require(String key, String why) {
        if (!has(key)) {
            report(ChannelProblem.MISSING_KEY, node.at(), "missing-key", key, new DescriptorWords.Term(why));
        }
    }

    /** A text, or {@code ""} when absent. */
    String text(String key) {
        return scalarText(key, "shape.text", YamlNode.Resolved.TEXT);
    }

    String requiredText(String key) {
        require(key);
        return text(key);
    }

    /** A text, number or boolean as it is written, or {@code ""} when absent. */
    String written(String key) {
        return scalarText(
                key,
                "shape.text-or-number",
                YamlNode.Resolved.TEXT,
                YamlNode.Resolved.NUMBER,
                YamlNode.Resolved.BOOLEAN);
    }

    private String scalarText(String key, String expected, YamlNode.Resolved... allowed) {
        YamlNode value = take(key);
        if (value == null) {
            return "";
        }
        String text = textOf(value, expected, allowed);
        return text == null ? "" : text;
    }

    private @Nullable String textOf(YamlNode value, String expected, YamlNode.Resolved... allowed) {
        if (!(value instanceof YamlNode.Scalar scalar) || !List.of(allowed).contains(scalar.resolved())) {
            wrongShape(value, expected);
            return null;
        }
        if (scalar.text().isEmpty()) {
            report(ChannelProblem.BAD_VALUE, value.at(), "empty-text");
            return null;
        }
        return scalar.text();
    }

    /** @param expected key of the words for what belongs there */
    void wrongShape(YamlNode value, String expected) {
        boolean unquoted = value instanceof YamlNode.Scalar scalar
                && scalar.resolved() != YamlNode.Resolved.TEXT
                && expected.startsWith("shape.text");
        report(
                ChannelProblem.WRONG_SHAPE,
                value.at(),
                unquoted ? "wrong-shape-unquoted" : "wrong-shape",
                new DescriptorWords.Term(expected),
                value.kind());
    }

    /** A text of a fixed form. */
    String matching(String key, Pattern form, DescriptorWords.Term description) {
        String text = text(key);
        if (!text.isEmpty()) {
            checkForm(text, form, description, at(key));
        }
        return text;
    }

    /** A place in a nested feed. */
    String path(String key) {
        String path = text(key);
        if (!path.isEmpty()) {
            checkLayout(() -> FeedPath.parse(path), at(key));
        }
        return path;
    }

    /** Reports what the feed's own reader of paths and texts has against one. */
    void checkLayout(Runnable reading, SourcePosition at) {
        try {
            reading.run();
        } catch (FeedException e) {
            findings.repeat(
                    ChannelProblem.BAD_VALUE,
                    at,
                    e.problem().message(),
                    e.problem().fix());
        }
    }

    void checkForm(String text, Pattern form, DescriptorWords.Term description, SourcePosition at) {
        if (!form.matcher(text).matches()) {
            report(ChannelProblem.BAD_VALUE, at, "not-of-form", Problem.quote(text), description);
        }
    }

    boolean flag(String key, boolean whenAbsent) {
        YamlNode value = take(key);
        if (value == null) {
            return whenAbsent;
        }
        if (value instanceof YamlNode.Scalar scalar && scalar.resolved() == YamlNode.Resolved.BOOLEAN) {
            return scalar.text().toLowerCase(Locale.ROOT).equals("true");
        }
        wrongShape(value, "shape.boolean");
        return whenAbsent;
    }

    long count(String key, long least, long most, long whenAbsent) {
        BigDecimal number = decimal(key);
        if (number == null) {
            return whenAbsent;
        }
        boolean whole = number.stripTrailingZeros().scale() <= 0;
        if (!whole
                || number.compareTo(BigDecimal.valueOf(least)) < 0
                || number.compareTo(BigDecimal.valueOf(most)) > 0) {
            report(ChannelProblem.BAD_VALUE, at(key), "no-whole-number", number.toPlainString(), least);
            return whenAbsent;
        }
        return number.longValueExact();
    }

    int count(String key, int least, int whenAbsent) {
        return (int) count(key, least, Integer.MAX_VALUE - 1L, whenAbsent);
    }

    @Nullable
    BigDecimal decimal(String key) {
        YamlNode value = take(key);
        if (value == null) {
            return null;
        }
        if (value instanceof YamlNode.Scalar scalar && scalar.resolved() == YamlNode.Resolved.NUMBER) {
            try {
                return new BigDecimal(scalar.text());
            } catch (NumberFormatException e) {
                // .inf, 0x1F and the like are numbers for YAML, not for us
                report(ChannelProblem.BAD_VALUE, value.at(), "no-decimal", scalar.text());
                return null;
            }
        }
        wrongShape(value, "shape.number");
        return null;
    }

    /** One word of an enum, spelled in lower case with hyphens. */
    <E extends Enum<E>> E word(String key, Class<E> type, E whenAbsent) {
        YamlNode value = take(key);
        return value == null ? whenAbsent : word(value, type, whenAbsent);
    }

    <E extends Enum<E>> E word(YamlNode value, Class<E> type, E whenWrong) {
        String text = textOf(value, "shape.text", YamlNode.Resolved.TEXT);
        if (text == null) {
            return whenWrong;
        }
        for (E constant : type.getEnumConstants()) {
            if (spelled(constant).equals(text)) {
                return constant;
            }
        }
        List<String> words =
                Stream.of(type.getEnumConstants()).map(Section::spelled).toList();
        findings.guess(
                ChannelProblem.BAD_VALUE,
                value.at(),
                text,
                words,
                "not-one-of",
                Problem.quote(text),
                String.join(", ", words));
        return whenWrong;
    }

    static String spelled(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    <E extends Enum<E>> List<E> words(String key, Class<E> type, E whenWrong) {
        return items(key).stream().map(item -> word(item, type, whenWrong)).toList();
    }

    /** A list of texts, empty when absent. */
    List<String> texts(String key) {
        return texts(items(key), YamlNode.Resolved.TEXT);
    }

    /** A list of texts or numbers as they are written, empty when absent. */
    List<String> writtenItems(String key) {
        return texts(items(key), YamlNode.Resolved.TEXT, YamlNode.Resolved.NUMBER, YamlNode.Resolved.BOOLEAN);
    }

    List<String> texts(List<YamlNode> items, YamlNode.Resolved... allowed) {
        List<String> texts = new ArrayList<>();
        for (YamlNode item : items) {
            String text = textOf(item, allowed.length == 1 ? "shape.text" : "shape.text-or-number", allowed);
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    List<YamlNode> items(String key) {
        YamlNode value = take(key);
        if (value == null) {
            return List.of();
        }
        if (value instanceof YamlNode.Sequence sequence) {
            return sequence.items();
        }
        wrongShape(value, "shape.list");
        return List.of();
    }

    @Nullable
    Expression expression(String key) {
        YamlNode value = take(key);
        return value == null ? null : expression(value);
    }

    @Nullable
    Expression expression(YamlNode value) {
        String text = textOf(value, "shape.text", YamlNode.Resolved.TEXT);
        return text == null ? null : new Expression(text.strip(), ((YamlNode.Scalar) value).textAt());
    }

    /** A section below, or null when absent. */
    @Nullable
    Section section(String key, String belowDefinition) {
        YamlNode value = take(key);
        return value == null ? null : section(value, belowDefinition);
    }

    @Nullable
    Section section(YamlNode value, String belowDefinition) {
        if (value instanceof YamlNode.Mapping mapping) {
            return new Section(findings, belowDefinition, mapping);
        }
        wrongShape(value, "shape.mapping");
        return null;
    }

    /** The entries of a mapping with free keys, empty when absent. */
    List<YamlNode.Entry> entries(String key) {
        YamlNode value = take(key);
        if (value == null) {
            return List.of();
        }
        if (value instanceof YamlNode.Mapping mapping) {
            return entries(findings, mapping);
        }
        wrongShape(value, "shape.mapping");
        return List.of();
    }

    /** The entries of a mapping whose keys must have a form. */
    List<YamlNode.Entry> entries(String key, Pattern form, DescriptorWords.Term description) {
        List<YamlNode.Entry> below = entries(key);
        for (YamlNode.Entry entry : below) {
            checkForm(entry.name(), form, description, entry.key().at());
        }
        return below;
    }

    /** Reports two keys that exclude each other. */
    void exclude(String one, String other) {
        if (has(one) && has(other)) {
            report(ChannelProblem.CONFLICT, keyAt(other), "exclusive-keys", one, other);
        }
    }

    /** Reports a key that means nothing without another. */
    void needs(String key, String other) {
        if (has(key) && !has(other)) {
            report(ChannelProblem.CONFLICT, keyAt(key), "key-alone", key, other);
        }
    }

    /** Reports the keys nobody asked for. */
    void done() {
        findings.knows(definition, asked);
        for (YamlNode.Entry entry : entries.values()) {
            if (!asked.contains(entry.name())) {
                unknown(entry);
            }
        }
    }

    private void unknown(YamlNode.Entry entry) {
        boolean listed = asked.size() <= MAX_LISTED_KEYS
                && NearMiss.of(entry.name(), asked).isEmpty();
        String name = Problem.quote(entry.name());
        if (listed) {
            String keys = String.join(", ", new TreeSet<>(asked));
            report(ChannelProblem.UNKNOWN_KEY, entry.key().at(), "unknown-key-of-few", name, keys);
        } else {
            findings.guess(ChannelProblem.UNKNOWN_KEY, entry.key().at(), entry.name(), asked, "unknown-key", name);
        }
    }
}
