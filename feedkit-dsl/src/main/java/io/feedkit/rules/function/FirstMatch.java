package io.feedkit.rules.function;

import io.feedkit.rules.function.PatternNet.Kind;
import io.feedkit.rules.function.PatternNet.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds where a pattern matches first, with the place RE2/J would give.
 *
 * <p>From every byte a match may begin with, a deterministic automaton runs until it dies, and the last place where it had a match is the end. Its states are ordered
 * lists of nodes: the order is that of preference, and what comes behind a match in the list is dropped, so of several matches from one place the preferred one
 * survives (leftmost first, as in Perl). What a state leads to is worked out with the next symbol in hand, so word boundaries, starts and ends are decided, not
 * granted. The table is whole when the pattern is bound and shared by all threads.
 *
 * <p>Starting again and again is quadratic for patterns such as {@code \\d+x} over long numbers; a {@link Search} has so many steps for a text as it has bytes, times
 * a constant, and then gives up in favour of RE2/J. Tried and dropped: an automaton that finds all starts at once by running backwards, twice the table for texts
 * that have a match every hundredth time.
 */
final class FirstMatch {
    private static final int MAX_NODES = 200;
    private static final int MAX_STATES = 250;
    /** As for an {@link Automaton}: hundreds of hostile patterns must not take more than thousands of usual ones. */
    private static final int MAX_CELLS = 8 * 1024;

    private static final int STEPS_PER_BYTE = 8;
    private static final int LEAST_STEPS = 64;
    private static final int MOST_STARTS = 80;
    /** Looking for the next one pays as long as it is rare. */
    private static final int MOST_EXITS = 4;

    private static final int DEAD = 0;
    private static final int ASCII = 128;

    private final byte[] columnOf;
    private final int columns;
    /** The room of a row is a power of two. */
    private final int rowBits;
    /** For each state and column where the row of the next state begins, doubled, plus 1 when a match ends before the symbol. The last column is the end of the text. */
    private final int[] table;
    /** For each state what leads out of it, if that are few symbols and no match ends before the others; else null. */
    private final @Nullable NextByte[] exits;

    private final boolean[] mayStart;
    /** Rows. */
    private final int[] starts;

    private final boolean sureBeyondAscii;
    private final NextByte nextStart;

    private FirstMatch(Tables tables) {
        columnOf = tables.columnOf;
        columns = tables.sample.length + 1;
        int states = tables.rows.size();
        rowBits = Integer.SIZE - Integer.numberOfLeadingZeros(columns - 1);
        table = new int[states << rowBits];
        exits = new NextByte[states];
        for (int state = 0; state < states; state++) {
            int[] row = tables.rows.get(state);
            for (int column = 0; column < columns; column++) {
                int next = row[column] >> 1 << rowBits;
                table[(state << rowBits) + column] = next << 1 | row[column] & 1;
            }
            exits[state] = tables.exits(state);
        }
        starts = Arrays.stream(tables.starts).map(state -> state << rowBits).toArray();
        mayStart = tables.mayStart();
        sureBeyondAscii = tables.net.isSureBeyondAscii();
        nextStart = new NextByte(mayStart);
    }

    /** Null when the places are not sure, the table would be large, the pattern matches the empty text or nearly every byte may begin a match. */
    static @Nullable FirstMatch of(PatternNet net) {
        if (net.arePlacesUnsure() || !net.isExact() || net.size() > MAX_NODES) {
            return null;
        }
        Tables tables = new Tables(net);
        if (!tables.build()) {
            return null;
        }
        FirstMatch match = new FirstMatch(tables);
        int count = 0;
        for (int symbol = 0; symbol < ASCII; symbol++) {
            count += match.mayStart[symbol] ? 1 : 0;
        }
        return count <= MOST_STARTS ? match : null;
    }

    Search search() {
        return new Search();
    }

    /** Walks through the matches of one text after the other. */
    final class Search {
        private byte[] bytes = new byte[0];
        private int from;
        private int to;
        private long steps;
        private int start;
        private int end;

        void over(byte[] text, int textFrom, int textTo) {
            bytes = text;
            from = textFrom;
            to = textTo;
            steps = (long) (textTo - textFrom) * STEPS_PER_BYTE + LEAST_STEPS;
        }

