package io.feedkit.rules.eval;

import io.feedkit.product.Money;
import io.feedkit.product.Percent;
import io.feedkit.product.VatBasis;
import io.feedkit.rules.syntax.Block;
import io.feedkit.rules.syntax.CellTest;
import io.feedkit.rules.syntax.Comparison;
import io.feedkit.rules.syntax.Declaration;
import io.feedkit.rules.syntax.Expr;
import io.feedkit.rules.syntax.Item;
import io.feedkit.rules.syntax.Program;
import io.feedkit.rules.syntax.Statement;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The language as its specification reads, for one product at a time, on the tree as it was parsed: obvious and slow. A value is Long, BigDecimal, Percent, Money, String,
 * Boolean or empty.
 */
final class Reference {
    final Map<String, Object> values;
    final List<String> exclusions = new ArrayList<>();
    final List<String> warnings = new ArrayList<>();
    private final Map<String, Expr> formulas = new HashMap<>();

    /** The product is out; nothing else happens to it. */
    private static final class Excluded extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    Reference(Map<String, Object> product) {
        values = new HashMap<>(product);
    }

    void run(Program program) {
        for (Item item : program.items()) {
            if (item.element() instanceof Declaration.Let let) {
                formulas.put(let.name().text(), let.value());
            }
        }
        try {
            items(program.items());
        } catch (Excluded e) {
            // what was written before stays
        }
    }

    private void items(List<Item> items) {
        for (Item item : items) {
            if (item.element() instanceof Statement statement) {
                statement(statement);
            }
        }
    }

    private void block(Block block) {
        items(block.items());
    }

    private void statement(Statement statement) {
        if (statement instanceof Statement.When when) {
            if (eval(when.condition()).equals(Optional.of(true))) {
                block(when.then());
            } else if (when.otherwise() != null) {
                block(when.otherwise());
            }
        } else if (statement instanceof Statement.Set set) {
            eval(set.value()).ifPresent(value -> assign(set.target().text(), value));
        } else if (statement instanceof Statement.Clear clear) {
            values.remove(clear.target().text());
        } else if (statement instanceof Statement.Exclude exclude) {
            exclusions.add(said(exclude.reason()));
            throw new Excluded();
        } else if (statement instanceof Statement.Warn warn) {
            warnings.add(said(warn.message()));
        }
    }

    /** A message whose holes have no value is shown as it was written. */
    private String said(Expr message) {
        String written = message.span().text();
        return eval(message).map(Object::toString).orElse(written.substring(1, written.length() - 1));
    }

    private void assign(String name, Object value) {
        Object stored = value;
        if (name.equals("score") && value instanceof Long whole) {
            stored = BigDecimal.valueOf(whole);
        }
        if (value instanceof Money money) {
            stored = new Money(
                    money.amount().setScale(2, RoundingMode.HALF_UP),
                    money.currency(),
                    name.equals("cost") ? VatBasis.NET : VatBasis.GROSS);
        }
        values.put(name, stored);
    }

