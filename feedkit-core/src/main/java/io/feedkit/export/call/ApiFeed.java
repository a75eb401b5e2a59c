package io.feedkit.export.call;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.feedkit.batch.Column;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.Selection;
import io.feedkit.batch.TextBuffer;
import io.feedkit.export.api.ApiTarget;
import io.feedkit.export.api.Lane;
import io.feedkit.export.change.Change;
import io.feedkit.export.change.Changes;
import io.feedkit.export.change.Reconciliation;
import io.feedkit.export.change.Settlement;
import io.feedkit.feed.FeedBatch;
import io.feedkit.feed.FeedField;
import io.feedkit.feed.FeedFormats;
import io.feedkit.feed.FeedInfo;
import io.feedkit.feed.FeedLayout;
import io.feedkit.feed.api.ApiCall;
import io.feedkit.feed.api.ApiPlan;
import io.feedkit.feed.api.CallAnswer;
import io.feedkit.location.PublishProblem;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemSink;
import io.feedkit.problem.SourcePosition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One feed of a run that goes to an API: puts what is new into the queue, sends it, and settles the log of what the channel holds. What the last run left unsettled is settled first.
 *
 * <p>For an export, which is the feed's only writer; {@link Worker} holds what each thread needs for itself.
 */
public final class ApiFeed {
    private static final long[] WHOLE = {};

    private final ApiFiles files;
    private final ApiTarget target;
    private final ApiPlan plan;
    private final FeedLayout layout;
    private final List<String> fields;
    private final Map<String, String> values;
    private final Routes routes;
    private final List<CallForm> forms = new ArrayList<>();
    private long notRemoved;
    /** Whether of several products with one id some are gone, so that nobody knows what the channel has of it. */
    private boolean someOfSeveralGone;

    private long listed;

    private ApiFeed(Path feed, ApiTarget target, ApiPlan plan, FeedLayout layout, FeedInfo info, FeedFormats formats) {
        this.target = target;
        this.plan = plan;
        this.layout = layout;
        fields = layout.fields().stream().map(FeedField::name).toList();
        files = ApiFiles.of(feed);
        values = values(target, info);
        routes = new Routes(plan, fields);
        plan.calls().forEach(call -> forms.add(CallForm.of(call, layout, fields, formats, info)));
    }

    /**
     * Prepares a feed; throws when the channel's calls cannot be made with what is known.
     *
     * @param feed its file on this machine
     * @param plan what the channel says about calls, or null when it says nothing
     */
    public static ApiFeed of(
            Path feed,
            ApiTarget target,
            @Nullable ApiPlan plan,
            FeedLayout layout,
            FeedInfo info,
            FeedFormats formats) {
        if (plan == null || plan.calls().stream().noneMatch(ApiCall::isWhole)) {
            throw new FeedException(new Problem(
                    ApiProblem.NO_CALLS,
                    SourcePosition.unknown(info.member().toString()),
                    "The descriptor of channel " + info.member().channel() + " describes no call that brings products.",
                    "Give this feed a file, or describe the calls (api) in a descriptor of your own."));
        }
        ApiFeed prepared = new ApiFeed(feed, target, plan, layout, info, formats);
        prepared.checkTemplates();
        return prepared;
    }

    private static Map<String, String> values(ApiTarget target, FeedInfo info) {
        Map<String, String> values = new HashMap<>();
        values.put("country", info.member().country());
        values.put("language", info.member().language());
        values.put("currency", info.member().currency());
        if (!info.member().account().isEmpty()) {
            values.put("account", info.member().account());
        }
        values.putAll(target.parameters());
        return values;
    }

    /** Before anything is sent: a name that is missing is missing in every call. */
    private void checkTemplates() {
        Map<String, String> all = Template.withProduct(values, "1", plan.name());
        all.put("key", "");
        all.put("process", "");
        all.put("next", "");
        all.put("offset", "");
        List<String> templates = new ArrayList<>();
        for (ApiCall call : plan.calls()) {
            templates.add(call.path());
            templates.addAll(call.headers().values());
            templates.add(call.record());
            CallAnswer.Later later = call.answer().later();
            if (later != null) {
                templates.addAll(List.of(later.path(), later.errors()));
            }
        }
        if (plan.listing() != null) {
            templates.add(plan.listing().path());
            templates.addAll(plan.listing().where().values());
        }
        templates.forEach(template -> Template.fill(template, all, Template.Place.PLAIN));
    }

    /** The files of a feed that goes to an API. */
    public static List<Path> files(Path feed) {
        return ApiFiles.of(feed).all();
    }

    /** The name of the log that holds when all goes well. */
    public static Path next(Path feed) {
        return ApiFiles.of(feed).next();
    }

    /** The name of the queue. */
    public static Path queue(Path feed) {
        return ApiFiles.of(feed).queue();
    }

    /** Whether a run sent the feed to an API. */
    public static boolean wasCalled(Path feed) {
        return Files.exists(ApiFiles.of(feed).rejected());
    }

    /** Settles what a run left that was killed, if one was. */
    public static void recover(Path feed) {
        settle(ApiFiles.of(feed));
    }

    private static void settle(ApiFiles files) {
        try {
            if (Files.exists(files.queue()) && Files.exists(files.next())) {
                try (QueueReader queue = QueueReader.open(files.queue())) {
                    Settlement.settle(
                            files.sent(), files.next(), new QueueOutcomes(queue, CallJournal.read(files.journal())));
                } catch (IOException | UncheckedIOException broken) {
                    Settlement.doubt(files.sent());
                }
            }
            removeAll(files);
        } catch (IOException e) {
            throw PublishProblem.CANNOT_WRITE.at(
                    files.sent().toString(), "The log of what was sent cannot be settled: " + e.getMessage() + ".", e);
        }
    }

