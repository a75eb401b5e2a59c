package io.feedkit.rules.check;

import io.feedkit.product.AttributeType;
import io.feedkit.product.AttributeType.Kind;
import io.feedkit.product.Percent;
import io.feedkit.product.Unit;
import io.feedkit.rules.Messages;
import io.feedkit.rules.RuleProblem;
import io.feedkit.rules.Span;
import io.feedkit.rules.check.Typed.Over;
import io.feedkit.rules.function.CallSite;
import io.feedkit.rules.function.Function;
import io.feedkit.rules.function.Parameter;
import io.feedkit.rules.syntax.Argument;
import io.feedkit.rules.syntax.Declaration;
import io.feedkit.rules.syntax.Expr;
import io.feedkit.rules.syntax.Name;
import io.feedkit.rules.syntax.Spelling;
import io.feedkit.rules.syntax.TypeName;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Calls: functions of the rule author, tables, what the evaluator does itself, and the library. */
final class Calls {
    private final Expressions.Workshop workshop;
    private final Expressions expressions;
    private final Names names;

    /** Whether the evaluator does this itself. */
    static boolean isOwn(String name) {
        return OWN_ARITY.containsKey(name);
    }

    Calls(Expressions.Workshop workshop, Expressions expressions, Names names) {
        this.workshop = workshop;
        this.expressions = expressions;
        this.names = names;
    }

    private Complaints complaints() {
        return workshop.complaints();
    }

    /** {@code g.f(x)}: the module a call is made in, or null when {@code g} is a value. */
    private Names.Declared.@Nullable Module moduleOf(Expr.Call call) {
        boolean first = !call.arguments().isEmpty()
                && call.arguments().get(0).value() instanceof Expr.Reference reference
                && reference.path().isSimple();
        if (!first) {
            return null;
        }
        String name = ((Expr.Reference) call.arguments().get(0).value()).path().text();
        return names.find(name) instanceof Names.Declared.Module module ? module : null;
    }

    Typed type(Expr.Call call) {
        Names.Declared.Module module = moduleOf(call);
        if (module != null) {
            List<Argument> rest = call.arguments().subList(1, call.arguments().size());
            Expr.Call inside = new Expr.Call(call.function(), rest, false, call.span());
            Names.Declared known = module.names().find(call.function().text());
            return known == null ? unknown(inside) : ofDeclared(inside, known);
        }
        return ofDeclared(call, names.find(call.function().text()));
    }

    private Typed ofDeclared(Expr.Call call, Names.@Nullable Declared declared) {
        String name = call.function().text();
        if (declared instanceof Names.Declared.UserFunction user) {
            return userFunction(call, user);
        }
        if (declared instanceof Names.Declared.Verdict verdict) {
            return verdict(call, verdict);
        }
        if (declared instanceof Names.Declared.UserTable table) {
            return new Tables(workshop, expressions).call(call, table);
        }
        BiFunction<Expr.Call, List<Typed>, Typed> own = OWN_ARITY.containsKey(name) ? own(name) : null;
        if (own != null) {
            List<Typed> arguments = arguments(call);
            int arity = OWN_ARITY.getOrDefault(name, -1);
            if (arity >= 0 && arguments.size() != arity) {
                return wrongCount(call, arguments.size(), Integer.toString(arity));
            }
            Typed spoiled = Operators.spoiled(call.span(), arguments);
            return spoiled == null ? own.apply(call, arguments) : spoiled;
        }
        Over.Way way = Overs.NAMES.get(name);
        if (way != null) {
            return call.arguments().size() == 2
                    ? new Overs(workshop, expressions, names, expressions.isInTrunk()).type(call, way)
                    : wrongCount(call, call.arguments().size(), "2");
        }
        Optional<Function> function = workshop.environment().functions().named(name);
        return function.isPresent() ? library(call, function.get()) : unknown(call);
    }

