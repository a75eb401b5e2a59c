package io.feedkit.catalog.json;

import io.feedkit.catalog.CatalogFormat;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.catalog.Detection;
import io.feedkit.catalog.Head;
import io.feedkit.catalog.Nesting;
import io.feedkit.catalog.RecordReader;
import io.feedkit.catalog.References;
import io.feedkit.catalog.text.CharsetFinder;
import io.feedkit.catalog.text.FoundCharset;
import io.feedkit.catalog.text.TranscodedStream;
import io.feedkit.catalog.tree.InnerArray;
import io.feedkit.catalog.tree.Shapes;
import io.feedkit.catalog.tree.TreeRecord;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemSink;
import io.feedkit.problem.SourcePosition;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** JSON: an array of objects anywhere in a document, an object of objects, objects one behind the other or one on each line. */
public final class JsonCatalogFormat implements CatalogFormat {
    private static final int NAMED = 95;
    private static final int LIKELY = 80;
    private static final int ONLY_NAMED = 60;
    private static final Charset UTF_32LE = Charset.forName("UTF-32LE");
    private static final Charset UTF_32BE = Charset.forName("UTF-32BE");

    /** For {@link java.util.ServiceLoader}. */
    public JsonCatalogFormat() {}

    @Override
    public String name() {
        return "json";
    }

    @Override
    public int confidence(Head head) {
        String name = head.name().toLowerCase(Locale.ROOT).replaceAll("\\.gz$", "");
        boolean named = name.endsWith(".json") || name.endsWith(".ndjson") || name.endsWith(".jsonl");
        byte[] bytes = head.bytes();
        int first = 0;
        while (first < bytes.length && isBeforeText(bytes[first])) {
            first++;
        }
        boolean begins = first < bytes.length && (bytes[first] == '{' || bytes[first] == '[');
        return begins ? named ? NAMED : LIKELY : named ? ONLY_NAMED : 0;
    }

    /** White space, byte order marks and the zero bytes of wide charsets. */
    private static boolean isBeforeText(byte b) {
        return b == 0
                || b == ' '
                || b == '\t'
                || b == '\n'
                || b == '\r'
                || b == (byte) 0xEF
                || b == (byte) 0xBB
                || b == (byte) 0xBF
                || b == (byte) 0xFE
                || b == (byte) 0xFF;
    }

    @Override
    public RecordReader open(InputStream in, Head head, CatalogOptions options, ProblemSink problems) {
        List<Detection> detections = new ArrayList<>();
        Charset charset = charset(head, options, detections);
        boolean utf8 = charset.equals(StandardCharsets.UTF_8);
        Head readable = utf8 ? head : new Head(head.name(), utf8(head, charset), head.complete());
        InputStream text = utf8 ? in : new TranscodedStream(in, charset);
        JsonShape shape = JsonShape.find(readable);
        boolean given = !options.recordPath().isEmpty();
        if (shape == null && !head.complete() && !given) {
            throw new FeedException(new Problem(
                    JsonProblem.NO_RECORDS,
                    SourcePosition.unknown(head.name()),
                    "the document has no array of objects.",
                    "Name the member that holds the products as the record path."));
        }
        boolean shaped = given || shape != null;
        JsonShape used = given ? JsonShape.at(options.recordPath(), readable) : shape;
        String path = used == null ? "" : used.path();
        if (shape != null && !given) {
            String found = shape.lines() ? "lines" : path.isEmpty() ? "the document" : path;
            detections.add(new Detection("records", found, shape.evidence(), shape.sure()));
        }
        detections.add(new Detection("decimal separator", ".", "numbers of JSON", true));
        RecordParts parts = used == null ? RecordParts.NONE : used.parts();
        Nesting nesting = shape == null
                ? Nesting.NONE
                : Shapes.choose(options.nestings(), shape.paths(), parts.arrays(), detections);
        tellVariants(parts, nesting, options, head.name(), problems);
        TreeRecord record = new TreeRecord(options.limits(), nesting, References.NONE);
        if (shape != null && shape.lines() && !given) {
            return new LineReader(text, head.name(), options.limits(), record, parts, utf8, detections, problems);
        }
        boolean hasId = shape != null && shape.paths().stream().anyMatch(one -> one.endsWith("/id"));
        DocumentReader.Way way = new DocumentReader.Way(path, shaped, utf8, hasId ? "key()" : "id");
        return new DocumentReader(text, head.name(), way, options.limits(), record, parts, detections, problems);
    }

    /** What looks like variants but is called something else becomes lists of one product, which must not happen unseen. */
    private static void tellVariants(
            RecordParts parts, Nesting chosen, CatalogOptions options, String source, ProblemSink problems) {
        if (!chosen.variants().isEmpty()) {
            return;
        }
        for (Nesting known : options.nestings()) {
            for (InnerArray array : parts.arrays()) {
                if (array.looksLikeVariants(known.signs())) {
                    problems.report(JsonProblem.likeVariants(source, array, array.signsOf(known.signs())));
                }
            }
        }
    }

    private static Charset charset(Head head, CatalogOptions options, List<Detection> detections) {
        if (!options.charset().isEmpty()) {
            try {
                return Charset.forName(options.charset());
            } catch (IllegalArgumentException e) {
                throw new FeedException(
                        new Problem(
                                JsonProblem.NOT_WELL_FORMED,
                                SourcePosition.unknown(head.name()),
                                "there is no charset " + Problem.quote(options.charset()) + "."),
                        e);
            }
        }
        byte[] bytes = head.bytes();
        // The first character is ASCII in every JSON text, so the zero bytes around it tell the charset.
        FoundCharset found = isWide(bytes, 3)
                ? new FoundCharset(UTF_32BE, "zeros before the first character", true, null)
                : isWide(bytes, 0)
                        ? new FoundCharset(UTF_32LE, "zeros after the first character", true, null)
                        : CharsetFinder.find(bytes, head.complete(), head.statedCharset());
        if (!found.charset().equals(StandardCharsets.UTF_8)) {
            detections.add(new Detection("charset", found.charset().name(), found.evidence(), found.sure()));
        }
        return found.charset();
    }

    /** Whether of the first four bytes only this one is not zero. */
    private static boolean isWide(byte[] bytes, int place) {
        if (bytes.length < 4) {
            return false;
        }
        for (int i = 0; i < 4; i++) {
            if (bytes[i] == 0 == (i == place)) {
                return false;
            }
        }
        return true;
    }

    private static byte[] utf8(Head head, Charset charset) {
        try (InputStream in = new TranscodedStream(new ByteArrayInputStream(head.bytes()), charset)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
