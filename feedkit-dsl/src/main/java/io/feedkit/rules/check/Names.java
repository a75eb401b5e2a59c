package io.feedkit.rules.check;

import io.feedkit.rules.syntax.Declaration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What names mean in one block; what a block does not know, the block around it may. */
final class Names {
    private final @Nullable Names around;
    private final Map<String, Declared> here = new HashMap<>();

    /** What a name stands for. */
    sealed interface Declared {
        /** {@code let}, a segment, an argument. */
        record Formula(Binding binding) implements Declared {}

        /** {@code fn}, with the names its body sees. */
        record UserFunction(Declaration.Fn declaration, Names names) implements Declared {}

        /** {@code excluded_by("r")} in tests: for which rules it is true, and which there are. */
        record Verdict(Set<String> holds, Set<String> rules) implements Declared {}

        /** {@code import … as g}: what the module declares. */
        record Module(String name, Names names) implements Declared {}

        /** {@code table}, with the names its cells see. */
        record UserTable(Declaration.Table declaration, Names names) implements Declared {}
    }

    private final List<Names> imported = new ArrayList<>();

    private Names(@Nullable Names around) {
        this.around = around;
    }

    static Names outermost() {
        return new Names(null);
    }

    Names inside() {
        return new Names(this);
    }

    /** Declares a name in this block; says whether it was free. */
    boolean declare(String name, Declared declared) {
        return here.putIfAbsent(name, declared) == null;
    }

    /** Makes what a module declares known here, where nothing else has the name. */
    void include(Names module) {
        imported.add(module);
    }

    @Nullable
    Declared find(String name) {
        Declared found = here.get(name);
        for (int i = 0; found == null && i < imported.size(); i++) {
            found = imported.get(i).here.get(name);
        }
        return found != null || around == null ? found : around.find(name);
    }

    /** All names that are known here. */
    Set<String> all() {
        Set<String> names = around == null ? new TreeSet<>() : around.all();
        names.addAll(here.keySet());
        imported.forEach(module -> names.addAll(module.here.keySet()));
        return names;
    }
}
