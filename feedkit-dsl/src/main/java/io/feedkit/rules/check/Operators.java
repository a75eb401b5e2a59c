package io.feedkit.rules.check;

import io.feedkit.product.Attribute;
import io.feedkit.product.AttributeType;
import io.feedkit.product.AttributeType.Kind;
import io.feedkit.product.AttributeType.MeasureType;
import io.feedkit.product.VatBasis;
import io.feedkit.rules.Messages;
import io.feedkit.rules.RuleProblem;
import io.feedkit.rules.Span;
import io.feedkit.rules.syntax.Comparison;
import io.feedkit.rules.syntax.Expr.Arithmetic.Operator;
import io.feedkit.rules.syntax.Spelling;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** What operators accept and give, and what is said when operands do not go together. */
final class Operators {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Complaints complaints;

    Operators(Complaints complaints) {
        this.complaints = complaints;
    }

    /** An operand that makes any complaint about the whole pointless, or null. */
    static @Nullable Typed spoiled(Span span, Typed... operands) {
        for (Typed operand : operands) {
            if (operand instanceof Typed.Failed) {
                return new Typed.Failed(span);
            }
        }
        for (Typed operand : operands) {
            if (operand instanceof Typed.Unbound) {
                return new Typed.Unbound(operand.type(), operand.span());
            }
        }
        return null;
    }

    static @Nullable Typed spoiled(Span span, List<Typed> operands) {
        return spoiled(span, operands.toArray(Typed[]::new));
    }

    Typed arithmetic(Operator operator, Typed left, Typed right, Span span) {
        Typed spoiled = spoiled(span, left, right);
        if (spoiled != null) {
            return spoiled;
        }
        boolean additive = operator == Operator.ADD || operator == Operator.SUBTRACT;
        if (additive && Types.isDuration(right.type()) && (Types.is(left, Kind.DATE) || Types.is(left, Kind.INSTANT))) {
            return new Typed.Arithmetic(operator, left, right, left.type(), true, span);
        }
        if (Types.isMissing(left) || Types.isMissing(right)) {
            return new Typed.Constant(null, Types.isMissing(left) ? right.type() : left.type(), span);
        }
        return additive ? sum(operator, left, right, span) : scaled(operator, left, right, span);
    }

    private Typed sum(Operator operator, Typed left, Typed right, Span span) {
        Kind a = left.type().kind();
        Kind b = right.type().kind();
        if (a == Kind.INTEGER && b == Kind.INTEGER) {
            return new Typed.Arithmetic(operator, left, right, AttributeType.INTEGER, true, span);
        }
        if (!alike(left, right, operator.symbol())) {
            return new Typed.Failed(span);
        }
        AttributeType type = Types.common(left.type(), right.type());
        boolean summable =
                type != null && (Types.isNumber(type) || a == Kind.PERCENT || a == Kind.MONEY || a == Kind.MEASURE);
        if (type == null || !summable) {
            return noGo(operator.symbol(), left, right, span);
        }
        return new Typed.Arithmetic(operator, Types.as(type, left), Types.as(type, right), type, true, span);
    }

    /** {@code brand + " " + title}, with the template that was meant. */
    Typed sumOfTexts(List<Typed> parts, Span span) {
        StringBuilder template = new StringBuilder("\"");
        parts.forEach(part -> template.append(hole(part)));
        String fix = template.append('"').toString();
        return complaints.fail(
                complaints.about(RuleProblem.TEXT_SUM, span).withAll("fix", fix).edit(span, fix), span);
    }

    private static String hole(Typed operand) {
        return operand instanceof Typed.Constant constant && constant.value() instanceof String text
                ? text
                : "{" + operand.span().text() + "}";
    }

    private Typed scaled(Operator operator, Typed left, Typed right, Span span) {
        boolean divide = operator == Operator.DIVIDE;
        AttributeType a = left.type();
        AttributeType b = right.type();
        boolean aPlain = Types.isNumber(a) || a.kind() == Kind.PERCENT;
        boolean bPlain = Types.isNumber(b) || b.kind() == Kind.PERCENT;
        AttributeType type = null;
        if (divide && a.kind() == b.kind() && (a.hasUnit() || a.kind() == Kind.PERCENT)) {
            if (!alike(left, right, operator.symbol())) {
                return new Typed.Failed(span);
            }
            type = AttributeType.DECIMAL;
        } else if (aPlain && bPlain) {
            boolean whole = !divide && a.kind() == Kind.INTEGER && b.kind() == Kind.INTEGER;
            boolean percent = a.kind() == Kind.PERCENT && (divide || b.kind() == Kind.PERCENT);
            type = whole ? AttributeType.INTEGER : percent ? AttributeType.PERCENT : AttributeType.DECIMAL;
        } else if (a.hasUnit() && bPlain) {
            type = a;
        } else if (!divide && b.hasUnit() && aPlain) {
            type = b;
        }
        if (type == null) {
            return noGo(operator.symbol(), left, right, span);
        }
        return divide
                ? new Typed.Arithmetic(operator, Types.widened(left), Types.widened(right), type, true, span)
                : new Typed.Arithmetic(operator, left, right, type, true, span);
    }

