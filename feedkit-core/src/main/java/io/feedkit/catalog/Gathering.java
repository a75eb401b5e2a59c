package io.feedkit.catalog;

import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.Selection;
import io.feedkit.problem.Problem;
import java.util.List;

/**
 * Reads on as long as a sieve takes most records out, so that what stays of many reads is worth the work on one batch.
 *
 * <p>The first read fills the batch itself, and what is taken out of it moves nothing but slices. Further reads go to a batch beside it, from which those that stay are copied. They end where
 * the batch is full, where its records would be of two files or two header rows, and where the sieve has enough; rows that were read and not asked about yet begin the next batch.
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

        /** What the rows of the last read are bound to. */
        MappedReader.Binding binding();

        /** The records of the last read that are no rows; whoever told of them clears the list. */
        List<Problem> lost();
    }

    private final Reads reads;
    private final Work further;
    private long[] furtherIds = {};
    private long[] furtherFingerprints = {};
    /** The first row of the last further read that was not asked about. */
    private int next;

    Gathering(Reads reads, Work further) {
        this.reads = reads;
        this.further = further;
    }

    private boolean isHolding() {
        return next < further.rows();
    }

    /** Fills a batch, and returns what its rows are bound to; false for {@code any} in the answer at the end of the source. */
    Answer read(Work work, RecordSieve sieve) {
        boolean any = isHolding() || reads.next(work) || !reads.lost().isEmpty();
        MappedReader.Binding binding = reads.binding();
        RecordFingerprints fingerprints = binding.fingerprints();
        Texts ids = binding.plan().ids();
        if (isHolding()) {
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
            more = isHolding() || readFurther(sieve) && isOfOneKind(work, binding);
            if (more) {
                takeIn(work, sieve);
            }
        }
        return new Answer(any, true, binding);
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
        Selection kept = sieve.kept(work.records, ids, fingerprints, 0, work.rows());
        if (kept.size < work.rows()) {
            work.retain(kept);
        }
        tellOfLost(sieve);
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
        boolean more = reads.next(further);
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
        Selection kept = sieve.kept(further.records, furtherIds, furtherFingerprints, next, to);
        for (int i = 0; i < kept.size; i++) {
            work.take(further, kept.rows[i]);
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
