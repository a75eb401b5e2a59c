package io.feedkit.export;

import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.RecordBatch;
import io.feedkit.batch.RecordBytes;
import io.feedkit.batch.Selection;
import io.feedkit.catalog.Catalog;
import io.feedkit.catalog.LostPlaces;
import io.feedkit.catalog.Passes;
import io.feedkit.catalog.ProductReader;
import io.feedkit.catalog.RecordSieve;
import io.feedkit.export.call.CallAccounts;
import io.feedkit.export.change.KnownRun;
import io.feedkit.export.change.SourceFingerprints;
import io.feedkit.feed.CommonWork;
import io.feedkit.feed.FeedFormats;
import io.feedkit.feed.FeedInfo;
import io.feedkit.feed.Member;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemLog;
import io.feedkit.problem.SourcePosition;
import io.feedkit.product.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A run at work.
 *
 * <p>Every worker does the same: under one lock it reads the next batch and takes its number; alone it enriches, checks and encodes it for all feeds; then it waits until
 * its number comes up and appends what it made to the files. So the reader is never shared, the order of the catalogue is kept, nobody holds more than one
 * batch, and there is no queue to fill. Handing single stages to threads was measured and costs more than it gains.
 */
final class ExportRun {
    private static final int KEPT_PROBLEMS_PER_CODE = 20;
    private static final long[] NO_SOURCES = {};
    /** So much of products that are not worked on is remembered before work on others begins. */
    private static final int MOST_PASSED_BYTES = 1 << 20;

    /** Another feedkit may make other feeds of the same products. */
    private static final String VERSION =
            Objects.toString(ExportRun.class.getPackage().getImplementationVersion(), "");

    private final Catalog catalog;
    private Enrichment enrichment;
    private final List<Export.Target> targets;
    private final Export.Settings settings;
    private final Instant runAt;
    private final Schema schema;
    private final ProblemLog problems = new ProblemLog(KEPT_PROBLEMS_PER_CODE);
    /** Where the reader reports; emptied under the reader's lock by the worker that read. */
    private final ProblemLog readerProblems = new ProblemLog(KEPT_PROBLEMS_PER_CODE);

    private final List<FeedOutput> outputs = new ArrayList<>();
    private final Crew crew;
    private final Turns turns;
    /** What rules and contracts look at; nothing else is read. */
    private final Set<String> wanted = new TreeSet<>();

    /** What feeds of one account share. */
    private final CallAccounts accounts = new CallAccounts();

    private final Listeners listeners;
    private final StageClock clock = new StageClock();
    private final long started = System.nanoTime();
    private long batches;

    ExportRun(
            Catalog catalog,
            Enrichment enrichment,
            List<Export.Target> targets,
            Export.Settings settings,
            Instant runAt,
            FeedFormats formats,
            Crew crew) {
        this.catalog = catalog;
        this.crew = crew;
        turns = new Turns(catalog.name(), crew, targets.size() + 1);
        this.enrichment = enrichment;
        this.targets = targets;
        this.settings = settings;
        this.runAt = runAt;
        listeners = new Listeners(settings.listeners);
        Schema widest = catalog.schema();
        for (Export.Target target : targets) {
            widest = target.contract().extend(widest);
        }
        schema = widest;
        Set<String> supplied = new TreeSet<>(catalog.supplied());
        supplied.addAll(enrichment.writes());
        wanted.addAll(enrichment.reads());
        for (Export.Target target : targets) {
            Member member = target.contract().member();
            FeedInfo info = new FeedInfo(settings.title, settings.link, "", member, runAt);
            outputs.add(new FeedOutput(
                    target,
                    info,
                    formats,
                    settings.checkBytes.shared(targets.size()),
                    settings.extent,
                    enrichment.labels(),
                    () -> target.contract().prepare(schema, supplied, runAt)));
        }
    }

    /** All that decides what becomes of a product before contracts do; empty when that cannot be named. */
    private String identity() {
        String rules = enrichment.identity(runAt);
        if (rules.isEmpty()) {
            return "";
        }
        StringBuilder identity = new StringBuilder(rules);
        schema.attributes()
                .forEach(attribute -> identity.append(' ')
                        .append(attribute.name())
                        .append(':')
                        .append(attribute.type()));
        targets.forEach(target -> identity.append(' ').append(target.contract().member()));
        return identity.append(' ').append(VERSION).toString();
    }

