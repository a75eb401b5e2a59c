package io.feedkit.export;

import io.feedkit.location.Destination;
import io.feedkit.location.StagedFile;
import io.feedkit.location.WhenBusy;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The last versions of a feed, for the day when the newest turns out to be wrong.
 *
 * <p>A feed whose target says {@link FeedTarget#keep} leaves what it replaces in a folder beside it ({@code .feed.xml.versions/7}), with ledger and manifest. {@link #rollback} puts one of
 * them back, here and at the destinations, in the same steps as a new feed.
 */
public final class FeedVersions {
    private static final Predicate<String> NUMBER =
            java.util.regex.Pattern.compile("[1-9]\\d{0,8}").asMatchPredicate();

    private final Path file;
    private final Path folder;

    private FeedVersions(Path file) {
        this.file = file.toAbsolutePath().normalize();
        folder = this.file.resolveSibling("." + file.getFileName() + ".versions");
    }

    /** The versions of the feed that stands in a file. */
    public static FeedVersions of(Path file) {
        return new FeedVersions(Objects.requireNonNull(file, "file"));
    }

    /** Those that are kept, the newest first; the feed that stands there now is not among them. */
    public List<FeedVersion> list() {
        List<FeedVersion> found = new ArrayList<>();
        for (int number : numbers()) {
            PreviousFeed kept = feedIn(number);
            found.add(new FeedVersion(
                    number,
                    folder.resolve(String.valueOf(number)),
                    kept.runAt(),
                    kept.products(),
                    kept.parts(),
                    kept.bytes()));
        }
        found.sort(Comparator.comparingInt(FeedVersion::number).reversed());
        return List.copyOf(found);
    }

    private PreviousFeed feedIn(int number) {
        Path kept = folder.resolve(String.valueOf(number)).resolve(file.getFileName());
        return PreviousFeed.of(kept, FeedFiles.manifest(kept));
    }

    private List<Integer> numbers() {
        List<Integer> numbers = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder)) {
            for (Path one : folders) {
                String name = String.valueOf(one.getFileName());
                if (NUMBER.test(name)) {
                    numbers.add(Integer.valueOf(name));
                }
            }
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw failed("The versions cannot be looked at: " + e.getMessage() + ".", e);
        }
        return numbers;
    }

    private static FeedException problem(ExportProblem code, Path file, String message, String fix) {
        return new FeedException(new Problem(code, SourcePosition.unknown(file.toString()), message, fix));
    }

    private FeedException failed(String message, IOException e) {
        return io.feedkit.location.PublishProblem.CANNOT_WRITE.at(file.toString(), message, e);
    }

    /** The number of the feed that stands there now. */
    int currentNumber() {
        int said = PreviousFeed.of(file, FeedFiles.manifest(file)).version();
        return said > 0 ? said : next(0);
    }

    /** The number of the next feed. */
    int next(int current) {
        return Math.max(
                        current,
                        numbers().stream().mapToInt(Integer::intValue).max().orElse(0))
                + 1;
    }

    /** The folder of a version, seen from the feed's own. */
    String folderName(int number) {
        return folder.getFileName() + "/" + number;
    }

    /** Puts back the version before the one that stands there now; see {@link #rollback(int, List, WhenBusy)}. */
    public FeedVersion rollback(List<Destination> destinations, WhenBusy whenBusy) {
        return rollback(0, destinations, whenBusy);
    }

    /**
     * Puts an earlier version back in place, and keeps the one it replaces.
     *
     * <p>Throws {@link FeedException} with {@code export.no-version} when there is none, {@code export.damaged-version} when its files are not what its manifest says, and what
     * delivering may throw; then the feed that stands there stays.
     *
     * @param number of the version; 0 for the one before the feed that stands there now
     * @param destinations where the feed was delivered to
     */
    public FeedVersion rollback(int number, List<Destination> destinations, WhenBusy whenBusy) {
        FeedTarget place = FeedTarget.at(file);
        for (Destination destination : destinations) {
            place = place.deliveredTo(destination);
        }
        try (FeedFiles files = FeedFiles.open(place, whenBusy)) {
            int current = currentNumber();
            FeedVersion version = chosen(number, current);
            PreviousFeed now = PreviousFeed.of(file, FeedFiles.manifest(file));
            files.restore(version, now, current);
            return version;
        }
    }

    private FeedVersion chosen(int number, int current) {
        List<FeedVersion> kept = list();
        Optional<FeedVersion> found = kept.stream()
                .filter(version -> number > 0 ? version.number() == number : version.number() < current)
                .findFirst();
        return found.orElseThrow(() -> problem(
                ExportProblem.NO_VERSION,
                file,
                number > 0
                        ? "No version " + number + " of this feed is kept."
                        : "No earlier version of this feed is kept.",
                kept.isEmpty()
                        ? "Have some kept (FeedTarget.keep, --keep) from the next export on."
                        : "Kept are "
                                + String.join(
                                        ", ",
                                        kept.stream()
                                                .map(v -> String.valueOf(v.number()))
                                                .toList()) + "."));
    }

    /** A copy of one of the files of a version, which must be what the manifest says. */
    StagedFile.Finished copied(FeedVersion version, String name, StagedFile to) {
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(version.folder().resolve(name))) {
            for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
                to.write(buffer, 0, got);
            }
        } catch (NoSuchFileException e) {
            throw damaged(version, name);
        } catch (IOException e) {
            throw failed("A version cannot be read: " + e.getMessage() + ".", e);
        }
        StagedFile.Finished finished = to.finish();
        String said = feedIn(version.number()).checksumOf(name);
        if (!said.isEmpty() && !said.equals(finished.sha256())) {
            throw damaged(version, name);
        }
        return finished;
    }

    private FeedException damaged(FeedVersion version, String name) {
        return problem(
                ExportProblem.DAMAGED_VERSION,
                file,
                "Version " + version.number() + " is not whole any more: " + name + " is missing or was changed.",
                "Choose another version.");
    }

    /** Removes what is older than the newest so many. Failing to is no reason to fail: the next run does it. */
    void prune(int most) {
        List<FeedVersion> kept = list();
        for (FeedVersion version : kept.subList(Math.min(most, kept.size()), kept.size())) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(version.folder())) {
                for (Path one : files) {
                    Files.delete(one);
                }
                Files.delete(version.folder());
            } catch (IOException e) {
                continue;
            }
        }
    }
}
