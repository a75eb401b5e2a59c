package io.feedkit.catalog.xml;

import io.feedkit.catalog.Detection;
import io.feedkit.catalog.Head;
import io.feedkit.catalog.text.CharsetFinder;
import io.feedkit.catalog.text.FoundCharset;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemSink;
import io.feedkit.problem.SourcePosition;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The charset of an XML document when what it says about itself is not true. */
final class XmlCharset {
    private static final int DECLARATION = 400;
    private static final Pattern ENCODING =
            Pattern.compile("^(?:\u00ef\u00bb\u00bf)?<\\?xml[^>]*?\\sencoding\\s*=\\s*[\"']([A-Za-z0-9._:-]+)[\"']");

    private XmlCharset() {}

    /** The name to decode with, or empty to believe the document. */
    static String find(Head head, List<Detection> detections, ProblemSink problems) {
        byte[] bytes = head.bytes();
        FoundCharset found = CharsetFinder.find(bytes, head.complete(), head.statedCharset());
        boolean wide = isWide(found.charset().name());
        String start = new String(bytes, 0, Math.min(bytes.length, DECLARATION), StandardCharsets.ISO_8859_1);
        Matcher said = ENCODING.matcher(
                wide ? start.replace("\0", "").replaceFirst("^(\u00fe\u00ff|\u00ff\u00fe)", "") : start);
        if (!said.find()) {
            return wide ? "" : believed(head, "UTF-8", found, detections, problems);
        }
        return believed(head, said.group(1), found, detections, problems);
    }

    private static String believed(
            Head head, String declared, FoundCharset found, List<Detection> detections, ProblemSink problems) {
        boolean wide = isWide(found.charset().name());
        boolean saidWide = isWide(declared);
        if (wide && saidWide || !wide && !saidWide && isAscii(head.bytes())) {
            return "";
        }
        boolean bytesAreUtf8 = found.charset().equals(StandardCharsets.UTF_8);
        boolean saidUtf8 = declared.equalsIgnoreCase("UTF-8") || declared.equalsIgnoreCase("UTF8");
        boolean saidAscii = declared.equalsIgnoreCase("US-ASCII") || declared.equalsIgnoreCase("ASCII");
        boolean contradicts = bytesAreUtf8 ? !saidUtf8 && found.sure() : saidUtf8 || saidAscii;
        // Characters of one byte and of two or four cannot be taken for each other.
        if (wide == saidWide && !contradicts) {
            return "";
        }
        String name = found.charset().name();
        detections.add(new Detection("charset", name, found.evidence(), found.sure()));
        problems.report(new Problem(
                XmlProblem.WRONG_CHARSET,
                SourcePosition.unknown(head.name()).withLine(1),
                "the document is said to be " + declared + ", but its bytes are " + name + " (" + found.evidence()
                        + "); it is read as " + name + ".",
                "Correct the XML declaration, or name the charset."));
        return name;
    }

    private static boolean isWide(String charset) {
        String name = charset.toUpperCase(Locale.ROOT);
        return name.startsWith("UTF-16") || name.startsWith("UTF-32") || name.contains("UCS-");
    }

    private static boolean isAscii(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    /** A charset somebody named. */
    static String given(Head head, String name) {
        try {
            return Charset.forName(name).name();
        } catch (IllegalArgumentException e) {
            throw new FeedException(
                    new Problem(
                            XmlProblem.WRONG_CHARSET,
                            SourcePosition.unknown(head.name()),
                            "there is no charset " + Problem.quote(name) + ".",
                            "Write its name as Java knows it, such as windows-1250."),
                    e);
        }
    }
}
