package io.feedkit.location;

import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** Some of the files of an archive: {@code all.zip!*.csv}. What else is in the archive does not matter. */
record WithinArchive(Location archive, EntryPattern entries) implements Location {

    static WithinArchive of(Location archive, String pattern) {
        if (!EntryPattern.isUsable(pattern)) {
            throw new FeedException(new Problem(
                    LocationProblem.UNUSABLE_ADDRESS,
                    SourcePosition.unknown(archive.name()),
                    "Nothing usable says which files of the archive are meant.",
                    "Write it as all.zip!stock.csv or \"all.zip!*.csv\"."));
        }
        return new WithinArchive(archive, new EntryPattern(pattern));
    }

    @Override
    public String name() {
        return archive.name() + "!" + entries;
    }

    @Override
    public String shownName() {
        return archive.shownName() + "!" + entries;
    }

    @Override
    public Parts parts(SourceLimits limits) {
        if (archive instanceof GlobLocation glob) {
            List<Location> places = glob.files().stream()
                    .<Location>map(file -> new WithinArchive(new FileLocation(file), entries))
                    .toList();
            return new ManyParts(places, limits);
        }
        Source source = archive.open(limits);
        return archive instanceof FileLocation on
                ? Archives.parts(source, on.file(), limits, entries)
                : Archives.parts(source, limits, entries);
    }

    @Override
    public Source open(SourceLimits limits) {
        Parts parts = parts(limits);
        try {
            if (!parts.isSingle()) {
                throw new FeedException(new Problem(
                        LocationProblem.SEVERAL_PARTS,
                        SourcePosition.unknown(name()),
                        "Several files match where one is needed.",
                        "Name one of them."));
            }
            Source only = parts.next().orElseThrow();
            return Source.of(only.name(), StoredBytes.of(closing(only.bytes(), parts)), limits);
        } catch (IOException e) {
            parts.close();
            throw new FeedException(
                    new Problem(
                            LocationProblem.READ_FAILED,
                            SourcePosition.unknown(name()),
                            "Reading failed: " + Source.reason(e) + "."),
                    e);
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    /** One file out of an archive is the only one who knows when the archive can be closed. */
    private static InputStream closing(InputStream bytes, Parts parts) {
        return new FilterInputStream(bytes) {
            @Override
            public void close() {
                parts.close();
            }
        };
    }

    @Override
    public boolean isFile(Path file) {
        return archive.isFile(file);
    }

    @Override
    public boolean isRemote() {
        return archive.isRemote();
    }

    @Override
    public OptionalLong storedBytes() {
        return archive.storedBytes();
    }

    @Override
    public String toString() {
        return name();
    }
}