    private Optional<Object> eval(Expr e) {
        if (e instanceof Expr.Number n) {
            return Optional.of(n.isInteger() ? (Object) n.value().longValueExact() : n.value());
        }
        if (e instanceof Expr.Percent p) {
            return Optional.of(new Percent(p.number().movePointLeft(2)));
        }
        if (e instanceof Expr.Money m) {
            return Optional.of(new Money(m.amount(), m.currency(), VatBasis.UNKNOWN));
        }
        if (e instanceof Expr.Bool b) {
            return Optional.of(b.value());
        }
        if (e instanceof Expr.Missing) {
            return Optional.empty();
        }
        if (e instanceof Expr.Reference r) {
            Expr formula = formulas.get(r.path().text());
            return formula == null ? Optional.ofNullable(values.get(r.path().text())) : eval(formula);
        }
        if (e instanceof Expr.Text t) {
            return template(t);
        }
        if (e instanceof Expr.Negate n) {
            return eval(new Expr.Arithmetic(
                    Expr.Arithmetic.Operator.SUBTRACT,
                    new Expr.Number(BigDecimal.ZERO, n.span()),
                    n.operand(),
                    n.span()));
        }
        if (e instanceof Expr.Arithmetic a) {
            return both(a.left(), a.right(), (x, y) -> arithmetic(a.operator(), x, y));
        }
        if (e instanceof Expr.Call call) {
            return both(call.arguments().get(0).value(), call.arguments().get(1).value(), Reference::ratio);
        }
        if (e instanceof Expr.If i) {
            return eval(eval(i.condition()).equals(Optional.of(true)) ? i.then() : i.otherwise());
        }
        if (e instanceof Expr.Case c) {
            for (Expr.Case.Arm arm : c.arms()) {
                if (eval(arm.condition()).equals(Optional.of(true))) {
                    return eval(arm.value());
                }
            }
            return c.otherwise() == null ? Optional.empty() : eval(c.otherwise());
        }
        if (e instanceof Expr.Match m) {
            for (Expr.Match.Arm arm : m.arms()) {
                for (CellTest test : arm.tests()) {
                    if (cell(m.subject(), test).equals(Optional.of(true))) {
                        return eval(arm.value());
                    }
                }
            }
            return m.otherwise() == null ? Optional.empty() : eval(m.otherwise());
        }
        if (e instanceof Expr.Coalesce c) {
            return c.operands().stream()
                    .map(this::eval)
                    .filter(Optional::isPresent)
                    .findFirst()
                    .orElse(Optional.empty());
        }
        return condition(e);
    }

    private Optional<Object> cell(Expr subject, CellTest test) {
        if (test instanceof CellTest.Equals equals) {
            return eval(new Expr.Compare(Comparison.EQUAL, subject, equals.value(), test.span()));
        }
        if (test instanceof CellTest.Compare compare) {
            return eval(new Expr.Compare(compare.comparison(), subject, compare.value(), test.span()));
        }
        if (test instanceof CellTest.Between between) {
            return eval(new Expr.In(subject, between.range(), test.span()));
        }
        return Optional.of(eval(subject).isEmpty());
    }

    private Optional<Object> condition(Expr e) {
        if (e instanceof Expr.Not n) {
            return eval(n.operand()).map(x -> !(Boolean) x);
        }
        if (e instanceof Expr.And a) {
            return kleene(a.operands(), false);
        }
        if (e instanceof Expr.Or o) {
            return kleene(o.operands(), true);
        }
        if (e instanceof Expr.Compare c) {
            return both(c.left(), c.right(), (x, y) -> order(x, y).map(order -> holds(c.comparison(), order)));
        }
        if (e instanceof Expr.IsMissing m) {
            return Optional.of(eval(m.operand()).isEmpty());
        }
        if (e instanceof Expr.IsPresent p) {
            return Optional.of(eval(p.operand()).isPresent());
        }
        if (e instanceof Expr.In in && in.container() instanceof Expr.ListOf list) {
            List<Expr> tests = new ArrayList<>();
            list.elements().forEach(x -> tests.add(new Expr.Compare(Comparison.EQUAL, in.value(), x, in.span())));
            return kleene(tests, true);
        }
        if (e instanceof Expr.In in && in.container() instanceof Expr.Range range) {
            Optional<Object> low =
                    both(in.value(), range.low(), (x, y) -> order(x, y).map(o -> o >= 0));
            Optional<Object> high =
                    both(in.value(), range.high(), (x, y) -> order(x, y).map(o -> range.closed() ? o <= 0 : o < 0));
            return low.isEmpty() || high.isEmpty()
                    ? Optional.empty()
                    : Optional.of((Boolean) low.get() && (Boolean) high.get());
        }
        if (e instanceof Expr.Like like) {
            return both(
                    like.value(),
                    like.pattern(),
                    (x, y) -> Optional.of(
                            switch (like.likeness()) {
                                case CONTAINS -> ((String) x).contains((String) y);
                                case STARTS_WITH -> ((String) x).startsWith((String) y);
                                case ENDS_WITH -> ((String) x).endsWith((String) y);
                                case MATCHES -> throw new AssertionError("not in these programs");
                            }));
        }
        throw new AssertionError(e.getClass());
    }

    /** {@code decisive} decides whatever the others are; else unknown is contagious. */
    private Optional<Object> kleene(List<Expr> operands, boolean decisive) {
        List<Optional<Object>> all = operands.stream().map(this::eval).toList();
        if (all.contains(Optional.of((Object) decisive))) {
            return Optional.of(decisive);
        }
        return all.contains(Optional.empty()) ? Optional.empty() : Optional.of(!decisive);
    }

