package io.feedkit.location;

import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The files of an archive. */
final class ZipParts extends Parts {
    private final String name;
    private final ZipArchive archive;
    private final List<ZipArchive.Entry> entries;
    private final SourceLimits limits;
    /** What is to be said of the archive, until it was. */
    private List<Problem> said;

    private int next;
    private volatile long finished;
    private volatile @Nullable Source current;

    /** @param remarks said once, of the first of them */
    ZipParts(
            String name,
            ZipArchive archive,
            List<ZipArchive.Entry> entries,
            List<Problem> remarks,
            SourceLimits limits) {
        this.name = name;
        this.archive = archive;
        this.entries = entries;
        this.limits = limits;
        said = remarks;
    }

    private List<Problem> remarks() {
        List<Problem> remarks = said;
        said = List.of();
        return remarks;
    }

    @Override
    public Optional<Source> next() {
        if (next == entries.size()) {
            return Optional.empty();
        }
        if (next > 0) {
            // One thread reads; others only look.
            long before = finished;
            finished = before + entries.get(next - 1).compressed();
        }
        current = null;
        ZipArchive.Entry entry = entries.get(next++);
        String part = name + "!" + entry.name();
        try {
            StoredBytes bytes =
                    new StoredBytes(archive.open(entry), entry.compressed(), "", "").withRemarks(this::remarks);
            Source source = Source.of(part, bytes, limits);
            current = source;
            return Optional.of(source);
        } catch (IOException e) {
            throw new FeedException(
                    new Problem(
                            LocationProblem.DAMAGED,
                            SourcePosition.unknown(part),
                            "The archive is damaged: " + Source.reason(e) + ".",
                            "Get it again."),
                    e);
        }
    }

    @Override
    public boolean isSingle() {
        return entries.size() == 1;
    }

    @Override
    public String archive() {
        return "zip";
    }

    @Override
    public OptionalLong storedBytes() {
        return OptionalLong.of(
                entries.stream().mapToLong(ZipArchive.Entry::compressed).sum());
    }

    @Override
    public long storedBytesRead() {
        Source source = current;
        return finished + (source == null ? 0 : source.storedBytesRead());
    }

    @Override
    public void close() {
        Source source = current;
        if (source != null) {
            source.close();
        }
        archive.close();
    }
}
