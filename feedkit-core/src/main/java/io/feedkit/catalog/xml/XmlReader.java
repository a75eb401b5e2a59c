package io.feedkit.catalog.xml;

import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.RecordBatch;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.catalog.Detection;
import io.feedkit.catalog.RecordReader;
import io.feedkit.catalog.tree.TreeRecord;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemSink;
import io.feedkit.problem.SourcePosition;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.stream.Location;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;
import org.jspecify.annotations.Nullable;

/** Streams the records of an XML document. */
final class XmlReader implements RecordReader {
    private static final int BATCH_BYTES = 2 * 1024 * 1024;
    /** Elements that only hold others or nothing are remembered, though they are no columns. */
    private static final int EMPTY_PLACES = 1_000;

    /** Markup inside a text that should have been escaped: the text goes on through it. */
    private static final Set<String> HTML = Set.of(
            "a", "b", "br", "div", "em", "font", "h1", "h2", "h3", "h4", "i", "li", "ol", "p", "small", "span",
            "strong", "sub", "sup", "table", "tbody", "td", "tr", "u", "ul");

    private static final char[] BLANK = {' '};

    private final InputStream in;
    private final String source;
    private final CatalogOptions options;
    private final List<Detection> detections;
    private final ProblemSink problems;
    private final TreeRecord record;
    private final Place root;
    private final XmlInput.Budget budget;
    private final int maxPlaces;
    private int knownPlaces;
    private final String[] recordPath;
    private final List<Problem> lost = new ArrayList<>();
    private @Nullable XMLStreamReader2 reader;
    private int outside;
    private int matched;
    private long records;
    private boolean ended;

    /** A kind of element inside a record, with the column of its text and those of its attributes. */
    private final class Place {
        final String path;
        final String namespace;
        final String local;
        final List<Place> inside = new ArrayList<>();
        final List<Place> attributes = new ArrayList<>();
        int column = -1;

        Place(String path, String namespace, String local) {
            this.path = path;
            this.namespace = namespace;
            this.local = local;
        }

        Place child(List<Place> places, String prefix, String namespace, String local, String mark) {
            for (Place place : places) {
                if (place.local.equals(local) && place.namespace.equals(namespace)) {
                    return place;
                }
            }
            String name = mark + XmlInput.name(prefix, namespace, local);
            if (knownPlaces == maxPlaces) {
                // What is remembered of names must not grow with the source.
                record.object("there are more than " + maxPlaces + " different names", name);
                return new Place(path, namespace, local);
            }
            knownPlaces++;
            Place place = new Place(path.isEmpty() ? name : path + "/" + name, namespace, local);
            places.add(place);
            return place;
        }
    }

    XmlReader(
            InputStream in,
            String source,
            String recordPath,
            CatalogOptions options,
            List<Detection> detections,
            ProblemSink problems) {
        this.in = in;
        this.source = source;
        this.options = options;
        this.detections = List.copyOf(detections);
        this.problems = problems;
        this.recordPath = recordPath.split("/");
        record = new TreeRecord(options.limits());
        budget = new XmlInput.Budget(options.limits());
        maxPlaces = EMPTY_PLACES + 2 * options.limits().maxColumns();
        root = new Place("", "", "");
    }

    @Override
    public List<String> columns() {
        return record.columns();
    }

    @Override
    public List<Detection> detections() {
        return detections;
    }

    @Override
    public List<Problem> lost() {
        return lost;
    }

    @Override
    public boolean read(RecordBatch into) {
        into.clear();
        lost.clear();
        try {
            while (!ended
                    && into.rows() < ProductBatch.ROWS
                    && lost.size() < ProductBatch.ROWS
                    && into.text().end() < BATCH_BYTES) {
                next(into);
            }
        } catch (XMLStreamException e) {
            throw broken(e);
        }
        return into.rows() > 0 || !ended;
    }

    private XMLStreamReader2 reader() throws XMLStreamException {
        XMLStreamReader2 open = reader;
        if (open == null) {
            open = XmlInput.open(in, options.charset(), budget);
            reader = open;
        }
        return open;
    }

    private int step(XMLStreamReader2 xml) throws XMLStreamException {
        budget.renew();
        return xml.next();
    }

    /** Goes on to the end of the next record, or of the document. */
    private void next(RecordBatch into) throws XMLStreamException {
        XMLStreamReader2 xml = reader();
        while (xml.hasNext()) {
            int event = step(xml);
            if (event == XMLStreamConstants.START_ELEMENT) {
                outside++;
                if (isRecord(xml)) {
                    readRecord(xml, into);
                    outside--;
                    matched = Math.min(matched, outside);
                    return;
                }
                if (outside > options.limits().maxDepth()) {
                    throw limit(xml);
                }
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                outside--;
                matched = Math.min(matched, outside);
            }
        }
        ended = true;
    }

    private FeedException limit(XMLStreamReader2 xml) {
        return new FeedException(new Problem(
                XmlProblem.NOT_WELL_FORMED,
                at(xml),
                "elements are nested deeper than " + options.limits().maxDepth() + ".",
                "If that is meant, raise ReadLimits.maxDepth."));
    }

