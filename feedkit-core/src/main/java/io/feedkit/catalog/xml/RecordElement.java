package io.feedkit.catalog.xml;

import com.ctc.wstx.exc.WstxLazyException;
import io.feedkit.catalog.Head;
import io.feedkit.catalog.ReadLimits;
import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;
import org.jspecify.annotations.Nullable;

/**
 * The element that is one record.
 *
 * <p>Found in the head of the document: an element of a name that feeds use for products and with something inside; else, of the elements that repeat and have
 * at least two different children or attributes, the one nearest to the root, and of those the one with most to say.
 *
 * @param path from the root: {@code rss/channel/item}
 */
record RecordElement(String path, String evidence, boolean sure) {
    /** Paths of all elements and attributes in the head of a document. */
    record Outline(Map<String, Seen> elements) {
        Set<String> paths() {
            Set<String> paths = new HashSet<>();
            String prefix = prefix();
            elements.forEach((path, seen) -> {
                String local = LOCAL.matcher(path).replaceAll("$1");
                paths.add(path);
                // What the whole document is in needs no prefix to be known; others stay, as in entry/g:id.
                paths.add(("/" + path).replace("/" + prefix, "/").substring(1));
                paths.add(local);
                seen.inside.stream()
                        .filter(part -> part.startsWith("@"))
                        .forEach(attribute -> paths.add(local + "/" + attribute));
            });
            return paths;
        }

        /** The one of the root, with its colon, or empty. */
        private String prefix() {
            for (Map.Entry<String, Seen> entry : elements.entrySet()) {
                if (entry.getValue().depth == 1 && !entry.getKey().startsWith("xmlns=")) {
                    return entry.getKey().substring(0, entry.getKey().indexOf(':') + 1);
                }
            }
            return "";
        }
    }

    private static final Pattern LOCAL = Pattern.compile("(^|/)[^/:]+:(?=[^/])");

    private static final Set<String> USUAL = Set.of(
            "item",
            "entry",
            "product",
            "offer",
            "shopitem",
            "article",
            "o",
            "produkt",
            "produit",
            "prod",
            "row",
            "record");

    /** What is known about the elements of one path. */
    static final class Seen {
        final int depth;
        int count;
        final Set<String> inside = new HashSet<>();

        Seen(int depth) {
            this.depth = depth;
        }
    }

    static Outline outline(Head head, String charset, ReadLimits limits) {
        Map<String, Seen> all = new LinkedHashMap<>();
        try {
            XMLStreamReader2 reader =
                    XmlInput.open(new ByteArrayInputStream(head.bytes()), charset, new XmlInput.Budget(limits));
            look(reader, all, limits.maxDepth());
        } catch (XMLStreamException | WstxLazyException e) {
            // The head usually ends in the middle of the document; what was seen until then counts, and real mistakes
            // are found when reading.
        }
        return new Outline(all);
    }

    static @Nullable RecordElement find(Outline outline) {
        return best(outline.elements);
    }

    private static void look(XMLStreamReader2 reader, Map<String, Seen> all, int maxDepth) throws XMLStreamException {
        Deque<String> paths = new ArrayDeque<>();
        while (reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                String name = XmlInput.name(
                        WoodstoxMarkup.text(reader.getPrefix()),
                        WoodstoxMarkup.text(reader.getNamespaceURI()),
                        reader.getLocalName());
                String parent = paths.isEmpty() ? "" : paths.peek();
                String path = parent.isEmpty() ? name : parent + "/" + name;
                paths.push(path);
                if (paths.size() > maxDepth) {
                    return;
                }
                if (parent.isEmpty()) {
                    // The name space of the root names the system where many use the same elements.
                    all.put("xmlns=" + WoodstoxMarkup.text(reader.getNamespaceURI()), new Seen(1));
                }
                Seen seen = all.computeIfAbsent(path, p -> new Seen(paths.size()));
                seen.count++;
                for (int i = 0; i < reader.getAttributeCount(); i++) {
                    seen.inside.add("@" + reader.getAttributeLocalName(i));
                }
                Seen above = all.get(parent);
                if (above != null) {
                    above.inside.add(name);
                }
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                paths.pop();
            }
        }
    }

    private static @Nullable RecordElement best(Map<String, Seen> all) {
        String best = null;
        int bestRank = Integer.MIN_VALUE;
        for (Map.Entry<String, Seen> entry : all.entrySet()) {
            int rank = rank(entry.getKey(), entry.getValue());
            if (rank > bestRank) {
                bestRank = rank;
                best = entry.getKey();
            }
        }
        if (best == null || bestRank == Integer.MIN_VALUE) {
            return null;
        }
        Seen seen = all.get(best);
        String evidence = seen == null
                ? ""
                : seen.count + " in the head, " + seen.inside.size() + " different parts"
                        + (isUsual(best) ? ", usual name" : "");
        return new RecordElement(best, evidence, isUsual(best) || seen != null && seen.count > 2);
    }

    private static boolean isUsual(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return USUAL.contains(name.substring(name.indexOf(':') + 1).toLowerCase(Locale.ROOT));
    }

    private static int rank(String path, Seen seen) {
        boolean usual = isUsual(path);
        if (seen.depth == 1 || seen.inside.size() < 2 || seen.count < 2 && !usual) {
            return Integer.MIN_VALUE;
        }
        return (usual ? 1_000_000 : 0) - seen.depth * 10_000 + Math.min(seen.inside.size(), 9_999);
    }
}
