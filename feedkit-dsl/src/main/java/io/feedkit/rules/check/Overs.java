package io.feedkit.rules.check;

import io.feedkit.product.AttributeType;
import io.feedkit.product.AttributeType.Kind;
import io.feedkit.rules.RuleProblem;
import io.feedkit.rules.Span;
import io.feedkit.rules.check.Typed.Over.Way;
import io.feedkit.rules.syntax.Argument;
import io.feedkit.rules.syntax.Expr;
import io.feedkit.rules.syntax.Name;
import io.feedkit.rules.syntax.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Functions that are given a function: {@code images.map(https)}, {@code labels.any(is_url)}, {@code title.replace_words(dictionary)}.
 *
 * <p>The function is named, never written in place, and is called with one value. It is typed as if it stood in the text, with a name nobody can write as its argument.
 */
final class Overs {
    static final Map<String, Way> NAMES =
            Map.of("map", Way.MAP, "filter", Way.FILTER, "any", Way.ANY, "all", Way.ALL, "replace_words", Way.WORDS);

    private static final String ITEM = " item";

    private final Expressions.Workshop workshop;
    private final Expressions expressions;
    private final Names names;
    private final boolean inTrunk;

    Overs(Expressions.Workshop workshop, Expressions expressions, Names names, boolean inTrunk) {
        this.workshop = workshop;
        this.expressions = expressions;
        this.names = names;
        this.inTrunk = inTrunk;
    }

    private Complaints complaints() {
        return workshop.complaints();
    }

    /** A call with two arguments, the second of which is the name of a function. */
    Typed type(Expr.Call call, Way way) {
        Typed list = expressions.value(call.arguments().get(0).value());
        Typed spoiled = Operators.spoiled(call.span(), list);
        if (spoiled != null) {
            return spoiled;
        }
        Kind wanted = way == Way.WORDS ? Kind.TEXT : Kind.LIST;
        if (!Types.is(list, wanted) && !Types.isMissing(list)) {
            return complaints()
                    .fail(
                            complaints()
                                    .about(RuleProblem.WRONG_TYPE, list.span())
                                    .with("wanted", way == Way.WORDS ? "text" : "list")
                                    .with("found", list.type().toString()),
                            call.span());
        }
        Name function = functionNamed(call.arguments().get(1).value());
        if (function == null) {
            Span span = call.arguments().get(1).span();
            return complaints()
                    .fail(
                            complaints()
                                    .about(RuleProblem.FUNCTION_NEEDED, span)
                                    .with("name", call.function().text()),
                            call.span());
        }
        Typed.Element.Item item = new Typed.Element.Item();
        Typed body = body(function, item, Types.element(list.type()), call);
        Typed broken = Operators.spoiled(call.span(), body);
        return broken == null ? over(call, way, list, item, body) : broken;
    }

    private @Nullable Name functionNamed(Expr argument) {
        if (!(argument instanceof Expr.Reference reference) || !reference.path().isSimple()) {
            return null;
        }
        Name name = reference.path().first();
        Names.Declared declared = names.find(name.text());
        boolean callable = declared == null
                ? workshop.environment().functions().named(name.text()).isPresent() || Calls.isOwn(name.text())
                : !(declared instanceof Names.Declared.Formula);
        return callable ? name : null;
    }

    private Typed body(Name function, Typed.Element.Item item, AttributeType element, Expr.Call call) {
        Span span = call.span();
        Typed text = new Typed.Element(item, AttributeType.TEXT, span);
        Names inside = names.inside();
        Typed value = Types.ofElement(text, element);
        inside.declare(ITEM, new Names.Declared.Formula(Binding.of(ITEM, span, value)));
        Expr argument = new Expr.Reference(new Path(List.of(new Name(ITEM, span)), span), span);
        Expr.Call each = new Expr.Call(function, List.of(new Argument(null, argument, span)), false, function.span());
        return new Expressions(workshop, inside, inTrunk).value(each);
    }

    private Typed over(Expr.Call call, Way way, Typed list, Typed.Element.Item item, Typed body) {
        Span span = call.span();
        return switch (way) {
            case MAP ->
                Types.is(body, Kind.LIST)
                        ? wrongResult(call, "text", body)
                        : new Typed.Over(way, list, item, Types.asText(body), AttributeType.list(body.type()), span);
            case WORDS ->
                Types.is(body, Kind.TEXT)
                        ? new Typed.Over(way, list, item, body, AttributeType.TEXT, span)
                        : wrongResult(call, "text", body);
            case FILTER, ANY, ALL -> {
                boolean condition = Types.is(body, Kind.BOOLEAN);
                AttributeType type = way == Way.FILTER ? list.type() : AttributeType.BOOLEAN;
                yield condition
                        ? new Typed.Over(way, list, item, body, type, span)
                        : wrongResult(call, "boolean", body);
            }
        };
    }

    private Typed wrongResult(Expr.Call call, String wanted, Typed body) {
        return complaints()
                .fail(
                        complaints()
                                .about(
                                        RuleProblem.WRONG_TYPE,
                                        call.arguments().get(1).span())
                                .with("wanted", wanted)
                                .with("found", body.type().toString()),
                        call.span());
    }
}
