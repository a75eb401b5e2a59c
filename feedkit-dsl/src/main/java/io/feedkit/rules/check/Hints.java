package io.feedkit.rules.check;

import io.feedkit.product.AttributeType.Kind;
import io.feedkit.rules.Messages;
import io.feedkit.rules.Span;
import io.feedkit.rules.syntax.Likeness;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Set;

/** What was probably meant by operands that do not go together. */
final class Hints {
    private static final Set<String> COMPARING = Set.of("=", "!=", "<", "<=", ">", ">=", "in");

    private Hints() {}

    /** Gives a complaint about two operands the fix that comes to mind, if one does. */
    static void give(Messages.Draft draft, String operator, Typed left, Typed right) {
        Span whole = draft.span();
        if (left.span().source() != whole.source() || left.span().start() < whole.start()) {
            // What is compared stands elsewhere, as in a cell of a table.
            return;
        }
        if (COMPARING.contains(operator)) {
            comparing(draft, operator, left, right);
        } else if (Types.is(left, Kind.DATE) && Types.isNumber(right.type())) {
            String days = right.span().text() + " days";
            draft.variant("meant").withAll("fix", days).edit(right.span(), days);
        } else if (operator.equals("-") && Types.is(left, Kind.DATE) && Types.is(right, Kind.DATE)) {
            draft.variant("meant")
                    .withAll(
                            "fix",
                            "days_between(" + right.span().text() + ", "
                                    + left.span().text() + ")");
        }
    }

    private static void comparing(Messages.Draft draft, String operator, Typed left, Typed right) {
        if (operator.equals("in") && Types.is(left, Kind.TEXT) && Types.is(right, Kind.TEXT)) {
            String fix = right.span().text() + " " + Likeness.CONTAINS.words() + " "
                    + left.span().text();
            draft.variant("meant").withAll("fix", fix).edit(left.span().to(right.span()), fix);
        } else if (Types.is(left, Kind.DATE) && right instanceof Typed.Context word && word.isOfRun()) {
            draft.variant("meant").withAll("fix", Typed.Context.TODAY).edit(right.span(), Typed.Context.TODAY);
        } else if (right instanceof Typed.Constant constant) {
            String fix = respelt(left, constant);
            if (!fix.isEmpty()) {
                draft.variant("meant").withAll("fix", fix).edit(constant.span(), fix);
            }
        }
    }

    /** A constant without the quotes it should not have, or with those it lacks; empty where neither helps. */
    private static String respelt(Typed value, Typed.Constant constant) {
        String written = constant.span().text();
        if (Types.is(value, Kind.TEXT) && Types.isNumber(constant.type())) {
            return '"' + written + '"';
        }
        if (!(constant.value() instanceof String text)) {
            return "";
        }
        boolean reads = switch (value.type().kind()) {
            case INTEGER -> text.matches("-?[0-9]{1,18}");
            case DECIMAL -> isNumber(text);
            case PERCENT -> text.endsWith("%") && isNumber(text.substring(0, text.length() - 1));
            case MONEY -> text.matches("-?[0-9]+(\\.[0-9]+)? [A-Z]{3}");
            case DATE -> isDate(text);
            case BOOLEAN -> text.equals("true") || text.equals("false");
            default -> false;
        };
        return reads ? text : "";
    }

    private static boolean isNumber(String text) {
        try {
            return text.matches("-?[0-9]+(\\.[0-9]+)?") && new BigDecimal(text).precision() <= 100;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean isDate(String text) {
        try {
            return LocalDate.parse(text).toString().equals(text);
        } catch (DateTimeException e) {
            return false;
        }
    }
}
