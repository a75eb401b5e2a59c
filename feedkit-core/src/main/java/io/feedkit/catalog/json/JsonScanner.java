package io.feedkit.catalog.json;

import io.feedkit.catalog.text.Utf8;
import io.feedkit.catalog.tree.Branch;
import io.feedkit.catalog.tree.TreeRecord;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the tokens of JSON in UTF-8, strictly as RFC 8259 has them, and copies texts as they stand from the input to the record.
 *
 * <p>Texts stay bytes: no character is decoded unless it is escaped. A string of any length passes through a block of fixed size, so one that breaks a limit costs its record
 * and nothing else; libraries that gather a string before they give it out end the document there. Numbers are texts too, so nothing is rounded. The scanner knows
 * no grammar beyond single values: who calls it decides what may follow, except in {@link #skip}, which must not recurse.
 */
final class JsonScanner {
    private static final int BLOCK = 64 * 1024;
    /** Names and numbers have to lie in one piece; nobody means one that is longer. */
    private static final int LONGEST_PIECE = 1024 * 1024;
    /** Nesting beyond this is refused even where nobody reads it, since each level costs a bit. */
    private static final int DEEPEST = 10_000_000;

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = ONES << 7;
    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;
    private static final long BLANKS = ' ' * ONES;
    private static final boolean[] PLAIN = new boolean[256];
    private static final boolean[] NUMBER = new boolean[256];

    static {
        Arrays.fill(PLAIN, ' ', 256, true);
        PLAIN['"'] = false;
        PLAIN['\\'] = false;
        for (char c : "0123456789+-.eE".toCharArray()) {
            NUMBER[c] = true;
        }
    }

    private final @Nullable InputStream in;
    private byte[] block;
    private int at;
    private int end;
    private long base;
    private long line = 1;
    private long lineStart;
    /** To where the code points of the current line are counted, so that nothing is counted twice when a whole document is one line. */
    private long countedTo;

    private int counted;

    private boolean afterReturn;
    private byte[] name = new byte[64];
    private int nameLength;
    private boolean beyondAscii;

    /** Reads a whole document. */
    JsonScanner(InputStream in) {
        this.in = in;
        block = new byte[BLOCK];
    }

    /** Reads lines, one after each {@link #reset}: the end of the line is the end of everything. */
    JsonScanner() {
        in = null;
        block = new byte[0];
    }

    /** Goes on with the line that begins at {@code from}; its end lies before {@code to} or there, wherever that is. */
    void reset(byte[] bytes, int from, int to, long offsetOfArray, long atLine) {
        block = bytes;
        at = from;
        end = to;
        base = offsetOfArray;
        line = atLine;
        lineStart = offsetOfArray + from;
        countedTo = lineStart;
        counted = 0;
        afterReturn = false;
    }

    long line() {
        return line;
    }

    long byteOffset() {
        return base + at;
    }

    /** Code points from the start of the line to here, from 1. */
    int column() {
        count(at);
        return 1 + counted;
    }

    /** Also called before bytes leave the block, so that columns do not depend on where blocks end. */
    private void count(int upTo) {
        if (countedTo < lineStart) {
            countedTo = lineStart;
            counted = 0;
        }
        if (countedTo < base + upTo) {
            counted += Utf8.points(block, (int) (countedTo - base), upTo);
            countedTo = base + upTo;
        }
    }

    BadJson bad(String message) {
        return new BadJson(message, line, column(), base + at);
    }

    /** Replaces the block, which has been used up; false at the end. */
    private boolean fill() {
        if (in == null) {
            return false;
        }
        count(end);
        base += end;
        at = 0;
        end = 0;
        return append();
    }

    /** Moves what is left to the front and reads on behind it; false at the end. */
    private boolean more() {
        if (in == null) {
            return false;
        }
        count(at);
        System.arraycopy(block, at, block, 0, end - at);
        base += at;
        end -= at;
        at = 0;
        if (end == block.length) {
            if (end >= LONGEST_PIECE) {
                throw bad("a name or number is longer than " + LONGEST_PIECE + " bytes");
            }
            block = Arrays.copyOf(block, end * 2);
        }
        return append();
    }

    private boolean append() {
        InputStream stream = in;
        if (stream == null) {
            return false;
        }
        try {
            int got = stream.read(block, end, block.length - end);
            while (got == 0) {
                got = stream.read(block, end, block.length - end);
            }
            end += Math.max(got, 0);
            return got > 0;
        } catch (IOException e) {
            throw new ReadFailure(e);
        }
    }

    /** The stream failed; not the fault of what is in it. */
    static final class ReadFailure extends RuntimeException {
        private static final long serialVersionUID = 1;

        ReadFailure(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }

    /** A byte order mark in front of the document. */
    void skipMark() {
        while (end - at < 3 && more()) {
            // read on
        }
        if (end - at >= 3 && block[at] == (byte) 0xEF && block[at + 1] == (byte) 0xBB && block[at + 2] == (byte) 0xBF) {
            at += 3;
            lineStart = base + at;
        }
    }

    /** The next byte that is no white space, or -1 at the end; it is not consumed. Machines write no white space as a rule, so that this stays small where it is called. */
    int next() {
        return at < end && block[at] > ' ' ? block[at] : nextBehindBlanks();
    }

    private int nextBehindBlanks() {
        while (true) {
            while (at < end) {
                byte b = block[at];
                if (b > ' ' || b < 0) {
                    return b & 0xff;
                }
                if (b == '\n' || b == '\r') {
                    if (b == '\n' && in == null) {
                        return -1;
                    }
                    newLine(b);
                } else if (b != ' ' && b != '\t') {
                    return b;
                }
                at++;
            }
            if (!fill()) {
                return -1;
            }
        }
    }

    private void newLine(byte b) {
        boolean second = b == '\n' && afterReturn && lineStart == base + at;
        line += second ? 0 : 1;
        lineStart = base + at + 1;
        afterReturn = b == '\r';
    }

    /** Steps over a byte that {@link #next} showed. */
    void step() {
        at++;
    }

    /** Expects a sign of the grammar. */
    void expect(char sign, String where) {
        int found = next();
        if (found != sign) {
            throw unexpected(found, "'" + sign + "' " + where);
        }
        at++;
    }

    BadJson unexpected(int found, String expected) {
        String what = found < 0
                ? "the document ends"
                : found > ' ' && found < 0x7F
                        ? "found '" + (char) found + "'"
                        : "found byte " + Integer.toHexString(found);
        return bad(what + " where " + expected + " is expected");
    }

    /** Whether there is nothing more to read. */
    private boolean isAtEnd() {
        return at == end ? !fill() : in == null && block[at] == '\n';
    }

    private int one() {
        if (isAtEnd()) {
            throw bad("the document ends inside a string");
        }
        return block[at++] & 0xff;
    }

    /** A string's text to the record; nowhere when there is none. */
    void string(@Nullable TreeRecord record, Branch leaf) {
        at++;
        beyondAscii = false;
        while (true) {
            byte[] bytes = block;
            int from = at;
            int i = plain(from);
            if (record != null && i > from) {
                record.append(bytes, from, i, leaf);
            }
            at = i;
            if (i < end && bytes[i] == '"') {
                at++;
                return;
            }
            interrupted(record, leaf);
        }
    }

    /** Goes over what stands in a string for something else: an escape, the end of the block. */
    private void interrupted(@Nullable TreeRecord record, Branch leaf) {
        if (isAtEnd()) {
            throw bad("the document ends inside a string");
        }
        byte b = block[at];
        if (b == '\\') {
            at++;
            char c = escape();
            if (record != null) {
                record.append(c, leaf);
            }
        } else if (b >= 0 && b < ' ') {
            throw bad("a control character inside a string is not escaped");
        }
    }

    /** Where what stands in a string as it is meant ends, at eight bytes a time. The lowest mark is always a true one. */
    private int plain(int from) {
        byte[] bytes = block;
        int i = from;
        long all = 0;
        while (i + Long.BYTES <= end) {
            long word = (long) WORD.get(bytes, i);
            long quote = word ^ QUOTES;
            long backslash = word ^ BACKSLASHES;
            long stops = (quote - ONES & ~quote | backslash - ONES & ~backslash | word - BLANKS & ~word) & HIGH_BITS;
            if (stops != 0) {
                int bits = Long.numberOfTrailingZeros(stops) & -Byte.SIZE;
                beyondAscii |= ((all | word & (1L << bits) - 1) & HIGH_BITS) != 0;
                return i + (bits >>> 3);
            }
            all |= word;
            i += Long.BYTES;
        }
        while (i < end && PLAIN[bytes[i] & 0xff]) {
            all |= bytes[i++];
        }
        beyondAscii |= (all & HIGH_BITS) != 0;
        return i;
    }

    /** Whether the last string had bytes beyond ASCII, which may not be valid UTF-8. */
    boolean isBeyondAscii() {
        return beyondAscii;
    }

    private char escape() {
        int c = one();
        return switch (c) {
            case '"', '\\', '/' -> (char) c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> (char) (hex() << 12 | hex() << 8 | hex() << 4 | hex());
            default -> {
                at--;
                throw bad("a backslash before this character means nothing");
            }
        };
    }

    private int hex() {
        int c = one();
        int digit = c < 0x80 ? Character.digit(c, 16) : -1;
        if (digit < 0) {
            at--;
            throw bad("four hexadecimal digits are expected after \\u");
        }
        return digit;
    }

    /** A member's name and the colon behind it; {@link #nameText} tells what it was. */
    void name() {
        int found = next();
        if (found != '"') {
            throw unexpected(found, "a name in double quotes");
        }
        at++;
        nameLength = 0;
        while (true) {
            int from = at;
            int i = from;
            while (i < end && PLAIN[block[i] & 0xff]) {
                i++;
            }
            addToName(from, i);
            at = i;
            if (isAtEnd()) {
                throw bad("the document ends inside a name");
            } else if (block[at] == '"') {
                at++;
                break;
            } else if (block[at] == '\\') {
                at++;
                addToName(escape());
            } else if (!PLAIN[block[at] & 0xff]) {
                throw bad("a control character inside a name is not escaped");
            }
        }
        expect(':', "after a name");
    }

    /** Steps over a name and its colon when they stand there as a whole, in which case nothing is escaped; otherwise over nothing but blanks. */
    boolean skipName(QuotedName name) {
        int from = next() == '"' ? at + 1 : end;
        if (end - from < Long.BYTES
                || (((long) WORD.get(block, from) ^ name.head) & name.mask) != 0
                || !name.hasRest(block, from, end)) {
            return false;
        }
        at = from + name.length;
        expect(':', "after a name");
        return true;
    }

    private void addToName(int from, int to) {
        if (nameLength + to - from > LONGEST_PIECE) {
            throw bad("a name is longer than " + LONGEST_PIECE + " bytes");
        }
        if (nameLength + to - from > name.length) {
            name = Arrays.copyOf(name, Math.max(2 * name.length, nameLength + to - from));
        }
        System.arraycopy(block, from, name, nameLength, to - from);
        nameLength += to - from;
    }

    private void addToName(char c) {
        byte[] utf8 = String.valueOf(c).getBytes(StandardCharsets.UTF_8);
        if (nameLength + utf8.length > name.length) {
            name = Arrays.copyOf(name, 2 * name.length + utf8.length);
        }
        System.arraycopy(utf8, 0, name, nameLength, utf8.length);
        nameLength += utf8.length;
    }

    byte[] nameBytes() {
        return Arrays.copyOf(name, nameLength);
    }

    String nameText() {
        return new String(name, 0, nameLength, StandardCharsets.UTF_8);
    }

    /** A number, true, false or null, as it is written, to the record; nowhere when there is none. Whether it was something else than null. */
    boolean scalar(int first, @Nullable TreeRecord record, Branch leaf) {
        switch (first) {
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> {
                literal("null");
                return false;
            }
            default -> {
                number(first, record, leaf);
                return true;
            }
        }
        if (record != null) {
            byte[] word = first == 't' ? TRUE : FALSE;
            record.append(word, 0, word.length, leaf);
        }
        return true;
    }

    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};

    private void literal(String word) {
        while (end - at < word.length() && more()) {
            // read on
        }
        for (int i = 0; i < word.length(); i++) {
            if (at + i >= end || block[at + i] != word.charAt(i)) {
                throw bad("found something else where \"" + word + "\" seems to be meant");
            }
        }
        at += word.length();
    }

    private void number(int first, @Nullable TreeRecord record, Branch leaf) {
        if (first != '-' && (first < '0' || first > '9')) {
            throw unexpected(first, "a value");
        }
        int length = 0;
        while (at + length < end || more()) {
            if (!NUMBER[block[at + length] & 0xff]) {
                break;
            }
            length++;
        }
        if (!isNumber(at, at + length)) {
            throw bad("this is no number as JSON writes them");
        }
        if (record != null) {
            record.append(block, at, at + length, leaf);
        }
        at += length;
    }

    private boolean isNumber(int from, int to) {
        int i = from;
        if (i < to && block[i] == '-') {
            i++;
        }
        int digits = digits(i, to);
        if (digits == 0 || digits > 1 && block[i] == '0') {
            return false;
        }
        i += digits;
        if (i < to && block[i] == '.') {
            digits = digits(i + 1, to);
            if (digits == 0) {
                return false;
            }
            i += digits + 1;
        }
        if (i < to && (block[i] == 'e' || block[i] == 'E')) {
            i++;
            if (i < to && (block[i] == '+' || block[i] == '-')) {
                i++;
            }
            digits = digits(i, to);
            if (digits == 0) {
                return false;
            }
            i += digits;
        }
        return i == to;
    }

    private int digits(int from, int to) {
        int i = from;
        while (i < to && block[i] >= '0' && block[i] <= '9') {
            i++;
        }
        return i - from;
    }

    /** Steps over the value that {@link #next} shows the begin of, checking it, however deep it is. */
    void skip(Branch leaf) {
        BitSet objects = new BitSet();
        int depth = 0;
        boolean value = true;
        do {
            int c = next();
            if (value) {
                if (c == '{' || c == '[') {
                    at++;
                    if (depth == DEEPEST) {
                        throw bad("values are nested deeper than " + DEEPEST);
                    }
                    objects.set(depth++, c == '{');
                    boolean empty = next() == (c == '{' ? '}' : ']');
                    value = !empty;
                    if (!empty && c == '{') {
                        name();
                    }
                } else {
                    skipScalar(c, leaf);
                    value = false;
                }
            } else if (c == (objects.get(depth - 1) ? '}' : ']')) {
                at++;
                depth--;
            } else if (c == ',') {
                at++;
                value = true;
                if (objects.get(depth - 1)) {
                    name();
                }
            } else {
                throw unexpected(c, "',' or '" + (objects.get(depth - 1) ? '}' : ']') + "'");
            }
        } while (depth > 0);
    }

    private void skipScalar(int c, Branch leaf) {
        if (c == '"') {
            string(null, leaf);
        } else if (c < 0) {
            throw unexpected(c, "a value");
        } else {
            scalar(c, null, leaf);
        }
    }
}
