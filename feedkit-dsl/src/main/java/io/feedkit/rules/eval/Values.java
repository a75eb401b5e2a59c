package io.feedkit.rules.eval;

import io.feedkit.batch.Column;
import io.feedkit.batch.TextBuffer;
import io.feedkit.product.AttributeType;
import io.feedkit.product.AttributeType.MoneyType;
import io.feedkit.product.Currencies;
import io.feedkit.product.Measure;
import io.feedkit.product.Money;
import io.feedkit.product.Percent;
import io.feedkit.product.Unit;
import io.feedkit.product.VatBasis;
import io.feedkit.rules.function.Objection;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values as Java objects on one side, lanes of columns on the other. */
public final class Values {
    private static final byte[] NO_BYTES = {};

    private Values() {}

    /** The value of a row, or null when it is missing. */
    public static @Nullable Object read(Column column, int row, AttributeType type, TextBuffer text) {
        long bits = column.bits[row];
        if (bits == Column.MISSING) {
            return null;
        }
        return switch (type.kind()) {
            case TEXT -> text.string(bits);
            case LIST -> list(text.bytes(), bits);
            case INTEGER -> bits;
            case BOOLEAN -> bits == 1;
            case DATE -> LocalDate.ofEpochDay(bits);
            case INSTANT -> Instant.ofEpochMilli(bits);
            case DECIMAL, DURATION -> canonical(Scaled.get(column, row));
            case PERCENT -> new Percent(Scaled.get(column, row));
            case MONEY ->
                new Money(
                        Scaled.get(column, row),
                        Currencies.laneCode(column.units[row]),
                        Currencies.laneBasis(column.units[row]));
            case MEASURE -> measure(Scaled.get(column, row), column.units[row]);
        };
    }

    private static Object measure(BigDecimal amount, short unit) {
        return unit == 0 ? canonical(amount) : new Measure(amount, Unit.ofIndex(unit));
    }

    static BigDecimal canonical(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** The elements of a list of texts. */
    static List<String> list(byte[] bytes, long slice) {
        List<String> elements = new ArrayList<>();
        int start = TextBuffer.start(slice);
        for (int i = start; i <= TextBuffer.end(slice); i++) {
            if (i == TextBuffer.end(slice) || bytes[i] == TextBuffer.LIST_SEPARATOR) {
                elements.add(new String(bytes, start, i - start, StandardCharsets.UTF_8));
                start = i + 1;
            }
        }
        return elements;
    }

    /** Puts a value into a row; null is missing. */
    public static void write(Column column, int row, AttributeType type, TextBuffer text, @Nullable Object value) {
        boolean isText = value instanceof String || value instanceof List;
        long bits = isText ? text.append(utf8(value)) : bits(type, value);
        if (bits == Column.BOXED) {
            BigDecimal number = number(value);
            if (number != null) {
                column.box(row, number);
            }
        } else {
            column.bits[row] = bits;
        }
        if (column.units.length > 0) {
            column.units[row] = unit(value);
        }
    }

    static byte[] utf8(@Nullable Object value) {
        if (value instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        if (value instanceof List<?> list) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (int i = 0; i < list.size(); i++) {
                if (i > 0) {
                    all.write(TextBuffer.LIST_SEPARATOR);
                }
                all.writeBytes(String.valueOf(list.get(i)).getBytes(StandardCharsets.UTF_8));
            }
            return all.toByteArray();
        }
        return NO_BYTES;
    }

    static @Nullable BigDecimal number(@Nullable Object value) {
        if (value instanceof BigDecimal number) {
            return number;
        }
        if (value instanceof Percent percent) {
            return percent.fraction();
        }
        if (value instanceof Money money) {
            return money.amount();
        }
        return value instanceof Measure measure ? measure.amount() : null;
    }

    static short unit(@Nullable Object value) {
        if (value instanceof Money money) {
            return Currencies.lane(money.currency(), money.basis());
        }
        return value instanceof Measure measure ? measure.unit().index() : 0;
    }

    static long bits(AttributeType type, @Nullable Object value) {
        if (value == null) {
            return Column.MISSING;
        }
        if (value instanceof Long whole) {
            return type.kind() == AttributeType.Kind.INTEGER ? whole : Scaled.lane(BigDecimal.valueOf(whole));
        }
        if (value instanceof Boolean truth) {
            return truth ? 1 : 0;
        }
        if (value instanceof LocalDate date) {
            return date.toEpochDay();
        }
        if (value instanceof Instant instant) {
            return instant.toEpochMilli();
        }
        BigDecimal number = number(value);
        return number == null ? Column.MISSING : Scaled.lane(number);
    }

    /** Reads the text of a test or a channel constant as a value of a type; null when it is blank. Throws {@link IllegalArgumentException} when it is none. */
    public static @Nullable Object parse(AttributeType type, String text) {
        String bare = text.strip();
        if (bare.isEmpty()) {
            return null;
        }
        try {
            return switch (type.kind()) {
                case TEXT -> text;
                case LIST -> List.of(text.split(",\\s*"));
                case INTEGER -> Long.valueOf(bare);
                case BOOLEAN -> bare.equals("true") || bare.equals("yes");
                case DATE -> LocalDate.parse(bare);
                case INSTANT -> Instant.parse(bare);
                case DECIMAL, DURATION -> new BigDecimal(bare);
                case PERCENT ->
                    bare.endsWith("%")
                            ? new Percent(new BigDecimal(
                                            bare.substring(0, bare.length() - 1).strip())
                                    .movePointLeft(2))
                            : new Percent(new BigDecimal(bare));
                case MONEY -> money(bare, ((MoneyType) type).basis());
                case MEASURE -> measure(bare);
            };
        } catch (Objection e) {
            throw e;
        } catch (DateTimeException | IllegalArgumentException e) {
            throw Objection.of("not-a", "'{0}' is not a {1}", text, type);
        }
    }

    private static Money money(String text, VatBasis basis) {
        int space = text.lastIndexOf(' ');
        return space < 0
                ? new Money(new BigDecimal(text), Currencies.NOT_STATED, basis)
                : new Money(new BigDecimal(text.substring(0, space).strip()), text.substring(space + 1), basis);
    }

    private static Measure measure(String text) {
        int end = 0;
        while (end < text.length() && (Character.isDigit(text.charAt(end)) || "+-.".indexOf(text.charAt(end)) >= 0)) {
            end++;
        }
        String spelling = text.substring(end).strip();
        Unit unit = Unit.named(spelling).orElseThrow(() -> Objection.of("no-unit", "there is no unit '{0}'", spelling));
        return new Measure(new BigDecimal(text.substring(0, end)), unit);
    }
}
