package io.feedkit.export;

import io.feedkit.export.call.Answers;
import io.feedkit.export.call.ApiFeed;
import io.feedkit.location.Destination;
import io.feedkit.location.PartName;
import io.feedkit.location.Publication;
import io.feedkit.location.Shipment;
import io.feedkit.location.StagedFile;
import io.feedkit.location.WhenBusy;
import io.feedkit.problem.FeedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The files of one feed on this machine: the feed in one or several parts, its ledger, its manifest, and its earlier versions. */
final class FeedFiles implements AutoCloseable {
    private static final String MANIFEST = ".manifest.json";
    private static final String SENT = ".sent";

    private final Publication publication;
    private final FeedTarget place;
    private @Nullable LedgerFile ledger;
    private boolean packsLedger;

    private FeedFiles(Publication publication, FeedTarget place) {
        this.publication = publication;
        this.place = place;
    }

    /** Becomes the one writer of these files. */
    static FeedFiles open(FeedTarget place, WhenBusy whenBusy) {
        Publication publication = Publication.open(place.file(), whenBusy);
        return new FeedFiles(publication, place);
    }

    static String manifestName(Path file) {
        return file.getFileName() + MANIFEST;
    }

    /** Where the manifest of a feed stands. */
    static Path manifest(Path file) {
        return file.resolveSibling(manifestName(file));
    }

    /** The files a feed puts in place, as far as they are known before it is made. */
    static List<Path> of(Path file) {
        return List.of(
                file,
                LedgerFiles.beside(file, LedgerFiles.PLAIN),
                LedgerFiles.beside(file, LedgerFiles.PACKED),
                manifest(file));
    }

    Publication publication() {
        return publication;
    }

    /** Where the log of what was sent stands. */
    static Path sent(Path file) {
        return file.resolveSibling(file.getFileName() + SENT);
    }

    /** {@code google.xml} has {@code google.delta.xml} beside it. */
    static Path delta(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.indexOf('.', 1);
        return file.resolveSibling(dot < 0 ? name + ".delta" : name.substring(0, dot) + ".delta" + name.substring(dot));
    }

    /** Starts the next log of what was sent. */
    StagedFile log(Path log) {
        return publication.workFile(String.valueOf(log.getFileName()));
    }

    /**
     * Starts the ledger.
     *
     * @param packed whether it is gzipped
     */
    void openLedger(boolean packed) {
        packsLedger = packed;
        ledger = LedgerFile.open(publication, place.file(), packed);
    }

    LedgerFile ledger() {
        LedgerFile opened = ledger;
        if (opened == null) {
            throw new IllegalStateException("opened before it is used");
        }
        return opened;
    }

    /**
     * What is whole and about to be published.
     *
     * @param parts the files of the feed; none when only what changed is written
     * @param delta what changed, or null
     */
    record Ready(
            List<FeedBody.PartFile> parts, FeedBody.@Nullable PartFile delta, StagedFile.Finished ledger, int version) {
        /** What is sent on its way. */
        List<StagedFile.Finished> sent() {
            FeedBody.PartFile changed = delta;
            return parts.isEmpty() && changed != null
                    ? List.of(changed.finished())
                    : parts.stream().map(FeedBody.PartFile::finished).toList();
        }
    }

    /** Ends all files, delivers the feed and puts everything in its place. */
    Ready publish(
            @Nullable FeedBody whole,
            @Nullable FeedBody delta,
            PreviousFeed previous,
            Function<Ready, byte[]> manifestOf,
            Crew crew) {
        FeedVersions versions = FeedVersions.of(place.file());
        int current = versions.currentNumber();
        boolean keeps = whole != null && place.kept() > 0;
        int version = keeps ? versions.next(previous.exists() ? current : 0) : previous.version();
        Ready ready = new Ready(
                whole == null ? List.of() : whole.finish(),
                delta == null ? null : delta.finish().get(0),
                ledger().finish(),
                version);
        write(manifestOf.apply(ready));
        int former = whole == null ? 1 : previous.parts();
        if (whole != null) {
            removeSuperfluous(ready.parts().size(), former);
        }
        if (keeps && previous.exists()) {
            publication.keep(versions.folderName(current), names(former));
        }
        deliver(ready.sent(), former, crew::goOn);
        if (keeps) {
            versions.prune(place.kept());
        }
        return ready;
    }