    private interface Operation {
        Optional<Object> apply(Object x, Object y);
    }

    private Optional<Object> both(Expr a, Expr b, Operation operation) {
        Optional<Object> x = eval(a);
        Optional<Object> y = eval(b);
        return x.isEmpty() || y.isEmpty() ? Optional.empty() : operation.apply(x.get(), y.get());
    }

    private static boolean holds(Comparison comparison, int order) {
        return switch (comparison) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
        };
    }

    private static Optional<Integer> order(Object x, Object y) {
        if (x instanceof String a) {
            return Optional.of(a.compareTo((String) y));
        }
        if (x instanceof Boolean a) {
            return Optional.of(a.compareTo((Boolean) y));
        }
        if (x instanceof Money a && y instanceof Money b && !a.currency().equals(b.currency())) {
            return Optional.empty();
        }
        return Optional.of(number(x).compareTo(number(y)));
    }

    private static BigDecimal number(Object x) {
        return x instanceof Long whole
                ? BigDecimal.valueOf(whole)
                : x instanceof Percent percent
                        ? percent.fraction()
                        : x instanceof Money money ? money.amount() : (BigDecimal) x;
    }

    private static Optional<Object> ratio(Object x, Object y) {
        if (x instanceof Money a && y instanceof Money b && !a.currency().equals(b.currency())) {
            return Optional.empty();
        }
        return number(y).signum() == 0
                ? Optional.empty()
                : Optional.of(new Percent(number(x).divide(number(y), MathContext.DECIMAL128)));
    }

    private static Optional<Object> arithmetic(Expr.Arithmetic.Operator operator, Object x, Object y) {
        boolean divide = operator == Expr.Arithmetic.Operator.DIVIDE;
        if (x instanceof Long a && y instanceof Long b && !divide) {
            BigInteger exact = whole(operator, BigInteger.valueOf(a), BigInteger.valueOf(b));
            // The two least numbers of a long mean something else in columns.
            boolean fits = exact.bitLength() < Long.SIZE && exact.longValue() > Long.MIN_VALUE + 1;
            return fits ? Optional.of(exact.longValue()) : Optional.empty();
        }
        boolean twoMoneys = x instanceof Money && y instanceof Money;
        if (twoMoneys && !((Money) x).currency().equals(((Money) y).currency())) {
            return Optional.empty();
        }
        if (divide && number(y).signum() == 0) {
            return Optional.empty();
        }
        BigDecimal result = switch (operator) {
            case ADD -> number(x).add(number(y));
            case SUBTRACT -> number(x).subtract(number(y));
            case MULTIPLY -> number(x).multiply(number(y));
            case DIVIDE -> number(x).divide(number(y), MathContext.DECIMAL128);
        };
        if (twoMoneys && divide) {
            return Optional.of(result);
        }
        if (x instanceof Money || y instanceof Money) {
            Money money = (Money) (x instanceof Money ? x : y);
            return Optional.of(new Money(result, money.currency(), VatBasis.UNKNOWN));
        }
        boolean additive = operator == Expr.Arithmetic.Operator.ADD || operator == Expr.Arithmetic.Operator.SUBTRACT;
        boolean percent = x instanceof Percent
                && (additive || y instanceof Percent && !divide || divide && !(y instanceof Percent));
        return Optional.of(percent ? new Percent(result) : result);
    }

    private static BigInteger whole(Expr.Arithmetic.Operator operator, BigInteger a, BigInteger b) {
        return switch (operator) {
            case ADD -> a.add(b);
            case SUBTRACT -> a.subtract(b);
            case MULTIPLY -> a.multiply(b);
            case DIVIDE -> throw new AssertionError("a quotient is no whole number");
        };
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
                    return Optional.empty();
                }
                String shown = value.map(Reference::shown).orElse("");
                all.append(shown);
                gap = value.isEmpty() || gap && shown.isEmpty();
            }
        }
        String result = all.toString();
        return Optional.of(gap ? result.stripTrailing() : result);
    }

    private static String shown(Object value) {
        return value instanceof BigDecimal number ? Values.canonical(number).toPlainString() : value.toString();
    }
}