    /** Each file belongs to one feed, and none of them to the catalogue: it is still being read, and nobody has another copy. */
    private void refuseSharedFiles() {
        Map<Path, Set<FeedOutput>> owners = new LinkedHashMap<>();
        for (FeedOutput output : outputs) {
            for (Path file : output.files()) {
                owners.computeIfAbsent(place(file), f -> new LinkedHashSet<>()).add(output);
                if (catalog.isFile(file)) {
                    output.refuse(
                            ExportProblem.OVERWRITES_CATALOGUE,
                            "The feed would be written over the catalogue it is made from: " + file + ".",
                            "Give the feed another file.");
                }
            }
        }
        Set<FeedOutput> told = new LinkedHashSet<>();
        owners.forEach((file, several) -> {
            for (FeedOutput output : several.size() > 1 ? several : Set.<FeedOutput>of()) {
                if (told.add(output)) {
                    output.refuse(
                            ExportProblem.SHARED_FILE,
                            "Two feeds of this run would write " + file.getFileName() + ".",
                            "Give each feed a file of its own; its ledger and its manifest are named after it.");
                }
            }
        });
    }

    /** A file by its real folder, so that the same place reached on two ways is seen to be one. */
    private static Path place(Path file) {
        Path whole = file.toAbsolutePath().normalize();
        Path folder = whole.getParent();
        try {
            return folder == null || !Files.exists(folder)
                    ? whole
                    : folder.toRealPath().resolve(whole.getFileName());
        } catch (IOException e) {
            return whole;
        }
    }

    ExportReport run() {
        List<String> feeds = targets.stream()
                .map(target -> target.contract().member().toString())
                .toList();
        listeners.tell(listener ->
                listener.started(new ExportListener.Start(catalog.name(), catalog.size(), feeds, settings.threads)));
        try {
            ExportReport report = exported();
            listeners.tell(listener -> listener.ended(report));
            return report;
        } catch (FeedException e) {
            listeners.tell(listener -> listener.failed(e.problem()));
            throw e;
        } finally {
            outputs.forEach(FeedOutput::close);
        }
    }

    private ExportReport exported() {
        refuseSharedFiles();
        // In the same order in every run, so that two which wait for each other do not do so for ever.
        outputs.stream()
                .sorted(Comparator.comparing(
                        output -> place(output.files().get(0)).toString()))
                .forEach(output -> output.lock(settings.whenBusy));
        outputs.forEach(output -> output.review(enrichment, runAt, problems));
        String decides = identity();
        outputs.forEach(output -> output.open(decides, settings.packsLedgers, accounts, problems));
        outputs.forEach(output -> wanted.addAll(output.reads()));
        ProductReader reader = passed();
        ManifestSource source = new ManifestSource(
                catalog.shownName(),
                catalog.size(),
                reader.records(),
                reader.supplements(),
                enrichment.hash(),
                enrichment.remembered(runAt),
                runAt);
        for (FeedOutput output : outputs) {
            crew.goOn();
            publish(output, source);
        }
        deliver(source);
        return report(source);
    }

    private void publish(FeedOutput output, ManifestSource source) {
        listeners.tell(listener -> listener.stageStarted(Stage.PUBLISH, output.name()));
        output.publish(source, settings, crew, problems);
        if (!output.isCalled()) {
            tellPublished(output, source);
        }
    }

    private void tellPublished(FeedOutput output, ManifestSource source) {
        List<StageTime> times = output.times();
        times.subList(Math.max(0, times.size() - 1), times.size())
                .forEach(time -> listeners.tell(listener -> listener.stageEnded(time)));
        FeedReport feed = output.report(source);
        listeners.tell(listener -> listener.feedEnded(feed));
    }

    /** Sends feeds to their APIs side by side: they wait for different channels. Each has problems of its own meanwhile, so that a report does not depend on which was faster. */
    private void deliver(ManifestSource source) {
        List<FeedOutput> called = outputs.stream().filter(FeedOutput::isCalled).toList();
        List<ProblemLog> found = new ArrayList<>();
        List<Runnable> deliveries = new ArrayList<>();
        for (FeedOutput output : called) {
            ProblemLog own = new ProblemLog(KEPT_PROBLEMS_PER_CODE);
            found.add(own);
            deliveries.add(() -> output.deliver(source, accounts, crew, own));
        }
        crew.all(deliveries, "feedkit-delivery");
        found.forEach(own -> own.drainTo(problems));
        called.forEach(output -> tellPublished(output, source));
    }

