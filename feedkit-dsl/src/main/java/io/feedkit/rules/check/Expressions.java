package io.feedkit.rules.check;

import io.feedkit.problem.Severity;
import io.feedkit.product.Attribute;
import io.feedkit.product.AttributeType;
import io.feedkit.product.AttributeType.Kind;
import io.feedkit.product.Currencies;
import io.feedkit.product.Measure;
import io.feedkit.product.Money;
import io.feedkit.product.Percent;
import io.feedkit.product.Unit;
import io.feedkit.product.VatBasis;
import io.feedkit.rules.Messages;
import io.feedkit.rules.RuleEnvironment;
import io.feedkit.rules.RuleProblem;
import io.feedkit.rules.Span;
import io.feedkit.rules.function.CallSite;
import io.feedkit.rules.function.TextMatch;
import io.feedkit.rules.syntax.CellTest;
import io.feedkit.rules.syntax.Comparison;
import io.feedkit.rules.syntax.Expr;
import io.feedkit.rules.syntax.Likeness;
import io.feedkit.rules.syntax.Name;
import io.feedkit.rules.syntax.Path;
import io.feedkit.rules.syntax.Spelling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Resolves and types the expressions of one block. */
final class Expressions implements Expr.Visitor<Typed> {
    private static final Map<String, AttributeType> MEMBER_WORDS = Map.of(
            "country", AttributeType.TEXT,
            "language", AttributeType.TEXT,
            "currency", AttributeType.TEXT,
            "account", AttributeType.TEXT);
    private static final Map<String, AttributeType> RUN_WORDS =
            Map.of(Typed.Context.TODAY, AttributeType.DATE, Typed.Context.NOW, AttributeType.INSTANT);

    private final Workshop workshop;
    private final Names names;
    private final boolean inTrunk;

    /** What all checking of one program shares. */
    record Workshop(
            RuleEnvironment environment,
            Complaints complaints,
            Operators operators,
            Formulas formulas,
            Tables.HostColumns hostColumns,
            Map<Typed, Tables.Decided> tableCalls,
            Search.Budget budget) {

        static Workshop of(RuleEnvironment environment, Complaints complaints) {
            return new Workshop(
                    environment,
                    complaints,
                    new Operators(complaints),
                    new Formulas(complaints, environment.limits().maxProgramParts()),
                    new Tables.HostColumns(complaints),
                    new IdentityHashMap<>(),
                    new Search.Budget());
        }
    }

    /** @param inTrunk whether there is no member here, so that an attribute may be called {@code country} */
    Expressions(Workshop workshop, Names names, boolean inTrunk) {
        this.workshop = workshop;
        this.names = names;
        this.inTrunk = inTrunk;
    }

    private Wholes.@Nullable Grouping grouping;

    /** The same where totals of groups may be called. */
    Expressions within(Wholes.Grouping around) {
        grouping = around;
        return this;
    }

    boolean isInTrunk() {
        return inTrunk;
    }

    private Complaints complaints() {
        return workshop.complaints();
    }

    private Operators operators() {
        return workshop.operators();
    }

    Typed type(Expr expression) {
        if (!workshop.formulas().enter(expression.span())) {
            return new Typed.Failed(expression.span());
        }
        Typed typed = expression.accept(this);
        workshop.formulas().left();
        return typed;
    }

    Typed condition(Expr expression) {
        return operators().condition(value(expression));
    }

    /** An expression that has one value: not a row of a table with several columns. */
    Typed value(Expr expression) {
        Typed typed = type(expression);
        Typed.Row row = Rows.of(typed);
        if (row == null) {
            return typed;
        }
        if (row.columns().size() == 1) {
            return Rows.column(typed, row, 0, typed.span());
        }
        return complaints()
                .fail(
                        complaints()
                                .about(RuleProblem.ROW_AS_VALUE, typed.span())
                                .with("table", row.table())
                                .withAll("columns", String.join(", ", row.columns()))
                                .withAll(
                                        "fix",
                                        typed.span().text() + "."
                                                + row.columns().get(0)),
                        typed.span());
    }

    private List<Typed> values(List<Expr> expressions) {
        return expressions.stream().map(this::value).collect(Collectors.toCollection(ArrayList::new));
    }

