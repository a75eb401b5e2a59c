package io.feedkit.export;

import io.feedkit.catalog.Catalog;
import io.feedkit.catalog.CatalogProblem;
import io.feedkit.export.api.Pace;
import io.feedkit.feed.FeedContract;
import io.feedkit.feed.FeedFormats;
import io.feedkit.location.WhenBusy;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run: a catalogue is read once and becomes any number of feeds.
 *
 * <pre>{@code
 * ExportReport report = Export.of(catalog).rules(rules)
 *     .to(Channels.get("google-shopping").member("FR", "fr"), Path.of("out/google-fr.xml"))
 *     .run();
 * }</pre>
 *
 * <p>Each feed appears whole or the last good one stays, with a ledger ({@code .ledger.ndjson}, a line per product) and a manifest ({@code .manifest.json}, counts and
 * checksum) beside it. The same catalogue, rules, channels and run instant give the same bytes on any number of threads. A feed that fails is reported
 * and the others go on; only what stops all of them is thrown as {@link FeedException}.
 *
 * <p>Immutable until {@link #run}, so a prepared export may be run again and again, from one thread at a time per feed file.
 */
public final class Export {
    private static final CheckBytes CHECK_BYTES = new CheckBytes(24_000_000, 2_000_000_000, 16_000_000);

    private final Catalog catalog;
    private final Enrichment enrichment;
    private final List<Target> targets;
    private final Settings settings;

    /** One feed to write. */
    record Target(FeedContract contract, FeedTarget place) {
        Path file() {
            return place.file();
        }

        /** The same, with the time of its calls. */
        Target paced(Pace pace) {
            return place.api()
                    .map(api -> new Target(contract, place.calling(api.paceUnlessSaid(pace))))
                    .orElse(this);
        }
    }

    /** How many bytes checks across the catalogue may take, and products that wait for others of their record. */
    record CheckBytes(long memory, long disk, long documents) {
        /** What one of so many feeds may take: parts are equal and nobody lends, since results depend on neither threads nor order then. */
        CheckBytes shared(int feeds) {
            return new CheckBytes(memory / feeds, disk / feeds, documents / feeds);
        }
    }

    /** How a run goes about it. Copied before it is changed, so an export never changes. */
    static final class Settings {
        @Nullable
        Instant runAt;

        Clock clock;
        int threads = Math.min(4, Runtime.getRuntime().availableProcessors());

        @Nullable
        Executor executor;

        String title;
        String link = "";
        Guards guards = Guards.DEFAULTS;
        WhenBusy whenBusy = WhenBusy.REFUSE;
        boolean accepts;
        CheckBytes checkBytes = CHECK_BYTES;
        FaultLimits faultLimits = FaultLimits.NONE;
        List<ExportListener> listeners = List.of();
        Extent extent = Extent.FULL;
        /** Whether products may be passed over of which the catalogue says nothing new. */
        boolean passesOver = true;

        boolean packsLedgers;

        Settings(Clock clock, String title) {
            this.clock = clock;
            this.title = title;
        }

        Settings changed(Consumer<Settings> change) {
            Settings copy = new Settings(clock, title);
            copy.runAt = runAt;
            copy.threads = threads;
            copy.executor = executor;
            copy.link = link;
            copy.guards = guards;
            copy.whenBusy = whenBusy;
            copy.accepts = accepts;
            copy.checkBytes = checkBytes;
            copy.faultLimits = faultLimits;
            copy.listeners = listeners;
            copy.extent = extent;
            copy.passesOver = passesOver;
            copy.packsLedgers = packsLedgers;
            change.accept(copy);
            return copy;
        }
    }

    private Export(Catalog catalog, Enrichment enrichment, List<Target> targets, Settings settings) {
        this.catalog = catalog;
        this.enrichment = enrichment;
        this.targets = targets;
        this.settings = settings;
    }

    /** An export without rules or feeds yet. */
    public static Export of(Catalog catalog) {
        Objects.requireNonNull(catalog, "catalog");
        return new Export(
                catalog, Enrichment.none(), List.of(), new Settings(Clock.systemUTC(), title(catalog.name())));
    }

    /** A feed is public, so of a file's path only the name is said. */
    private static String title(String source) {
        return source.substring(Math.max(source.lastIndexOf('/'), source.lastIndexOf('\\')) + 1);
    }

    /** Enriches the products on their way; the last call counts. */
    public Export rules(Enrichment rules) {
        return new Export(catalog, rules, targets, settings);
    }

    /** Adds a feed. Where the file is a folder that is there, it gets {@linkplain FeedTarget#in a file in it}. */
    public Export to(FeedContract contract, Path file) {
        return to(contract, target(contract, file));
    }

    private static FeedTarget target(FeedContract contract, Path file) {
        return Files.isDirectory(file) ? FeedTarget.in(file, contract) : FeedTarget.at(file);
    }

    /** Adds a feed with guards of its own. */
    public Export to(FeedContract contract, Path file, Guards guards) {
        return to(contract, target(contract, file).guards(guards));
    }

    /** Adds a feed that is delivered to servers, sent to an API, or has other wishes. */
    public Export to(FeedContract contract, FeedTarget target) {
        FeedContract inLayout = target.api().isPresent() ? contract.forCalls() : contract.forFile(target.file());
        return to(new Target(inLayout, target));
    }

    private Export to(Target target) {
        List<Target> more = new ArrayList<>(targets);
        more.add(target);
        return new Export(catalog, enrichment, List.copyOf(more), settings);
    }

    /** Fixes the run instant: what rules call {@code now}. Without it the clock is asked once, when the run starts. */
    public Export at(Instant instant) {
        return with(copy -> copy.runAt = instant);
    }

    /** The clock to ask when no instant is fixed; the system's if not given. */
    public Export clock(Clock clock) {
        return with(copy -> copy.clock = clock);
    }

    /** How many threads work on batches, at least 1; at most four of the machine's processors if not given. */
    public Export threads(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("an export needs a thread: " + count);
        }
        return with(copy -> copy.threads = count);
    }

    /**
     * Takes threads from the host instead of starting own ones, at most as many as {@link #threads} says and one that leads the run. A busy executor makes a run slower; one
     * without any free thread keeps it waiting, so {@link #run} is not called from the only thread of it.
     */
    public Export executor(Executor executor) {
        Objects.requireNonNull(executor, "executor");
        return with(copy -> copy.executor = executor);
    }

    /** What feeds say about themselves: the shop's name and address. If not given they are named after the catalogue's file, and have no address. */
    public Export shop(String title, String link) {
        return with(copy -> {
            copy.title = title;
            copy.link = link;
        });
    }

    /**
     * How different from the feed before a new one may be, for all feeds that have no guards of their own; {@link Guards#DEFAULTS} if not given. A feed that is more different is
     * held back: the last good one stays, and the report says {@code export.guard-tripped} with the numbers.
     */
    public Export guards(Guards guards) {
        return with(copy -> copy.guards = guards);
    }

    /** What to do while another run writes one of the feeds; {@link WhenBusy#REFUSE} if not given, which leaves that feed to the other run. */
    public Export whenBusy(WhenBusy choice) {
        return with(copy -> copy.whenBusy = choice);
    }

    /**
     * Publishes whatever was made, once: no guard is asked, and an empty feed may replace one that holds products. Without it the report says {@code export.would-empty} then; where
     * no feed is yet, an empty one is published either way, with a warning.
     */
    public Export accept() {
        return with(copy -> copy.accepts = true);
    }

    /**
     * How many bytes of memory a run may take to remember products for checks across the catalogue (ids taken twice, variants that do not differ), 24 MB if not given, for all feeds
     * together. A million ids take about 19 MB. What does not fit goes to {@linkplain #diskForChecks the disk}.
     */
    public Export memoryForChecks(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("memory is at least 0 bytes: " + bytes);
        }
        return with(
                copy -> copy.checkBytes = new CheckBytes(bytes, copy.checkBytes.disk(), copy.checkBytes.documents()));
    }

    /**
     * How many bytes of temporary files such checks may take beyond that memory, 2 GB if not given, for all feeds together; with 0 nothing goes to disk. Five million ids take up to
     * 150 MB for each feed. Where they lie changes no result. The report and the manifest say how much it was, and when it does not suffice either, which checks were not made for all products.
     */
    public Export diskForChecks(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("a disk gives at least 0 bytes: " + bytes);
        }
        return with(
                copy -> copy.checkBytes = new CheckBytes(copy.checkBytes.memory(), bytes, copy.checkBytes.documents()));
    }

    /**
     * How many bytes of memory a run may take for products that wait for others of their record, 16 MB if not given, for all feeds together whose records hold several products. What does not fit waits in temporary files, which
     * take about what the texts of these feeds do; the report and the manifest say how much it was. It changes nothing in a feed.
     */
    public Export memoryForDocuments(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("memory is at least 0 bytes: " + bytes);
        }
        return with(copy -> copy.checkBytes = new CheckBytes(copy.checkBytes.memory(), copy.checkBytes.disk(), bytes));
    }

    /** How many calculations of rules may fail before a feed is held back; any number if not given. */
    public Export faultLimits(FaultLimits limits) {
        return with(copy -> copy.faultLimits = limits);
    }

    /** Writes ledgers gzipped, as {@code .ledger.ndjson.gz}: a tenth of the size for some time of the processor. */
    public Export packedLedgers() {
        return with(copy -> copy.packsLedgers = true);
    }

    /** Tells a further listener what runs do. */
    public Export listener(ExportListener listener) {
        return with(copy -> {
            List<ExportListener> more = new ArrayList<>(copy.listeners);
            more.add(listener);
            copy.listeners = List.copyOf(more);
        });
    }

    /**
     * How much of the feeds is written; {@link Extent#FULL} if not said. For the others each feed has a log of what was sent ({@code .sent}) beside it, and its ledger and manifest say
     * what is new, what changed in which fields, and what is gone. Where there is no log yet, all products are new.
     */
    public Export extent(Extent extent) {
        return with(copy -> copy.extent = extent);
    }

    private Export with(Consumer<Settings> change) {
        return new Export(catalog, enrichment, targets, settings.changed(change));
    }

    /** A catalogue without ids has no product to send. It is most often the wrong file, and must not replace good feeds by empty ones. */
    private void refuseWithoutIds() {
        for (Problem problem : catalog.problems()) {
            if (problem.code() == CatalogProblem.NO_ID_COLUMN) {
                throw new FeedException(problem);
            }
        }
    }

    /**
     * Reads the catalogue and publishes the feeds. Throws a {@link FeedException} when nothing can be read, also when no column holds the id of products; feeds
     * that are there stay then.
     *
     * <p>The calling thread waits. Who interrupts it stops the run within a second, with {@code export.interrupted}: what was not published by then never is, and the last good
     * feeds stay. A run that waits for a server at that moment ends in the background, at the latest when its patience does, and gives its feeds free then.
     */
    public ExportReport run() {
        refuseWithoutIds();
        Instant fixed = settings.runAt;
        Instant runAt = fixed == null ? settings.clock.instant() : fixed;
        FeedFormats formats = FeedFormats.discover(Export.class.getClassLoader());
        Pace pace = Pace.from(settings.clock.instant());
        List<Target> paced = targets.stream().map(target -> target.paced(pace)).toList();
        Crew crew = new Crew(catalog.name(), settings.executor);
        return crew.lead(() -> {
            try {
                return new ExportRun(catalog, enrichment, paced, settings, runAt, formats, crew).run();
            } catch (FeedOutput.NothingMayBePassedOver e) {
                Settings all = settings.changed(copy -> copy.passesOver = false);
                return new ExportRun(catalog, enrichment, paced, all, runAt, formats, crew).run();
            }
        });
    }
}
