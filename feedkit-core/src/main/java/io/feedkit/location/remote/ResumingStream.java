package io.feedkit.location.remote;

import io.feedkit.location.LocationProblem;
import io.feedkit.location.Patience;
import io.feedkit.location.StoredBytes;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32C;

/**
 * One stream over as many connections as it takes.
 *
 * <p>When a connection breaks, the next one begins where the last one stopped, if the other side can and the content is still the same. Where it can only send the
 * whole file again, what was handed on already is read again and compared by its checksum, so that a file that became another one is noticed even where nothing
 * names its version. Throws {@link FeedException} only, never {@link IOException}.
 */
public final class ResumingStream extends InputStream {
    private static final int SKIP_BUFFER = 16 * 1024;

    private final String name;
    private final RemoteFile file;
    private final Attempts attempts;
    private final CRC32C given = new CRC32C();
    private final byte[] single = new byte[1];
    private StoredBytes content;
    private long position;
    private boolean ended;
    private boolean closed;

    private ResumingStream(String name, RemoteFile file, Attempts attempts, StoredBytes content) {
        this.name = name;
        this.file = file;
        this.attempts = attempts;
        this.content = content;
    }

    /** Opens a file from its first byte, with as many attempts as allowed; what it says of its size and version goes along. */
    public static StoredBytes open(String name, RemoteFile file, Patience patience) {
        Attempts attempts = new Attempts(name, patience);
        StoredBytes first = first(name, file, attempts);
        return first.withBytes(new ResumingStream(name, file, attempts, first));
    }

    /** Goes on with what was opened already. */
    public static StoredBytes from(String name, RemoteFile file, StoredBytes first, Patience patience) {
        return first.withBytes(new ResumingStream(name, file, new Attempts(name, patience), first));
    }

    private static StoredBytes first(String name, RemoteFile file, Attempts attempts) {
        while (true) {
            try {
                return file.open(0, "").content();
            } catch (IOException e) {
                attempts.waitOr(failure(name, LocationProblem.UNREACHABLE, "There is no connection: ", 0, e));
            }
        }
    }

    @Override
    public int read() {
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) {
        if (length == 0) {
            return 0;
        }
        while (!ended) {
            attempts.left();
            try {
                int got = content.bytes().read(into, from, length);
                if (got > 0) {
                    given.update(into, from, got);
                    position += got;
                    attempts.progressed();
                    return got;
                }
                if (content.size() >= 0 && position < content.size()) {
                    throw new IOException("it ended after " + position + " of " + content.size() + " bytes");
                }
                ended = true;
            } catch (IOException e) {
                reconnect(e);
            }
        }
        return -1;
    }

    private void reconnect(IOException broken) {
        IOException last = broken;
        while (true) {
            closeQuietly();
            if (content.size() >= 0 && position == content.size()) {
                ended = true; // everything is here; only the goodbye was lost
                return;
            }
            attempts.waitOr(failure(name, LocationProblem.READ_FAILED, "The connection broke: ", position, last));
            try {
                RemoteFile.Piece piece = file.open(position, position == 0 ? "" : content.version());
                content = piece.content();
                if (position > 0) {
                    skip(piece);
                }
                return;
            } catch (IOException e) {
                last = e;
            }
        }
    }

    /** Reads again what was handed on, where the piece begins before it. */
    private void skip(RemoteFile.Piece piece) throws IOException {
        if (piece.offset() == position) {
            return;
        }
        CRC32C again = new CRC32C();
        byte[] buffer = new byte[SKIP_BUFFER];
        long skipped = piece.offset();
        while (skipped < position) {
            attempts.left();
            int got = piece.bytes().read(buffer, 0, (int) Math.min(buffer.length, position - skipped));
            if (got < 0) {
                if (piece.content().size() == skipped) {
                    throw changed(name);
                }
                throw new IOException("it ended after " + skipped + " bytes");
            }
            again.update(buffer, 0, got);
            skipped += got;
        }
        if (again.getValue() != given.getValue()) {
            throw changed(name);
        }
    }

    /** The content became another one under the reader's hands. */
    public static FeedException changed(String name) {
        return new FeedException(new Problem(
                LocationProblem.CHANGED,
                SourcePosition.unknown(name),
                "The connection broke, and what is there now is no longer what was being read.",
                "Run again; let the other side write to another name and rename the file when it is whole."));
    }

    private static FeedException failure(String name, LocationProblem code, String what, long read, IOException e) {
        return new FeedException(
                new Problem(
                        code,
                        SourcePosition.unknown(name),
                        what + Reason.of(e) + ".",
                        read == 0
                                ? "Check the address, and whether the other side is up."
                                : read + " bytes had come. Run again; if it stays, ask whoever runs the other side."),
                e);
    }

    private void closeQuietly() {
        try {
            content.bytes().close();
        } catch (IOException e) {
            return; // it is broken already, and the reason for that is what counts
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            ended = true;
            closeQuietly();
        }
    }
}
