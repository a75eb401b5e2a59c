package io.feedkit.channel.contract;

/** One step of a field's pipeline. Made for one session and confined to its thread, so it may remember things. */
@FunctionalInterface
interface FieldStep {
    /** Reads, spells, converts or checks the values of the selected rows. */
    void run(Values values, Findings findings);
}