    private ExportReport report(ManifestSource source) {
        List<StageTime> stages = new ArrayList<>(clock.times(""));
        outputs.forEach(output -> stages.addAll(output.times()));
        listeners.failures().forEach(problems::report);
        return new ExportReport(
                source.catalog(),
                source.records(),
                runAt,
                source.enrichment(),
                List.of(new ExportReport.Part(source.catalog(), source.catalogBytes(), source.records(), runAt)),
                source.supplements(),
                outputs.stream().map(output -> output.report(source)).toList(),
                problems.kept(),
                problems.counts(),
                new RunTimes(System.nanoTime() - started, stages));
    }

    /** All passes, and the reader of the last one to be asked what it has read. */
    private ProductReader passed() {
        FirstPass first = enrichment.firstPass(schema, runAt).orElse(null);
        if (first == null) {
            return worked(catalog.read(schema, wanted, readerProblems));
        }
        try (Passes passes = catalog.passes()) {
            enrichment = looked(passes, first);
            try {
                return worked(passes.read(schema, wanted, readerProblems));
            } finally {
                enrichment.forget();
            }
        }
    }

    private Enrichment looked(Passes passes, FirstPass first) {
        listeners.tell(listener -> listener.stageStarted(Stage.SCAN, ""));
        clock.start();
        Enrichment knowing = new FirstLook(passes, schema, settings.threads, crew, problems).at(first);
        clock.lap(Stage.SCAN, 0);
        clock.times("").forEach(time -> listeners.tell(listener -> listener.stageEnded(time)));
        return knowing;
    }

    private ProductReader worked(ProductReader reader) {
        try (reader) {
            work(reader);
        }
        return reader;
    }

    private void work(ProductReader reader) {
        List<Worker> workers = new ArrayList<>();
        for (int i = 0; i < settings.threads; i++) {
            workers.add(new Worker(reader));
        }
        tellStarts();
        crew.all(workers, "feedkit-export");
        turns.rethrow();
        workers.forEach(Worker::addTimes);
        tellEnds();
        readerProblems.drainTo(problems);
    }

    /** Whether any feed wants to know what is new. */
    private boolean isCompared() {
        return outputs.stream().anyMatch(FeedOutput::isCompared);
    }

    private void tellStarts() {
        for (Stage stage : List.of(Stage.READ, Stage.TRUNK)) {
            listeners.tell(listener -> listener.stageStarted(stage, ""));
        }
        List<Stage> ofFeeds =
                new ArrayList<>(List.of(Stage.LAYER, Stage.CHECK, Stage.ENCODE, Stage.ACCOUNT, Stage.WRITE));
        if (isCompared()) {
            ofFeeds.add(Stage.COMPARE);
        }
        for (Stage stage : ofFeeds) {
            outputs.forEach(output -> listeners.tell(listener -> listener.stageStarted(stage, output.name())));
        }
    }

    private void tellEnds() {
        List<StageTime> times = new ArrayList<>(clock.times(""));
        times.removeIf(time -> time.stage() == Stage.SCAN);
        outputs.forEach(output -> times.addAll(output.times()));
        times.forEach(time -> listeners.tell(listener -> listener.stageEnded(time)));
    }

    /** One step that all batches take, in the order in which they were read. */
    private static final class Turn {
        private long next;
        private boolean over;

        synchronized boolean await(long number) throws InterruptedException {
            while (next != number && !over) {
                wait();
            }
            return !over;
        }

        synchronized void done() {
            next++;
            notifyAll();
        }

        synchronized void end() {
            over = true;
            notifyAll();
        }
    }

    /** The steps in which batches finish, one for each feed and a last one, and stops everybody when one fails. */
    private static final class Turns {
        private final String source;
        private final Crew crew;
        private final List<Turn> steps = new ArrayList<>();
        private @Nullable Throwable failure;

        Turns(String source, Crew crew, int count) {
            this.source = source;
            this.crew = crew;
            for (int i = 0; i < count; i++) {
                steps.add(new Turn());
            }
        }

        Turn of(int step) {
            return steps.get(step);
        }

        synchronized void fail(Throwable cause) {
            if (failure == null) {
                failure = cause;
            }
            steps.forEach(Turn::end);
        }

        synchronized boolean failed() {
            return failure != null;
        }