    @Override
    public Typed visitText(Expr.Text text) {
        if (text.isConstant()) {
            return new Typed.Constant(text.constant(), AttributeType.TEXT, text.span());
        }
        List<Typed.Template.Part> parts = new ArrayList<>();
        String before = "";
        for (Expr.Text.Part part : text.parts()) {
            if (part instanceof Expr.Text.Hole hole) {
                parts.add(new Typed.Template.Part(before, value(hole.value()), hole.optional()));
                before = "";
            } else if (part instanceof Expr.Text.Characters characters) {
                before = characters.text();
            }
        }
        Typed spoiled = Operators.spoiled(
                text.span(), parts.stream().map(Typed.Template.Part::hole).toList());
        return spoiled == null ? new Typed.Template(parts, before, text.span()) : spoiled;
    }

    @Override
    public Typed visitNumber(Expr.Number number) {
        if (!number.isInteger()) {
            return new Typed.Constant(number.value(), AttributeType.DECIMAL, number.span());
        }
        if (number.value().toBigInteger().bitLength() >= Long.SIZE) {
            return complaints().fail(complaints().about(RuleProblem.INTEGER_TOO_LARGE, number.span()), number.span());
        }
        return new Typed.Constant(number.value().longValueExact(), AttributeType.INTEGER, number.span());
    }

    @Override
    public Typed visitPercent(Expr.Percent percent) {
        return new Typed.Constant(
                new Percent(percent.number().movePointLeft(2)), AttributeType.PERCENT, percent.span());
    }

    @Override
    public Typed visitMoney(Expr.Money money) {
        if (!Currencies.isKnown(money.currency())) {
            return complaints()
                    .fail(
                            complaints()
                                    .about(RuleProblem.UNKNOWN_CURRENCY, money.span())
                                    .with("name", money.currency()),
                            money.span());
        }
        return new Typed.Constant(
                new Money(money.amount(), money.currency(), VatBasis.UNKNOWN), AttributeType.MONEY, money.span());
    }

    @Override
    public Typed visitMeasure(Expr.Measure measure) {
        Optional<Unit> unit = Unit.named(measure.unit().text());
        if (unit.isEmpty()) {
            String near = Spelling.nearest(
                    measure.unit().text(),
                    Arrays.stream(Unit.values()).map(Unit::symbol).toList());
            Messages.Draft draft = complaints()
                    .about(RuleProblem.UNKNOWN_UNIT, measure.unit().span())
                    .with("name", measure.unit().text());
            if (!near.isEmpty()) {
                draft.variant("near").with("near", near).edit(measure.unit().span(), near);
            }
            return complaints().fail(draft, measure.span());
        }
        return new Typed.Constant(
                new Measure(measure.amount(), unit.get()),
                AttributeType.measure(unit.get().dimension()),
                measure.span());
    }

    @Override
    public Typed visitDate(Expr.Date date) {
        return new Typed.Constant(date.value(), AttributeType.DATE, date.span());
    }

    @Override
    public Typed visitInstant(Expr.Instant instant) {
        return new Typed.Constant(instant.value().toInstant(), AttributeType.INSTANT, instant.span());
    }

    @Override
    public Typed visitRegex(Expr.Regex regex) {
        CallSite.Pattern pattern = new CallSite.Pattern(regex.pattern(), regex.flags());
        return workshop.formulas().hasRoom(pattern, regex.span())
                ? new Typed.Constant(pattern, AttributeType.TEXT, regex.span())
                : new Typed.Failed(regex.span());
    }

    @Override
    public Typed visitBool(Expr.Bool bool) {
        return new Typed.Constant(bool.value(), AttributeType.BOOLEAN, bool.span());
    }

    @Override
    public Typed visitMissing(Expr.Missing missing) {
        return new Typed.Constant(null, AttributeType.TEXT, missing.span());
    }

