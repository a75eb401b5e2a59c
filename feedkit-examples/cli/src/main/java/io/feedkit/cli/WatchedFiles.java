package io.feedkit.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * The files an export is made from: what was typed, and what mappings and rules name. Places that are no files of this machine are not watched.
 *
 * <p>They are looked at again and again rather than subscribed to: that works on network drives and for programs that save by renaming, and costs nothing for a handful of files.
 */
final class WatchedFiles {
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");
    private static final Pattern WILD = Pattern.compile("[*?\\[{]");
    private static final int MOST_DEPTH = 12;
    private static final int MOST_FILES = 10_000;

    private final Set<String> places = new LinkedHashSet<>();

    /** What a file was like when it was looked at. */
    record Stamp(long bytes, long millis) {}

    synchronized void add(Path file) {
        add(file.toString());
    }

    /** A path, a pattern, or a file within an archive; an address is left out. */
    synchronized void add(String place) {
        int within = place.indexOf('!');
        String file = within < 0 ? place : place.substring(0, within);
        if (!ADDRESS.matcher(file).matches() || file.indexOf(':') == 1) {
            places.add(file);
        }
    }

    synchronized boolean isEmpty() {
        return places.isEmpty();
    }

    /** What is there now; a file that is not there is not in it, so that its coming and going is a change. */
    synchronized Map<Path, Stamp> look() {
        Map<Path, Stamp> found = new TreeMap<>();
        for (String place : places) {
            if (WILD.matcher(place).find()) {
                lookFor(place, found);
            } else {
                stamp(place, found);
            }
        }
        return found;
    }

    private static void stamp(String place, Map<Path, Stamp> found) {
        try {
            stamp(Path.of(place), found);
        } catch (InvalidPathException noFile) {
            return; // then it is no file to watch
        }
    }

    private static void stamp(Path file, Map<Path, Stamp> found) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            found.put(
                    file,
                    new Stamp(attributes.size(), attributes.lastModifiedTime().toMillis()));
        } catch (IOException gone) {
            found.remove(file);
        }
    }

    /** How deep below its fixed part a pattern can reach. */
    private static int depth(String pattern) {
        String wild = pattern.substring(pattern.split("[*?\\[{]", 2)[0].lastIndexOf('/') + 1);
        return wild.contains("**") ? MOST_DEPTH : wild.split("/").length;
    }

    private static void lookFor(String pattern, Map<Path, Stamp> found) {
        String fixed = pattern.split("[*?\\[{]", 2)[0];
        Path start = Path.of(fixed.substring(0, fixed.lastIndexOf('/') + 1));
        try {
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
            try (Stream<Path> files = Files.walk(start, depth(pattern))) {
                files.filter(matcher::matches).limit(MOST_FILES).forEach(file -> stamp(file, found));
            }
        } catch (IOException | UncheckedIOException | PatternSyntaxException notThere) {
            return; // the export says what is wrong with it
        }
    }
}
