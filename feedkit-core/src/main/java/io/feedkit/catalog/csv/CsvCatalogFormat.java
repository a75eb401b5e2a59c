package io.feedkit.catalog.csv;

import io.feedkit.catalog.CatalogFormat;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.catalog.Detection;
import io.feedkit.catalog.Head;
import io.feedkit.catalog.RecordReader;
import io.feedkit.catalog.text.CharsetFinder;
import io.feedkit.catalog.text.FoundCharset;
import io.feedkit.catalog.text.LateCharsetStream;
import io.feedkit.catalog.text.OtherCharset;
import io.feedkit.catalog.text.TranscodedStream;
import io.feedkit.catalog.text.Utf8;
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
import org.jspecify.annotations.Nullable;

/** Delimited text: CSV, TSV and relatives. */
public final class CsvCatalogFormat implements CatalogFormat {
    private static final int LIKELY = 60;
    private static final int POSSIBLE = 30;
    private static final int FALLBACK = 10;
    private static final int BY_EXTENSION = 30;
    private static final int STRAY_CONTROLS = 16;
    private static final String TAPE_MARK = "ustar";
    private static final int TAPE_MARK_AT = 257;

    /** For {@link java.util.ServiceLoader}. */
    public CsvCatalogFormat() {}

    @Override
    public String name() {
        return "csv";
    }

    @Override
    public int confidence(Head head) {
        if (isArchive(head.bytes())) {
            return 0;
        }
        FoundCharset charset = CharsetFinder.find(head.bytes(), head.complete(), head.statedCharset());
        byte[] text = utf8(head, charset.charset());
        int extension = hasExtension(head.name()) ? BY_EXTENSION : 0;
        if (isBinary(text) || isPdf(text)) {
            return 0;
        }
        int first = firstByte(text);
        if (first == '<' || first == '{' || first == '[') {
            return extension / 10;
        }
        double fit = new DialectFinder(head.name(), text, head.complete(), CatalogOptions.DEFAULTS).fit();
        return extension + (fit > 0.9 ? LIKELY : fit > 0 ? POSSIBLE : FALLBACK);
    }

