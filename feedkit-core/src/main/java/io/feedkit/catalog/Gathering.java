package io.feedkit.catalog;

import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.RecordBatch;
import io.feedkit.batch.Selection;
import io.feedkit.problem.Problem;
import java.util.List;

/**
 * Reads on as long as a sieve takes most records out, so that what stays of many reads is worth the work on one batch.
 *
 * <p>The first read fills the batch itself, and what is taken out of it moves nothing but slices. Further reads go to a batch beside it, from which those that stay are copied. They end where
 * the batch is full, where its records would be of two files or two header rows, and where the sieve has enough; rows that were read and not asked about yet begin the next batch.
 *
 * <p>Before each read, records are passed over that the sieve knows by their bytes. Where there were any, the next one is known to be another, and those behind it are likely to be known again: so it alone is
 * read. As long as none is known then, reads become longer again.
 */
final class Gathering {
    /** A batch with more rows is not worth reading on for. */
    private static final int ENOUGH_ROWS = ProductBatch.ROWS * 3 / 4;
    /** Nor is one with more text, so that long records do not fill the heap. */
    private static final int ENOUGH_BYTES = 2 << 20;

    /** Where rows come from, one read after the other. */
    interface Reads {
        /** Reads the next rows that may be products; false at the end. */
        boolean next(Work into);

        /** Passes over the records that come next as long as they are known; false when the next one is not. */
        boolean pass(KnownRecords known);

        /** What the rows of the last read are bound to. */
        MappedReader.Binding binding();

        /** The records of the last read that are no rows, in the order of the source; whoever tells of one takes it out. */
        List<Problem> lost();
    }

    private final Reads reads;
    private final Work further;
    private long[] furtherIds = {};
    private long[] furtherFingerprints = {};
    /** The first row of the last further read that was not asked about. */
    private int next;
    /** How many rows are read at a time. */
    private int atOnce = ProductBatch.ROWS;

    private final Selection stay = new Selection();

    Gathering(Reads reads, Work further) {
        this.reads = reads;
        this.further = further;
    }

    private boolean isHolding() {
        return next < further.rows();
    }

    /** Fills a batch, and returns what its rows are bound to; false for {@code any} in the answer at the end of the source. */
    Answer read(Work work, RecordSieve sieve) {
        boolean passed = !isHolding() && pass(sieve);
        boolean few = atOnce < ProductBatch.ROWS;
        boolean any = isHolding()
                || (few ? readFurther(sieve) : next(work) || !reads.lost().isEmpty());
        MappedReader.Binding binding = reads.binding();
        RecordFingerprints fingerprints = binding.fingerprints();
        Texts ids = binding.plan().ids();
        if (isHolding() || few) {
            begin(work);
        } else if (any && fingerprints != null && ids != null) {
            sift(work, sieve, ids.of(work), fingerprints.of(work));
        }
        if (fingerprints == null) {
            takeAll(work);
            return new Answer(any, false, binding);
        }
        boolean more = any;
        while (more && isWorthMore(work) && sieve.goesOn()) {
            passed |= !isHolding() && pass(sieve);
            more = isHolding() || readFurther(sieve) && isOfOneKind(work, binding);
            if (more) {
                takeIn(work, sieve);
            }
        }
        return new Answer(any || passed, true, binding);
    }

    private boolean pass(RecordSieve sieve) {
        boolean any = reads.pass(sieve);
        atOnce = any ? 1 : Math.min(ProductBatch.ROWS, 2 * atOnce);
        return any;
    }

    /** Reads the next rows, stamped by what they are made into products with. */
    private boolean next(Work into) {
        long plan = reads.binding().described();
        into.records.stampFor(plan);
        boolean more = reads.next(into);
        if (reads.binding().described() != plan) {
            into.records.forgetStamps();
        }
        return more;
    }

    /**
     * What came of it.
     *
     * @param any false at the end of the source
     * @param sieved whether the sieve was asked, and told of what was lost
     * @param binding what the rows are bound to
     */
    record Answer(boolean any, boolean sieved, MappedReader.Binding binding) {}

    private void begin(Work work) {
        work.records.clear();
        work.clearRoles();
        work.records.from(further.records.source());
    }

    private void sift(Work work, RecordSieve sieve, long[] ids, long[] fingerprints) {
        ask(work.records, ids, fingerprints, 0, work.rows(), sieve);
        if (stay.size < work.rows()) {
            work.retain(stay);
        }
        tellOfLost(sieve);
    }

    /** Asks which rows stay, and tells of what was lost at its place among them. */
    private void ask(RecordBatch records, long[] ids, long[] fingerprints, int from, int to, RecordSieve sieve) {
        stay.clear();
        int at = from;
        while (at < to) {
            int end = LostPlaces.end(reads.lost(), records, at, to);
            Selection kept = sieve.kept(records, ids, fingerprints, at, end);
            for (int i = 0; i < kept.size; i++) {
                stay.add(kept.rows[i]);
            }
            if (end < to) {
                sieve.lost(List.of(reads.lost().remove(0)));
            }
            at = end;
        }
    }

    private void tellOfLost(RecordSieve sieve) {
        if (!reads.lost().isEmpty()) {
            sieve.lost(reads.lost());
            reads.lost().clear();
        }
    }

    private static boolean isWorthMore(Work work) {
        return work.rows() <= ENOUGH_ROWS && work.text().end() <= ENOUGH_BYTES;
    }

    /** False at the end of the source. */
    private boolean readFurther(RecordSieve sieve) {
        further.records.limitTo(atOnce);
        boolean more = next(further) || !reads.lost().isEmpty();
        next = 0;
        RecordFingerprints fingerprints = reads.binding().fingerprints();
        Texts ids = reads.binding().plan().ids();
        if (fingerprints != null && ids != null) {
            furtherIds = ids.of(further);
            furtherFingerprints = fingerprints.of(further);
        }
        if (further.rows() == 0) {
            tellOfLost(sieve);
        }
        return more;
    }

    /** Whether what was read further can be in one batch with the rows before. */
    private boolean isOfOneKind(Work work, MappedReader.Binding binding) {
        return reads.binding() == binding && further.records.source().equals(work.records.source());
    }

    private void takeIn(Work work, RecordSieve sieve) {
        int to = Math.min(further.rows(), next + ProductBatch.ROWS - work.rows());
        ask(further.records, furtherIds, furtherFingerprints, next, to, sieve);
        for (int i = 0; i < stay.size; i++) {
            work.take(further, stay.rows[i]);
        }
        next = to;
        if (!isHolding()) {
            tellOfLost(sieve);
        }
    }

    private void takeAll(Work work) {
        for (; isHolding(); next++) {
            work.take(further, next);
        }
    }
}
