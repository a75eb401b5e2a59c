package io.feedkit.catalog.xml;

import io.feedkit.catalog.CatalogFormat;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.catalog.Detection;
import io.feedkit.catalog.Head;
import io.feedkit.catalog.Nesting;
import io.feedkit.catalog.RecordReader;
import io.feedkit.catalog.tree.Shapes;
import io.feedkit.problem.ProblemSink;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** XML: Google RSS and Atom, Yandex YML, Heureka, or any document in which an element repeats. */
public final class XmlCatalogFormat implements CatalogFormat {
    private static final int DECLARED = 95;
    private static final int LIKELY = 80;

    /** For {@link java.util.ServiceLoader}. */
    public XmlCatalogFormat() {}

    @Override
    public String name() {
        return "xml";
    }

    @Override
    public int confidence(Head head) {
        String start = start(head.bytes());
        if (start.startsWith("<?xml")) {
            return DECLARED;
        }
        return start.startsWith("<") ? LIKELY : 0;
    }

    /** The first characters without byte order marks, blanks and the zero bytes of UTF-16. */
    private static String start(byte[] bytes) {
        String head = new String(bytes, 0, Math.min(bytes.length, 400), StandardCharsets.ISO_8859_1);
        String plain = head.replaceFirst("^(\u00ef\u00bb\u00bf|\u00fe\u00ff|\u00ff\u00fe)", "")
                .replace("\0", "");
        return plain.stripLeading().toLowerCase(Locale.ROOT);
    }

    @Override
    public RecordReader open(InputStream in, Head head, CatalogOptions options, ProblemSink problems) {
        List<Detection> detections = new ArrayList<>();
        String charset = options.charset().isEmpty()
                ? XmlCharset.find(head, detections, problems)
                : XmlCharset.given(head, options.charset());
        RecordElement.Outline outline = RecordElement.outline(head, charset, options.limits());
        Nesting nesting = Shapes.choose(options.nestings(), outline.paths(), List.of(), detections);
        List<String> records = options.recordPath().isEmpty() ? nesting.records() : List.of(options.recordPath());
        if (records.isEmpty()) {
            RecordElement found = RecordElement.find(outline);
            if (found == null) {
                throw NoRecords.because(head, start(head.bytes()), charset, options.limits());
            }
            records = List.of(found.path());
            detections.add(new Detection("record element", found.path(), found.evidence(), found.sure()));
        }
        XmlReader.Way way = new XmlReader.Way(records, charset, Prolog.isPlain(head, charset));
        return XmlReader.open(in, head.name(), way, nesting, options, detections, problems);
    }
}
