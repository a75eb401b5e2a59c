package io.feedkit.location.http;

import io.feedkit.location.LocationProblem;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.io.IOException;
import java.io.InputStream;

/** Ends a body that is larger than its reader wants, whatever it was compressed to. */
final class BoundedBody extends InputStream {
    private final String place;
    private final InputStream in;
    private final long maxBytes;
    private final byte[] single = new byte[1];
    private long read;

    BoundedBody(String place, InputStream in, long maxBytes) {
        this.place = place;
        this.in = in;
        this.maxBytes = maxBytes;
    }

    @Override
    public int read() {
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) {
        try {
            int got = in.read(into, from, length);
            read += Math.max(got, 0);
            if (read > maxBytes) {
                throw new FeedException(new Problem(
                        LocationProblem.TOO_LARGE,
                        SourcePosition.unknown(place),
                        "The reply is larger than " + maxBytes + " bytes.",
                        "Ask for less at a time, or allow more."));
            }
            return got;
        } catch (IOException e) {
            throw HttpReply.broken(place, e);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
