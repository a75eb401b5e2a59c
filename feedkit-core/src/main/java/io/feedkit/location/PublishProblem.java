package io.feedkit.location;

import io.feedkit.problem.Blame;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemCode;
import io.feedkit.problem.Severity;
import io.feedkit.problem.SourcePosition;

/** Why a file could not be put in its place. The last good one stays. */
public enum PublishProblem implements ProblemCode {
    /** A folder of this machine does not take the file. */
    CANNOT_WRITE(
            "publish.cannot-write",
            Blame.CONFIG,
            "Check the folder, its rights and the free space; the last good file was left in place."),
    /** Another run is at it. */
    BUSY("publish.busy", Blame.CONFIG, "Wait for the other run to end, or give this one another file."),
    /** A place that can be read but not written to. */
    READ_ONLY(
            "publish.read-only",
            Blame.CONFIG,
            "Name a file, or an address of ftp, ftpes, ftps, sftp, http, https or s3."),
    /** The other side refuses to take the file. */
    REFUSED("publish.refused", Blame.REMOTE, "Ask whoever runs the server; the last good file was left in place."),
    /** The way there broke, again and again. */
    SEND_FAILED(
            "publish.send-failed",
            Blame.REMOTE,
            "Check the network and the server, then run again; the last good file was left in place."),
    /** What arrived is not what was sent. */
    NOT_WHOLE(
            "publish.not-whole",
            Blame.REMOTE,
            "Run again; if it stays, ask whoever runs the server. The last good file was left in place.");

    private final String id;
    private final Blame blame;
    private final String fix;

    PublishProblem(String id, Blame blame, String fix) {
        this.id = id;
        this.blame = blame;
        this.fix = fix;
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

    /** What to do about it in general. */
    public String fix() {
        return fix;
    }

    /** A failure at a place, with the usual advice. */
    public FeedException at(String place, String message) {
        return new FeedException(problem(place, message));
    }

    /** A failure at a place that an exception tells of, with the usual advice. */
    public FeedException at(String place, String message, Throwable cause) {
        return new FeedException(problem(place, message), cause);
    }

    private Problem problem(String place, String message) {
        return new Problem(this, SourcePosition.unknown(place), message, fix);
    }
}
