package io.feedkit.rules.check;

import io.feedkit.product.AttributeType.Kind;
import io.feedkit.rules.function.CallSite;
import io.feedkit.rules.function.TextMatch;
import io.feedkit.rules.syntax.Comparison;
import io.feedkit.rules.syntax.Likeness;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Every product there could be, as far as some conditions tell products apart, and what the conditions are for one of them.
 *
 * <p>Conditions compare values with constants. So each value falls into few cells ({@link Variable}), and asking one of each cell is asking all. What a condition compares beyond that (two
 * attributes, a regex, a function) has a truth nobody knows, and counts as any. A claim that something never happens is then true of all products, and a claim that something
 * does happen is made only where the known part decides. Boxes of intervals were here before; they could not say that three conditions together leave no gap.
 */
final class World {
    private static final int PRESENT = 1;
    private static final int MISSING = 2;
    /** Parts, with formulas written out; who asks about more gets no answer. */
    private static final int LARGEST = 3_000;

    private final Map<String, Variable> variables = new LinkedHashMap<>();
    private final Map<Typed, Variable> byPlace = new IdentityHashMap<>();
    private boolean answerable = true;

    private World() {}

    /** The products that these conditions tell apart. */
    static World of(Collection<? extends Typed> conditions) {
        World world = new World();
        long parts = 0;
        for (Typed condition : conditions) {
            parts += Walk.size(condition).parts();
        }
        world.answerable = parts <= LARGEST;
        if (world.answerable) {
            conditions.forEach(world::collect);
        }
        return world;
    }

    /** Whether the conditions are small enough to be thought through. */
    boolean isAnswerable() {
        return answerable;
    }

    List<Variable> variables() {
        return new ArrayList<>(variables.values());
    }

    /** The variable an expression reads, or null. */
    @Nullable
    Variable variable(Typed expression) {
        return byPlace.get(expression);
    }

    /** The attribute of this name as it is now, or null when nobody asks about it. */
    @Nullable
    Variable variable(String attribute) {
        return variables.get(attribute);
    }

    /** The variable that has the shape of an expression, wherever it stands, or null. */
    @Nullable
    Variable like(Typed expression) {
        String shape = Shape.of(expression);
        return shape == null ? null : variables.get(shape);
    }

    // What conditions ask about

    private void collect(Typed condition) {
        if (condition instanceof Typed.Use use && isCondition(use)) {
            collect(use.binding().value());
        } else if (condition instanceof Typed.Not
                || condition instanceof Typed.Junction
                || condition instanceof Typed.Coalesce && isCondition(condition)
                || condition instanceof Typed.Choice && isCondition(condition)) {
            condition.children().forEach(this::collect);
        } else if (condition instanceof Typed.Present present) {
            if (isCondition(present.operand())) {
                collect(present.operand());
            } else {
                leaves(present.operand(), null);
            }
        } else if (condition instanceof Typed.Compare compare) {
            compared(compare.left(), compare.right());
        } else if (condition instanceof Typed.Between between) {
            compared(between.value(), between.low());
            compared(between.value(), between.high());
        } else if (condition instanceof Typed.OneOf oneOf) {
            oneOf.elements().forEach(element -> compared(oneOf.value(), element));
        } else {
            if (condition instanceof Typed.Like like) {
                leaves(like.value(), null);
            }
            leaf(condition, null);
        }
    }

    private static boolean isCondition(Typed expression) {
        return expression.type().kind() == Kind.BOOLEAN;
    }

    private void compared(Typed left, Typed right) {
        if (isCondition(left)) {
            collect(left);
            collect(right);
            return;
        }
        List<Point> bounds = new ArrayList<>();
        constants(left, bounds);
        constants(right, bounds);
        leaves(left, bounds);
        leaves(right, bounds);
    }

    /** The constants among the values an expression picks from. */
    private static void constants(Typed value, List<Point> found) {
        if (value instanceof Typed.Constant constant) {
            Point point = Point.of(constant.value());
            if (point != null) {
                found.add(point);
            }
        } else {
            picked(value).forEach(part -> constants(part, found));
        }
    }