    @Override
    public Typed visitReference(Expr.Reference reference) {
        Path path = reference.path();
        List<Name> parts = path.names();
        // In backquotes a name is an attribute before it is anything else, whatever it is called.
        boolean quoted = path.first().span().text().startsWith("`");
        if (!quoted) {
            Names.Declared declared = names.find(path.first().text());
            if (declared != null) {
                return ofDeclared(declared, path);
            }
            Typed context = context(path);
            if (context != null) {
                return context;
            }
        }
        Optional<Attribute> attribute = workshop.environment().schema().attribute(path.text());
        if (attribute.isPresent()) {
            return new Typed.Read(attribute.get(), Typed.Read.View.CURRENT, null, path.span());
        }
        String first = path.first().text();
        Names.Declared declared = quoted ? names.find(first) : null;
        if (declared != null) {
            return ofDeclared(declared, path);
        }
        boolean isView = first.equals("source") || first.equals("trunk");
        if (!quoted && isView && parts.size() > 1) {
            String name = parts.stream().skip(1).map(Name::text).collect(Collectors.joining("."));
            Optional<Attribute> viewed = workshop.environment().schema().attribute(name);
            if (viewed.isPresent()) {
                Typed.Read.View view = first.equals("source") ? Typed.Read.View.SOURCE : Typed.Read.View.TRUNK;
                return new Typed.Read(viewed.get(), view, null, path.span());
            }
            return unknown(name, parts.get(1).span().to(path.span()));
        }
        return unknown(path.text(), path.span());
    }

    private Typed ofDeclared(Names.Declared declared, Path path) {
        if (declared instanceof Names.Declared.Module module) {
            return ofModule(module, path);
        }
        if (declared instanceof Names.Declared.Formula formula) {
            Typed use = workshop.formulas().use(formula.binding(), path.first().span());
            return path.names().size() == 1 ? use : field(use, path.names().get(1), path.span());
        }
        return complaints()
                .fail(
                        complaints()
                                .about(RuleProblem.NOT_CALLED, path.span())
                                .with("name", path.first().text())
                                .withAll("fix", path.first().text() + "(…)"),
                        path.span());
    }

    /** {@code g.margin}: a formula of an imported module. */
    private Typed ofModule(Names.Declared.Module module, Path path) {
        if (path.isSimple()) {
            return unknown(path.text(), path.span());
        }
        List<Name> rest = path.names().subList(1, path.names().size());
        Names.Declared declared = module.names().find(rest.get(0).text());
        return declared == null ? unknown(path.text(), path.span()) : ofDeclared(declared, new Path(rest, path.span()));
    }

    private @Nullable Typed context(Path path) {
        String word = path.first().text();
        if (path.isSimple()) {
            AttributeType ofRun = RUN_WORDS.get(word);
            if (ofRun != null) {
                return new Typed.Context(word, ofRun, path.span());
            }
            AttributeType ofMember = MEMBER_WORDS.get(word);
            boolean shadowed =
                    inTrunk && workshop.environment().schema().attribute(word).isPresent();
            return ofMember == null || shadowed ? null : new Typed.Context(word, ofMember, path.span());
        }
        if (word.equals("channel") && path.names().size() == 2) {
            AttributeType type =
                    workshop.environment().channelConstants().getOrDefault(nearestConstant(path), AttributeType.TEXT);
            return new Typed.Context(path.text(), type, path.span());
        }
        return null;
    }

    /** The constant a path names. A member that is not known yet may have any, so only what is nearly a known one is remarked on. */
    private String nearestConstant(Path path) {
        String name = path.last().text();
        Set<String> known =
                new TreeSet<>(workshop.environment().channelConstants().keySet());
        known.addAll(List.of("name", "kind"));
        workshop.environment()
                .members()
                .forEach(member -> known.addAll(member.constants().keySet()));
        String near = known.contains(name) ? "" : Spelling.nearest(name, known);
        if (near.isEmpty()) {
            return name;
        }
        complaints()
                .add(complaints()
                        .about(RuleProblem.UNKNOWN_ATTRIBUTE, path.span())
                        .severity(Severity.WARNING)
                        .variant("constant")
                        .with("name", path.text())
                        .withAll("near", "channel." + near)
                        .edit(path.span(), "channel." + near));
        return near;
    }

    private Typed unknown(String name, Span span) {
        Messages.Draft draft =
                complaints().about(RuleProblem.UNKNOWN_ATTRIBUTE, span).with("name", name);
        Set<String> known = names.all();
        workshop.environment().schema().attributes().forEach(attribute -> known.add(attribute.name()));
        String near = Spelling.nearest(name, known);
        if (near.isEmpty()) {
            near = bySynonym(name);
        }
        if (!near.isEmpty()) {
            String shown = near;
            draft.variant("near")
                    .with("near", near)
                    .with("described", described(shown))
                    .edit(span, near);
        }
        return complaints().fail(draft, span);
    }

