package io.feedkit.feed.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.feedkit.batch.TextBuffer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Appends JSON to a buffer: objects, arrays, texts, numbers, truth values.
 *
 * <p>Feeds and ledgers have an object per product, written from slices of bytes, so this stays at the level of bytes; a library's generator costs more than the line is worth.
 */
public final class JsonWriter {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final byte[] HEX = "0123456789abcdef".getBytes(UTF_8);

    private final TextBuffer out;
    private boolean first = true;

    public JsonWriter(TextBuffer out) {
        this.out = out;
    }

    /** For what comes behind other members or elements, which stand elsewhere. */
    public JsonWriter following() {
        first = false;
        return this;
    }

    public JsonWriter object() {
        return open("{");
    }

    public JsonWriter endObject() {
        return close("}");
    }

    public JsonWriter array() {
        return open("[");
    }

    public JsonWriter endArray() {
        return close("]");
    }

    public JsonWriter object(String name) {
        name(name);
        return open("{");
    }

    public JsonWriter array(String name) {
        name(name);
        return open("[");
    }

    public JsonWriter field(String name, String value) {
        name(name);
        return text(value);
    }

    public JsonWriter field(String name, long value) {
        name(name);
        out.append(Long.toString(value));
        first = false;
        return this;
    }

    public JsonWriter field(String name, boolean value) {
        name(name);
        out.append(Boolean.toString(value));
        first = false;
        return this;
    }

    /** A text that stands as UTF-8 in another buffer. */
    public JsonWriter field(String name, byte[] source, long slice) {
        name(name);
        quoted(source, TextBuffer.start(slice), TextBuffer.end(slice));
        return this;
    }

    /** An element of an array. */
    public JsonWriter text(String value) {
        byte[] utf8 = value.getBytes(UTF_8);
        comma();
        quoted(utf8, 0, utf8.length);
        return this;
    }

    /** A name that was made ready by {@link #readyName}; its value follows. */
    JsonWriter name(byte[] ready) {
        comma();
        out.append(ready);
        first = true;
        return this;
    }

    /** The bytes of a name in quotes and its colon. */
    static byte[] readyName(String name) {
        TextBuffer bytes = new TextBuffer(16);
        new JsonWriter(bytes).name(name);
        return Arrays.copyOf(bytes.bytes(), bytes.end());
    }

    /** A text that stands as UTF-8 in another buffer, as an element or after a name. */
    JsonWriter text(byte[] source, int from, int to) {
        comma();
        quoted(source, from, to);
        return this;
    }

    /** The same as it stands, when it is a number, {@code true} or {@code false}; else in quotes. */
    JsonWriter bare(byte[] source, int from, int to) {
        if (!BareText.isValue(source, from, to)) {
            return text(source, from, to);
        }
        comma();
        out.append(source, from, to);
        return this;
    }

    /** An object that stands in another buffer as JSON already, as an element or after a name; what is none at first sight goes in quotes. */
    JsonWriter object(byte[] source, int from, int to) {
        if (to - from < 2 || source[from] != '{' || source[to - 1] != '}') {
            return text(source, from, to);
        }
        comma();
        out.append(source, from, to);
        return this;
    }

    /** A word in capitals, with underscores for what is neither letter nor digit; a plus, which no constant can hold, is a P. */
    JsonWriter constant(byte[] source, int from, int to) {
        byte[] capitals = Arrays.copyOfRange(source, from, to);
        for (int i = 0; i < capitals.length; i++) {
            byte c = capitals[i];
            if (c >= 'a' && c <= 'z') {
                capitals[i] = (byte) (c - 'a' + 'A');
            } else if (c == '+') {
                capitals[i] = 'P';
            } else if (c == ' ' || c == '-') {
                capitals[i] = '_';
            }
        }
        return text(capitals, 0, capitals.length);
    }

    /** Ends a line of NDJSON; the next value stands alone. */
    public JsonWriter endLine() {
        raw('\n');
        first = true;
        return this;
    }

    private JsonWriter open(String bracket) {
        comma();
        out.append(bracket);
        first = true;
        return this;
    }

    private JsonWriter close(String bracket) {
        out.append(bracket);
        first = false;
        return this;
    }

    private void name(String name) {
        comma();
        byte[] utf8 = name.getBytes(UTF_8);
        quoted(utf8, 0, utf8.length);
        raw(':');
        first = true;
    }

    private void comma() {
        if (!first) {
            raw(',');
        }
        first = false;
    }

    private void raw(char c) {
        out.room(1)[out.end()] = (byte) c;
        out.advanceTo(out.end() + 1);
    }

    /** A text that stands as UTF-8 in another buffer, in quotes; commas are the caller's. */
    public void quoted(byte[] source, int from, int to) {
        byte[] target = out.room((to - from) * 6 + 2 + Long.BYTES);
        int at = out.end();
        target[at++] = '"';
        int i = from;
        while (i < to) {
            while (i + Long.BYTES <= to) {
                long eight = (long) EIGHT.get(source, i);
                if (needsCare(eight)) {
                    break;
                }
                EIGHT.set(target, at, eight);
                i += Long.BYTES;
                at += Long.BYTES;
            }
            int stop = Math.min(to, i + Long.BYTES);
            for (; i < stop; i++) {
                at = put(source[i], target, at);
            }
        }
        target[at++] = '"';
        out.advanceTo(at);
        first = false;
    }

    private static boolean needsCare(long eight) {
        long quotes = eight ^ '"' * ONES;
        long backslashes = eight ^ '\\' * ONES;
        return ((quotes - ONES & ~quotes | backslashes - ONES & ~backslashes | eight - ' ' * ONES & ~eight) & ONES << 7)
                != 0;
    }

    private static int put(byte b, byte[] target, int start) {
        int at = start;
        if (b == '"' || b == '\\') {
            target[at++] = '\\';
        } else if (b >= 0 && b < ' ') {
            target[at++] = '\\';
            target[at++] = 'u';
            target[at++] = '0';
            target[at++] = '0';
            target[at++] = HEX[b >> 4];
            target[at++] = HEX[b & 15];
            return at;
        }
        target[at++] = b;
        return at;
    }
}
