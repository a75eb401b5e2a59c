package io.feedkit.product;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/** The one form of a decimal, and division that stays exact wherever it can. */
final class Exact {
    private Exact() {}

    /** The one form of a number: no trailing zeros after the point, none hidden in an exponent. Makes 12.5 and 12.50 equal. */
    static BigDecimal canonical(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    static BigDecimal quotient(BigDecimal dividend, BigDecimal divisor) {
        // A decimal fraction ends exactly when the divisor's part without 2s and 5s divides the dividend.
        BigInteger rest = divisor.unscaledValue().abs();
        rest = without(rest, BigInteger.TWO);
        rest = without(rest, BigInteger.valueOf(5));
        boolean ends = dividend.unscaledValue().mod(rest).signum() == 0;
        return canonical(ends ? dividend.divide(divisor) : dividend.divide(divisor, MathContext.DECIMAL128));
    }

    private static BigInteger without(BigInteger number, BigInteger factor) {
        BigInteger left = number;
        for (BigInteger[] next = left.divideAndRemainder(factor);
                next[1].signum() == 0;
                next = left.divideAndRemainder(factor)) {
            left = next[0];
        }
        return left;
    }
}
