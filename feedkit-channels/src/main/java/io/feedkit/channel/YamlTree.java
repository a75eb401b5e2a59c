package io.feedkit.channel;

import io.feedkit.problem.SourcePosition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Builds the tree of one YAML document from parser events.
 *
 * <p>The library's own composer is not used: it recurses as deep as the document nests and expands aliases without counting, and a descriptor may come from
 * a tenant. Events arrive without recursion, so depth and number of nodes are checked while the tree grows; an alias costs as many nodes as it repeats.
 */
final class YamlTree {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final String source;
    private final DescriptorLimits limits;
    private final Iterator<Event> events;
    private final ScalarResolver resolver = new CoreScalarResolver(false);
    private final Map<Anchor, YamlNode> anchors = new HashMap<>();
    private int nodes;

    private YamlTree(String source, DescriptorLimits limits, Iterator<Event> events) {
        this.source = source;
        this.limits = limits;
        this.events = events;
    }

    static Optional<YamlNode> read(String source, String yaml, DescriptorLimits limits, Findings findings) {
        String text = yaml.startsWith(BYTE_ORDER_MARK) ? yaml.substring(1) : yaml;
        if (text.codePointCount(0, text.length()) > limits.maxCodePoints()) {
            findings.report(
                    ChannelProblem.TOO_LARGE, SourcePosition.unknown(source), "too-long", limits.maxCodePoints());
            return Optional.empty();
        }
        LoadSettings settings = LoadSettings.builder()
                .setLabel(source)
                .setCodePointLimit(Integer.MAX_VALUE)
                .build();
        try {
            Iterator<Event> events = new ParserImpl(settings, new StreamReader(settings, text));
            return Optional.ofNullable(new YamlTree(source, limits, events).document());
        } catch (TooLarge e) {
            findings.report(ChannelProblem.TOO_LARGE, e.at, e.words, e.value);
        } catch (Unsupported e) {
            findings.report(ChannelProblem.SYNTAX, e.at, e.words, e.value);
        } catch (MarkedYamlEngineException e) {
            findings.report(
                    ChannelProblem.SYNTAX,
                    e.getProblemMark().map(mark -> place(source, mark)).orElse(SourcePosition.unknown(source)),
                    "not-yaml",
                    e.getProblem() + ".");
        } catch (ReaderException e) {
            findings.report(
                    ChannelProblem.SYNTAX,
                    SourcePosition.unknown(source),
                    "not-for-yaml",
                    String.format(Locale.ROOT, "U+%04X", e.getCodePoint()));
        } catch (YamlEngineException e) {
            findings.report(
                    ChannelProblem.SYNTAX, SourcePosition.unknown(source), "not-yaml", String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    private @Nullable YamlNode document() {
        YamlNode root = null;
        while (events.hasNext()) {
            Event event = events.next();
            if (event.getEventId() == Event.ID.DocumentStart) {
                if (root != null) {
                    throw new Unsupported(at(event), "several-documents", "");
                }
                root = node(events.next(), 1);
            }
        }
        return root;
    }

    private YamlNode node(Event event, int depth) {
        if (depth > limits.maxDepth()) {
            throw new TooLarge(at(event), "too-deep", limits.maxDepth());
        }
        count(event, 1);
        YamlNode node;
        switch (event.getEventId()) {
            case Scalar:
                node = scalar((ScalarEvent) event);
                break;
            case MappingStart:
                node = mapping(event, depth);
                break;
            case SequenceStart:
                node = sequence(event, depth);
                break;
            default:
                return alias((AliasEvent) event);
        }
        ((NodeEvent) event).getAnchor().ifPresent(anchor -> anchors.put(anchor, node));
        return node;
    }

    private YamlNode mapping(Event start, int depth) {
        List<YamlNode.Entry> entries = new ArrayList<>();
        for (Event next = events.next(); next.getEventId() != Event.ID.MappingEnd; next = events.next()) {
            if (!(node(next, depth + 1) instanceof YamlNode.Scalar key)) {
                throw new Unsupported(at(next), "key-no-word", "");
            }
            entries.add(new YamlNode.Entry(key, node(events.next(), depth + 1)));
        }
        return new YamlNode.Mapping(List.copyOf(entries), at(start));
    }

    private YamlNode sequence(Event start, int depth) {
        List<YamlNode> items = new ArrayList<>();
        for (Event next = events.next(); next.getEventId() != Event.ID.SequenceEnd; next = events.next()) {
            items.add(node(next, depth + 1));
        }
        return new YamlNode.Sequence(List.copyOf(items), at(start));
    }

    private YamlNode alias(AliasEvent event) {
        YamlNode target = anchors.get(event.getAlias());
        if (target == null) {
            throw new Unsupported(at(event), "no-anchor", "*" + event.getAlias());
        }
        count(event, size(target));
        return target;
    }

    private static int size(YamlNode node) {
        int size = 1;
        if (node instanceof YamlNode.Mapping mapping) {
            for (YamlNode.Entry entry : mapping.entries()) {
                size += 1 + size(entry.value());
            }
        } else if (node instanceof YamlNode.Sequence sequence) {
            for (YamlNode item : sequence.items()) {
                size += size(item);
            }
        }
        return size;
    }

    private void count(Event event, int more) {
        nodes += more;
        if (nodes > limits.maxNodes()) {
            throw new TooLarge(at(event), "too-many-nodes", limits.maxNodes());
        }
    }

    private YamlNode.Scalar scalar(ScalarEvent event) {
        SourcePosition at = at(event);
        return new YamlNode.Scalar(event.getValue(), resolved(event), at, textPlace(event));
    }

    private YamlNode.Resolved resolved(ScalarEvent event) {
        if (!event.isPlain()) {
            return YamlNode.Resolved.TEXT;
        }
        Tag tag = resolver.resolve(event.getValue(), true);
        if (tag.equals(Tag.NULL)) {
            return YamlNode.Resolved.NULL;
        }
        if (tag.equals(Tag.BOOL)) {
            return YamlNode.Resolved.BOOLEAN;
        }
        boolean number = tag.equals(Tag.INT) || tag.equals(Tag.FLOAT);
        return number ? YamlNode.Resolved.NUMBER : YamlNode.Resolved.TEXT;
    }

    private SourcePosition textPlace(ScalarEvent event) {
        Mark mark = event.getStartMark().orElseThrow();
        ScalarStyle style = event.getScalarStyle();
        if (style == ScalarStyle.LITERAL || style == ScalarStyle.FOLDED) {
            return SourcePosition.unknown(source).withLine(mark.getLine() + 2L);
        }
        int quote = style == ScalarStyle.PLAIN ? 0 : 1;
        return SourcePosition.ofText(source, mark.getLine() + 1L, mark.getColumn() + 1 + quote);
    }

    private SourcePosition at(Event event) {
        return event.getStartMark().map(mark -> place(source, mark)).orElse(SourcePosition.unknown(source));
    }

    private static SourcePosition place(String source, Mark mark) {
        return SourcePosition.ofText(source, mark.getLine() + 1L, mark.getColumn() + 1);
    }

    /** Ends reading; never leaves this class. */
    private static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient SourcePosition at;
        private final String words;
        private final int value;

        TooLarge(SourcePosition at, String words, int value) {
            super(words, null, false, false);
            this.at = at;
            this.words = words;
            this.value = value;
        }
    }

    /** YAML that a descriptor may not use; never leaves this class. */
    private static final class Unsupported extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient SourcePosition at;
        private final String words;
        private final String value;

        Unsupported(SourcePosition at, String words, String value) {
            super(words, null, false, false);
            this.at = at;
            this.words = words;
            this.value = value;
        }
    }
}
