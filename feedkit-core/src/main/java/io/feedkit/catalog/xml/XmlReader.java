package io.feedkit.catalog.xml;

import io.feedkit.batch.RecordBatch;
import io.feedkit.batch.TextBuffer;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.catalog.Detection;
import io.feedkit.catalog.Nesting;
import io.feedkit.catalog.ReadLimits;
import io.feedkit.catalog.References;
import io.feedkit.catalog.tree.TreeReader;
import io.feedkit.catalog.tree.TreeRecord;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemSink;
import io.feedkit.problem.SourcePosition;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Streams the records of an XML document, and keeps what it says before them that they refer to. */
final class XmlReader extends TreeReader {
    private final InputStream in;
    private final Way way;
    private final ReadLimits limits;
    private final Nesting nesting;
    private final References references;
    private final boolean learning;
    private final ElementRecord element;
    private final TreeRecord rowRecord;
    private final ElementRecord rowElement;
    private final TextBuffer rowText = new TextBuffer(256);
    private final Deque<Outside> outside = new ArrayDeque<>();
    private @Nullable Markup markup;
    private boolean saidEntity;
    private boolean saidFull;

    /**
     * How a document is to be read.
     *
     * @param records paths of the elements that are records
     * @param charset name of the charset, or empty when the document says it itself
     * @param plain whether it is as {@link Utf8Markup} reads it
     */
    record Way(List<String> records, String charset, boolean plain) {}

    static XmlReader open(
            InputStream in,
            String source,
            Way way,
            Nesting nesting,
            CatalogOptions options,
            List<Detection> detections,
            ProblemSink problems) {
        boolean learning = nesting.references().isEmpty();
        References references = learning && !nesting.tables().isEmpty()
                ? new References(source, options.limits().maxParentBytes())
                : nesting.references();
        TreeRecord record = new TreeRecord(options.limits(), nesting, references);
        return new XmlReader(in, source, way, record, references, options.limits(), detections, problems);
    }

    private XmlReader(
            InputStream in,
            String source,
            Way way,
            TreeRecord record,
            References references,
            ReadLimits limits,
            List<Detection> detections,
            ProblemSink problems) {
        super(source, record, references, detections, problems);
        this.in = in;
        this.limits = limits;
        this.references = references;
        this.way = way;
        nesting = record.nesting();
        learning = nesting.references().isEmpty();
        element = new ElementRecord(record, limits.maxDepth());
        rowRecord = new TreeRecord(limits, Nesting.NONE, References.NONE);
        rowElement = new ElementRecord(rowRecord, limits.maxDepth());
        outside.push(Outside.root(way.records, nesting));
    }

    @Override
    protected boolean next(RecordBatch into) {
        try {
            return advance(into);
        } catch (BadXml e) {
            throw NoRecords.notWellFormed(source, e, records);
        }
    }

    private Markup markup() {
        Markup open = markup;
        if (open == null) {
            open = way.plain
                    ? new Utf8Markup(in, limits.maxRecordBytes())
                    : new WoodstoxMarkup(in, way.charset, limits);
            markup = open;
        }
        return open;
    }

    /** Goes on to the end of the next record, or of the document. */
    private boolean advance(RecordBatch into) {
        Markup xml = markup();
        Markup.Piece piece;
        while ((piece = xml.next()) != Markup.Piece.NONE) {
            if (piece == Markup.Piece.START) {
                Outside here = child(outside.getFirst(), xml);
                if (here.record) {
                    readRecord(xml, into);
                    return true;
                }
                context(here, xml);
                if (here.table != null && learning) {
                    readRow(xml, here.table);
                } else if (!here.column.isEmpty()) {
                    record.setContext(here.column, readText(xml));
                } else {
                    outside.push(here);
                    if (outside.size() > limits.maxDepth() + 1) {
                        throw tooDeep(xml);
                    }
                }
            } else if (piece == Markup.Piece.END) {
                outside.pop();
            }
        }
        if (references.isCut()) {
            sayFull(at(xml), "a table of this source has too many rows of one key; not all of them are remembered.");
        }
        return false;
    }

