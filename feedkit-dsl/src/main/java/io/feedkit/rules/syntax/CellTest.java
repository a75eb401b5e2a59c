package io.feedkit.rules.syntax;

import io.feedkit.rules.Span;
import java.util.Objects;

/**
 * A test whose left side stands elsewhere: in the column of a table, or after {@code case}.
 *
 * <p>A missing input matches only {@link Missing} and a cell without tests ({@code _}).
 */
public sealed interface CellTest extends Node {

    <R> R accept(Visitor<R> visitor);

    /** One method per kind of cell test. */
    interface Visitor<R> {
        R visitEquals(Equals test);

        R visitCompare(Compare test);

        R visitBetween(Between test);

        R visitIn(In test);

        R visitLike(Like test);

        R visitPresent(Present test);

        R visitMissing(Missing test);

        R visitNot(Not test);
    }

    /** A value alone: equal to it. */
    record Equals(Expr value, Span span) implements CellTest {
        public Equals {
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(span, "span");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitEquals(this);
        }
    }

    /** {@code >= 40%}. */
    record Compare(Comparison comparison, Expr value, Span span) implements CellTest {
        public Compare {
            Objects.requireNonNull(comparison, "comparison");
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(span, "span");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitCompare(this);
        }
    }

    /** {@code 15%..<40%}. */
    record Between(Expr.Range range, Span span) implements CellTest {
        public Between {
            Objects.requireNonNull(range, "range");
            Objects.requireNonNull(span, "span");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitBetween(this);
        }
    }

    /** {@code in list}. */
    record In(Expr list, Span span) implements CellTest {
        public In {
            Objects.requireNonNull(list, "list");
            Objects.requireNonNull(span, "span");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitIn(this);
        }
    }

    /** {@code contains "noir"}, {@code matches r"…"}. */
    record Like(Likeness likeness, Expr pattern, Span span) implements CellTest {
        public Like {
            Objects.requireNonNull(likeness, "likeness");
            Objects.requireNonNull(pattern, "pattern");
            Objects.requireNonNull(span, "span");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitLike(this);
        }
    }

    /** {@code present}. */
    record Present(Span span) implements CellTest {
        public Present {
            Objects.requireNonNull(span, "span");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitPresent(this);
        }
    }

    /** {@code missing}. */
    record Missing(Span span) implements CellTest {
        public Missing {
            Objects.requireNonNull(span, "span");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitMissing(this);
        }
    }

    /** {@code not "Outlet"}. */
    record Not(CellTest test, Span span) implements CellTest {
        public Not {
            Objects.requireNonNull(test, "test");
            Objects.requireNonNull(span, "span");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitNot(this);
        }
    }
}
