package io.feedkit.location;

import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.OptionalLong;

/** A file of the default or any other file system. */
record FileLocation(Path file) implements Location {

    FileLocation {
        Objects.requireNonNull(file, "file");
    }

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public String shownName() {
        return file.isAbsolute() ? String.valueOf(file.getFileName()) : file.toString();
    }

    @Override
    public Source open(SourceLimits limits) {
        if (Files.isDirectory(file)) {
            throw new FeedException(
                    problem(LocationProblem.CANNOT_OPEN, "This is a directory, not a file.", "Name one of its files."));
        }
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            String version = found.size() + " bytes of " + found.lastModifiedTime();
            return Source.of(name(), new StoredBytes(Files.newInputStream(file), found.size(), version, ""), limits);
        } catch (NoSuchFileException e) {
            throw new FeedException(
                    problem(
                            LocationProblem.NOT_FOUND,
                            "There is no such file.",
                            "Seen from the working directory it would be " + file.toAbsolutePath() + "."),
                    e);
        } catch (IOException e) {
            throw new FeedException(
                    problem(
                            LocationProblem.CANNOT_OPEN,
                            "The file cannot be opened: " + Source.reason(e) + ".",
                            "Check that the process may read it."),
                    e);
        }
    }

    @Override
    public boolean isFile(Path other) {
        // A folder on the way that is not there yet is made when the other is written.
        if (file.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize())) {
            return true;
        }
        try {
            return Files.exists(other) && Files.isSameFile(file, other);
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public Parts parts(SourceLimits limits) {
        return Archives.parts(open(limits), file, limits);
    }

    @Override
    public OptionalLong storedBytes() {
        try {
            return OptionalLong.of(Files.size(file));
        } catch (IOException e) {
            return OptionalLong.empty(); // opening it says why
        }
    }

    private Problem problem(LocationProblem code, String message, String fix) {
        return new Problem(code, SourcePosition.unknown(name()), message, fix);
    }

    @Override
    public String toString() {
        return name();
    }
}
