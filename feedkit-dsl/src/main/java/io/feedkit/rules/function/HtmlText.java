package io.feedkit.rules.function;

import io.feedkit.batch.TextBuffer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Takes markup out of text, in one pass over the bytes.
 *
 * <p>A tag starts with {@code <} and a letter, {@code /}, {@code !} or {@code ?}, and is one only if a {@code >} follows; so {@code width < 60 cm} and a text cut off
 * inside a tag keep their words. Quoted attribute values may hold {@code >}. When the quotes of a text do not close, they are ignored from there on: that
 * keeps the whole linear, whatever somebody puts into a description. Comments, scripts and styles go with their content, to the end of the text when they
 * are not closed, as browsers do it.
 *
 * <p>Blocks part words: where a block starts or ends there will be a blank (or a line end) in the result, but never two of them and none at the ends. One scanner
 * serves the rows of a batch one after the other.
 */
final class HtmlText {
    /** What becomes of blocks. */
    enum Blocks {
        BLANK,
        LINES,
        /** Tags of the kept kinds stay; blocks among the others become blanks, entities stay written out. */
        KEEP_TAGS
    }

    private static final long[] BLOCK_NAMES = names(
            "address article aside blockquote body br button caption center dd details dialog dir div dl dt fieldset "
                    + "figcaption figure footer form frame h1 h2 h3 h4 h5 h6 head header hr html iframe legend li main menu nav ol optgroup option p "
                    + "pre section select summary table tbody td tfoot th thead title tr ul");
    private static final long[] CELL_NAMES = names("td th");
    private static final long SCRIPT = name("script");
    private static final long STYLE = name("style");
    private static final long LI = name("li");
    private static final byte[] BULLET = {(byte) 0xE2, (byte) 0x80, (byte) 0xA2, ' '};
    private static final byte[] CDATA = {'<', '!', '[', 'C', 'D', 'A', 'T', 'A', '['};

    private static final byte NOTHING = 0;

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = ONES << 7;
    private static final long LESS = '<' * ONES;
    private static final long AMPERSANDS = '&' * ONES;
    private static final long CLOSES = ']' * ONES;
    private static final long BLANKS = ' ' * ONES;
    private static final long LOW_BITS = ~HIGH_BITS;
    /** Added to a byte of ASCII, this reaches the high bit unless it is a control character. */
    private static final long CONTROLS = (0x80 - ' ') * ONES;

    private final Blocks blocks;
    private byte[] bytes = new byte[0];
    private int to;
    private int out;
    private int outStart;
    private int lastGreater;
    private boolean quotesCount;
    private boolean inCdata;
    /** What has to come before the next character: a blank, a line end, or nothing. */
    private byte pending;

    private boolean bulletPending;
    private long kept;

    HtmlText(Blocks blocks) {
        this.blocks = blocks;
    }

    /** Block names by what {@link #place} says, so that one look decides for nearly all tags. */
    private static final long[] BLOCK_TABLE = new long[256];

    static {
        for (long name : BLOCK_NAMES) {
            int place = place(name);
            while (BLOCK_TABLE[place] != 0) {
                place = place + 1 & BLOCK_TABLE.length - 1;
            }
            BLOCK_TABLE[place] = name;
        }
    }

    private static int place(long name) {
        return (int) (name * 0x9E3779B97F4A7C15L >>> Long.SIZE - Byte.SIZE);
    }

    private static boolean isBlock(long name) {
        int place = place(name);
        while (BLOCK_TABLE[place] != name && BLOCK_TABLE[place] != 0) {
            place = place + 1 & BLOCK_TABLE.length - 1;
        }
        return name != 0 && BLOCK_TABLE[place] == name;
    }

    private static long[] names(String words) {
        return Arrays.stream(words.split(" "))
                .mapToLong(HtmlText::name)
                .sorted()
                .toArray();
    }

    /** The first eight letters of an element's name in one number; no two elements of interest share them. */
    private static long name(String word) {
        long name = 0;
        for (int i = 0; i < Math.min(8, word.length()); i++) {
            name = name << 8 | word.charAt(i);
        }
        return name;
    }

    /** The text without markup; the same slice when there is none. */
    long strip(TextBuffer buffer, long slice) {
        return strip(buffer, slice, TextBuffer.EMPTY_SLICE);
    }

    /** @param keptNames a list of the elements whose tags stay */
    long strip(TextBuffer buffer, long slice, long keptNames) {
        byte[] source = buffer.bytes();
        int from = TextBuffer.start(slice);
        int end = TextBuffer.end(slice);
        int at = Utf8.firstOf(source, from, end, '<', blocks == Blocks.KEEP_TAGS ? '<' : '&');
        if (at == end) {
            return slice;
        }
        if (blocks == Blocks.LINES) {
            at = from;
        }
        to = end;
        kept = keptNames;
        // A bullet and a line end are longer than the <li> they stand for; all else shrinks.
        // Runs are copied eight bytes at a time, the last ones too many.
        bytes = buffer.room((blocks == Blocks.LINES ? 2 * (end - from) : end - from) + Long.BYTES);
        outStart = buffer.end();
        System.arraycopy(bytes, from, bytes, outStart, at - from);
        out = outStart + at - from;
        lastGreater = end - 1;
        while (lastGreater >= at && bytes[lastGreater] != '>') {
            lastGreater--;
        }
        quotesCount = true;
        inCdata = false;
        pending = NOTHING;
        bulletPending = false;
        run(at);
        return buffer.advanceTo(out);
    }

