package io.feedkit.feed.xml;

import io.feedkit.feed.FeedInfo;
import io.feedkit.feed.FeedLayout;
import io.feedkit.feed.FeedPath;
import io.feedkit.feed.FeedPath.Kind;
import io.feedkit.feed.FeedPath.Step;
import io.feedkit.feed.InfoText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The elements around the records, as a layout's root path and head describe them. */
final class XmlFrame {
    private final List<Step> spine;
    private final Map<FeedPath, InfoText> head = new LinkedHashMap<>();
    private final String namespaces;
    private final String encoding;

    XmlFrame(FeedLayout layout, String root) {
        spine = FeedPath.parse(root).steps();
        layout.head().forEach((path, text) -> head.put(FeedPath.parse(path), InfoText.parse(text)));
        namespaces = namespaces(layout);
        encoding = layout.option("encoding", "UTF-8");
    }

    /** The namespaces a layout binds, as attributes of the root. */
    private static String namespaces(FeedLayout layout) {
        StringBuilder bound = new StringBuilder();
        String plain = layout.option("namespace", "");
        if (!plain.isEmpty()) {
            bound.append(" xmlns=\"").append(XmlEscape.escaped(plain)).append('"');
        }
        layout.options().forEach((option, uri) -> {
            if (option.startsWith("namespace.")) {
                bound.append(" xmlns:").append(option.substring("namespace.".length()));
                bound.append("=\"").append(XmlEscape.escaped(uri)).append('"');
            }
        });
        return bound.toString();
    }

    /** Everything up to the first record. */
    String head(FeedInfo info) {
        return head(info, List.of(), "");
    }

    /**
     * Everything up to the first record, with elements that are made already.
     *
     * @param place the path of such an element, from below the outermost one on
     * @param made all of them, or empty for none and nothing around them
     */
    String head(FeedInfo info, List<Step> place, String made) {
        StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"" + encoding + "\"?>\n");
        Map<FeedPath, String> texts = new LinkedHashMap<>();
        head.forEach((path, text) -> {
            String filled = text.of(info);
            if (!filled.isEmpty() || path.last().kind() != Kind.ATTRIBUTE) {
                texts.put(path, filled);
            }
        });
        int parent = made.isEmpty() ? -1 : shared(place);
        for (int depth = 0; depth < spine.size(); depth++) {
            open(spine.get(depth), below(texts, spine.subList(1, depth + 1)), depth, out);
            if (depth == parent) {
                appendWithin(place.subList(depth, place.size() - 1), made, out);
            }
        }
        return out.toString();
    }

    /** How many steps below the outermost element lead to the records and to a place as well. */
    private int shared(List<Step> place) {
        int shared = 0;
        while (shared + 1 < spine.size()
                && shared + 1 < place.size()
                && spine.get(shared + 1).equals(place.get(shared))) {
            shared++;
        }
        return shared;
    }

    private static void appendWithin(List<Step> around, String made, StringBuilder out) {
        for (Step step : around) {
            out.append('<').append(step.name());
            step.fixed().forEach(fixed -> appendAttribute(fixed.name(), fixed.value(), out));
            out.append(">\n");
        }
        out.append(made);
        for (int i = around.size() - 1; i >= 0; i--) {
            out.append("</").append(around.get(i).name()).append(">\n");
        }
    }

    /** The texts that stand below an element of the spine, by their path from there. */
    private static Map<List<Step>, String> below(Map<FeedPath, String> texts, List<Step> place) {
        Map<List<Step>, String> found = new LinkedHashMap<>();
        texts.forEach((path, text) -> {
            List<Step> steps = path.steps();
            if (steps.size() > place.size() && steps.subList(0, place.size()).equals(place)) {
                found.put(steps.subList(place.size(), steps.size()), text);
            }
        });
        return found;
    }

    private void open(Step step, Map<List<Step>, String> texts, int depth, StringBuilder out) {
        List<Map.Entry<List<Step>, String>> inside = new ArrayList<>();
        out.append('<').append(step.name());
        step.fixed().forEach(fixed -> appendAttribute(fixed.name(), fixed.value(), out));
        out.append(depth == 0 ? namespaces : "");
        texts.forEach((path, text) -> {
            Step first = path.get(0);
            if (path.size() == 1 && first.kind() == Kind.ATTRIBUTE) {
                appendAttribute(first.name(), text, out);
            } else if (depth + 1 == spine.size() || !first.equals(spine.get(depth + 1))) {
                inside.add(Map.entry(path, text));
            }
        });
        out.append(">\n");
        appendAll(inside, out);
    }

    /** Writes elements, those with the same first step as one. */
    private static void appendAll(List<Map.Entry<List<Step>, String>> entries, StringBuilder out) {
        Map<Step, List<Map.Entry<List<Step>, String>>> elements = new LinkedHashMap<>();
        for (Map.Entry<List<Step>, String> entry : entries) {
            elements.computeIfAbsent(entry.getKey().get(0), step -> new ArrayList<>())
                    .add(Map.entry(entry.getKey().subList(1, entry.getKey().size()), entry.getValue()));
        }
        elements.forEach((step, inside) -> appendElement(step, inside, out));
    }

    private static void appendElement(Step step, List<Map.Entry<List<Step>, String>> inside, StringBuilder out) {
        StringBuilder text = new StringBuilder();
        boolean holds = false;
        List<Map.Entry<List<Step>, String>> below = new ArrayList<>();
        out.append('<').append(step.name());
        for (FeedPath.Fixed fixed : step.fixed()) {
            if (fixed.attribute()) {
                appendAttribute(fixed.name(), fixed.value(), out);
            } else {
                text.append('<').append(fixed.name()).append('>').append(XmlEscape.escaped(fixed.value()));
                text.append("</").append(fixed.name()).append('>');
            }
        }
        for (Map.Entry<List<Step>, String> entry : inside) {
            List<Step> path = entry.getKey();
            if (path.isEmpty() || path.get(0).kind() == Kind.TEXT) {
                holds = true;
                text.append(XmlEscape.escaped(entry.getValue()));
            } else if (path.get(0).kind() == Kind.ATTRIBUTE) {
                appendAttribute(path.get(0).name(), entry.getValue(), out);
            } else {
                below.add(entry);
            }
        }
        if (!holds && text.length() == 0 && below.isEmpty()) {
            out.append("/>\n");
            return;
        }
        out.append('>').append(text);
        appendAll(below, out);
        out.append("</").append(step.name()).append(">\n");
    }

    private static void appendAttribute(String name, String value, StringBuilder out) {
        out.append(' ')
                .append(name)
                .append("=\"")
                .append(XmlEscape.escaped(value))
                .append('"');
    }

    /** Everything behind the last record. */
    String tail() {
        StringBuilder out = new StringBuilder();
        for (int depth = spine.size() - 1; depth >= 0; depth--) {
            out.append("</").append(spine.get(depth).name()).append(">\n");
        }
        return out.toString();
    }
}
