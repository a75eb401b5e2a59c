package io.feedkit.shop.xml;

import com.ctc.wstx.stax.WstxInputFactory;
import io.feedkit.shop.answer.Answer;
import io.feedkit.shop.answer.UnreadableAnswer;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads an answer in XML: elements by local name, those that repeat as a list, attributes as members whose names start with {@code @}. */
public final class XmlAnswers {
    private static final int MAX_DEPTH = 100;

    private XmlAnswers() {}

    /**
     * What the root element holds; no DTD is read and no entity resolved. Characters that XML does not allow become blanks: one in a product's description must not
     * cost a page of them.
     */
    public static Answer parse(byte[] xml, int from) throws UnreadableAnswer {
        try {
            return parse(new ByteArrayInputStream(xml, from, xml.length - from));
        } catch (XMLStreamException e) {
            try {
                return parse(new ByteArrayInputStream(allowed(xml, from)));
            } catch (XMLStreamException again) {
                throw new UnreadableAnswer(
                        "it is no XML: "
                                + String.valueOf(again.getMessage())
                                        .lines()
                                        .findFirst()
                                        .orElse("") + ".",
                        again);
            }
        }
    }

    private static Answer parse(InputStream xml) throws XMLStreamException {
        WstxInputFactory factory = new WstxInputFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        XMLStreamReader reader = factory.createXMLStreamReader(xml);
        while (!reader.isStartElement()) {
            reader.next();
        }
        Answer root = element(reader, 1);
        while (reader.hasNext()) {
            reader.next();
        }
        reader.close();
        return root;
    }

    private static byte[] allowed(byte[] xml, int from) {
        String text = new String(xml, from, xml.length - from, StandardCharsets.UTF_8);
        return text.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]", " ")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Answer element(XMLStreamReader reader, int depth) throws XMLStreamException {
        if (depth > MAX_DEPTH) {
            throw new XMLStreamException("elements lie more than " + MAX_DEPTH + " deep", reader.getLocation());
        }
        Map<String, List<Answer>> children = new LinkedHashMap<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            children.computeIfAbsent("@" + reader.getAttributeLocalName(i), name -> new ArrayList<>())
                    .add(Answer.of(reader.getAttributeValue(i)));
        }
        StringBuilder text = new StringBuilder();
        while (true) {
            reader.next();
            if (reader.isEndElement()) {
                return Answer.of(text.toString().strip(), members(children));
            } else if (reader.isStartElement()) {
                String name = reader.getLocalName();
                children.computeIfAbsent(name, absent -> new ArrayList<>()).add(element(reader, depth + 1));
            } else if (reader.isCharacters()) {
                text.append(reader.getText());
            }
        }
    }

    private static Map<String, Answer> members(Map<String, List<Answer>> children) {
        Map<String, Answer> members = new LinkedHashMap<>();
        children.forEach((name, all) -> members.put(name, all.size() == 1 ? all.get(0) : Answer.of(all)));
        return members;
    }
}
