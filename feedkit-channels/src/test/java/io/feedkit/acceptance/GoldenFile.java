package io.feedkit.acceptance;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file under {@code src/test/resources/acceptance} that says what a run must produce.
 *
 * <p>When a run produces something else, the test fails with the lines that differ, and the new text stands beside the file as {@code .new}, to be reviewed and to
 * take its place if it is right.
 */
public final class GoldenFile {
    private static final Path RESOURCES = Path.of("src/test/resources/acceptance");
    private static final int SHOWN_LINES = 40;

    private final String name;

    private GoldenFile(String name) {
        this.name = name;
    }

    public static GoldenFile named(String name) {
        return new GoldenFile(name);
    }

    /** A resource as a file of its own, since catalogues and rules are opened by path. */
    public static Path copied(String name, Path folder) {
        Path copy = folder.resolve(name.substring(name.lastIndexOf('/') + 1));
        try {
            return Files.writeString(copy, text(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String text(String name) {
        try (InputStream in = GoldenFile.class.getResourceAsStream("/acceptance/" + name)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void mustBe(String actual) {
        String expected = text(name);
        if (expected.equals(actual)) {
            return;
        }
        Path beside = RESOURCES.resolve(name + ".new");
        try {
            Files.createDirectories(beside.getParent());
            Files.writeString(beside, actual);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        fail(name + " differs; the new text is in " + beside + "\n" + difference(expected, actual));
    }

    /** Lines from the first that differs to the last, the expected ones first. */
    static String difference(String expected, String actual) {
        List<String> old = new ArrayList<>(expected.lines().toList());
        List<String> now = new ArrayList<>(actual.lines().toList());
        while (!old.isEmpty() && !now.isEmpty() && old.get(0).equals(now.get(0))) {
            old.remove(0);
            now.remove(0);
        }
        while (!old.isEmpty() && !now.isEmpty() && old.get(old.size() - 1).equals(now.get(now.size() - 1))) {
            old.remove(old.size() - 1);
            now.remove(now.size() - 1);
        }
        StringBuilder text = new StringBuilder();
        old.stream()
                .limit(SHOWN_LINES)
                .forEach(line -> text.append("- ").append(line).append('\n'));
        now.stream()
                .limit(SHOWN_LINES)
                .forEach(line -> text.append("+ ").append(line).append('\n'));
        return text.toString();
    }
}
