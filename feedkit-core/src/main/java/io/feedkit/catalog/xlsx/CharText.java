package io.feedkit.catalog.xlsx;

import io.feedkit.batch.TextBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The characters of one text while a parser brings them in pieces. What goes over the limit is dropped, and that is remembered. */
final class CharText {
    private final int maxBytes;
    private char[] chars = new char[256];
    private int length;
    private boolean tooLong;

    CharText(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    void clear() {
        length = 0;
        tooLong = false;
    }

    int length() {
        return length;
    }

    char charAt(int index) {
        return chars[index];
    }

    boolean isTooLong() {
        return tooLong;
    }

    void append(char[] source, int from, int count) {
        // A character has at least one byte.
        if (tooLong || length + (long) count > maxBytes) {
            tooLong = true;
            return;
        }
        if (chars.length - length < count) {
            chars = Arrays.copyOf(chars, Math.max(chars.length * 2, length + count));
        }
        System.arraycopy(source, from, chars, length, count);
        length += count;
    }

    String string() {
        return new String(chars, 0, length);
    }

    /**
     * Appends the text as UTF-8 and returns its slice. What a workbook writes as {@code _x000D_} is that character again; control characters become blanks.
     */
    long appendTo(TextBuffer text) {
        byte[] bytes = text.room(length);
        int end = text.end();
        for (int i = 0; i < length; i++) {
            char c = chars[i];
            if (c >= 0x80 || c < ' ' || c == '_') {
                return slow(text);
            }
            bytes[end + i] = (byte) c;
        }
        return text.advanceTo(end + length);
    }

    private long slow(TextBuffer text) {
        StringBuilder plain = new StringBuilder(length);
        int i = 0;
        while (i < length) {
            int escaped = escaped(i);
            char c = escaped < 0 ? chars[i] : (char) escaped;
            boolean control = c < ' ' && c != '\t' && c != '\n' && c != '\r' || c >= '\uFFFE';
            plain.append(control ? ' ' : c);
            i += escaped < 0 ? 1 : 7;
        }
        for (int at = 0; at < plain.length(); at++) {
            boolean paired = Character.isHighSurrogate(plain.charAt(at))
                    && at + 1 < plain.length()
                    && Character.isLowSurrogate(plain.charAt(at + 1));
            if (paired) {
                at++;
            } else if (Character.isSurrogate(plain.charAt(at))) {
                plain.setCharAt(at, '\uFFFD');
            }
        }
        byte[] bytes = plain.toString().getBytes(StandardCharsets.UTF_8);
        return text.append(bytes, 0, bytes.length);
    }

    /** The character that is written as {@code _xHHHH_} at a place, or -1. */
    private int escaped(int at) {
        if (chars[at] != '_' || at + 7 > length || chars[at + 1] != 'x' || chars[at + 6] != '_') {
            return -1;
        }
        int value = 0;
        for (int i = at + 2; i < at + 6; i++) {
            int digit = chars[i] < 0x80 ? Character.digit(chars[i], 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }
}
