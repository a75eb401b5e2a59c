package io.feedkit.export;

import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.RecordBatch;
import io.feedkit.batch.Selection;
import io.feedkit.batch.TextBuffer;
import io.feedkit.export.api.ApiReport;
import io.feedkit.export.api.ApiTarget;
import io.feedkit.export.call.ApiDelivery;
import io.feedkit.export.call.ApiFeed;
import io.feedkit.export.call.CallAccounts;
import io.feedkit.export.change.Change;
import io.feedkit.export.change.Changes;
import io.feedkit.export.change.Interleaf;
import io.feedkit.export.change.KnownRun;
import io.feedkit.export.change.Said;
import io.feedkit.export.change.SentProduct;
import io.feedkit.export.document.GroupedProducts;
import io.feedkit.feed.CommonWork;
import io.feedkit.feed.FeedBatch;
import io.feedkit.feed.FeedContract;
import io.feedkit.feed.FeedFormats;
import io.feedkit.feed.FeedInfo;
import io.feedkit.feed.FeedLayout;
import io.feedkit.feed.FeedLimits;
import io.feedkit.location.Publication;
import io.feedkit.location.StagedFile;
import io.feedkit.location.WhenBusy;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemSink;
import io.feedkit.problem.Severity;
import io.feedkit.problem.SourcePosition;
import io.feedkit.product.Schema;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One feed of a run: its file, its ledger, its counts. What goes wrong here ends this feed and no other.
 *
 * <p>Appending happens in turn, by whichever worker has the next batch; {@link Worker} holds what each thread needs for itself.
 */
final class FeedOutput {
    private static final int CHUNK_BYTES = 512 * 1024;
    private static final Selection NOBODY = new Selection();

    private final FeedContract contract;
    private final Path file;
    private final FeedInfo info;
    private final Map<String, RuleLabel> labels;
    private final FeedTarget place;
    private final FeedTally tally = new FeedTally();
    private FeedFigures figures = new FeedFigures(List.of());
    private final StageClock clock = new StageClock();
    private FeedSummary before = FeedSummary.NONE;
    private final FeedWatch watch;
    private final List<Problem> failures = new ArrayList<>();
    private @Nullable FeedForm form;
    private final Extent extent;
    private @Nullable FeedFiles files;
    private @Nullable FeedBody feed;
    private @Nullable FeedBody delta;
    /** The records that hold several products, where the layout wants that. */
    private @Nullable FeedDocuments documents;

    private final long documentBytes;
    private @Nullable Changes changes;
    private final @Nullable ApiTarget api;
    private final FeedFormats formats;
    private @Nullable ApiFeed calls;
    private @Nullable StagedFile queue;
    private ApiReport delivered = ApiReport.NONE;
    private FeedFiles.@Nullable Ready published;
    private @Nullable Function<FeedFiles.Ready, byte[]> manifestOf;
    private long bytes;
    private String sha256 = "";
    private volatile boolean failed;

