package io.feedkit.rules.check;

import io.feedkit.product.AttributeType;
import io.feedkit.rules.scan.Total;
import io.feedkit.rules.syntax.Expr.Arithmetic.Operator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether a value can be missing, and which attributes are to blame.
 *
 * <p>Where a condition has been found true, what it decided on is present: {@code price is present and price > 3 EUR} can only be true or false. Facts are the names of
 * attributes and formulas that are known to be there.
 */
public final class Presence {
    private static final Set<String> NEVER_MISSING = Set.of("count", "languages", "is_gtin");
    private static final Set<String> OPTIONAL_CONTEXT = Set.of("account");

    private Presence() {}

    /** The attributes whose absence can make this missing, in alphabetical order; empty when it never is. */
    public static Set<String> blamed(Typed expression) {
        return expression.accept(new Blame(Set.of()));
    }

    /** What is present where the condition is true ({@code outcome}) or false. */
    private static Set<String> facts(Typed condition, boolean outcome) {
        Set<String> facts = new HashSet<>();
        if (condition instanceof Typed.Not not) {
            return facts(not.operand(), !outcome);
        }
        if (condition instanceof Typed.Junction junction) {
            if (junction.and() == outcome) {
                junction.operands().forEach(operand -> facts.addAll(facts(operand, outcome)));
            }
            return facts;
        }
        if (condition instanceof Typed.Present present) {
            if (present.wanted() == outcome) {
                needed(present.operand(), facts);
            }
            return facts;
        }
        if (condition instanceof Typed.Use use && use.type().kind() == AttributeType.Kind.BOOLEAN) {
            facts.addAll(facts(use.binding().value(), outcome));
        }
        // Coalesced conditions may be decided by their fallback and tell nothing.
        if (condition instanceof Typed.Compare
                || condition instanceof Typed.Between
                || condition instanceof Typed.OneOf
                || condition instanceof Typed.Like) {
            condition.children().forEach(child -> needed(child, facts));
        }
        return facts;
    }

    /** What must be present for a value to be. */
    private static void needed(Typed value, Set<String> facts) {
        if (value instanceof Typed.Read read) {
            facts.add(key(read));
        } else if (value instanceof Typed.Use use) {
            facts.add("let " + System.identityHashCode(use.binding()));
            needed(use.binding().value(), facts);
        } else if (value instanceof Typed.Arithmetic
                || value instanceof Typed.Negate
                || value instanceof Typed.Widen
                || value instanceof Typed.Call call && !call.function().seesMissing()) {
            value.children().forEach(child -> needed(child, facts));
        }
    }

    private static String key(Typed.Read read) {
        return read.view() + " " + read.attribute().name() + " " + read.language();
    }

    private static final class Blame implements Typed.Visitor<Set<String>> {
        private final Set<String> facts;

        Blame(Set<String> facts) {
            this.facts = facts;
        }

        private Blame knowing(Set<String> more) {
            Set<String> all = new HashSet<>(facts);
            all.addAll(more);
            return new Blame(all);
        }

        private Set<String> any(List<Typed> parts) {
            Set<String> all = Set.of();
            for (Typed part : parts) {
                Set<String> more = part.accept(this);
                all = all.isEmpty() ? more : more.isEmpty() ? all : union(all, more);
            }
            return all;
        }

        private static Set<String> union(Set<String> some, Set<String> others) {
            Set<String> all = new TreeSet<>(some);
            all.addAll(others);
            return all;
        }

        private static Set<String> only(String what) {
            return Set.of(what);
        }

        @Override
        public Set<String> visitConstant(Typed.Constant expression) {
            return expression.value() == null ? only("missing") : Set.of();
        }

        @Override
        public Set<String> visitRead(Typed.Read read) {
            boolean there = facts.contains(key(read)) || read.attribute().name().equals("id");
            return there ? Set.of() : only(read.attribute().name());
        }

        @Override
        public Set<String> visitContext(Typed.Context context) {
            boolean constant = context.name().startsWith("channel.")
                    && !context.name().equals("channel.kind")
                    && !context.name().equals("channel.name");
            return constant || OPTIONAL_CONTEXT.contains(context.name()) ? only(context.name()) : Set.of();
        }

        @Override
        public Set<String> visitUse(Typed.Use use) {
            return facts.contains("let " + System.identityHashCode(use.binding()))
                    ? Set.of()
                    : use.binding().value().accept(this);
        }

        @Override
        public Set<String> visitArithmetic(Typed.Arithmetic arithmetic) {
            Set<String> blamed = any(arithmetic.children());
            boolean byZero =
                    arithmetic.operator() == Operator.DIVIDE && !(arithmetic.right() instanceof Typed.Constant);
            return blamed.isEmpty() && byZero ? only(arithmetic.right().span().text()) : blamed;
        }

        @Override
        public Set<String> visitNegate(Typed.Negate expression) {
            return any(expression.children());
        }

        @Override
        public Set<String> visitWiden(Typed.Widen expression) {
            return any(expression.children());
        }

