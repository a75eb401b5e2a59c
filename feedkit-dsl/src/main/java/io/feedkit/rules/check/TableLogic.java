package io.feedkit.rules.check;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of a table match which inputs, column by column: a row matches when each of its cells does, and a cell asks about one input. So the rows that match are what the columns
 * leave of all rows, and no product of all inputs is ever written out.
 */
final class TableLogic {
    private static final int MOST_STEPS = 5_000;

    private final Search.Budget budget;
    private final int rows;
    private final List<Column> columns = new ArrayList<>();
    private int steps;

    /** Two rows and an input that both match. */
    record Overlap(int first, int second, String witness) {}

    /**
     * A row nobody reaches.
     *
     * @param by the row that matches whatever this one matches, or -1 when it takes several
     */
    record Useless(int row, int by, String witness) {}

    /** One input: its cells, and for each of its values the rows that may match and those that do. */
    private static final class Column {
        final World world;
        final @Nullable Variable variable;
        final List<Point> points;
        final List<BitSet> may = new ArrayList<>();
        final List<BitSet> must = new ArrayList<>();
        /** For each row the values that it certainly matches. */
        final List<BitSet> matched = new ArrayList<>();

        final BitSet tested = new BitSet();
        final boolean answerable;
        private final Map<String, Integer> texts = new HashMap<>();
        private final BitSet others = new BitSet();

        Column(Typed input, List<@Nullable Typed> cells, Search.Budget budget) {
            List<Typed> asked = new ArrayList<>();
            for (Typed cell : cells) {
                if (cell != null) {
                    asked.add(cell);
                }
            }
            world = World.of(asked);
            variable = world.like(input);
            points = variable == null ? List.of(Point.SOME) : variable.points();
            long parts =
                    asked.stream().mapToLong(cell -> Walk.size(cell).parts()).sum();
            answerable = world.isAnswerable() && budget.take(parts * points.size());
            if (!answerable) {
                return;
            }
            for (int p = 0; p < points.size(); p++) {
                may.add(new BitSet());
                must.add(new BitSet());
                if (points.get(p).kind() == Point.Kind.TEXT) {
                    texts.put(points.get(p).text(), p);
                } else {
                    others.set(p);
                }
            }
            for (int row = 0; row < cells.size(); row++) {
                Typed cell = cells.get(row);
                tested.set(row, cell != null);
                match(row, cell);
            }
        }

        private void match(int row, @Nullable Typed cell) {
            matched.add(new BitSet());
            BitSet named = cell == null ? null : named(cell);
            if (named == null) {
                for (int p = 0; p < points.size(); p++) {
                    note(row, p, truth(cell, points.get(p)));
                }
                return;
            }
            named.or(others);
            for (int p = named.nextSetBit(0); p >= 0; p = named.nextSetBit(p + 1)) {
                note(row, p, truth(cell, points.get(p)));
            }
            int unnamed = named.nextClearBit(0);
            int truths = unnamed < points.size() ? truth(cell, points.get(unnamed)) : Truth.FALSE;
            for (int p = unnamed; p < points.size() && truths != Truth.FALSE; p = named.nextClearBit(p + 1)) {
                note(row, p, truths);
            }
        }

        private void note(int row, int p, int truths) {
            if (Truth.mayBe(truths, Truth.TRUE)) {
                may.get(p).set(row);
            }
            if (Truth.isOnly(truths, Truth.TRUE)) {
                must.get(p).set(row);
                matched.get(row).set(p);
            }
        }

        private int truth(@Nullable Typed cell, Point point) {
            if (variable != null) {
                variable.assign(point);
            }
            return cell == null ? Truth.TRUE : world.truth(cell);
        }

