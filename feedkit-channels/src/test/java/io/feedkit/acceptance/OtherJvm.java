package io.feedkit.acceptance;

import java.io.File;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a program of the tests runs with in a JVM of its own. */
final class OtherJvm {
    private OtherJvm() {}

    /** Where the tests run as a module the program does not need to; else it runs with what they run with. */
    static String classPath() {
        String modules = System.getProperty("jdk.module.path", "");
        String classes = System.getProperty("java.class.path", "");
        Stream<String> parts = modules.isEmpty()
                ? Stream.of(classes)
                : Stream.of("target/test-classes", "target/classes", modules, classes);
        return parts.flatMap(part -> Stream.of(part.split(File.pathSeparator)))
                .filter(part -> !part.isEmpty())
                .map(part -> Path.of(part).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
