package io.feedkit.catalog.xml;

import io.feedkit.catalog.Head;
import io.feedkit.catalog.ReadLimits;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Why a document shows no records: it is a web page, its head is broken, or nothing in it repeats. */
final class NoRecords {
    private static final Pattern PAGE =
            Pattern.compile("<(!doctype html|html|head|body|table|div|p|br|b|script)\\b.*", Pattern.DOTALL);
    private static final Pattern TITLE = Pattern.compile("<title[^>]*>\\s*([^<]{1,100})", Pattern.CASE_INSENSITIVE);

    private NoRecords() {}

    /** @param start the first characters, in small letters and without blanks before them */
    static FeedException because(Head head, String start, String charset, ReadLimits limits) {
        if (PAGE.matcher(start).matches()) {
            return webPage(head, charset);
        }
        BadXml broken = firstMistake(head, charset, limits);
        if (broken != null) {
            return notWellFormed(head.name(), broken, 0);
        }
        return new FeedException(new Problem(
                XmlProblem.NO_RECORDS,
                SourcePosition.unknown(head.name()),
                "no element of the document looks like a record.",
                "Name the element that is one product as the record path."));
    }

    private static FeedException webPage(Head head, String charset) {
        Charset read = charset.isEmpty() ? StandardCharsets.UTF_8 : Charset.forName(charset);
        Matcher title = TITLE.matcher(new String(head.bytes(), read));
        String named = title.find() ? ", " + Problem.quote(title.group(1).strip()) : "";
        return new FeedException(new Problem(
                XmlProblem.NO_RECORDS,
                SourcePosition.unknown(head.name()).withLine(1),
                "this is HTML, as web pages and error messages are" + named + ", and no catalogue.",
                "Open the address in a browser: it may ask for a login. A table that was saved as a web page is read once"
                        + " a spreadsheet program has saved it as XLSX or CSV."));
    }

    /** The mistake that the head breaks off at, unless it is the end of the head itself. */
    private static @Nullable BadXml firstMistake(Head head, String charset, ReadLimits limits) {
        ByteArrayInputStream in = new ByteArrayInputStream(head.bytes());
        Markup markup = null;
        try {
            markup = Prolog.isPlain(head, charset)
                    ? new Utf8Markup(in, limits.maxRecordBytes())
                    : new WoodstoxMarkup(in, charset, limits);
            while (markup.next() != Markup.Piece.NONE) {
                // Only whether it comes to the end is asked.
            }
        } catch (BadXml e) {
            return head.complete() || e.line > 0 && e.line < lines(head.bytes()) ? e : null;
        } finally {
            if (markup != null) {
                markup.close();
            }
        }
        return null;
    }

    private static long lines(byte[] bytes) {
        long lines = 1;
        for (byte b : bytes) {
            lines += b == '\n' ? 1 : 0;
        }
        return lines;
    }

    /** @param record the number of the record that was being read, or 0 */
    static FeedException notWellFormed(String source, BadXml e, long record) {
        SourcePosition at = SourcePosition.unknown(source);
        if (e.line > 0) {
            at = at.withLine(e.line);
            at = e.column > 0 ? at.withColumn((int) Math.min(Integer.MAX_VALUE, e.column)) : at;
        }
        return new FeedException(
                new Problem(
                        XmlProblem.NOT_WELL_FORMED,
                        record > 0 ? at.withRecord(record) : at,
                        "the document is not well-formed: " + e.getMessage() + ".",
                        "Correct it at this place; nothing after it can be trusted."),
                e);
    }
}