    private String bySynonym(String name) {
        String plain = name.replace('_', ' ').toLowerCase(Locale.ROOT);
        for (Attribute attribute : workshop.environment().schema().attributes()) {
            if (attribute.label().toLowerCase(Locale.ROOT).equals(plain)
                    || attribute.synonyms().contains(plain)
                    || attribute.synonyms().contains(name)) {
                return attribute.name();
            }
        }
        return "";
    }

    private String described(String name) {
        return workshop.environment()
                .schema()
                .attribute(name)
                .map(attribute -> " (" + attribute.type()
                        + (attribute.label().isEmpty() ? "" : ", \"" + attribute.label() + "\"") + ")")
                .orElse("");
    }

    @Override
    public Typed visitMember(Expr.Member member) {
        return field(type(member.of()), member.name(), member.span());
    }

    private Typed field(Typed of, Name column, Span span) {
        Typed spoiled = Operators.spoiled(span, of);
        if (spoiled != null) {
            return spoiled;
        }
        Typed.Row row = Rows.of(of);
        int number = row == null ? -1 : row.columns().indexOf(column.text());
        if (row != null && number >= 0) {
            return Rows.column(of, row, number, span);
        }
        Messages.Draft draft = complaints()
                .about(RuleProblem.UNKNOWN_COLUMN, column.span())
                .with("name", column.text())
                .with("table", row == null ? of.span().text() : row.table())
                .withAll("columns", row == null ? "" : String.join(", ", row.columns()));
        return complaints().fail(row == null ? draft.variant("value") : draft, span);
    }

    @Override
    public Typed visitCall(Expr.Call call) {
        Typed total = grouping == null ? null : grouping.total(call, this);
        if (total != null) {
            return total;
        }
        return new Calls(workshop, this, names).type(call);
    }

    @Override
    public Typed visitNegate(Expr.Negate negate) {
        return operators().negate(value(negate.operand()), negate.span());
    }

    @Override
    public Typed visitNot(Expr.Not not) {
        Typed operand = condition(not.operand());
        Typed spoiled = Operators.spoiled(not.span(), operand);
        return spoiled == null ? new Typed.Not(operand, not.span()) : spoiled;
    }

    @Override
    public Typed visitAnd(Expr.And and) {
        return junction(true, and.operands(), and.span());
    }

    @Override
    public Typed visitOr(Expr.Or or) {
        return junction(false, or.operands(), or.span());
    }

    private Typed junction(boolean and, List<Expr> operands, Span span) {
        List<Typed> typed = operands.stream().map(this::condition).toList();
        Typed spoiled = Operators.spoiled(span, typed);
        return spoiled == null ? new Typed.Junction(and, typed, span) : spoiled;
    }

    private static final Pattern HYPHENED = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*(-[\\p{L}\\p{N}_]+)+");

    /** {@code item-group-id}: a difference of things nobody knows is a name that is written otherwise here. */
    private boolean isNameWithHyphens(Expr.Arithmetic arithmetic) {
        String text = arithmetic.span().text();
        return arithmetic.operator() == Expr.Arithmetic.Operator.SUBTRACT
                && HYPHENED.matcher(text).matches()
                && Arrays.stream(text.split("-"))
                        .anyMatch(part -> !Character.isDigit(part.charAt(0))
                                && names.find(part) == null
                                && !RUN_WORDS.containsKey(part)
                                && !MEMBER_WORDS.containsKey(part)
                                && workshop.environment()
                                        .schema()
                                        .attribute(part)
                                        .isEmpty());
    }

    @Override
    public Typed visitArithmetic(Expr.Arithmetic arithmetic) {
        if (isNameWithHyphens(arithmetic)) {
            return unknown(arithmetic.span().text(), arithmetic.span());
        }
        if (arithmetic.operator() == Expr.Arithmetic.Operator.ADD) {
            List<Expr> parts = new ArrayList<>();
            addends(arithmetic, parts);
            List<Typed> typed = values(parts);
            boolean text = Operators.spoiled(arithmetic.span(), typed) == null
                    && typed.stream().anyMatch(part -> Types.is(part, Kind.TEXT) && !Types.isMissing(part));
            if (text) {
                return operators().sumOfTexts(typed, arithmetic.span());
            }
        }
        return operators()
                .arithmetic(
                        arithmetic.operator(), value(arithmetic.left()), value(arithmetic.right()), arithmetic.span());
    }

