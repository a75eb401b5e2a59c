package io.feedkit.catalog;

import io.feedkit.batch.RecordBytes;

/** Knows records by their bytes, so that what was found out about them once need not be found out again. */
public interface KnownRecords {
    /**
     * Passes over records that are known, from the next one on. Returns how many, which need not be all; 0 when the next one has to be read.
     *
     * @param number the number of the next record, from 1
     */
    int pass(long number, RecordBytes next);

    /** How many bytes the records have that were passed over last. */
    int bytes();

    /** How many line ends are among them. */
    int lines();
}
