package io.feedkit.catalog.xml;

import io.feedkit.catalog.Head;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands before the root element, as far as it says who can read the document. */
final class Prolog {
    private static final Pattern DECLARATION = Pattern.compile("<\\?xml\\s+version\\s*=\\s*(?:\"1\\.0\"|'1\\.0')"
            + "(?:\\s+encoding\\s*=\\s*(?:\"([A-Za-z0-9._-]+)\"|'([A-Za-z0-9._-]+)'))?"
            + "(?:\\s+standalone\\s*=\\s*(?:\"(?:yes|no)\"|'(?:yes|no)'))?\\s*\\?>");
    /** A document type that says no more than its name and where it is described. */
    private static final Pattern DOCTYPE = Pattern.compile("<!DOCTYPE\\s+[A-Za-z_][A-Za-z0-9_.-]*"
            + "(?:\\s+(?:SYSTEM|PUBLIC\\s+(?:\"[A-Za-z0-9 '()+,./:=?;!*#@$_%-]*\"|'[A-Za-z0-9 ()+,./:=?;!*#@$_%-]*'))"
            + "\\s+(?:\"[^\"#]*\"|'[^'#]*'))?\\s*>");

    private static final Pattern BETWEEN = Pattern.compile("\\s+|<!--.*?-->|<\\?(?!xml\\s).*?\\?>", Pattern.DOTALL);
    private static final Pattern ROOT = Pattern.compile("<[A-Za-z_]");
    private static final int MARK = 3;
    private static final int MOST = 16 * 1024;

    private Prolog() {}

    /** Whether {@link Utf8Markup} can read it: UTF-8, XML 1.0, no declarations of entities. What is not clear here is no. */
    static boolean isPlain(Head head, String charset) {
        byte[] bytes = head.bytes();
        boolean marked =
                bytes.length >= MARK && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
        int from = marked ? MARK : 0;
        String start = new String(bytes, from, Math.min(bytes.length - from, MOST), StandardCharsets.ISO_8859_1);
        Matcher matcher = DECLARATION.matcher(start);
        String declared = "";
        if (matcher.lookingAt()) {
            declared = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
            matcher.region(matcher.end(), start.length());
        }
        String name = !charset.isEmpty() ? charset : declared == null || declared.isEmpty() ? "UTF-8" : declared;
        return name.equalsIgnoreCase("UTF-8") && isPlain(matcher);
    }

    private static boolean isPlain(Matcher rest) {
        boolean typed = false;
        while (!rest.usePattern(ROOT).lookingAt()) {
            boolean skipped = rest.usePattern(BETWEEN).lookingAt();
            if (!skipped && !typed) {
                typed = true;
                skipped = rest.usePattern(DOCTYPE).lookingAt();
            }
            if (!skipped) {
                return false;
            }
            rest.region(rest.end(), rest.regionEnd());
        }
        return true;
    }
}