    /** The parts of {@code a + b + c}. */
    private static void addends(Expr sum, List<Expr> parts) {
        if (sum instanceof Expr.Arithmetic arithmetic && arithmetic.operator() == Expr.Arithmetic.Operator.ADD) {
            addends(arithmetic.left(), parts);
            parts.add(arithmetic.right());
        } else {
            parts.add(sum);
        }
    }

    @Override
    public Typed visitCompare(Expr.Compare compare) {
        Typed left = value(compare.left());
        if (isDecidedInside(left, compare.right())) {
            return decidesTheWrong(left, compare.right(), compare.span());
        }
        return operators().compare(compare.comparison(), left, value(compare.right()), compare.span());
    }

    /** {@code price < limit ?? false}, where the answer for unknown was meant for the comparison. */
    private static boolean isDecidedInside(Typed left, Expr right) {
        if (!(right instanceof Expr.Coalesce coalesce) || Types.is(left, Kind.BOOLEAN)) {
            return false;
        }
        List<Expr> operands = coalesce.operands();
        return operands.get(operands.size() - 1) instanceof Expr.Bool;
    }

    private Typed decidesTheWrong(Typed left, Expr right, Span span) {
        if (left instanceof Typed.Failed) {
            return left;
        }
        List<Expr> operands = ((Expr.Coalesce) right).operands();
        Expr last = operands.get(operands.size() - 1);
        int end = operands.get(operands.size() - 2).span().end();
        String tested = span.source().content().substring(span.start(), end);
        String fix = "(" + tested + ") ?? " + last.span().text();
        return complaints()
                .fail(
                        complaints()
                                .about(RuleProblem.WRONG_OPERANDS, right.span())
                                .variant("decides")
                                .with("answer", last.span().text())
                                .with("value", operands.get(0).span().text())
                                .withAll("fix", fix)
                                .edit(span, fix),
                        span);
    }

    @Override
    public Typed visitIn(Expr.In in) {
        Typed value = value(in.value());
        if (isDecidedInside(value, in.container())) {
            return decidesTheWrong(value, in.container(), in.span());
        }
        return in(value, in.container(), in.span());
    }

    private Typed in(Typed value, Expr container, Span span) {
        if (container instanceof Expr.Range range) {
            return operators().between(value, value(range.low()), value(range.high()), range.closed(), span);
        }
        if (container instanceof Expr.ListOf list) {
            return operators().oneOf(value, values(list.elements()), span);
        }
        Typed list = value(container);
        Typed spoiled = Operators.spoiled(span, value, list);
        if (spoiled != null) {
            return spoiled;
        }
        if (!Types.is(list, Kind.LIST) || !value.type().equals(Types.element(list.type()))) {
            return operators().noGo("in", value, list, span);
        }
        return new Typed.Like(Likeness.CONTAINS, list, Types.asText(value), span);
    }

    @Override
    public Typed visitLike(Expr.Like like) {
        Typed value = value(like.value());
        if (isDecidedInside(value, like.pattern())) {
            return decidesTheWrong(value, like.pattern(), like.span());
        }
        return like(like.likeness(), value, like.pattern(), like.span());
    }

    private Typed like(Likeness likeness, Typed value, Expr patternText, Span span) {
        Typed pattern = value(patternText);
        Typed spoiled = Operators.spoiled(span, value, pattern);
        if (spoiled != null) {
            return spoiled;
        }
        boolean regex = pattern instanceof Typed.Constant constant && constant.value() instanceof CallSite.Pattern;
        if (likeness == Likeness.MATCHES && !regex) {
            return complaints().fail(complaints().about(RuleProblem.REGEX_NEEDED, pattern.span()), span);
        }
        boolean list = likeness == Likeness.CONTAINS && Types.is(value, Kind.LIST);
        boolean fits = (list || Types.is(value, Kind.TEXT))
                && Types.is(pattern, Kind.TEXT)
                && (likeness == Likeness.MATCHES || !regex);
        if (!fits) {
            return operators().noGo(likeness.words(), value, pattern, span);
        }
        if (regex && pattern instanceof Typed.Constant constant && constant.value() instanceof CallSite.Pattern p) {
            try {
                TextMatch.matches(p);
            } catch (IllegalArgumentException e) {
                return complaints()
                        .fail(
                                complaints()
                                        .about(RuleProblem.REGEX_REFUSED, pattern.span())
                                        .withAll("reason", complaints().reason(e)),
                                span);
            }
        }
        return new Typed.Like(likeness, value, pattern, span);
    }

