package io.feedkit.rules.check;

import io.feedkit.product.AttributeType;
import io.feedkit.product.AttributeType.Kind;
import io.feedkit.product.AttributeType.ListType;
import io.feedkit.product.AttributeType.MeasureType;
import io.feedkit.product.AttributeType.MoneyType;
import io.feedkit.product.Currencies;
import io.feedkit.product.Money;
import io.feedkit.product.Unit.Dimension;
import io.feedkit.product.VatBasis;
import io.feedkit.rules.syntax.TypeName;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Questions about types. */
final class Types {
    static final Set<String> NAMES = Set.of(
            "text",
            "boolean",
            "integer",
            "decimal",
            "percent",
            "money",
            "date",
            "instant",
            "duration",
            "measure",
            "list");

    private Types() {}

    /** The type a name stands for, or null when there is none. */
    static @Nullable AttributeType named(TypeName name) {
        TypeName parameter = name.parameter();
        String word = parameter == null ? "" : parameter.name().text();
        return switch (name.name().text()) {
            case "text" -> AttributeType.TEXT;
            case "boolean" -> AttributeType.BOOLEAN;
            case "integer" -> AttributeType.INTEGER;
            case "decimal" -> AttributeType.DECIMAL;
            case "percent" -> AttributeType.PERCENT;
            case "date" -> AttributeType.DATE;
            case "instant" -> AttributeType.INSTANT;
            case "duration" -> AttributeType.measure(Dimension.TIME);
            case "money" ->
                word.isEmpty()
                        ? AttributeType.MONEY
                        : word.equals("net")
                                ? AttributeType.MONEY_NET
                                : word.equals("gross") ? AttributeType.MONEY_GROSS : null;
            case "measure" -> dimension(word);
            case "list" -> list(parameter);
            default -> null;
        };
    }

    private static @Nullable AttributeType list(@Nullable TypeName element) {
        AttributeType type = element == null ? null : named(element);
        return type == null || type.kind() == Kind.LIST ? null : AttributeType.list(type);
    }

    private static @Nullable AttributeType dimension(String word) {
        for (Dimension dimension : Dimension.values()) {
            if (dimension.name().toLowerCase(Locale.ROOT).equals(word)) {
                return AttributeType.measure(dimension);
            }
        }
        return null;
    }

    static boolean isNumber(AttributeType type) {
        return type.kind() == Kind.INTEGER || type.kind() == Kind.DECIMAL;
    }

    static boolean is(Typed expression, Kind kind) {
        return expression.type().kind() == kind;
    }

    static boolean isMissing(Typed expression) {
        return expression instanceof Typed.Constant constant && constant.value() == null;
    }

    /** A duration, in fixed or calendar units. */
    static boolean isDuration(AttributeType type) {
        return type instanceof MeasureType measure
                && (measure.dimension() == Dimension.TIME || measure.dimension() == Dimension.CALENDAR);
    }

    static VatBasis basis(AttributeType type) {
        return type instanceof MoneyType money ? money.basis() : VatBasis.UNKNOWN;
    }

    /** The basis of a sum or choice of two, or null when they contradict each other. */
    static @Nullable AttributeType common(AttributeType a, AttributeType b) {
        if (a.equals(b)) {
            return a;
        }
        if (a.kind() == Kind.MONEY && b.kind() == Kind.MONEY) {
            return basis(a) == VatBasis.UNKNOWN ? b : basis(b) == VatBasis.UNKNOWN ? a : null;
        }
        return isNumber(a) && isNumber(b) ? AttributeType.DECIMAL : null;
    }

    /** A whole number as a decimal; anything else as it is. */
    static Typed widened(Typed expression) {
        if (expression instanceof Typed.Constant constant && constant.value() instanceof Long whole) {
            return new Typed.Constant(BigDecimal.valueOf(whole), AttributeType.DECIMAL, constant.span());
        }
        return is(expression, Kind.INTEGER) ? new Typed.Widen(expression) : expression;
    }

    /** An expression where a value of this type is wanted: widened, or a missing that fits. */
    static Typed as(AttributeType type, Typed expression) {
        if (isMissing(expression)) {
            return new Typed.Constant(null, type, expression.span());
        }
        return type.kind() == Kind.DECIMAL ? widened(expression) : expression;
    }

    /** Functions whose result is in the currency of their first argument, or missing. */
    private static final Set<String> KEEP_CURRENCY = Set.of(
            "abs",
            "at_least",
            "at_most",
            "clamp",
            "discount",
            "gross_up",
            "net_of",
            "round_ending",
            "round_money",
            "round_to",
            "vat_amount",
            "with_margin",
            "with_markup",
            "with_vat",
            "without_vat");

    /** Functions whose second argument is the currency of the result. */
    private static final Set<String> GIVE_CURRENCY = Set.of("convert", "money");

    /** The currency of an amount, where the rules say it, or null. */
    static @Nullable String currency(Typed expression) {
        if (expression instanceof Typed.Constant constant) {
            return constant.value() instanceof Money money ? money.currency() : null;
        }
        if (!is(expression, Kind.MONEY)) {
            return null;
        }
        if (expression instanceof Typed.Use use) {
            return currency(use.binding().value());
        }
        if (expression instanceof Typed.Arithmetic arithmetic) {
            String left = currency(arithmetic.left());
            return left == null ? currency(arithmetic.right()) : left;
        }
        if (expression instanceof Typed.Negate negate) {
            return currency(negate.operand());
        }
        if (expression instanceof Typed.Call call) {
            return currency(call);
        }
        if (expression instanceof Typed.Field field) {
            return common(field.cells());
        }
        if (expression instanceof Typed.Coalesce coalesce) {
            return common(coalesce.operands());
        }
        if (expression instanceof Typed.Choice choice) {
            List<Typed> values = new ArrayList<>(choice.values());
            if (choice.otherwise() != null) {
                values.add(choice.otherwise());
            }
            return common(values);
        }
        return null;
    }

    private static @Nullable String currency(Typed.Call call) {
        List<Typed> arguments = call.arguments();
        if (GIVE_CURRENCY.contains(call.function().name())) {
            return arguments.get(1) instanceof Typed.Constant constant
                            && constant.value() instanceof String code
                            && Currencies.isKnown(code)
                    ? code
                    : null;
        }
        return KEEP_CURRENCY.contains(call.function().name()) ? currency(arguments.get(0)) : null;
    }

    /** The currency of all amounts that are there, or null when one is not known. */
    private static @Nullable String common(List<Typed> amounts) {
        String common = null;
        for (Typed amount : amounts) {
            String one = currency(amount);
            boolean nothing = amount instanceof Typed.Constant constant && constant.value() == null;
            if (!nothing && (one == null || common != null && !common.equals(one))) {
                return null;
            }
            common = nothing ? common : one;
        }
        return common;
    }

    /** What a list holds; texts when it is no list. */
    static AttributeType element(AttributeType type) {
        return type instanceof ListType list ? list.element() : AttributeType.TEXT;
    }

    /** A value as a list holds it: as text. */
    static Typed asText(Typed value) {
        boolean text = is(value, Kind.TEXT) || value instanceof Typed.Failed || value instanceof Typed.Unbound;
        return text ? value : new Typed.Template(List.of(new Typed.Template.Part("", value, false)), "", value.span());
    }

    /** An element of a list, held as text, as what it is. */
    static Typed ofElement(Typed text, AttributeType type) {
        return type.kind() == Kind.TEXT ? text : new Typed.Parsed(text, type, text.span());
    }
}