    /** {@code ratio(a, b)}: a share, missing when {@code b} is zero. */
    Typed ratio(Typed left, Typed right, Span span) {
        Typed spoiled = spoiled(span, left, right);
        if (spoiled != null) {
            return spoiled;
        }
        boolean amounts = left.type().hasUnit() || Types.isNumber(left.type()) || Types.is(left, Kind.PERCENT);
        if (!amounts || !alike(left, right, "ratio")) {
            return amounts ? new Typed.Failed(span) : noGo("ratio", left, right, span);
        }
        return new Typed.Arithmetic(
                Operator.DIVIDE, Types.widened(left), Types.widened(right), AttributeType.PERCENT, false, span);
    }

    Typed negate(Typed operand, Span span) {
        Typed spoiled = spoiled(span, operand);
        if (spoiled != null) {
            return spoiled;
        }
        if (operand.type().hasUnit() || Types.isNumber(operand.type()) || Types.is(operand, Kind.PERCENT)) {
            return new Typed.Negate(operand, span);
        }
        return complaints.fail(
                complaints
                        .about(RuleProblem.WRONG_OPERANDS, span)
                        .variant("one")
                        .with("operator", "-")
                        .with("left", operand.type().toString()),
                span);
    }

    Typed compare(Comparison comparison, Typed left, Typed right, Span span) {
        Typed spoiled = spoiled(span, left, right);
        if (spoiled != null) {
            return spoiled;
        }
        if (Types.isMissing(left) || Types.isMissing(right)) {
            Typed other = Types.isMissing(left) ? right : left;
            String is = comparison == Comparison.NOT_EQUAL ? " is present" : " is missing";
            return complaints.fail(
                    complaints
                            .about(RuleProblem.EQUALS_MISSING, span)
                            .withAll("fix", other.span().text() + is)
                            .edit(span, other.span().text() + is),
                    span);
        }
        if (!alike(left, right, comparison.symbol())) {
            return new Typed.Failed(span);
        }
        boolean ordered = comparison != Comparison.EQUAL && comparison != Comparison.NOT_EQUAL;
        Kind kind = left.type().kind();
        if (ordered && (kind == Kind.BOOLEAN || kind == Kind.LIST)) {
            return noGo(comparison.symbol(), left, right, span);
        }
        inClosedSet(left, right);
        inClosedSet(right, left);
        return widenedPair(left, right, (a, b) -> new Typed.Compare(comparison, a, b, span));
    }

    /** Makes something of two operands of one type, widening the whole one of two numbers. */
    private static Typed widenedPair(Typed left, Typed right, BinaryOperator<Typed> make) {
        boolean mixed = left.type().kind() != right.type().kind();
        return mixed ? make.apply(Types.widened(left), Types.widened(right)) : make.apply(left, right);
    }

    Typed between(Typed value, Typed low, Typed high, boolean closed, Span span) {
        Typed spoiled = spoiled(span, value, low, high);
        if (spoiled != null) {
            return spoiled;
        }
        if (!alike(value, low, "in") || !alike(value, high, "in")) {
            return new Typed.Failed(span);
        }
        if (Types.is(value, Kind.BOOLEAN) || Types.is(value, Kind.LIST)) {
            return noGo("in", value, low, span);
        }
        boolean mixed = !Types.is(low, value.type().kind())
                || !Types.is(high, value.type().kind());
        return mixed
                ? new Typed.Between(Types.widened(value), Types.widened(low), Types.widened(high), closed, span)
                : new Typed.Between(value, low, high, closed, span);
    }

    Typed oneOf(Typed value, List<Typed> elements, Span span) {
        List<Typed> all = new ArrayList<>(elements);
        all.add(value);
        Typed spoiled = spoiled(span, all);
        if (spoiled != null) {
            return spoiled;
        }
        boolean mixed = false;
        for (Typed element : elements) {
            if (!alike(value, element, "in")) {
                return new Typed.Failed(span);
            }
            inClosedSet(value, element);
            mixed |= !Types.is(element, value.type().kind());
        }
        return mixed
                ? new Typed.OneOf(
                        Types.widened(value),
                        elements.stream().map(Types::widened).toList(),
                        span)
                : new Typed.OneOf(value, elements, span);
    }

