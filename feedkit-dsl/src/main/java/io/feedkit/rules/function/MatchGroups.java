package io.feedkit.rules.function;

import io.feedkit.rules.function.PatternNet.Kind;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Finds the groups of a match whose place is known.
 *
 * <p>{@link FirstMatch} says where a match begins and ends; which part of it is which group, a walk through the net tells that takes the preferred way first and goes back
 * where it fails. It enters no node twice at one place, so it takes no more steps than there are nodes times bytes. Matches for which that is much are left to RE2/J.
 */
final class MatchGroups {
    private static final int MOST_VISITS = 4 * 1024;
    private static final int PLACE = 0;

    private final Kind[] kinds;
    private final BitSet[] symbols;
    private final int[] outs;
    private final int[] others;
    private final int start;
    private final int count;

    MatchGroups(PatternNet net, int groups) {
        int size = net.size();
        kinds = new Kind[size];
        symbols = new BitSet[size];
        outs = new int[size];
        others = new int[size];
        for (int i = 0; i < size; i++) {
            kinds[i] = net.node(i).kind;
            symbols[i] = net.node(i).symbols;
            outs[i] = net.node(i).out;
            others[i] = net.node(i).other;
        }
        start = net.start();
        count = groups;
    }

    Walk walk() {
        return new Walk();
    }

    /** Goes through one match after the other. */
    final class Walk {
        /** Start and end of each group, -1 for one that took no part; those of the whole match are not filled in. */
        private final int[] places = new int[2 * count + 2];

        private final BitSet seen = new BitSet();
        /** Ways not taken yet, three numbers each: a node and a place, or a group's place to be put back. */
        private int[] open = new int[96];

        private int size;

        int place(int number) {
            return places[number];
        }

        /** Finds the groups of the match at {@code matchFrom..matchTo} in the text {@code from..to}; false when it is too long for that. */
        boolean find(byte[] bytes, int from, int to, int matchFrom, int matchTo) {
            int width = matchTo - matchFrom + 1;
            if ((long) width * kinds.length > MOST_VISITS) {
                return false;
            }
            Arrays.fill(places, -1);
            seen.clear();
            size = 0;
            int node = start;
            int at = matchFrom;
            while (kinds[node] != Kind.MATCH) {
                int visit = node * width + at - matchFrom;
                boolean passes = !seen.get(visit) && passes(node, bytes, from, to, at, matchTo);
                seen.set(visit);
                if (passes) {
                    at += kinds[node] == Kind.SYMBOLS ? 1 : 0;
                    node = outs[node];
                } else {
                    for (size -= 3; open[size] != PLACE; size -= 3) {
                        places[open[size + 1]] = open[size + 2];
                    }
                    node = open[size + 1];
                    at = open[size + 2];
                }
            }
            return true;
        }

        /** Whether the way leads on from a node; notes what has to be done when it leads nowhere. */
        private boolean passes(int node, byte[] bytes, int from, int to, int at, int matchTo) {
            switch (kinds[node]) {
                case SYMBOLS:
                    return at < matchTo && symbols[node].get(bytes[at] & 0xFF);
                case SPLIT:
                    push(PLACE, others[node], at);
                    return true;
                case GROUP:
                    push(1, others[node], places[others[node]]);
                    places[others[node]] = at;
                    return true;
                case BEGIN:
                    return at == from;
                case END:
                    return at == to;
                default:
                    boolean behindWord = at > from && FirstMatch.isWord(bytes[at - 1]);
                    boolean beforeWord = at < to && FirstMatch.isWord(bytes[at]);
                    return (behindWord != beforeWord) == (kinds[node] == Kind.EDGE);
            }
        }

        private void push(int what, int number, int place) {
            if (size == open.length) {
                open = Arrays.copyOf(open, 2 * size);
            }
            open[size++] = what;
            open[size++] = number;
            open[size++] = place;
        }
    }
}
