package io.feedkit.location.s3;

import io.feedkit.location.Location;
import io.feedkit.location.LocationProblem;
import io.feedkit.location.Source;
import io.feedkit.location.SourceLimits;
import io.feedkit.location.StoredBytes;
import io.feedkit.location.http.HttpCall;
import io.feedkit.location.http.HttpCalls;
import io.feedkit.location.http.HttpReply;
import io.feedkit.location.remote.Reason;
import io.feedkit.location.remote.RemoteFile;
import io.feedkit.location.remote.ResumingStream;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.io.IOException;

/** An object to be read; a transfer that breaks goes on where it stopped as long as the object is the same. */
record S3Location(S3Place place) implements Location {
    private static final int PIECE = 206;
    private static final int CHANGED = 412;

    @Override
    public String name() {
        return place.name();
    }

    @Override
    public Source open(SourceLimits limits) {
        S3Calls calls = new S3Calls(place);
        RemoteFile object = (offset, version) -> piece(calls, offset, version);
        StoredBytes found = ResumingStream.open(name(), object, place.options().patience());
        if (found.size() > limits.maxBytes()) {
            close(found);
            throw failure(
                    LocationProblem.TOO_LARGE,
                    "The store announces " + found.size() + " bytes; " + limits.maxBytes() + " are allowed.",
                    "If that is meant, raise maxSourceBytes of ReadLimits.");
        }
        try {
            return Source.of(name(), found, limits);
        } catch (IOException e) {
            throw failure(LocationProblem.READ_FAILED, "Reading failed: " + Reason.of(e) + ".", "Run again.");
        }
    }

    private static void close(StoredBytes found) {
        try {
            found.bytes().close();
        } catch (IOException e) {
            return; // nothing more is wanted of it
        }
    }

    private RemoteFile.Piece piece(S3Calls calls, long offset, String version) {
        HttpCall call = HttpCall.get(place.address(place.key(), ""));
        if (offset > 0) {
            call = call.withHeader("Range", "bytes=" + offset + "-").withHeader("If-Match", version);
        }
        HttpReply reply = calls.ask(call.withHeader("Accept-Encoding", "identity"));
        if (reply.status() == CHANGED) {
            reply.close();
            throw ResumingStream.changed(name());
        }
        if (reply.status() >= 400) {
            reply.close();
            throw HttpCalls.failure(reply);
        }
        long from = reply.status() == PIECE ? offset : 0;
        long length = reply.header("Content-Length").map(Long::parseLong).orElse(StoredBytes.UNKNOWN_SIZE);
        long size = length < 0 ? length : length + from;
        return new RemoteFile.Piece(
                new StoredBytes(reply.stored(), size, reply.header("ETag").orElse(""), ""), from);
    }

    private FeedException failure(LocationProblem code, String message, String fix) {
        return new FeedException(new Problem(code, SourcePosition.unknown(name()), message, fix));
    }

    @Override
    public boolean isRemote() {
        return true;
    }

    @Override
    public String toString() {
        return name();
    }
}
