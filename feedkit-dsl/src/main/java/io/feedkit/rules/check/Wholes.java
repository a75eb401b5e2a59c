package io.feedkit.rules.check;

import io.feedkit.product.AttributeType;
import io.feedkit.product.AttributeType.Kind;
import io.feedkit.rules.Messages;
import io.feedkit.rules.RuleProblem;
import io.feedkit.rules.scan.Total;
import io.feedkit.rules.syntax.Declaration;
import io.feedkit.rules.syntax.Expr;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Declarations that look at the catalogue as a whole: ranked segments and formulas over groups. */
final class Wholes {
    private static final Set<Kind> SUMMABLE =
            EnumSet.of(Kind.INTEGER, Kind.DECIMAL, Kind.PERCENT, Kind.MONEY, Kind.MEASURE);
    private static final Set<Kind> ORDERED =
            EnumSet.of(Kind.INTEGER, Kind.DECIMAL, Kind.PERCENT, Kind.MONEY, Kind.MEASURE, Kind.DATE, Kind.INSTANT);
    private static final BigDecimal MOST_RANKED = BigDecimal.valueOf(1_000_000);
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Expressions.Workshop workshop;
    private final Names names;

    Wholes(Expressions.Workshop workshop, Names names) {
        this.workshop = workshop;
        this.names = names;
    }

    private Complaints complaints() {
        return workshop.complaints();
    }

    private Typed atSource(Typed typed, String construct) {
        return new AtSource(complaints(), construct, true).of(typed);
    }

    private List<Typed> keys(List<Expr> per, String construct) {
        List<Typed> keys = new ArrayList<>();
        Expressions expressions = new Expressions(workshop, names, true);
        per.forEach(key -> keys.add(atSource(expressions.value(key), construct)));
        return keys;
    }

    private @Nullable Typed where(@Nullable Expr where, String construct) {
        return where == null ? null : atSource(new Expressions(workshop, names, true).condition(where), construct);
    }

    Typed ranked(Declaration.RankedSegment segment) {
        String construct = "segment " + segment.name().text();
        Typed by = atSource(new Expressions(workshop, names, true).value(segment.by()), construct);
        List<Typed> per = keys(segment.per(), construct);
        Typed where = where(segment.where(), construct);
        List<Typed> parts = new ArrayList<>(per);
        parts.add(by);
        if (where != null) {
            parts.add(where);
        }
        Typed spoiled = Operators.spoiled(segment.span(), parts);
        if (spoiled != null) {
            return spoiled;
        }
        if (!ORDERED.contains(by.type().kind())) {
            return complaints()
                    .fail(
                            complaints()
                                    .about(
                                            RuleProblem.NOT_RANKABLE,
                                            segment.by().span())
                                    .with("type", by.type().toString()),
                            segment.span());
        }
        boolean percent = segment.amount() instanceof Expr.Percent;
        BigDecimal amount = segment.amount() instanceof Expr.Percent share
                ? share.number()
                : segment.amount() instanceof Expr.Number number ? number.value() : BigDecimal.ZERO;
        if (amount.signum() <= 0 || amount.compareTo(percent ? HUNDRED : MOST_RANKED) > 0) {
            return complaints()
                    .fail(
                            complaints()
                                    .about(
                                            RuleProblem.RANKING_AMOUNT,
                                            segment.amount().span())
                                    .withAll("range", percent ? "0%..100%" : "1..1000000"),
                            segment.span());
        }
        boolean highest = segment.direction() == Declaration.RankedSegment.Direction.TOP;
        return new Typed.Ranked(highest, amount, percent, by, new Typed.Group(per, where), segment.span());
    }

    /** A formula in which totals may stand; everything beside them is the product's own, as it came. */
    Typed windowed(Declaration.Let let) {
        String construct = "let " + let.name().text();
        List<Typed> per = keys(let.per(), construct);
        Typed where = where(let.where(), construct);
        List<Typed> parts = new ArrayList<>(per);
        if (where != null) {
            parts.add(where);
        }
        Typed spoiled = Operators.spoiled(let.span(), parts);
        if (spoiled != null) {
            return spoiled;
        }
        Typed.Group group = new Typed.Group(per, where);
        Expressions inside = new Expressions(workshop, names, true).within(new Grouping(group, construct));
        Calls calls = new Calls(workshop, inside, names);
        Typed plain = let.type() == null ? inside.type(let.value()) : inside.value(let.value());
        Typed value = calls.typedAs(let.type(), plain);
        // Totals are read from the source already; what stands beside them is made so here.
        return value instanceof Typed.Failed || value instanceof Typed.Unbound
                ? value
                : new AtSource(complaints(), construct, false).of(value);
    }

    /** Totals of the group of one formula. */
    final class Grouping {
        private final Typed.Group group;
        private final String construct;

        private Grouping(Typed.Group group, String construct) {
            this.group = group;
            this.construct = construct;
        }

        /** A call of a total, or null when it is none: of a list, or of another function. */
        @Nullable
        Typed total(Expr.Call call, Expressions expressions) {
            Total total = named(call.function().text());
            if (total == null
                    || call.arguments().size() > 1
                    || total != Total.COUNT && call.arguments().isEmpty()) {
                return null;
            }
            if (call.arguments().isEmpty()) {
                return new Typed.Window(total, null, group, AttributeType.INTEGER, call.span());
            }
            Typed value = expressions.value(call.arguments().get(0).value());
            Typed spoiled = Operators.spoiled(call.span(), value);
            if (spoiled != null) {
                return spoiled;
            }
            if (Types.is(value, Kind.LIST)) {
                return null;
            }
            AttributeType type = type(total, value.type());
            if (type == null) {
                Messages.Draft draft = complaints()
                        .about(RuleProblem.NOT_TOTALLED, value.span())
                        .with("name", call.function().text())
                        .with("type", value.type().toString());
                return complaints().fail(draft, call.span());
            }
            Typed source = atSource(value, construct);
            return source instanceof Typed.Failed ? source : new Typed.Window(total, source, group, type, call.span());
        }

        private static @Nullable Total named(String function) {
            for (Total total : Total.values()) {
                if (total.name().toLowerCase(Locale.ROOT).equals(function)) {
                    return total;
                }
            }
            return null;
        }

        private static @Nullable AttributeType type(Total total, AttributeType value) {
            boolean summable = SUMMABLE.contains(value.kind());
            return switch (total) {
                case COUNT -> AttributeType.INTEGER;
                case SUM -> summable ? value : null;
                case AVG -> !summable ? null : value.kind() == Kind.INTEGER ? AttributeType.DECIMAL : value;
                case MIN, MAX -> ORDERED.contains(value.kind()) || value.kind() == Kind.TEXT ? value : null;
                case COLLECT -> AttributeType.list(value);
                case RANK -> ORDERED.contains(value.kind()) ? AttributeType.INTEGER : null;
                case SHARE, CUMULATIVE_SHARE -> summable ? AttributeType.PERCENT : null;
            };
        }
    }

    /** Whether a function is about groups only when it is not given a list. */
    static boolean isTotal(String function) {
        for (Total total : Total.values()) {
            if (total.name().toLowerCase(Locale.ROOT).equals(function)) {
                return true;
            }
        }
        return false;
    }
}
