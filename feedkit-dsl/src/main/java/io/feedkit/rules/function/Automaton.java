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
 * <p>RE2/J takes microseconds for a title; most titles do not match, and many rules only ask whether. This is a deterministic automaton, built whole when the pattern is
 * bound (Thompson's construction, then sets of states), so it is a constant table that threads share. It takes all bytes beyond ASCII as one symbol and word
 * boundaries for granted, so it may say yes where RE2/J says no, never the other way round; where the text is ASCII and the pattern asks for nothing of
 * that kind, its answer is final ({@link #isExact}). A pattern it cannot read, or whose table would be large, has none.
 */
final class Automaton {
    private static final int HIGH = 128;
    private static final int SYMBOLS = 129;
    private static final int MAX_NODES = 500;
    private static final int MAX_STATES = 250;
    /** Hundreds of hostile patterns must not take more than thousands of usual ones. */
    private static final int MAX_CELLS = 8 * 1024;

    private static final int ACCEPT = -1;

    private final byte[] columnOf;
    private final int columns;
    private final short[] next;
    private final boolean[] acceptsAtEnd;
    private final boolean exact;

    private Automaton(byte[] columnOf, int columns, short[] next, boolean[] acceptsAtEnd, boolean exact) {
        this.columnOf = columnOf;
        this.columns = columns;
        this.next = next;
        this.acceptsAtEnd = acceptsAtEnd;
        this.exact = exact;
    }

    /** The automaton of a pattern that RE2/J has accepted, or null. */
    static @Nullable Automaton of(String regex, String flags) {
        Net net = new Net(regex, flags);
        int start = net.alternatives(net.match());
        if (net.gaveUp || net.at < regex.length()) {
            return null;
        }
        return new Tables(net, start).build();
    }

    /** Whether a match of an ASCII text is certain when {@link #mayMatch} says so. */
    boolean isExact() {
        return exact;
    }

    boolean mayMatch(byte[] bytes, int from, int to) {
        int state = 0;
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            state = next[state * columns + columnOf[b >= 0 ? b : HIGH]];
            if (state == ACCEPT) {
                return true;
            }
        }
        return acceptsAtEnd[state];
    }

    private enum Kind {
        SYMBOLS,
        SPLIT,
        BEGIN,
        END,
        MATCH
    }

    /** A node of the nondeterministic automaton; {@code out} and {@code other} are where it leads. */
    private static final class Node {
        private final Kind kind;
        private final BitSet symbols;
        private int out;
        private int other;

        Node(Kind kind, BitSet symbols, int out, int other) {
            this.kind = kind;
            this.symbols = symbols;
            this.out = out;
            this.other = other;
        }
    }

    /**
     * Reads a pattern and builds its net from the end to the start: every part is told which node follows it. A repeated part is read once per copy.
     */
    private static final class Net {
        private final String regex;
        private final boolean ignoreCase;
        private final boolean multiline;
        private final boolean dotAll;
        private final List<Node> nodes = new ArrayList<>();
        private int at;
        private boolean gaveUp;
        private boolean exact = true;

        Net(String regex, String flags) {
            this.regex = regex;
            ignoreCase = flags.indexOf('i') >= 0;
            multiline = flags.indexOf('m') >= 0;
            dotAll = flags.indexOf('s') >= 0;
        }

        int match() {
            return add(Kind.MATCH, new BitSet(), -1, -1);
        }

        private int add(Kind kind, BitSet symbols, int out, int other) {
            if (nodes.size() >= MAX_NODES) {
                gaveUp = true;
                return 0;
            }
            nodes.add(new Node(kind, symbols, out, other));
            return nodes.size() - 1;
        }

        private boolean more() {
            return at < regex.length() && !gaveUp;
        }

        /** Reads branches parted by bars and returns where they start. */
        int alternatives(int follow) {
            int start = branch(follow);
            while (more() && regex.charAt(at) == '|') {
                at++;
                start = add(Kind.SPLIT, new BitSet(), start, branch(follow));
            }
            return start;
        }

        private int branch(int follow) {
            // Parts are read from left to right but must be built from right to left: so find their places first.
            List<int[]> parts = new ArrayList<>();
            while (more() && regex.charAt(at) != '|' && regex.charAt(at) != ')') {
                int start = at;
                skipAtom();
                int end = at;
                int[] repeat = repeat();
                parts.add(new int[] {start, end, repeat[0], repeat[1]});
            }
            int behind = at;
            int node = follow;
            for (int i = parts.size() - 1; i >= 0 && !gaveUp; i--) {
                node = repeated(parts.get(i), node);
            }
            at = behind;
            return node;
        }

        private int repeated(int[] part, int follow) {
            int min = part[2];
            int max = part[3];
            int node = follow;
            if (max < 0) {
                int loop = add(Kind.SPLIT, new BitSet(), -1, follow);
                if (!gaveUp) {
                    nodes.get(loop).out = atom(part[0], loop);
                }
                node = loop;
            } else {
                for (int i = min; i < max && !gaveUp; i++) {
                    node = add(Kind.SPLIT, new BitSet(), atom(part[0], node), follow);
                }
            }
            for (int i = 0; i < min && !gaveUp; i++) {
                node = atom(part[0], node);
            }
            return node;
        }

        /** Builds the atom written at {@code place}. */
        private int atom(int place, int follow) {
            at = place;
            int c = regex.codePointAt(at);
            at += Character.charCount(c);
            switch (c) {
                case '(':
                    groupHead();
                    return alternatives(follow);
                case '^':
                    return anchor(Kind.BEGIN, follow);
                case '$':
                    return anchor(Kind.END, follow);
                case '.':
                    BitSet any = all();
                    any.set('\n', dotAll);
                    return symbols(any, follow);
                case '[':
                    return symbols(bracket(), follow);
                case '\\':
                    return escape(follow);
                default:
                    BitSet one = new BitSet(SYMBOLS);
                    add(one, c);
                    return symbols(one, follow);
            }
        }

        private int anchor(Kind kind, int follow) {
            if (multiline) {
                exact = false;
                return follow;
            }
            return add(kind, new BitSet(), follow, -1);
        }

        private void groupHead() {
            if (at < regex.length() && regex.charAt(at) == '?') {
                if (regex.startsWith("?:", at)) {
                    at += 2;
                } else if (regex.startsWith("?P<", at)) {
                    at = regex.indexOf('>', at) + 1;
                } else {
                    gaveUp = true;
                }
            }
        }

        /** Moves behind an atom without building it. */
        private void skipAtom() {
            int c = regex.codePointAt(at);
            at += Character.charCount(c);
            if (c == '[') {
                bracket();
            } else if (c == '\\') {
                skipEscape();
            } else if (c == '(') {
                groupHead();
                while (more() && regex.charAt(at) != ')') {
                    if (regex.charAt(at) == '|') {
                        at++;
                    } else {
                        skipAtom();
                        repeat();
                    }
                }
                gaveUp |= at >= regex.length();
                at++;
            }
        }

        private void skipEscape() {
            if (at >= regex.length()) {
                gaveUp = true;
                return;
            }
            char c = regex.charAt(at++);
            if ((c == 'p' || c == 'P') && at < regex.length()) {
                int close = regex.charAt(at) == '{' ? regex.indexOf('}', at) : at;
                gaveUp |= close < 0;
                at = close + 1;
            }
        }

        /** The least and greatest number of times, -1 for no end. */
        private int[] repeat() {
            int min = 1;
            int max = 1;
            while (at < regex.length()) {
                char c = regex.charAt(at);
                if (c == '*' || c == '+' || c == '?') {
                    at++;
                    min = c == '+' ? min : 0;
                    max = c == '?' ? max : -1;
                } else if (c == '{' && countEnd() > 0) {
                    int end = countEnd();
                    String[] counts = regex.substring(at + 1, end).split(",", -1);
                    min *= Integer.parseInt(counts[0]);
                    boolean open = counts.length > 1 && counts[1].isEmpty();
                    max = open || max < 0 ? -1 : max * Integer.parseInt(counts[counts.length - 1]);
                    at = end + 1;
                } else {
                    break;
                }
                // A ? behind a repeat makes it lazy, which changes where it matches, not whether.
                if (at < regex.length() && regex.charAt(at) == '?') {
                    at++;
                }
            }
            return new int[] {min, max};
        }

        /** Where the brace of a count such as {2,5} closes, or -1 when the brace is just a brace. */
        private int countEnd() {
            int end = at + 1;
            while (end < regex.length() && Character.isDigit(regex.charAt(end))) {
                end++;
            }
            if (end == at + 1 || end - at > 5) {
                return -1;
            }
            if (end < regex.length() && regex.charAt(end) == ',') {
                end++;
                int second = end;
                while (end < regex.length() && Character.isDigit(regex.charAt(end)) && end - second < 5) {
                    end++;
                }
            }
            return end < regex.length() && regex.charAt(end) == '}' ? end : -1;
        }

        private int escape(int follow) {
            BitSet symbols = new BitSet(SYMBOLS);
            char c = at < regex.length() ? regex.charAt(at) : 0;
            switch (c) {
                case 'b', 'B':
                    exact = false;
                    return follow;
                case 'A':
                    return add(Kind.BEGIN, new BitSet(), follow, -1);
                case 'z':
                    return add(Kind.END, new BitSet(), follow, -1);
                default:
                    addEscaped(symbols);
                    return symbols(symbols, follow);
            }
        }

        /** Adds what the escape behind a backslash stands for, here or in a class. */
        private void addEscaped(BitSet symbols) {
            int before = at;
            char c = at < regex.length() ? regex.charAt(at) : 0;
            skipEscape();
            switch (c) {
                case 'd', 'D', 'w', 'W', 's', 'S':
                    symbols.or(perl(c));
                    // The Kelvin sign is a k to those who ignore case.
                    symbols.set(HIGH, symbols.get(HIGH) || ignoreCase && c == 'w');
                    return;
                case 'p', 'P':
                    // Unicode's classes are not told apart.
                    exact = false;
                    symbols.or(all());
                    return;
                case 'n':
                    symbols.set('\n');
                    return;
                case 't':
                    symbols.set('\t');
                    return;
                case 'r':
                    symbols.set('\r');
                    return;
                default:
                    boolean isSign = c > ' ' && c < 0x80 && !Character.isLetterOrDigit(c) || c == ' ';
                    if (isSign) {
                        add(symbols, c);
                    } else {
                        at = before;
                        gaveUp = true;
                    }
            }
        }

        private static BitSet perl(char name) {
            BitSet symbols = new BitSet(SYMBOLS);
            for (int c = 0; c < HIGH; c++) {
                boolean digit = c >= '0' && c <= '9';
                boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
                boolean blank = c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
                boolean in = switch (name) {
                    case 'd', 'D' -> digit;
                    case 'w', 'W' -> digit || letter;
                    default -> blank;
                };
                symbols.set(c, in != Character.isUpperCase(name));
            }
            symbols.set(HIGH, Character.isUpperCase(name));
            return symbols;
        }

        private static BitSet all() {
            BitSet all = new BitSet(SYMBOLS);
            all.set(0, SYMBOLS);
            return all;
        }

        /** Adds a character with its case variants. K and s have some beyond ASCII, and any character beyond may be theirs. */
        private void add(BitSet symbols, int c) {
            if (c >= HIGH) {
                symbols.set(HIGH);
                if (ignoreCase) {
                    exact = false;
                    "kKsS".chars().forEach(symbols::set);
                }
                return;
            }
            symbols.set(c);
            if (ignoreCase && Character.isLetter(c)) {
                symbols.set(c ^ 0x20);
                if ("kKsS".indexOf(c) >= 0) {
                    symbols.set(HIGH);
                }
            }
        }

        private BitSet bracket() {
            BitSet symbols = new BitSet(SYMBOLS);
            boolean negated = more() && regex.charAt(at) == '^';
            at += negated ? 1 : 0;
            boolean first = true;
            while (more() && (first || regex.charAt(at) != ']')) {
                first = false;
                int low = regex.codePointAt(at);
                if (low == '[' && regex.startsWith("[:", at)) {
                    gaveUp = true;
                    return symbols;
                }
                at += Character.charCount(low);
                if (low == '\\') {
                    if (isRangeAfterEscape()) {
                        gaveUp = true;
                        return symbols;
                    }
                    addEscaped(symbols);
                } else {
                    addRange(symbols, low);
                }
            }
            gaveUp |= at >= regex.length();
            at++;
            if (negated) {
                // A negated class of ASCII letters holds their variants beyond, and nearly all of that anyway.
                symbols.flip(0, HIGH);
                symbols.set(HIGH);
            }
            return symbols;
        }

        private boolean isRangeAfterEscape() {
            return at + 2 < regex.length() && regex.charAt(at + 1) == '-' && regex.charAt(at + 2) != ']';
        }

        private void addRange(BitSet symbols, int low) {
            boolean isRange = at + 1 < regex.length() && regex.charAt(at) == '-' && regex.charAt(at + 1) != ']';
            if (!isRange) {
                add(symbols, low);
                return;
            }
            at++;
            int high = regex.codePointAt(at);
            at += Character.charCount(high);
            if (high == '\\' || high == '[') {
                gaveUp = true;
                return;
            }
            for (int c = low; c <= Math.min(high, HIGH - 1); c++) {
                add(symbols, c);
            }
            if (high >= HIGH) {
                add(symbols, high);
            }
        }

        /** One character: an ASCII byte, or one or more bytes beyond. */
        private int symbols(BitSet symbols, int follow) {
            int node = add(Kind.SYMBOLS, symbols, follow, -1);
            if (!symbols.get(HIGH) || gaveUp) {
                return node;
            }
            BitSet high = new BitSet(SYMBOLS);
            high.set(HIGH);
            int loop = add(Kind.SPLIT, new BitSet(), -1, follow);
            int again = add(Kind.SYMBOLS, high, loop, -1);
            int many = add(Kind.SYMBOLS, high, loop, -1);
            if (gaveUp) {
                return 0;
            }
            nodes.get(loop).out = again;
            symbols.clear(HIGH);
            return add(Kind.SPLIT, new BitSet(), node, many);
        }
    }

    /** Sets of nodes become states. */
    private static final class Tables {
        private final Net net;
        private final int start;
        private final byte[] columnOf = new byte[SYMBOLS];
        private final int[] sample;
        private final Map<BitSet, Integer> numbers = new HashMap<>();
        private final Deque<BitSet> open = new ArrayDeque<>();
        private final List<short[]> rows = new ArrayList<>();
        private final List<Boolean> atEnd = new ArrayList<>();

        Tables(Net net, int start) {
            this.net = net;
            this.start = start;
            sample = columns();
        }

        /** Symbols that no node tells apart share a column; gives one symbol of each. */
        private int[] columns() {
            Map<BitSet, Integer> columns = new HashMap<>();
            int[] first = new int[SYMBOLS];
            for (int symbol = 0; symbol < SYMBOLS; symbol++) {
                BitSet takers = new BitSet();
                for (int i = 0; i < net.nodes.size(); i++) {
                    takers.set(i, net.nodes.get(i).symbols.get(symbol));
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
                System.arraycopy(rows.get(i), 0, next, i * sample.length, sample.length);
                acceptsAtEnd[i] = atEnd.get(i);
            }
            return new Automaton(columnOf, sample.length, next, acceptsAtEnd, net.exact);
        }

        private void fill(short[] row, BitSet from, BitSet again) {
            for (int column = 0; column < sample.length; column++) {
                BitSet reached = new BitSet();
                for (int i = from.nextSetBit(0); i >= 0; i = from.nextSetBit(i + 1)) {
                    Node node = net.nodes.get(i);
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
            // The match is the first node of every net.
            return set.get(0);
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
                Node node = net.nodes.get(i);
                switch (node.kind) {
                    case SPLIT -> {
                        todo.push(node.out);
                        todo.push(node.other);
                    }
                    case BEGIN -> pushIf(atStart, node, todo);
                    case END -> pushIf(atTheEnd, node, todo);
                    case SYMBOLS, MATCH -> {
                        // Waits for a symbol, or is the goal.
                    }
                }
            }
        }

        private static void pushIf(boolean passes, Node node, Deque<Integer> todo) {
            if (passes) {
                todo.push(node.out);
            }
        }
    }
}
