package io.feedkit.rules.syntax;

import io.feedkit.rules.Span;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What acts on a product: one guard and four effects. Everything else in the language is written out as these. */
public sealed interface Statement extends Item.Element {

    <R> R accept(Visitor<R> visitor);

    /** One method per kind of statement. */
    interface Visitor<R> {
        R visitWhen(When when);

        R visitSet(Set set);

        R visitClear(Clear clear);

        R visitExclude(Exclude exclude);

        R visitWarn(Warn warn);
    }

    /**
     * Runs {@code then} when the condition is true, {@code otherwise} when it is false or unknown.
     *
     * @param condition what decides; for {@code keep when C} it is {@code not (C ?? false)}
     * @param written the condition as the author wrote it: the same object, except for {@code keep}
     * @param otherwise the {@code else} block, or null; {@code else when} is a block of one {@code When}
     */
    record When(
            Expr condition,
            Expr written,
            Block then,
            @Nullable Block otherwise,
            Form form,
            Span span) implements Statement {

        /** How the author spelled it. */
        public enum Form {
            /** {@code when C { … }}. */
            BLOCK,
            /** {@code when C then A else B}. */
            THEN,
            /** {@code C -> A}, or {@code quantity < 3 -> 0}: see {@link Set.Form#ARROW}. */
            ARROW,
            /** {@code exclude when C because r}. */
            EXCLUDE_WHEN,
            /** {@code keep when C because r}. */
            KEEP_WHEN
        }

        public When {
            Objects.requireNonNull(condition, "condition");
            Objects.requireNonNull(written, "written");
            Objects.requireNonNull(then, "then");
            Objects.requireNonNull(form, "form");
            Objects.requireNonNull(span, "span");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitWhen(this);
        }
    }

    /** Writes a value to an attribute; a missing value writes nothing. */
    record Set(Path target, Expr value, Form form, Span span) implements Statement {

        /** How the author spelled it. */
        public enum Form {
            /** {@code set p = e}. */
            SET,
            /** {@code add x to p}: the value is {@code p.with(x)}. */
            ADD,
            /** {@code remove x from p}: the value is {@code p.without(x)}. */
            REMOVE,
            /** {@code p < 3 -> 0}: the target is the tested attribute, its span the first place it is tested. */
            ARROW
        }

        public Set {
            Objects.requireNonNull(target, "target");
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(form, "form");
            Objects.requireNonNull(span, "span");
        }

        /** {@code x} of {@code add x to p} and {@code remove x from p}; otherwise the value. */
        public Expr written() {
            boolean listSugar = form == Form.ADD || form == Form.REMOVE;
            return listSugar && value instanceof Expr.Call call
                    ? call.arguments().get(1).value()
                    : value;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitSet(this);
        }
    }

    /** Empties an attribute. */
    record Clear(Path target, Span span) implements Statement {
        public Clear {
            Objects.requireNonNull(target, "target");
            Objects.requireNonNull(span, "span");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitClear(this);
        }
    }

    /** Takes the product out of the feed; {@code reason} is null when none is written. */
    record Exclude(@Nullable Expr reason, Span span) implements Statement {
        public Exclude {
            Objects.requireNonNull(span, "span");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitExclude(this);
        }
    }

    /** Reports something about the product and goes on. */
    record Warn(Expr message, Span span) implements Statement {
        public Warn {
            Objects.requireNonNull(message, "message");
            Objects.requireNonNull(span, "span");
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitWarn(this);
        }
    }
}
