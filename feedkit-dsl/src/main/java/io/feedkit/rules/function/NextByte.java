package io.feedkit.rules.function;

import io.feedkit.batch.TextBuffer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the next of some bytes in a text, eight at a time where they are few ranges of ASCII; letters wanted in both cases count as one. Immutable and thread-safe.
 */
final class NextByte {
    private static final int ASCII = 128;
    private static final int MOST_RANGES = 3;
    private static final int CASE = 0x20;
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = ONES << 7;

    private final boolean[] wanted;
    /** Those of ASCII, or null when they are many. */
    private final Range @Nullable [] ranges;
    /** The only byte that is wanted, if it is one of ASCII; else -1. */
    private final int only;
    /** The highest bit of each byte if any byte beyond ASCII is wanted: all of them are looked at then. */
    private final long beyondAscii;

    /** The bytes from {@code low} to {@code high}, in both cases if {@code folds}; as numbers that are added to eight bytes to see which are in. */
    private static final class Range {
        final long fold;
        final long atLeast;
        final long beyond;

        Range(int low, int high, boolean folds) {
            fold = folds ? CASE * ONES : 0;
            atLeast = (ASCII - low) * ONES;
            beyond = (ASCII - 1 - high) * ONES;
        }

        /** The highest bit of each byte of ASCII that is in; of others it says nothing. */
        long marks(long eight) {
            long seven = (eight | fold) & ~HIGH_BITS;
            return seven + atLeast & ~(seven + beyond);
        }
    }

    /** @param wanted by byte */
    NextByte(boolean[] wanted) {
        this.wanted = wanted.clone();
        ranges = ranges(this.wanted);
        boolean beyond = false;
        for (int b = ASCII; b < this.wanted.length; b++) {
            beyond |= this.wanted[b];
        }
        beyondAscii = beyond ? HIGH_BITS : 0;
        only = beyond ? -1 : only(this.wanted);
    }

    private static int only(boolean[] wanted) {
        int found = -1;
        for (int b = 0; b < ASCII; b++) {
            if (wanted[b] && found >= 0) {
                return -1;
            }
            found = wanted[b] ? b : found;
        }
        return found;
    }

    private static Range @Nullable [] ranges(boolean[] wanted) {
        List<Range> ranges = new ArrayList<>();
        for (int b = 0; b < ASCII; b++) {
            int low = b;
            boolean folds = isInBothCases(wanted, b);
            if (!wanted[b] || folds && b < 'a') {
                continue;
            }
            while (b + 1 < ASCII && wanted[b + 1] && isInBothCases(wanted, b + 1) == folds) {
                b++;
            }
            if (ranges.size() == MOST_RANGES) {
                return null;
            }
            ranges.add(new Range(low, b, folds));
        }
        return ranges.toArray(Range[]::new);
    }

    private static boolean isInBothCases(boolean[] wanted, int b) {
        int letter = b | CASE;
        return letter >= 'a' && letter <= 'z' && b < ASCII && wanted[letter] && wanted[letter - CASE];
    }

    /** Whether bytes that are not wanted are passed over eight at a time. */
    boolean isFast() {
        return ranges != null;
    }

    /** Where the next of them stands in from..to, or {@code to}. */
    int find(byte[] text, int from, int to) {
        if (only >= 0) {
            return TextBuffer.indexOf((byte) only, text, from, to);
        }
        Range[] known = ranges;
        int at = from;
        while (at < to) {
            if (known != null) {
                at = known.length == 1 ? passOver(known[0], text, at, to) : passOver(known, text, at, to);
            }
            if (at < to && wanted[text[at] & 0xFF]) {
                return at;
            }
            at++;
        }
        return to;
    }

    private int passOver(Range range, byte[] text, int from, int to) {
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            long eight = (long) EIGHT.get(text, at);
            long marks = range.marks(eight) & ~eight & HIGH_BITS | eight & beyondAscii;
            if (marks != 0) {
                return at + (Long.numberOfTrailingZeros(marks) >>> 3);
            }
        }
        return at;
    }

    private int passOver(Range[] ranges, byte[] text, int from, int to) {
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            long eight = (long) EIGHT.get(text, at);
            long marks = 0;
            for (Range range : ranges) {
                marks |= range.marks(eight);
            }
            marks = marks & ~eight & HIGH_BITS | eight & beyondAscii;
            if (marks != 0) {
                return at + (Long.numberOfTrailingZeros(marks) >>> 3);
            }
        }
        return at;
    }
}
