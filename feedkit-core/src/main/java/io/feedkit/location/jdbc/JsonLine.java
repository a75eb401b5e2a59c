package io.feedkit.location.jdbc;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Puts lines of JSON together, in UTF-8. */
final class JsonLine {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private byte[] bytes = new byte[64 * 1024];
    private int size;
    private boolean first;

    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    void beginObject() {
        raw("{");
        first = true;
    }

    void endLine() {
        raw("}\n");
    }

    void name(String name) {
        if (!first) {
            raw(",");
        }
        first = false;
        text(name);
        raw(":");
    }

    /** JSON as it is to stand there. */
    void raw(String json) {
        byte[] more = json.getBytes(StandardCharsets.UTF_8);
        if (bytes.length - size < more.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more.length));
        }
        System.arraycopy(more, 0, bytes, size, more.length);
        size += more.length;
    }

    /** A text, in quotes. */
    void text(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 8).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 15]);
            } else {
                quoted.append(c);
            }
        }
        raw(quoted.append('"').toString());
    }
}
