package io.feedkit.rules.check;

import io.feedkit.product.Measure;
import io.feedkit.product.Money;
import io.feedkit.product.Percent;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One value that stands for all those which no condition in question tells from it.
 *
 * @param number of a {@link Kind#NUMBER}, else zero: days of a date, seconds of an instant, base units of a measure
 * @param unit what the number counts, as rules write it behind the number, or a word for days, seconds and base units
 * @param text of a {@link Kind#TEXT}, else empty
 */
record Point(Kind kind, BigDecimal number, String unit, String text) {
    static final String DAYS = "date";
    static final String SECONDS = "instant";
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

    enum Kind {
        MISSING,
        NUMBER,
        TEXT,
        /** A text that stands in none of the conditions. */
        OTHER,
        /** An amount of another currency or dimension than the conditions name, which they cannot decide. */
        FOREIGN,
        TRUE,
        FALSE,
        /** Something that is there, which no condition compares with anything. */
        SOME
    }

    static final Point MISSING = bare(Kind.MISSING);
    static final Point OTHER = bare(Kind.OTHER);
    static final Point FOREIGN = bare(Kind.FOREIGN);
    static final Point SOME = bare(Kind.SOME);
    static final Point YES = bare(Kind.TRUE);
    static final Point NO = bare(Kind.FALSE);

    private static Point bare(Kind kind) {
        return new Point(kind, BigDecimal.ZERO, "", "");
    }

    static Point number(BigDecimal number, String unit) {
        BigDecimal stripped = number.stripTrailingZeros();
        return new Point(Kind.NUMBER, stripped.scale() < 0 ? stripped.setScale(0) : stripped, unit, "");
    }

    static Point text(String text) {
        return new Point(Kind.TEXT, BigDecimal.ZERO, "", text);
    }

    /** The value of a constant, or null for what is not compared in this way. */
    static @Nullable Point of(@Nullable Object value) {
        if (value == null) {
            return MISSING;
        }
        if (value instanceof Boolean truth) {
            return truth ? YES : NO;
        }
        if (value instanceof String text) {
            return text(text);
        }
        if (value instanceof Long number) {
            return number(BigDecimal.valueOf(number), "");
        }
        if (value instanceof BigDecimal number) {
            return number(number, "");
        }
        if (value instanceof Percent percent) {
            return number(percent.fraction(), "%");
        }
        if (value instanceof Money money) {
            return number(money.amount(), money.currency());
        }
        if (value instanceof Measure measure) {
            return number(
                    measure.amount().multiply(measure.unit().factor()),
                    measure.unit().dimension().name());
        }
        return ofTime(value);
    }

    private static @Nullable Point ofTime(Object value) {
        if (value instanceof LocalDate date) {
            return number(BigDecimal.valueOf(date.toEpochDay()), DAYS);
        }
        if (value instanceof Instant instant) {
            BigDecimal fraction = BigDecimal.valueOf(instant.getNano()).divide(NANOS);
            return number(BigDecimal.valueOf(instant.getEpochSecond()).add(fraction), SECONDS);
        }
        return null;
    }

    boolean isMissing() {
        return kind == Kind.MISSING;
    }

    /** Whether it is a number, if only one of another unit. */
    boolean isAmount() {
        return kind == Kind.NUMBER || kind == Kind.FOREIGN;
    }

    boolean isBoolean() {
        return kind == Kind.TRUE || kind == Kind.FALSE;
    }

    /** The sign of the order of two values, or null when it is not known or there is none. */
    @Nullable
    Integer order(Point other) {
        if (kind == Kind.NUMBER && other.kind == Kind.NUMBER && unit.equals(other.unit)) {
            return number.compareTo(other.number);
        }
        if (kind == Kind.TEXT && other.kind == Kind.TEXT) {
            return Integer.signum(Arrays.compareUnsigned(
                    text.getBytes(StandardCharsets.UTF_8), other.text.getBytes(StandardCharsets.UTF_8)));
        }
        return isBoolean() && other.isBoolean() ? Integer.valueOf(kind.compareTo(other.kind)) : null;
    }
}
