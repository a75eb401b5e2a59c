package io.feedkit.catalog.xml;

import com.ctc.wstx.exc.WstxLazyException;
import io.feedkit.catalog.ReadLimits;
import io.feedkit.catalog.tree.Branch;
import io.feedkit.catalog.tree.TreeRecord;
import io.feedkit.problem.FeedException;
import java.io.InputStream;
import javax.xml.stream.Location;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;
import org.jspecify.annotations.Nullable;

/** Documents in any charset, and with declarations of their own, as Woodstox parses them. */
final class WoodstoxMarkup implements Markup {
    private final XmlInput.Budget budget;
    private final XMLStreamReader2 xml;

    WoodstoxMarkup(InputStream in, String charset, ReadLimits limits) {
        budget = new XmlInput.Budget(limits);
        try {
            xml = XmlInput.open(in, charset, budget);
        } catch (XMLStreamException e) {
            throw bad(e);
        }
    }

    @Override
    public Piece next() {
        budget.renew();
        try {
            return xml.hasNext() ? piece(xml.next()) : Piece.NONE;
        } catch (XMLStreamException e) {
            throw bad(e);
        } catch (WstxLazyException e) {
            throw bad(e.getCause() instanceof XMLStreamException cause ? cause : new XMLStreamException(e));
        }
    }

    private static Piece piece(int event) {
        return switch (event) {
            case XMLStreamConstants.START_ELEMENT -> Piece.START;
            case XMLStreamConstants.END_ELEMENT -> Piece.END;
            case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> Piece.TEXT;
            case XMLStreamConstants.ENTITY_REFERENCE -> Piece.ENTITY;
            default -> Piece.OTHER;
        };
    }

    private static RuntimeException bad(XMLStreamException e) {
        if (e.getNestedException() instanceof FeedException problem) {
            return problem;
        }
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        Location place = e.getLocation();
        return new BadXml(
                message, place == null ? 0 : place.getLineNumber(), place == null ? 0 : place.getColumnNumber(), e);
    }

    @Override
    public long line() {
        return xml.getLocationInfo().getStartLocation().getLineNumber();
    }

    @Override
    public String local() {
        return xml.getLocalName();
    }

    @Override
    public String prefix() {
        return text(xml.getPrefix());
    }

    @Override
    public String namespace() {
        return text(xml.getNamespaceURI());
    }

    @Override
    public int attributes() {
        return xml.getAttributeCount();
    }

    @Override
    public String attributeLocal(int attribute) {
        return xml.getAttributeLocalName(attribute);
    }

    @Override
    public String attributePrefix(int attribute) {
        return text(xml.getAttributePrefix(attribute));
    }

    @Override
    public String attributeNamespace(int attribute) {
        return text(xml.getAttributeNamespace(attribute));
    }

    @Override
    public String attributeValue(int attribute) {
        return xml.getAttributeValue(attribute);
    }

    @Override
    public void appendValue(int attribute, TreeRecord record, Branch leaf) {
        char[] value = xml.getAttributeValue(attribute).toCharArray();
        record.append(value, 0, value.length, leaf);
    }

    @Override
    public void appendText(TreeRecord record, Branch leaf) {
        try {
            int start = xml.getTextStart();
            char[] characters = xml.getTextCharacters();
            record.append(characters, start, start + xml.getTextLength(), leaf);
        } catch (WstxLazyException e) {
            throw bad(e.getCause() instanceof XMLStreamException cause ? cause : new XMLStreamException(e));
        }
    }

    @Override
    public void close() {
        try {
            xml.close();
        } catch (XMLStreamException e) {
            throw bad(e);
        }
    }

    static String text(@Nullable String maybe) {
        return maybe == null ? "" : maybe;
    }
}