    /**
     * Puts the ledger of a published feed in its place once more, and the manifest that describes it.
     *
     * @param answers tells what the channel said of each product
     * @param tally counted the products as sent
     */
    void answered(
            Consumer<Answers.Taker> answers, FeedTally tally, Ready published, Function<Ready, byte[]> manifestOf) {
        publication.goOn();
        LedgerFile again = LedgerFile.open(publication, place.file(), packsLedger);
        try (AnsweredLedger answered = new AnsweredLedger(LedgerFiles.of(place.file()), again, tally)) {
            answers.accept(answered);
            answered.end();
        }
        Ready ready = new Ready(published.parts(), published.delta(), again.finish(), published.version());
        write(manifestOf.apply(ready));
        publication.publish();
    }

    private void write(byte[] text) {
        StagedFile manifest = publication.file(manifestName(place.file()));
        manifest.write(text, 0, text.length);
    }

    private void removeSuperfluous(int parts, int former) {
        for (int part = parts + 1; part <= former; part++) {
            publication.remove(PartName.of(String.valueOf(place.file().getFileName()), part));
        }
    }

    private List<String> names(int parts) {
        List<String> names = new ArrayList<>();
        for (int part = 1; part <= parts; part++) {
            names.add(PartName.of(String.valueOf(place.file().getFileName()), part));
        }
        names.add(place.file().getFileName() + LedgerFiles.PLAIN);
        names.add(place.file().getFileName() + LedgerFiles.PACKED);
        names.add(manifestName(place.file()));
        if (!isCalled()) {
            names.add(place.file().getFileName() + SENT);
        }
        return names;
    }

    /**
     * First everywhere else, then here: this machine never tells of a feed that nobody received.
     *
     * @param last throws when nobody wants that any more, while nobody has seen it yet
     */
    private void deliver(List<StagedFile.Finished> parts, int former, Runnable last) {
        Shipment shipment = new Shipment(
                parts.stream()
                        .map(part -> new Shipment.Item(part.file(), part.bytes(), part.sha256()))
                        .toList(),
                former);
        List<Destination.Staged> staged = new ArrayList<>();
        try {
            for (Destination destination : place.destinations()) {
                staged.add(destination.stage(shipment));
            }
            last.run();
            staged.forEach(Destination.Staged::publish);
            publication.publish();
        } finally {
            staged.forEach(Destination.Staged::close);
        }
    }

    /** Puts an earlier version in the place of what stands there now. */
    void restore(FeedVersion version, PreviousFeed now, int current) {
        FeedVersions versions = FeedVersions.of(place.file());
        List<StagedFile.Finished> parts = new ArrayList<>();
        for (int part = 1; part <= version.parts(); part++) {
            String name = PartName.of(String.valueOf(place.file().getFileName()), part);
            parts.add(versions.copied(version, name, publication.file(name)));
        }
        String name = manifestName(place.file());
        versions.copied(version, name, publication.file(name));
        for (String form : List.of(LedgerFiles.PLAIN, LedgerFiles.PACKED)) {
            restore(place.file().getFileName() + form, versions, version);
        }
        if (!isCalled()) {
            restore(place.file().getFileName() + SENT, versions, version);
        }
        // It says what was new in a feed that is no more.
        publication.remove(String.valueOf(delta(place.file()).getFileName()));
        removeSuperfluous(version.parts(), now.parts());
        if (now.exists()) {
            publication.keep(versions.folderName(current), names(now.parts()));
        }
        deliver(parts, now.parts(), () -> {});
    }

    /** What a channel holds that is called does not change with the files here, and so neither does the log of it. */
    private boolean isCalled() {
        return place.api().isPresent() || ApiFeed.wasCalled(place.file());
    }

    private void restore(String name, FeedVersions versions, FeedVersion version) {
        if (Files.exists(version.folder().resolve(name))) {
            versions.copied(version, name, publication.file(name));
        } else {
            publication.remove(name);
        }
    }

    /** Gives up what was not published. */
    @Override
    public void close() {
        try {
            publication.close();
        } catch (FeedException e) {
            return; // what it leaves is the next run's to remove
        }
    }
}
