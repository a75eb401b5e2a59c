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
    INFLATES_TOO_MUCH("location.inflates-too-much", Blame.FEED),
    /** Several files where one is needed. */
    SEVERAL_PARTS("location.several-parts", Blame.CONFIG),
    /** An archive that is not just the files of one catalogue. */
    MIXED_ARCHIVE("location.mixed-archive", Blame.FEED),
    /** Files of an archive that are no catalogue are not read. */
    PASSED_OVER("location.passed-over", Blame.FEED),
    /** An address that cannot be meant. */
    UNUSABLE_ADDRESS("location.unusable-address", Blame.CONFIG),
    /** An address of a kind that no plugin knows. */
    UNKNOWN_SCHEME("location.unknown-scheme", Blame.CONFIG),
    /** Two plugins for one kind of address. */
    SCHEME_TWICE("location.scheme-twice", Blame.CONFIG),
    /** A place that needs a library which is not there. */
    MISSING_LIBRARY("location.missing-library", Blame.CONFIG),
    /** A kind of place that the host does not let be opened. */
    NOT_ALLOWED("location.not-allowed", Blame.CONFIG),
    /** A password in an address. */
    SECRET_IN_ADDRESS("location.secret-in-address", Blame.CONFIG),
    /** Credentials of a form that is not known, or not fit for the place. */
    UNUSABLE_CREDENTIALS("location.unusable-credentials", Blame.CONFIG),
    /** A reference that leads to no secret. */
    NO_SECRET("location.no-secret", Blame.CONFIG),
    /** The other side does not let these credentials in. */
    ACCESS_DENIED("location.access-denied", Blame.CONFIG),
    /** The other side cannot prove who it is. */
    UNTRUSTED("location.untrusted", Blame.CONFIG),
    /** No connection comes about. */
    UNREACHABLE("location.unreachable", Blame.REMOTE),
    /** The other side is silent, or takes longer than allowed. */
    TIMEOUT("location.timeout", Blame.REMOTE),
    /** The other side asks for fewer requests. */
    RATE_LIMITED("location.rate-limited", Blame.REMOTE),
    /** The other side fails. */
    SERVER_FAILED("location.server-failed", Blame.REMOTE),
    /** A redirection that is not followed. */
    BAD_REDIRECT("location.bad-redirect", Blame.REMOTE),
    /** The content became another one while it was read. */
    CHANGED("location.changed", Blame.REMOTE);

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
        return this == PASSED_OVER ? Severity.INFO : Severity.ERROR;
    }

    @Override
    public Blame blame() {
        return blame;
    }
}
