package io.feedkit.acceptance;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** The records of an XML feed as a reader that is not ours sees them: each name with its values, in their order. */
final class FeedRecords {
    private FeedRecords() {}

    /** Attributes have an {@code @} before their names; an element with elements inside is their texts with colons between. */
    static List<Map<String, List<String>>> of(String feed, String element) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            NodeList found = factory.newDocumentBuilder()
                    .parse(new InputSource(new StringReader(feed)))
                    .getElementsByTagName(element);
            List<Map<String, List<String>>> records = new ArrayList<>();
            for (int i = 0; i < found.getLength(); i++) {
                records.add(record((Element) found.item(i)));
            }
            return records;
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, List<String>> record(Element element) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            Node attribute = element.getAttributes().item(i);
            add(values, "@" + attribute.getNodeName(), attribute.getNodeValue());
        }
        for (Element child : elements(element)) {
            add(values, child.getLocalName(), text(child));
        }
        return values;
    }

    private static void add(Map<String, List<String>> values, String name, String value) {
        values.computeIfAbsent(name, first -> new ArrayList<>()).add(value);
    }

    private static String text(Element element) {
        List<Element> inside = elements(element);
        return inside.isEmpty()
                ? element.getTextContent()
                : String.join(":", inside.stream().map(FeedRecords::text).toList());
    }

    private static List<Element> elements(Element element) {
        List<Element> elements = new ArrayList<>();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element found) {
                elements.add(found);
            }
        }
        return elements;
    }
}
