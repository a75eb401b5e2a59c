package io.feedkit.feed;

import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where a field stands inside a record of a nested feed: {@code prices/price/@currency}.
 *
 * <p>Steps are parted by {@code /}. A step is an element of XML or a key of JSON; the last may be an attribute ({@code @currency}) or {@code .}, the text of the
 * element before it. What a step needs beside the value stands in brackets: {@code attrs/a[@name=EAN]} is an element {@code a} with an attribute {@code name},
 * {@code PARAM[PARAM_NAME=Colour]/VAL} one with an element of its own before the value. {@code price[]/amount} is, in JSON, a list of one object. Two fields that share their first steps
 * stand in one element.
 *
 * @param steps at least one
 */
public record FeedPath(List<Step> steps) {

    /** What a step is. */
    public enum Kind {
        /** An element or a key. */
        ELEMENT,
        /** An attribute of the element before it. */
        ATTRIBUTE,
        /** The text of the element before it; the name is {@code .}. */
        TEXT
    }

    /**
     * One step.
     *
     * @param name without {@code @} and brackets
     * @param fixed what always stands in the element
     * @param listed whether JSON writes a list with this one object
     */
    public record Step(String name, Kind kind, List<Fixed> fixed, boolean listed) {
        public Step {
            fixed = List.copyOf(fixed);
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(kind == Kind.ATTRIBUTE ? "@" : "").append(name);
            fixed.forEach(each -> text.append(each.attribute() ? "[@" : "[")
                    .append(each.name())
                    .append('=')
                    .append(each.value())
                    .append(']'));
            return text.append(listed ? "[]" : "").toString();
        }
    }

    /** A text that stands in an element whenever the element does, as an attribute or as an element of its own. */
    public record Fixed(String name, boolean attribute, String value) {}

    public FeedPath {
        steps = List.copyOf(steps);
    }

    /** Reads a path; throws a {@link FeedException} that says what is wrong with it. */
    public static FeedPath parse(String text) {
        return new Reader(text).path();
    }

    /** Whether nothing but the name of one element or key. */
    public boolean isPlain() {
        return steps.size() == 1
                && steps.get(0).kind() == Kind.ELEMENT
                && steps.get(0).fixed().isEmpty()
                && !steps.get(0).listed();
    }

    /** The same place with a namespace prefix at every element that has none. */
    public FeedPath withPrefix(String prefix) {
        return new FeedPath(steps.stream()
                .map(step -> step.kind() == Kind.ELEMENT && step.name().indexOf(':') < 0
                        ? new Step(prefix + ":" + step.name(), step.kind(), step.fixed(), step.listed())
                        : step)
                .toList());
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return steps.stream().map(Step::toString).collect(Collectors.joining("/"));
    }

    public Step last() {
        return steps.get(steps.size() - 1);
    }

    /** All steps but the last. */
    public List<Step> above() {
        return steps.subList(0, steps.size() - 1);
    }

    /** One reading of a path. */
    private static final class Reader {
        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        FeedPath path() {
            List<Step> steps = new ArrayList<>();
            do {
                steps.add(step());
            } while (take('/'));
            if (at < text.length()) {
                throw bad("something stands behind its end");
            }
            for (Step step : steps.subList(0, steps.size() - 1)) {
                if (step.kind() != Kind.ELEMENT) {
                    throw bad("only the last step can be an attribute or a text");
                }
            }
            return new FeedPath(steps);
        }

        private Step step() {
            if (take('.')) {
                return new Step(".", Kind.TEXT, List.of(), false);
            }
            Kind kind = take('@') ? Kind.ATTRIBUTE : Kind.ELEMENT;
            String name = until("/[");
            if (name.isEmpty()) {
                throw bad("a step has no name");
            }
            List<Fixed> fixed = new ArrayList<>();
            boolean listed = false;
            while (take('[')) {
                if (take(']')) {
                    listed = true;
                    continue;
                }
                boolean attribute = take('@');
                String key = until("=]");
                if (key.isEmpty() || !take('=')) {
                    throw bad("a bracket holds neither nothing nor name=value");
                }
                fixed.add(new Fixed(key, attribute, until("]")));
                if (!take(']')) {
                    throw bad("a bracket is not closed");
                }
            }
            if (kind == Kind.ATTRIBUTE && (listed || !fixed.isEmpty())) {
                throw bad("an attribute has no brackets");
            }
            return new Step(name, kind, fixed, listed);
        }

        private boolean take(char sought) {
            boolean found = at < text.length() && text.charAt(at) == sought;
            if (found) {
                at++;
            }
            return found;
        }

        private String until(String ends) {
            int start = at;
            while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return text.substring(start, at);
        }

        private FeedException bad(String why) {
            return new FeedException(new Problem(
                    FeedProblem.BAD_LAYOUT,
                    SourcePosition.unknown("layout"),
                    Problem.quote(text) + " is no path to a field: " + why + ".",
                    "Write steps such as prices/price/@currency or attrs/a[@name=EAN]."));
        }
    }
}
