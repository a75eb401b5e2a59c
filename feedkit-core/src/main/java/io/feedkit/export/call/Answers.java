package io.feedkit.export.call;

import io.feedkit.export.change.Outcomes.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** What a channel said of each product it was sent or was to take away, in the order of the catalogue. */
public final class Answers {
    /** The code under which problems tell of refusals. */
    public static final String REFUSED = ApiProblem.REFUSED.id();

    private final QueueOutcomes items;
    private final Taker taker;
    private final List<String> reasons = new ArrayList<>();
    private boolean rejected;
    private boolean waiting;
    private boolean more;
    private String id = "";
    private boolean removes;

    /** What became of a product. */
    public enum Fate {
        TAKEN,
        /** The channel refused it, or one of the calls it was in. */
        REJECTED,
        /** It was not sent, or nobody knows what became of it; the next run sends it. */
        WAITING
    }

    /** Hears what became of each product. */
    public interface Taker {
        /**
         * Takes one.
         *
         * @param removes whether it was to be taken away
         * @param reasons the channel's words, if it refused it
         */
        void take(String id, boolean removes, Fate fate, List<String> reasons);
    }

    private Answers(QueueOutcomes items, Taker taker) {
        this.items = items;
        this.taker = taker;
    }

    static void tell(ApiFiles files, Rejections refused, Taker taker) throws IOException {
        try (QueueReader queue = QueueReader.open(files.queue())) {
            Answers answers = new Answers(new QueueOutcomes(queue, CallJournal.read(files.journal())), taker);
            answers.more = answers.items.next();
            refused.drain((ordinal, message) -> {
                answers.passUpTo(ordinal);
                answers.reasons.add(message);
            });
            answers.passUpTo(Integer.MAX_VALUE);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void passUpTo(int ordinal) {
        while (more && items.ordinal() < ordinal) {
            id = items.idText();
            removes = items.removes();
            Outcome outcome = items.outcome();
            rejected |= outcome == Outcome.REFUSED;
            waiting |= outcome == Outcome.NOT_SENT || outcome == Outcome.UNKNOWN;
            more = items.next();
            if (!more || items.begins()) {
                end();
            }
        }
    }

    private void end() {
        taker.take(id, removes, rejected ? Fate.REJECTED : waiting ? Fate.WAITING : Fate.TAKEN, List.copyOf(reasons));
        reasons.clear();
        rejected = false;
        waiting = false;
    }
}
