package io.feedkit.rules.plan;

import io.feedkit.batch.Failure;
import io.feedkit.rules.check.Binding;
import io.feedkit.rules.check.Typed;
import io.feedkit.rules.eval.Origin;
import io.feedkit.rules.eval.Slot;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds out which attributes the parts of a statement read, in the order in which they stand there, for what is said when one of them fails. */
final class Origins {
    private final Function<Typed.Read, List<Slot>> slots;
    /** Formulas are read in many places, and made of others. */
    private final Map<Binding, List<Origin.Read>> formulas = new HashMap<>();

    /** Ten thousand statements read the same few attributes. */
    private final Map<String, Origin.Read> attributes = new HashMap<>();

    private final Map<List<Origin.Read>, List<Origin.Read>> readings = new HashMap<>();
    private final Map<Typed.Element.Item, Typed> lists = new IdentityHashMap<>();
    private List<Typed> statement = List.of();
    private @Nullable Typed last;
    private @Nullable Origin lastOrigin;
    private String focusAttribute = "";
    private String focusLanguage = "";

    Origins(Function<Typed.Read, List<Slot>> slots) {
        this.slots = slots;
    }

    /** What follows belongs to a statement made of these expressions. */
    void within(List<Typed> expressions) {
        statement = expressions;
        last = null;
    }

    /** What is read differs from one language to the next. */
    void focus(String attribute, String language) {
        focusAttribute = attribute;
        focusLanguage = language;
        formulas.clear();
        attributes.clear();
        last = null;
    }

    /** The elements of a list are read from it. */
    void goesOver(Typed.Over over) {
        lists.put(over.item(), over.list());
    }

    Origin origin(@Nullable Typed expression) {
        if (expression == null) {
            throw new IllegalStateException("nodes are made from an expression");
        }
        Origin known = lastOrigin;
        if (known != null && last == expression) {
            return known;
        }
        Map<String, Origin.Read> found = new LinkedHashMap<>();
        look(expression, found);
        if (found.isEmpty()) {
            statement.forEach(part -> look(part, found));
        }
        Origin origin = new Origin(expression.span(), shared(found));
        last = expression;
        lastOrigin = origin;
        return origin;
    }

    private void look(Typed expression, Map<String, Origin.Read> found) {
        if (found.size() >= Failure.MOST_INPUTS) {
            return;
        }
        if (expression instanceof Typed.Read read) {
            add(attribute(read), found);
        } else if (expression instanceof Typed.Use use) {
            readBy(use.binding()).forEach(read -> add(read, found));
        } else if (expression instanceof Typed.Element element && lists.containsKey(element.item())) {
            look(lists.get(element.item()), found);
        } else {
            if (expression instanceof Typed.Over over) {
                goesOver(over);
            }
            expression.children().forEach(child -> look(child, found));
        }
    }

    private Origin.Read attribute(Typed.Read read) {
        return attributes.computeIfAbsent(name(read), name -> new Origin.Read(name, slots.apply(read)));
    }

    private List<Origin.Read> shared(Map<String, Origin.Read> found) {
        List<Origin.Read> reads = List.copyOf(found.values());
        List<Origin.Read> same = readings.putIfAbsent(reads, reads);
        return same == null ? reads : same;
    }

    private static void add(Origin.Read read, Map<String, Origin.Read> found) {
        if (found.size() < Failure.MOST_INPUTS) {
            found.putIfAbsent(read.name(), read);
        }
    }

    private List<Origin.Read> readBy(Binding formula) {
        List<Origin.Read> known = formulas.get(formula);
        if (known == null) {
            Map<String, Origin.Read> found = new LinkedHashMap<>();
            look(formula.value(), found);
            known = shared(found);
            formulas.put(formula, known);
        }
        return known;
    }

    private String name(Typed.Read read) {
        String name = Tracing.name(read);
        boolean focused = read.language() == null && read.attribute().name().equals(focusAttribute);
        return focused && !focusLanguage.isEmpty() ? name + "@" + focusLanguage : name;
    }
}
