package io.feedkit.problem;

/** How much a problem weighs. The order is meant: a later constant weighs more. */
public enum Severity {
    /** Worth knowing; nothing has to be done. */
    INFO,
    /** Probably not what was wanted; the run goes on with what was understood. */
    WARNING,
    /** Something could not be used: a record, a value, a rule, a feed. The rest goes on. */
    ERROR
}
