package io.feedkit.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Hosts on the module path read {@code provides}, hosts on the class path {@code META-INF/services}: both find the same plugins. */
class PluginsTest {

    @ParameterizedTest
    @EnumSource
    void modulePathAndClassPathFindTheSamePlugins(Modules module) throws IOException {
        Map<String, List<String>> onModulePath = module.descriptor().provides().stream()
                .collect(Collectors.toMap(
                        ModuleDescriptor.Provides::service,
                        provides -> provides.providers().stream().sorted().toList()));
        assertThat(onClassPath(module)).isEqualTo(onModulePath);
    }

    private static Map<String, List<String>> onClassPath(Modules module) throws IOException {
        Path services = module.classesFolder().resolve("META-INF/services");
        Map<String, List<String>> found = new TreeMap<>();
        if (Files.isDirectory(services)) {
            try (Stream<Path> files = Files.list(services)) {
                for (Path file : files.toList()) {
                    found.put(file.getFileName().toString(), providers(file));
                }
            }
        }
        return found;
    }

    private static List<String> providers(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(line -> line.replaceFirst("#.*", "").trim())
                .filter(line -> !line.isEmpty())
                .sorted()
                .toList();
    }
}
