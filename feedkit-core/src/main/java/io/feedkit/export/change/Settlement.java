package io.feedkit.export.change;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Makes the log of what a channel holds out of the one before, the one that would hold if all had gone well, and what became of each product.
 *
 * <p>What was confirmed stands there as it was sent; what was refused or not sent, as it was before; a product of which nobody knows is marked, so that the next run sends all of it again. So is one of several with one id when others of them are gone. Doing
 * it twice gives the same log, so whoever is killed meanwhile may begin anew.
 */
public final class Settlement {
    private final SentProducts after;
    private final SentProducts.Cursor old;
    private final SentProducts.Cursor now;
    /** To look at other rows than those the walk is at. */
    private final SentProducts.Cursor others;

    private final SentProducts.Cursor remaining;
    private final boolean comparable;
    private final Outcomes outcomes;
    private final LogWriter out;
    private boolean more;

    private Settlement(SentProducts before, SentProducts after, Outcomes outcomes, LogWriter out) {
        this.after = after;
        this.outcomes = outcomes;
        this.out = out;
        old = before.cursor();
        now = after.cursor();
        others = before.cursor();
        remaining = after.cursor();
        comparable = before.header().isLike(after.header())
                && before.header().marks() == after.header().marks();
    }

    /**
     * Puts the settled log in the place of the one before.
     *
     * @param log the log before; there may be none
     * @param next the log that would hold
     * @throws IOException also when queue and log do not belong together
     */
    public static void settle(Path log, Path next, Outcomes outcomes) throws IOException {
        try (SentProducts before = SentProducts.open(log);
                SentProducts after = SentProducts.open(next)) {
            if (after.isNothing()) {
                throw new IOException("the log is broken");
            }
            try (LogWriter out = LogWriter.open(log, after.header(), after.kinds())) {
                new Settlement(before, after, outcomes, out).write();
                out.finish();
            }
        }
    }

    /** Marks all products of a log, since nobody knows any more what became of any. */
    public static void doubt(Path log) throws IOException {
        try (SentProducts before = SentProducts.open(log)) {
            if (before.isNothing()) {
                return;
            }
            try (LogWriter out = LogWriter.open(log, before.header(), before.kinds())) {
                SentProducts.Cursor row = before.cursor();
                for (boolean any = row.next(true); any; any = row.next(false)) {
                    out.copy(row);
                    if (row.isSent()) {
                        out.flag(SentRow.DOUBTFUL);
                    }
                }
                out.finish();
            }
        }
    }

    private void write() throws IOException {
        more = outcomes.next();
        for (boolean any = now.next(true); any; any = now.next(false)) {
            // What was to be taken away stands in the queue where it was found.
            while (more && outcomes.removes()) {
                removal();
            }
            if (now.isSent()) {
                row();
            } else if (!old.findSent(now.id())) {
                // A product that was in the feed before has the row that its removal gave it, if any.
                out.copy(now);
            }
        }
        while (more) {
            if (!outcomes.removes()) {
                throw new IOException("the queue has products that the log does not have");
            }
            removal();
        }
    }

    private void removal() throws IOException {
        switch (outcomes.outcome()) {
            case CONFIRMED -> {}
            case UNKNOWN -> out.doubtful(outcomes.id(), outcomes.idText());
            case REFUSED, NOT_SENT -> keepOld(outcomes.id(), outcomes.idText());
        }
        more = outcomes.next();
    }

    private void keepOld(long id, String idText) throws IOException {
        if (!old.findSent(id)) {
            return;
        }
        if (!comparable || old.isDoubtful()) {
            out.doubtful(id, idText);
            return;
        }
        out.copy(old);
        out.flag(0);
    }

    /** A row of the new log, with all that was to be sent of it. */
    private void row() throws IOException {
        long id = now.id();
        out.copy(now);
        if (!more || outcomes.id() != id) {
            if (isOneOfSeveral(id)) {
                out.flag(SentRow.DOUBTFUL);
            }
            return;
        }
        boolean found = old.findSent(id);
        boolean known = found && comparable && !old.isDoubtful();
        for (int i = 0; known && i < after.header().fields().size(); i++) {
            out.field(i, old.field(i));
        }
        boolean whole = false;
        boolean doubtful = false;
        boolean same = true;
        while (same) {
            Outcomes.Outcome outcome = outcomes.outcome();
            whole |= outcome == Outcomes.Outcome.CONFIRMED && outcomes.isWhole();
            doubtful |= outcome == Outcomes.Outcome.UNKNOWN;
            if (outcome == Outcomes.Outcome.CONFIRMED) {
                takeFields();
            }
            more = outcomes.next();
            same = more && outcomes.id() == id && !outcomes.begins();
        }
        if (whole) {
            out.drop();
            out.copy(now);
        } else if (doubtful || found && !known) {
            out.flag(SentRow.DOUBTFUL);
        } else if (found) {
            out.flag(0);
        } else {
            out.drop();
        }
    }

    /** Whether others of this id are gone: to the channel all of them were one, which may say what they said. */
    private boolean isOneOfSeveral(long id) {
        int before = others.countSent(id);
        return before > 1 && before > remaining.countSent(id);
    }

    private void takeFields() {
        for (int i = 0; i < after.header().fields().size(); i++) {
            if (outcomes.carries(i)) {
                out.field(i, now.field(i));
            }
        }
    }
}
