package io.feedkit.rules.function;

import io.feedkit.batch.TextBuffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Two signs and whatever stands between them, as in {@code <[^>]*>} or {@code \([^)]+\)}: the usual pattern for taking out tags or remarks. Its matches are found by
 * looking for one byte after the other, without an automaton.
 *
 * @param least how many characters stand between them at least, 0 or 1
 */
record Brackets(byte opening, byte closing, int least) {
    /** No longer than the shortest match, so that no text grows. */
    private static final int LONGEST_REPLACEMENT = 2;

    /** A sign of ASCII that stands for itself. */
    private static final String SIGN = "((?:[<>\"'#%&/:;=@~!,]|\\\\[(){}\\[\\]|*.<>\"/]))";

    private static final Pattern SHAPE =
            Pattern.compile(SIGN + "\\[\\^(?:\\\\?([(){}|*.])|" + SIGN + ")\\]([*+])" + SIGN);

    /** What a regular expression looks for, or null when it is more than this. */
    static @Nullable Brackets of(String regex) {
        Matcher shape = SHAPE.matcher(regex);
        if (!shape.matches()) {
            return null;
        }
        byte closing = sign(shape.group(5));
        byte excluded = sign(shape.group(2) == null ? shape.group(3) : shape.group(2));
        return excluded == closing
                ? new Brackets(sign(shape.group(1)), closing, shape.group(4).equals("+") ? 1 : 0)
                : null;
    }

    private static byte sign(String written) {
        return (byte) written.charAt(written.length() - 1);
    }

    /** Whether {@link #replace} can put this in the place of matches: few bytes, and none that names a group. */
    static boolean canPut(TextBuffer text, long with) {
        return TextBuffer.length(with) <= LONGEST_REPLACEMENT
                && TextBuffer.indexOf((byte) '$', text.bytes(), TextBuffer.start(with), TextBuffer.end(with))
                        == TextBuffer.end(with);
    }

    /** The text with a blank in the place of every match, squeezed. */
    long blankedOut(TextBuffer text, long slice) {
        int from = TextBuffer.start(slice);
        int to = TextBuffer.end(slice);
        if (TextBuffer.indexOf(opening, text.bytes(), from, to) == to) {
            return Squeeze.of(text, slice);
        }
        byte[] bytes = text.room(to - from + Long.BYTES);
        int start = text.end();
        int out = start;
        byte sought = opening;
        for (int at = Utf8.skipBlanks(bytes, from, to); at < to; ) {
            int clean = Utf8.copyWellSpaced(bytes, at, to, out, sought);
            at += clean;
            out += clean;
            int behind = at;
            if (at < to && bytes[at] == sought) {
                int close = TextBuffer.indexOf(closing, bytes, at + 1, to);
                behind = close < to && close - at > least ? close + 1 : at;
                // Without another end there is no match in the rest.
                sought = close < to ? opening : Utf8.NO_BYTE;
            }
            behind = Utf8.skipBlanks(bytes, behind, to);
            if (behind == at && at < to) {
                bytes[out++] = bytes[at++];
            } else if (behind > at) {
                out = Squeeze.blank(bytes, start, out);
                at = behind;
            }
        }
        return text.advanceTo(out > start && bytes[out - 1] == ' ' ? out - 1 : out);
    }

    /** The text with another in the place of every match. */
    long replace(TextBuffer text, long slice, long with) {
        int from = TextBuffer.start(slice);
        int to = TextBuffer.end(slice);
        byte[] bytes = text.bytes();
        int open = TextBuffer.indexOf(opening, bytes, from, to);
        int close = TextBuffer.indexOf(closing, bytes, open + 1, to);
        if (close >= to) {
            return slice;
        }
        bytes = text.room(to - from + TextBuffer.BEYOND);
        int out = text.end();
        int at = from;
        while (close < to) {
            int next = open + 1;
            if (close - open > least) {
                out = TextBuffer.copy(bytes, at, open, bytes, out);
                for (int i = TextBuffer.start(with); i < TextBuffer.end(with); i++) {
                    bytes[out++] = bytes[i];
                }
                at = close + 1;
                next = at;
            }
            open = TextBuffer.indexOf(opening, bytes, next, to);
            close = TextBuffer.indexOf(closing, bytes, open + 1, to);
        }
        return text.advanceTo(TextBuffer.copy(bytes, at, to, bytes, out));
    }
}