    /** Complains about two values that are to stand for each other and are of different types. */
    void mixed(Typed first, Typed other) {
        if (isNumberForUnit(first, other)
                || isNumberForUnit(other, first)
                || Types.is(other, first.type().kind())) {
            alike(first, other, "");
            return;
        }
        complaints.add(complaints
                .about(RuleProblem.WRONG_OPERANDS, other.span())
                .variant("mixed")
                .with("left", first.type().toString())
                .with("right", other.type().toString())
                .mark(first.span()));
    }

    /**
     * Whether a value that stands in a cell or an arm can be what is tested there, which stands elsewhere; complains if not. A number without its unit is complained about by the test
     * itself.
     */
    boolean fits(Typed tested, Typed value) {
        boolean open =
                spoiled(value.span(), tested, value) != null || Types.isMissing(tested) || Types.isMissing(value);
        boolean alike = Types.is(value, tested.type().kind())
                || Types.isNumber(tested.type()) && Types.isNumber(value.type())
                || isNumberForUnit(tested, value);
        if (!open && !alike) {
            complaints.add(complaints
                    .about(RuleProblem.WRONG_TYPE, value.span())
                    .with("wanted", tested.type().toString())
                    .with("found", value.type().toString()));
        }
        return open || alike;
    }

    private static boolean isNumberForUnit(Typed amount, Typed number) {
        return Types.isNumber(number.type()) && (amount.type().hasUnit() || Types.is(amount, Kind.PERCENT));
    }

    /** Whether two operands can be compared or added; complains if not. */
    boolean alike(Typed left, Typed right, String operator) {
        AttributeType a = left.type();
        AttributeType b = right.type();
        if (a.kind() == Kind.PERCENT && Types.isNumber(b) || b.kind() == Kind.PERCENT && Types.isNumber(a)) {
            percentAndNumber(a.kind() == Kind.PERCENT ? left : right, a.kind() == Kind.PERCENT ? right : left);
            return false;
        }
        if (a.kind() == Kind.MONEY && Types.isNumber(b) || b.kind() == Kind.MONEY && Types.isNumber(a)) {
            unitAndNumber(RuleProblem.MONEY_AND_NUMBER, left, right, "EUR");
            return false;
        }
        if (a.kind() == Kind.MEASURE && Types.isNumber(b) || b.kind() == Kind.MEASURE && Types.isNumber(a)) {
            AttributeType measure = a.kind() == Kind.MEASURE ? a : b;
            unitAndNumber(RuleProblem.MEASURE_AND_NUMBER, left, right, exampleUnit(measure));
            return false;
        }
        if (a.kind() == Kind.MONEY && b.kind() == Kind.MONEY) {
            return sameMoney(left, right);
        }
        if (a.kind() == Kind.MEASURE && b.kind() == Kind.MEASURE && !a.equals(b)) {
            complaints.add(complaints
                    .about(RuleProblem.OTHER_DIMENSION, right.span())
                    .with("left", a.toString())
                    .with("right", b.toString())
                    .mark(left.span()));
            return false;
        }
        boolean same = a.kind() == b.kind() || Types.isNumber(a) && Types.isNumber(b);
        if (!same) {
            noGo(operator, left, right, left.span().to(right.span()));
        }
        return same;
    }

    private static String exampleUnit(AttributeType measure) {
        return measure instanceof MeasureType type
                ? switch (type.dimension()) {
                    case MASS -> "kg";
                    case LENGTH -> "cm";
                    case AREA -> "sqm";
                    case VOLUME -> "ml";
                    case COUNT -> "ct";
                    case TIME -> "days";
                    case CALENDAR -> "months";
                }
                : "";
    }

    private void percentAndNumber(Typed percent, Typed number) {
        Messages.Draft draft = complaints
                .about(RuleProblem.PERCENT_AND_NUMBER, number.span())
                .with("percent", percent.span().text())
                .with("number", number.span().text())
                .with("type", number.type().toString());
        if (number instanceof Typed.Constant constant && constant.value() != null) {
            String text = number.span().text();
            BigDecimal value = new BigDecimal(constant.value().toString());
            String meant = value.multiply(HUNDRED).stripTrailingZeros().toPlainString() + "%";
            // Who writes 0.08 thinks in shares, who writes 8 in percent.
            boolean share = value.signum() != 0 && value.abs().compareTo(BigDecimal.ONE) < 0;
            String fix = share ? meant : text + "%";
            draft.variant("constant").with("meant", meant).withAll("fix", fix).edit(number.span(), fix);
        }
        complaints.add(draft.mark(percent.span()));
    }

