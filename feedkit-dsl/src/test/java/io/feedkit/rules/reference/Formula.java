package io.feedkit.rules.reference;

import io.feedkit.feed.Member;
import io.feedkit.product.Measure;
import io.feedkit.product.Money;
import io.feedkit.product.Percent;
import io.feedkit.product.Unit;
import io.feedkit.product.VatBasis;
import io.feedkit.rules.syntax.CellTest;
import io.feedkit.rules.syntax.Declaration;
import io.feedkit.rules.syntax.Expr;
import io.feedkit.rules.syntax.Likeness;
import io.feedkit.rules.syntax.Name;
import io.feedkit.rules.syntax.TypeName;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What an expression is worth for one product, worked out anew each time on the tree as it was parsed. A value is Long, BigDecimal, Percent, Money, Measure, String, Boolean,
 * LocalDate, a list of such, a row of a table (a map), or empty.
 *
 * @param rule whom faults belong to
 * @param atSource whether attributes mean what the catalogue said
 * @param window the formula over groups that is being worked out, or null
 */
record Formula(
        World world,
        Meanings names,
        Product product,
        Member member,
        String rule,
        boolean atSource,
        Declaration.Let window) {

    private Formula with(Meanings other) {
        return new Formula(world, other, product, member, rule, atSource, window);
    }

    private Formula at(Product other, boolean source) {
        return new Formula(world, names, other, member, rule, source, window);
    }

    private Formula in(Declaration.Let formula) {
        return new Formula(world, names, product, member, rule, atSource, formula);
    }

    boolean isTrue(Expr condition) {
        return eval(condition).equals(Optional.of(true));
    }

    Optional<Object> eval(Expr e) {
        product.enter(e.span());
        Optional<Object> value = value(e);
        product.leave();
        return value;
    }

    private Optional<Object> value(Expr e) {
        if (e instanceof Expr.Number n) {
            return Optional.of(n.isInteger() ? (Object) n.value().longValueExact() : n.value());
        }
        if (e instanceof Expr.Percent p) {
            return Optional.of(new Percent(p.number().movePointLeft(2)));
        }
        if (e instanceof Expr.Money m) {
            return Optional.of(new Money(m.amount(), m.currency(), VatBasis.UNKNOWN));
        }
        if (e instanceof Expr.Measure m) {
            return Optional.of(
                    new Measure(m.amount(), Unit.named(m.unit().text()).orElseThrow()));
        }
        if (e instanceof Expr.Date d) {
            return Optional.of(d.value());
        }
        if (e instanceof Expr.Bool b) {
            return Optional.of(b.value());
        }
        if (e instanceof Expr.Missing) {
            return Optional.empty();
        }
        return e instanceof Expr.Text text ? template(text) : computed(e);
    }

    private Optional<Object> computed(Expr e) {
        if (e instanceof Expr.Reference r) {
            return reference(r.path().names());
        }
        if (e instanceof Expr.Member m) {
            return column(eval(m.of()), m.name());
        }
        if (e instanceof Expr.Call call) {
            return call(call);
        }
        if (e instanceof Expr.Negate n) {
            return eval(n.operand())
                    .flatMap(x -> checked(
                            x instanceof Long whole
                                    ? Numbers.fitting(BigInteger.valueOf(whole).negate())
                                    : Optional.of(
                                            Numbers.like(x, Numbers.number(x).negate()))));
        }
        if (e instanceof Expr.Arithmetic a) {
            return both(a.left(), a.right(), (x, y) -> checked(sum(a.operator(), x, y)));
        }
        if (e instanceof Expr.ListOf list) {
            List<Object> values = new ArrayList<>();
            list.elements().forEach(element -> eval(element).ifPresent(values::add));
            return Library.list(values);
        }
        return choice(e);
    }

    private static Optional<Object> sum(Expr.Arithmetic.Operator operator, Object x, Object y) {
        if (x instanceof LocalDate date && y instanceof Measure duration) {
            long amount = duration.amount().longValueExact() * (operator == Expr.Arithmetic.Operator.ADD ? 1 : -1);
            return Optional.of(
                    switch (duration.unit().symbol()) {
                        case "d" -> date.plusDays(amount);
                        case "wk" -> date.plusWeeks(amount);
                        case "mo" -> date.plusMonths(amount);
                        case "yr" -> date.plusYears(amount);
                        default -> throw new AssertionError(duration);
                    });
        }
        return Numbers.arithmetic(operator, x, y);
    }

    /** An empty result of a calculation whose operands are there is a fault. */
    Optional<Object> checked(Optional<Object> result) {
        if (result.isEmpty()) {
            product.fails(rule);
        }
        return result;
    }

    private Optional<Object> choice(Expr e) {
        if (e instanceof Expr.If i) {
            return eval(isTrue(i.condition()) ? i.then() : i.otherwise());
        }
        if (e instanceof Expr.Case c) {
            for (Expr.Case.Arm arm : c.arms()) {
                if (isTrue(arm.condition())) {
                    return eval(arm.value());
                }
            }
            return c.otherwise() == null ? Optional.empty() : eval(c.otherwise());
        }
        if (e instanceof Expr.Match m) {
            Optional<Object> subject = eval(m.subject());
            for (Expr.Match.Arm arm : m.arms()) {
                if (any(subject, arm.tests()).equals(Optional.of(true))) {
                    return eval(arm.value());
                }
            }
            return m.otherwise() == null ? Optional.empty() : eval(m.otherwise());
        }
        if (e instanceof Expr.Coalesce c) {
            for (Expr operand : c.operands()) {
                Optional<Object> value = eval(operand);
                if (value.isPresent()) {
                    return value;
                }
            }
            return Optional.empty();
        }
        return condition(e);
    }

    private Optional<Object> condition(Expr e) {
        if (e instanceof Expr.Not n) {
            return eval(n.operand()).map(x -> !(Boolean) x);
        }
        if (e instanceof Expr.And a) {
            return kleene(a.operands(), this::eval, false);
        }
        if (e instanceof Expr.Or o) {
            return kleene(o.operands(), this::eval, true);
        }
        if (e instanceof Expr.Compare c) {
            return both(c.left(), c.right(), (x, y) -> order(x, y).map(order -> Numbers.holds(c.comparison(), order)));
        }
        if (e instanceof Expr.IsMissing m) {
            return Optional.of(eval(m.operand()).isEmpty());
        }
        if (e instanceof Expr.IsPresent p) {
            return Optional.of(eval(p.operand()).isPresent());
        }
        if (e instanceof Expr.In in) {
            return in(eval(in.value()), in.container());
        }
        if (e instanceof Expr.Like like) {
            return like(like.likeness(), eval(like.value()), like.pattern());
        }
        throw new AssertionError(e.getClass());
    }

    private Optional<Object> in(Optional<Object> value, Expr container) {
        if (container instanceof Expr.ListOf list) {
            return kleene(list.elements(), x -> compared(value, eval(x), 0), true);
        }
        if (container instanceof Expr.Range range) {
            Optional<Object> low = atLeast(value, eval(range.low()));
            Optional<Object> high = range.closed()
                    ? atLeast(eval(range.high()), value)
                    : atLeast(value, eval(range.high())).map(x -> !(Boolean) x);
            return low.isEmpty() || high.isEmpty()
                    ? Optional.empty()
                    : Optional.of((Boolean) low.get() && (Boolean) high.get());
        }
        Optional<Object> list = eval(container);
        return value.isEmpty() ? value : list.map(all -> ((List<?>) all).contains(value.get()));
    }

    /** Amounts in different currencies have no order, which is a fault. */
    private Optional<Integer> order(Object x, Object y) {
        Optional<Integer> order = Numbers.order(x, y);
        if (order.isEmpty()) {
            product.fails(rule);
        }
        return order;
    }

    private Optional<Object> compared(Optional<Object> x, Optional<Object> y, int wanted) {
        return x.isEmpty() || y.isEmpty()
                ? Optional.empty()
                : order(x.get(), y.get()).map(order -> order == wanted);
    }

    private Optional<Object> atLeast(Optional<Object> x, Optional<Object> y) {
        return x.isEmpty() || y.isEmpty()
                ? Optional.empty()
                : order(x.get(), y.get()).map(order -> order >= 0);
    }

    private Optional<Object> like(Likeness likeness, Optional<Object> text, Expr pattern) {
        if (text.isEmpty()) {
            perhaps(pattern);
            return text;
        }
        return like(likeness, text.get(), pattern);
    }

    /** What nobody needs, and somebody may work out all the same. */
    private void perhaps(Expr e) {
        if (!(e instanceof Expr.Regex)) {
            int mark = product.faults.mark();
            eval(e);
            product.faults.excuse(mark);
        }
    }

    private Optional<Object> like(Likeness likeness, Object value, Expr pattern) {
        if (pattern instanceof Expr.Regex regex) {
            int flags = regex.flags().contains("i") ? Pattern.CASE_INSENSITIVE : 0;
            return Optional.of(Pattern.compile(regex.pattern(), flags)
                    .matcher((String) value)
                    .find());
        }
        return eval(pattern).map(part -> switch (likeness) {
            case CONTAINS ->
                value instanceof List<?> list
                        ? list.stream().map(Numbers::shown).toList().contains(part)
                        : ((String) value).contains((String) part);
            case STARTS_WITH -> ((String) value).startsWith((String) part);
            case ENDS_WITH -> ((String) value).endsWith((String) part);
            case MATCHES -> throw new AssertionError("a pattern is needed");
        });
    }

    /** {@code decisive} decides whatever the others are; else unknown is contagious. */
    private <T> Optional<Object> kleene(
            List<T> operands, Function<? super T, Optional<Object>> test, boolean decisive) {
        int mark = product.faults.mark();
        List<Optional<Object>> all = new ArrayList<>();
        boolean unknown = false;
        for (T operand : operands) {
            int before = product.faults.mark();
            Optional<Object> one = test.apply(operand);
            all.add(one);
            unknown |= one.isEmpty() && product.faults.mark() == before;
        }
        boolean decided = all.contains(Optional.of((Object) decisive));
        if (decided || unknown) {
            // Where only the other outcome counts, one that is unknown ends the matter as well.
            product.faults.excuse(mark);
        }
        return decided
                ? Optional.of(decisive)
                : all.contains(Optional.empty()) ? Optional.empty() : Optional.of(!decisive);
    }

    private interface Operation {
        Optional<Object> apply(Object x, Object y);
    }

    private Optional<Object> both(Expr a, Expr b, Operation operation) {
        int before = product.faults.mark();
        Optional<Object> x = eval(a);
        int between = product.faults.mark();
        Optional<Object> y = eval(b);
        if (x.isEmpty()) {
            product.faults.excuse(between);
        }
        if (y.isEmpty()) {
            product.faults.excuse(before, Math.min(between, product.faults.mark()));
        }
        return x.isEmpty() || y.isEmpty() ? Optional.empty() : operation.apply(x.get(), y.get());
    }

    private Optional<Object> any(Optional<Object> subject, List<CellTest> tests) {
        return kleene(tests, test -> cell(subject, test), true);
    }

    private Optional<Object> cell(Optional<Object> subject, CellTest test) {
        product.enter(test.span());
        Optional<Object> value = tested(subject, test);
        product.leave();
        return value;
    }

    private Optional<Object> tested(Optional<Object> subject, CellTest test) {
        if (test instanceof CellTest.Equals equals) {
            return compared(subject, eval(equals.value()), 0);
        }
        if (test instanceof CellTest.Compare compare) {
            Optional<Object> other = eval(compare.value());
            return subject.isEmpty() || other.isEmpty()
                    ? Optional.empty()
                    : order(subject.get(), other.get()).map(order -> Numbers.holds(compare.comparison(), order));
        }
        if (test instanceof CellTest.Between between) {
            return in(subject, between.range());
        }
        if (test instanceof CellTest.In in) {
            return in(subject, in.list());
        }
        if (test instanceof CellTest.Like like) {
            return like(like.likeness(), subject, like.pattern());
        }
        if (test instanceof CellTest.Not not) {
            return cell(subject, not.test()).map(x -> !(Boolean) x);
        }
        return Optional.of(subject.isPresent() == test instanceof CellTest.Present);
    }

    private Optional<Object> template(Expr.Text text) {
        StringBuilder all = new StringBuilder();
        boolean gap = false;
        for (Expr.Text.Part part : text.parts()) {
            if (part instanceof Expr.Text.Characters characters) {
                String more = characters.text();
                if (gap && (all.isEmpty() || all.charAt(all.length() - 1) == ' ')) {
                    more = more.stripLeading();
                }
                all.append(more);
                gap &= more.isEmpty();
            } else if (part instanceof Expr.Text.Hole hole) {
                Optional<Object> value = eval(hole.value());
                if (value.isEmpty() && !hole.optional()) {
                    text.parts().stream()
                            .filter(Expr.Text.Hole.class::isInstance)
                            .forEach(other -> perhaps(((Expr.Text.Hole) other).value()));
                    return Optional.empty();
                }
                String shown = value.map(Numbers::shown).orElse("");
                all.append(shown);
                gap = value.isEmpty() || gap && shown.isEmpty();
            }
        }
        String result = all.toString();
        return Optional.of(gap ? result.stripTrailing() : result);
    }

    private Optional<Object> reference(List<Name> path) {
        String first = path.get(0).text();
        Meanings.Meaning meaning = names.find(first);
        if (meaning instanceof Meanings.Value value) {
            value.read().forEach(product::reads);
            return value.value();
        }
        if (meaning instanceof Meanings.Module module) {
            return with(module.names()).reference(path.subList(1, path.size()));
        }
        if (meaning instanceof Meanings.Declared declared) {
            Optional<Object> value = declared(declared);
            return path.size() == 1 ? only(value) : column(value, path.get(1));
        }
        return world.word(this, first, path.size() == 1 ? "" : path.get(1).text());
    }

    private Optional<Object> declared(Meanings.Declared declared) {
        Formula there = with(declared.around());
        Declaration declaration = declared.declaration();
        if (declaration instanceof Declaration.Let let) {
            return let.per().isEmpty() && let.where() == null
                    ? typed(let.type(), there.eval(let.value()))
                    : there.at(product, true).in(let).eval(let.value());
        }
        if (declaration instanceof Declaration.Segment segment) {
            return there.eval(segment.condition());
        }
        if (declaration instanceof Declaration.RankedSegment segment) {
            return Optional.of(there.at(product, true).ranks(segment));
        }
        if (declaration instanceof Declaration.Experiment experiment) {
            return Experiment.arm(experiment, declared.item(), there.at(product, true));
        }
        throw new AssertionError(declaration);
    }

    private boolean ranks(Declaration.RankedSegment segment) {
        int mark = product.faults.mark();
        Optional<List<Object>> key = key(segment.per());
        boolean counts = segment.where() == null || isTrue(segment.where());
        boolean valued = eval(segment.by()).isPresent();
        product.faults.excuse(mark);
        if (key.isEmpty() || !counts || !valued) {
            return false;
        }
        boolean percent = segment.amount() instanceof Expr.Percent;
        BigDecimal amount = segment.amount() instanceof Expr.Percent share
                ? share.number()
                : ((Expr.Number) segment.amount()).value();
        return new Catalogue(group(key.get(), segment.per(), segment.where(), segment.by()))
                .ranks(product, segment.direction() == Declaration.RankedSegment.Direction.TOP, amount, percent);
    }

    /** A total of the group of this product. */
    private Optional<Object> total(Expr.Call call) {
        int mark = product.faults.mark();
        Optional<List<Object>> key = key(window.per());
        Expr value = call.arguments().isEmpty() ? null : call.arguments().get(0).value();
        Formula plain = in(null);
        boolean counts = window.where() == null || plain.isTrue(window.where());
        Optional<Object> mine = value == null ? Optional.empty() : plain.eval(value);
        product.faults.excuse(mark);
        if (key.isEmpty()) {
            return Optional.empty();
        }
        Optional<Object> own = counts ? mine : Optional.empty();
        List<Catalogue.Entry> group = plain.group(key.get(), window.per(), window.where(), value);
        Optional<Object> total = new Catalogue(group).total(call.function().text(), own);
        boolean sum = call.function().text().equals("sum");
        boolean whole = group.stream().anyMatch(entry -> entry.value().orElse("") instanceof Long);
        if (sum && total.isEmpty() && whole) {
            product.fails(rule);
        }
        boolean nothing = group.stream().allMatch(entry -> entry.value().isEmpty());
        return sum && nothing ? world.nothing(this, value) : total;
    }

    private List<Catalogue.Entry> group(List<Object> key, List<Expr> per, Expr where, Expr value) {
        List<Catalogue.Entry> group = new ArrayList<>();
        for (Product other : world.catalogue()) {
            Formula there = at(other, true);
            boolean counts = where == null || there.isTrue(where);
            if (counts && there.key(per).equals(Optional.of(key))) {
                group.add(new Catalogue.Entry(
                        other == product || other.number == product.number ? product : other,
                        value == null ? Optional.empty() : there.eval(value)));
            }
        }
        return group;
    }

    private Optional<List<Object>> key(List<Expr> per) {
        List<Object> key = new ArrayList<>();
        for (Expr part : per) {
            Optional<Object> value = in(null).eval(part);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            key.add(Numbers.shown(value.get()));
        }
        return Optional.of(key);
    }

    private static Optional<Object> column(Optional<Object> row, Name name) {
        return row.flatMap(all -> ((Map<?, ?>) all).get(name.text()) instanceof Optional<?> cell
                ? cell.map(Object.class::cast)
                : Optional.empty());
    }

    /** A row of a table with one column stands for that. */
    static Optional<Object> only(Optional<Object> value) {
        return value.isPresent() && value.get() instanceof Map<?, ?> row && row.size() == 1
                ? ((Optional<?>) row.values().iterator().next()).map(Object.class::cast)
                : value;
    }

    static Optional<Object> typed(TypeName type, Optional<Object> value) {
        boolean widened = type != null && type.name().text().equals("decimal");
        return value.map(x -> widened && x instanceof Long whole ? BigDecimal.valueOf(whole) : x);
    }

    private static final List<String> OVER = List.of("map", "filter", "any", "all", "replace_words");

    private Optional<Object> call(Expr.Call call) {
        String name = call.function().text();
        if (window != null && Library.TOTALS.contains(name)) {
            return total(call);
        }
        List<Expr> arguments = new ArrayList<>();
        call.arguments().forEach(argument -> arguments.add(argument.value()));
        if (!arguments.isEmpty()
                && arguments.get(0) instanceof Expr.Reference r
                && r.path().isSimple()
                && names.find(r.path().first().text()) instanceof Meanings.Module module) {
            int mark = product.faults.mark();
            List<Meanings.Value> values =
                    arguments.stream().skip(1).map(this::argument).toList();
            product.faults.excuse(mark);
            return with(module.names()).apply(name, values);
        }
        if (OVER.contains(name)) {
            String function = ((Expr.Reference) arguments.get(1)).path().text();
            return over(
                    name,
                    eval(arguments.get(0)),
                    x -> apply(function, List.of(new Meanings.Value(Optional.of(x), Set.of()))));
        }
        int mark = product.faults.mark();
        List<Meanings.Value> values = arguments.stream().map(this::argument).toList();
        boolean any = values.stream().anyMatch(value -> value.value().isEmpty());
        if (names.find(name) != null || any || Library.seesMissing(name)) {
            // What a function does not look at needs not be worked out.
            product.faults.excuse(mark);
        }
        return apply(name, values);
    }

    private Meanings.Value argument(Expr e) {
        product.enter(e.span());
        Optional<Object> value = eval(e);
        return new Meanings.Value(value, product.leaveUnread());
    }

    private Optional<Object> apply(String name, List<Meanings.Value> given) {
        List<Optional<Object>> arguments =
                given.stream().map(Meanings.Value::value).toList();
        if (!(names.find(name) instanceof Meanings.Declared declared)) {
            given.forEach(value -> value.read().forEach(product::reads));
            return Library.call(name, arguments, this);
        }
        Meanings inside = new Meanings(declared.around());
        if (declared.declaration() instanceof Declaration.Fn fn) {
            for (int i = 0; i < arguments.size(); i++) {
                Declaration.Parameter parameter = fn.parameters().get(i);
                inside.put(
                        parameter.name().text(),
                        new Meanings.Value(
                                typed(parameter.type(), arguments.get(i)),
                                given.get(i).read()));
            }
            return typed(fn.result(), with(inside).eval(fn.body()));
        }
        Declaration.Table table = (Declaration.Table) declared.declaration();
        Optional<Object> row = table.from() == null
                ? with(declared.around()).decided(table, arguments)
                : world.looked(table, arguments);
        return only(row);
    }

    private Optional<Object> decided(Declaration.Table table, List<Optional<Object>> inputs) {
        List<Declaration.Table.Row> matching = new ArrayList<>();
        int found = -1;
        for (Declaration.Table.Row row : table.rows()) {
            if (matches(table, row, inputs)) {
                matching.add(row);
                found = found < 0 ? product.faults.mark() : found;
            }
        }
        if (found >= 0 && table.policy() != Declaration.Table.HitPolicy.COLLECT) {
            // Nobody needs to look at the rows behind the one that has the answer.
            product.faults.excuse(found);
        }
        int mark = product.faults.mark();
        Optional<Object> result = outputs(table, inputs.size(), matching);
        // Of several columns often one alone is asked for.
        product.faults.excuse(mark);
        return result;
    }

    /** All cells are true. One that is not, and says so without a fault, decides the row: nobody needs to look at the others. */
    private boolean matches(Declaration.Table table, Declaration.Table.Row row, List<Optional<Object>> inputs) {
        int mark = product.faults.mark();
        boolean matches = true;
        boolean decided = false;
        for (int i = 0; i < inputs.size(); i++) {
            int before = product.faults.mark();
            List<CellTest> tests = row.cells().get(i).tests();
            boolean holds = tests.isEmpty()
                    || any(typed(table.inputs().get(i).type(), inputs.get(i)), tests)
                            .equals(Optional.of(true));
            matches &= holds;
            decided |= !holds && product.faults.mark() == before;
        }
        if (decided) {
            product.faults.excuse(mark);
        }
        return matches;
    }

    private Optional<Object> outputs(Declaration.Table table, int inputs, List<Declaration.Table.Row> matching) {
        boolean collects = table.policy() == Declaration.Table.HitPolicy.COLLECT;
        if (matching.isEmpty() && !collects) {
            return Optional.empty();
        }
        Map<String, Optional<Object>> result = new LinkedHashMap<>();
        for (int k = 0; k < table.outputs().size(); k++) {
            int column = inputs + k;
            TypeName type = table.outputs().get(k).type();
            List<Optional<Object>> cells = matching.stream()
                    .map(row -> typed(type, output(row.cells().get(column))))
                    .toList();
            result.put(
                    table.outputs().get(k).name().text(),
                    collects
                            ? Library.list(
                                    cells.stream().flatMap(Optional::stream).toList())
                            : cells.get(0));
        }
        return Optional.of(result);
    }

    private Optional<Object> output(Declaration.Table.Cell cell) {
        if (cell.tests().size() != 1 || !(cell.tests().get(0) instanceof CellTest.Equals equals)) {
            return Optional.empty();
        }
        // Of several columns often one alone is asked for, so what this one reads is nothing the whole has to name.
        product.enter(equals.span());
        Optional<Object> value = eval(equals.value());
        product.leaveUnread();
        return value;
    }

    private Optional<Object> over(String way, Optional<Object> all, Function<Object, Optional<Object>> function) {
        if (way.equals("replace_words")) {
            return all.map(text -> Library.words((String) text, function));
        }
        List<Object> list = all.<List<Object>>map(Library::elements).orElse(List.of());
        if (way.equals("any") || way.equals("all")) {
            return kleene(list, function, way.equals("any"));
        }
        List<Object> kept = new ArrayList<>();
        for (Object element : list) {
            Optional<Object> result = function.apply(element);
            if (way.equals("map")) {
                result.ifPresent(kept::add);
            } else if (result.equals(Optional.of(true))) {
                kept.add(element);
            }
        }
        return Library.list(kept);
    }
}
