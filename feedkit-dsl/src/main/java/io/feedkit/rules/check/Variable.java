package io.feedkit.rules.check;

import io.feedkit.product.AttributeType;
import io.feedkit.product.AttributeType.Kind;
import io.feedkit.product.AttributeType.MeasureType;
import io.feedkit.product.Unit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A value that conditions ask about: an attribute, a formula, a call. Its values fall into cells that the conditions cannot tell apart, and {@link #points()} has one of each.
 *
 * <p>For {@code price < 20 EUR} and {@code price >= 50 EUR} those are the two bounds, one amount below, between and above them, an amount of another currency, and none.
 */
final class Variable {
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final BigDecimal CENT = new BigDecimal("0.01");
    /** Finer steps than dates and instants are never shown. */
    private static final long DAY_SECONDS = 86_400;

    private final Typed sample;
    private final String shown;
    private final boolean free;
    private final boolean mayBeMissing;
    private final Map<String, TreeSet<BigDecimal>> bounds = new TreeMap<>();
    private final Set<String> texts = new LinkedHashSet<>();
    private @Nullable List<Point> points;
    private @Nullable Point assigned;

    /**
     * A value with no bounds yet.
     *
     * @param sample one place where it stands
     * @param free whether a product may have any value of it, whatever its other values are
     */
    Variable(Typed sample, String shown, boolean free, boolean mayBeMissing) {
        this.sample = sample;
        this.shown = shown;
        this.free = free;
        this.mayBeMissing = mayBeMissing;
    }

    /** How rules write it. */
    String shown() {
        return shown;
    }

    boolean isFree() {
        return free;
    }

    boolean mayBeMissing() {
        return mayBeMissing;
    }

    /** The value it has in the world that is looked at, or null when it may have any. */
    @Nullable
    Point assigned() {
        return assigned;
    }

    void assign(@Nullable Point point) {
        assigned = point;
    }

    /** A constant it is compared with. */
    void bound(Point point) {
        points = null;
        if (point.kind() == Point.Kind.NUMBER) {
            bounds.computeIfAbsent(point.unit(), unit -> new TreeSet<>()).add(point.number());
        } else if (point.kind() == Point.Kind.TEXT) {
            texts.add(point.text());
        }
    }

    /** A value of each cell, those that a catalogue is likely to have before the others, and missing last. */
    List<Point> points() {
        List<Point> known = points;
        if (known == null) {
            known = List.copyOf(cells());
            points = known;
        }
        return known;
    }

    private List<Point> cells() {
        Kind kind = sample.type().kind();
        List<Point> cells = new ArrayList<>();
        if (kind == Kind.BOOLEAN) {
            cells.addAll(List.of(Point.YES, Point.NO));
        } else if (kind == Kind.TEXT) {
            texts(cells);
        } else if (bounds.isEmpty()) {
            cells.add(Point.SOME);
        } else {
            bounds.forEach((unit, numbers) -> numbers(unit, numbers, cells));
            cells.sort((a, b) ->
                    Integer.compare(b.number().signum() < 0 ? 0 : 1, a.number().signum() < 0 ? 0 : 1));
            if (sample.type().hasUnit()) {
                cells.add(Point.FOREIGN);
            }
        }
        if (mayBeMissing) {
            cells.add(Point.MISSING);
        }
        return cells;
    }

    /** Of an attribute with a closed set, the words of it that nobody names are one cell, and no other text is any. */
    private void texts(List<Point> cells) {
        List<String> closed =
                sample instanceof Typed.Read read ? read.attribute().values() : List.of();
        for (String text : texts) {
            if (closed.isEmpty() || closed.contains(text)) {
                cells.add(Point.text(text));
            }
        }
        if (closed.isEmpty()) {
            cells.add(Point.OTHER);
        } else {
            closed.stream()
                    .filter(word -> !texts.contains(word))
                    .findFirst()
                    .ifPresent(word -> cells.add(Point.text(word)));
        }
    }

    private void numbers(String unit, TreeSet<BigDecimal> numbers, List<Point> cells) {
        Kind kind = sample.type().kind();
        boolean whole = kind == Kind.INTEGER || kind == Kind.DATE;
        Set<BigDecimal> found = new LinkedHashSet<>();
        BigDecimal step = unit.equals("%") ? CENT : BigDecimal.ONE;
        @Nullable BigDecimal before = null;
        for (BigDecimal bound : numbers) {
            if (whole) {
                BigDecimal floor = bound.setScale(0, RoundingMode.FLOOR);
                BigDecimal ceiling = bound.setScale(0, RoundingMode.CEILING);
                boolean isWhole = floor.compareTo(ceiling) == 0;
                found.add(floor.subtract(isWhole ? BigDecimal.ONE : BigDecimal.ZERO));
                found.add(ceiling);
                found.add(floor.add(BigDecimal.ONE));
            } else {
                found.add(before == null ? below(bound, step) : between(before, bound));
                found.add(bound);
            }
            before = bound;
        }
        if (!whole) {
            found.add(numbers.last().add(step));
        }
        found.forEach(number -> cells.add(Point.number(number, unit)));
    }

    private static BigDecimal below(BigDecimal bound, BigDecimal step) {
        return bound.signum() > 0 ? between(BigDecimal.ZERO, bound) : bound.subtract(step);
    }

    /** A short number between two others. */
    private static BigDecimal between(BigDecimal low, BigDecimal high) {
        BigDecimal middle = low.add(high).divide(TWO);
        for (int decimals = 0; decimals < middle.scale(); decimals++) {
            BigDecimal round = middle.setScale(decimals, RoundingMode.HALF_UP);
            if (round.compareTo(low) > 0 && round.compareTo(high) < 0) {
                return round;
            }
        }
        return middle;
    }

    /** {@code price = 10 EUR}: what it is in the world that is looked at, with a value that a product can have. */
    String witness() {
        Point point = assigned == null ? Point.SOME : assigned;
        return shown + " = " + written(point);
    }

    /** A value of a cell as rules write it. */
    String written(Point point) {
        return switch (point.kind()) {
            case MISSING -> "missing";
            case TRUE -> "true";
            case FALSE -> "false";
            case TEXT -> "\"" + point.text() + "\"";
            case OTHER -> "\"" + other() + "\"";
            case NUMBER -> number(point);
            case FOREIGN, SOME -> example();
        };
    }

    private String other() {
        String other = "other";
        while (texts.contains(other)) {
            other += "*";
        }
        return other;
    }

    private String number(Point point) {
        AttributeType type = sample.type();
        if (type.kind() == Kind.DATE) {
            return LocalDate.ofEpochDay(point.number().longValue()).toString();
        }
        if (type.kind() == Kind.INSTANT) {
            return Instant.ofEpochSecond(point.number().longValue()).toString();
        }
        if (type instanceof MeasureType measure) {
            Unit unit = unit(measure, point.number());
            return plain(point.number().divide(unit.factor(), java.math.MathContext.DECIMAL64)) + " " + unit.symbol();
        }
        if (point.unit().equals("%")) {
            return plain(point.number().movePointRight(2)) + "%";
        }
        return plain(point.number()) + (point.unit().isEmpty() ? "" : " " + point.unit());
    }

    /** The largest usual unit in which an amount is at least one. */
    private static Unit unit(MeasureType measure, BigDecimal amount) {
        Unit base = Unit.G;
        for (Unit unit : Unit.values()) {
            if (unit.dimension() == measure.dimension()) {
                boolean first = base.dimension() != measure.dimension();
                boolean usual =
                        unit == Unit.KG || unit == Unit.M || unit == Unit.L || unit == Unit.SQM || unit == Unit.D;
                if (first
                        || unit.factor().compareTo(BigDecimal.ONE) == 0
                        || usual && amount.compareTo(unit.factor()) >= 0) {
                    base = unit;
                }
            }
        }
        return base;
    }

    private String example() {
        return switch (sample.type().kind()) {
            case INTEGER, DECIMAL -> "1";
            case PERCENT -> "1%";
            case MONEY -> bounds.containsKey("CHF") ? "1 JPY" : "1 CHF";
            case DATE -> LocalDate.ofEpochDay(0).toString();
            case INSTANT -> Instant.ofEpochSecond(DAY_SECONDS).toString();
            case BOOLEAN -> "true";
            default -> "\"…\"";
        };
    }

    private static String plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return (stripped.scale() < 0 ? stripped.setScale(0) : stripped).toPlainString();
    }
}
