package io.feedkit.location;

import io.feedkit.problem.Blame;
import io.feedkit.problem.ProblemCode;
import io.feedkit.problem.Severity;

/** What can go wrong between a place and its bytes. */
public enum LocationProblem implements ProblemCode {
    /** There is nothing at this place. */
    NOT_FOUND("location.not-found", Blame.CONFIG),
    /** There is something, but it cannot be opened: a directory, a missing permission, a refused connection. */
    CANNOT_OPEN("location.cannot-open", Blame.CONFIG),
    /** Reading began and then failed. */
    READ_FAILED("location.read-failed", Blame.REMOTE),
    /** Compressed data ends before its end mark: the transfer was cut off. */
    TRUNCATED("location.truncated", Blame.REMOTE),
    /** Compressed data that contradicts itself. */
    DAMAGED("location.damaged", Blame.FEED),
    /** More bytes than the limits allow. */
    TOO_LARGE("location.too-large", Blame.CONFIG),
    /** Compressed data that grows more than the limits allow, as a decompression bomb does. */
    INFLATES_TOO_MUCH("location.inflates-too-much", Blame.FEED);

    private final String id;
    private final Blame blame;

    LocationProblem(String id, Blame blame) {
        this.id = id;
        this.blame = blame;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Severity severity() {
        return Severity.ERROR;
    }

    @Override
    public Blame blame() {
        return blame;
    }
}
