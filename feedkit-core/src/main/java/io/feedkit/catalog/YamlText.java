package io.feedkit.catalog;

import io.feedkit.problem.NearMiss;
import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemSink;
import io.feedkit.problem.SourcePosition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** YAML with the place of every key and value, so that a mistake in a file is told with its line. Every scalar is text. */
final class YamlText {
    private static final int DEEPEST = 30;
    private static final int MOST_VALUES = 100_000;
    private static final int MOST_ALIASES = 1_000;
    /** As many names as a source may have columns; a list of more is no mistake anybody makes. */
    private static final int MOST_ITEMS = 2_000;

    private final String source;
    private final ProblemSink problems;

    /** A value and where it stands. */
    record Value(Node node, SourcePosition at) {}

    YamlText(String source, ProblemSink problems) {
        this.source = source;
        this.problems = problems;
    }

    /** The document, or empty when it has none or is no YAML, which is reported. */
    Optional<Value> parse(String text) {
        return parse(text, LoadSettings.builder().setLabel(source).build());
    }

    /** As {@link #parse}, for a document that has no mistakes, as those that come with feedkit: places are not kept, and not asked for. */
    Optional<Value> parseOwn(String text) {
        return parse(
                text, LoadSettings.builder().setLabel(source).setUseMarks(false).build());
    }

    private Optional<Value> parse(String text, LoadSettings settings) {
        try {
            List<Event> events = new ArrayList<>();
            SourcePosition tooMuch = tooMuch(new ParserImpl(settings, new StreamReader(settings, text)), events);
            if (tooMuch != null) {
                report(
                        CatalogProblem.MAPPING_SYNTAX,
                        tooMuch,
                        "this is no mapping: it nests deeper than " + DEEPEST + " levels, or has more than "
                                + MOST_VALUES + " values or " + MOST_ALIASES + " aliases.",
                        "");
                return Optional.empty();
            }
            Parser parser = new Replay(events);
            return new Composer(settings, parser).getSingleNode().map(this::value);
        } catch (MarkedYamlEngineException e) {
            SourcePosition at = e.getProblemMark().map(this::position).orElse(SourcePosition.unknown(source));
            report(CatalogProblem.MAPPING_SYNTAX, at, "this is no YAML: " + e.getProblem() + ".", "");
        } catch (YamlEngineException e) {
            String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            report(CatalogProblem.MAPPING_SYNTAX, SourcePosition.unknown(source), "this is no YAML: " + message, "");
        }
        return Optional.empty();
    }