    @Override
    public Typed visitIsMissing(Expr.IsMissing test) {
        return present(test.operand(), false, test.span());
    }

    @Override
    public Typed visitIsPresent(Expr.IsPresent test) {
        return present(test.operand(), true, test.span());
    }

    /** A row of several columns is there when it was found; one column stands for the row, and its cell may be empty. */
    private Typed present(Expr tested, boolean wanted, Span span) {
        Typed found = type(tested);
        Typed.Row row = Rows.of(found);
        Typed operand = row != null && row.columns().size() == 1 ? Rows.column(found, row, 0, found.span()) : found;
        return present(operand, wanted, span);
    }

    private static Typed present(Typed operand, boolean wanted, Span span) {
        Typed spoiled = Operators.spoiled(span, operand);
        return spoiled == null ? new Typed.Present(operand, wanted, span) : spoiled;
    }

    @Override
    public Typed visitCoalesce(Expr.Coalesce coalesce) {
        return coalesce(values(coalesce.operands()), coalesce.span());
    }

    Typed coalesce(List<Typed> operands, Span span) {
        AttributeType type = commonType(operands, span);
        Typed spoiled = Operators.spoiled(span, operands);
        if (spoiled != null || type == null) {
            return spoiled == null ? new Typed.Failed(span) : spoiled;
        }
        return new Typed.Coalesce(
                operands.stream().map(operand -> Types.as(type, operand)).toList(), type, span);
    }

    /** The one type of values that may stand for each other, or null after a complaint. */
    private @Nullable AttributeType commonType(List<Typed> values, Span span) {
        if (Operators.spoiled(span, values) != null) {
            return null;
        }
        AttributeType type = null;
        Typed decisive = null;
        for (Typed value : values) {
            if (Types.isMissing(value)) {
                continue;
            }
            AttributeType next = type == null ? value.type() : Types.common(type, value.type());
            if (next == null && decisive != null) {
                operators().mixed(decisive, value);
                return null;
            }
            type = next;
            decisive = decisive == null ? value : decisive;
        }
        return type == null ? AttributeType.TEXT : type;
    }

    @Override
    public Typed visitIf(Expr.If choice) {
        return choice(
                List.of(condition(choice.condition())),
                List.of(value(choice.then())),
                value(choice.otherwise()),
                choice.span());
    }

    @Override
    public Typed visitCase(Expr.Case choice) {
        List<Typed> conditions =
                choice.arms().stream().map(arm -> condition(arm.condition())).toList();
        List<Typed> values =
                choice.arms().stream().map(arm -> value(arm.value())).toList();
        Expr otherwise = choice.otherwise();
        return choice(conditions, values, otherwise == null ? null : value(otherwise), choice.span());
    }

    @Override
    public Typed visitMatch(Expr.Match match) {
        Typed subject = value(match.subject());
        Binding binding = Binding.of("case", match.subject().span(), subject);
        Typed use = shared(binding, subject);
        List<Typed> conditions = match.arms().stream()
                .map(arm -> tests(use, arm.tests(), arm.span()))
                .toList();
        List<Typed> values =
                match.arms().stream().map(arm -> value(arm.value())).toList();
        Expr otherwise = match.otherwise();
        return choice(conditions, values, otherwise == null ? null : value(otherwise), match.span());
    }

    /** Something read in several places: what is cheap is read again, what is computed is computed once. */
    static Typed shared(Binding binding, Typed value) {
        boolean cheap = value instanceof Typed.Read
                || value instanceof Typed.Constant
                || value instanceof Typed.Use
                || value instanceof Typed.Context
                || value instanceof Typed.Element
                || value instanceof Typed.Failed
                || value instanceof Typed.Unbound;
        return cheap ? value : new Typed.Use(binding, value.span());
    }

