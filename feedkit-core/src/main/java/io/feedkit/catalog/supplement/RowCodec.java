package io.feedkit.catalog.supplement;

import io.feedkit.batch.Column;
import io.feedkit.batch.TextBuffer;
import io.feedkit.catalog.spill.RowFold;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Rows as bytes: for each field a tag and what it needs.
 *
 * <p>Amounts are the scaled longs of {@link Column} as long as they fit and decimals of any length beyond, so a sum is exact. What cannot be put together, amounts in two
 * currencies or units, becomes {@link #isMixed mixed} and stays so.
 */
public final class RowCodec implements RowFold {
    private static final byte MISSING = 0;
    private static final byte LONG = 1;
    private static final byte BOXED = 2;
    private static final byte TEXT = 3;
    private static final byte MIXED = 4;
    private static final int SCALE = 6;
    private static final long LARGE = 1L << 62;

    private final List<Field> fields;

    /**
     * @param text whether values are slices of text
     * @param scaled whether longs count millionths
     * @param unit whether values have a currency or unit
     */
    public record Field(Fold fold, boolean text, boolean scaled, boolean unit) {
        public Field {
            boolean counts = fold == Fold.SUM || fold == Fold.MIN || fold == Fold.MAX;
            if (text && counts) {
                throw new IllegalArgumentException("texts cannot be counted with");
            }
        }
    }

    public RowCodec(List<Field> fields) {
        this.fields = List.copyOf(fields);
    }

    public int fields() {
        return fields.size();
    }

    /** Appends a value of a field; fields come in order. */
    public void append(int field, Column column, int row, TextBuffer text, TextBuffer into) {
        Field kind = fields.get(field);
        long bits = column.bits[row];
        short unit = kind.unit && bits != Column.MISSING ? column.units[row] : 0;
        if (bits == Column.MISSING) {
            put(into, MISSING);
        } else if (!kind.text && isSmall(bits)) {
            putLong(into, bits, unit);
        } else if (kind.text) {
            byte[] head = ByteBuffer.allocate(5)
                    .put(TEXT)
                    .putInt(TextBuffer.length(bits))
                    .array();
            into.append(head);
            into.append(text.bytes(), TextBuffer.start(bits), TextBuffer.end(bits));
        } else {
            putAmount(kind, bits == Column.BOXED ? column.boxed(row) : decimal(kind, bits), unit, into);
        }
    }

    /** Small enough that two of them add up to a long. */
    private static boolean isSmall(long bits) {
        return bits > -LARGE && bits < LARGE;
    }

    private static void put(TextBuffer into, byte tag) {
        into.append(new byte[] {tag});
    }

    private static void putLong(TextBuffer into, long bits, short unit) {
        into.append(
                ByteBuffer.allocate(11).put(LONG).putLong(bits).putShort(unit).array());
    }

    private static void putBoxed(TextBuffer into, BigDecimal amount, short unit) {
        byte[] digits = amount.unscaledValue().toByteArray();
        into.append(ByteBuffer.allocate(11 + digits.length)
                .put(BOXED)
                .putInt(digits.length)
                .putInt(amount.scale())
                .putShort(unit)
                .put(digits)
                .array());
    }

    @Override
    public void fold(ByteBuffer first, ByteBuffer second, TextBuffer into) {
        for (Field field : fields) {
            int a = first.position();
            int b = second.position();
            skip(first);
            skip(second);
            switch (field.fold) {
                case FIRST -> copy(first.get(a) == MISSING ? second : first, first.get(a) == MISSING ? b : a, into);
                case LAST -> copy(second.get(b) == MISSING ? first : second, second.get(b) == MISSING ? a : b, into);
                default -> count(field, first, a, second, b, into);
            }
        }
    }

    private static void skip(ByteBuffer row) {
        int at = row.position();
        int length = switch (row.get(at)) {
            case LONG -> 11;
            case BOXED -> 11 + row.getInt(at + 1);
            case TEXT -> 5 + row.getInt(at + 1);
            default -> 1;
        };
        row.position(at + length);
    }

    /** Copies the value that begins at a place; the buffer stands behind it already. */
    private static void copy(ByteBuffer row, int from, TextBuffer into) {
        into.append(row.array(), row.arrayOffset() + from, row.arrayOffset() + row.position());
    }

    private static void count(Field field, ByteBuffer first, int a, ByteBuffer second, int b, TextBuffer into) {
        byte one = first.get(a);
        byte other = second.get(b);
        if (one == MISSING || other == MIXED) {
            copy(second, b, into);
        } else if (other == MISSING || one == MIXED) {
            copy(first, a, into);
        } else if (unit(first, a) != unit(second, b)) {
            put(into, MIXED);
        } else if (one == LONG && other == LONG) {
            countLongs(field, first.getLong(a + 1), second.getLong(b + 1), unit(first, a), into);
        } else {
            BigDecimal x = amount(field, first, a);
            BigDecimal y = amount(field, second, b);
            putAmount(field, counted(field.fold, x, y), unit(first, a), into);
        }
    }

    private static void countLongs(Field field, long x, long y, short unit, TextBuffer into) {
        if (field.fold != Fold.SUM) {
            putLong(into, field.fold == Fold.MIN ? Math.min(x, y) : Math.max(x, y), unit);
            return;
        }
        long sum = x + y;
        if (isSmall(sum)) {
            putLong(into, sum, unit);
        } else {
            putAmount(field, decimal(field, x).add(decimal(field, y)), unit, into);
        }
    }

    private static BigDecimal counted(Fold fold, BigDecimal x, BigDecimal y) {
        return fold == Fold.SUM ? x.add(y) : fold == Fold.MIN ? x.min(y) : x.max(y);
    }

    private static short unit(ByteBuffer row, int at) {
        return row.getShort(at + 9);
    }

    private static BigDecimal decimal(Field field, long bits) {
        return BigDecimal.valueOf(bits, field.scaled ? SCALE : 0);
    }

    private static BigDecimal amount(Field field, ByteBuffer row, int at) {
        if (row.get(at) == LONG) {
            return decimal(field, row.getLong(at + 1));
        }
        byte[] digits = new byte[row.getInt(at + 1)];
        row.get(at + 11, digits);
        return new BigDecimal(new BigInteger(digits), row.getInt(at + 5));
    }

    private static void putAmount(Field field, BigDecimal amount, short unit, TextBuffer into) {
        BigDecimal stripped = amount.stripTrailingZeros();
        int scale = field.scaled ? SCALE : 0;
        // One form for each amount, or the order of adding would show.
        boolean whole = stripped.scale() <= scale && stripped.precision() - stripped.scale() <= 19;
        BigInteger bits = whole ? stripped.movePointRight(scale).toBigIntegerExact() : BigInteger.ZERO;
        if (whole && bits.bitLength() < 63 && isSmall(bits.longValueExact())) {
            putLong(into, bits.longValueExact(), unit);
        } else {
            putBoxed(into, stripped, unit);
        }
    }

    /** Puts the next value of a row into a column; false when it is missing or mixed, and the column is left alone. */
    public boolean read(int field, ByteBuffer row, Column into, int at, TextBuffer text) {
        Field kind = fields.get(field);
        if (isMixed(field, row)) {
            skip(row);
            return false;
        }
        int start = row.position();
        skip(row);
        switch (row.get(start)) {
            case TEXT ->
                into.bits[at] =
                        text.append(row.array(), row.arrayOffset() + start + 5, row.arrayOffset() + row.position());
            case LONG -> into.bits[at] = row.getLong(start + 1);
            case BOXED -> {
                if (kind.scaled) {
                    into.box(at, amount(kind, row, start));
                } else {
                    into.bits[at] = amount(kind, row, start).longValueExact();
                }
            }
            default -> {
                return false;
            }
        }
        if (kind.unit) {
            into.units[at] = unit(row, start);
        }
        return true;
    }

    /** Passes over the next value of a row. */
    public void skipNext(ByteBuffer row) {
        skip(row);
    }

    /** Whether the next value of a row is one that could not be put together, or a whole number too large for any column. */
    public boolean isMixed(int field, ByteBuffer row) {
        int at = row.position();
        if (row.get(at) == BOXED && !fields.get(field).scaled) {
            BigDecimal amount = amount(fields.get(field), row, at);
            return amount.scale() > 0 || amount.precision() - amount.scale() > 18;
        }
        return row.get(at) == MIXED;
    }

    /** Whether the next value of a row is missing. */
    public static boolean isMissing(ByteBuffer row) {
        return row.get(row.position()) == MISSING;
    }
}