    private static Outside child(Outside above, Markup xml) {
        return above.child(xml.prefix(), xml.namespace(), xml.local());
    }

    private void context(Outside here, Markup xml) {
        if (!here.attributes.isEmpty()) {
            for (int i = 0; i < xml.attributes(); i++) {
                String column = here.attributes.get(xml.attributeLocal(i));
                if (column != null) {
                    record.setContext(column, xml.attributeValue(i));
                }
            }
        }
    }

    private FeedException tooDeep(Markup xml) {
        return new FeedException(new Problem(
                XmlProblem.NOT_WELL_FORMED,
                at(xml),
                "elements are nested deeper than " + limits.maxDepth() + ".",
                "If that is meant, raise ReadLimits.maxDepth."));
    }

    /** The text of an element that holds for all records. */
    private String readText(Markup xml) {
        rowText.clear();
        rowRecord.start(rowText);
        rowElement.read(xml, 0);
        return rowRecord.text("text()");
    }

    private void readRow(Markup xml, Nesting.Table table) {
        SourcePosition at = at(xml);
        rowText.clear();
        rowRecord.start(rowText);
        rowElement.read(xml, 0);
        String key = rowRecord.text(table.key());
        int sign = table.skip().indexOf('=');
        boolean skipped = sign > 0
                && rowRecord
                        .text(table.skip().substring(0, sign))
                        .equals(table.skip().substring(sign + 1));
        if (key.isEmpty() || skipped) {
            return;
        }
        String parent = table.parent().isEmpty() ? "" : rowRecord.text(table.parent());
        if (!references.add(table.name(), key, rowRecord.text(table.value()), parent)) {
            sayFull(
                    at,
                    "the table " + table.name() + " has a key that is too long, or too many rows of one key, such as "
                            + Problem.quote(key) + "; they are not remembered.");
        }
    }

    private void sayFull(SourcePosition at, String message) {
        if (!saidFull) {
            saidFull = true;
            report(new Problem(XmlProblem.TABLE_LIMIT, at, message, "Look at which leaf is the key of the table."));
        }
    }

    private void readRecord(Markup xml, RecordBatch into) {
        long number = ++records;
        SourcePosition start = at(xml);
        record.start(into.text());
        element.read(xml, outside.size());
        if (record.objection().isEmpty()) {
            int rows = record.end(into, number, start.line().orElse(-1), -1);
            records += Math.max(rows, 1) - 1;
        }
        if (!record.objection().isEmpty()) {
            loseRecord(start.withRecord(number).withField(record.objectionField()));
            return;
        }
        if (!element.repeated().isEmpty()) {
            report(new Problem(
                    XmlProblem.REPEATED_PART,
                    start.withRecord(number).withField(element.repeated()),
                    Problem.quote(element.repeated())
                            + " stands several times in this record; the first was read, the others were not.",
                    "If the prices of another period are meant, leave the others out of the file."));
        }
        if (!element.htmlEntity().isEmpty() && !saidEntity) {
            saidEntity = true;
            report(new Problem(
                    XmlProblem.HTML_ENTITY,
                    start.withRecord(number),
                    "&" + element.htmlEntity() + "; is HTML and no XML; such names are read as HTML means them.",
                    "Write the character itself, or its number such as &#160;."));
        }
    }

    private void loseRecord(SourcePosition at) {
        boolean entity = !element.unknownEntity().isEmpty();
        lose(new Problem(
                entity ? XmlProblem.ENTITY : XmlProblem.RECORD_LIMIT,
                at,
                record.objection() + ", so the record is not read.",
                entity
                        ? "Write the character itself, or its number such as &#160;."
                        : "If that is meant, raise the limit in ReadLimits."));
    }

    private SourcePosition at(Markup xml) {
        return SourcePosition.unknown(source).withLine(xml.line());
    }

    @Override
    public void close() {
        try {
            Markup open = markup;
            if (open != null) {
                open.close();
            }
            in.close();
        } catch (BadXml | IOException e) {
            throw new FeedException(
                    new Problem(XmlProblem.NOT_WELL_FORMED, SourcePosition.unknown(source), "closing failed: " + e), e);
        }
    }
}