    Typed choice(List<Typed> conditions, List<Typed> values, @Nullable Typed otherwise, Span span) {
        List<Typed> results = new ArrayList<>(values);
        if (otherwise != null) {
            results.add(otherwise);
        }
        Typed spoiled = Operators.spoiled(span, conditions);
        AttributeType type = commonType(results, span);
        if (spoiled == null) {
            spoiled = Operators.spoiled(span, results);
        }
        if (spoiled != null || type == null) {
            return spoiled == null ? new Typed.Failed(span) : spoiled;
        }
        return new Typed.Choice(
                conditions,
                values.stream().map(value -> Types.as(type, value)).toList(),
                otherwise == null ? null : Types.as(type, otherwise),
                type,
                span);
    }

    /** Tests joined by "or"; none of them is a cell that matches everything. */
    Typed tests(Typed subject, List<CellTest> tests, Span span) {
        if (tests.isEmpty()) {
            return new Typed.Constant(true, AttributeType.BOOLEAN, span);
        }
        List<Typed> equals = new ArrayList<>();
        List<Typed> all = new ArrayList<>();
        for (CellTest test : tests) {
            Typed typed = test.accept(new Cells(subject));
            if (test instanceof CellTest.Equals
                    && typed instanceof Typed.Compare compare
                    && compare.right() instanceof Typed.Constant) {
                equals.add(compare.right());
            } else {
                all.add(typed);
            }
        }
        if (!equals.isEmpty()) {
            all.add(0, operators().oneOf(subject, equals, span));
        }
        if (all.size() == 1) {
            return all.get(0);
        }
        Typed spoiled = Operators.spoiled(span, all);
        return spoiled == null ? new Typed.Junction(false, all, span) : spoiled;
    }

    /** A test whose left side stands elsewhere. */
    private final class Cells implements CellTest.Visitor<Typed> {
        private final Typed subject;

        Cells(Typed subject) {
            this.subject = subject;
        }

        @Override
        public Typed visitEquals(CellTest.Equals test) {
            return compare(Comparison.EQUAL, value(test.value()), test.span());
        }

        @Override
        public Typed visitCompare(CellTest.Compare test) {
            return compare(test.comparison(), value(test.value()), test.span());
        }

        private Typed compare(Comparison comparison, Typed value, Span span) {
            return operators().fits(subject, value)
                    ? operators().compare(comparison, subject, value, span)
                    : new Typed.Failed(span);
        }

        @Override
        public Typed visitBetween(CellTest.Between test) {
            return in(test.range(), test.span());
        }

        @Override
        public Typed visitIn(CellTest.In test) {
            return in(test.list(), test.span());
        }

        private Typed in(Expr container, Span span) {
            List<Expr> values = container instanceof Expr.Range range
                    ? List.of(range.low(), range.high())
                    : container instanceof Expr.ListOf list ? list.elements() : List.of();
            boolean fit = values(values).stream().allMatch(value -> operators().fits(subject, value));
            return fit ? Expressions.this.in(subject, container, span) : new Typed.Failed(span);
        }

        @Override
        public Typed visitLike(CellTest.Like test) {
            return like(test.likeness(), subject, test.pattern(), test.span());
        }

        @Override
        public Typed visitPresent(CellTest.Present test) {
            return present(subject, true, test.span());
        }

        @Override
        public Typed visitMissing(CellTest.Missing test) {
            return present(subject, false, test.span());
        }

        @Override
        public Typed visitNot(CellTest.Not test) {
            Typed inner = test.test().accept(this);
            Typed spoiled = Operators.spoiled(test.span(), inner);
            return spoiled == null ? new Typed.Not(inner, test.span()) : spoiled;
        }
    }

    @Override
    public Typed visitListOf(Expr.ListOf list) {
        List<Typed> elements = values(list.elements());
        Typed spoiled = Operators.spoiled(list.span(), elements);
        if (spoiled != null) {
            return spoiled;
        }
        for (Typed element : elements) {
            if (Types.is(element, Kind.LIST)) {
                return complaints()
                        .fail(
                                complaints()
                                        .about(RuleProblem.LIST_OF_LISTS, element.span())
                                        .with("type", element.type().toString()),
                                list.span());
            }
        }
        AttributeType type = commonType(elements, list.span());
        return type == null
                ? new Typed.Failed(list.span())
                : new Typed.Listing(
                        elements.stream()
                                .map(element -> Types.as(type, element))
                                .toList(),
                        AttributeType.list(type),
                        list.span());
    }

    @Override
    public Typed visitRange(Expr.Range range) {
        return complaints().fail(complaints().about(RuleProblem.RANGE_ALONE, range.span()), range.span());
    }
}
