package io.feedkit.catalog.xlsx;

import io.feedkit.catalog.xml.XmlInput;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;

/**
 * Goes through the XML of one part, element by element.
 *
 * <p>A part with a document type is refused: the format forbids it, and there is only one reason to write one. Elements of other name spaces than the two of
 * spreadsheets (that of 2006 and the strict one) are passed over with all they hold.
 */
final class PartReader implements AutoCloseable {
    private static final String TRANSITIONAL = "http://schemas.openxmlformats.org/";
    private static final String STRICT = "http://purl.oclc.org/ooxml/";
    private static final int DEEPEST = 64;
    /** The parser holds a comment or a tag whole before it tells of it; no workbook has one as long. */
    private static final int LONGEST_MARKUP = 1 << 20;

    private final String source;
    private final String part;
    private final Guard in;
    private final XMLStreamReader2 xml;
    private int depth;

    PartReader(Archive archive, String part) {
        source = archive.source();
        this.part = part;
        in = new Guard(archive.open(part));
        try {
            xml = XmlInput.open(in, "");
        } catch (XMLStreamException e) {
            throw broken(e);
        }
    }

    /** Counts what is read from one event to the next. */
    private final class Guard extends FilterInputStream {
        private long taken;

        Guard(InputStream part) {
            super(part);
        }

        int next() throws XMLStreamException {
            taken = 0;
            return xml.next();
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int got = super.read(into, from, length);
            taken += Math.max(0, got);
            if (taken > LONGEST_MARKUP) {
                throw Archive.refused(source, "its part " + Problem.quote(part) + " has a comment or tag without end.");
            }
            return got;
        }
    }

    /** Goes to the next start of an element; false at the end of the part. */
    boolean nextElement() {
        while (true) {
            int event = next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                return true;
            }
            if (event == XMLStreamConstants.END_DOCUMENT) {
                return false;
            }
        }
    }

    /** Goes to the next start or end of an element of spreadsheets, or to text; the event, as StAX numbers it. */
    int next() {
        try {
            while (xml.hasNext()) {
                int event = in.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    enter();
                    if (!isKnown(xml.getNamespaceURI())) {
                        skip();
                        continue;
                    }
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    depth--;
                } else if (event == XMLStreamConstants.DTD) {
                    throw Archive.refused(source, "its part " + Problem.quote(part) + " declares a document type.");
                }
                return event;
            }
            return XMLStreamConstants.END_DOCUMENT;
        } catch (XMLStreamException e) {
            throw broken(e);
        }
    }

    private void enter() {
        if (++depth > DEEPEST) {
            throw Archive.refused(source, "its part " + Problem.quote(part) + " nests elements too deep.");
        }
    }

    private static boolean isKnown(String namespace) {
        return namespace == null
                || namespace.isEmpty()
                || namespace.startsWith(TRANSITIONAL)
                || namespace.startsWith(STRICT);
    }

    /** Passes over the element that just began and all it holds. */
    void skip() {
        int outside = depth - 1;
        try {
            while (depth > outside) {
                int event = in.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    enter();
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    depth--;
                }
            }
        } catch (XMLStreamException e) {
            throw broken(e);
        }
    }

    String name() {
        return xml.getLocalName();
    }

    boolean isAt(String name) {
        return xml.getLocalName().equals(name);
    }

    XMLStreamReader2 xml() {
        return xml;
    }

    /** The value of an attribute whatever its name space, or empty. */
    String attribute(String name) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equals(name)) {
                return xml.getAttributeValue(i);
            }
        }
        return "";
    }

    /** As {@link #attribute}, but only one that is in a name space: the id of a relationship, not that of a sheet. */
    String foreignAttribute(String name) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            String namespace = xml.getAttributeNamespace(i);
            if (namespace != null
                    && !namespace.isEmpty()
                    && xml.getAttributeLocalName(i).equals(name)) {
                return xml.getAttributeValue(i);
            }
        }
        return "";
    }

    boolean flag(String name) {
        String value = attribute(name);
        return value.equals("1") || value.equals("true") || value.equals("on");
    }

    /** A number that is not negative, or -1 when the attribute is none. */
    int number(String name) {
        String text = attribute(name);
        int number = text.isEmpty() || text.length() > 9 ? -1 : 0;
        for (int i = 0; i < text.length() && number >= 0; i++) {
            int digit = text.charAt(i) - '0';
            number = (char) digit > 9 ? -1 : number * 10 + digit;
        }
        return number;
    }

    FeedException broken(XMLStreamException e) {
        if (e.getNestedException() instanceof FeedException problem) {
            return problem;
        }
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return new FeedException(
                new Problem(
                        XlsxProblem.NOT_WELL_FORMED,
                        SourcePosition.unknown(source),
                        "the part " + Problem.quote(part) + " of the workbook is not well-formed: " + message + ".",
                        "Open it in a spreadsheet program and save it anew; nothing after this place can be trusted."),
                e);
    }

    @Override
    public void close() {
        try {
            xml.close();
            in.close();
        } catch (XMLStreamException e) {
            throw broken(e);
        } catch (IOException e) {
            throw Archive.damaged(source, String.valueOf(e.getMessage()), e);
        }
    }
}