        /** Whether texts beyond ASCII are beyond it, because the pattern tells their characters apart. */
        boolean wantsAscii() {
            return !sureBeyondAscii;
        }

        int start() {
            return start;
        }

        int end() {
            return end;
        }

        /** Whether the steps for this text are used up; the last answer was none then. */
        boolean gaveUp() {
            return steps < 0;
        }

        /** Looks for the first match at or behind a place; false when there is none or it {@linkplain #gaveUp gave up}. */
        boolean next(int at) {
            byte[] text = bytes;
            int last = to;
            for (int i = nextStart.find(text, at, last); i < last; i = nextStart.find(text, i + 1, last)) {
                int found = run(text, i, last, i == from ? starts[0] : starts[isWord(text[i - 1]) ? 2 : 1]);
                if (found >= 0) {
                    start = i;
                    end = found;
                    return steps >= 0;
                }
                if (steps < 0) {
                    return false;
                }
            }
            return false;
        }

        /** Where the match that begins here ends, or -1. */
        private int run(byte[] text, int at, int last, int first) {
            int found = -1;
            int row = first;
            int i = at;
            while (row != DEAD) {
                int step = table[row + (i < last ? columnOf[text[i] & 0xFF] : columns - 1)];
                if ((step & 1) != 0) {
                    found = i;
                }
                i++;
                if (step >> 1 == row) {
                    NextByte out = exits[row >> rowBits];
                    i = out == null ? i : out.find(text, i, last);
                }
                row = step >> 1;
            }
            steps -= i - at;
            return found;
        }
    }

    static boolean isWord(byte b) {
        return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '_';
    }

    /** What a state is: nodes in order of preference, not yet followed over places, and what came before. */
    private static final class State {
        private final List<Integer> nodes;
        private final boolean atStart;
        private final boolean behindWord;

        State(List<Integer> nodes, boolean atStart, boolean behindWord) {
            this.nodes = nodes;
            this.atStart = atStart;
            this.behindWord = behindWord;
        }

        // Written out: a record makes these when they are first called, which costs more than a small table does.
        @Override
        public boolean equals(Object other) {
            return other instanceof State state
                    && nodes.equals(state.nodes)
                    && atStart == state.atStart
                    && behindWord == state.behindWord;
        }

        @Override
        public int hashCode() {
            return nodes.hashCode() * 4 + (atStart ? 2 : 0) + (behindWord ? 1 : 0);
        }
    }

    private record Followed(List<Integer> waiting, boolean matches) {}

    /** Ordered lists of nodes become states. */
    private static final class Tables {
        private final PatternNet net;
        private final byte[] columnOf = new byte[256];
        private final int[] sample;
        private final Map<State, Integer> numbers = new HashMap<>();
        private final List<State> states = new ArrayList<>();
        private final List<int[]> rows = new ArrayList<>();
        private int[] starts = {};
        private boolean matchesNothing;

        Tables(PatternNet net) {
            this.net = net;
            sample = columns();
        }

        /** Symbols that nothing tells apart share a column; gives one symbol of each. */
        private int[] columns() {
            Map<BitSet, Integer> columns = new HashMap<>();
            int[] first = new int[PatternNet.SYMBOLS];
            BitSet boundaries = net.boundaries();
            for (int symbol = 0; symbol < PatternNet.SYMBOLS; symbol++) {
                if (!boundaries.get(symbol)) {
                    columnOf[symbol] = columnOf[symbol - 1];
                    continue;
                }
                BitSet takers = new BitSet();
                for (int i = 0; i < net.size(); i++) {
                    takers.set(i, net.node(i).symbols.get(symbol));
                }
                takers.set(net.size(), net.hasEdges() && isWordSymbol(symbol));
                Integer column = columns.putIfAbsent(takers, columns.size());
                if (column == null) {
                    first[columns.size() - 1] = symbol;
                }
                columnOf[symbol] = (byte) (column == null ? columns.size() - 1 : (int) column);
            }
            return Arrays.copyOf(first, columns.size());
        }

        private static boolean isWordSymbol(int symbol) {
            return isWord((byte) symbol);
        }