    /** Whether the element that just began is at the record path; a path of one name matches at any depth. */
    private boolean isRecord(XMLStreamReader2 xml) {
        String name = XmlInput.name(xml.getPrefix(), xml.getNamespaceURI(), xml.getLocalName());
        if (recordPath.length == 1) {
            return recordPath[0].equals(name) || recordPath[0].equals(xml.getLocalName());
        }
        if (matched == outside - 1 && matched < recordPath.length && recordPath[matched].equals(name)) {
            matched++;
        }
        return matched == outside && matched == recordPath.length;
    }

    private void readRecord(XMLStreamReader2 xml, RecordBatch into) throws XMLStreamException {
        records++;
        SourcePosition start = at(xml);
        record.start(into.text());
        attributes(xml, root);
        String entity = "";
        List<Place> way = new ArrayList<>();
        way.add(root);
        int markup = 0;
        record.startLeaf();
        while (!way.isEmpty()) {
            Place place = way.get(way.size() - 1);
            switch (step(xml)) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (markup > 0 || way.size() > 1 && HTML.contains(xml.getLocalName())) {
                        markup++;
                        record.append(BLANK, 0, 1, place.path);
                        continue;
                    }
                    Place child = place.child(
                            place.inside, xml.getPrefix(), text(xml.getNamespaceURI()), xml.getLocalName(), "");
                    // Text before a child is the parent's own; it is kept at once, so that texts never interleave.
                    keep(place);
                    way.add(child);
                    if (outside + way.size() > options.limits().maxDepth()) {
                        record.object(
                                "elements are nested deeper than "
                                        + options.limits().maxDepth(),
                                child.path);
                    }
                    attributes(xml, child);
                    record.startLeaf();
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    if (markup > 0) {
                        markup--;
                        record.append(BLANK, 0, 1, place.path);
                        continue;
                    }
                    keep(place);
                    way.remove(way.size() - 1);
                    record.resumeLeaf();
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    record.append(
                            xml.getTextCharacters(),
                            xml.getTextStart(),
                            xml.getTextStart() + xml.getTextLength(),
                            place.path);
                case XMLStreamConstants.ENTITY_REFERENCE -> {
                    entity = entity.isEmpty() ? xml.getLocalName() : entity;
                    record.object("the entity &" + xml.getLocalName() + "; is not one of XML's own", place.path);
                }
                default -> {}
            }
        }
        finish(into, start, entity);
    }

    private void keep(Place place) {
        if (place.column < 0) {
            // A column is made only once it has something to hold.
            if (!record.hasText()) {
                return;
            }
            place.column = record.column(place.path.isEmpty() ? "text()" : place.path);
        }
        record.endLeaf(place.column);
    }

    private void attributes(XMLStreamReader2 xml, Place place) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            Place attribute = place.child(
                    place.attributes,
                    xml.getAttributePrefix(i),
                    text(xml.getAttributeNamespace(i)),
                    xml.getAttributeLocalName(i),
                    "@");
            char[] value = xml.getAttributeValue(i).toCharArray();
            record.startLeaf();
            record.append(value, 0, value.length, attribute.path);
            keep(attribute);
        }
    }

    private static String text(@Nullable String maybe) {
        return maybe == null ? "" : maybe;
    }

    private void finish(RecordBatch into, SourcePosition start, String entity) {
        if (record.objection().isEmpty()) {
            record.end(
                    into, records, start.line().orElse(-1), start.byteOffset().orElse(-1));
            return;
        }
        Problem problem = new Problem(
                entity.isEmpty() ? XmlProblem.RECORD_LIMIT : XmlProblem.ENTITY,
                start.withRecord(records).withField(record.objectionField()),
                record.objection() + ", so the record is not read.",
                entity.isEmpty()
                        ? "If that is meant, raise the limit in ReadLimits."
                        : "Write the character itself, or its number such as &#160;.");
        lost.add(problem);
        problems.report(problem);
    }

    private SourcePosition at(XMLStreamReader2 xml) {
        Location start = xml.getLocationInfo().getStartLocation();
        SourcePosition at = SourcePosition.unknown(source);
        if (start.getLineNumber() > 0) {
            at = at.withLine(start.getLineNumber());
        }
        long offset = xml.getLocationInfo().getStartingByteOffset();
        return offset < 0 ? at : at.withByteOffset(offset);
    }

    private FeedException broken(XMLStreamException e) {
        if (e.getNestedException() instanceof FeedException problem) {
            return problem;
        }
        SourcePosition at = SourcePosition.unknown(source);
        Location place = e.getLocation();
        if (place != null && place.getLineNumber() > 0) {
            at = at.withLine(place.getLineNumber());
            at = place.getColumnNumber() > 0 ? at.withColumn(place.getColumnNumber()) : at;
        }
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return new FeedException(
                new Problem(
                        XmlProblem.NOT_WELL_FORMED,
                        records > 0 ? at.withRecord(records) : at,
                        "the document is not well-formed: " + message + ".",
                        "Correct it at this place; nothing after it can be trusted."),
                e);
    }

    @Override
    public void close() {
        try {
            XMLStreamReader2 open = reader;
            if (open != null) {
                open.close();
            }
            in.close();
        } catch (XMLStreamException | IOException e) {
            throw new FeedException(
                    new Problem(XmlProblem.NOT_WELL_FORMED, SourcePosition.unknown(source), "closing failed: " + e), e);
        }
    }
}
