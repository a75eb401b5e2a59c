package io.feedkit.problem;

import java.util.Objects;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Where in a source something was found.
 *
 * <p>Units: records, lines and columns count from 1, columns in code points; byte offsets count from 0 in the decompressed source. What is not known is
 * absent. {@link #field} names a column, an element or an attribute and is empty when the whole record is meant.
 */
public final class SourcePosition {
    private static final long UNKNOWN = -1;

    private final String source;
    private final String field;
    private final long record;
    private final long line;
    private final int column;
    private final long byteOffset;

    private SourcePosition(String source, String field, long record, long line, int column, long byteOffset) {
        this.source = Objects.requireNonNull(source, "source");
        this.field = Objects.requireNonNull(field, "field");
        this.record = record;
        this.line = line;
        this.column = column;
        this.byteOffset = byteOffset;
    }

    /** Somewhere in {@code source}. */
    public static SourcePosition unknown(String source) {
        return new SourcePosition(source, "", UNKNOWN, UNKNOWN, (int) UNKNOWN, UNKNOWN);
    }

    /** A place in a text such as a rule file; line and column count from 1. */
    public static SourcePosition ofText(String source, long line, int column) {
        return unknown(source).withLine(line).withColumn(column);
    }

    /** A record of a catalogue, counted from 1 without the header. */
    public static SourcePosition ofRecord(String source, long record) {
        return unknown(source).withRecord(record);
    }

    public SourcePosition withField(String name) {
        return new SourcePosition(source, name, record, line, column, byteOffset);
    }

    public SourcePosition withRecord(long number) {
        return new SourcePosition(source, field, positive(number, "record"), line, column, byteOffset);
    }

    public SourcePosition withLine(long number) {
        return new SourcePosition(source, field, record, positive(number, "line"), column, byteOffset);
    }

    public SourcePosition withColumn(int number) {
        return new SourcePosition(source, field, record, line, (int) positive(number, "column"), byteOffset);
    }

    public SourcePosition withByteOffset(long offset) {
        if (offset < 0) {
            throw new IllegalArgumentException("byte offsets count from 0: " + offset);
        }
        return new SourcePosition(source, field, record, line, column, offset);
    }

    private static long positive(long number, String what) {
        if (number < 1) {
            throw new IllegalArgumentException(what + " counts from 1: " + number);
        }
        return number;
    }

    /** The file, URL or other name of what was read; never holds credentials. */
    public String source() {
        return source;
    }

    public String field() {
        return field;
    }

    public OptionalLong record() {
        return optional(record);
    }

    public OptionalLong line() {
        return optional(line);
    }

    public OptionalInt column() {
        return column < 0 ? OptionalInt.empty() : OptionalInt.of(column);
    }

    public OptionalLong byteOffset() {
        return optional(byteOffset);
    }

    private static OptionalLong optional(long value) {
        return value < 0 ? OptionalLong.empty() : OptionalLong.of(value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SourcePosition that
                && source.equals(that.source)
                && field.equals(that.field)
                && record == that.record
                && line == that.line
                && column == that.column
                && byteOffset == that.byteOffset;
    }

    @Override
    public int hashCode() {
        return Objects.hash(source, field, record, line, column, byteOffset);
    }

    /** {@code shop.csv:17:4 (record 12, price)}; parts that are not known are left out. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(source);
        if (line >= 0) {
            text.append(':').append(line);
            if (column >= 0) {
                text.append(':').append(column);
            }
        }
        if (record >= 0) {
            text.append(" (record ").append(record);
        }
        if (!field.isEmpty()) {
            text.append(record < 0 ? " (" : ", ").append(field);
        }
        return record < 0 && field.isEmpty()
                ? text.toString()
                : text.append(')').toString();
    }
}
