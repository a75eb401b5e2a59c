package io.feedkit.rules.check;

import io.feedkit.product.Attribute;
import io.feedkit.rules.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A checked statement. */
public sealed interface Act {

    Span span();

    <R> R accept(Visitor<R> visitor);

    /** One method per kind of statement. */
    interface Visitor<R> {
        R visitWhen(When act);

        R visitSet(Set act);

        R visitClear(Clear act);

        R visitExclude(Exclude act);

        R visitWarn(Warn act);
    }

    /** Runs {@code then} where the condition is true, {@code otherwise} where it is false or unknown. */
    record When(Typed condition, List<Act> then, List<Act> otherwise, Span span) implements Act {
        public When {
            then = List.copyOf(then);
            otherwise = List.copyOf(otherwise);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitWhen(this);
        }
    }

    /** Writes a value unless it is missing. */
    record Set(Attribute target, Typed value, Span span) implements Act {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitSet(this);
        }
    }

    /** Empties an attribute. */
    record Clear(Attribute target, Span span) implements Act {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitClear(this);
        }
    }

    /**
     * Takes the product out.
     *
     * @param words what to say without a reason, or when it has no value
     */
    record Exclude(@Nullable Typed reason, String words, Span span) implements Act {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitExclude(this);
        }
    }

    /** Reports something. */
    record Warn(Typed message, String words, Span span) implements Act {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitWarn(this);
        }
    }
}
