package io.feedkit.location.http;

import io.feedkit.location.LocationProblem;
import io.feedkit.location.StoredBytes;
import io.feedkit.location.remote.Attempts;
import io.feedkit.location.remote.RemoteFile;
import io.feedkit.location.remote.ResumingStream;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file on the web that can be opened from any offset on.
 *
 * <p>Only a strong validator proves that a range belongs to the same bytes: an entity tag that is not weak, or a time of change that lay well behind when the server
 * sent it (RFC 9110, sections 8.8 and 13.1.5). Without one the whole file is asked for again and compared.
 */
final class HttpFile implements RemoteFile {
    private static final String TAG = "etag ";
    private static final String MODIFIED = "modified ";
    /** Changed in the minute before it was sent: it may change again within the same second. */
    private static final String LATELY = "lately modified ";

    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");
    private static final Pattern CHARSET =
            Pattern.compile(";\\s*charset\\s*=\\s*\"?([A-Za-z0-9._:-]+)", Pattern.CASE_INSENSITIVE);

    private final String name;
    private final URI address;
    private final HttpCalls calls;
    private final Attempts attempts;

    HttpFile(String name, URI address, HttpCalls calls, Attempts attempts) {
        this.name = name;
        this.address = address;
        this.calls = calls;
        this.attempts = attempts;
    }

    Optional<StoredBytes> openIfChanged(String seen) {
        HttpCall call = HttpCall.get(address);
        if (seen.startsWith(TAG)) {
            call = call.withHeader("If-None-Match", seen.substring(TAG.length()));
        } else if (seen.startsWith(MODIFIED) || seen.startsWith(LATELY)) {
            call = call.withHeader("If-Modified-Since", seen.substring(seen.indexOf(MODIFIED) + MODIFIED.length()));
        }
        HttpReply reply = calls.ask(call, attempts);
        if (reply.status() == 304 && !seen.isEmpty()) {
            reply.close();
            return Optional.empty();
        }
        attempts.progressed();
        return Optional.of(whole(reply));
    }

    @Override
    public Piece open(long offset, String version) {
        HttpCall call = HttpCall.get(address);
        boolean provable = version.startsWith(TAG + "\"") || version.startsWith(MODIFIED);
        if (offset > 0 && provable) {
            call = call.withHeader("Range", "bytes=" + offset + "-")
                    .withHeader("If-Range", version.substring(version.indexOf(' ') + 1));
        }
        HttpReply reply = calls.ask(call, attempts);
        if (reply.status() == 206) {
            return part(reply, offset, version);
        }
        if (reply.status() == 416) {
            reply.close();
            throw ResumingStream.changed(name);
        }
        StoredBytes found = whole(reply);
        if (!version.isEmpty() && !version.equals(found.version())) {
            reply.close();
            throw ResumingStream.changed(name);
        }
        return new Piece(found, 0);
    }

    private StoredBytes whole(HttpReply reply) {
        if (reply.status() != 200) {
            reply.close();
            throw HttpStatus.failure(name, reply.status());
        }
        checkEncoding(reply);
        return new StoredBytes(reply.stored(), length(reply), version(reply), charset(reply));
    }

    private Piece part(HttpReply reply, long offset, String version) {
        Matcher range = CONTENT_RANGE.matcher(reply.header("Content-Range").orElse(""));
        String found = version(reply);
        boolean same = range.matches()
                && Long.parseLong(range.group(1)) == offset
                && (found.isEmpty() || sameVersion(found, version));
        if (!same) {
            reply.close();
            throw ResumingStream.changed(name);
        }
        checkEncoding(reply);
        long total = range.group(3).equals("*") ? StoredBytes.UNKNOWN_SIZE : Long.parseLong(range.group(3));
        return new Piece(new StoredBytes(reply.stored(), total, version, charset(reply)), offset);
    }

    private static boolean sameVersion(String found, String expected) {
        // The server's clock went on, so what was changed lately may no longer be.
        return found.equals(expected) || found.equals("lately " + expected) || expected.equals("lately " + found);
    }

    private void checkEncoding(HttpReply reply) {
        String encoding = reply.header("Content-Encoding").orElse("").strip().toLowerCase(Locale.ROOT);
        // What gzip compressed is known by its first bytes, so that a server may also be wrong about it.
        if (!encoding.isEmpty()
                && !encoding.equals("gzip")
                && !encoding.equals("x-gzip")
                && !encoding.equals("identity")) {
            reply.close();
            throw new FeedException(new Problem(
                    LocationProblem.CANNOT_OPEN,
                    SourcePosition.unknown(name),
                    "The server sends the content encoding " + Problem.quote(encoding) + ", which was not asked for.",
                    "Let the server send gzip or nothing."));
        }
    }

    private static long length(HttpReply reply) {
        return reply.headers().firstValueAsLong("Content-Length").orElse(StoredBytes.UNKNOWN_SIZE);
    }

    private static String charset(HttpReply reply) {
        Matcher charset = CHARSET.matcher(reply.header("Content-Type").orElse(""));
        return charset.find() ? charset.group(1) : "";
    }

    private static String version(HttpReply reply) {
        String tag = reply.header("ETag").orElse("");
        if (!tag.isEmpty()) {
            return TAG + tag;
        }
        String modified = reply.header("Last-Modified").orElse("");
        if (modified.isEmpty()) {
            return "";
        }
        return (isSettled(modified, reply.header("Date").orElse("")) ? MODIFIED : LATELY) + modified;
    }

    private static boolean isSettled(String modified, String now) {
        try {
            return Duration.between(HttpStatus.instant(modified), HttpStatus.instant(now))
                            .toSeconds()
                    >= 60;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
