package io.feedkit.channel.contract;

import io.feedkit.batch.Column;
import io.feedkit.batch.TextBuffer;
import io.feedkit.channel.FieldSpec;
import io.feedkit.channel.FieldType;
import io.feedkit.channel.Format;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Currencies;
import io.feedkit.product.Unit;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns values of a type into the channel's spelling of them. */
final class Speller {
    private static final int AMOUNT_SCALE = 6;
    private static final int MICRO_DIGITS = 6;
    private static final Pattern HOLE = Pattern.compile("\\{(amount|number|currency|unit)}");

    private Speller() {}

    /** The step that writes {@link Values#texts} from {@link Values#typed}. */
    static FieldStep of(FieldSpec field, AttributeType type) {
        return of(field.format(), field.type(), type);
    }

    /** Writes values in the usual spelling of their type, as the first step to reading them into another. */
    static FieldStep plain(AttributeType type) {
        return of(Format.UNSET, FieldType.ANY, type);
    }

    private static FieldStep of(Format format, FieldType field, AttributeType type) {
        switch (type.kind()) {
            case TEXT:
            case LIST:
                return Speller::texts;
            case BOOLEAN:
                return words(
                        format.no().isEmpty() ? "false" : format.no(),
                        format.yes().isEmpty() ? "true" : format.yes());
            case INTEGER:
                return each((column, row, out) -> AmountText.append(column.bits[row], out));
            case DECIMAL:
                return each((column, row, out) -> appendNumber(column, row, format, out));
            case PERCENT:
                return field == FieldType.PERCENT
                        ? percent(format)
                        : each((column, row, out) -> appendNumber(column, row, format, out));
            case MONEY:
                return money(format, field == FieldType.ANY);
            case MEASURE:
                return measure(format);
            case DATE:
                return dates(DateTimeFormatter.ofPattern(
                        format.pattern().isEmpty() ? "uuuu-MM-dd" : format.pattern(), Locale.ROOT));
            case INSTANT:
                return instants(DateTimeFormatter.ofPattern(
                                format.pattern().isEmpty() ? "uuuu-MM-dd'T'HH:mm:ssxx" : format.pattern(), Locale.ROOT)
                        .withZone(ZoneOffset.UTC));
            case DURATION:
                return each((column, row, out) -> out.append(Long.toString(column.bits[row])));
        }
        throw new AssertionError(type);
    }

    /** Texts are sent as they are; an empty one is missing. */
    private static void texts(Values values, Findings findings) {
        long[] source = values.typed.bits;
        for (int i = 0; i < values.rows.size; i++) {
            int row = values.rows.rows[i];
            long text = source[row];
            values.texts[row] = text == Column.MISSING || TextBuffer.length(text) == 0 ? Column.MISSING : text;
        }
    }

    /** Appends one value that is not missing. */
    @FunctionalInterface
    private interface One {
        void append(Column column, int row, TextBuffer out);
    }

    private static FieldStep each(One one) {
        return (values, findings) -> {
            TextBuffer out = values.buffer();
            Column column = values.typed;
            for (int i = 0; i < values.rows.size; i++) {
                int row = values.rows.rows[i];
                if (column.isMissing(row)) {
                    values.texts[row] = Column.MISSING;
                } else {
                    int start = out.end();
                    one.append(column, row, out);
                    values.texts[row] = TextBuffer.slice(start, out.end());
                }
            }
        };
    }

    private static FieldStep words(String no, String yes) {
        return each((column, row, out) -> out.append(column.bits[row] == 0 ? no : yes));
    }

    private static void appendNumber(Column column, int row, Format format, TextBuffer out) {
        char mark = mark(format);
        if (column.bits[row] == Column.BOXED) {
            BigDecimal amount = column.boxed(row).stripTrailingZeros();
            int decimals = format.fixedDecimals() >= 0 ? format.fixedDecimals() : Math.max(0, amount.scale());
            AmountText.append(amount, decimals, mark, out);
            return;
        }
        long scaled = column.bits[row];
        int decimals = format.fixedDecimals() >= 0 ? format.fixedDecimals() : AmountText.decimals(scaled);
        AmountText.append(AmountText.round(scaled, decimals), decimals, mark, out);
    }

    /** In points: 20 for a fifth. */
    private static FieldStep percent(Format format) {
        List<Piece> pieces = pieces(format.pattern().isEmpty() ? "{number}" : format.pattern(), "unit");
        return each((column, row, out) -> {
            BigDecimal fraction = column.bits[row] == Column.BOXED
                    ? column.boxed(row)
                    : BigDecimal.valueOf(column.bits[row], AMOUNT_SCALE);
            BigDecimal points = fraction.movePointRight(2).stripTrailingZeros();
            int decimals = format.fixedDecimals() >= 0 ? format.fixedDecimals() : Math.max(0, points.scale());
            for (Piece piece : pieces) {
                if (piece.hole == Hole.NONE) {
                    out.append(piece.text);
                } else {
                    AmountText.append(points, decimals, mark(format), out);
                }
            }
        });
    }