        /** The texts that a cell lists, as values of this input, if that is all it does: it tells no others apart. */
        private @Nullable BitSet named(Typed cell) {
            if (!(cell instanceof Typed.OneOf oneOf) || world.variable(oneOf.value()) != variable) {
                return null;
            }
            BitSet named = new BitSet();
            for (Typed element : oneOf.elements()) {
                Point point = element instanceof Typed.Constant constant ? Point.of(constant.value()) : null;
                if (point == null || point.kind() != Point.Kind.TEXT) {
                    return null;
                }
                Integer known = texts.get(point.text());
                if (known != null) {
                    named.set(known);
                }
            }
            return named;
        }

        /** The first value that two rows certainly match, or -1. */
        int matchedByBoth(int first, int second) {
            for (int p = 0; p < points.size(); p++) {
                if (must.get(p).get(first) && must.get(p).get(second)) {
                    return p;
                }
            }
            return -1;
        }

        String witness(int point) {
            if (variable == null) {
                return "";
            }
            variable.assign(points.get(point));
            return variable.witness();
        }
    }

    /**
     * The rows of a table.
     *
     * @param inputs what its inputs stand for
     * @param cells per row and input the test, or null where the cell takes everything
     */
    TableLogic(List<Typed> inputs, List<List<@Nullable Typed>> cells, Search.Budget budget) {
        this.budget = budget;
        for (int c = 0; c < inputs.size(); c++) {
            int column = c;
            List<@Nullable Typed> tests = new ArrayList<>();
            cells.forEach(row -> tests.add(row.get(column)));
            columns.add(new Column(inputs.get(c), tests, budget));
        }
        // A table without rows to speak of is one nothing is known about.
        rows = columns.stream().allMatch(column -> column.answerable) ? cells.size() : 0;
    }

    /** For each row that shares inputs with an earlier one, the first such. */
    List<Overlap> overlaps() {
        List<Overlap> found = new ArrayList<>();
        for (int row = 1; row < rows; row++) {
            BitSet shared = new BitSet();
            shared.set(0, row);
            for (Column column : columns) {
                BitSet here = new BitSet();
                column.matched.get(row).stream().forEach(p -> here.or(column.must.get(p)));
                shared.and(here);
            }
            int first = shared.nextSetBit(0);
            if (first >= 0) {
                found.add(new Overlap(first, row, witness(first, row)));
            }
        }
        return found;
    }

    /** An input that both rows match, or empty where a cell asks for more than is known of any. */
    private String witness(int first, int second) {
        List<String> parts = new ArrayList<>();
        for (Column column : columns) {
            if (column.tested.get(first) || column.tested.get(second)) {
                int point = column.matchedByBoth(first, second);
                if (point < 0) {
                    return "";
                }
                parts.add(column.witness(point));
            }
        }
        return parts.stream().filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
    }

    /** The rows that rows before them forestall, whatever the inputs. */
    List<Useless> useless() {
        List<Useless> found = new ArrayList<>();
        for (int row = 1; row < rows; row++) {
            BitSet before = new BitSet();
            before.set(0, row);
            steps = MOST_STEPS;
            if (isReachable(row) && !escapes(row, before, 0, new HashSet<>()) && steps > 0) {
                int by = coverer(row);
                found.add(new Useless(row, by, witnessOf(row, by)));
            }
        }
        return found;
    }

    private String witnessOf(int row, int by) {
        String witness = "";
        for (int earlier = Math.max(by, 0); earlier < row && witness.isEmpty(); earlier++) {
            witness = witness(earlier, row);
        }
        return witness;
    }

    private boolean isReachable(int row) {
        return columns.stream().allMatch(column -> column.may.stream().anyMatch(matching -> matching.get(row)));
    }

    /** Whether some input of a row is matched by none of these. True when nobody knows. */
    private boolean escapes(int row, BitSet before, int next, Set<List<Object>> seen) {
        if (before.isEmpty() || steps-- <= 0 || !budget.take(columns.size())) {
            return true;
        }
        if (next == columns.size() || !seen.add(List.of(next, before.clone()))) {
            return false;
        }
        Column column = columns.get(next);
        for (int p = 0; p < column.points.size(); p++) {
            if (column.may.get(p).get(row)) {
                BitSet left = (BitSet) before.clone();
                left.and(column.must.get(p));
                if (escapes(row, left, next + 1, seen)) {
                    return true;
                }
            }
        }
        return false;
    }

