package io.feedkit.rules.function;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

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
    private final Range[] ranges;

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
    }

    /** The ranges, or none when they are many or go beyond ASCII. */
    private static Range[] ranges(boolean[] wanted) {
        List<Range> ranges = new ArrayList<>();
        for (int b = 0; b < wanted.length; b++) {
            int low = b;
            boolean folds = isInBothCases(wanted, b);
            if (!wanted[b] || folds && b < 'a') {
                continue;
            }
            while (b + 1 < wanted.length && wanted[b + 1] && isInBothCases(wanted, b + 1) == folds) {
                b++;
            }
            if (b >= ASCII || ranges.size() == MOST_RANGES) {
                return new Range[0];
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
        return ranges.length > 0;
    }

    /** Where the next of them stands in from..to, or {@code to}. */
    int find(byte[] text, int from, int to) {
        int at = from;
        if (ranges.length == 1) {
            at = passOver(ranges[0], text, from, to);
        } else if (ranges.length > 1) {
            at = passOver(text, from, to);
        }
        while (at < to && !wanted[text[at] & 0xFF]) {
            at++;
        }
        return at;
    }

    private static int passOver(Range range, byte[] text, int from, int to) {
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            long eight = (long) EIGHT.get(text, at);
            long marks = range.marks(eight) & ~eight & HIGH_BITS;
            if (marks != 0) {
                return at + (Long.numberOfTrailingZeros(marks) >>> 3);
            }
        }
        return at;
    }

    private int passOver(byte[] text, int from, int to) {
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            long eight = (long) EIGHT.get(text, at);
            long marks = 0;
            for (Range range : ranges) {
                marks |= range.marks(eight);
            }
            marks &= ~eight & HIGH_BITS;
            if (marks != 0) {
                return at + (Long.numberOfTrailingZeros(marks) >>> 3);
            }
        }
        return at;
    }
}
