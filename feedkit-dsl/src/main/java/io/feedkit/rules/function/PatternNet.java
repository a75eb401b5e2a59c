package io.feedkit.rules.function;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a pattern and builds its net from the end to the start: every part is told which node follows it. A repeated part is read once per copy.
 *
 * <p>The net takes bytes of valid UTF-8. A character beyond ASCII that stands for itself is its bytes; a class that takes any of them takes a first byte and all that
 * follow. What tells characters beyond ASCII apart in other ways is taken for granted, and {@link #isSureBeyondAscii} says so.
 */
final class PatternNet {
    /** How many symbols there are: one for each byte. */
    static final int SYMBOLS = 256;
    /** In what a part takes, next to the characters of ASCII: all others. */
    private static final int HIGH = 128;

    private static final int MAX_NODES = 500;

    enum Kind {
        SYMBOLS,
        SPLIT,
        BEGIN,
        END,
        /** {@code \b}: between a letter, digit or underscore of ASCII and anything else. */
        EDGE,
        NO_EDGE,
        /** Notes a place: {@code other} is twice the number of a group, plus 1 where it ends. */
        GROUP,
        MATCH
    }

    /** A node of the nondeterministic automaton; {@code out} and {@code other} are where it leads. */
    static final class Node {
        final Kind kind;
        final BitSet symbols;
        int out;
        int other;

        Node(Kind kind, BitSet symbols, int out, int other) {
            this.kind = kind;
            this.symbols = symbols;
            this.out = out;
            this.other = other;
        }
    }

    private final String regex;
    private final boolean ignoreCase;
    private final boolean multiline;
    private final boolean dotAll;
    private final List<Node> nodes = new ArrayList<>();
    private int at;
    private int start;
    private boolean gaveUp;
    private boolean exact = true;
    private boolean hasEdges;
    private boolean placesUnsure;
    private boolean takesHigh;
    private boolean highUnsure;
    private final Map<Integer, Integer> groups = new HashMap<>();

    private PatternNet(String regex, String flags) {
        this.regex = regex;
        ignoreCase = flags.indexOf('i') >= 0;
        multiline = flags.indexOf('m') >= 0;
        dotAll = flags.indexOf('s') >= 0;
    }

    /** The net of a pattern that RE2/J has accepted, or null when it holds something this cannot read or is large. */
    static @Nullable PatternNet read(String regex, String flags) {
        PatternNet net = new PatternNet(regex, flags);
        net.numberGroups();
        net.start = net.alternatives(net.add(Kind.MATCH, new BitSet(), -1, -1));
        return net.gaveUp || net.at < regex.length() ? null : net;
    }

    /** The match is the first node of every net. */
    static final int MATCH = 0;

    int start() {
        return start;
    }

    Node node(int number) {
        return nodes.get(number);
    }

    int size() {
        return nodes.size();
    }

    /** Whether this net matches exactly the ASCII texts that the pattern matches. */
    boolean isExact() {
        return exact;
    }

    /** Whether what this net says of texts beyond ASCII is as good as what it says of others. */
    boolean isSureBeyondAscii() {
        // Between the bytes of one character there is no edge of a word, which \\B would take for a place.
        return !highUnsure && !(takesHigh && hasEdges);
    }

    /** The bytes that some node, or an edge, tells apart from the byte before; all others go with that one. */
    BitSet boundaries() {
        BitSet boundaries = new BitSet(SYMBOLS);
        boundaries.set(0);
        for (Node node : nodes) {
            for (int from = node.symbols.nextSetBit(0); from >= 0; ) {
                int to = node.symbols.nextClearBit(from);
                boundaries.set(from);
                boundaries.set(to);
                from = node.symbols.nextSetBit(to);
            }
        }
        if (hasEdges) {
            "0:A[_`a{".chars().forEach(boundaries::set);
        }
        return boundaries;
    }

    boolean hasEdges() {
        return hasEdges;
    }

    /** Whether the order of the nodes does not tell which of several matches at one place is meant. */
    boolean arePlacesUnsure() {
        return placesUnsure;
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
    private int alternatives(int follow) {
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
                int first = atom(part[0], loop);
                nodes.get(loop).out = first;
                // Where the repeated part may be empty, RE2/J has rules of its own.
                placesUnsure |= leadsWithoutSymbol(first, loop, new BitSet());
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

    private boolean leadsWithoutSymbol(int from, int to, BitSet seen) {
        if (from == to) {
            return true;
        }
        if (from < 0 || seen.get(from)) {
            return false;
        }
        seen.set(from);
        Node node = nodes.get(from);
        return node.kind != Kind.SYMBOLS
                && (leadsWithoutSymbol(node.out, to, seen)
                        || node.kind == Kind.SPLIT && leadsWithoutSymbol(node.other, to, seen));
    }

    /** Builds the atom written at {@code place}. */
    private int atom(int place, int follow) {
        at = place;
        int c = regex.codePointAt(at);
        at += Character.charCount(c);
        switch (c) {
            case '(':
                return group(place, follow);
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
                if (c >= HIGH && !ignoreCase) {
                    return bytes(Character.toString(c).getBytes(StandardCharsets.UTF_8), follow);
                }
                BitSet one = new BitSet(SYMBOLS);
                add(one, c);
                return symbols(one, follow);
        }
    }

    private int group(int place, int follow) {
        groupHead();
        Integer number = groups.get(place);
        if (number == null) {
            return alternatives(follow);
        }
        int inside = alternatives(add(Kind.GROUP, new BitSet(), follow, 2 * number + 1));
        return add(Kind.GROUP, new BitSet(), inside, 2 * number);
    }

    /** Counts the groups in the order they are written; a repeated one is built several times under one number. */
    private void numberGroups() {
        while (more()) {
            int place = at;
            if (regex.charAt(at) == '(') {
                at++;
                boolean named = regex.startsWith("?P<", at);
                if (named || !regex.startsWith("?", at)) {
                    groups.put(place, groups.size() + 1);
                }
            } else if (regex.charAt(at) == ')' || regex.charAt(at) == '|') {
                at++;
            } else {
                skipAtom();
            }
        }
        at = 0;
    }

    private int bytes(byte[] utf8, int follow) {
        int node = follow;
        for (int i = utf8.length - 1; i >= 0; i--) {
            BitSet one = new BitSet(SYMBOLS);
            one.set(utf8[i] & 0xFF);
            node = add(Kind.SYMBOLS, one, node, -1);
        }
        return node;
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
                placesUnsure = true;
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
                at++;
                hasEdges = true;
                return add(c == 'b' ? Kind.EDGE : Kind.NO_EDGE, new BitSet(), follow, -1);
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
                highUnsure |= ignoreCase && (c == 'w' || c == 'W');
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
        all.set(0, HIGH + 1);
        return all;
    }

    /** Adds a character with its case variants. K and s have some beyond ASCII, and any character beyond may be theirs. */
    private void add(BitSet symbols, int c) {
        if (c >= HIGH) {
            symbols.set(HIGH);
            highUnsure = true;
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
                highUnsure = true;
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

    /** One character: a byte of ASCII, or a first byte and those that follow. */
    private int symbols(BitSet symbols, int follow) {
        boolean high = symbols.get(HIGH);
        symbols.clear(HIGH);
        int node = add(Kind.SYMBOLS, symbols, follow, -1);
        if (!high || gaveUp) {
            return node;
        }
        takesHigh = true;
        BitSet firsts = new BitSet(SYMBOLS);
        firsts.set(0xC0, SYMBOLS);
        BitSet others = new BitSet(SYMBOLS);
        others.set(HIGH, 0xC0);
        int loop = add(Kind.SPLIT, new BitSet(), -1, follow);
        int again = add(Kind.SYMBOLS, others, loop, -1);
        int first = add(Kind.SYMBOLS, firsts, loop, -1);
        if (gaveUp) {
            return 0;
        }
        nodes.get(loop).out = again;
        return add(Kind.SPLIT, new BitSet(), node, first);
    }
}