    /** What the value of an expression is one of, unchanged. */
    private static List<Typed> picked(Typed value) {
        if (value instanceof Typed.Widen widen) {
            return List.of(widen.operand());
        }
        if (value instanceof Typed.Use use) {
            Typed formula = use.binding().value();
            return isPicking(formula) ? List.of(formula) : List.of();
        }
        if (value instanceof Typed.Coalesce coalesce) {
            return coalesce.operands();
        }
        if (value instanceof Typed.Choice choice) {
            List<Typed> values = new ArrayList<>(choice.values());
            if (choice.otherwise() != null) {
                values.add(choice.otherwise());
            }
            return values;
        }
        return List.of();
    }

    private static boolean isPicking(Typed value) {
        return value instanceof Typed.Widen
                || value instanceof Typed.Use
                || value instanceof Typed.Coalesce
                || value instanceof Typed.Choice
                || value instanceof Typed.Constant
                || value instanceof Typed.Read
                || value instanceof Typed.Context;
    }

    private void leaves(Typed value, @Nullable List<Point> bounds) {
        if (value instanceof Typed.Choice choice) {
            choice.conditions().forEach(this::collect);
        }
        List<Typed> parts = picked(value);
        if (parts.isEmpty()) {
            leaf(value, bounds);
        } else {
            parts.forEach(part -> leaves(part, bounds));
        }
    }

    private void leaf(Typed value, @Nullable List<Point> bounds) {
        if (value instanceof Typed.Constant) {
            return;
        }
        String shape = Shape.of(value);
        if (shape != null) {
            Variable variable = variables.computeIfAbsent(shape, key -> variable(value, shape));
            byPlace.put(value, variable);
            if (bounds != null) {
                bounds.forEach(variable::bound);
            }
        }
    }

    private static Variable variable(Typed value, String shape) {
        boolean free = value instanceof Typed.Read read
                && read.view() == Typed.Read.View.CURRENT
                && read.language() == null
                && !read.attribute().localized();
        boolean missing = !Presence.blamed(value).isEmpty();
        String shown = value instanceof Typed.Use use
                ? use.binding().name()
                : value instanceof Typed.Read ? shape : value.span().text();
        return new Variable(value, shown, free, missing);
    }

    // What a condition is

    /** What a condition may be for the products of this world, or of its part where some variables have a value. */
    int truth(Typed condition) {
        if (condition instanceof Typed.Constant constant) {
            return constant.value() == null ? Truth.UNKNOWN : Truth.of(Boolean.TRUE.equals(constant.value()));
        }
        if (condition instanceof Typed.Not not) {
            return Truth.not(truth(not.operand()));
        }
        if (condition instanceof Typed.Junction junction) {
            int truths = Truth.of(junction.and());
            for (Typed operand : junction.operands()) {
                int next = truth(operand);
                truths = junction.and() ? Truth.and(truths, next) : Truth.or(truths, next);
            }
            return truths;
        }
        if (condition instanceof Typed.Coalesce coalesce) {
            int truths = Truth.UNKNOWN;
            for (Typed operand : coalesce.operands()) {
                truths = Truth.orElse(truths, truth(operand));
            }
            return truths;
        }
        if (condition instanceof Typed.Use use) {
            return truth(use.binding().value());
        }
        if (condition instanceof Typed.Choice choice) {
            return truth(choice);
        }
        return asked(condition);
    }

    /** The truth of a condition that is no other conditions put together. */
    private int asked(Typed condition) {
        if (condition instanceof Typed.Present present) {
            int presence = presence(present.operand());
            int truths = ((presence & PRESENT) != 0 ? Truth.TRUE : 0) | ((presence & MISSING) != 0 ? Truth.FALSE : 0);
            return present.wanted() ? truths : Truth.not(truths);
        }
        if (condition instanceof Typed.Compare compare) {
            return compare(compare.comparison(), compare.left(), compare.right());
        }
        if (condition instanceof Typed.Between between) {
            int above = compare(Comparison.GREATER_OR_EQUAL, between.value(), between.low());
            Comparison upper = between.closed() ? Comparison.LESS_OR_EQUAL : Comparison.LESS;
            int both = Truth.and(above, compare(upper, between.value(), between.high()));
            // Whether the other bound may decide alone is nowhere promised.
            boolean missing = ((presence(between.low()) | presence(between.high())) & MISSING) != 0;
            return missing ? both | Truth.UNKNOWN : both;
        }
        if (condition instanceof Typed.OneOf oneOf) {
            return oneOf(oneOf);
        }
        if (condition instanceof Typed.Like like) {
            return like(like);
        }
        return known(condition, Truth.ANY);
    }

