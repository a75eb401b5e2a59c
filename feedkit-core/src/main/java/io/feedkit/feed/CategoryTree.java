package io.feedkit.feed;

import io.feedkit.batch.Fingerprint;
import io.feedkit.batch.TextBuffer;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The categories that products of a file are in, with all above them, each once and in the order of their names: whatever the order in which products came, the list is the same.
 *
 * <p>A category has a number that follows from its names down from the top and from nothing else, so it has the same one in every file, run and feed; another name is another category. Numbers have
 * fifteen digits: channels take eighteen at most, and what keeps numbers as floating points loses none. For one thread.
 */
public final class CategoryTree {
    /** No file lists more, so that a catalogue in which every product has a category of its own cannot fill the memory. */
    static final int MOST = 100_000;

    private static final long LEAST_NUMBER = 100_000_000_000_000L;
    private static final long NUMBERS = 9 * LEAST_NUMBER;
    private static final byte SEPARATOR = '>';

    private final Node top = new Node(Fingerprint.START, "");
    /** By the fingerprint of the names, those above before those below. */
    private final Map<Long, Node> known = new LinkedHashMap<>();

    private final Set<Long> numbers = new HashSet<>();

    /** An empty list. */
    public CategoryTree() {}

    /**
     * A category of the list.
     *
     * @param parent the number of the one above, 0 at the top
     * @param isLeaf whether there is none below
     */
    public record Category(long number, long parent, String name, boolean isLeaf) {}

    /** A category with those right below it. */
    private static final class Node {
        private final long fingerprint;
        private final String name;
        private final @Nullable Node above;
        private final Map<String, Node> below = new TreeMap<>();

        /** The top. */
        Node(long fingerprint, String name) {
            this(fingerprint, name, null);
        }

        Node(long fingerprint, String name, @Nullable Node above) {
            this.fingerprint = fingerprint;
            this.name = name;
            this.above = above;
        }

        Category category() {
            Node parent = above;
            long over = parent == null || parent.above == null ? 0 : number(parent.fingerprint);
            return new Category(number(fingerprint), over, name, below.isEmpty());
        }
    }

    /** The number of the category that a text such as {@code Home > Kettles} names, 0 when it names none. */
    public static long number(byte[] source, long path) {
        long fingerprint = fingerprint(source, path);
        return fingerprint == Fingerprint.START ? 0 : number(fingerprint);
    }

    private static long number(long fingerprint) {
        return LEAST_NUMBER + Long.remainderUnsigned(Fingerprint.end(fingerprint), NUMBERS);
    }

    private static long fingerprint(byte[] source, long path) {
        long fingerprint = Fingerprint.START;
        int end = TextBuffer.end(path);
        for (int from = TextBuffer.start(path); from < end; ) {
            int to = TextBuffer.indexOf(SEPARATOR, source, from, end);
            long name = stripped(source, from, to);
            fingerprint = TextBuffer.length(name) == 0 ? fingerprint : Fingerprint.with(fingerprint, source, name);
            from = to + 1;
        }
        return fingerprint;
    }

    private static long stripped(byte[] source, int start, int end) {
        int from = start;
        int to = end;
        while (from < to && isBlank(source[from])) {
            from++;
        }
        while (to > from && isBlank(source[to - 1])) {
            to--;
        }
        return TextBuffer.slice(from, to);
    }

    private static boolean isBlank(byte b) {
        return b >= 0 && b <= ' ';
    }

    /** Adds the category that a text names, and all above it. */
    public void add(byte[] source, long path) {
        long whole = fingerprint(source, path);
        if (whole == Fingerprint.START || known.containsKey(whole)) {
            return;
        }
        Node place = top;
        int end = TextBuffer.end(path);
        for (int from = TextBuffer.start(path); from < end; ) {
            int to = TextBuffer.indexOf(SEPARATOR, source, from, end);
            long name = stripped(source, from, to);
            if (TextBuffer.length(name) > 0) {
                long fingerprint = Fingerprint.with(place.fingerprint, source, name);
                Node there = known.get(fingerprint);
                place = there == null ? child(place, fingerprint, text(source, name)) : there;
            }
            from = to + 1;
        }
    }

    private static String text(byte[] source, long slice) {
        return new String(source, TextBuffer.start(slice), TextBuffer.length(slice), StandardCharsets.UTF_8);
    }

    private Node child(Node above, long fingerprint, String name) {
        Node made = new Node(fingerprint, name, above);
        if (known.size() == MOST) {
            throw bad(
                    "More than " + MOST + " categories are used, and each is listed in the feed.",
                    "Let a rule give products fewer categories.");
        }
        if (!numbers.add(number(fingerprint))) {
            throw bad(
                    "Two categories have the same number, one of them is " + Problem.quote(name) + ".",
                    "Give that category a name that is a little different.");
        }
        known.put(fingerprint, made);
        above.below.put(name, made);
        return made;
    }

    private static FeedException bad(String message, String fix) {
        return new FeedException(
                new Problem(FeedProblem.BAD_CATEGORIES, SourcePosition.unknown("categories"), message, fix));
    }

    /** Adds all of another list. */
    public void addAll(CategoryTree other) {
        other.known.forEach((fingerprint, node) -> {
            Node above = node.above;
            if (above != null && !known.containsKey(fingerprint)) {
                Node place = above == other.top ? top : known.get(above.fingerprint);
                child(place == null ? top : place, fingerprint, node.name);
            }
        });
    }

    /** Whether it has all of another list. */
    public boolean holds(CategoryTree other) {
        return known.keySet().containsAll(other.known.keySet());
    }

    public boolean isEmpty() {
        return known.isEmpty();
    }

    /** Forgets all of them. */
    public void clear() {
        known.clear();
        numbers.clear();
        top.below.clear();
    }

    /** Shows each category before those below it, and those next to each other in the order of their names. */
    public void forEach(Consumer<Category> each) {
        Deque<Iterator<Node>> way = new ArrayDeque<>();
        way.push(top.below.values().iterator());
        while (!way.isEmpty()) {
            if (way.peek().hasNext()) {
                Node next = way.peek().next();
                each.accept(next.category());
                way.push(next.below.values().iterator());
            } else {
                way.pop();
            }
        }
    }
}