    private void unitAndNumber(RuleProblem code, Typed left, Typed right, String unit) {
        boolean leftIsNumber = Types.isNumber(left.type());
        Typed number = leftIsNumber ? left : right;
        Typed amount = leftIsNumber ? right : left;
        Messages.Draft draft = complaints
                .about(code, number.span())
                .with("amount", amount.span().text())
                .with("number", number.span().text())
                .with("type", number.type().toString());
        if (number instanceof Typed.Constant) {
            String known = Types.currency(amount);
            String fix = number.span().text() + " " + (known == null ? unit : known);
            draft.variant("constant").withAll("fix", fix);
        }
        complaints.add(draft.mark(amount.span()));
    }

    /** Whether the amounts a function is called with can be of one currency; complains if they are not. */
    boolean oneCurrency(List<Typed> arguments) {
        List<Typed> amounts = arguments.stream()
                .filter(argument -> Types.is(argument, Kind.MONEY))
                .toList();
        return amounts.stream().skip(1).allMatch(amount -> sameCurrency(amounts.get(0), amount));
    }

    private boolean sameCurrency(Typed left, Typed right) {
        String a = Types.currency(left);
        String b = Types.currency(right);
        if (a == null || b == null || a.equals(b)) {
            return true;
        }
        complaints.add(complaints
                .about(RuleProblem.OTHER_CURRENCY, right.span())
                .with("left", a)
                .with("right", b)
                .withAll("fix", left.span().text() + ".convert(\"" + b + "\", fx(\"" + a + "\", \"" + b + "\"))")
                .mark(left.span()));
        return false;
    }

    private boolean sameMoney(Typed left, Typed right) {
        if (!sameCurrency(left, right)) {
            return false;
        }
        VatBasis x = Types.basis(left.type());
        VatBasis y = Types.basis(right.type());
        if (x != VatBasis.UNKNOWN && y != VatBasis.UNKNOWN && x != y) {
            String fix = right.span().text() + (x == VatBasis.GROSS ? ".with_vat(vat_rate)" : ".without_vat(vat_rate)");
            complaints.add(complaints
                    .about(RuleProblem.OTHER_BASIS, right.span())
                    .with("left", left.type().toString())
                    .with("right", right.type().toString())
                    .withAll("fix", fix)
                    .mark(left.span()));
            return false;
        }
        return true;
    }

    Typed noGo(String operator, Typed left, Typed right, Span span) {
        Messages.Draft draft = complaints
                .about(RuleProblem.WRONG_OPERANDS, span)
                .with("operator", operator)
                .with("left", left.type().toString())
                .with("right", right.type().toString());
        Hints.give(draft, operator, left, right);
        return complaints.fail(draft, span);
    }

    /** Complains about a text that an attribute with a closed set of values can never be. */
    void inClosedSet(Typed attribute, Typed value) {
        if (attribute instanceof Typed.Read read && value instanceof Typed.Constant constant) {
            inClosedSet(read.attribute(), constant, "");
        }
    }

    void inClosedSet(Attribute attribute, Typed.Constant constant, String variant) {
        if (attribute.values().isEmpty()
                || !(constant.value() instanceof String text)
                || attribute.values().contains(text)) {
            return;
        }
        Messages.Draft draft = complaints
                .about(RuleProblem.NOT_IN_CLOSED_SET, constant.span())
                .variant(variant)
                .with("attribute", attribute.name())
                .with("value", text)
                .withAll("allowed", String.join(", ", attribute.values()));
        String plain = text.replace(' ', '_').replace('-', '_');
        String near = attribute.values().contains(plain) ? plain : Spelling.nearest(text, attribute.values());
        if (!near.isEmpty()) {
            draft.variant(variant.isEmpty() ? "near" : variant + "near")
                    .withAll("fix", "\"" + near + "\"")
                    .edit(constant.span(), "\"" + near + "\"");
        }
        complaints.add(draft);
    }

    /** Complains unless an expression is a condition. */
    Typed condition(Typed expression) {
        if (expression instanceof Typed.Failed
                || expression instanceof Typed.Unbound
                || Types.is(expression, Kind.BOOLEAN)
                || Types.isMissing(expression)) {
            return Types.as(AttributeType.BOOLEAN, expression);
        }
        return complaints.fail(
                complaints
                        .about(RuleProblem.NOT_A_CONDITION, expression.span())
                        .with("expression", expression.span().text())
                        .with("type", expression.type().toString()),
                expression.span());
    }
}