    private void run(int start) {
        int at = start;
        while (at < to) {
            byte b = bytes[at];
            if (b == '<' && (at < lastGreater && startsTag(bytes[at + 1]) || startsComment(at))) {
                at = tag(at);
            } else if (b == '&' && blocks != Blocks.KEEP_TAGS) {
                at = entity(at);
            } else if (b == ']' && inCdata && at + 2 < to && bytes[at + 1] == ']' && bytes[at + 2] == '>') {
                inCdata = false;
                at += 3;
            } else if (b == '\n' || b == '\r' || b == '\t' || b == ' ') {
                at = blank(at);
            } else {
                put(b);
                at = plainRun(at + 1);
            }
        }
    }

    /** Copies what is no markup and, where lines are kept, no blank. */
    private int plainRun(int from) {
        if (blocks == Blocks.LINES) {
            return wordRun(from);
        }
        byte[] text = bytes;
        int target = out;
        int at = from;
        long closes = inCdata ? ']' * ONES : LESS;
        while (at + Long.BYTES <= to) {
            long eight = (long) EIGHT.get(text, at);
            EIGHT.set(text, target, eight);
            // The lowest mark is a true one.
            long marks = (zeros(eight ^ LESS) | zeros(eight ^ AMPERSANDS) | zeros(eight ^ closes)) & HIGH_BITS;
            if (marks != 0) {
                int clean = Long.numberOfTrailingZeros(marks) >>> 3;
                out = target + clean;
                return at + clean;
            }
            at += Long.BYTES;
            target += Long.BYTES;
        }
        while (at < to && text[at] != '<' && text[at] != '&' && text[at] != ']') {
            text[target++] = text[at++];
        }
        out = target;
        return at;
    }

    private static long zeros(long eight) {
        return eight - ONES & ~eight;
    }