    /** The queue first: without it nothing is to be settled. */
    private static void removeAll(ApiFiles files) throws IOException {
        Files.deleteIfExists(files.queue());
        Files.deleteIfExists(files.next());
        Files.deleteIfExists(files.journal());
    }

    /** Asks the channel what it has, if that is wanted, and corrects the log by it. */
    public void reconcile(CallAccounts accounts, ProblemSink problems) {
        if (target.reconciles()) {
            Allowances allowances = accounts.of(target, plan.limits(), files.limits());
            listed = new Listing(files, plan, target, values, layout, allowances).reconcile(problems);
        }
    }

    /** One thread's part. */
    public Worker worker() {
        return new Worker();
    }

    /** Adds a product that the catalogue does not have any more. */
    public void gone(String id, TextBuffer queue) {
        remove(id, Reconciliation.id(id), 0, queue);
    }

    /** Hears that a product is gone of whose id another is left: the channel keeps that, and may hold what the other said. */
    public void goneOfSeveral() {
        someOfSeveralGone = true;
    }

    private synchronized void remove(String id, long fingerprint, long record, TextBuffer queue) {
        if (routes.remove() < 0) {
            notRemoved++;
            return;
        }
        ApiCall call = plan.calls().get(routes.remove());
        TextBuffer body = new TextBuffer(64);
        if (!call.record().isEmpty()) {
            Map<String, String> named = Template.withProduct(values, id, plan.name());
            body.append(Template.fill(call.record(), named, Template.Place.of(call.contentType())));
        }
        Item.append(Lane.STOCK, true, routes.remove(), fingerprint, record, WHOLE, id.getBytes(UTF_8), body, queue);
    }

    /**
     * Sends what stands in the queue. The log is as it was until {@link #settle}.
     *
     * @param catalog name of the catalogue, for the positions of problems
     */
    public ApiDelivery deliver(CallAccounts accounts, String catalog, ProblemSink problems) {
        SourcePosition at = SourcePosition.unknown(target.name());
        if (notRemoved > 0) {
            problems.report(new Problem(
                    ApiProblem.CANNOT_REMOVE,
                    at,
                    notRemoved + " products are gone, and the channel's descriptor knows no call that takes them away.",
                    "Take them away by hand, or describe such a call in a descriptor of your own."));
        }
        Allowances allowances = accounts.of(target, plan.limits(), files.limits());
        List<CallFrame> frames = forms.stream().map(CallForm::frame).toList();
        return Delivery.send(files, plan, frames, target, values, allowances, listed, catalog, problems);
    }

    /** Brings the log up to what became of each product, and takes the queue away. */
    public void settle(ApiDelivery delivery) {
        if (!delivery.isAllTaken() || someOfSeveralGone) {
            settle(files);
            return;
        }
        try {
            Files.move(files.next(), files.sent(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            removeAll(files);
        } catch (IOException e) {
            throw PublishProblem.CANNOT_WRITE.at(
                    files.sent().toString(), "The log of what was sent cannot be settled: " + e.getMessage() + ".", e);
        }
    }

    /**
     * What is sent: a product, or a record of several.
     *
     * @param id what the channel calls it
     * @param fingerprint of the id
     * @param record the number it has in the catalogue, of several products that of the first
     */
    public record Whom(String id, long fingerprint, long record) {}

    /** One thread's part: encodes what is new in a batch. */
    public final class Worker {
        private final TextBuffer body = new TextBuffer(4096);
        private final List<FeedBatch> batches = new ArrayList<>();
        private final Selection one = new Selection(1);

        private Worker() {
            forms.forEach(form -> batches.add(form.batch(body)));
        }

        /** Appends what is to be sent of a batch of products that was compared. */
        public void append(ProductBatch layer, int idSlot, FeedBatch texts, Changes.Worker changes, TextBuffer queue) {
            BitSet changed = new BitSet();
            for (int row = 0; row < layer.rows(); row++) {
                Change change = changes.of(row);
                long record = layer.records().recordNumber(row);
                if (change == Change.REMOVED) {
                    remove(changes.removedId(row), changes.id(row), record, queue);
                } else if (change == Change.ADDED || change == Change.CHANGED) {
                    changed.clear();
                    for (int field = 0; change == Change.CHANGED && field < fields.size(); field++) {
                        changed.set(field, changes.isChanged(row, field));
                    }
                    one.clear();
                    one.add(row);
                    append(
                            texts,
                            one,
                            new Whom(id(layer, idSlot, row), changes.id(row), record),
                            change,
                            changed,
                            queue);
                }
            }
        }

        /**
         * Appends what is to be sent of a record.
         *
         * @param rows of its products
         * @param change added or changed
         * @param changed the fields in which it differs; none when any may
         */
        public void append(
                FeedBatch texts, Selection rows, Whom whom, Change change, BitSet changed, TextBuffer queue) {
            byte[] id = whom.id.getBytes(UTF_8);
            for (Routes.Way way : routes.of(change == Change.ADDED, changed, rows, texts)) {
                CallForm form = forms.get(way.call());
                body.clear();
                form.encode(texts, rows, batches.get(way.call()), body);
                Item.append(way.lane(), false, way.call(), whom.fingerprint, whom.record, form.bits(), id, body, queue);
            }
        }

        private static String id(ProductBatch layer, int idSlot, int row) {
            long slice = layer.column(idSlot).bits[row];
            return slice == Column.MISSING ? "" : layer.text().string(slice);
        }
    }
}
