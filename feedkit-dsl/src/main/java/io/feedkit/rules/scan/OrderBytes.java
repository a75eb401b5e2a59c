package io.feedkit.rules.scan;

import java.math.BigDecimal;
import java.util.Arrays;

/**
 * Values as bytes that are in the order of the values when they are compared as unsigned numbers one by one, and none of which begins another. So what is sorted outside of memory has the order
 * that comparators give inside of it.
 */
final class OrderBytes {
    private static final int NEGATIVE = 0;
    private static final int ZERO = 1;
    private static final int POSITIVE = 2;

    private byte[] bytes = new byte[64];
    private int end;

    void clear() {
        end = 0;
    }

    /** Takes back what was put behind this place. */
    void cut(int at) {
        end = at;
    }

    byte[] bytes() {
        return bytes;
    }

    int end() {
        return end;
    }

    void put(int oneByte) {
        if (end == bytes.length) {
            bytes = Arrays.copyOf(bytes, end * 2);
        }
        bytes[end++] = (byte) oneByte;
    }

    /** As {@link String#compareTo} has it. */
    void put(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            put(c >>> 8);
            put(c);
            if (c == 0) {
                put(1);
            }
        }
        put(0);
        put(0);
        put(0);
    }

    void put(long number) {
        long ordered = number ^ Long.MIN_VALUE;
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            put((int) (ordered >>> shift));
        }
    }

    /** As {@link Measured#compare} has it, or the other way round. */
    void put(Measured value, boolean highestFirst) {
        int start = end;
        put(value.number());
        if (value.number().signum() == 0) {
            put(value.text());
        }
        if (highestFirst) {
            invert(start);
        }
    }

    /** As {@link BigDecimal#compareTo} has it, or the other way round. */
    void put(BigDecimal number, boolean highestFirst) {
        int start = end;
        put(number);
        if (highestFirst) {
            invert(start);
        }
    }

    private void put(BigDecimal number) {
        if (number.signum() == 0) {
            put(ZERO);
            return;
        }
        put(number.signum() > 0 ? POSITIVE : NEGATIVE);
        int start = end;
        BigDecimal plain = number.abs().stripTrailingZeros();
        // 0.d1d2d3… times ten to the power of this.
        put((long) plain.precision() - plain.scale());
        String digits = plain.unscaledValue().toString();
        for (int i = 0; i < digits.length(); i++) {
            put(digits.charAt(i));
        }
        put(0);
        if (number.signum() < 0) {
            invert(start);
        }
    }

    private void invert(int start) {
        for (int i = start; i < end; i++) {
            bytes[i] = (byte) ~bytes[i];
        }
    }
}
