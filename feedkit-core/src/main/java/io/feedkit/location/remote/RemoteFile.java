package io.feedkit.location.remote;

import io.feedkit.location.StoredBytes;
import java.io.IOException;
import java.io.InputStream;

/** A file on another machine, as far as {@link ResumingStream} needs it. */
@FunctionalInterface
public interface RemoteFile {

    /**
     * Opens the bytes from an offset on.
     *
     * <p>Throws {@link IOException} for what may pass, {@link io.feedkit.problem.FeedException} for what will not: among that {@code location.changed} when the
     * content is no longer the one of that version.
     *
     * @param offset 0 for all of it
     * @param version what an earlier piece said of the content, or empty when any will do
     */
    Piece open(long offset, String version) throws IOException;

    /**
     * Bytes up to the end of the file.
     *
     * @param content the bytes and what is known of the whole file; {@link StoredBytes#size} is that of the whole
     * @param offset where in the file they begin: as asked, or 0 where the other side cannot begin elsewhere
     */
    record Piece(StoredBytes content, long offset) {
        InputStream bytes() {
            return content.bytes();
        }
    }
}