        boolean build() {
            if (sample.length >= Byte.MAX_VALUE) {
                return false;
            }
            states.add(new State(List.of(), false, false));
            rows.add(new int[sample.length + 1]);
            List<Integer> first = List.of(net.start());
            starts = new int[] {
                number(new State(first, true, false)),
                number(new State(first, false, false)),
                number(new State(first, false, net.hasEdges()))
            };
            for (int number = 1; number < states.size(); number++) {
                if (states.size() > MAX_STATES || states.size() * sample.length > MAX_CELLS) {
                    return false;
                }
                fill(rows.get(number), states.get(number));
            }
            for (int start : starts) {
                for (int step : rows.get(start)) {
                    matchesNothing |= (step & 1) != 0;
                }
            }
            return !matchesNothing;
        }

        private void fill(int[] row, State state) {
            // What follows depends on the next symbol only by whether it is part of a word, or the end.
            Followed beforeOther = follow(state, false, false);
            Followed beforeWord = net.hasEdges() ? follow(state, true, false) : beforeOther;
            for (int column = 0; column < sample.length; column++) {
                boolean wordNext = net.hasEdges() && isWordSymbol(sample[column]);
                Followed followed = wordNext ? beforeWord : beforeOther;
                List<Integer> reached = new ArrayList<>();
                for (int waiting : followed.waiting) {
                    Node node = net.node(waiting);
                    if (node.symbols.get(sample[column]) && !reached.contains(node.out)) {
                        reached.add(node.out);
                    }
                }
                int next = reached.isEmpty() ? DEAD : number(new State(reached, false, wordNext));
                row[column] = next << 1 | (followed.matches ? 1 : 0);
            }
            row[sample.length] = DEAD << 1 | (follow(state, false, true).matches ? 1 : 0);
        }

        private int number(State state) {
            return numbers.computeIfAbsent(state, s -> {
                states.add(s);
                rows.add(new int[sample.length + 1]);
                return states.size() - 1;
            });
        }

        /** The nodes that wait for a symbol, in order and up to the match, if there is one. */
        private Followed follow(State state, boolean wordNext, boolean atEnd) {
            List<Integer> waiting = new ArrayList<>();
            BitSet seen = new BitSet();
            for (int node : state.nodes) {
                if (follow(node, state, wordNext, atEnd, waiting, seen)) {
                    return new Followed(waiting, true);
                }
            }
            return new Followed(waiting, false);
        }

        private boolean follow(
                int number, State state, boolean wordNext, boolean atEnd, List<Integer> waiting, BitSet seen) {
            if (seen.get(number)) {
                return false;
            }
            seen.set(number);
            Node node = net.node(number);
            boolean passes = switch (node.kind) {
                case SPLIT, GROUP -> true;
                case BEGIN -> state.atStart;
                case END -> atEnd;
                case EDGE -> state.behindWord != wordNext;
                case NO_EDGE -> state.behindWord == wordNext;
                case SYMBOLS, MATCH -> false;
            };
            if (node.kind == Kind.MATCH) {
                return true;
            }
            if (node.kind == Kind.SYMBOLS) {
                waiting.add(number);
            }
            return passes && follow(node.out, state, wordNext, atEnd, waiting, seen)
                    || node.kind == Kind.SPLIT && follow(node.other, state, wordNext, atEnd, waiting, seen);
        }

        /** What leads out of a state that a text may stay in for long, or null. */
        @Nullable
        NextByte exits(int state) {
            int staying = state << 1;
            int[] row = rows.get(state);
            boolean[] leaving = new boolean[256];
            int count = 0;
            for (int b = 0; b < leaving.length; b++) {
                leaving[b] = row[columnOf[b]] != staying;
                count += b < ASCII && leaving[b] ? 1 : 0;
            }
            if (state == DEAD || count > MOST_EXITS) {
                return null;
            }
            NextByte exits = new NextByte(leaving);
            return exits.isFast() ? exits : null;
        }

        /** By byte: whether a match may begin with it. */
        boolean[] mayStart() {
            boolean[] may = new boolean[256];
            for (int b = 0; b < may.length; b++) {
                for (int start : starts) {
                    may[b] |= rows.get(start)[columnOf[b]] >> 1 != DEAD;
                }
            }
            return may;
        }
    }
}
