package io.feedkit.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The columns of a source and those the mapping makes itself, with what is known about them so far. */
final class Header {
    final List<String> names = new ArrayList<>();
    final List<Integer> numbers = new ArrayList<>();
    final Map<String, Integer> byFoldedName = new HashMap<>();
    final Map<Integer, MappedColumn> mapped = new LinkedHashMap<>();
    /** How many attributes are made of a column. */
    final Map<Integer, Integer> uses = new HashMap<>();

    /** The names as they are compared, in the order of {@link #names}. */
    final List<String> folded = new ArrayList<>();

    private final Map<Integer, String> byNumber = new HashMap<>();
    private final Function<String, List<byte[]>> blanksOf;
    private int nodes;

    Header(Function<String, List<byte[]>> blanksOf) {
        this.blanksOf = blanksOf;
    }

    /** A number for the next text node, under which batches keep what it makes. */
    int node() {
        return nodes++;
    }

    void addColumn(String name, int number) {
        String plain = add(name, number);
        if (plain.isEmpty()) {
            mapped.put(number, MappedColumn.unread(name, "no name"));
        } else if (byFoldedName.putIfAbsent(plain, number) != null) {
            mapped.put(number, MappedColumn.unread(name, "another column has the same name"));
        }
    }

    void addMade(String name, int number) {
        if (byFoldedName.putIfAbsent(add(name, number), number) != null) {
            mapped.put(number, MappedColumn.unread(name, "a column has the same name"));
        }
    }

    private String add(String name, int number) {
        String plain = ColumnPattern.fold(name);
        names.add(name);
        numbers.add(number);
        folded.add(plain);
        byNumber.putIfAbsent(number, name);
        return plain;
    }

    String nameOf(int column) {
        return byNumber.getOrDefault(column, "");
    }

    boolean isFree(int index) {
        return !mapped.containsKey(numbers.get(index));
    }

    /** Whether some column of that name is there. */
    boolean has(ColumnPattern pattern) {
        return folded.stream().anyMatch(pattern::matchesFolded);
    }

    Texts cell(int column) {
        List<byte[]> blanks = blanksOf.apply(nameOf(column));
        Texts cell = new Texts.Cell(column);
        return blanks.isEmpty() ? cell : new Texts.Without(cell, node(), blanks);
    }

    Optional<Texts> present(String column) {
        Integer number = byFoldedName.get(ColumnPattern.fold(column));
        if (number == null) {
            return Optional.empty();
        }
        uses.merge(number, 1, Integer::sum);
        return Optional.of(cell(number));
    }

    List<Texts> present(List<String> columns) {
        return columns.stream().flatMap(column -> present(column).stream()).toList();
    }
}
