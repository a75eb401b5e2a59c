package io.feedkit.rules;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where the modules come from that rule files import: a folder, a database, a map.
 *
 * <p>A host answers with the text of one version; which one is its business, and the hash of a compiled rule set tells versions apart, since the text of every module is in
 * it. Called while compiling, never while running.
 */
public interface RuleModules {
    /** There are no modules. */
    RuleModules NONE = of(Map.of());

    /** The text of a module such as {@code shop.trunk}, empty when there is none. */
    Optional<SourceText> find(String module);

    /** The names of all modules, where they can be listed, to guess what a misspelt one means. */
    default Set<String> names() {
        return Set.of();
    }

    /** Modules by name. */
    static RuleModules of(Map<String, SourceText> texts) {
        Map<String, SourceText> copy = new TreeMap<>(texts);
        return new RuleModules() {
            @Override
            public Optional<SourceText> find(String module) {
                return Optional.ofNullable(copy.get(module));
            }

            @Override
            public Set<String> names() {
                return Set.copyOf(copy.keySet());
            }
        };
    }
}
