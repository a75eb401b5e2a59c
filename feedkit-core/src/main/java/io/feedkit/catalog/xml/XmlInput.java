package io.feedkit.catalog.xml;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import io.feedkit.catalog.ReadLimits;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;
import org.jspecify.annotations.Nullable;

/**
 * Opens XML so that nothing in it can open anything else: no DTD is read, no entity resolved, no file or host asked for.
 *
 * <p>Woodstox is made directly and not looked for: another implementation on the class path would bring other defaults.
 */
public final class XmlInput {
    private static final String XML = "http://www.w3.org/XML/1998/namespace";
    private static final String GOOGLE = "http://base.google.com/ns/1.0";
    private static final int DEEPEST = 100_000;
    private static final int MOST_ATTRIBUTES = 20_000;

    private XmlInput() {}

    /** A parser over a stream, which it does not close; an empty charset is found out. */
    public static XMLStreamReader2 open(InputStream in, String charset) throws XMLStreamException {
        WstxInputFactory factory = factory(256 * 1024, null);
        // Lazy parsing throws its mistakes where nobody expects them.
        factory.getConfig().doParseLazily(false);
        return open(in, charset, new Budget(Long.MAX_VALUE), factory);
    }

    /** The same, where no piece of markup may be longer than the budget; for those who do not ask for values. */
    static XMLStreamReader2 open(InputStream in, String charset, Budget budget) throws XMLStreamException {
        return open(in, charset, budget, factory((int) Math.min(Integer.MAX_VALUE, budget.most), null));
    }

    /**
     * The same, where no piece of markup may be longer than the budget, and a mark stands for each entity that XML does not have: without that those in values would vanish.
     */
    static XMLStreamReader2 open(InputStream in, String charset, Budget budget, UnknownEntities entities)
            throws XMLStreamException {
        WstxInputFactory factory = factory((int) Math.min(Integer.MAX_VALUE, budget.most), entities);
        // An entity is known by the piece during which it was asked for, so each piece is parsed at once.
        factory.getConfig().doParseLazily(false);
        return open(in, charset, budget, factory);
    }

    private static WstxInputFactory factory(int maxAttributeSize, @Nullable UnknownEntities entities) {
        WstxInputFactory factory = new WstxInputFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, entities != null);
        if (entities != null) {
            factory.setProperty(WstxInputProperties.P_UNDECLARED_ENTITY_RESOLVER, entities);
            factory.setProperty(WstxInputProperties.P_MAX_ENTITY_COUNT, Integer.MAX_VALUE);
        }
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        factory.setXMLResolver((publicId, systemId, baseUri, namespace) -> {
            throw new XMLStreamException("external entities are refused: " + systemId);
        });
        // The parser's own limits end the document; ours, which are below, only the record.
        factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, DEEPEST);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, MOST_ATTRIBUTES);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, maxAttributeSize);
        return factory;
    }

    private static XMLStreamReader2 open(InputStream in, String charset, Budget budget, WstxInputFactory factory)
            throws XMLStreamException {
        InputStream full = new Full(in, budget);
        return (XMLStreamReader2)
                (charset.isEmpty()
                        ? factory.createXMLStreamReader(full)
                        : factory.createXMLStreamReader(full, charset));
    }

    /** How much may be read for one name, comment, tag or other piece of markup: the parser has to hold each of them whole. */
    static final class Budget {
        private final long most;
        private long taken;

        Budget(ReadLimits limits) {
            this(limits.maxRecordBytes());
        }

        private Budget(long most) {
            this.most = most;
        }

        /** A piece was understood, the next one begins. */
        void renew() {
            taken = 0;
        }

        private void take(int bytes) throws IOException {
            taken += bytes;
            if (taken > most) {
                throw new IOException("a name, tag or comment is longer than " + most + " bytes");
            }
        }
    }

    /** Fills what it is given: Woodstox fails to find out the charset when the first bytes come one by one. */
    private static final class Full extends FilterInputStream {
        private final Budget budget;

        Full(InputStream in, Budget budget) {
            super(in);
            this.budget = budget;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int filled = 0;
            while (filled < length) {
                int got = in.read(into, from + filled, length - filled);
                if (got < 0) {
                    break;
                }
                filled += got;
            }
            budget.take(filled);
            return filled == 0 && length > 0 ? -1 : filled;
        }
    }

    /** An element's name as columns are called: Google's name space is {@code g:} whatever its prefix, others keep theirs. */
    static String name(String prefix, String namespace, String local) {
        if (GOOGLE.equals(namespace)) {
            return "g:" + local;
        }
        if (XML.equals(namespace)) {
            return "xml:" + local;
        }
        return prefix == null || prefix.isEmpty() ? local : prefix + ":" + local;
    }
}
