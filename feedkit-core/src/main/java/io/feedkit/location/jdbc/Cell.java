package io.feedkit.location.jdbc;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Clob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One column of a result: how its values become JSON without losing anything. */
record Cell(int column, String name, Form form) {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    private static final int MOST_DIGITS = 1_000;

    /** How the driver is asked. */
    enum Form {
        PLAIN,
        TEXT,
        JSON,
        EXACT,
        DATE,
        TIME,
        TIMESTAMP,
        TIMESTAMP_WITH_ZONE
    }

    static Cell of(int column, String name, int type, String typeName) {
        String own = typeName.toLowerCase(Locale.ROOT);
        Form form = switch (type) {
            case Types.NUMERIC, Types.DECIMAL -> Form.EXACT;
            case Types.DATE -> Form.DATE;
            case Types.TIME -> Form.TIME;
            // PostgreSQL calls its timestamptz a timestamp.
            case Types.TIMESTAMP -> own.equals("timestamptz") ? Form.TIMESTAMP_WITH_ZONE : Form.TIMESTAMP;
            case Types.TIMESTAMP_WITH_TIMEZONE -> Form.TIMESTAMP_WITH_ZONE;
            default -> other(own);
        };
        return new Cell(column, name, form);
    }

    private static Form other(String typeName) {
        return switch (typeName) {
            case "json", "jsonb" -> Form.JSON;
            // PostgreSQL's driver makes a double of money.
            case "money" -> Form.TEXT;
            default -> Form.PLAIN;
        };
    }

    void write(ResultSet row, JsonLine line) throws SQLException {
        Object value = value(row);
        if (value == null) {
            return;
        }
        line.name(name);
        if (form == Form.JSON) {
            // Line breaks stand between values only, because within a text they are escaped.
            line.raw(value.toString().replace('\n', ' ').replace('\r', ' '));
        } else {
            append(value, line);
        }
    }

    private @Nullable Object value(ResultSet row) throws SQLException {
        return switch (form) {
            case PLAIN -> row.getObject(column);
            case TEXT, JSON -> row.getString(column);
            case EXACT -> row.getBigDecimal(column);
            case DATE -> row.getObject(column, LocalDate.class);
            case TIME -> row.getObject(column, LocalTime.class);
            case TIMESTAMP -> row.getObject(column, LocalDateTime.class);
            case TIMESTAMP_WITH_ZONE -> row.getObject(column, OffsetDateTime.class);
        };
    }

    private static void append(@Nullable Object value, JsonLine line) throws SQLException {
        if (value == null) {
            line.raw("null");
        } else if (value instanceof Boolean) {
            line.raw(value.toString());
        } else if (value instanceof Number number) {
            number(number, line);
        } else if (value instanceof byte[] bytes) {
            line.text(Base64.getEncoder().encodeToString(bytes));
        } else if (value instanceof Array array) {
            append(array.getArray(), line);
            array.free();
        } else if (value instanceof Object[] elements) {
            elements(elements, line);
        } else if (value instanceof Map<?, ?> members) {
            members(members, line);
        } else if (value instanceof Clob text) {
            line.text(text.getSubString(1, (int) Math.min(Integer.MAX_VALUE, text.length())));
        } else if (value instanceof java.sql.Blob blob) {
            append(blob.getBytes(1, (int) Math.min(Integer.MAX_VALUE, blob.length())), line);
        } else if (value instanceof java.sql.SQLXML xml) {
            line.text(xml.getString());
        } else {
            line.text(value.toString());
        }
    }

    private static void number(Number number, JsonLine line) {
        boolean plain = number instanceof BigDecimal decimal
                && Math.abs((long) decimal.scale()) + decimal.precision() <= MOST_DIGITS;
        String digits = plain ? ((BigDecimal) number).toPlainString() : number.toString();
        if (number instanceof Integer
                || number instanceof Long
                || number instanceof BigInteger
                || NUMBER.matcher(digits).matches()) {
            line.raw(digits);
        } else {
            line.text(digits); // not a number, or infinite
        }
    }

    private static void elements(Object[] elements, JsonLine line) throws SQLException {
        line.raw("[");
        for (int i = 0; i < elements.length; i++) {
            if (i > 0) {
                line.raw(",");
            }
            append(elements[i], line);
        }
        line.raw("]");
    }

    private static void members(Map<?, ?> members, JsonLine line) throws SQLException {
        line.raw("{");
        String comma = "";
        for (Map.Entry<?, ?> member : members.entrySet()) {
            line.raw(comma);
            line.text(String.valueOf(member.getKey()));
            line.raw(":");
            append(member.getValue(), line);
            comma = ",";
        }
        line.raw("}");
    }
}
