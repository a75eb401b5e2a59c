package io.feedkit.rules.plan;

import io.feedkit.product.Schema;
import io.feedkit.rules.Explanation.Join;
import io.feedkit.rules.Span;
import io.feedkit.rules.check.Act;
import io.feedkit.rules.check.Typed;
import io.feedkit.rules.eval.Condition;
import io.feedkit.rules.eval.Glimpse;
import io.feedkit.rules.eval.Inquiry;
import io.feedkit.rules.eval.Node;
import io.feedkit.rules.eval.Step;
import io.feedkit.rules.eval.TracedStep;
import io.feedkit.rules.eval.TracedStep.Place;
import io.feedkit.rules.eval.Trail;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Builds the steps that write down what statements do to one product. Everything they look at is built before the statement counts as having written. */
final class Tracing {
    private static final int MOST_PARTS = 200;
    private static final int MOST_GLIMPSES = 20;
    private static final int LONGEST_NAME = 120;

    private final NodeBuilder nodes;
    private final Schema schema;
    private final Trail trail;
    private int parts;

    Tracing(NodeBuilder nodes, Schema schema, Trail trail) {
        this.nodes = nodes;
        this.schema = schema;
        this.trail = trail;
    }

    Inquiry inquiry(Typed condition) {
        parts = 0;
        return part(condition);
    }

    Step test(String rule, Act.When when, Inquiry inquiry, List<Step> steps) {
        return TracedStep.test(trail, rule, when.span(), inquiry, steps);
    }

    Step write(String rule, Span at, int slot, Node value, List<Glimpse> glimpses, Step step) {
        return TracedStep.write(trail, rule, at, place(slot), value, glimpses, step);
    }

    Step clear(String rule, Act.Clear clear, List<Integer> slots, Step step) {
        return TracedStep.clear(
                trail, rule, clear.span(), slots.stream().map(this::place).toList(), step);
    }

    Step say(String rule, Act act, Step step) {
        return TracedStep.say(trail, rule, act.span(), act instanceof Act.Exclude, step);
    }

    private Place place(int slot) {
        String language = schema.language(slot);
        String name = schema.attribute(slot).name();
        return new Place(
                language.isEmpty() ? name : name + "@" + language,
                slot,
                schema.attribute(slot).type());
    }

    private Inquiry part(Typed e) {
        Condition condition = nodes.condition(e);
        if (++parts < MOST_PARTS) {
            if (e instanceof Typed.Junction junction) {
                return joined(e, junction.and() ? Join.AND : Join.OR, condition, junction.operands());
            }
            if (e instanceof Typed.Not not) {
                return joined(e, Join.NOT, condition, List.of(not.operand()));
            }
            if (e instanceof Typed.Coalesce coalesce
                    && coalesce.operands().size() == 2
                    && coalesce.operands().get(1) instanceof Typed.Constant decided) {
                Join join = Boolean.TRUE.equals(decided.value()) ? Join.OR_TRUE : Join.OR_FALSE;
                return joined(e, join, condition, List.of(coalesce.operands().get(0)));
            }
            if (e instanceof Typed.Use use && isFormula(use)) {
                Inquiry inside = part(use.binding().value());
                return new Inquiry(use.binding().name(), Join.NONE, condition, List.of(inside), List.of());
            }
        }
        return new Inquiry(text(e), Join.NONE, condition, List.of(), sides(e));
    }

    private Inquiry joined(Typed e, Join join, Condition condition, List<Typed> operands) {
        return new Inquiry(
                text(e), join, condition, operands.stream().map(this::part).toList(), List.of());
    }

    private static String text(Typed e) {
        String text = e.span().text().replaceAll("\\s+", " ");
        return text.length() <= LONGEST_NAME ? text : text.substring(0, LONGEST_NAME) + "…";
    }

    /** Whether a name stands for something that was worked out. */
    private static boolean isFormula(Typed.Use use) {
        Typed value = use.binding().value();
        return !(value instanceof Typed.Read
                || value instanceof Typed.Constant
                || value instanceof Typed.Context
                || value instanceof Typed.Ranked
                || value instanceof Typed.Failed
                || value instanceof Typed.Unbound);
    }

    /** What the sides of a comparison are, then the attributes they are made from. */
    private List<Glimpse> sides(Typed leaf) {
        Map<String, Glimpse> found = new LinkedHashMap<>();
        for (Typed side : leaf.children()) {
            boolean worked = side instanceof Typed.Call || side instanceof Typed.Arithmetic;
            if (worked && outsideLists(side)) {
                add(found, text(side), nodes.node(side), false);
            }
        }
        look(leaf, found);
        return new ArrayList<>(found.values());
    }

    /** The values an expression is made from. */
    List<Glimpse> madeFrom(Typed expression) {
        Map<String, Glimpse> found = new LinkedHashMap<>();
        look(expression, found);
        return new ArrayList<>(found.values());
    }

    private static boolean outsideLists(Typed e) {
        return !(e instanceof Typed.Element) && e.children().stream().allMatch(Tracing::outsideLists);
    }

    private static void add(Map<String, Glimpse> found, String name, Node node, boolean row) {
        if (found.size() < MOST_GLIMPSES) {
            found.putIfAbsent(name, new Glimpse(name, node, row));
        }
    }

    private void look(Typed e, Map<String, Glimpse> found) {
        if (found.size() >= MOST_GLIMPSES || ++parts > MOST_PARTS * MOST_GLIMPSES) {
            return;
        }
        if (e instanceof Typed.Read read) {
            add(found, name(read), nodes.node(read), false);
        } else if (e instanceof Typed.Context context) {
            add(found, context.name(), nodes.node(context), false);
        } else if (e instanceof Typed.Use use) {
            if (use.binding().value() instanceof Typed.Ranked) {
                add(found, use.binding().name(), nodes.node(use), false);
            } else if (isFormula(use)
                    && !(use.binding().value() instanceof Typed.Row)
                    && outsideLists(use.binding().value())) {
                add(found, use.binding().name(), nodes.node(use), false);
                look(use.binding().value(), found);
            } else {
                look(use.binding().value(), found);
            }
        } else if (e instanceof Typed.Row row) {
            look(row.index(), found);
            add(found, row.table(), nodes.node(row.index()), true);
        } else if (e instanceof Typed.Field field) {
            look(field.row(), found);
        } else if (e instanceof Typed.Over over) {
            look(over.list(), found);
        } else if (!(e instanceof Typed.Window || e instanceof Typed.Ranked)) {
            e.children().forEach(child -> look(child, found));
        }
    }

    static String name(Typed.Read read) {
        String view =
                read.view() == Typed.Read.View.CURRENT ? "" : read.view().name().toLowerCase(Locale.ROOT) + ".";
        String language = read.language();
        return view + read.attribute().name() + (language == null || language.isEmpty() ? "" : "@" + language);
    }
}
