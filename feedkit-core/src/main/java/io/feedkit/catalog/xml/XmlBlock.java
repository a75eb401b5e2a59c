package io.feedkit.catalog.xml;

import io.feedkit.catalog.text.Utf8;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The part of a document that is being looked at, and which line that is.
 *
 * <p>Behind {@link #end} stand {@link #PADDING} bytes of zero, which no document may have: whoever goes over the bytes stops there by itself. Lines are counted only when somebody asks
 * or the bytes leave, eight at a time.
 */
final class XmlBlock {
    static final int PADDING = Long.BYTES;

    private static final int USUAL = 64 * 1024;
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long LOW_BITS = 0x7F7F7F7F7F7F7F7FL;

    byte[] bytes = new byte[USUAL + PADDING];
    int at;
    int end;

    private final InputStream in;
    private final int longest;
    private int counted;
    private long line = 1;
    private int lineStart;
    /** Code points of the current line that have left. */
    private long dropped;

    private boolean afterReturn;

    /** @param longest bytes that one name, tag or reference may have, since each has to be here whole */
    XmlBlock(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /** Moves what stands from {@link #at} to the front and reads on behind it; false when nothing comes any more. */
    boolean more() {
        count(at);
        dropped += Utf8.points(bytes, lineStart, at);
        lineStart = 0;
        counted = 0;
        System.arraycopy(bytes, at, bytes, 0, end - at);
        end -= at;
        at = 0;
        if (end + PADDING == bytes.length) {
            checkLength(end + 1L);
            bytes = Arrays.copyOf(bytes, end * 2 + PADDING);
        }
        int got;
        try {
            got = in.readNBytes(bytes, end, bytes.length - PADDING - end);
        } catch (IOException e) {
            throw new BadXml(String.valueOf(e.getMessage()), 0, 0, e);
        }
        end += got;
        Arrays.fill(bytes, end, end + PADDING, (byte) 0);
        return got > 0;
    }

    /** Refuses a piece of markup that is too long. */
    void checkLength(long length) {
        if (length > longest) {
            throw bad("a name, tag or comment is longer than " + longest + " bytes");
        }
    }

    /** Something is wrong at {@link #at}. */
    BadXml bad(String message) {
        long on = lineAt(at);
        return new BadXml(message, on, 1 + dropped + Utf8.points(bytes, lineStart, at));
    }

    /** The line of a place; later places only, until bytes have left. */
    long lineAt(int place) {
        count(place);
        return line;
    }

    private void count(int to) {
        byte[] all = bytes;
        int i = counted;
        while (i + Long.BYTES <= to) {
            long word = (long) WORD.get(all, i);
            if (afterReturn || marks(word, '\r') != 0) {
                countOneByOne(i, i + Long.BYTES);
            } else {
                long marks = marks(word, '\n');
                if (marks != 0) {
                    line += Long.bitCount(marks);
                    startLine(i + Long.BYTES - (Long.numberOfLeadingZeros(marks) >>> 3));
                }
            }
            i += Long.BYTES;
        }
        countOneByOne(i, to);
        counted = Math.max(counted, to);
    }

    /** The highest bit of each byte that is this one. */
    private static long marks(long word, char sought) {
        long difference = word ^ sought * ONES;
        return ~((difference & LOW_BITS) + LOW_BITS | difference | LOW_BITS);
    }

    private void countOneByOne(int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (b == '\n' || b == '\r') {
                line += b == '\n' && afterReturn ? 0 : 1;
                startLine(i + 1);
            }
            afterReturn = b == '\r';
        }
    }

    private void startLine(int place) {
        lineStart = place;
        dropped = 0;
    }
}