        synchronized void rethrow() {
            if (failure instanceof FeedException e) {
                throw e;
            }
            if (failure instanceof OutOfMemoryError e) {
                throw e;
            }
            if (failure instanceof FeedOutput.NothingMayBePassedOver e) {
                throw e;
            }
            if (failure instanceof InterruptedException e) {
                throw crew.interrupted(e);
            }
            if (failure != null) {
                throw new FeedException(
                        new Problem(
                                ExportProblem.INTERNAL,
                                SourcePosition.unknown(source),
                                "The run failed inside feedkit or a plugin: " + failure + ".",
                                "Please report this; the last good feeds were left in place."),
                        failure);
            }
        }
    }

    /** One thread's part, with its own batches and sessions. */
    private final class Worker implements Runnable, RecordSieve {
        private final ProductReader reader;
        private final ProductBatch trunk;
        private final ProductBatch layer;
        private final ProblemLog found = new ProblemLog(KEPT_PROBLEMS_PER_CODE);
        private final Enrichment.Session session;
        private final List<FeedOutput.Worker> feeds = new ArrayList<>();
        private Progress progress = new Progress(0, 0, 0);
        private final StageClock times = new StageClock();
        private final @Nullable SourceFingerprints fingerprints;
        private final int[] passing = new int[ProductBatch.ROWS];
        /** Rows of the batch that no feed has to work on. */
        private final Selection passedOver = new Selection();
        /** Of what was read last, the rows that go into the batch. */
        private final Selection kept = new Selection();

        private final boolean[] isRemarked = new boolean[ProductBatch.ROWS];
        /** How many rows the batch has so far. */
        private int taken;

        private final int idSlot = schema.slot("id").orElseThrow();
        private boolean sieved;
        /** What feeds make of a batch together. */
        private final CommonWork common = new CommonWork();
        /** The records that were passed over last. */
        private final KnownRun run = new KnownRun();

        Worker(ProductReader reader) {
            this.reader = reader;
            trunk = reader.newBatch();
            layer = new ProductBatch(schema, trunk.records());
            List<Member> members =
                    targets.stream().map(t -> t.contract().member()).toList();
            session = open(members);
            fingerprints = isCompared() ? new SourceFingerprints(schema) : null;
            for (FeedOutput output : outputs) {
                feeds.add(output.worker(schema, common));
            }
        }

        /** Adds what this thread spent to the run; asked when all is read. */
        void addTimes() {
            clock.add(times);
            feeds.forEach(FeedOutput.Worker::addTimes);
        }

        /** What a plugin throws here would end the program that runs the export; a problem does not. */
        private Enrichment.Session open(List<Member> members) {
            try {
                return enrichment.open(schema, members, runAt, found);
            } catch (RuntimeException | StackOverflowError e) {
                turns.fail(e);
                turns.rethrow();
                throw e;
            }
        }

        @Override
        public void run() {
            try {
                long number = readNext();
                while (number >= 0) {
                    process();
                    if (!finish(number)) {
                        return;
                    }
                    number = readNext();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                turns.fail(e);
            } catch (RuntimeException | Error e) {
                turns.fail(e);
            }
        }

        /** The number of the batch that was read, or -1 at the end. */
        private long readNext() throws InterruptedException {
            synchronized (reader) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedException();
                }
                times.start();
                feeds.forEach(FeedOutput.Worker::start);
                if (turns.failed() || !(fingerprints == null ? reader.read(trunk) : readThroughSieve())) {
                    return -1;
                }
                times.lap(Stage.READ, trunk.rows());
                takeUnsieved();
                readerProblems.drainTo(found);
                progress = new Progress(reader.records(), reader.bytesRead(), catalog.size());
                return batches++;
            }
        }

        private void process() {
            times.start();
            trunk.retire(passedOver);
            session.trunk(trunk);
            times.lap(Stage.TRUNK, trunk.rows());
            common.start(trunk);
            for (int i = 0; i < feeds.size(); i++) {
                feeds.get(i).process(layer, rules(i));
                common.endFeed();
            }
        }

        /** Looks at records before anything is made of them. */
        private boolean readThroughSieve() {
            sieved = false;
            taken = 0;
            passedOver.clear();
            return reader.read(trunk, this);
        }

        @Override
        public Selection kept(RecordBatch records, long[] ids, long[] sources, int from, int to) {
            times.lap(Stage.READ, 0);
            sieved = true;
            look(records, ids, sources, from, to, true);
            times.lap(Stage.COMPARE, to - from);
            return kept;
        }

