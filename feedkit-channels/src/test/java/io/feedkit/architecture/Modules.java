package io.feedkit.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The compiled classes of the three modules, straight from their {@code target/classes}.
 *
 * <p>Not from the class path: there the rule language is a jar that holds ANTLR and RE2/J under our own package names, which no rule of ours is about.
 */
enum Modules {
    CORE("feedkit-core"),
    DSL("feedkit-dsl"),
    CHANNELS("feedkit-channels");

    private static final JavaClasses ALL =
            new ClassFileImporter().importPaths(CORE.classesFolder(), DSL.classesFolder(), CHANNELS.classesFolder());

    private final String folder;

    Modules(String folder) {
        this.folder = folder;
    }

    /** All three modules, imported once. */
    static JavaClasses all() {
        return ALL;
    }

    /** The classes of this module only; what they mention of other modules is still known. */
    JavaClasses classes() {
        Path folder = classesFolder();
        return ALL.that(describe(
                "in " + folder,
                type -> Path.of(type.getSource().orElseThrow().getUri()).startsWith(folder)));
    }

    Set<String> exportedPackages() {
        return descriptor().exports().stream()
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toUnmodifiableSet());
    }

    ModuleDescriptor descriptor() {
        try (InputStream descriptor = Files.newInputStream(classesFolder().resolve("module-info.class"))) {
            return ModuleDescriptor.read(descriptor);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path classesFolder() {
        Path classes = projectRoot().resolve(folder).resolve("target/classes");
        if (!Files.isRegularFile(classes.resolve("module-info.class"))) {
            throw new IllegalStateException(classes + " is not compiled; build from the project's root");
        }
        return classes;
    }

    /** The folder that holds the module folders: tests start in one of them, some editors start them in the root. */
    static Path projectRoot() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("feedkit-core")) && Files.isDirectory(folder.resolve("docs"))) {
                return folder;
            }
        }
        throw new IllegalStateException("no project around " + Path.of("").toAbsolutePath());
    }
}
