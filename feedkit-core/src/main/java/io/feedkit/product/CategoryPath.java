package io.feedkit.product;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a product stands in a tree of categories: {@code Home > Kitchen > Kettles}.
 *
 * <p><b>Shape:</b> one or more segments from the root down, none blank, none with blanks at its ends. A segment may contain any character: one that contains
 * the separator it is formatted with reads back as two.
 *
 * @param segments the names from the root down
 */
public record CategoryPath(List<String> segments) implements Comparable<CategoryPath> {
    private static final String SEPARATOR = ">";

    public CategoryPath {
        segments = List.copyOf(segments);
        if (segments.isEmpty()) {
            throw new IllegalArgumentException("a category path has at least one segment");
        }
        for (String segment : segments) {
            if (segment.isEmpty() || !segment.equals(Blank.strip(segment))) {
                throw new IllegalArgumentException("a segment is blank or has blanks at its ends: '" + segment + "'");
            }
        }
    }

    public static CategoryPath of(String... segments) {
        return new CategoryPath(List.of(segments));
    }

    /** Reads {@code Home > Kitchen}. */
    public static Reading<CategoryPath> read(String text) {
        return read(text, SEPARATOR);
    }

    /** Reads a path with another separator: {@code /}, {@code |}, {@code ::}. Empty segments are left out, as in {@code /home//kitchen/}. */
    public static Reading<CategoryPath> read(String text, String separator) {
        List<String> segments = parts(text, separator);
        return segments.isEmpty() ? Reading.missing() : Reading.parsed(new CategoryPath(segments));
    }

    static List<String> parts(String text, String separator) {
        String bare = Blank.strip(separator);
        String cut = bare.isEmpty() ? separator : bare;
        if (cut.isEmpty()) {
            throw new IllegalArgumentException("the separator is empty");
        }
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int at = text.indexOf(cut); from <= text.length(); at = text.indexOf(cut, from)) {
            int to = at < 0 ? text.length() : at;
            String part = Blank.strip(text.substring(from, to));
            if (!part.isEmpty()) {
                parts.add(part);
            }
            from = at < 0 ? text.length() + 1 : at + cut.length();
        }
        return parts;
    }

    public int depth() {
        return segments.size();
    }

    /** The deepest segment. */
    public String leaf() {
        return segments.get(segments.size() - 1);
    }

    public boolean startsWith(CategoryPath ancestor) {
        return depth() >= ancestor.depth()
                && segments.subList(0, ancestor.depth()).equals(ancestor.segments);
    }

    /** The segments with {@code separator} between them, as it stands. */
    public String format(String separator) {
        return String.join(separator, segments);
    }

    /** Segment by segment, an ancestor before its descendants. */
    @Override
    public int compareTo(CategoryPath other) {
        int common = Math.min(depth(), other.depth());
        for (int i = 0; i < common; i++) {
            int order = segments.get(i).compareTo(other.segments.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(depth(), other.depth());
    }

    /** {@code Home > Kitchen > Kettles}. */
    @Override
    public String toString() {
        return format(" > ");
    }
}
