package io.feedkit.export.call;

import io.feedkit.export.change.Outcomes;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** What a queue and its journal say together. */
final class QueueOutcomes implements Outcomes {
    private final QueueReader queue;
    private final CallJournal.Entries journal;
    private @Nullable Item item;
    private boolean begins;

    QueueOutcomes(QueueReader queue, CallJournal.Entries journal) {
        this.queue = queue;
        this.journal = journal;
    }

    private Item item() {
        Item current = item;
        if (current == null) {
            throw new IllegalStateException("there is none");
        }
        return current;
    }

    @Override
    public boolean next() {
        try {
            Item before = item;
            Item now = queue.next(null);
            // The ways of one product lead through its lanes in their order.
            begins = before == null
                    || now == null
                    || before.fingerprint() != now.fingerprint()
                    || before.removes()
                    || now.removes()
                    || now.lane().compareTo(before.lane()) <= 0;
            item = now;
            return now != null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean begins() {
        return begins;
    }

    /** Its place in the queue. */
    int ordinal() {
        return item().ordinal();
    }

    @Override
    public long id() {
        return item().fingerprint();
    }

    @Override
    public String idText() {
        return item().id();
    }

    @Override
    public boolean removes() {
        return item().removes();
    }

    @Override
    public boolean isWhole() {
        return item().fields().length == 0;
    }

    @Override
    public boolean carries(int field) {
        return item().carries(field);
    }

    @Override
    public Outcome outcome() {
        int ordinal = item().ordinal();
        if (journal.done.get(ordinal)) {
            return Outcome.CONFIRMED;
        }
        if (journal.refused.get(ordinal)) {
            return Outcome.REFUSED;
        }
        return journal.begun.get(ordinal) ? Outcome.UNKNOWN : Outcome.NOT_SENT;
    }
}