        @Override
        public Set<String> visitNot(Typed.Not expression) {
            return any(expression.children());
        }

        @Override
        public Set<String> visitJunction(Typed.Junction junction) {
            Blame blame = this;
            Set<String> all = new TreeSet<>();
            for (Typed operand : junction.operands()) {
                all.addAll(operand.accept(blame));
                blame = blame.knowing(Presence.facts(operand, junction.and()));
            }
            return all;
        }

        @Override
        public Set<String> visitCompare(Typed.Compare expression) {
            return any(expression.children());
        }

        @Override
        public Set<String> visitBetween(Typed.Between expression) {
            return any(expression.children());
        }

        @Override
        public Set<String> visitOneOf(Typed.OneOf expression) {
            return any(expression.children());
        }

        @Override
        public Set<String> visitLike(Typed.Like expression) {
            return any(expression.children());
        }

        @Override
        public Set<String> visitPresent(Typed.Present expression) {
            return Set.of();
        }

        @Override
        public Set<String> visitCoalesce(Typed.Coalesce coalesce) {
            Set<String> blamed = Set.of();
            for (Typed operand : coalesce.operands()) {
                blamed = operand.accept(this);
                if (blamed.isEmpty()) {
                    return blamed;
                }
            }
            return blamed;
        }

        @Override
        public Set<String> visitChoice(Typed.Choice choice) {
            Set<String> all = new TreeSet<>();
            for (int i = 0; i < choice.values().size(); i++) {
                all.addAll(choice.values()
                        .get(i)
                        .accept(knowing(Presence.facts(choice.conditions().get(i), true))));
            }
            Typed otherwise = choice.otherwise();
            boolean catchesAll = choice.conditions().stream()
                    .anyMatch(c -> c instanceof Typed.Constant constant && Boolean.TRUE.equals(constant.value()));
            if (otherwise != null) {
                all.addAll(otherwise.accept(this));
            } else if (!catchesAll) {
                all.add("else");
            }
            return all;
        }

        @Override
        public Set<String> visitTemplate(Typed.Template template) {
            return any(template.parts().stream()
                    .filter(part -> !part.optional())
                    .map(Typed.Template.Part::hole)
                    .toList());
        }

        @Override
        public Set<String> visitListing(Typed.Listing expression) {
            return Set.of();
        }

        @Override
        public Set<String> visitCall(Typed.Call call) {
            if (NEVER_MISSING.contains(call.function().name())) {
                return call.function().seesMissing() ? Set.of() : any(call.arguments());
            }
            Set<String> blamed = any(call.arguments());
            return blamed.isEmpty() ? mayFail(call) : blamed;
        }

        private static Set<String> mayFail(Typed.Call call) {
            // A condition-like function of present arguments decides; others may have no answer for some texts.
            boolean decides = call.type().kind() == AttributeType.Kind.BOOLEAN;
            return decides || TOTAL.contains(call.function().name())
                    ? Set.of()
                    : only(call.function().name() + "(…)");
        }

        private static final Set<String> TOTAL = Set.of(
                "length",
                "byte_length",
                "display_length",
                "lower",
                "upper",
                "fold",
                "trim",
                "squeeze",
                "abs",
                "floor",
                "ceil",
                "round",
                "at_least",
                "at_most",
                "clamp",
                "word_count",
                "count_matches",
                "currency",
                "amount",
                "strip_html");

        @Override
        public Set<String> visitLookup(Typed.Lookup lookup) {
            return only("the key");
        }

        @Override
        public Set<String> visitRow(Typed.Row row) {
            return row.index().accept(this);
        }

        @Override
        public Set<String> visitField(Typed.Field field) {
            Set<String> all = new TreeSet<>(field.row().accept(this));
            field.cells().forEach(cell -> all.addAll(cell.accept(this)));
            return all;
        }

        @Override
        public Set<String> visitElement(Typed.Element element) {
            return Set.of();
        }

        /** An empty list decides too; a function that has no answer for an element is to blame itself. */
        @Override
        public Set<String> visitOver(Typed.Over over) {
            boolean decides = over.way() == Typed.Over.Way.ANY || over.way() == Typed.Over.Way.ALL;
            return decides ? over.body().accept(this) : any(over.children());
        }

        @Override
        public Set<String> visitParsed(Typed.Parsed parsed) {
            return parsed.text().accept(this);
        }

        /** Who is not ranked is not among the first. */
        @Override
        public Set<String> visitRanked(Typed.Ranked ranked) {
            return Set.of();
        }

        @Override
        public Set<String> visitWindow(Typed.Window window) {
            boolean always = window.total() == Total.COUNT
                    || window.total() == Total.SUM && !window.type().hasUnit();
            return always ? any(window.group().per()) : any(window.children());
        }

        @Override
        public Set<String> visitFailed(Typed.Failed expression) {
            return Set.of();
        }

        @Override
        public Set<String> visitUnbound(Typed.Unbound expression) {
            return Set.of();
        }
    }
}
