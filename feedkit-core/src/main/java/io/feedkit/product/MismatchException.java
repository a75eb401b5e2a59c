package io.feedkit.product;

import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;

/**
 * Thrown when two values cannot be added, compared or converted: different currencies, VAT bases or dimensions.
 *
 * <p>Its problem has code {@code value.currency-mismatch}, {@code value.basis-mismatch} or {@code value.dimension-mismatch} and no position; the caller,
 * who knows the rule and the product, reports it again with one.
 */
public final class MismatchException extends FeedException {
    private static final long serialVersionUID = 1L;

    MismatchException(ValueProblem code, String message, String fix) {
        super(new Problem(code, SourcePosition.unknown("calculation"), message, fix));
    }
}