    /** Where a document gets larger than any mapping; asked first, since composing it takes a frame for each level. Keeps what it looked at. */
    private @Nullable SourcePosition tooMuch(ParserImpl events, List<Event> kept) {
        int depth = 0;
        int values = 0;
        int aliases = 0;
        while (events.hasNext()) {
            Event event = events.next();
            kept.add(event);
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> depth++;
                case MappingEnd, SequenceEnd -> depth--;
                case Scalar -> values++;
                case Alias -> aliases++;
                default -> {
                    // Starts and ends of documents hold nothing.
                }
            }
            if (depth > DEEPEST || values > MOST_VALUES || aliases > MOST_ALIASES) {
                return event.getStartMark().map(this::position).orElse(SourcePosition.unknown(source));
            }
        }
        return null;
    }

    /** Events that were read before, so that a text is scanned once. */
    private static final class Replay implements Parser {
        private final List<Event> events;
        private int next;

        Replay(List<Event> events) {
            this.events = events;
        }

        @Override
        public boolean checkEvent(Event.ID choice) {
            return hasNext() && events.get(next).getEventId() == choice;
        }

        @Override
        public Event peekEvent() {
            return events.get(next);
        }

        @Override
        public boolean hasNext() {
            return next < events.size();
        }

        @Override
        public Event next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return events.get(next++);
        }
    }

    private Value value(Node node) {
        return new Value(node, node.getStartMark().map(this::position).orElse(SourcePosition.unknown(source)));
    }

    private SourcePosition position(Mark mark) {
        return SourcePosition.ofText(source, mark.getLine() + 1L, mark.getColumn() + 1);
    }

    void report(CatalogProblem code, SourcePosition at, String message, String fix) {
        problems.report(new Problem(code, at, message, fix));
    }

    /** The keys and values of a map, in order. A key outside {@code allowed} is reported and left out, unless nothing is said to be allowed. */
    Map<String, Value> map(Value value, List<String> allowed) {
        return map(value, allowed, MOST_ITEMS);
    }

    /** Words and what they mean, which may be as many as a document holds. */
    Map<String, Value> words(Value value) {
        return map(value, List.of(), MOST_VALUES);
    }

    /** As {@link #map(Value, List)}; what is beyond {@code most} is reported and left out. */
    Map<String, Value> map(Value value, List<String> allowed, int most) {
        Map<String, Value> found = new LinkedHashMap<>();
        if (!(value.node instanceof MappingNode mapping)) {
            wrong(value, "a map of keys and values");
            return found;
        }
        for (NodeTuple tuple : few(mapping.getValue(), most, value)) {
            Value key = value(tuple.getKeyNode());
            String name = key.node instanceof ScalarNode scalar ? scalar.getValue() : "";
            if (!allowed.isEmpty() && !allowed.contains(name)) {
                report(
                        CatalogProblem.MAPPING_KEY,
                        key.at,
                        Problem.quote(name) + " means nothing here.",
                        nearOrAll(name, allowed));
            } else if (found.putIfAbsent(name, value(tuple.getValueNode())) != null) {
                report(CatalogProblem.MAPPING_VALUE, key.at, Problem.quote(name) + " is given twice.", "Keep one.");
            }
        }
        return found;
    }

    /** A scalar as text; empty when it is none, which is reported. */
    String text(Value value) {
        if (value.node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        wrong(value, "a text");
        return "";
    }

    boolean isText(Value value) {
        return value.node instanceof ScalarNode;
    }

    boolean isMap(Value value) {
        return value.node instanceof MappingNode;
    }

    /** The elements of a list; a single value is a list of one. */
    List<Value> list(Value value) {
        return list(value, MOST_ITEMS);
    }

    /** As {@link #list(Value)}; what is beyond {@code most} is reported and left out. */
    List<Value> list(Value value, int most) {
        List<Value> found = new ArrayList<>();
        if (value.node instanceof SequenceNode sequence) {
            few(sequence.getValue(), most, value).forEach(node -> found.add(value(node)));
        } else {
            found.add(value);
        }
        return found;
    }

    private <T> List<T> few(List<T> all, int most, Value value) {
        if (all.size() <= most) {
            return all;
        }
        report(
                CatalogProblem.MAPPING_VALUE,
                value.at,
                "there are " + all.size() + " entries, where at most " + most + " make sense.",
                "Name groups of columns with an asterisk, or take out what is not needed.");
        return all.subList(0, most);
    }

    List<String> texts(Value value) {
        return list(value).stream().map(this::text).toList();
    }

    boolean flag(Value value) {
        String text = text(value);
        if (!text.equals("true") && !text.equals("false")) {
            wrong(value, "true or false");
        }
        return text.equals("true");
    }

    private static String nearOrAll(String word, List<String> known) {
        String question = NearMiss.question(word, known);
        return question.isEmpty() ? "Known are " + String.join(", ", known) + "." : question;
    }

    /** One of some words; anything else is reported. */
    Optional<String> oneOf(Value value, List<String> known) {
        String text = isText(value) ? text(value) : "";
        if (known.contains(text)) {
            return Optional.of(text);
        }
        wrong(value, "one of " + String.join(", ", known), NearMiss.question(text, known));
        return Optional.empty();
    }

    void wrong(Value value, String expected) {
        wrong(value, expected, "");
    }

    void wrong(Value value, String expected, String fix) {
        String found = value.node instanceof ScalarNode scalar
                ? Problem.quote(scalar.getValue())
                : value.node instanceof MappingNode ? "a map" : "a list";
        report(CatalogProblem.MAPPING_VALUE, value.at, "found " + found + ", expected " + expected + ".", fix);
    }
}