    /**
     * Copies words with a single blank between them; what stands for a blank beside other blanks, markup and line ends is decided elsewhere. So a run ends before a blank that is not followed by
     * another word, and before one behind a character beyond ASCII, which may be a blank itself.
     */
    private int wordRun(int from) {
        byte[] text = bytes;
        int target = out;
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES, target += Long.BYTES) {
            long eight = (long) EIGHT.get(text, at);
            long before = (long) EIGHT.get(text, at - 1);
            EIGHT.set(text, target, eight);
            long blanks = same(eight, BLANKS) & (before | same(before, BLANKS));
            long controls = ~((eight & LOW_BITS) + CONTROLS | eight);
            long marks =
                    (blanks | controls | same(eight, LESS) | same(eight, AMPERSANDS) | same(eight, CLOSES)) & HIGH_BITS;
            if (marks != 0) {
                int clean = Long.numberOfTrailingZeros(marks) >>> 3;
                return endOfWord(from, at + clean, target + clean);
            }
        }
        while (at < to && (text[at] > ' ' || text[at] < 0) && text[at] != '<' && text[at] != '&' && text[at] != ']') {
            text[target++] = text[at++];
        }
        return endOfWord(from, at, target);
    }

    /** Takes back a blank at the end of a run. */
    private int endOfWord(int from, int at, int target) {
        boolean isBlank = at > from && bytes[at - 1] == ' ';
        out = isBlank ? target - 1 : target;
        return isBlank ? at - 1 : at;
    }

    /** The high bit of each byte that is the same as the other; exact, unlike {@link #zeros}. */
    private static long same(long eight, long other) {
        long difference = eight ^ other;
        return ~((difference & LOW_BITS) + LOW_BITS | difference);
    }

    private static boolean startsTag(byte b) {
        return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b == '/' || b == '!' || b == '?';
    }

    private boolean startsComment(int at) {
        return at + 3 < to && bytes[at + 1] == '!' && bytes[at + 2] == '-' && bytes[at + 3] == '-';
    }

    private void put(byte b) {
        if (pending != NOTHING) {
            flush();
        }
        bytes[out++] = b;
    }

    /** Writes what the blocks before this character left to do, unless the text already has a blank there. */
    private void flush() {
        if (out > outStart && (pending == '\n' || !endsBlank())) {
            bytes[out++] = pending;
        }
        if (bulletPending) {
            System.arraycopy(BULLET, 0, bytes, out, BULLET.length);
            out += BULLET.length;
            bulletPending = false;
        }
        pending = NOTHING;
    }

    private boolean endsBlank() {
        return Utf8.blank(bytes, Utf8.before(bytes, out)) > 0;
    }

    /** A blank of the source. When lines are kept, only blocks make line ends and runs of blanks are one. */
    private int blank(int at) {
        if (blocks == Blocks.LINES) {
            if (pending == NOTHING) {
                pending = ' ';
            }
        } else if (pending == NOTHING) {
            bytes[out++] = bytes[at];
        } else if (out > outStart && !endsBlank()) {
            // The source's own blank stands for the pending one.
            pending = NOTHING;
            bytes[out++] = bytes[at];
        }
        return at + 1;
    }

    private int entity(int at) {
        int end = Entities.end(bytes, at, to);
        int character = end == at ? -1 : Entities.character(bytes, at, end);
        if (character < 0) {
            put(bytes[at]);
            return at + 1;
        }
        if (pending != NOTHING) {
            flush();
        }
        out = Utf8.put(bytes, out, character);
        return end;
    }

    private int tag(int at) {
        byte next = bytes[at + 1];
        if (next == '!') {
            return declaration(at);
        }
        boolean closes = next == '/';
        int nameStart = closes ? at + 2 : at + 1;
        int nameEnd = nameStart;
        long name = 0;
        for (; nameEnd < to && isNameByte(bytes[nameEnd]); nameEnd++) {
            if (nameEnd - nameStart < 8) {
                int b = bytes[nameEnd];
                name = name << 8 | (b >= 'A' && b <= 'Z' ? b + 0x20 : b);
            }
        }
        int end = tagEnd(nameEnd);
        boolean hasCode = name == SCRIPT || name == STYLE;
        if (hasCode && !closes && !isKept(nameStart, nameEnd)) {
            return removed(closingTag(end, nameStart, nameEnd), name);
        }
        if (blocks == Blocks.KEEP_TAGS && nameEnd > nameStart && isKept(nameStart, nameEnd)) {
            for (int i = at; i < end; i++) {
                put(bytes[i]);
            }
            return end;
        }
        if (name == LI && !closes && blocks == Blocks.LINES) {
            bulletPending = true;
        }
        return removed(end, name);
    }

    private boolean isKept(int nameStart, int nameEnd) {
        if (blocks != Blocks.KEEP_TAGS || TextList.isEmpty(kept)) {
            return false;
        }
        int end = TextBuffer.end(kept);
        for (int at = TextBuffer.start(kept); at <= end; ) {
            int next = TextList.elementEnd(bytes, at, end);
            if (next - at == nameEnd - nameStart && isSameName(at, nameStart, nameEnd)) {
                return true;
            }
            at = next + 1;
        }
        return false;
    }

    private static boolean isNameByte(byte b) {
        return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || b == '-' || b == ':';
    }

    private int removed(int end, long name) {
        boolean parts = isBlock(name);
        if (parts && blocks == Blocks.LINES && Arrays.binarySearch(CELL_NAMES, name) < 0) {
            pending = '\n';
        } else if (parts && pending == NOTHING) {
            pending = ' ';
        } else if (pending == NOTHING && out > outStart && bytes[out - 1] == '<') {
            // Without a blank, "<<b>b>" would leave a new tag behind.
            pending = ' ';
        }
        return end;
    }

    /** Behind the closing tag of a script or style whose content starts at {@code at}. */
    private int closingTag(int at, int nameStart, int nameEnd) {
        for (int i = at; i < lastGreater; i++) {
            boolean fits = i + 2 + nameEnd - nameStart <= to;
            if (bytes[i] == '<' && bytes[i + 1] == '/' && fits && isSameName(i + 2, nameStart, nameEnd)) {
                return tagEnd(i + 2 + nameEnd - nameStart);
            }
        }
        return to;
    }

    private boolean isSameName(int at, int nameStart, int nameEnd) {
        for (int i = 0; i < nameEnd - nameStart; i++) {
            if ((bytes[at + i] | 0x20) != (bytes[nameStart + i] | 0x20)) {
                return false;
            }
        }
        return true;
    }

    private int declaration(int at) {
        if (startsComment(at)) {
            // "<!-->" is a whole comment to browsers.
            for (int i = at + 4; i <= lastGreater; i++) {
                if (bytes[i] == '>' && bytes[i - 1] == '-' && bytes[i - 2] == '-') {
                    return removed(i + 1, 0);
                }
            }
            return to;
        }
        if (at + CDATA.length <= to && Utf8.equal(bytes, at, CDATA, 0, CDATA.length)) {
            inCdata = true;
            return removed(at + CDATA.length, 0);
        }
        return removed(plainEnd(at), 0);
    }

    /** Behind the {@code >} that ends the tag; there is one, quoted or not. */
    private int tagEnd(int nameEnd) {
        if (!quotesCount) {
            return plainEnd(nameEnd);
        }
        byte last = 0;
        for (int at = nameEnd; at <= lastGreater; at++) {
            byte b = bytes[at];
            if (b == '>') {
                return at + 1;
            }
            if ((b == '"' || b == '\'') && last == '=') {
                for (at++; at < to && bytes[at] != b; at++) {
                    // Inside the quoted value.
                }
            }
            if (b > ' ' || b < 0) {
                last = b;
            }
        }
        quotesCount = false;
        return plainEnd(nameEnd);
    }

    private int plainEnd(int from) {
        int at = from;
        while (at <= lastGreater && bytes[at] != '>') {
            at++;
        }
        return Math.min(at + 1, to);
    }
}