    private int truth(Typed.Choice choice) {
        int truths = 0;
        for (int i = 0; i < choice.conditions().size(); i++) {
            int taken = truth(choice.conditions().get(i));
            if (Truth.mayBe(taken, Truth.TRUE)) {
                truths |= truth(choice.values().get(i));
            }
            if (Truth.isOnly(taken, Truth.TRUE)) {
                return truths;
            }
        }
        Typed otherwise = choice.otherwise();
        return truths | (otherwise == null ? Truth.UNKNOWN : truth(otherwise));
    }

    private int oneOf(Typed.OneOf oneOf) {
        int truths = Truth.FALSE;
        boolean missing = (presence(oneOf.value()) & MISSING) != 0;
        for (Typed element : oneOf.elements()) {
            truths = Truth.or(truths, compare(Comparison.EQUAL, oneOf.value(), element));
            missing |= (presence(element) & MISSING) != 0;
        }
        if ((presence(oneOf.value()) & PRESENT) == 0) {
            return Truth.UNKNOWN;
        }
        return missing ? truths | Truth.UNKNOWN : truths;
    }

    private int like(Typed.Like like) {
        int presence = presence(like.value());
        int pattern = presence(like.pattern());
        int unknown = ((presence | pattern) & MISSING) != 0 ? Truth.UNKNOWN : 0;
        if ((presence & pattern & PRESENT) == 0) {
            return Truth.UNKNOWN;
        }
        Point text = value(like.value());
        Boolean known = text == null || text.kind() != Point.Kind.TEXT ? null : matches(like, text.text());
        return unknown | (known == null ? known(like, Truth.DECIDED) & Truth.DECIDED : Truth.of(known));
    }