    /** Thrown when a product was passed over that clashes with a new one: then all have to be worked on. */
    static final class NothingMayBePassedOver extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NothingMayBePassedOver() {
            super(null, null, false, false);
        }
    }

    FeedOutput(
            Export.Target target,
            FeedInfo info,
            FeedFormats formats,
            Export.CheckBytes checkBytes,
            Extent extent,
            Map<String, RuleLabel> labels,
            Supplier<FeedContract.Prepared> contractOfRun) {
        contract = target.contract();
        file = target.file();
        watch = new FeedWatch(file);
        place = target.place();
        this.info = info;
        this.labels = labels;
        this.formats = formats;
        api = place.api().orElse(null);
        this.extent = api == null ? extent : extent.forCalls();
        documentBytes = checkBytes.documents();
        attempt(() -> {
            FeedContract.Prepared prepared = contractOfRun.get();
            FeedLayout layout = prepared.layout();
            prepared.allow(checkBytes.memory(), checkBytes.disk());
            figures = new FeedFigures(layout.fields());
            form = FeedForm.of(prepared, formats);
        });
    }

    /** Names of the attributes this feed looks at; none when it failed already. */
    Set<String> reads() {
        FeedForm opened = form;
        return opened == null ? Set.of() : opened.contract().reads();
    }

    /** Becomes the one writer of the files; what the last run left is true from here on. */
    void lock(WhenBusy whenBusy) {
        attempt(() -> {
            files = FeedFiles.open(place, whenBusy);
            if (api != null) {
                ApiFeed.recover(file);
            }
        });
    }

    /**
     * Opens the files.
     *
     * @param enrichment what decides the products before the contract does, or empty
     * @param packed whether the ledger is gzipped
     * @param accounts what feeds of one account share
     * @param problems hears of what is remarkable and no failure
     */
    void open(String enrichment, boolean packed, CallAccounts accounts, ProblemSink problems) {
        attempt(() -> {
            FeedForm opened = required(form);
            Publication publication = required(files).publication();
            if (extent.isWhole()) {
                feed = opened.open(
                        publication, file, info, opened.contract().limits().and(place.limits()));
            }
            if (extent.isCompared()) {
                openCalls(opened, publication, accounts, problems);
                delta = opened.open(publication, FeedFiles.delta(file), info, FeedLimits.NONE);
                changes = openChanges(opened, enrichment, problems);
            }
            required(files).openLedger(packed);
            openDocuments(opened);
        });
    }

    private void openDocuments(FeedForm opened) {
        FeedLayout layout = opened.contract().layout();
        if (layout.documents().isNone()) {
            return;
        }
        Changes compared = changes;
        FeedBody whole = feed;
        DocumentWriter feedWriter = whole == null ? null : new DocumentWriter(whole, opened);
        FeedDocuments.News news = compared == null
                ? null
                : new FeedDocuments.News(
                        compared.records(layout),
                        new DocumentWriter(required(delta), opened),
                        calls == null ? null : calls.worker(),
                        queue);
        documents =
                new FeedDocuments(name(), layout, documentBytes, required(files).ledger(), feedWriter, news);
    }

    private void openCalls(FeedForm opened, Publication publication, CallAccounts accounts, ProblemSink problems) {
        if (api == null) {
            return;
        }
        ApiFeed prepared = ApiFeed.of(
                file,
                api,
                opened.contract().calls().orElse(null),
                opened.contract().layout(),
                info,
                formats);
        prepared.reconcile(accounts, problems);
        queue = publication.file(String.valueOf(ApiFeed.queue(file).getFileName()));
        calls = prepared;
    }

    private Changes openChanges(FeedForm opened, String enrichment, ProblemSink problems) {
        String ofContract = opened.contract().identity();
        String identity = enrichment.isEmpty() || ofContract.isEmpty() ? "" : enrichment + " " + ofContract;
        FeedLayout layout = opened.contract().layout();
        Path before = FeedFiles.sent(file);
        StagedFile log = required(files).log(api == null ? before : ApiFeed.next(file));
        return layout.documents().isNone()
                ? Changes.open(
                        before, log, identity, info.runAt(), opened.contract().marks(), layout.fields(), problems)
                : Changes.ofRecords(
                        before, log, layout.documents().variants(), info.runAt(), layout.fields(), problems);
    }

    /** Goes on for this feed only while nothing failed; a failure is kept for the report. */
    private void attempt(Runnable step) {
        if (failed) {
            return;
        }
        try {
            step.run();
        } catch (FeedException e) {
            fail(e.problem());
        } catch (RuntimeException | Error e) {
            // An error too: a plugin that overflows the stack must not take the other feeds with it.
            fail(new Problem(
                    ExportProblem.INTERNAL,
                    SourcePosition.unknown(file.toString()),
                    "The feed for " + contract.member() + " failed inside feedkit: " + e + ".",
                    "Please report this; the last good feed was left in place."));
        }
    }

    /** Keeps this feed from being written at all. */
    void refuse(ExportProblem code, String message, String fix) {
        fail(new Problem(code, SourcePosition.unknown(file.toString()), message, fix));
    }

    /** The files this feed puts in place. */
    List<Path> files() {
        List<Path> all = new ArrayList<>(FeedFiles.of(file));
        if (extent.isCompared()) {
            all.addAll(List.of(FeedFiles.delta(file), FeedFiles.sent(file)));
        }
        if (api != null) {
            all.addAll(ApiFeed.files(file));
        }
        return all;
    }

    /** Asks rules whether they may run for this feed after what its last run left. */
    void review(Enrichment enrichment, Instant runAt, ProblemSink problems) {
        attempt(() -> {
            Map<String, String> remembered = PreviousFeed.remembered(FeedFiles.manifest(file));
            List<Problem> errors = new ArrayList<>();
            for (Problem problem : enrichment.review(contract.member(), runAt, remembered)) {
                if (problem.severity() == Severity.ERROR) {
                    errors.add(problem);
                } else {
                    problems.report(problem);
                }
            }
            failBecauseOf(errors);
        });
    }

    /** Keeps the first failure: what other threads run into at the same moment follows from it. */
    private synchronized void fail(Problem problem) {
        if (!failed) {
            failures.add(problem);
        }
        failed = true;
    }

    private synchronized void failBecauseOf(List<Problem> problems) {
        failures.addAll(problems);
        failed |= !problems.isEmpty();
    }

    /** @param common what feeds of one thread make together */
    Worker worker(Schema schema, CommonWork common) {
        return new Worker(schema, common);
    }

    /** The member, as reports and listeners name the feed. */
    String name() {
        return contract.member().toString();
    }

    /** What threads spent on this feed, the last stage last; complete when it is published. */
    List<StageTime> times() {
        return clock.times(name());
    }

    /** Ends the files and puts them in their place: the feed first, then what describes it. */
    void publish(ManifestSource source, Export.Settings settings, Crew crew, ProblemSink problems) {
        clock.start();
        publishUnlessWorse(source, settings, crew, problems);
        clock.lap(Stage.PUBLISH, tally.products(ProductStatus.SENT));
    }

    private void publishUnlessWorse(ManifestSource source, Export.Settings settings, Crew crew, ProblemSink problems) {
        attempt(() -> {
            writeDocuments(source.catalog(), crew, problems);
            long records = documents == null ? held() : documents().records();
            required(form).contract().afterwards(records).forEach(problems::report);
            PreviousFeed previous = PreviousFeed.of(file, FeedFiles.manifest(file));
            before = previous.summary();
            if (!settings.accepts && held() == 0) {
                watch.keepFromEmptying(previous, problems);
            } else if (!settings.accepts) {
                watch.keepFromWorse(place.guards().orElse(settings.guards), before, summary(source));
            }
            watch.keepFromFaults(settings.faultLimits, tally.faults(), source.records());
            appendGone();
            if (changes != null) {
                changes.finish();
            }
            manifestOf = ready -> manifest(source, previous, ready);
            published = required(files).publish(feed, delta, previous, manifestOf, crew);
        });
    }

    /** Puts the products together that were gathered, and writes them. */
    private void writeDocuments(String catalog, Crew crew, ProblemSink problems) {
        FeedDocuments gathered = documents;
        if (gathered != null) {
            gathered.write(catalog, crew, tally, problems);
            clock.lap(Stage.ENCODE, gathered.count().records());
        }
    }

    private DocumentCount documents() {
        FeedDocuments gathered = documents;
        return gathered == null ? DocumentCount.NONE : gathered.count();
    }

    /** Whether this feed goes to an API. */
    boolean isCalled() {
        return api != null;
    }

    /** Whether products of this feed are compared with what was sent before, one by one. */
    boolean isCompared() {
        return extent.isCompared() && documents == null;
    }

    /** Sends what was published to the API it is for, and waits for the end of it. */
    void deliver(ManifestSource source, CallAccounts accounts, Crew crew, ProblemSink problems) {
        clock.start();
        attempt(() -> {
            // Its log is about to be replaced, which some systems do not do to an open file.
            required(changes).close();
            ApiFeed sent = required(calls);
            try (ApiDelivery delivery = sent.deliver(accounts, source.catalog(), problems)) {
                delivered = delivery.report();
                // What became of products is written down although somebody interrupted the calls.
                crew.undisturbed(() -> {
                    tellLedger(delivery);
                    sent.settle(delivery);
                });
                delivery.ended().ifPresent(ended -> end(ended, problems));
            }
        });
        clock.lap(Stage.PUBLISH, delivered.confirmed());
    }

    private void end(Problem ended, ProblemSink problems) {
        if (ended.severity() == Severity.ERROR) {
            fail(ended);
        } else {
            problems.report(ended);
        }
    }

    /** The ledger says of a product that it was sent; here it hears that the channel refused it, or has not heard of it yet. Records of several products have no line of their own. */
    private void tellLedger(ApiDelivery delivery) {
        if (delivery.isAllTaken() || documents != null) {
            return;
        }
        required(files).answered(delivery::tell, tally, required(published), required(manifestOf));
        delivered =
                delivered.withProducts(tally.products(ProductStatus.REJECTED), tally.products(ProductStatus.WAITING));
    }

    private void appendGone() {
        Changes compared = changes;
        if (compared == null) {
            return;
        }
        TextBuffer lines = new TextBuffer(256);
        TextBuffer queued = new TextBuffer(256);
        FeedTally gone = new FeedTally();
        compared.gone((id, isOnly) -> {
            Ledger.appendRemoved(id, documents != null, lines);
            gone.count(ProductStatus.REMOVED);
            if (calls != null && !isOnly.getAsBoolean()) {
                calls.goneOfSeveral();
            } else if (calls != null) {
                queued.clear();
                calls.gone(id, queued);
                required(queue).write(queued.bytes(), 0, queued.end());
            }
            if (lines.end() > CHUNK_BYTES) {
                required(files).ledger().write(lines.bytes(), 0, lines.end());
                lines.clear();
            }
        });
        required(files).ledger().write(lines.bytes(), 0, lines.end());
        tally.add(gone);
    }

    /** How many products the feed holds: those sent now, and those that were sent before and are as they were. */
    private long held() {
        return tally.products(ProductStatus.SENT) + tally.products(ProductStatus.UNCHANGED);
    }

    private FeedSummary summary(ManifestSource source) {
        return figures.summary(source.records(), held(), tally.said());
    }

    private static <T> T required(@Nullable T made) {
        if (made == null) {
            throw new IllegalStateException("made before it is used");
        }
        return made;
    }

    private byte[] manifest(ManifestSource source, PreviousFeed previous, FeedFiles.Ready ready) {
        boolean whole = !ready.parts().isEmpty();
        bytes = whole ? ready.parts().get(0).finished().bytes() : previous.bytes();
        sha256 = whole ? ready.parts().get(0).finished().sha256() : previous.sha256();
        FeedManifest manifest = new FeedManifest(
                String.valueOf(file.getFileName()),
                name(),
                place,
                source,
                tally,
                changes(),
                summary(source),
                required(form).contract(),
                documents());
        return manifest.text(previous, ready, bytes, sha256);
    }

    private FeedChanges changes() {
        Changes compared = changes;
        return compared == null
                ? FeedChanges.NONE
                : new FeedChanges(
                        compared.since(),
                        compared.count(Change.ADDED),
                        compared.count(Change.CHANGED),
                        compared.count(Change.UNCHANGED),
                        compared.count(Change.REMOVED),
                        compared.fields());
    }

    FeedReport report(ManifestSource source) {
        FeedForm opened = form;
        return new FeedReport(
                contract.member(),
                file,
                tally.products(ProductStatus.SENT),
                tally.products(ProductStatus.EXCLUDED),
                tally.products(ProductStatus.INVALID),
                tally.products(ProductStatus.UNREADABLE),
                tally.products(ProductStatus.UNCHANGED),
                changes(),
                tally.reasons(labels, source.catalog()),
                bytes,
                sha256,
                destinations(),
                failures,
                summary(source),
                before,
                watch.readings(),
                opened == null ? List.of() : opened.contract().notChecked(),
                opened == null ? 0 : opened.contract().checkDiskBytes(),
                documents(),
                delivered);
    }

    private List<String> destinations() {
        List<String> names = new ArrayList<>();
        place.destinations().forEach(destination -> names.add(destination.name()));
        if (api != null) {
            names.add(api.name());
        }
        return names;
    }

    /** Gives up what was not published. */
    void close() {
        if (changes != null) {
            changes.close();
        }
        for (FeedBody body : new FeedBody[] {feed, delta}) {
            if (body != null) {
                body.close();
            }
        }
        if (files != null) {
            files.close();
        }
        if (documents != null) {
            documents.close();
        }
        if (form != null) {
            form.contract().close();
        }
    }

    /** One thread's part of this feed: checks, converts and encodes batches into its own buffers. */
    final class Worker {
        private FeedContract.@Nullable Session session;
        private @Nullable FeedBatch texts;
        private Changes.@Nullable Worker compared;
        private @Nullable ChangeWords words;
        private ApiFeed.@Nullable Worker calling;
        private GroupedProducts.@Nullable Worker gathering;
        private final int idSlot;
        private final Ledger lines;
        private final Selection known = new Selection();
        private @Nullable FeedChunk feedChunk;
        private @Nullable FeedChunk deltaChunk;
        private final TextBuffer queueChunk = new TextBuffer(api == null ? 0 : CHUNK_BYTES / 8);
        private final Interleaf ledgerChunk = new Interleaf(CHUNK_BYTES / 8);
        private final FeedTally counts = new FeedTally();
        private final FeedFigures.Batch numbers;
        /** The same of what is in no batch. */
        private final FeedTally otherCounts = new FeedTally();
        /** Accounts for what goes into the batch and what does not, in the order of the catalogue. */
        private final Changes.Choice account = new Changes.Choice() {
            @Override
            public void kept() {
                ledgerChunk.row();
            }

            @Override
            public void passedOver(SentProduct sent, Said said) {
                if (said.isSent()) {
                    otherNumbers.add(sent);
                }
                lines.appendPassedOver(sent, said, ledgerChunk.between(), otherCounts);
                ledgerChunk.piece();
            }
        };

        private final FeedFigures.Batch otherNumbers;
        private final StageClock times = new StageClock();

        Worker(Schema schema, CommonWork common) {
            idSlot = schema.slot("id").orElseThrow();
            lines = new Ledger(idSlot, labels, documents != null && documents.isLate());
            numbers = new FeedFigures.Batch(schema, fields());
            otherNumbers = new FeedFigures.Batch(schema, fields());
            attempt(() -> {
                FeedContract.Prepared prepared = required(form).contract();
                texts = new FeedBatch(prepared.layout().fields().size(), new TextBuffer(0));
                feedChunk = required(form).chunk(extent.isWhole() ? CHUNK_BYTES : 0);
                deltaChunk = required(form).chunk(extent.isCompared() ? CHUNK_BYTES / 8 : 0);
                session = prepared.open(common);
                if (documents != null) {
                    gathering = documents.worker();
                } else if (changes != null) {
                    Changes.Worker worker = changes.worker(schema, counts::isTold);
                    compared = worker;
                    words = new ChangeWords(worker, extent);
                    calling = calls == null ? null : calls.worker();
                }
            });
        }

        private int fields() {
            FeedForm opened = form;
            return opened == null ? 0 : opened.contract().layout().fields().size();
        }

        void addTimes() {
            clock.add(times);
        }

        /** Begins a batch, which is about to be read. */
        void start() {
            ledgerChunk.clear();
            otherCounts.clear();
            otherNumbers.clear();
            if (compared != null) {
                compared.start();
            }
            if (gathering != null) {
                gathering.start();
            }
            if (session != null) {
                session.start();
            }
        }

        /**
         * Looks at products as they were read, in turn, and returns those this feed need not work on.
         *
         * @param records what was read
         * @param ids by row
         * @param fingerprints of what the catalogue says, by row
         */
        Selection look(RecordBatch records, long[] ids, long[] fingerprints, int from, int to, boolean mayPassOver) {
            known.clear();
            for (int row = from; failed && row < to; row++) {
                known.add(row);
            }
            attempt(() -> {
                if (compared != null) {
                    boolean may = mayPassOver && !extent.isWhole();
                    known.copy(compared.look(records, ids, fingerprints, from, to, may));
                }
            });
            return known;
        }

        /** Of the products it need not work on, those whose records have to be read nevertheless. */
        Selection remarked() {
            return compared == null || failed ? NOBODY : compared.remarked();
        }

        /** Takes products it looked at into the batch, and passes the others over for good. */
        void take(Selection kept, int from, int to, RecordBatch records) {
            Changes.Worker all = compared;
            if (all == null) {
                takeAll(kept.size);
                return;
            }
            attempt(() -> all.take(kept, from, to, records, required(session), account));
        }

        /** Says how many records of a run this feed need not work on. */
        void recognise(KnownRun run) {
            Changes.Worker all = compared;
            if (all == null || extent.isWhole()) {
                run.end(0);
            } else {
                attempt(() -> run.end(all.recognised(run)));
            }
        }

        /** Passes over the first records that were recognised. */
        void pass(long number, int count) {
            Changes.Worker all = compared;
            if (all != null) {
                attempt(() -> all.pass(number, count, required(session), account));
            }
        }

        /** Takes so many products into the batch, where nobody compares. */
        void takeAll(int rows) {
            for (int row = 0; row < rows; row++) {
                ledgerChunk.row();
            }
        }

        /** Accounts for records that are no products, at the place where they are. */
        void lose(List<Problem> problems) {
            for (Problem problem : problems) {
                Ledger.appendUnreadable(problem, ledgerChunk.between());
                ledgerChunk.piece();
                otherCounts.count(ProductStatus.UNREADABLE);
            }
        }

        /** How many bytes are remembered of what is in no batch. */
        int passedBytes() {
            return ledgerChunk.between().end() + (compared == null ? 0 : compared.passedBytes());
        }

        /** The rows of the batch that this feed does not work on. */
        private Selection left() {
            return compared == null ? NOBODY : compared.left();
        }

        /** Fills the layer by {@code rules}, which leave alone what is passed over, then checks and encodes it. */
        void process(ProductBatch layer, Consumer<Selection> rules) {
            queueChunk.clear();
            ledgerChunk.clearRows();
            counts.clear();
            numbers.clear();
            attempt(() -> {
                times.start();
                rules.accept(left());
                times.lap(Stage.LAYER, layer.rows());
                FeedBatch batch = required(texts);
                batch.start(layer.text());
                required(session).apply(layer, batch);
                if (gathering != null) {
                    gathering.refuse(layer, batch, contract.member().channel());
                }
                times.lap(Stage.CHECK, layer.rows());
                numbers.take(layer, batch);
                if (gathering != null) {
                    gathering.take(layer, idSlot, batch);
                    times.lap(Stage.ENCODE, 0);
                } else if (extent.isWhole()) {
                    encode(batch, required(feedChunk));
                }
                if (compared != null) {
                    encodeNews(compared, layer, batch);
                }
                lines.append(layer, ledgerChunk, counts, words);
                times.lap(Stage.ACCOUNT, layer.rows());
            });
        }

        private void encodeNews(Changes.Worker worker, ProductBatch layer, FeedBatch batch) {
            worker.compare(layer, batch, required(session), numbers::add);
            if (calling != null) {
                calling.append(layer, idSlot, batch, worker, queueChunk);
            }
            worker.news(layer.live(), batch.rows());
            times.lap(Stage.COMPARE, layer.rows());
            encode(batch, required(deltaChunk));
        }

        private void encode(FeedBatch batch, FeedChunk into) {
            required(form).encode(batch, batch.rows().size, into);
            times.lap(Stage.ENCODE, into.count());
        }

        /** Appends what was made, in turn; where products clash with earlier ones, it is made once more. */
        void finish(ProductBatch layer, Consumer<Selection> rules) {
            attempt(() -> {
                boolean isOver = gathering != null && gathering.isOver();
                if (required(session).compare() || isOver) {
                    process(layer, rules);
                }
            });
            if (!failed && required(session).isRestoredFound()) {
                throw new NothingMayBePassedOver();
            }
            attempt(() -> {
                times.start();
                if (gathering != null) {
                    gathering.add();
                } else if (feed != null) {
                    append(feed, layer, rules);
                }
                if (delta != null) {
                    delta.append(required(deltaChunk));
                }
                if (queue != null) {
                    queue.write(queueChunk.bytes(), 0, queueChunk.end());
                }
                if (compared != null) {
                    compared.finish();
                }
                ledgerChunk.writeTo(documents == null ? required(files).ledger()::write : documents.ledger());
                tally.add(counts);
                counts.settle();
                tally.add(otherCounts);
                figures.add(numbers);
                figures.add(otherNumbers);
                times.lap(Stage.WRITE, layer.rows());
            });
        }

        /** Into the file that is being written, or where it does not fit in pieces into as many as it takes. */
        private void append(FeedBody into, ProductBatch layer, Consumer<Selection> rules) {
            FeedChunk chunk = required(feedChunk);
            if (into.fits(chunk)) {
                into.append(chunk);
                return;
            }
            // Their place was taken by the texts of other feeds meanwhile.
            rules.accept(left());
            FeedBatch batch = required(texts);
            batch.start(layer.text());
            required(session).apply(layer, batch);
            int[] all = Arrays.copyOf(batch.rows().rows, batch.rows().size);
            for (int from = 0; from < all.length; ) {
                from += appendPiece(into, chunk, batch, all, from);
            }
        }

        /** How many rows went into the file. */
        private int appendPiece(FeedBody into, FeedChunk chunk, FeedBatch batch, int[] all, int from) {
            int rows = all.length - from;
            while (true) {
                batch.rows().clear();
                for (int i = 0; i < rows; i++) {
                    batch.rows().add(all[from + i]);
                }
                required(form).encode(batch, rows, chunk);
                // A product that is larger than a file may be goes into one of its own.
                if (into.fits(chunk) || rows == 1 && into.isEmptyFile()) {
                    into.append(chunk);
                    return rows;
                }
                if (rows == 1) {
                    into.next();
                } else {
                    rows = rows / 2;
                }
            }
        }
    }
}
