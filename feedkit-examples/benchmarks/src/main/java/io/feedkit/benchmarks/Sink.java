package io.feedkit.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Growing bytes with the two escapes, for the code by hand. Fast and ugly on purpose: eight bytes are looked at at once, and fields are open. */
final class Sink {
    static final long ONES = 0x0101010101010101L;

    private static final long HIGHS = 0x8080808080808080L;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final byte[] AMP = "&amp;".getBytes(UTF_8);
    private static final byte[] LT = "&lt;".getBytes(UTF_8);
    private static final byte[] GT = "&gt;".getBytes(UTF_8);
    private static final int FULL_BYTES = 1 << 16;

    byte[] bytes;
    int length;

    private final OutputStream out;

    /** For text that goes nowhere by itself. */
    Sink(int size) {
        this(OutputStream.nullOutputStream(), size);
    }

    Sink(OutputStream out, int size) {
        this.out = out;
        bytes = new byte[size];
    }

    static long eight(byte[] source, int at) {
        return (long) LONG.get(source, at);
    }

    /** The highest bit of every byte that is zero; only the lowest of them is sure. */
    static long zeros(long eight) {
        return eight - ONES & ~eight & HIGHS;
    }

    void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    void add(byte b) {
        room(1);
        bytes[length++] = b;
    }

    void add(byte[] all) {
        add(all, 0, all.length);
    }

    void add(byte[] source, int start, int stop) {
        room(stop - start);
        System.arraycopy(source, start, bytes, length, stop - start);
        length += stop - start;
    }

    /** Element content: {@code & < >} escaped. */
    void xml(byte[] source, int start, int stop) {
        room((stop - start) * 5 + 8);
        int i = start;
        while (i < stop) {
            while (i + 8 <= stop) {
                long eight = eight(source, i);
                if ((zeros(eight ^ '&' * ONES) | zeros(eight ^ '<' * ONES) | zeros(eight ^ '>' * ONES)) != 0) {
                    break;
                }
                LONG.set(bytes, length, eight);
                i += 8;
                length += 8;
            }
            for (int stopHere = Math.min(stop, i + 8); i < stopHere; i++) {
                byte b = source[i];
                if (b == '&') {
                    add(AMP);
                } else if (b == '<') {
                    add(LT);
                } else if (b == '>') {
                    add(GT);
                } else {
                    bytes[length++] = b;
                }
            }
        }
    }

    /** A CSV cell, quoted where it must be. */
    void cell(byte[] source, int start, int stop) {
        room((stop - start) * 2 + 10);
        boolean quote = false;
        for (int i = start; i < stop; i++) {
            byte b = source[i];
            quote |= b == ',' || b == '"' || b == '\n';
        }
        if (!quote) {
            add(source, start, stop);
            return;
        }
        bytes[length++] = '"';
        for (int i = start; i < stop; i++) {
            if (source[i] == '"') {
                bytes[length++] = '"';
            }
            bytes[length++] = source[i];
        }
        bytes[length++] = '"';
    }

    /** A number of tenths without a zero behind the point. */
    void shortest(long tenths) {
        if (tenths % 10 == 0) {
            decimal(tenths / 10, 0);
        } else {
            decimal(tenths, 1);
        }
    }

    void decimal(long value, int scale) {
        room(24);
        if (value < 0) {
            bytes[length++] = '-';
        }
        long rest = Math.abs(value);
        int digits = 1;
        for (long t = rest / 10; t != 0; t /= 10) {
            digits++;
        }
        digits = Math.max(digits, scale + 1);
        int p = length + digits + (scale > 0 ? 1 : 0);
        length = p;
        for (int i = 0; i < digits; i++) {
            if (i == scale && scale > 0) {
                bytes[--p] = '.';
            }
            bytes[--p] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    void flushIfFull() {
        if (length > FULL_BYTES) {
            flush();
        }
    }

    void flush() {
        try {
            out.write(bytes, 0, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        length = 0;
    }
}