    private static @Nullable Boolean matches(Typed.Like like, String text) {
        if (!(like.pattern() instanceof Typed.Constant constant)
                || like.value().type().kind() != Kind.TEXT) {
            return null;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        TextMatch match = match(like.likeness(), constant.value());
        return match == null ? null : match.test(bytes, 0, bytes.length);
    }

    private static @Nullable TextMatch match(Likeness likeness, @Nullable Object pattern) {
        if (pattern instanceof CallSite.Pattern regex) {
            return likeness == Likeness.MATCHES ? TextMatch.matches(regex) : null;
        }
        if (!(pattern instanceof String part)) {
            return null;
        }
        return switch (likeness) {
            case CONTAINS -> TextMatch.contains(part);
            case STARTS_WITH -> TextMatch.startsWith(part);
            case ENDS_WITH -> TextMatch.endsWith(part);
            case MATCHES -> null;
        };
    }

    /** The truth a variable has been given. */
    private int known(Typed condition, int otherwise) {
        Variable variable = variable(condition);
        if (variable == null) {
            return otherwise;
        }
        Point point = variable.assigned();
        if (point == null) {
            return variable.mayBeMissing() ? otherwise : otherwise & Truth.DECIDED;
        }
        return point.isMissing() ? Truth.UNKNOWN : Truth.of(point.kind() == Point.Kind.TRUE);
    }

    private int compare(Comparison comparison, Typed left, Typed right) {
        if (isCondition(left)) {
            return compareTruths(comparison, truth(left), truth(right));
        }
        int a = presence(left);
        int b = presence(right);
        int unknown = ((a | b) & MISSING) != 0 ? Truth.UNKNOWN : 0;
        if ((a & b & PRESENT) == 0) {
            return Truth.UNKNOWN;
        }
        Point x = value(left);
        Point y = value(right);
        if (x == null || y == null || x.isMissing() || y.isMissing()) {
            return unknown | Truth.DECIDED;
        }
        // One value of each cell stands for all only where it is compared with a constant.
        boolean decided = isFixed(left) || isFixed(right);
        return unknown | (decided ? compare(comparison, x, y) : Truth.ANY);
    }

    private static int compareTruths(Comparison comparison, int a, int b) {
        int same = Truth.or(Truth.and(a, b), Truth.and(Truth.not(a), Truth.not(b)));
        int unknown = (a | b) & Truth.UNKNOWN;
        boolean never = Truth.isOnly(a, Truth.UNKNOWN) || Truth.isOnly(b, Truth.UNKNOWN);
        int decided = never ? 0 : same & Truth.DECIDED;
        return unknown | (comparison == Comparison.EQUAL ? decided : Truth.not(decided));
    }

    private static int compare(Comparison comparison, Point x, Point y) {
        boolean equality = comparison == Comparison.EQUAL || comparison == Comparison.NOT_EQUAL;
        if (x.kind() == Point.Kind.OTHER || y.kind() == Point.Kind.OTHER) {
            return equality && x.kind() != y.kind() ? Truth.of(comparison == Comparison.NOT_EQUAL) : Truth.DECIDED;
        }
        Integer order = x.order(y);
        if (order == null) {
            boolean foreign = x.isAmount() && y.isAmount();
            return foreign ? Truth.UNKNOWN : Truth.ANY;
        }
        return Truth.of(
                switch (comparison) {
                    case EQUAL -> order == 0;
                    case NOT_EQUAL -> order != 0;
                    case LESS -> order < 0;
                    case LESS_OR_EQUAL -> order <= 0;
                    case GREATER -> order > 0;
                    case GREATER_OR_EQUAL -> order >= 0;
                });
    }

    /** Whether an expression is one of some constants, whatever the product. */
    private static boolean isFixed(Typed value) {
        List<Typed> parts = picked(value);
        return value instanceof Typed.Constant
                || !parts.isEmpty() && parts.stream().allMatch(World::isFixed);
    }

    /** Whether a value may be there, and whether it may not. */
    private int presence(Typed value) {
        if (isCondition(value)) {
            int truths = truth(value);
            return ((truths & Truth.DECIDED) != 0 ? PRESENT : 0) | ((truths & Truth.UNKNOWN) != 0 ? MISSING : 0);
        }
        if (value instanceof Typed.Constant constant) {
            return constant.value() == null ? MISSING : PRESENT;
        }
        if (value instanceof Typed.Coalesce coalesce) {
            int presence = MISSING;
            for (Typed operand : coalesce.operands()) {
                int next = presence(operand);
                presence = presence & ~MISSING | next;
                if ((next & MISSING) == 0) {
                    return presence;
                }
            }
            return presence;
        }
        if (value instanceof Typed.Choice choice) {
            return presence(choice);
        }
        List<Typed> parts = picked(value);
        return parts.isEmpty() ? presenceOfLeaf(value) : presence(parts.get(0));
    }

    private int presence(Typed.Choice choice) {
        int presence = 0;
        for (int i = 0; i < choice.conditions().size(); i++) {
            int taken = truth(choice.conditions().get(i));
            if (Truth.mayBe(taken, Truth.TRUE)) {
                presence |= presence(choice.values().get(i));
            }
            if (Truth.isOnly(taken, Truth.TRUE)) {
                return presence;
            }
        }
        Typed otherwise = choice.otherwise();
        return presence | (otherwise == null ? MISSING : presence(otherwise));
    }

    private int presenceOfLeaf(Typed value) {
        Variable variable = variable(value);
        if (variable == null) {
            return PRESENT | MISSING;
        }
        Point point = variable.assigned();
        if (point != null) {
            return point.isMissing() ? MISSING : PRESENT;
        }
        return variable.mayBeMissing() ? PRESENT | MISSING : PRESENT;
    }

    /** The value of an expression, or null when more than one is possible. */
    @Nullable
    Point value(Typed value) {
        if (value instanceof Typed.Constant constant) {
            return Point.of(constant.value());
        }
        if (value instanceof Typed.Coalesce coalesce) {
            Point last = Point.MISSING;
            for (Typed operand : coalesce.operands()) {
                last = value(operand);
                if (last == null || !last.isMissing()) {
                    return last;
                }
            }
            return last;
        }
        if (value instanceof Typed.Choice choice) {
            return value(choice);
        }
        List<Typed> parts = picked(value);
        if (!parts.isEmpty()) {
            return value(parts.get(0));
        }
        Variable variable = variable(value);
        return variable == null ? null : variable.assigned();
    }

    private @Nullable Point value(Typed.Choice choice) {
        for (int i = 0; i < choice.conditions().size(); i++) {
            int taken = truth(choice.conditions().get(i));
            if (Truth.isOnly(taken, Truth.TRUE)) {
                return value(choice.values().get(i));
            }
            if (Truth.mayBe(taken, Truth.TRUE)) {
                return null;
            }
        }
        Typed otherwise = choice.otherwise();
        return otherwise == null ? Point.MISSING : value(otherwise);
    }

    /** {@code margin = 40%, root = "Shoes"}: the variables that have a value. */
    String witness() {
        return variables.values().stream()
                .filter(variable -> variable.assigned() != null)
                .map(Variable::witness)
                .collect(Collectors.joining(", "));
    }
}
