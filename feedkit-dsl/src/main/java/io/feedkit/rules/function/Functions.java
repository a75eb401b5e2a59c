package io.feedkit.rules.function;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Functions by name: the {@linkplain #library() library} every rule may use, and what a host adds to it. Immutable. */
public final class Functions {
    /** Functions that belong together, as the documentation shows them. */
    record Group(String title, List<Function> functions) {}

    static final List<Group> GROUPS = List.of(
            new Group("Text: form and case", CaseFunctions.ALL),
            new Group("Text: cut and pad", CutFunctions.ALL),
            new Group("Text: search and replace", SearchFunctions.ALL),
            new Group("HTML", HtmlFunctions.ALL),
            new Group("Addresses and emoji", UrlFunctions.ALL),
            new Group("Numbers", NumberFunctions.ALL),
            new Group("Numbers as texts", NumberTextFunctions.ALL),
            new Group("Money", MoneyFunctions.ALL),
            new Group("Measures", MeasureFunctions.ALL),
            new Group("Dates", DateFunctions.ALL),
            new Group("Lists", ListFunctions.ALL),
            new Group("Totals of lists", ListTotals.ALL),
            new Group("Missing values", MissingFunctions.ALL),
            new Group("Product numbers", ProductIdFunctions.ALL),
            new Group("Categories", CategoryFunctions.ALL),
            new Group("Hashes", HashFunctions.ALL));

    private static final Functions LIBRARY = new Functions(flattened());

    private final Map<String, Function> byName;

    private Functions(List<Function> functions) {
        Map<String, Function> map = new LinkedHashMap<>();
        for (Function function : functions) {
            if (map.put(function.name(), function) != null) {
                throw new IllegalArgumentException("there are two functions named " + function.name());
            }
        }
        byName = Collections.unmodifiableMap(map);
    }

    private static List<Function> flattened() {
        List<Function> all = new ArrayList<>();
        for (Group group : GROUPS) {
            all.addAll(group.functions());
        }
        return all;
    }

    /** What every rule may use. */
    public static Functions library() {
        return LIBRARY;
    }

    /** These functions and more; fails when a name is taken, since no rule may mean two things. */
    public Functions with(List<Function> more) {
        List<Function> all = new ArrayList<>(byName.values());
        all.addAll(more);
        return new Functions(all);
    }

    public Optional<Function> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** All names, in the order of the documentation, for completion and for guessing what was meant. */
    public Set<String> names() {
        return byName.keySet();
    }

    /** All functions, in the order of the documentation. */
    public List<Function> all() {
        return List.copyOf(byName.values());
    }
}