        /** Records are passed over when every feed finds them in its own log. */
        @Override
        public int pass(long number, RecordBytes next) {
            if (!settings.passesOver || !goesOn()) {
                return 0;
            }
            run.begin(next);
            for (FeedOutput.Worker feed : feeds) {
                feed.recognise(run);
            }
            int count = run.count();
            for (int i = 0; i < feeds.size() && count > 0; i++) {
                feeds.get(i).pass(number, count);
            }
            return count;
        }

        @Override
        public int bytes() {
            return run.bytes();
        }

        @Override
        public int lines() {
            return run.lines();
        }

        @Override
        public void lost(List<Problem> problems) {
            feeds.forEach(feed -> feed.lose(problems));
        }

        @Override
        public boolean goesOn() {
            int bytes = 0;
            for (FeedOutput.Worker feed : feeds) {
                bytes += feed.passedBytes();
            }
            return bytes < MOST_PASSED_BYTES && !turns.failed();
        }

        /** Looks at products for whose records that cannot be done. */
        private void takeUnsieved() {
            if (sieved) {
                return;
            }
            long[] sources = fingerprints == null ? NO_SOURCES : sources(fingerprints);
            List<Problem> lost = new ArrayList<>(reader.lost());
            int from = 0;
            while (from < trunk.rows()) {
                int to = LostPlaces.end(lost, trunk.records(), from, trunk.rows());
                takeUnsieved(sources, from, to);
                if (to < trunk.rows()) {
                    lost(List.of(lost.remove(0)));
                }
                from = to;
            }
            lost(lost);
        }

        private void takeUnsieved(long[] sources, int from, int to) {
            if (fingerprints == null) {
                feeds.forEach(feed -> feed.takeAll(to - from));
            } else {
                look(trunk.records(), trunk.column(idSlot).bits, sources, from, to, false);
                times.lap(Stage.COMPARE, to - from);
            }
        }

        /** The fingerprints of what was read; 0 for rows that are no products. */
        private long[] sources(SourceFingerprints all) {
            long[] sources = all.of(trunk);
            int next = 0;
            for (int row = 0; row < trunk.rows(); row++) {
                if (next < trunk.live().size && trunk.live().rows[next] == row) {
                    next++;
                } else {
                    sources[row] = 0;
                }
            }
            return sources;
        }

        /** Leaves products alone that no feed has to work on. */
        private void look(RecordBatch records, long[] ids, long[] sources, int from, int to, boolean mayStayUnread) {
            Arrays.fill(passing, from, to, 0);
            Arrays.fill(isRemarked, from, to, false);
            for (FeedOutput.Worker feed : feeds) {
                Selection known = feed.look(records, ids, sources, from, to, settings.passesOver);
                for (int i = 0; i < known.size; i++) {
                    passing[known.rows[i]]++;
                }
                Selection remarked = feed.remarked();
                for (int i = 0; i < remarked.size; i++) {
                    isRemarked[remarked.rows[i]] = true;
                }
            }
            kept.clear();
            for (int row = from; row < to; row++) {
                boolean isPassedOver = passing[row] == feeds.size();
                if (isPassedOver && mayStayUnread && !isRemarked[row]) {
                    continue;
                }
                if (isPassedOver) {
                    passedOver.add(taken);
                }
                kept.add(row);
                taken++;
            }
            for (FeedOutput.Worker feed : feeds) {
                feed.take(kept, from, to, records);
            }
        }

        /** Makes the layer of a member from the trunk, but for rows it passes over; as often as wanted, for the trunk stays as it is. */
        private Consumer<Selection> rules(int member) {
            return left -> {
                layer.startOver(trunk);
                layer.leaveOut(left);
                session.layer(member, layer);
            };
        }

        /** Adds a batch to each feed, while other threads add theirs to the feeds it is not at; says whether the run goes on. */
        private boolean finish(long number) throws InterruptedException {
            for (int i = 0; i < feeds.size(); i++) {
                if (!turns.of(i).await(number)) {
                    return false;
                }
                feeds.get(i).finish(layer, rules(i));
                common.endFeed();
                turns.of(i).done();
            }
            Turn last = turns.of(feeds.size());
            if (!last.await(number)) {
                return false;
            }
            found.drainTo(problems);
            listeners.tell(listener -> listener.progressed(progress));
            last.done();
            return true;
        }
    }
}
