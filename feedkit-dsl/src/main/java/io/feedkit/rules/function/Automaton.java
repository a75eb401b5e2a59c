package io.feedkit.rules.function;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides in one look per byte whether a pattern can match a text at all.
 *
 * <p>RE2/J takes microseconds for a title; most titles do not match, and many rules only ask whether. This is a deterministic automaton, built whole before the first text is
 * bound (Thompson's construction, then sets of states), so it is a constant table that threads share. It takes word boundaries and some classes beyond ASCII for
 * granted, so it may say yes where RE2/J says no, never the other way round; where the pattern asks for nothing of that kind, its answer is final
 * ({@link #isExact}). A pattern it cannot read, or whose table would be large, has none.
 */
final class Automaton {
    private static final int SYMBOLS = PatternNet.SYMBOLS;
    private static final int MAX_STATES = 250;
    /** Hundreds of hostile patterns must not take more than thousands of usual ones. */
    private static final int MAX_CELLS = 8 * 1024;

    private static final int ACCEPT = -1;
    /** Looking for the next one pays as long as it is rare. */
    private static final int MOST_EXITS = 4;

    private final byte[] columnOf;
    private final int columns;
    /** For each state and column where the row of the next state begins, or {@link #ACCEPT}. */
    private final short[] next;

    private final boolean[] acceptsAtEnd;
    /**
     * The row of the state in which no match has begun, if it is left by few bytes only, which are looked for then; otherwise {@link #ACCEPT}, in which nobody stays.
     */
    private final int idle;

    private final NextByte exits;
    private final boolean exact;
    private final boolean sureBeyondAscii;

    private Automaton(
            byte[] columnOf,
            int columns,
            short[] next,
            boolean[] acceptsAtEnd,
            int idle,
            boolean exact,
            boolean sureBeyondAscii) {
        this.columnOf = columnOf;
        this.columns = columns;
        this.next = next;
        this.acceptsAtEnd = acceptsAtEnd;
        boolean[] leaving = new boolean[SYMBOLS];
        int count = 0;
        for (int symbol = 0; symbol < SYMBOLS && idle != ACCEPT; symbol++) {
            leaving[symbol] = next[idle + columnOf[symbol]] != idle;
            count += leaving[symbol] ? 1 : 0;
        }
        exits = new NextByte(leaving);
        this.idle = exits.isFast() && count <= MOST_EXITS ? idle : ACCEPT;
        this.exact = exact;
        this.sureBeyondAscii = sureBeyondAscii;
    }

    /** The automaton of a net, or null when the table would be large. */
    static @Nullable Automaton of(PatternNet net) {
        return new Tables(net, net.start()).build();
    }

    /** Whether a match is certain when {@link #mayMatch} says so, if the text is ASCII. */
    boolean isExact() {
        return exact;
    }

    /** Whether that goes for all texts. */
    boolean isSureBeyondAscii() {
        return sureBeyondAscii;
    }

    boolean mayMatch(byte[] bytes, int from, int to) {
        int row = 0;
        for (int i = from; i < to; i++) {
            if (row == idle) {
                i = exits.find(bytes, i, to);
                if (i == to) {
                    break;
                }
            }
            row = next[row + columnOf[bytes[i] & 0xFF]];
            if (row == ACCEPT) {
                return true;
            }
        }
        return acceptsAtEnd[row / columns];
    }

    /** Sets of nodes become states. */
    private static final class Tables {
        private final PatternNet net;
        private final int start;
        private final byte[] columnOf = new byte[SYMBOLS];
        private final int[] sample;
        private final Map<BitSet, Integer> numbers = new HashMap<>();
        private final Deque<BitSet> open = new ArrayDeque<>();
        private final List<short[]> rows = new ArrayList<>();
        private final List<Boolean> atEnd = new ArrayList<>();

        Tables(PatternNet net, int start) {
            this.net = net;
            this.start = start;
            sample = columns();
        }

        /** Symbols that no node tells apart share a column; gives one symbol of each. */
        private int[] columns() {
            Map<BitSet, Integer> columns = new HashMap<>();
            int[] first = new int[SYMBOLS];
            BitSet boundaries = net.boundaries();
            for (int symbol = 0; symbol < SYMBOLS; symbol++) {
                if (!boundaries.get(symbol)) {
                    columnOf[symbol] = columnOf[symbol - 1];
                    continue;
                }
                BitSet takers = new BitSet();
                for (int i = 0; i < net.size(); i++) {
                    takers.set(i, net.node(i).symbols.get(symbol));
                }
                Integer column = columns.putIfAbsent(takers, columns.size());
                if (column == null) {
                    first[columns.size() - 1] = symbol;
                }
                columnOf[symbol] = (byte) (column == null ? columns.size() - 1 : (int) column);
            }
            return Arrays.copyOf(first, columns.size());
        }

        @Nullable
        Automaton build() {
            BitSet initial = new BitSet();
            reach(start, true, false, initial);
            if (isMatch(initial) || sample.length > Byte.MAX_VALUE) {
                return null;
            }
            BitSet again = new BitSet();
            reach(start, false, false, again);
            open.add(initial);
            addRow(initial, true);
            for (int number = 0; !open.isEmpty(); number++) {
                if (rows.size() > MAX_STATES || rows.size() * sample.length > MAX_CELLS) {
                    return null;
                }
                fill(rows.get(number), open.remove(), again);
            }
            short[] next = new short[rows.size() * sample.length];
            boolean[] acceptsAtEnd = new boolean[rows.size()];
            for (int i = 0; i < rows.size(); i++) {
                for (int column = 0; column < sample.length; column++) {
                    next[i * sample.length + column] = (short) row(rows.get(i)[column]);
                }
                acceptsAtEnd[i] = atEnd.get(i);
            }
            return new Automaton(
                    columnOf,
                    sample.length,
                    next,
                    acceptsAtEnd,
                    row(numbers.getOrDefault(again, ACCEPT)),
                    net.isExact() && !net.hasEdges(),
                    net.isSureBeyondAscii());
        }

        private int row(int state) {
            return state == ACCEPT ? ACCEPT : state * sample.length;
        }

        private void fill(short[] row, BitSet from, BitSet again) {
            for (int column = 0; column < sample.length; column++) {
                BitSet reached = new BitSet();
                for (int i = from.nextSetBit(0); i >= 0; i = from.nextSetBit(i + 1)) {
                    PatternNet.Node node = net.node(i);
                    if (node.symbols.get(sample[column])) {
                        reach(node.out, false, false, reached);
                    }
                }
                // A match may start at every place.
                reached.or(again);
                row[column] = (short) (isMatch(reached) ? ACCEPT : number(reached));
            }
        }

        private int number(BitSet set) {
            Integer known = numbers.get(set);
            if (known != null) {
                return known;
            }
            numbers.put(set, rows.size());
            open.add(set);
            addRow(set, false);
            return rows.size() - 1;
        }

        private void addRow(BitSet set, boolean isStart) {
            BitSet atTheEnd = new BitSet();
            for (int i = set.nextSetBit(0); i >= 0; i = set.nextSetBit(i + 1)) {
                reach(i, isStart, true, atTheEnd);
            }
            rows.add(new short[sample.length]);
            atEnd.add(isMatch(atTheEnd));
        }

        private boolean isMatch(BitSet set) {
            return set.get(PatternNet.MATCH);
        }

        /** Adds the nodes that can be reached without a symbol. */
        private void reach(int from, boolean atStart, boolean atTheEnd, BitSet into) {
            Deque<Integer> todo = new ArrayDeque<>();
            todo.push(from);
            while (!todo.isEmpty()) {
                int i = todo.pop();
                if (into.get(i)) {
                    continue;
                }
                into.set(i);
                PatternNet.Node node = net.node(i);
                switch (node.kind) {
                    case SPLIT -> {
                        todo.push(node.out);
                        todo.push(node.other);
                    }
                    case BEGIN -> pushIf(atStart, node, todo);
                    case END -> pushIf(atTheEnd, node, todo);
                    case EDGE, NO_EDGE, GROUP -> todo.push(node.out);
                    case SYMBOLS, MATCH -> {
                        // Waits for a symbol, or is the goal.
                    }
                }
            }
        }

        private static void pushIf(boolean passes, PatternNet.Node node, Deque<Integer> todo) {
            if (passes) {
                todo.push(node.out);
            }
        }
    }
}