    private int coverer(int row) {
        for (int earlier = 0; earlier < row; earlier++) {
            int candidate = earlier;
            boolean covers = columns.stream().allMatch(column -> {
                for (int p = 0; p < column.points.size(); p++) {
                    if (column.may.get(p).get(row) && !column.must.get(p).get(candidate)) {
                        return false;
                    }
                }
                return true;
            });
            if (covers) {
                return earlier;
            }
        }
        return -1;
    }

    /**
     * Inputs that are all there and that no row matches, or null when there are none or nobody knows.
     *
     * @param arguments what a call gives for the inputs, which may allow fewer values
     */
    @Nullable
    String gap(List<Typed> arguments) {
        if (rows == 0) {
            return null;
        }
        BitSet all = new BitSet();
        all.set(0, rows);
        steps = MOST_STEPS;
        int[] chosen = new int[columns.size()];
        int depth = uncovered(all, 0, arguments, chosen, new HashSet<>());
        if (depth < 0) {
            return null;
        }
        List<String> parts = new ArrayList<>();
        for (int c = 0; c < depth; c++) {
            if (!isEmptyWithout(c, depth, chosen)) {
                parts.add(columns.get(c).witness(chosen[c]));
            } else {
                chosen[c] = -1;
            }
        }
        return parts.stream().filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
    }

    private boolean isEmptyWithout(int left, int depth, int[] chosen) {
        BitSet alive = new BitSet();
        alive.set(0, rows);
        for (int c = 0; c < depth; c++) {
            if (c != left && chosen[c] >= 0) {
                alive.and(columns.get(c).may.get(chosen[c]));
            }
        }
        return alive.isEmpty();
    }

    /** How many inputs it takes to leave no row, or -1. */
    private int uncovered(BitSet alive, int next, List<Typed> arguments, int[] chosen, Set<List<Object>> seen) {
        if (alive.isEmpty()) {
            return next;
        }
        if (next == columns.size()
                || steps-- <= 0
                || !budget.take(columns.size())
                || !seen.add(List.of(next, alive.clone()))) {
            return -1;
        }
        Column column = columns.get(next);
        for (int p = 0; p < column.points.size(); p++) {
            if (isUsual(column.points.get(p)) && allows(arguments.get(next), column, p)) {
                chosen[next] = p;
                BitSet left = (BitSet) alive.clone();
                left.and(column.may.get(p));
                int depth = uncovered(left, next + 1, arguments, chosen, seen);
                if (depth >= 0) {
                    return depth;
                }
            }
        }
        return -1;
    }

    /** A missing input has no row by right, and an amount of another currency is another mistake. */
    private static boolean isUsual(Point point) {
        return point.kind() != Point.Kind.MISSING && point.kind() != Point.Kind.FOREIGN;
    }

    private static boolean allows(Typed argument, Column column, int p) {
        Point point = column.points.get(p);
        if (argument instanceof Typed.Constant constant) {
            Point given = Point.of(constant.value());
            boolean named = given != null && column.points.contains(given);
            return named ? Objects.equals(given, point) : column.variable == null || isLike(given, point);
        }
        if (argument instanceof Typed.Read read && !read.attribute().values().isEmpty()) {
            List<String> words = read.attribute().values();
            return point.kind() == Point.Kind.TEXT
                    ? words.contains(point.text())
                    : point.kind() != Point.Kind.OTHER || !namesAll(column, words);
        }
        return true;
    }

    /** Whether a constant that no cell names is in the cell of a point; only of texts that is known. */
    private static boolean isLike(@Nullable Point given, Point point) {
        return given != null && given.kind() == Point.Kind.TEXT && point.kind() == Point.Kind.OTHER;
    }

    private static boolean namesAll(Column column, List<String> words) {
        return words.stream().allMatch(word -> column.points.contains(Point.text(word)));
    }
}
