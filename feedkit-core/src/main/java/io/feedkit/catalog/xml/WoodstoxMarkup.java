package io.feedkit.catalog.xml;

import com.ctc.wstx.exc.WstxLazyException;
import io.feedkit.catalog.ReadLimits;
import io.feedkit.catalog.tree.Branch;
import io.feedkit.catalog.tree.TreeRecord;
import io.feedkit.problem.FeedException;
import java.io.InputStream;
import java.util.Arrays;
import javax.xml.stream.Location;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;
import org.jspecify.annotations.Nullable;

/** Documents in any charset, and with declarations of their own, as Woodstox parses them. */
final class WoodstoxMarkup implements Markup {
    private final XmlInput.Budget budget;
    private final UnknownEntities entities = new UnknownEntities();
    private final XMLStreamReader2 xml;
    /** The values of the element that has begun, once one of them refers to an entity that XML does not have. */
    private String @Nullable [] values;
    /** For each of those the first such entity, one that HTML does not have either before others; or empty. */
    private String[] unknown = {};

    private String unknownOfText = "";

    WoodstoxMarkup(InputStream in, String charset, ReadLimits limits) {
        budget = new XmlInput.Budget(limits);
        try {
            xml = XmlInput.open(in, charset, budget, entities);
        } catch (XMLStreamException e) {
            throw bad(e);
        }
    }

    @Override
    public Piece next() {
        budget.renew();
        entities.clear();
        values = null;
        unknownOfText = "";
        try {
            Piece piece = xml.hasNext() ? piece(xml.next()) : Piece.NONE;
            if (piece == Piece.START) {
                values = values();
            }
            return piece;
        } catch (XMLStreamException e) {
            throw bad(e);
        } catch (WstxLazyException e) {
            throw bad(e.getCause() instanceof XMLStreamException cause ? cause : new XMLStreamException(e));
        }
    }

    /** The values with what HTML means by its entities in the place of marks; null as long as there are none. */
    private String @Nullable [] values() {
        int count = xml.getAttributeCount();
        String[] all = null;
        for (int i = 0; i < count; i++) {
            if (xml.getAttributeValue(i).indexOf(UnknownEntities.MARK) >= 0) {
                all = all == null ? new String[count] : all;
                unknownOfText = "";
                all[i] = unmarked(xml.getAttributeValue(i));
                if (unknown.length < count) {
                    unknown = new String[count];
                    Arrays.fill(unknown, "");
                }
                unknown[i] = unknownOfText;
            }
        }
        return all;
    }

    private String unmarked(String text) {
        StringBuilder meant = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            String name = c == UnknownEntities.MARK ? entities.next() : null;
            char html = name == null ? 0 : HtmlEntities.character(name);
            if (name == null || html != 0) {
                meant.append(name == null ? c : html);
            }
            // The first one that nobody knows; one of HTML, which is mended, only where there is no such.
            boolean known = HtmlEntities.character(unknownOfText) != 0;
            if (name != null && (unknownOfText.isEmpty() || html == 0 && known)) {
                unknownOfText = name;
            }
        }
        return meant.toString();
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
        String[] meant = values;
        return meant == null || meant[attribute] == null ? xml.getAttributeValue(attribute) : meant[attribute];
    }

    @Override
    public String attributeEntity(int attribute) {
        String[] meant = values;
        return meant == null || meant[attribute] == null ? "" : unknown[attribute];
    }

    @Override
    public String textEntity() {
        return unknownOfText;
    }

    @Override
    public void appendValue(int attribute, TreeRecord record, Branch leaf) {
        char[] value = attributeValue(attribute).toCharArray();
        record.append(value, 0, value.length, leaf);
    }

    @Override
    public void appendText(TreeRecord record, Branch leaf) {
        try {
            int start = xml.getTextStart();
            char[] characters = xml.getTextCharacters();
            int end = start + xml.getTextLength();
            for (int i = start; i < end; i++) {
                if (characters[i] == UnknownEntities.MARK) {
                    char[] meant =
                            unmarked(new String(characters, start, end - start)).toCharArray();
                    record.append(meant, 0, meant.length, leaf);
                    return;
                }
            }
            record.append(characters, start, end, leaf);
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
