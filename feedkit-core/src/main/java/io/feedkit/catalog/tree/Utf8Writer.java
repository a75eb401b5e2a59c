package io.feedkit.catalog.tree;

/** Writes characters as UTF-8. What XML forbids becomes a blank, unpaired surrogates U+FFFD; a pair may come in two pieces. */
final class Utf8Writer {
    private char highSurrogate;

    void start() {
        highSurrogate = 0;
    }

    /** Whether the last character was the first half of a pair. */
    boolean isWaiting() {
        return highSurrogate != 0;
    }

    /** Writes at most three bytes for each character and three more; where the text then ends. */
    int write(char[] chars, int from, int to, byte[] into, int at) {
        int out = at;
        int i = from;
        while (i < to) {
            // Nearly all text is ASCII, and then nothing else has to be looked at.
            if (highSurrogate == 0) {
                while (i < to && chars[i] < 0x80) {
                    char c = chars[i++];
                    into[out++] = c < ' ' ? blankUnlessWhite(c) : (byte) c;
                }
            }
            if (i < to) {
                out = encode(chars[i++], into, out);
            }
        }
        return out;
    }

    /** Writes what a half pair at the end of a text becomes. */
    int end(byte[] into, int at) {
        if (highSurrogate == 0) {
            return at;
        }
        highSurrogate = 0;
        return three('\uFFFD', into, at);
    }

    /** Our own separators and whatever else XML forbids become blanks. */
    private static byte blankUnlessWhite(char c) {
        return c == '\t' || c == '\n' || c == '\r' ? (byte) c : (byte) ' ';
    }

    private int encode(char c, byte[] bytes, int at) {
        int out = at;
        if (highSurrogate != 0) {
            char high = highSurrogate;
            highSurrogate = 0;
            if (Character.isLowSurrogate(c)) {
                int point = Character.toCodePoint(high, c);
                bytes[out++] = (byte) (0xF0 | point >> 18);
                bytes[out++] = (byte) (0x80 | point >> 12 & 0x3F);
                bytes[out++] = (byte) (0x80 | point >> 6 & 0x3F);
                bytes[out++] = (byte) (0x80 | point & 0x3F);
                return out;
            }
            out = three('\uFFFD', bytes, out);
        }
        if (Character.isHighSurrogate(c)) {
            highSurrogate = c;
        } else if (Character.isLowSurrogate(c)) {
            out = three('\uFFFD', bytes, out);
        } else if (c < 0x80) {
            bytes[out++] = c < ' ' ? blankUnlessWhite(c) : (byte) c;
        } else if (c < 0x800) {
            bytes[out++] = (byte) (0xC0 | c >> 6);
            bytes[out++] = (byte) (0x80 | c & 0x3F);
        } else {
            out = three(c < '\uFFFE' ? c : '\uFFFD', bytes, out);
        }
        return out;
    }

    private static int three(char c, byte[] bytes, int at) {
        bytes[at] = (byte) (0xE0 | c >> 12);
        bytes[at + 1] = (byte) (0x80 | c >> 6 & 0x3F);
        bytes[at + 2] = (byte) (0x80 | c & 0x3F);
        return at + 3;
    }
}
