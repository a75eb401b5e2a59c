package io.feedkit.export;

import io.feedkit.batch.TextBuffer;
import io.feedkit.feed.json.JsonObject;
import io.feedkit.location.FilePublication;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One feed that was exported in parts: its ledgers and manifests put together, as one run over everything would have written them.
 *
 * <p>Parts are ordered by the name of their catalogue, so neither the order in which they are given nor the way they are grouped matters, and what was merged can be merged further. The
 * bytes of the feeds themselves are not touched: how they may be joined depends on their format, and most channels take several files.
 */
public final class FeedParts {
    private static final long LARGEST_MANIFEST = 64L << 20;
    private static final int BUFFER = 1 << 16;

    private final List<Part> parts = new ArrayList<>();

    /** A part with its manifest. */
    private record Part(Path ledger, Map<String, Object> manifest) {}

    /** A run of lines in a ledger that belong to one part of the run. */
    private record Segment(Path ledger, long firstLine, long lines, Map<String, Object> part) {}

    private FeedParts() {}

    /** The parts of one feed, by the files that the runs wrote; a ledger and a manifest must stand beside each. */
    public static FeedParts of(Collection<Path> feeds) {
        FeedParts all = new FeedParts();
        for (Path feed : feeds) {
            all.parts.add(new Part(LedgerFiles.of(feed), manifest(LedgerFiles.beside(feed, ManifestMerge.SUFFIX))));
        }
        return all;
    }

    private static Map<String, Object> manifest(Path file) {
        try {
            if (Files.size(file) <= LARGEST_MANIFEST) {
                Map<String, Object> said = JsonObject.parse(Files.readAllBytes(file));
                if (said.get("products") instanceof Map && said.get("member") instanceof String) {
                    return said;
                }
            }
        } catch (IOException e) {
            throw failure(file, "It cannot be read: " + e + ".", e);
        }
        throw failure(file, "This is no manifest of feedkit, or a damaged one.", null);
    }

    private static FeedException failure(Path file, String message, @Nullable Exception cause) {
        Problem problem = new Problem(
                ExportProblem.NOT_A_REPORT,
                SourcePosition.unknown(file.toString()),
                message,
                "Name feeds that stand where the runs wrote them, with their ledgers and manifests.");
        return cause == null ? new FeedException(problem) : new FeedException(problem, cause);
    }

    /** Writes ledger and manifest of the whole beside a feed, which need not be there. Nothing is written when parts do not belong together or a ledger is damaged. */
    public void writeBeside(Path feed) {
        ManifestMerge merge =
                new ManifestMerge(parts.stream().map(Part::manifest).toList());
        try (FilePublication ledger = FilePublication.open(LedgerFiles.beside(feed, LedgerFiles.PLAIN));
                FilePublication manifest = FilePublication.open(LedgerFiles.beside(feed, ManifestMerge.SUFFIX))) {
            for (Segment segment : segments()) {
                copy(segment, ledger);
            }
            TextBuffer text = merge.text(String.valueOf(feed.getFileName()), ledger.publish());
            manifest.write(text.bytes(), 0, text.end());
            manifest.publish();
        }
    }

    private List<Segment> segments() {
        List<Segment> segments = new ArrayList<>();
        for (Part part : parts) {
            long line = 0;
            for (Map<String, Object> of : ManifestMerge.parts(part.manifest())) {
                long lines = SummaryJson.count(of.get("lines"));
                segments.add(new Segment(part.ledger(), line, lines, of));
                line += lines;
            }
        }
        segments.sort(Comparator.comparing(Segment::part, ManifestMerge.PARTS));
        return segments;
    }

    private static void copy(Segment segment, FilePublication to) {
        byte[] buffer = new byte[BUFFER];
        long line = 0;
        long end = segment.firstLine() + segment.lines();
        try (InputStream in = LedgerFiles.open(segment.ledger())) {
            for (int count = in.read(buffer); count > 0 && line < end; count = in.read(buffer)) {
                int from = line < segment.firstLine() ? count : 0;
                int at = 0;
                while (at < count && line < end) {
                    if (buffer[at++] == '\n') {
                        line++;
                        from = line == segment.firstLine() ? at : from;
                    }
                }
                to.write(buffer, Math.min(from, at), at);
            }
        } catch (IOException e) {
            throw failure(segment.ledger(), "It cannot be read: " + e + ".", e);
        }
        if (line < end) {
            throw failure(segment.ledger(), "It has fewer lines than its manifest says.", null);
        }
    }
}