    List<Typed> arguments(Expr.Call call) {
        return call.arguments().stream()
                .map(argument -> expressions.value(argument.value()))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    // What the evaluator does itself: it sees through these, or they are not about values at all.
    private static final Map<String, Integer> OWN_ARITY =
            Map.of("ratio", 2, "coalesce", -1, "known", 1, "lang", 2, "languages", 1);

    private BiFunction<Expr.Call, List<Typed>, Typed> own(String name) {
        return switch (name) {
            case "ratio" -> (call, a) -> workshop.operators().ratio(a.get(0), a.get(1), call.span());
            case "coalesce" ->
                (call, a) -> a.isEmpty()
                        ? wrongCount(call, 0, "1")
                        : a.size() == 1 ? a.get(0) : expressions.coalesce(a, call.span());
            case "known" -> (call, a) -> known(a.get(0), call.span());
            case "lang" -> (call, a) -> inLanguage(call, a.get(0), a.get(1));
            case "languages" -> (call, a) -> languages(call, a.get(0));
            default -> throw new IllegalArgumentException(name);
        };
    }

    private Typed known(Typed argument, Span span) {
        Typed condition = workshop.operators().condition(argument);
        return condition instanceof Typed.Failed ? condition : new Typed.Present(condition, true, span);
    }

    private Typed inLanguage(Expr.Call call, Typed text, Typed code) {
        if (text instanceof Typed.Read read
                && code instanceof Typed.Constant constant
                && constant.value() instanceof String language) {
            return new Typed.Read(read.attribute(), read.view(), language, call.span());
        }
        return complaints().fail(complaints().about(RuleProblem.LANG_OF_ATTRIBUTE, call.span()), call.span());
    }

    /** The codes of the languages in which an attribute has a value. */
    private Typed languages(Expr.Call call, Typed text) {
        if (!(text instanceof Typed.Read read)) {
            return complaints().fail(complaints().about(RuleProblem.LANG_OF_ATTRIBUTE, call.span()), call.span());
        }
        Span span = call.span();
        List<Typed> codes = new ArrayList<>();
        for (String code :
                workshop.environment().schema().languages(read.attribute().name())) {
            Typed value = new Typed.Read(read.attribute(), read.view(), code, span);
            codes.add(new Typed.Choice(
                    List.of(new Typed.Present(value, true, span)),
                    List.of(new Typed.Constant(code, AttributeType.TEXT, span)),
                    null,
                    AttributeType.TEXT,
                    span));
        }
        return new Typed.Listing(codes, AttributeType.TEXTS, span);
    }

    private Typed unknown(Expr.Call call) {
        String name = call.function().text();
        // Arguments may have mistakes of their own.
        arguments(call);
        if (Wholes.isTotal(name)) {
            return windowOnly(call);
        }
        Set<String> known = names.all();
        known.addAll(workshop.environment().functions().names());
        known.addAll(OWN_ARITY.keySet());
        known.addAll(Overs.NAMES.keySet());
        String near = Spelling.nearest(name, known);
        Messages.Draft draft = complaints()
                .about(RuleProblem.UNKNOWN_FUNCTION, call.function().span())
                .with("name", name);
        if (!near.isEmpty()) {
            // Functions are described in English only.
            boolean english = workshop.environment().language().getLanguage().equals("en");
            String summary = !english
                    ? ""
                    : workshop.environment()
                            .functions()
                            .named(near)
                            .map(function -> " " + function.summary())
                            .orElse("");
            draft.variant("near")
                    .with("near", near)
                    .withAll("summary", summary)
                    .edit(call.function().span(), near);
        }
        return complaints().fail(draft, call.span());
    }

    /** What became of the product of a test, by one rule. */
    private Typed verdict(Expr.Call call, Names.Declared.Verdict verdict) {
        List<Typed> arguments = arguments(call);
        if (arguments.size() != 1
                || !(arguments.get(0) instanceof Typed.Constant constant)
                || !(constant.value() instanceof String rule)) {
            return wrongCount(call, arguments.size(), "1");
        }
        boolean known = verdict.rules().contains(rule) || rule.contains(":");
        if (!known) {
            Messages.Draft draft = complaints()
                    .about(RuleProblem.UNKNOWN_RULE, constant.span())
                    .with("name", rule);
            String near = Spelling.nearest(rule, verdict.rules());
            return complaints()
                    .fail(near.isEmpty() ? draft : draft.variant("near").with("near", near), call.span());
        }
        return new Typed.Constant(verdict.holds().contains(rule), AttributeType.BOOLEAN, call.span());
    }

    private Typed windowOnly(Expr.Call call) {
        return complaints()
                .fail(
                        complaints()
                                .about(RuleProblem.WINDOW_ONLY, call.function().span())
                                .with("name", call.function().text()),
                        call.span());
    }

    private Typed wrongCount(Expr.Call call, int given, String wanted) {
        return complaints()
                .fail(
                        complaints()
                                .about(
                                        RuleProblem.ARGUMENT_COUNT,
                                        call.function().span())
                                .with("name", call.function().text())
                                .with("given", Integer.toString(given))
                                .with("wanted", wanted),
                        call.span());
    }

    private Typed userFunction(Expr.Call call, Names.Declared.UserFunction user) {
        Declaration.Fn fn = user.declaration();
        List<Typed> arguments = arguments(call);
        if (arguments.size() != fn.parameters().size()) {
            return wrongCount(
                    call, arguments.size(), Integer.toString(fn.parameters().size()));
        }
        Typed spoiled = Operators.spoiled(call.span(), arguments);
        if (spoiled != null) {
            return spoiled;
        }
        Names inside = user.names().inside();
        for (int i = 0; i < arguments.size(); i++) {
            Declaration.Parameter parameter = fn.parameters().get(i);
            Typed argument = typedAs(parameter.type(), arguments.get(i));
            if (argument instanceof Typed.Failed) {
                return argument;
            }
            inside.declare(
                    parameter.name().text(),
                    new Names.Declared.Formula(
                            Binding.of(parameter.name().text(), parameter.name().span(), argument)));
        }
        return workshop.formulas()
                .unfold(
                        fn,
                        fn.name().text(),
                        fn.name().span(),
                        call.span(),
                        () -> typedAs(fn.result(), new Expressions(workshop, inside, false).value(fn.body())));
    }

    /** A value where a declared type is wanted; complains when it does not fit. */
    Typed typedAs(@Nullable TypeName name, Typed value) {
        if (name == null || value instanceof Typed.Failed || value instanceof Typed.Unbound) {
            return value;
        }
        // Days and months are both durations, although they do not compare.
        if (name.name().text().equals("duration") && Types.isDuration(value.type())) {
            return value;
        }
        AttributeType type = declared(name);
        return type == null ? new Typed.Failed(value.span()) : fitting(type, value);
    }

    /** The type a name stands for; complains when there is none. */
    @Nullable
    AttributeType declared(TypeName name) {
        AttributeType type = Types.named(name);
        if (type == null) {
            Messages.Draft draft = complaints()
                    .about(RuleProblem.UNKNOWN_TYPE, name.span())
                    .with("name", name.span().text());
            String near = Spelling.nearest(name.name().text(), Types.NAMES);
            if (!near.isEmpty()) {
                draft.variant("near").with("near", near).edit(name.name().span(), near);
            }
            complaints().add(draft);
        }
        return type;
    }

    Typed fitting(AttributeType type, Typed value) {
        boolean widens = type.kind() == Kind.DECIMAL && Types.is(value, Kind.INTEGER);
        if (Types.isMissing(value) || widens || value.type().equals(type) || Types.common(type, value.type()) == type) {
            return Types.as(type, value);
        }
        if (type.kind() == Kind.MONEY && Types.is(value, Kind.MONEY) && type.equals(AttributeType.MONEY)) {
            return value;
        }
        return complaints()
                .fail(
                        complaints()
                                .about(RuleProblem.WRONG_TYPE, value.span())
                                .with("wanted", type.toString())
                                .with("found", value.type().toString()),
                        value.span());
    }

    private Typed library(Expr.Call call, Function function) {
        List<Typed> given = inOrder(call, function);
        if (given == null) {
            return new Typed.Failed(call.span());
        }
        Typed spoiled = Operators.spoiled(call.span(), given);
        if (spoiled != null) {
            return spoiled;
        }
        List<Typed> arguments = new ArrayList<>();
        boolean ofProducts = Wholes.isTotal(function.name())
                && given.size() == 1
                && !Types.is(given.get(0), Kind.LIST)
                && !Types.isMissing(given.get(0));
        if (ofProducts) {
            return windowOnly(call);
        }
        for (int i = 0; i < given.size(); i++) {
            Typed argument = argument(call, function, i, inList(function, i, given));
            if (argument instanceof Typed.Failed) {
                return argument;
            }
            arguments.add(argument);
        }
        unifyRepeated(function, arguments);
        if (!workshop.operators().oneCurrency(arguments)) {
            return new Typed.Failed(call.span());
        }
        try {
            CallSite site = site(arguments);
            AttributeType type = function.resultType(site);
            function.bind(site);
            AttributeType element =
                    Types.element(arguments.isEmpty() ? type : arguments.get(0).type());
            return PICKS.contains(function.name())
                    ? Types.ofElement(new Typed.Call(function, arguments, AttributeType.TEXT, call.span()), element)
                    : new Typed.Call(function, arguments, type, call.span());
        } catch (IllegalArgumentException e) {
            return complaints()
                    .fail(
                            complaints()
                                    .about(RuleProblem.ARGUMENT_REFUSED, call.span())
                                    .with("name", function.name())
                                    .withAll("reason", complaints().reason(e)),
                            call.span());
        }
    }

    /** Functions whose result is an element of the list they are given. */
    private static final Set<String> PICKS = Set.of("first", "last", "nth");

    /** Functions that put their second argument into a list, or take it out. */
    private static final Set<String> MEMBERS = Set.of("with", "without");

    /** A value that goes into a list goes there as text. */
    private Typed inList(Function function, int i, List<Typed> given) {
        boolean member = MEMBERS.contains(function.name())
                && i == 1
                && Types.is(given.get(0), Kind.LIST)
                && given.get(1).type().equals(Types.element(given.get(0).type()));
        return member ? Types.asText(given.get(i)) : given.get(i);
    }

    /** The arguments in the order of the parameters, or null after a complaint. */
    private @Nullable List<Typed> inOrder(Expr.Call call, Function function) {
        List<Parameter> parameters = function.parameters();
        boolean repeated =
                !parameters.isEmpty() && parameters.get(parameters.size() - 1).repeated();
        long needed = parameters.stream()
                .filter(parameter -> !parameter.optional() && !parameter.repeated())
                .count();
        List<Typed> given = new ArrayList<>();
        for (Argument argument : call.arguments()) {
            Name name = argument.name();
            int place = name == null ? given.size() : place(parameters, name);
            if (place < 0) {
                return null;
            }
            if (place != given.size()) {
                complaints()
                        .add(complaints()
                                .about(RuleProblem.ARGUMENT_GAP, argument.span())
                                .with("name", function.name())
                                .with(
                                        "before",
                                        parameters
                                                .get(Math.min(given.size(), parameters.size() - 1))
                                                .name()));
                return null;
            }
            given.add(expressions.value(argument.value()));
        }
        if (given.size() < needed || !repeated && given.size() > parameters.size()) {
            String wanted = repeated
                    ? needed + "+"
                    : needed == parameters.size() ? Long.toString(needed) : needed + "–" + parameters.size();
            wrongCount(call, given.size(), wanted);
            return null;
        }
        return given;
    }

    private int place(List<Parameter> parameters, Name name) {
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).name().equals(name.text())) {
                return i;
            }
        }
        complaints()
                .add(complaints()
                        .about(RuleProblem.UNKNOWN_PARAMETER, name.span())
                        .with("name", name.text())
                        .withAll(
                                "known",
                                parameters.stream().map(Parameter::name).collect(Collectors.joining(", "))));
        return -1;
    }

    private Typed argument(Expr.Call call, Function function, int i, Typed given) {
        List<Parameter> parameters = function.parameters();
        Parameter parameter = parameters.get(Math.min(i, parameters.size() - 1));
        if (Types.isMissing(given)) {
            Kind kind = parameter.kinds().contains(Kind.TEXT)
                    ? Kind.TEXT
                    : parameter.kinds().stream().sorted().findFirst().orElse(Kind.TEXT);
            return new Typed.Constant(null, plain(kind), given.span());
        }
        Kind kind = given.type().kind();
        Typed fitting = given;
        if (!parameter.kinds().contains(kind)) {
            boolean widens = kind == Kind.INTEGER && parameter.kinds().contains(Kind.DECIMAL);
            if (!widens) {
                return complaints()
                        .fail(
                                complaints()
                                        .about(RuleProblem.WRONG_ARGUMENT, given.span())
                                        .with("name", function.name())
                                        .with("parameter", parameter.name())
                                        .with("wanted", kinds(parameter.kinds()))
                                        .with("found", given.type().toString()),
                                call.span());
            }
            fitting = Types.widened(given);
        }
        boolean wrongWord = !parameter.words().isEmpty()
                && given instanceof Typed.Constant constant
                && constant.value() instanceof String word
                && !parameter.words().contains(word);
        return wrongWord
                ? complaints()
                        .fail(
                                complaints()
                                        .about(RuleProblem.WRONG_WORD, given.span())
                                        .with("parameter", parameter.name())
                                        .withAll("words", "\"" + String.join("\", \"", parameter.words()) + "\""),
                                call.span())
                : fitting;
    }

    private static AttributeType plain(Kind kind) {
        return switch (kind) {
            case TEXT -> AttributeType.TEXT;
            case BOOLEAN -> AttributeType.BOOLEAN;
            case INTEGER -> AttributeType.INTEGER;
            case DECIMAL -> AttributeType.DECIMAL;
            case PERCENT -> AttributeType.PERCENT;
            case MONEY -> AttributeType.MONEY;
            case DATE -> AttributeType.DATE;
            case INSTANT -> AttributeType.INSTANT;
            case DURATION -> AttributeType.DURATION;
            case MEASURE -> AttributeType.measure(Unit.Dimension.MASS);
            case LIST -> AttributeType.TEXTS;
        };
    }

    private static String kinds(Set<Kind> kinds) {
        return kinds.stream()
                .sorted()
                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    /** Arguments that may be any number are of one type: one decimal among whole numbers makes all of them decimals. */
    private static void unifyRepeated(Function function, List<Typed> arguments) {
        int last = function.parameters().size() - 1;
        if (last < 0 || !function.parameters().get(last).repeated()) {
            return;
        }
        boolean decimal = arguments.stream().skip(last).anyMatch(a -> Types.is(a, Kind.DECIMAL));
        for (int i = last; decimal && i < arguments.size(); i++) {
            arguments.set(i, Types.widened(arguments.get(i)));
        }
    }

    private static CallSite site(List<Typed> arguments) {
        return new CallSite(
                arguments.stream().map(Typed::type).toList(),
                arguments.stream().map(Calls::constant).toList(),
                "",
                Instant.EPOCH,
                ZoneOffset.UTC);
    }

    private static Optional<Object> constant(Typed argument) {
        if (argument instanceof Typed.Constant constant && constant.value() != null) {
            return Optional.of(constant.value() instanceof Percent percent ? percent.fraction() : constant.value());
        }
        if (argument instanceof Typed.Listing listing) {
            List<Object> texts = new ArrayList<>();
            for (Typed element : listing.elements()) {
                Optional<Object> text = constant(element);
                if (text.isEmpty()) {
                    return Optional.empty();
                }
                texts.add(text.get());
            }
            return Optional.of(texts);
        }
        return Optional.empty();
    }
}