    @Override
    public RecordReader open(InputStream in, Head head, CatalogOptions options, ProblemSink problems) {
        try {
            return read(in, head, options, problems);
        } catch (RuntimeException e) {
            try {
                in.close();
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }

    private static RecordReader read(InputStream in, Head head, CatalogOptions options, ProblemSink problems) {
        String objection = Settings.objection(options.dialect());
        if (!objection.isEmpty()) {
            throw unusable(head, objection, null);
        }
        List<Detection> detections = new ArrayList<>();
        FoundCharset found = charset(head, options, detections, problems);
        Charset charset = found.charset();
        boolean utf8 = charset.equals(StandardCharsets.UTF_8);
        boolean guessed = utf8 && options.charset().isEmpty();
        DialectFinder finder = new DialectFinder(head.name(), utf8(head, charset), head.complete(), options);
        CsvDialect dialect = finder.find();
        int skipped = options.dialect().skippedColumns();
        detections.addAll(finder.detections());
        RecordReader reader = new CsvReader(
                utf8 ? unlessLate(in, head, options, problems) : new TranscodedStream(in, charset),
                head.name(),
                dialect,
                options.limits(),
                detections,
                new CsvReader.Known(
                        utf8,
                        guessed ? OtherCharset.of(head.bytes(), found) : OtherCharset.NONE,
                        finder.usualWidth(),
                        skipped),
                problems);
        return skipped == 0 ? reader : new SkippedColumns(reader, skipped);
    }

    /** A head of nothing but ASCII says nothing of the rest, unless it is known what the charset is. */
    private static InputStream unlessLate(InputStream in, Head head, CatalogOptions options, ProblemSink problems) {
        byte[] bytes = head.bytes();
        boolean ascii = Utf8.firstHigh(bytes, 0, bytes.length) == bytes.length;
        boolean known = head.complete() || !options.charset().isEmpty() || !ascii;
        return known
                ? in
                : new LateCharsetStream(in, head.statedCharset(), (found, at) -> tellLate(head, found, at, problems));
    }

    private static void tellLate(Head head, FoundCharset found, long at, ProblemSink problems) {
        FoundCharset.Doubt doubt = found.doubt();
        if (doubt != null) {
            problems.report(uncertain(head, found, doubt));
        } else if (!found.charset().equals(StandardCharsets.UTF_8)) {
            problems.report(new Problem(
                    CsvProblem.CHARSET_LATE,
                    SourcePosition.unknown(head.name()).withByteOffset(at),
                    "The first " + at + " bytes are ASCII, and what follows is not UTF-8; it was read as "
                            + found.charset().name() + " (" + found.evidence() + ").",
                    "If words are wrong, name the charset."));
        }
    }

    private static FoundCharset charset(
            Head head, CatalogOptions options, List<Detection> detections, ProblemSink problems) {
        if (options.charset().isEmpty()) {
            FoundCharset found = CharsetFinder.find(head.bytes(), head.complete(), head.statedCharset());
            detections.add(new Detection("charset", found.charset().name(), found.evidence(), found.sure()));
            FoundCharset.Doubt doubt = found.doubt();
            if (doubt != null) {
                problems.report(uncertain(head, found, doubt));
            }
            return found;
        }
        try {
            return FoundCharset.named(Charset.forName(options.charset()));
        } catch (IllegalArgumentException e) {
            throw unusable(head, "There is no charset " + Problem.quote(options.charset()) + ".", e);
        }
    }

    private static Problem uncertain(Head head, FoundCharset found, FoundCharset.Doubt doubt) {
        Charset other = found.other();
        Charset taken = other == null ? found.charset() : other;
        return new Problem(
                CsvProblem.CHARSET_UNCERTAIN,
                SourcePosition.unknown(head.name()),
                "The text may be in " + taken.name() + " (" + String.join(", ", doubt.words()) + ") or in "
                        + doubt.other().name() + " (" + String.join(", ", doubt.otherWords())
                        + "); the first was taken.",
                "Name the charset in which these words are right.");
    }

    private static FeedException unusable(Head head, String message, @Nullable Throwable cause) {
        Problem problem = new Problem(CsvProblem.UNUSABLE_OPTION, SourcePosition.unknown(head.name()), message);
        return cause == null ? new FeedException(problem) : new FeedException(problem, cause);
    }

    private static byte[] utf8(Head head, Charset charset) {
        if (charset.equals(StandardCharsets.UTF_8)) {
            return head.bytes();
        }
        try (InputStream in = new TranscodedStream(new ByteArrayInputStream(head.bytes()), charset)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    private static boolean hasExtension(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        String plain = lower.endsWith(".gz") ? lower.substring(0, lower.length() - 3) : lower;
        return plain.endsWith(".csv") || plain.endsWith(".tsv") || plain.endsWith(".txt") || plain.endsWith(".tab");
    }

    /** A small PDF may hold few enough control characters to pass for text. */
    private static boolean isPdf(byte[] text) {
        return text.length > 4 && text[0] == '%' && text[1] == 'P' && text[2] == 'D' && text[3] == 'F';
    }

    /** Asked before anything else, since looking for letters in a large archive takes longer than all the rest. */
    private static boolean isArchive(byte[] head) {
        return head.length > 4 && head[0] == 'P' && head[1] == 'K' && head[2] < ' ' && head[3] < ' ';
    }

    /** Text may hold a stray control character; a picture is full of them. Zeros alone may end rows or fill cells. */
    private static boolean isBinary(byte[] text) {
        int controls = 0;
        int zeros = 0;
        for (byte c : text) {
            if (c == 0) {
                zeros++;
            } else if (c > 0 && c < ' ' && c != '\t' && c != '\n' && c != '\r') {
                controls++;
            }
        }
        int stray = Math.max(STRAY_CONTROLS, text.length / 50);
        boolean only = controls == 0 && zeros < text.length / 2 && !isTape(text);
        return controls + (only ? 0 : zeros) > stray;
    }

    /** An archive of files that are parted by zeros. */
    private static boolean isTape(byte[] text) {
        return text.length > TAPE_MARK_AT + TAPE_MARK.length()
                && new String(text, TAPE_MARK_AT, TAPE_MARK.length(), StandardCharsets.ISO_8859_1).equals(TAPE_MARK);
    }

    private static int firstByte(byte[] text) {
        for (byte c : text) {
            boolean mark = c == (byte) 0xEF || c == (byte) 0xBB || c == (byte) 0xBF;
            if (!mark && c != ' ' && c != '\t' && c != '\n' && c != '\r') {
                return c;
            }
        }
        return -1;
    }
}
