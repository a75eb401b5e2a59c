package io.feedkit.rules.reference;

import io.feedkit.product.Measure;
import io.feedkit.product.Money;
import io.feedkit.product.Percent;
import io.feedkit.product.VatBasis;
import io.feedkit.rules.syntax.Comparison;
import io.feedkit.rules.syntax.Expr.Arithmetic.Operator;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Values in order, in sums and in texts. */
final class Numbers {
    private Numbers() {}

    static BigDecimal number(Object x) {
        if (x instanceof Long whole) {
            return BigDecimal.valueOf(whole);
        }
        if (x instanceof Percent percent) {
            return percent.fraction();
        }
        if (x instanceof Measure measure) {
            return measure.amount().multiply(measure.unit().factor());
        }
        return x instanceof Money money ? money.amount() : (BigDecimal) x;
    }

    /** A value of the kind of {@code like} with another number. */
    static Object like(Object like, BigDecimal number) {
        if (like instanceof Money money) {
            return new Money(number, money.currency(), VatBasis.UNKNOWN);
        }
        if (like instanceof Long) {
            return number.longValueExact();
        }
        return like instanceof Percent ? new Percent(number) : number;
    }

    static boolean otherCurrencies(Object x, Object y) {
        return x instanceof Money a && y instanceof Money b && !a.currency().equals(b.currency());
    }

    /** Which of two is greater; empty for amounts in different currencies. */
    static Optional<Integer> order(Object x, Object y) {
        if (x instanceof String a) {
            return Optional.of(a.compareTo((String) y));
        }
        if (x instanceof Boolean a) {
            return Optional.of(a.compareTo((Boolean) y));
        }
        if (x instanceof LocalDate a) {
            return Optional.of(a.compareTo((LocalDate) y));
        }
        return otherCurrencies(x, y) ? Optional.empty() : Optional.of(number(x).compareTo(number(y)));
    }

    static boolean holds(Comparison comparison, int order) {
        return switch (comparison) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
        };
    }

    /** A whole number a column can hold: the two least numbers of a long mean something else there. */
    static Optional<Object> fitting(BigInteger exact) {
        boolean fits = exact.bitLength() < Long.SIZE && exact.longValue() > Long.MIN_VALUE + 1;
        return fits ? Optional.of(exact.longValue()) : Optional.empty();
    }

    /** A sum, product or quotient; empty is a fault. */
    static Optional<Object> arithmetic(Operator operator, Object x, Object y) {
        boolean divide = operator == Operator.DIVIDE;
        if (x instanceof Long a && y instanceof Long b && !divide) {
            return fitting(whole(operator, BigInteger.valueOf(a), BigInteger.valueOf(b)));
        }
        if (otherCurrencies(x, y) || divide && number(y).signum() == 0) {
            return Optional.empty();
        }
        BigDecimal result = switch (operator) {
            case ADD -> number(x).add(number(y));
            case SUBTRACT -> number(x).subtract(number(y));
            case MULTIPLY -> number(x).multiply(number(y));
            case DIVIDE -> number(x).divide(number(y), MathContext.DECIMAL128);
        };
        boolean twoMoneys = x instanceof Money && y instanceof Money;
        if (twoMoneys && divide) {
            return Optional.of(result);
        }
        if (x instanceof Money || y instanceof Money) {
            return Optional.of(like(x instanceof Money ? x : y, result));
        }
        boolean additive = operator == Operator.ADD || operator == Operator.SUBTRACT;
        boolean percent = x instanceof Percent
                && (additive || y instanceof Percent && !divide || divide && !(y instanceof Percent));
        return Optional.of(percent ? new Percent(result) : result);
    }

    private static BigInteger whole(Operator operator, BigInteger a, BigInteger b) {
        return switch (operator) {
            case ADD -> a.add(b);
            case SUBTRACT -> a.subtract(b);
            case MULTIPLY -> a.multiply(b);
            case DIVIDE -> throw new AssertionError("a quotient is no whole number");
        };
    }

    /** As a text shows it. */
    static String shown(Object value) {
        if (value instanceof BigDecimal number) {
            BigDecimal plain = number.stripTrailingZeros();
            return (plain.scale() < 0 ? plain.setScale(0) : plain).toPlainString();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Numbers::shown).collect(Collectors.joining(", "));
        }
        return value.toString();
    }
}
