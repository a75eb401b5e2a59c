package io.feedkit.location;

import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** All files that a pattern names, sorted; looked up anew for each pass. */
record GlobLocation(String name) implements Location {
    private static final Pattern WILD = Pattern.compile("[*?\\[{]");
    private static final Pattern SEPARATOR = Pattern.compile("[/\\\\]");
    private static final int MOST_FILES = 10_000;
    private static final int MOST_DEPTH = 32;

    static boolean isPattern(String typed) {
        return WILD.matcher(typed).find();
    }

    /** The pattern itself, and folders only where the pattern chooses among them. */
    @Override
    public String shownName() {
        String[] steps = SEPARATOR.split(name);
        int first = 0;
        while (first < steps.length - 1 && !isPattern(steps[first])) {
            first++;
        }
        boolean whole = name.startsWith("/") || name.startsWith("\\") || steps[0].endsWith(":");
        return whole ? String.join("/", List.of(steps).subList(first, steps.length)) : name;
    }

    /** The files as they are now. */
    List<Path> files() {
        String[] steps = SEPARATOR.split(name);
        TreeSet<Path> found = new TreeSet<>();
        try {
            int first = 0;
            while (first < steps.length && !isPattern(steps[first])) {
                first++;
            }
            String base = String.join("/", List.of(steps).subList(0, first));
            Path start = Path.of(first == 0 ? "" : base.isEmpty() ? "/" : base);
            collect(start, steps, first, 0, found);
        } catch (IOException | UncheckedIOException | PatternSyntaxException e) {
            throw new FeedException(
                    new Problem(
                            LocationProblem.CANNOT_OPEN,
                            SourcePosition.unknown(name),
                            "The pattern cannot be followed: " + e.getMessage() + ".",
                            "Check the pattern and whether the process may read the folder."),
                    e);
        }
        if (found.isEmpty()) {
            throw new FeedException(new Problem(
                    LocationProblem.NOT_FOUND,
                    SourcePosition.unknown(name),
                    "No file matches.",
                    "Seen from the working directory: " + Path.of("").toAbsolutePath()
                            + ". Quote the pattern, so that the shell leaves it alone."));
        }
        return List.copyOf(found);
    }

    private void collect(Path folder, String[] steps, int step, int depth, TreeSet<Path> found) throws IOException {
        if (step == steps.length || depth > MOST_DEPTH || !Files.isDirectory(folder)) {
            return;
        }
        boolean last = step == steps.length - 1;
        boolean any = steps[step].equals("**");
        if (any && !last) {
            collect(folder, steps, step + 1, depth, found);
        }
        PathMatcher matcher = folder.getFileSystem().getPathMatcher("glob:" + (any ? "*" : steps[step]));
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                Path file = entry.getFileName();
                if (matcher.matches(file) && (!file.toString().startsWith(".") || steps[step].startsWith("."))) {
                    take(entry, steps, step, depth, found);
                }
            }
        }
    }

    private void take(Path entry, String[] steps, int step, int depth, TreeSet<Path> found) throws IOException {
        boolean last = step == steps.length - 1;
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
            collect(entry, steps, steps[step].equals("**") ? step : step + 1, depth + 1, found);
        } else if (Files.isDirectory(entry)) {
            // A link may lead back up, so only a step that names it follows it.
            collect(entry, steps, steps[step].equals("**") ? steps.length : step + 1, depth + 1, found);
        } else if (last) {
            found.add(entry);
            if (found.size() > MOST_FILES) {
                throw new IOException("more than " + MOST_FILES + " files match");
            }
        }
    }

    @Override
    public Source open(SourceLimits limits) {
        List<Path> files = files();
        if (files.size() > 1) {
            throw new FeedException(new Problem(
                    LocationProblem.SEVERAL_PARTS,
                    SourcePosition.unknown(name),
                    files.size() + " files match where one is needed.",
                    "Name one of them."));
        }
        return new FileLocation(files.get(0)).open(limits);
    }

    @Override
    public Parts parts(SourceLimits limits) {
        List<Location> files = files().stream().map(Location::of).toList();
        return new ManyParts(files, limits);
    }

    @Override
    public boolean isFile(Path file) {
        return files().stream().anyMatch(one -> new FileLocation(one).isFile(file));
    }

    @Override
    public String toString() {
        return name;
    }
}
