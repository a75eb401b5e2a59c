package io.feedkit.problem;

/** Who can mend a problem. */
public enum Blame {
    /** The catalogue or feed that was read. */
    FEED,
    /** The rule set. */
    RULES,
    /** Options, mappings, descriptors: what the caller gave. */
    CONFIG,
    /** A server or channel on the other side. */
    REMOTE,
    /** feedkit itself. Please report it. */
    FEEDKIT
}
