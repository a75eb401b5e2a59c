package io.feedkit.feed.xml;

import io.feedkit.batch.TextBuffer;
import java.nio.charset.StandardCharsets;

/** Copies UTF-8 text into CDATA sections: as it is, but for characters XML forbids and for the end of a section inside it, where the next section begins. */
final class Cdata {
    private static final byte[] OPEN = "<![CDATA[".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CLOSE = "]]>".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SPLIT = "]]]]><![CDATA[>".getBytes(StandardCharsets.US_ASCII);

    private Cdata() {}

    static void append(byte[] source, int from, int to, TextBuffer out) {
        out.append(OPEN);
        int start = from;
        for (int i = from; i < to; i++) {
            byte b = source[i];
            if (b >= 0 && b < ' ' && b != '\n' && b != '\t' && b != '\r') {
                out.append(source, start, i);
                start = i + 1;
            } else if (b == ']' && i + 2 < to && source[i + 1] == ']' && source[i + 2] == '>') {
                out.append(source, start, i);
                out.append(SPLIT);
                i += 2;
                start = i + 1;
            }
        }
        out.append(source, start, to);
        out.append(CLOSE);
    }
}
