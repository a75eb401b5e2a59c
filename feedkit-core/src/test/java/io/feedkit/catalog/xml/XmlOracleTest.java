package io.feedkit.catalog.xml;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.catalog.CatalogOptions;
import io.feedkit.catalog.ReadCatalog;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Holds what is read against the JDK's own parser, which builds the whole tree and shares no code with ours. */
class XmlOracleTest {
    private static final String[] NAMES = {"id", "name", "x:price", "text", "details", "y:note", "entry"};
    private static final String[] CHARSETS = {"UTF-8", "ISO-8859-1", "UTF-16"};
    private static final String[] PIECES = {
        "Tasse",
        " ",
        "\n",
        "Löffel",
        "&amp;",
        "&#233;",
        "&#x1F375;",
        "<![CDATA[<b>]]>",
        "<![CDATA[]]>",
        "<!-- - -->",
        "<?p i?>",
        "&lt;",
        "7.50"
    };

    @Property(tries = 300)
    void readsWhatAnotherParserReads(@ForAll Random random) throws Exception {
        String charset = CHARSETS[random.nextInt(CHARSETS.length)];
        byte[] bytes = document(random, charset).getBytes(Charset.forName(charset));
        assertThat(cells(read(bytes, bytes.length))).isEqualTo(expected(bytes));
    }

    @Property(tries = 100)
    void chunksNeverChangeTheRecords(@ForAll Random random, @ForAll @IntRange(min = 1, max = 64) int chunk) {
        byte[] bytes = document(random, "UTF-8").getBytes(StandardCharsets.UTF_8);
        assertThat(read(bytes, chunk)).isEqualTo(read(bytes, bytes.length));
    }

    private static ReadCatalog read(byte[] bytes, int chunk) {
        InputStream in = new FilterInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                return super.read(into, from, Math.min(length, chunk));
            }
        };
        return ReadCatalog.of(
                new XmlCatalogFormat(),
                ReadCatalog.head("shop.xml", bytes),
                in,
                CatalogOptions.DEFAULTS.withRecordPath("shop/item"));
    }

    private static String document(Random random, String charset) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"").append(charset);
        xml.append("\"?>\n<shop xmlns:x=\"urn:x\" xmlns:y=\"http://base.google.com/ns/1.0\">");
        for (int i = random.nextInt(6) + 1; i > 0; i--) {
            xml.append("<item");
            content(random, xml, 0);
            xml.append("</item>\n");
        }
        return xml.append("</shop>").toString();
    }

    private static void content(Random random, StringBuilder xml, int depth) {
        if (random.nextInt(4) == 0) {
            xml.append(" a='")
                    .append(PIECES[random.nextInt(7)].replace("\n", " "))
                    .append("' b=\"2\"");
        }
        xml.append('>');
        for (int i = random.nextInt(4); i > 0; i--) {
            if (depth < 4 && random.nextInt(3) == 0) {
                String name = NAMES[random.nextInt(NAMES.length)];
                xml.append('<').append(name);
                content(random, xml, depth + 1);
                xml.append("</").append(name).append('>');
            } else {
                xml.append(PIECES[random.nextInt(PIECES.length)]);
            }
        }
    }

    private static List<Map<String, String>> cells(ReadCatalog read) {
        List<Map<String, String>> all = new ArrayList<>();
        for (List<String> row : read.cells()) {
            Map<String, String> cells = new LinkedHashMap<>();
            for (int i = 0; i < row.size(); i++) {
                if (!row.get(i).equals(ReadCatalog.MISSING)) {
                    cells.put(read.columns().get(i), row.get(i));
                }
            }
            all.add(cells);
        }
        return all;
    }

    private static List<Map<String, String>> expected(byte[] bytes) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setNamespaceAware(true);
        factory.setCoalescing(true);
        Document document = factory.newDocumentBuilder().parse(new ByteArrayInputStream(bytes));
        List<Map<String, String>> all = new ArrayList<>();
        for (Node node = document.getDocumentElement().getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element item) {
                Map<String, String> cells = new LinkedHashMap<>();
                gather(item, "", cells);
                all.add(cells);
            }
        }
        return all;
    }

    /** The rules in their slow form: texts of an element joined by a blank, elements of one path by the list separator. */
    private static void gather(Element element, String path, Map<String, String> cells) {
        String below = path.isEmpty() ? "" : path + "/";
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            Attr attribute = (Attr) element.getAttributes().item(i);
            put(cells, below + "@" + attribute.getName(), attribute.getValue());
        }
        StringBuilder text = new StringBuilder();
        StringBuilder piece = new StringBuilder();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                add(text, piece);
            } else if (node.getNodeType() == Node.TEXT_NODE) {
                piece.append(node.getNodeValue());
            }
        }
        add(text, piece);
        List<Element> children = new ArrayList<>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                children.add(child);
            }
        }
        // An element that repeats itself below itself has another path, so the order of texts and children is free.
        put(cells, path.isEmpty() ? "text()" : path, text.toString());
        for (Element child : children) {
            boolean google = "http://base.google.com/ns/1.0".equals(child.getNamespaceURI());
            gather(child, below + (google ? "g:" + child.getLocalName() : child.getTagName()), cells);
        }
    }

    private static void add(StringBuilder text, StringBuilder piece) {
        String stripped = piece.toString().replaceAll("^[\\x00-\\x20]+|[\\x00-\\x20]+$", "");
        if (!stripped.isEmpty()) {
            text.append(text.length() > 0 ? " " : "").append(stripped);
        }
        piece.setLength(0);
    }

    private static void put(Map<String, String> cells, String path, String value) {
        String stripped = value.replaceAll("^[\\x00-\\x20]+|[\\x00-\\x20]+$", "");
        if (!stripped.isEmpty()) {
            cells.merge(path, stripped, (first, second) -> first + "\u001E" + second);
        }
    }
}
