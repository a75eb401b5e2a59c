package io.feedkit.export.call;

import io.feedkit.export.api.ApiReport;
import io.feedkit.export.api.ApiTarget;
import io.feedkit.export.api.Lane;
import io.feedkit.feed.api.ApiPlan;
import io.feedkit.location.PublishProblem;
import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemSink;
import io.feedkit.problem.SourcePosition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends what stands in a queue, lane after lane: nothing of a lane is sent before the lane before it was tried. Within one, several calls are under way at a time; no product is in two of them.
 */
final class Delivery implements Caller.Log {
    /** So many refusals without anything that was taken mean that it is not the products. */
    private static final int MOST_REFUSED = 200;

    private static final int MOST_TOLD = 200;

    private final ApiTarget target;
    private final Caller caller;
    private final Turnstile turnstile;
    private final CallJournal journal;
    private final Rejections rejections;
    private final String catalog;
    private final Map<Lane, long[]> counts = new EnumMap<>(Lane.class);
    private final List<Problem> told = new ArrayList<>();
    private long untold;
    private long unreadable;
    private @Nullable Ending ending;
    private @Nullable Throwable failure;

    private Delivery(
            ApiTarget target,
            Caller caller,
            Turnstile turnstile,
            CallJournal journal,
            Rejections rejections,
            String catalog) {
        this.target = target;
        this.caller = caller;
        this.turnstile = turnstile;
        this.journal = journal;
        this.rejections = rejections;
        this.catalog = catalog;
        for (Lane lane : Lane.values()) {
            counts.put(lane, new long[3]);
        }
    }

    /**
     * Sends.
     *
     * @param files the queue and what goes with it
     * @param frames around the records of each call, in the order of the plan
     * @param values of the names in templates
     * @param listed how many products the channel said it has
     * @param catalog name of the catalogue, for the positions of problems
     */
    static ApiDelivery send(
            ApiFiles files,
            ApiPlan plan,
            List<CallFrame> frames,
            ApiTarget target,
            Map<String, String> values,
            Allowances allowances,
            long listed,
            String catalog,
            ProblemSink problems) {
        Turnstile turnstile = new Turnstile(target.name(), target.pace(), target.within(), allowances);
        try (CallJournal journal = CallJournal.begin(files.journal())) {
            Rejections rejections = Rejections.open(files.rejected(), target.name());
            try {
                Caller caller = new Caller(plan, target, values, turnstile);
                Delivery delivery = new Delivery(target, caller, turnstile, journal, rejections, catalog);
                delivery.count(files.queue());
                for (Lane lane : Lane.values()) {
                    delivery.send(files.queue(), lane, plan, frames);
                }
                return delivery.ended(files, listed, problems);
            } catch (IOException | RuntimeException | Error e) {
                rejections.close();
                throw e;
            }
        } catch (IOException e) {
            throw PublishProblem.CANNOT_WRITE.at(
                    files.queue().toString(), "The queue of calls cannot be worked on: " + e.getMessage() + ".", e);
        }
    }

    private void count(Path queue) throws IOException {
        try (QueueReader all = QueueReader.open(queue)) {
            for (Item item = all.next(null); item != null; item = all.next(null)) {
                of(item.lane())[0]++;
            }
        }
    }

    private long[] of(Lane lane) {
        return counts.computeIfAbsent(lane, none -> new long[3]);
    }

    private void send(Path queue, Lane lane, ApiPlan plan, List<CallFrame> frames) throws IOException {
        if (stopped() || of(lane)[0] == 0) {
            return;
        }
        try (Batches batches = new Batches(QueueReader.open(queue), lane, plan.calls(), frames)) {
            List<Thread> helpers = new ArrayList<>();
            long most = Math.min(target.connections(), of(lane)[0]);
            for (int i = 1; i < most; i++) {
                Thread helper = new Thread(() -> work(batches), "feedkit-calls-" + (i + 1));
                helper.setDaemon(true);
                helpers.add(helper);
                helper.start();
            }
            work(batches);
            join(helpers);
        }
        Throwable failed = failure();
        if (failed instanceof IOException e) {
            throw e;
        }
        if (failed instanceof RuntimeException e) {
            throw e;
        }
        if (failed instanceof Error e) {
            throw e;
        }
    }

