package io.feedkit.rules.check;

import io.feedkit.rules.function.Function.Purity;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes an expression so that two of the same shape have the same value for the same product; null where that cannot be said. */
final class Shape {
    private static final int LONGEST = 300;

    private Shape() {}

    static @Nullable String of(Typed expression) {
        StringBuilder shape = new StringBuilder();
        return write(expression, shape) && shape.length() <= LONGEST ? shape.toString() : null;
    }

    private static boolean write(Typed expression, StringBuilder shape) {
        if (shape.length() > LONGEST) {
            return false;
        }
        if (expression instanceof Typed.Widen widen) {
            return write(widen.operand(), shape);
        }
        if (expression instanceof Typed.Use use) {
            return write(use.binding().value(), shape);
        }
        if (expression instanceof Typed.Read read) {
            boolean current = read.view() == Typed.Read.View.CURRENT;
            shape.append(current ? "" : read.view().name().toLowerCase(Locale.ROOT) + ".")
                    .append(read.attribute().name())
                    .append(read.language() == null ? "" : "@" + read.language());
            return true;
        }
        if (expression instanceof Typed.Context context) {
            shape.append('$').append(context.name());
            return true;
        }
        if (expression instanceof Typed.Constant constant) {
            shape.append('\'')
                    .append(constant.type())
                    .append(' ')
                    .append(constant.value())
                    .append('\'');
            return true;
        }
        String head = head(expression);
        return head != null && parts(head, expression.children(), shape);
    }

    /** What is done with the parts, or null for what is not only that. */
    private static @Nullable String head(Typed expression) {
        if (expression instanceof Typed.Arithmetic arithmetic) {
            return arithmetic.operator().symbol() + (arithmetic.zeroIsFault() ? "" : "?");
        }
        if (expression instanceof Typed.Call call) {
            return call.function().purity() == Purity.PURE ? call.function().name() : null;
        }
        if (expression instanceof Typed.Compare compare) {
            return compare.comparison().symbol();
        }
        if (expression instanceof Typed.Like like) {
            return like.likeness().words();
        }
        if (expression instanceof Typed.Present present) {
            return present.wanted() ? "present" : "missing";
        }
        if (expression instanceof Typed.Between between) {
            return between.closed() ? "in.." : "in..<";
        }
        boolean plain = expression instanceof Typed.Negate
                || expression instanceof Typed.Not
                || expression instanceof Typed.Coalesce
                || expression instanceof Typed.OneOf;
        if (expression instanceof Typed.Junction junction) {
            return junction.and() ? "and" : "or";
        }
        return plain ? expression.getClass().getSimpleName() : null;
    }

    private static boolean parts(String head, List<Typed> parts, StringBuilder shape) {
        shape.append(head).append('(');
        for (Typed part : parts) {
            if (!write(part, shape)) {
                return false;
            }
            shape.append(';');
        }
        shape.append(')');
        return true;
    }
}
