package io.feedkit.rules;

import java.nio.file.Files;
import java.nio.file.Path;
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

    /**
     * The rule files of a folder and those below: {@code shop.trunk} is {@code shop/trunk.fk}. A file that cannot be read is a {@link io.feedkit.problem.FeedException};
     * names that are no names of files are found nowhere.
     */
    static RuleModules in(Path folder) {
        return module -> {
            boolean plain = module.matches("[\\p{L}\\p{N}_-]+(\\.[\\p{L}\\p{N}_-]+)*");
            Path file = plain ? folder.resolve(module.replace('.', '/') + ".fk") : folder;
            return plain && Files.isRegularFile(file)
                    ? Optional.of(SourceText.of(
                            module.replace('.', '/') + ".fk", RuleSet.read(file).content()))
                    : Optional.empty();
        };
    }
}