    private static void join(List<Thread> helpers) {
        boolean interrupted = false;
        for (Thread helper : helpers) {
            while (helper.isAlive()) {
                try {
                    helper.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                    helpers.forEach(Thread::interrupt);
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void work(Batches batches) {
        try {
            while (!stopped()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                Batch batch = batches.next();
                if (batch == null) {
                    return;
                }
                caller.call(batch, this);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop(new Ending(new Problem(
                    ApiProblem.STOPPED,
                    SourcePosition.unknown(target.name()),
                    "The run was interrupted while it called the channel.",
                    "What is left is sent by the next run.")));
        } catch (Ending e) {
            stop(e);
        } catch (IOException | RuntimeException | Error e) {
            fail(e);
        }
    }

    private synchronized boolean stopped() {
        return ending != null || failure != null;
    }

    private synchronized void stop(Ending why) {
        ending = ending == null ? why : ending;
        turnstile.stop(why);
    }

    private synchronized void fail(Throwable cause) {
        failure = failure == null ? cause : failure;
        turnstile.stop(new Ending(new Problem(
                ApiProblem.STOPPED, SourcePosition.unknown(target.name()), "Another call failed: " + cause + ".")));
    }

    private synchronized @Nullable Throwable failure() {
        return failure;
    }

    @Override
    public void begun(Batch batch) throws IOException {
        journal.begun(batch.ordinals());
    }

    @Override
    public void ended(Batch batch, Verdicts verdicts) throws IOException {
        journal.done(verdicts.done());
        BitSet refused = new BitSet();
        verdicts.refused().keySet().forEach(item -> refused.set(item.ordinal()));
        journal.refused(refused);
        synchronized (this) {
            for (Item item : batch.items()) {
                String message = verdicts.refused().get(item);
                if (message != null) {
                    refuse(batch, item, message);
                } else if (verdicts.done().get(item.ordinal())) {
                    of(item.lane())[1]++;
                } else {
                    unreadable++;
                }
            }
            if (total(1) == 0 && total(2) >= MOST_REFUSED) {
                throw new Ending(new Problem(
                        ApiProblem.REFUSES_ALL,
                        SourcePosition.unknown(target.name()),
                        "The channel refused the first " + total(2) + " products, and took none.",
                        "Look at what it says about one of them; the address or what its paths need may be wrong."));
            }
        }
    }

    private long total(int which) {
        return counts.values().stream().mapToLong(count -> count[which]).sum();
    }

    private void refuse(Batch batch, Item item, String message) throws IOException {
        of(item.lane())[2]++;
        SourcePosition at =
                item.record() > 0 ? SourcePosition.ofRecord(catalog, item.record()) : SourcePosition.unknown(catalog);
        if (told.size() < MOST_TOLD) {
            told.add(new Problem(
                    ApiProblem.REFUSED,
                    at,
                    "The channel refused product " + Problem.quote(item.id()) + " ("
                            + batch.call().name() + "): " + message + (message.endsWith(".") ? "" : "."),
                    "It is sent again by the next run; correct what the channel says, or exclude the product."));
        } else {
            untold++;
        }
        rejections.add(batch.call().name(), item, message);
    }

    private synchronized ApiDelivery ended(ApiFiles files, long listed, ProblemSink problems) {
        told.sort(Comparator.comparingLong(problem -> problem.at().record().orElse(Long.MAX_VALUE)));
        told.forEach(problems::report);
        SourcePosition at = SourcePosition.unknown(target.name());
        if (untold > 0) {
            problems.report(new Problem(
                    ApiProblem.REFUSED,
                    at,
                    "The channel refused " + untold + " more products.",
                    "All of them stand in the file of rejected products beside the feed."));
        }
        if (unreadable > 0) {
            problems.report(
                    new Problem(
                            ApiProblem.UNREADABLE_ANSWER,
                            at,
                            "Of " + unreadable + " products the channel's answers do not say what became of them.",
                            "They are sent again by the next run; compare the answers with what the channel's descriptor says."));
        }
        Map<Lane, ApiReport.Products> lanes = new EnumMap<>(Lane.class);
        counts.forEach((lane, count) -> lanes.put(lane, new ApiReport.Products(count[0], count[1], count[2])));
        ApiReport report = new ApiReport(lanes, turnstile.calls(), caller.again(), listed, 0, 0);
        Ending why = ending;
        return new ApiDelivery(files, rejections, report, why == null ? null : why.problem());
    }
}
