package io.feedkit.rules.reference;

import io.feedkit.rules.syntax.Declaration;
import io.feedkit.rules.syntax.Item;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What names mean somewhere: what is declared there, then what stands around it. */
final class Meanings {

    sealed interface Meaning {}

    /** Something declared, with the names its own parts mean. */
    record Declared(Declaration declaration, Item item, Meanings around) implements Meaning {}

    /**
     * An argument of a function.
     *
     * @param read attributes it was made from
     */
    record Value(Optional<Object> value, Set<String> read) implements Meaning {}

    /** An imported module that has an alias. */
    record Module(String name, Meanings names) implements Meaning {}

    private final Meanings outer;
    private final Map<String, Meaning> known = new HashMap<>();

    Meanings(Meanings outer) {
        this.outer = outer;
    }

    Meaning find(String name) {
        Meaning here = known.get(name);
        return here != null || outer == null ? here : outer.find(name);
    }

    void put(String name, Meaning meaning) {
        known.put(name, meaning);
    }

    /** The names items declare, inside these. */
    Meanings inside(List<Item> items, Map<String, Meanings> modules) {
        Meanings inside = new Meanings(this);
        inside.declare(items, modules);
        return inside;
    }

    void declare(List<Item> items, Map<String, Meanings> modules) {
        for (Item item : items) {
            if (item.element() instanceof Declaration declaration) {
                String name = name(declaration);
                if (name != null) {
                    put(name, new Declared(declaration, item, this));
                } else if (declaration instanceof Declaration.Import imported) {
                    Meanings module = modules.get(imported.module().text());
                    if (imported.alias() == null) {
                        known.putAll(module.known);
                    } else {
                        put(
                                imported.alias().text(),
                                new Module(imported.module().text(), module));
                    }
                }
            }
        }
    }

    private static String name(Declaration declaration) {
        if (declaration instanceof Declaration.Let let) {
            return let.name().text();
        }
        if (declaration instanceof Declaration.Fn fn) {
            return fn.name().text();
        }
        if (declaration instanceof Declaration.Table table) {
            return table.name().text();
        }
        if (declaration instanceof Declaration.Segment segment) {
            return segment.name().text();
        }
        if (declaration instanceof Declaration.RankedSegment segment) {
            return segment.name().text();
        }
        return declaration instanceof Declaration.Experiment experiment
                ? experiment.name().text()
                : null;
    }
}
