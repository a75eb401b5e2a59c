package io.feedkit.catalog;

import io.feedkit.catalog.MappingSpec.From;
import io.feedkit.product.Currencies;
import io.feedkit.product.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds in a header what a mapping says an attribute comes from. */
final class SourceFinder {
    private static final Pattern DIVIDED = Pattern.compile("(.+)/(10{1,9})");

    private final Header header;

    SourceFinder(Header header) {
        this.header = header;
    }

    /** The alternatives that are there; the columns they read as they stand are added to {@code cells}. */
    List<Target.Source> find(From from, List<Integer> cells) {
        if (from instanceof From.Cell cell) {
            return cells(cell.column(), cells);
        }
        if (from instanceof From.Constant constant) {
            return List.of(made(new Texts.Constant(Texts.utf8(constant.text()), header.node())));
        }
        if (from instanceof From.Join join) {
            List<Texts> parts = header.present(join.columns());
            return parts.isEmpty()
                    ? List.of()
                    : List.of(made(new Texts.Joined(parts, Texts.utf8(join.with()), header.node())));
        }
        if (from instanceof From.Template template) {
            return template(template.text());
        }
        if (from instanceof From.Sum sum) {
            return sum(sum, cells);
        }
        return all((From.All) from, cells);
    }

    /** The first column makes the value; those added to it may not be there. */
    private List<Target.Source> sum(From.Sum from, List<Integer> cells) {
        List<Texts> parts = header.present(from.columns());
        Integer first =
                header.byFoldedName.get(ColumnPattern.fold(from.columns().get(0)));
        if (first == null) {
            return List.of();
        }
        for (String column : from.columns()) {
            Integer number = header.byFoldedName.get(ColumnPattern.fold(column));
            if (number != null) {
                cells.add(number);
            }
        }
        return List.of(new Target.Source(new Target.SumParts(parts), first, "", null));
    }

    private static Target.Source made(Texts texts) {
        return new Target.Source(texts, -1, "", null);
    }

    private List<Target.Source> all(From.All from, List<Integer> cells) {
        List<Texts> parts = new ArrayList<>();
        for (String column : from.columns()) {
            ColumnPattern pattern = ColumnPattern.of(column);
            for (int i = 0; i < header.names.size(); i++) {
                if (pattern.matchesFolded(header.folded.get(i)) && !cells.contains(header.numbers.get(i))) {
                    cells.add(header.numbers.get(i));
                    parts.add(header.cell(header.numbers.get(i)));
                }
            }
        }
        return parts.isEmpty() ? List.of() : List.of(made(new Target.AllParts(parts)));
    }

    private List<Target.Source> cells(ColumnPattern pattern, List<Integer> cells) {
        List<Target.Source> found = new ArrayList<>();
        for (int i = 0; i < header.names.size(); i++) {
            String name = header.names.get(i);
            boolean sameName =
                    header.byFoldedName.getOrDefault(header.folded.get(i), -1).equals(header.numbers.get(i));
            if (sameName && pattern.matchesFolded(header.folded.get(i))) {
                String currency = pattern.hole("currency", name).toUpperCase(Locale.ROOT);
                if (!currency.isEmpty() && !Currencies.isKnown(currency)) {
                    // Three letters that are none: a name that only looks like it, or a currency long gone.
                    continue;
                }
                Unit unit = Unit.named(pattern.hole("unit", name)).orElse(null);
                cells.add(header.numbers.get(i));
                found.add(new Target.Source(header.cell(header.numbers.get(i)), header.numbers.get(i), currency, unit));
            }
        }
        return found;
    }

    /** A column, or what its whole numbers are divided by a power of ten: {@code cents/100}. */
    private Optional<Texts> hole(String name) {
        Matcher divided = DIVIDED.matcher(name);
        if (header.byFoldedName.containsKey(ColumnPattern.fold(name)) || !divided.matches()) {
            return header.present(name);
        }
        int digits = divided.group(2).length() - 1;
        return header.present(divided.group(1)).map(texts -> new Texts.Divided(texts, digits, header.node()));
    }

    private List<Target.Source> template(String text) {
        List<byte[]> between = new ArrayList<>();
        List<Texts> holes = new ArrayList<>();
        Matcher hole = ColumnNames.HOLE.matcher(text);
        int from = 0;
        while (hole.find()) {
            Optional<Texts> texts = hole(hole.group(1));
            if (texts.isEmpty()) {
                return List.of();
            }
            between.add(Texts.utf8(text.substring(from, hole.start())));
            holes.add(texts.get());
            from = hole.end();
        }
        between.add(Texts.utf8(text.substring(from)));
        return List.of(made(new Texts.Template(between, holes, header.node())));
    }
}
