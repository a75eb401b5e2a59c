package io.feedkit.channel;

import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes long lists and closed sets out of the file beside the descriptor that {@code {table: operator.values.tsv}} names, as if they stood in the descriptor itself.
 *
 * <p>A table has a line of column names ({@code set}, {@code value}, then what one likes) and a line for each value: the list or set it belongs to, the value, and for a set any number of synonyms. Columns are
 * parted by tabs, there are no quotes, so nothing has to be known about CSV to write or compare one. Everything behind this class sees the values as entries of the descriptor: the limits, the
 * hash and the checks are the same.
 */
final class ValueTables {
    private static final String KEY = "table";

    private final BaseDescriptors beside;
    private final DescriptorLimits limits;
    private final Findings findings;
    private final Map<String, Map<String, List<YamlNode.Entry>>> tables = new LinkedHashMap<>();
    private int rows;

    private ValueTables(BaseDescriptors beside, DescriptorLimits limits, Findings findings) {
        this.beside = beside;
        this.limits = limits;
        this.findings = findings;
    }

    /** The descriptor with what its tables hold. */
    static YamlNode.Mapping filled(
            YamlNode.Mapping root, BaseDescriptors beside, DescriptorLimits limits, Findings findings) {
        ValueTables tables = new ValueTables(beside, limits, findings);
        List<YamlNode.Entry> entries = new ArrayList<>();
        for (YamlNode.Entry section : root.entries()) {
            boolean set = section.name().equals("value-sets");
            boolean filled = (set || section.name().equals("lists")) && section.value() instanceof YamlNode.Mapping;
            entries.add(filled ? tables.filled(section, set) : section);
        }
        return new YamlNode.Mapping(entries, root.at());
    }

    private YamlNode.Entry filled(YamlNode.Entry section, boolean set) {
        YamlNode.Mapping all = (YamlNode.Mapping) section.value();
        List<YamlNode.Entry> entries = new ArrayList<>();
        for (YamlNode.Entry entry : all.entries()) {
            Optional<YamlNode.Scalar> table = named(entry.value());
            entries.add(table.map(name -> new YamlNode.Entry(entry.key(), rows(entry, name, set)))
                    .orElse(entry));
        }
        return new YamlNode.Entry(section.key(), new YamlNode.Mapping(entries, all.at()));
    }

    /** The name of a table, where that is all an entry says; a closed set may have a word "table", which has no text behind it. */
    private static Optional<YamlNode.Scalar> named(YamlNode value) {
        return value instanceof YamlNode.Mapping mapping
                        && mapping.entries().size() == 1
                        && mapping.entries().get(0).name().equals(KEY)
                        && mapping.entries().get(0).value() instanceof YamlNode.Scalar scalar
                        && scalar.resolved() == YamlNode.Resolved.TEXT
                ? Optional.of(scalar)
                : Optional.empty();
    }

    private YamlNode rows(YamlNode.Entry entry, YamlNode.Scalar table, boolean set) {
        Map<String, List<YamlNode.Entry>> sets = tables.computeIfAbsent(table.text(), name -> read(table));
        List<YamlNode.Entry> found = sets.getOrDefault(entry.name(), List.of());
        if (found.isEmpty() && !sets.isEmpty()) {
            findings.guess(
                    ChannelProblem.UNKNOWN_NAME,
                    table.at(),
                    entry.name(),
                    sets.keySet(),
                    "not-in-table",
                    table.text(),
                    Problem.quote(entry.name()));
        }
        return set
                ? new YamlNode.Mapping(found, table.at())
                : new YamlNode.Sequence(
                        found.stream().map(row -> (YamlNode) row.key()).toList(), table.at());
    }

    private Map<String, List<YamlNode.Entry>> read(YamlNode.Scalar table) {
        if (!Forms.TABLE.matcher(table.text()).matches()) {
            findings.report(
                    ChannelProblem.BAD_VALUE,
                    table.at(),
                    "no-name-of-table",
                    Problem.quote(table.text()),
                    Forms.A_TABLE);
            return Map.of();
        }
        Optional<BaseDescriptors.Text> text = beside.table(table.text());
        if (text.isEmpty()) {
            findings.report(ChannelProblem.UNKNOWN_NAME, table.at(), "no-table", Problem.quote(table.text()));
            return Map.of();
        }
        return lines(text.get(), table);
    }

    private Map<String, List<YamlNode.Entry>> lines(BaseDescriptors.Text table, YamlNode.Scalar named) {
        Map<String, List<YamlNode.Entry>> sets = new LinkedHashMap<>();
        long number = 0;
        for (String line : (Iterable<String>) table.yaml().lines()::iterator) {
            SourcePosition at = SourcePosition.ofText(table.source(), ++number, 1);
            String[] cells = line.split("\t", -1);
            if (number == 1 && !line.startsWith("set\tvalue")) {
                findings.report(ChannelProblem.WRONG_SHAPE, at, "table-without-names");
                return Map.of();
            }
            if (number == 1 || line.isBlank()) {
                continue;
            }
            if (++rows > limits.maxNodes()) {
                findings.report(ChannelProblem.TOO_LARGE, named.at(), "too-many-lines", limits.maxNodes());
                return Map.of();
            }
            if (cells.length < 2 || cells[0].isBlank() || cells[1].isBlank()) {
                findings.report(ChannelProblem.WRONG_SHAPE, at, "line-without-value");
                continue;
            }
            sets.computeIfAbsent(cells[0], name -> new ArrayList<>()).add(row(cells, at));
        }
        return sets;
    }

    private static YamlNode.Entry row(String[] cells, SourcePosition at) {
        List<YamlNode> synonyms = new ArrayList<>();
        for (int i = 2; i < cells.length; i++) {
            if (!cells[i].isBlank()) {
                synonyms.add(text(cells[i], at));
            }
        }
        return new YamlNode.Entry(text(cells[1], at), new YamlNode.Sequence(synonyms, at));
    }

    private static YamlNode.Scalar text(String text, SourcePosition at) {
        return new YamlNode.Scalar(text, YamlNode.Resolved.TEXT, at, at);
    }
}