    private static char mark(Format format) {
        return format.decimalMark().isEmpty() ? '.' : format.decimalMark().charAt(0);
    }

    private static FieldStep money(Format declared, boolean any) {
        Format format = any ? declared.over(Format.defaultFor(FieldType.PRICE)) : declared;
        List<Piece> pieces = pieces(format.pattern().isEmpty() ? "{amount} {currency}" : format.pattern(), "currency");
        byte[][] codes = new byte[Currencies.count()][];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = Currencies.code(i).getBytes(StandardCharsets.US_ASCII);
        }
        return each((column, row, out) -> {
            int currency = Currencies.laneIndex(column.units[row]);
            for (Piece piece : pieces) {
                switch (piece.hole) {
                    case AMOUNT -> appendAmount(column, row, currency, format, out);
                    case NAME -> out.append(codes[currency]);
                    case NONE -> out.append(piece.text);
                }
            }
        });
    }

    private static void appendAmount(Column column, int row, int currency, Format format, TextBuffer out) {
        int minor = Currencies.minorDigits(currency);
        boolean major = format.amount() == Format.AmountUnit.MAJOR || format.amount() == Format.AmountUnit.UNSET;
        if (major && column.bits[row] != Column.BOXED) {
            int decimals = format.fixedDecimals() >= 0 ? format.fixedDecimals() : minor;
            if (decimals < 0) {
                // No currency was stated: the amount is shown as it is, for the message that refuses it.
                decimals = AmountText.decimals(column.bits[row]);
            }
            AmountText.append(AmountText.round(column.bits[row], decimals), decimals, mark(format), out);
            return;
        }
        BigDecimal amount = column.bits[row] == Column.BOXED
                ? column.boxed(row)
                : BigDecimal.valueOf(column.bits[row], AMOUNT_SCALE);
        int shift = major ? 0 : format.amount() == Format.AmountUnit.MINOR ? minor : MICRO_DIGITS;
        int decimals = major ? Math.max(minor, format.fixedDecimals()) : 0;
        AmountText.append(amount.movePointRight(shift), decimals, mark(format), out);
    }

    private static FieldStep measure(Format declared) {
        Format format = declared.over(Format.defaultFor(FieldType.MEASURE));
        List<Piece> pieces = pieces(format.pattern(), "unit");
        return each((column, row, out) -> {
            for (Piece piece : pieces) {
                switch (piece.hole) {
                    case AMOUNT -> appendNumber(column, row, format, out);
                    case NAME -> out.append(Unit.ofIndex(column.units[row]).symbol());
                    case NONE -> out.append(piece.text);
                }
            }
        });
    }

    private static FieldStep dates(DateTimeFormatter formatter) {
        return each((column, row, out) -> append(formatter, LocalDate.ofEpochDay(column.bits[row]), out));
    }

    private static FieldStep instants(DateTimeFormatter formatter) {
        return each((column, row, out) -> append(formatter, Instant.ofEpochMilli(column.bits[row]), out));
    }

    private static void append(DateTimeFormatter formatter, TemporalAccessor value, TextBuffer out) {
        out.append(formatter.format(value));
    }

    /** What stands in a place of a pattern. */
    private enum Hole {
        AMOUNT,
        /** The currency or the unit. */
        NAME,
        NONE
    }

    /** A literal piece of a pattern, or a hole. */
    private record Piece(Hole hole, byte[] text) {}

    /** @param name the hole for the currency or the unit; other holes stay empty */
    private static List<Piece> pieces(String pattern, String name) {
        List<Piece> pieces = new ArrayList<>();
        Matcher holes = HOLE.matcher(pattern);
        int from = 0;
        while (holes.find()) {
            addText(pattern.substring(from, holes.start()), pieces);
            boolean amount = holes.group(1).equals("amount") || holes.group(1).equals("number");
            Hole hole = amount ? Hole.AMOUNT : holes.group(1).equals(name) ? Hole.NAME : Hole.NONE;
            pieces.add(new Piece(hole, new byte[0]));
            from = holes.end();
        }
        addText(pattern.substring(from), pieces);
        return pieces;
    }

    private static void addText(String text, List<Piece> pieces) {
        if (!text.isEmpty()) {
            pieces.add(new Piece(Hole.NONE, text.getBytes(StandardCharsets.UTF_8)));
        }
    }
}
